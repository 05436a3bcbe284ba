// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqlitesessionstore.h"

namespace sightglass::store {

namespace {

/// About what a snapshot weighs while it waits.
qint64 bytesOf(const exchange::SessionRecord &session)
{
    qsizetype bytes = qsizetype(sizeof session) + session.key.size() + session.id.size()
                      + session.client.capabilities.size() + session.server.capabilities.size();
    for (const QByteArray &tag : session.tags)
        bytes += tag.size();
    return bytes;
}

} // namespace

SqliteSessionStore::SqliteSessionStore(std::shared_ptr<SqliteState> state) : m_state(std::move(state))
{
    connect(m_state.get(), &SqliteState::healthChanged, this, &SessionStore::healthChanged);
}

void SqliteSessionStore::open(Done<void> done)
{
    m_state->open(m_done.later(std::move(done)));
}

void SqliteSessionStore::save(const exchange::SessionBatch &sessions)
{
    if (!sessions || sessions->empty())
        return;
    qint64 bytes = 0;
    for (const exchange::SessionPtr &session : *sessions)
        bytes += bytesOf(*session);
    m_state->write(
        [sessions](StateTables &tables) -> Result<void> {
            for (const exchange::SessionPtr &session : *sessions) {
                if (const Result<void> done = tables.sessions.save(*session); !done)
                    return done;
            }
            return {};
        },
        bytes);
}

void SqliteSessionStore::remove(const QList<QByteArray> &keys)
{
    m_state->write(
        [keys](StateTables &tables) -> Result<void> {
            for (const QByteArray &key : keys) {
                if (const Result<void> done = tables.sessions.remove(key); !done)
                    return done;
            }
            return {};
        },
        keys.size() * qint64(sizeof(QByteArray)));
}

void SqliteSessionStore::load(const QByteArray &key, Done<exchange::SessionPtr> done)
{
    m_state->query(m_done.later(std::move(done)),
                   [key](const StateWorker::Situation &situation) { return situation.tables->sessions.load(key); });
}

void SqliteSessionStore::list(const SessionQuery &query, Done<std::vector<exchange::SessionPtr>> done)
{
    m_state->query(m_done.later(std::move(done)), [query](const StateWorker::Situation &situation) {
        return SessionTable::list(situation.tables->database, query);
    });
}

void SqliteSessionStore::removeUnused(qint64 unusedSinceUs, Done<qint64> done)
{
    m_state->query(m_done.later(std::move(done)), [unusedSinceUs](const StateWorker::Situation &situation) {
        return situation.tables->sessions.removeUnused(unusedSinceUs);
    });
}

void SqliteSessionStore::flush(Done<void> done)
{
    m_state->flush(m_done.later(std::move(done)));
}

} // namespace sightglass::store
