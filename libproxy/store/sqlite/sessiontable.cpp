// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sessiontable.h"

#include "exchange/sessionjson.h"

namespace sightglass::store {

static_assert(int(exchange::SessionState::Closed) == 4, "The schema and the statements below know it by this number");

Result<void> SessionTable::prepare()
{
    const Result<void> done =
        m_database.prepare("INSERT INTO session (key, route, id, state, created_at, last_activity, ended_at, "
                           "client_name, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                           "route = excluded.route, id = excluded.id, state = excluded.state, "
                           "created_at = excluded.created_at, last_activity = excluded.last_activity, "
                           "ended_at = excluded.ended_at, client_name = excluded.client_name, "
                           "record = excluded.record WHERE excluded.last_activity >= session.last_activity",
                           m_save);
    return done ? m_database.prepare("DELETE FROM session WHERE key = ?", m_remove) : done;
}

Result<void> SessionTable::save(const exchange::SessionRecord &session)
{
    if (session.key.isEmpty())
        return {};
    const QByteArray route = session.route.toUtf8();
    const QByteArray record = exchange::sessionToJson(session);
    m_save.bindBlob(1, session.key);
    m_save.bindText(2, route);
    m_save.bindText(3, session.id);
    m_save.bind(4, static_cast<qint64>(session.state));
    m_save.bind(5, session.createdAtUs);
    m_save.bind(6, session.lastActivityAtUs);
    m_save.bind(7, session.endedAtUs);
    m_save.bindText(8, session.client.name);
    m_save.bindText(9, record);
    return m_save.run();
}

Result<void> SessionTable::remove(const QByteArray &key)
{
    m_remove.bindBlob(1, key);
    return m_remove.run();
}

Result<exchange::SessionPtr> SessionTable::load(const QByteArray &key)
{
    Result<Statement> select = m_database.prepare("SELECT record FROM session WHERE key = ?");
    if (!select)
        return tl::unexpected<Error>(select.error());
    select->bindBlob(1, key);
    const Result<bool> row = select->next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    if (!*row)
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such session"));
    Result<exchange::SessionRecord> session = exchange::sessionFromJson(select->view(0));
    if (!session)
        return tl::unexpected<Error>(session.error());
    return std::make_shared<const exchange::SessionRecord>(std::move(*session));
}

Result<qint64> SessionTable::removeUnused(qint64 unusedSinceUs)
{
    Result<Statement> remove =
        m_database.prepare("DELETE FROM session WHERE CASE WHEN state < 4 THEN last_activity ELSE ended_at END < ?");
    if (!remove)
        return tl::unexpected<Error>(remove.error());
    remove->bind(1, unusedSinceUs);
    if (const Result<void> done = remove->run(); !done)
        return tl::unexpected<Error>(done.error());
    return m_database.changes();
}

Result<std::vector<exchange::SessionPtr>> SessionTable::list(const Database &database, const SessionQuery &query)
{
    Result<Statement> select =
        database.prepare(QByteArray("SELECT record FROM session WHERE (last_activity, key) < (?, ?) ")
                         + (query.liveOnly ? "AND state < 4 " : "") + "ORDER BY last_activity DESC, key DESC LIMIT ?");
    if (!select)
        return tl::unexpected<Error>(select.error());
    select->bind(1, query.before);
    select->bindBlob(2, query.beforeKey);
    select->bind(3, std::max<qint64>(0, query.limit));
    std::vector<exchange::SessionPtr> found;
    Result<bool> more = select->next();
    for (; more && *more; more = select->next()) {
        if (Result<exchange::SessionRecord> session = exchange::sessionFromJson(select->view(0)))
            found.push_back(std::make_shared<const exchange::SessionRecord>(std::move(*session)));
    }
    if (!more)
        return tl::unexpected<Error>(more.error());
    return found;
}

} // namespace sightglass::store
