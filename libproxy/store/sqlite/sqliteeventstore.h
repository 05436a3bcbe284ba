// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/sqlitestate.h"

namespace sightglass::store {

/// Events in the database file that recordings are in too. A read fails while something that was told before cannot be
/// written: a stream with a hole must not look whole.
///
/// Thread and owner: as EventStore.
class SqliteEventStore : public EventStore
{
    Q_OBJECT
public:
    explicit SqliteEventStore(std::shared_ptr<SqliteState> state) : m_state(std::move(state)) {}

    void open(Done<void> done) override;
    void append(const QByteArray &session, const QByteArray &stream, const std::vector<StoredEvent> &events) override;
    void finish(const QByteArray &session, const QByteArray &stream) override;
    void read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done) override;
    void forget(const QByteArray &session) override;
    void flush(Done<void> done) override;

private:
    std::shared_ptr<SqliteState> m_state;
    DoneQueue m_done;
};

} // namespace sightglass::store
