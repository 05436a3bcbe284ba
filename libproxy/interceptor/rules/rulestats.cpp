// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulestats.h"

#include <QSet>

namespace sightglass::interceptor::rules {

std::shared_ptr<RuleCounter> RuleStats::counter(const QByteArray &ruleId)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<RuleCounter> &counter = m_counters[ruleId];
    if (!counter)
        counter = std::make_shared<RuleCounter>();
    return counter;
}

void RuleStats::keepOnly(const QList<QByteArray> &ids)
{
    const QSet<QByteArray> kept(ids.begin(), ids.end());
    const std::lock_guard lock(m_mutex);
    m_counters.removeIf([&](const auto &entry) { return !kept.contains(entry.key()); });
}

} // namespace sightglass::interceptor::rules
