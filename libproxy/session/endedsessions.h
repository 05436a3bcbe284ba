// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <deque>
#include <utility>

namespace sightglass::session {

/// Wire sessions that may not go on, and why: their clients are told 404 until they have noticed. The oldest is
/// forgotten when there are too many or it is too old; its server, where it was ended too, refuses it then.
///
/// Thread: one. Owner: the manager.
class EndedSessions
{
public:
    static constexpr qsizetype kMaxKept = 4096;
    static constexpr qint64 kKeptUs = qint64(60) * 60 * 1'000'000;

    void add(const QByteArray &key, const QString &why, qint64 nowUs);
    /// Null when it may go on.
    const QString *find(const QByteArray &key) const;
    void remove(const QByteArray &key) { m_whys.remove(key); }
    /// Forgets the old ones.
    void sweep(qint64 nowUs);
    bool isEmpty() const { return m_whys.isEmpty(); }
    qint64 bytes() const { return qint64(m_order.size()) * kEntryBytes; }

private:
    static constexpr qint64 kEntryBytes = 400;
    void dropOldest();

    QHash<QByteArray, QString> m_whys;
    std::deque<std::pair<qint64, QByteArray>> m_order; // oldest first; may hold keys that were removed
};

} // namespace sightglass::session
