// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <optional>

namespace sightglass::app {

/// Exit codes of every command (docs/guide.md).
enum ExitCode : int {
    kExitOk = 0,
    kExitFailed = 1,  ///< it ran and something went wrong
    kExitUsage = 2,   ///< the command line or a file it names is wrong
    kExitAddress = 3, ///< cannot listen where it was told to
    kExitStore = 4,   ///< the store cannot be opened
};

/// `HOST:PORT`, `[v6]:PORT`, `:PORT` or `PORT`; a host is an address or `localhost`.
struct HostPort {
    QHostAddress address;
    quint16 port = 0;
};
Result<HostPort> parseHostPort(const QString &text);

/// Writes `sightglass: text` to stderr and gives the exit code that fits the error.
int report(const Error &error);

/// Runs the command that \a arguments name (arguments[0] is the program); the exit code.
int run(const QStringList &arguments);

} // namespace sightglass::app
