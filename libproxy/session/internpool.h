// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sightglass::session {

/// One copy of equal texts: ten thousand clients of one program have the same capabilities. Counts its users.
///
/// Thread: one. Owner: the table of sessions.
class InternPool
{
public:
    /// \a text, or the equal one that is known already. Each one taken is to be released once.
    QByteArray take(const QByteArray &text);
    void release(const QByteArray &text);

    qsizetype size() const { return m_users.size(); }
    qint64 contentBytes() const { return m_bytes; }
    qint64 bytes() const { return m_bytes + qint64(m_users.capacity()) * kSlotBytes; }
    void squeeze();

private:
    static constexpr qint64 kSlotBytes = sizeof(QByteArray) + 16;
    QHash<QByteArray, qsizetype> m_users;
    qint64 m_bytes = 0;
};

} // namespace sightglass::session
