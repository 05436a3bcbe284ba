// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/internpool.h"
#include "session/sessionlist.h"

#include <QHash>

#include <array>
#include <set>
#include <utility>

namespace sightglass::session {

/// All sessions that live: found by key, kept in the order of their last use, and counted. Decides nothing.
///
/// Thread: one. Owner: the manager.
class SessionTable
{
public:
    using Kind = exchange::SessionKind;
    using Index = QHash<QByteArray, LiveSessionPtr>; ///< a session stands in it by its alias too

    LiveSession *find(const QByteArray &key) const;
    /// \a session has its key, kind and owner.
    void add(const LiveSessionPtr &session);
    /// Out of everything; it lives on while visits are in it.
    void remove(LiveSession &session);
    /// Gives it another key, and another kind.
    void rename(LiveSession &session, const QByteArray &key, Kind kind);
    /// It is found by \a alias too, which was another's before; nothing happens when a session of that key lives.
    void setAlias(LiveSession &session, const QByteArray &alias);
    void setParty(exchange::Party &kept, const exchange::Party &party);
    void setText(QByteArray &kept, const QByteArray &text);
    /// After its texts changed.
    void weigh(LiveSession &session);

    /// It was used now, or what is under way in it changed: to the end of the list that it belongs in.
    void touch(LiveSession &session, qint64 nowUs);
    /// It counts as idle from now on.
    void setIdle(LiveSession &session);
    /// The one that went into Active or Idle before all others; of streams, or without. Null when there is none.
    LiveSession *oldestActive(Kind kind, bool streams) const { return m_lists[listOf(kind, streams, false)].front(); }
    LiveSession *oldestIdle(Kind kind) const { return m_lists[listOf(kind, false, true)].front(); }
    /// The one unused for longest that has nothing under way; of that kind, or of any.
    LiveSession *leastRecentlyUsed(Kind kind) const;
    LiveSession *leastRecentlyUsed() const;
    /// For a maximum age: only kept up where it is asked for.
    void trackAge(bool on);
    void setCreated(LiveSession &session, qint64 createdUs);
    LiveSession *oldest() const { return m_ages.empty() ? nullptr : m_ages.begin()->second; }

    qsizetype count() const { return m_count; }
    /// Sessions of one kind and address.
    int countOf(Kind kind, const QByteArray &owner) const;
    /// Of the sessions and their texts, without the tables that find them.
    qint64 contentBytes() const { return m_bytes + m_pool.contentBytes(); }
    qint64 bytes() const;
    const Index &index() const { return m_index; }
    const InternPool &pool() const { return m_pool; }
    /// Gives memory back that is no longer needed.
    void squeeze();

private:
    using Ages = std::set<std::pair<qint64, LiveSession *>>;
    static constexpr std::size_t kLists = 1 + 2 * 2 * 2;
    static constexpr qint64 kSlotBytes = sizeof(QByteArray) + sizeof(void *) + 8;
    static quint8 listOf(Kind kind, bool streams, bool idle)
    {
        return quint8(1 + (kind == Kind::Client ? 4 : 0) + (streams ? 2 : 0) + (idle ? 1 : 0));
    }
    void place(LiveSession &session, quint8 list);
    void count(const LiveSession &session, int by);

    Index m_index;
    QHash<QByteArray, std::array<int, 2>> m_owners; // by kind
    std::array<SessionList, kLists> m_lists;        // the first one stays empty
    Ages m_ages;
    bool m_trackAge = false;
    InternPool m_pool;
    qsizetype m_count = 0;
    qint64 m_bytes = 0;
};

} // namespace sightglass::session
