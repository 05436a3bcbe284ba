// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/rule.h"

namespace sightglass::interceptor::rules {

/// What an action does, for notes, reports and lists: `set /params/arguments/q to "x"`. In English, as the rules file is;
/// one line, long values are cut, secrets covered.
QString actionWords(const Action &action);
/// Of all actions: `set /a to 1; tag slow`.
QString actionWords(const QList<Action> &actions);

} // namespace sightglass::interceptor::rules
