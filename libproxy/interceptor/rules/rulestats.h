// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/ratelimiter.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace sightglass::interceptor::rules {

/// What one rule has done; survives a reload of the file as long as the rule's id does.
struct RuleCounter {
    std::atomic<quint64> matches{0};  ///< of filter and direction, before probability, every nth, first n
    std::atomic<quint64> hits{0};     ///< carried out
    std::atomic<quint64> failures{0}; ///< an action could not be carried out (a pointer that is not there)
    std::atomic<qint64> lastHitUs{0}; ///< wall clock, microseconds since the Unix epoch; 0: never

    /// The buckets of a rate limit; they survive a reload as the counters do.
    struct Limit {
        double perSecond = 0;
        int burst = 0;
        RateLimiter limiter;
    };
    std::map<qsizetype, Limit> limits; ///< by the action's index; the engine's thread only
};

/// The counters of all rules by id. Thread: any; counting takes no lock, finding a counter does. Owner: shared.
class RuleStats
{
public:
    std::shared_ptr<RuleCounter> counter(const QByteArray &ruleId);
    /// Forgets the rules that are not among \a ids.
    void keepOnly(const QList<QByteArray> &ids);

private:
    std::mutex m_mutex;
    QHash<QByteArray, std::shared_ptr<RuleCounter>> m_counters;
};

} // namespace sightglass::interceptor::rules
