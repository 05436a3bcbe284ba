// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/mcpserver.h"

#include <QStringList>

namespace sightglass::app {

/// The demo server's tools, and its resources and prompts; without the clock, which is alive.
void offerDemoTools(server::McpServer &server);
void offerDemoContent(server::McpServer &server);

/// The cities of the demo land.
QStringList demoCities();
/// What the weather is like in one of them; null for a city that is not there.
server::Json demoWeather(const QString &city);

} // namespace sightglass::app
