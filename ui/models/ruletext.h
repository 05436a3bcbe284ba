// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/dryrun.h"
#include "interceptor/rules/rule.h"

#include <QString>

/// How rules read for people: pure functions, translated, from any thread. What a file says is cut to kMaxCellText.
namespace sightglass::models {

/// What an action does: `set /params/arguments/q`, `reject: not here`.
QString actionText(const interceptor::rules::Action &action);
/// All that a rule does, in order, and whether it stops the rules behind it.
QString actionsText(const interceptor::rules::Rule &rule);
/// What it looks at: `requests, events`.
QString directionsText(const interceptor::rules::Directions &directions);
/// How often: `50 %, every 2nd, first 10`; empty: always.
QString frequencyText(const interceptor::rules::Rule &rule);
/// The condition in words for a cell: the filter, what it looks at where that is not requests, how often.
QString matchText(const interceptor::rules::Rule &rule);

/// What a dry run would have done with a message: `request: changed`, `response: dropped`.
QString changeText(const interceptor::rules::DryRunChange &change);
/// Which message: `Request`, `Response`, `Event`.
QString changePlaceText(const interceptor::rules::DryRunChange &change);

} // namespace sightglass::models
