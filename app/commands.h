// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sightglass::app {

// One function per command; each parses its own options and returns the exit code.
int serveCommand(const QStringList &arguments);
int tailCommand(const QStringList &arguments);
int exportCommand(const QStringList &arguments);
int checkCommand(const QStringList &arguments);
int rulesCommand(const QStringList &arguments);
int sessionsCommand(const QStringList &arguments);
int demoServerCommand(const QStringList &arguments);
int demoClientCommand(const QStringList &arguments);

} // namespace sightglass::app
