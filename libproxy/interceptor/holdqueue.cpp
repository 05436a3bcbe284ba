// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/holdqueue.h"

#include "base/clock.h"

#include <utility>

namespace sightglass::interceptor {

HoldId HoldQueue::add(HeldMessage message, Resume resume)
{
    const HoldId id(++m_lastId);
    message.id = id;
    message.heldAtUs = wallClockUs();
    const HeldMessage &kept = m_held.emplace(id, Entry{std::move(message), std::move(resume)}).first->second.message;
    Q_EMIT added(HeldMessage(kept)); // a copy: whoever hears of it may decide at once
    return id;
}

bool HoldQueue::release(HoldId id, const HoldDecision &decision)
{
    return release(id, decision, HoldEnd::Decided);
}

bool HoldQueue::release(HoldId id, const HoldDecision &decision, HoldEnd end)
{
    const auto found = m_held.find(id);
    if (found == m_held.end())
        return false;
    const Resume resume = std::move(found->second.resume);
    m_held.erase(found);
    Q_EMIT removed(id, end);
    resume(decision, end);
    return true;
}

void HoldQueue::releaseAll(const HoldDecision &decision, HoldEnd end)
{
    // Those that wait now: a released message may be held again further on.
    const quint64 last = m_lastId;
    while (!m_held.empty() && m_held.begin()->first.value() <= last)
        release(m_held.begin()->first, decision, end);
}

void HoldQueue::withdraw(HoldId id, HoldEnd end)
{
    if (m_held.erase(id) > 0)
        Q_EMIT removed(id, end);
}

std::vector<HeldMessage> HoldQueue::messages() const
{
    std::vector<HeldMessage> list;
    list.reserve(m_held.size());
    for (const auto &[id, entry] : m_held)
        list.push_back(entry.message);
    return list;
}

std::vector<exchange::ExchangeId> HoldQueue::exchanges() const
{
    std::vector<exchange::ExchangeId> list;
    list.reserve(m_held.size());
    for (const auto &[id, entry] : m_held)
        list.push_back(entry.message.exchange);
    return list;
}

} // namespace sightglass::interceptor
