// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace sightglass::ui {

/// How well \a pattern matches \a text when its letters must come in order, not side by side: nothing when they do not;
/// else higher is better. Starts of words and letters side by side count more. Case does not matter. Pure.
std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

} // namespace sightglass::ui
