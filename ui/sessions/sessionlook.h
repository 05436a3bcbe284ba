// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "ui/models/leaklistmodel.h"
#include "ui/theme/icons.h"

namespace sightglass::ui {

/// The sign of something and its colour; the words stand beside it.
struct SessionLook {
    Glyph glyph = Glyph::Question;
    Role role = Role::DimText;
};

SessionLook sessionLook(exchange::SessionState state);
SessionLook leakLook(models::LeakKind kind);

} // namespace sightglass::ui
