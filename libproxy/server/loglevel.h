// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace sightglass::server {

/// Severities of log messages (RFC 5424), least severe first.
enum class LogLevel : quint8 { Debug, Info, Notice, Warning, Error, Critical, Alert, Emergency };

const char *name(LogLevel level);
std::optional<LogLevel> logLevelFromName(QByteArrayView name);

} // namespace sightglass::server
