// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"

#include <QString>

namespace sightglass::store {

/// Recordings in a SQLite database: one narrow row per exchange, payload packed into chunks
/// (docs/adr/0002-payload-chunks.md).
///
/// open() makes the file and its folder when they are missing, brings an older schema up to date and takes the writer's
/// lock (a file beside the database). Its errors: PermissionDenied (another process writes here; the text names its
/// pid; or the system refused), InvalidData (not a recording of ours: left untouched), Unsupported (written by a newer
/// version), Io. A failed append() has written nothing; the next one may succeed again.
///
/// Thread: open() to close() in one thread, which need not be the constructor's; the destructor closes, in that thread
/// too. Owner: StoreThread.
class SqliteStore : public RecordStore
{
public:
    explicit SqliteStore(QString path);
    ~SqliteStore() override;

    Result<void> open() override;
    Result<exchange::ExchangeId> lastId() override;
    Result<void> append(const std::vector<exchange::RecordPtr> &batch) override;
    Result<void> annotate(exchange::ExchangeId id, const exchange::Annotation &annotation) override;
    ReaderOpener readerOpener() const override;
    Result<void> applyRetention(const Retention &retention) override;
    void close() override;

private:
    struct Session; // all that exists while the database is open
    QString m_path;
    std::unique_ptr<Session> m_session;
};

} // namespace sightglass::store
