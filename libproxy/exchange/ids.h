// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/strongid.h"

namespace sightglass::exchange {

struct ExchangeTag;
/// Names one exchange. Rises in the order in which exchanges began, and goes on rising over restarts on one store.
using ExchangeId = StrongId<ExchangeTag>;

} // namespace sightglass::exchange
