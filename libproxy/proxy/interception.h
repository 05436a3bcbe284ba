// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/fault/faultconfig.h"
#include "interceptor/interceptorchain.h"
#include "interceptor/pauseinterceptor.h"
#include "interceptor/policy/policyconfig.h"
#include "interceptor/rules/ruleset.h"

#include <memory>
#include <vector>

namespace sightglass::interceptor::lint {
class Linter;
}

namespace sightglass::proxy {

/// What stands in a proxy's chain, from the client to the server: lint (what the client wrote), policy, a library user's
/// own interceptors, rules, faults, pause, lint (what the server wrote). What has nothing to do is left out, so a proxy
/// that only records has an empty chain.
///
/// Thread: any one at a time. A value but for what its interceptors remember, which survives a change of the rest.
class Interception
{
public:
    using Interceptors = std::vector<std::shared_ptr<interceptor::Interceptor>>;

    Interception();
    void setOwn(Interceptors interceptors) { m_own = std::move(interceptors); }
    /// Null is an empty set.
    void setRules(interceptor::rules::RuleSetPtr rules);
    void setPolicy(const interceptor::policy::PolicyConfig &policy);
    void setFaults(const interceptor::fault::FaultConfig &faults);
    void setPause(const interceptor::PauseOptions &pause) { m_pause = pause; }
    void setLint(bool on);

    const interceptor::rules::RuleSetPtr &rules() const { return m_rules; } ///< never null
    const interceptor::PauseOptions &pause() const { return m_pause; }
    const std::shared_ptr<interceptor::rules::RuleStats> &ruleStats() const { return m_ruleStats; }
    /// A new chain of all that. The error says which names clash, or whom an interceptor misses.
    Result<std::shared_ptr<const interceptor::InterceptorChain>> chain() const;

private:
    Interceptors m_own;
    interceptor::rules::RuleSetPtr m_rules;
    std::shared_ptr<interceptor::Interceptor> m_rulesInterceptor; // null: no rule is active
    std::shared_ptr<interceptor::rules::RuleStats> m_ruleStats;
    std::shared_ptr<interceptor::Interceptor> m_policy;
    std::shared_ptr<interceptor::Interceptor> m_faults;
    std::shared_ptr<interceptor::lint::Linter> m_linter;
    interceptor::PauseOptions m_pause;
};

} // namespace sightglass::proxy
