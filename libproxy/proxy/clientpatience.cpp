// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/clientpatience.h"

namespace sightglass::proxy {

ClientPatience::Known ClientPatience::of(const QByteArray &client) const
{
    const auto found = m_learned.constFind(client);
    return found == m_learned.constEnd() ? Known() : Known{*found, true};
}

void ClientPatience::gaveUp(const QByteArray &client, qint64 waitedMs)
{
    if (client.isEmpty() || waitedMs < kLeastMs || waitedMs > kMostMs)
        return;
    if (m_learned.size() >= kMaxClients && !m_learned.contains(client))
        m_learned.erase(m_learned.begin()); // any one: it is learnt again
    m_learned.insert(client, int(waitedMs));
}

void ClientPatience::waited(const QByteArray &client, qint64 waitedMs)
{
    const auto found = m_learned.find(client);
    if (found != m_learned.end() && waitedMs > *found)
        m_learned.erase(found);
}

} // namespace sightglass::proxy
