// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/rulerun.h"

namespace sightglass::interceptor::rules {

struct ActionResult {
    bool done = false; ///< it did something
    bool ends = false; ///< the rule's actions behind it are not carried out
    QString error;     ///< why it could not be carried out; the message is as before then
};

/// Which action of which rule it is.
struct ActionPlace {
    const Rule &rule;
    quint32 ruleIndex = 0;
    qsizetype action = 0;
};

ActionResult carryOut(const Action &action, const ActionPlace &place, MessageWork &work, RuleGate &gate);

} // namespace sightglass::interceptor::rules
