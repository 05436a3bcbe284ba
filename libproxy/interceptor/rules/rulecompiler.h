// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/objectreader.h"
#include "interceptor/rules/rule.h"

namespace sightglass::interceptor::rules {

/// A rule as it stands in a file, and what is wrong with it by member rather than by line.
struct CompiledRule {
    Rule rule; ///< its id is empty when the text gives none; its error is not set yet
    RuleProblem problem;
};

/// \a text is one well-formed value.
CompiledRule compileRule(QByteArrayView text);

} // namespace sightglass::interceptor::rules
