// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::exchange {

/// \a parts with every head, body and trailer block in one piece: what came in several parts is joined into the first
/// of them. Events stay as they are.
QList<Part> wholeParts(const QList<Part> &parts);

} // namespace sightglass::exchange
