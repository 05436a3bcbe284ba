// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/memory/sessionshelf.h"

namespace sightglass::store {

void SessionShelf::save(const exchange::SessionBatch &sessions)
{
    if (!sessions)
        return;
    const std::lock_guard lock(m_mutex);
    for (const exchange::SessionPtr &session : *sessions) {
        const auto known = m_lastActivity.constFind(session->key);
        if (session->key.isEmpty() || (known != m_lastActivity.cend() && *known > session->lastActivityAtUs))
            continue;
        take(session->key);
        m_sessions[{session->lastActivityAtUs, session->key}] = session;
        m_lastActivity.insert(session->key, session->lastActivityAtUs);
    }
    while (m_sessions.size() > kMaxSessions)
        take(QByteArray(m_sessions.begin()->first.second));
}

void SessionShelf::remove(const QList<QByteArray> &keys)
{
    const std::lock_guard lock(m_mutex);
    for (const QByteArray &key : keys)
        take(key);
}

Result<exchange::SessionPtr> SessionShelf::load(const QByteArray &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_lastActivity.constFind(key);
    if (known == m_lastActivity.cend())
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such session"));
    return m_sessions.at({*known, key});
}

std::vector<exchange::SessionPtr> SessionShelf::list(const SessionQuery &query) const
{
    std::vector<exchange::SessionPtr> found;
    const std::lock_guard lock(m_mutex);
    auto place = m_sessions.lower_bound({query.before, query.beforeKey});
    while (place != m_sessions.begin() && static_cast<qint64>(found.size()) < query.limit) {
        --place;
        if (!query.liveOnly || !place->second->ended())
            found.push_back(place->second);
    }
    return found;
}

qint64 SessionShelf::removeUnused(qint64 unusedSinceUs)
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qint64>(std::erase_if(m_sessions, [&](const auto &entry) {
        const exchange::SessionRecord &session = *entry.second;
        const bool unused = (session.ended() ? session.endedAtUs : session.lastActivityAtUs) < unusedSinceUs;
        if (unused)
            m_lastActivity.remove(session.key);
        return unused;
    }));
}

void SessionShelf::take(const QByteArray &key)
{
    const auto known = m_lastActivity.constFind(key);
    if (known == m_lastActivity.cend())
        return;
    m_sessions.erase({*known, key});
    m_lastActivity.erase(known);
}

} // namespace sightglass::store
