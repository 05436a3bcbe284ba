// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"
#include "interceptor/rules/ruleset.h"
#include "interceptor/rules/rulestats.h"

#include <memory>

namespace sightglass::interceptor::rules {

/// Carries out a rule set on every message. Rules are tried in the file's order, both ways; each sees the message as those
/// before left it. What a rule did stands in the record's notes.
///
/// Which messages a probability takes follows from the set's seed, the rule's id and the number of its matches alone, so
/// the same traffic gives the same result.
///
/// Thread: the engine's. Owner: the chain.
class RulesInterceptor final : public Interceptor
{
public:
    /// Counts in \a stats; rules that are not in the set are forgotten there.
    RulesInterceptor(RuleSetPtr rules, std::shared_ptr<RuleStats> stats);
    ~RulesInterceptor() override;
    QString name() const override { return QStringLiteral("rules"); }
    Traits traits() const override;
    Verdict intercept(const Context &context) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sightglass::interceptor::rules
