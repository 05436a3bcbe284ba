// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/holdqueue.h"

namespace sightglass::interceptor {

HoldId HoldQueue::add(exchange::ExchangeId exchange, Way way, QByteArray message, QString reason, Resume resume)
{
    const HoldId id(++m_lastId);
    m_held.emplace(id, Entry{{id, exchange, way, std::move(message), std::move(reason)}, std::move(resume)});
    Q_EMIT added(id);
    return id;
}

bool HoldQueue::release(HoldId id, const HoldDecision &decision)
{
    const auto found = m_held.find(id);
    if (found == m_held.end())
        return false;
    const Resume resume = std::move(found->second.resume);
    m_held.erase(found);
    Q_EMIT removed(id);
    resume(decision);
    return true;
}

void HoldQueue::releaseAll(const HoldDecision &decision)
{
    // Those that wait now: a released message may be held again further on.
    const quint64 last = m_lastId;
    while (!m_held.empty() && m_held.begin()->first.value() <= last)
        release(m_held.begin()->first, decision);
}

void HoldQueue::withdraw(HoldId id)
{
    if (m_held.erase(id) > 0)
        Q_EMIT removed(id);
}

std::vector<HeldMessage> HoldQueue::messages() const
{
    std::vector<HeldMessage> list;
    list.reserve(m_held.size());
    for (const auto &[id, entry] : m_held)
        list.push_back(entry.message);
    return list;
}

} // namespace sightglass::interceptor
