// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/sessionrecord.h"

namespace sightglass::exchange {

/// A session as one line of JSON: what stores keep, and exports, the control plane and the command line show.
/// Capabilities stand in it as objects.
QByteArray sessionToJson(const SessionRecord &session);

/// Reads what sessionToJson() wrote; unknown members are passed over. InvalidData when it is none of that.
Result<SessionRecord> sessionFromJson(QByteArrayView json);

} // namespace sightglass::exchange
