// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulesinterceptor.h"

#include "base/clock.h"
#include "base/splitmix.h"
#include "interceptor/rules/rulerun.h"

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

// FNV-1a: the same in every build and run, unlike qHash.
quint64 hashOf(const QByteArray &bytes)
{
    quint64 hash = 0xCBF29CE484222325;
    for (const char c : bytes)
        hash = (hash ^ static_cast<uchar>(c)) * 0x100000001B3;
    return hash;
}

class LiveGate final : public RuleGate
{
public:
    LiveGate(const RuleSet &rules, RuleStats &stats) : m_rules(rules.rules())
    {
        QList<QByteArray> ids;
        ids.reserve(qsizetype(m_rules.size()));
        m_states.reserve(m_rules.size());
        for (const Rule &rule : m_rules) {
            ids.append(rule.id);
            m_states.push_back({stats.counter(rule.id), rules.seed() ^ hashOf(rule.id)});
        }
        stats.keepOnly(ids);
    }

    bool opens(quint32 index) override
    {
        const Rule &rule = m_rules[index];
        const State &state = m_states[index];
        const quint64 n = state.counter->matches.fetch_add(1, std::memory_order_relaxed) + 1;
        if (n % rule.everyNth != 0 || (rule.firstN > 0 && n > rule.firstN))
            return false;
        return rule.probability >= 1 || unitFraction(splitmix64(state.start, n)) < rule.probability;
    }

    void acted(quint32 index, bool failed) override
    {
        RuleCounter &counter = *m_states[index].counter;
        counter.hits.fetch_add(1, std::memory_order_relaxed);
        if (failed)
            counter.failures.fetch_add(1, std::memory_order_relaxed);
        counter.lastHitUs.store(wallClockUs(), std::memory_order_relaxed);
    }

    int delayMs(quint32 index, const Action &action) override
    {
        if (action.minMs >= action.maxMs)
            return action.minMs;
        const State &state = m_states[index];
        const quint64 bits = splitmix64(~state.start, state.counter->matches.load(std::memory_order_relaxed));
        return action.minMs + int(unitFraction(bits) * (action.maxMs - action.minMs + 1));
    }

    qint64 takeToken(quint32 index, qsizetype place, const QByteArray &key) override
    {
        const Action &action = m_rules[index].actions[place];
        auto &limits = m_states[index].counter->limits;
        auto found = limits.find(place);
        if (found != limits.end()
            && (found->second.perSecond != action.perSecond || found->second.burst != action.burst)) {
            limits.erase(found);
            found = limits.end();
        }
        if (found == limits.end()) {
            RuleCounter::Limit limit{action.perSecond, action.burst, RateLimiter(action.perSecond, action.burst)};
            found = limits.emplace(place, std::move(limit)).first;
        }
        return found->second.limiter.take(key, monotonicUs());
    }

private:
    struct State {
        std::shared_ptr<RuleCounter> counter;
        quint64 start = 0; // of the rule's sequence of numbers
    };
    const std::vector<Rule> &m_rules;
    std::vector<State> m_states;
};

} // namespace

struct RulesInterceptor::Private {
    Private(RuleSetPtr set, std::shared_ptr<RuleStats> counters)
        : rules(set ? std::move(set) : std::make_shared<RuleSet>()),
          stats(std::move(counters)),
          gate(*rules, *stats),
          run(rules)
    {}

    RuleSetPtr rules;
    std::shared_ptr<RuleStats> stats;
    LiveGate gate;
    RuleRun run;
};

RulesInterceptor::RulesInterceptor(RuleSetPtr rules, std::shared_ptr<RuleStats> stats)
    : d(std::make_unique<Private>(std::move(rules), stats ? std::move(stats) : std::make_shared<RuleStats>()))
{}

RulesInterceptor::~RulesInterceptor() = default;

Traits RulesInterceptor::traits() const
{
    Traits traits;
    traits.emptyMessages = traits.streamHeads = wantsEmptyMessages(*d->rules);
    return traits;
}

Verdict RulesInterceptor::intercept(const Context &context)
{
    return d->run.run(context, d->gate);
}

} // namespace sightglass::interceptor::rules
