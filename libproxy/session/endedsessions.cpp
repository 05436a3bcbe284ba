// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/endedsessions.h"

namespace sightglass::session {

void EndedSessions::add(const QByteArray &key, const QString &why, qint64 nowUs)
{
    m_whys.insert(key, why);
    m_order.emplace_back(nowUs, key);
    while (qsizetype(m_order.size()) > kMaxKept)
        dropOldest();
}

const QString *EndedSessions::find(const QByteArray &key) const
{
    const auto found = m_whys.constFind(key);
    return found == m_whys.constEnd() ? nullptr : &found.value();
}

void EndedSessions::sweep(qint64 nowUs)
{
    const bool any = !m_order.empty();
    while (!m_order.empty() && m_order.front().first + kKeptUs <= nowUs)
        dropOldest();
    if (any && m_order.empty()) {
        m_whys.squeeze();
        m_order.shrink_to_fit();
    }
}

void EndedSessions::dropOldest()
{
    m_whys.remove(m_order.front().second);
    m_order.pop_front();
}

} // namespace sightglass::session
