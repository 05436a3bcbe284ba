// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/sqlitestate.h"

namespace sightglass::store {

/// Sessions in the database file that recordings are in too. Writes are queued and written together in the store's
/// thread. open() fails as SqliteStore::open() does, except that it takes no lock: the file may be written by others.
///
/// Thread and owner: as SessionStore.
class SqliteSessionStore : public SessionStore
{
    Q_OBJECT
public:
    explicit SqliteSessionStore(std::shared_ptr<SqliteState> state);

    void open(Done<void> done) override;
    void save(const exchange::SessionBatch &sessions) override;
    void remove(const QList<QByteArray> &keys) override;
    void load(const QByteArray &key, Done<exchange::SessionPtr> done) override;
    void list(const SessionQuery &query, Done<std::vector<exchange::SessionPtr>> done) override;
    void removeUnused(qint64 unusedSinceUs, Done<qint64> done) override;
    void flush(Done<void> done) override;
    StoreHealth health() const override { return m_state->health(); }

private:
    std::shared_ptr<SqliteState> m_state;
    DoneQueue m_done;
};

} // namespace sightglass::store
