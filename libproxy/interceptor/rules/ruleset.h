// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/rules/rule.h"
#include "interceptor/rules/rulestats.h"

#include <QList>

#include <memory>
#include <vector>

namespace sightglass::interceptor::rules {

/// All rules of a file, compiled, in their order. Immutable; swapped whole.
///
/// Thread: made anywhere, used in any one at a time through a RulesInterceptor. Owner: shared.
class RuleSet
{
public:
    static constexpr int kFormatVersion = 1;
    static constexpr qsizetype kMaxFileBytes = 16 * 1024 * 1024;
    static constexpr qsizetype kMaxRules = 100'000;

    RuleSet() = default;
    /// Reads a rules file (JSONC). A rule that does not compile is in the set with its error. The result is an error only
    /// when the text as a whole is no rules file: `line 3, column 7: …`.
    static Result<std::shared_ptr<const RuleSet>> parse(QByteArrayView jsonc);
    /// Compiles one rule from its JSON text (an editor's); its error says what is wrong.
    static Rule compile(QByteArrayView json);
    /// A set of rules that are compiled already, such as one out of an editor; their ids must differ.
    static std::shared_ptr<const RuleSet> of(std::vector<Rule> rules, quint64 seed = 0);

    const std::vector<Rule> &rules() const { return m_rules; }
    quint64 seed() const { return m_seed; }
    /// Rules that do not compile.
    qsizetype errorCount() const;
    bool hasActive() const;

private:
    std::vector<Rule> m_rules;
    quint64 m_seed = 0;
};
using RuleSetPtr = std::shared_ptr<const RuleSet>;

} // namespace sightglass::interceptor::rules
