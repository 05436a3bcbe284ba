// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqliteeventstore.h"

namespace sightglass::store {

void SqliteEventStore::open(Done<void> done)
{
    m_state->open(m_done.later(std::move(done)));
}

void SqliteEventStore::append(const QByteArray &session, const QByteArray &stream,
                              const std::vector<StoredEvent> &events)
{
    if (events.empty())
        return;
    qint64 bytes = session.size() + stream.size();
    for (const StoredEvent &event : events)
        bytes += qint64(sizeof event) + event.bytes.size() + event.upstreamId.size();
    m_state->write(
        [session, stream, events](StateTables &tables) { return tables.events.append(session, stream, events); },
        bytes);
}

void SqliteEventStore::finish(const QByteArray &session, const QByteArray &stream)
{
    m_state->write([session, stream](StateTables &tables) { return tables.events.finish(session, stream); },
                   session.size() + stream.size());
}

void SqliteEventStore::read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done)
{
    m_state->query(m_done.later(std::move(done)),
                   [session, stream, after](const StateWorker::Situation &situation) -> Result<StoredStream> {
                       if (!situation.written)
                           return tl::unexpected<Error>(situation.written.error());
                       return situation.tables->events.read(session, stream, after);
                   });
}

void SqliteEventStore::forget(const QByteArray &session)
{
    m_state->write([session](StateTables &tables) { return tables.events.forget(session); }, session.size());
}

void SqliteEventStore::flush(Done<void> done)
{
    m_state->flush(m_done.later(std::move(done)));
}

} // namespace sightglass::store
