// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/sessionrecord.h"
#include "store/sessionquery.h"

#include <QHash>

#include <map>
#include <mutex>
#include <vector>

namespace sightglass::store {

/// Sessions in memory, ordered by when they were last used. The rules are those of SessionStore.
///
/// Thread: any; it locks. Owner: shared by a MemorySessionStore and the readers of a MemoryStore.
class SessionShelf
{
public:
    /// The ones unused for longest go first. Few: what lives is in the manager, and each of these, made while a hundred
    /// thousand end, holds a page of memory that could go back to the system (measured).
    static constexpr std::size_t kMaxSessions = 2'000;

    void save(const exchange::SessionBatch &sessions);
    void remove(const QList<QByteArray> &keys);
    Result<exchange::SessionPtr> load(const QByteArray &key) const;
    std::vector<exchange::SessionPtr> list(const SessionQuery &query) const;
    qint64 removeUnused(qint64 unusedSinceUs);

private:
    using Place = std::pair<qint64, QByteArray>; // lastActivityAtUs and key

    void take(const QByteArray &key);

    mutable std::mutex m_mutex;
    std::map<Place, exchange::SessionPtr> m_sessions;
    QHash<QByteArray, qint64> m_lastActivity; // by key
};

} // namespace sightglass::store
