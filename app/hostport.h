// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QString>

namespace sightglass::app {

/// `HOST:PORT`, `[v6]:PORT`, `:PORT` or `PORT`; a host is an address or `localhost`.
struct HostPort {
    QHostAddress address;
    quint16 port = 0;
};
Result<HostPort> parseHostPort(const QString &text);

} // namespace sightglass::app
