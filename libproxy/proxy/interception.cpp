// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/interception.h"

#include "interceptor/fault/faultinterceptor.h"
#include "interceptor/lint/linter.h"
#include "interceptor/lint/lintinterceptor.h"
#include "interceptor/policy/policyinterceptor.h"
#include "interceptor/rules/rulesinterceptor.h"

namespace sightglass::proxy {

namespace rules = interceptor::rules;

Interception::Interception()
    : m_rules(std::make_shared<rules::RuleSet>()), m_ruleStats(std::make_shared<rules::RuleStats>())
{}

void Interception::setRules(rules::RuleSetPtr rules)
{
    m_rules = rules ? std::move(rules) : std::make_shared<rules::RuleSet>();
    // Once for each set: its index is worth keeping when something else of the chain changes.
    m_rulesInterceptor =
        m_rules->hasActive() ? std::make_shared<rules::RulesInterceptor>(m_rules, m_ruleStats) : nullptr;
}

void Interception::setPolicy(const interceptor::policy::PolicyConfig &policy)
{
    m_policy = policy.isEmpty() ? nullptr : std::make_shared<interceptor::policy::PolicyInterceptor>(policy);
}

void Interception::setFaults(const interceptor::fault::FaultConfig &faults)
{
    m_faults = faults.isEmpty() ? nullptr : std::make_shared<interceptor::fault::FaultInterceptor>(faults);
}

void Interception::setLint(bool on)
{
    if (!on)
        m_linter.reset();
    else if (!m_linter)
        m_linter = std::make_shared<interceptor::lint::Linter>();
}

Result<std::shared_ptr<const interceptor::InterceptorChain>> Interception::chain() const
{
    using interceptor::Way;
    Interceptors all;
    if (m_linter)
        all.push_back(std::make_shared<interceptor::lint::LintInterceptor>(m_linter, Way::ToServer));
    if (m_policy)
        all.push_back(m_policy);
    all.insert(all.end(), m_own.begin(), m_own.end());
    if (m_rulesInterceptor)
        all.push_back(m_rulesInterceptor);
    if (m_faults)
        all.push_back(m_faults);
    if (m_pause.enabled)
        all.push_back(std::make_shared<interceptor::PauseInterceptor>(m_pause));
    if (m_linter)
        all.push_back(std::make_shared<interceptor::lint::LintInterceptor>(m_linter, Way::ToClient));
    return interceptor::InterceptorChain::build(std::move(all));
}

} // namespace sightglass::proxy
