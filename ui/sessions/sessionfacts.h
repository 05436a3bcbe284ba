// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "ui/detail/factsview.h"

namespace sightglass::ui {

/// All that is known of a session but its capabilities, in words.
QList<Fact> sessionFacts(const exchange::SessionRecord &session, qint64 nowUs);

} // namespace sightglass::ui
