// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "proxy/proxyconfig.h"

#include <QByteArray>
#include <QString>

namespace sightglass::proxy {

/// What a configuration file says beyond the proxy itself.
struct FileConfig {
    ProxyConfig proxy;
    std::optional<QString> store;    ///< as --store takes it
    std::optional<QString> sessions; ///< as --sessions takes it
    std::optional<QString> control;  ///< as --control takes it
    std::optional<QString> listen;   ///< as --listen takes it
    std::optional<QString> rules;    ///< as --rules takes it
};

/// Reads a configuration file: JSON with comments, `"formatVersion": 1`. Unknown members are errors, so that a typing
/// mistake does not go unnoticed; each error names the member (docs/guide.md describes the file).
Result<FileConfig> readConfigFile(const QString &path);
Result<FileConfig> parseConfig(const QByteArray &text);

} // namespace sightglass::proxy
