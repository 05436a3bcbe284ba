// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

namespace sightglass::app {

/// One line of `sightglass sessions list`, and the heading above them. \a nowUs on the wall clock, for ages.
QByteArray sessionLine(const exchange::SessionRecord &session, qint64 nowUs);
QByteArray sessionHeading();

/// All that is known of a session, for `sightglass sessions show`.
QByteArray sessionDetails(const exchange::SessionRecord &session, qint64 nowUs);

} // namespace sightglass::app
