// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/objectreader.h"
#include "interceptor/rules/rule.h"

namespace sightglass::interceptor::rules {

/// Reads one action of a rule. \a rule is the rule's own text, out of which values are taken as they were written; \a where
/// is the action's place in it. What is wrong goes to \a problem.
Action compileAction(const Json &json, QByteArrayView rule, const QByteArray &where, RuleProblem &problem);

/// Checks what the actions of one rule mean together, and with its directions.
void checkActions(const QList<Action> &actions, const Directions &directions, RuleProblem &problem);

} // namespace sightglass::interceptor::rules
