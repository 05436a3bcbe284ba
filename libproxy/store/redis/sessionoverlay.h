// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessionstore.h"

#include <QHash>

namespace sightglass::store {

/// What a store on the network keeps in memory: everything that it was told and that is not yet written, and what it has
/// seen last, to serve from while the network is away. The newest snapshot of each session; a removed one is remembered
/// until that is written.
///
/// Bounded: what is written goes first, then what is oldest.
class SessionOverlay
{
public:
    static constexpr qsizetype kMaxSessions = 50'000;

    explicit SessionOverlay(qsizetype maxSessions = kMaxSessions) : m_max(maxSessions) {}

    /// Keeps it, to be written; false when a newer one is there. \a sent: it is on its way.
    bool save(const exchange::SessionPtr &session, bool sent);
    void remove(const QByteArray &key, bool sent);
    /// Keeps what was read, if nothing newer is there.
    void note(const exchange::SessionPtr &session);
    /// It is not there any more.
    void forget(const QByteArray &key);

    // How far the writing is.
    void wrote(const exchange::SessionPtr &session);
    void wroteRemoval(const QByteArray &key);
    /// What was on its way has not arrived; \a everything: what had arrived is gone, too.
    void writeAgain(bool everything);
    /// What waits to be written, and is on its way from now on.
    std::vector<exchange::SessionPtr> takeSessions();
    QList<QByteArray> takeRemovals();
    /// Whether all is written.
    bool written() const { return m_unwritten == 0; }

    exchange::SessionPtr find(const QByteArray &key) const; ///< null: not known, or removed
    bool removed(const QByteArray &key) const;
    std::vector<exchange::SessionPtr> list(const SessionQuery &query) const;
    /// Those that removeUnused() of a store removes.
    QList<QByteArray> unused(qint64 sinceUs) const;
    /// Snapshots that had to be dropped although nobody had written them.
    qint64 dropped() const { return m_dropped; }

private:
    enum class State : quint8 { Unsent, Sent, Written };
    struct Entry {
        exchange::SessionPtr session; ///< null: removed
        State state = State::Unsent;
    };

    void put(const QByteArray &key, Entry entry);
    void makeRoom();

    QHash<QByteArray, Entry> m_entries;
    qsizetype m_max;
    qint64 m_unwritten = 0;
    qint64 m_dropped = 0;
};

/// Whether removeUnused() removes it.
inline bool unusedSince(const exchange::SessionRecord &session, qint64 sinceUs)
{
    return (session.ended() ? session.endedAtUs : session.lastActivityAtUs) < sinceUs;
}

} // namespace sightglass::store
