// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/statusstrip.h"

#include <QString>

namespace sightglass::ui {

class ProxyControl;

/// How the proxy stands, in words.
struct ProxyStateText {
    QString status;    ///< for the status strip
    QString startStop; ///< what the button does now, with its mnemonic
    StatusStrip::Tone tone = StatusStrip::Tone::Quiet;
    bool stops = false; ///< the button stops it
};

ProxyStateText proxyStateText(const ProxyControl &control);

} // namespace sightglass::ui
