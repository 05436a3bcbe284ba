// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hostport.h"
#include "app/options.h"
#include "proxy/configfile.h"
#include "proxy/proxyserver.h"
#include "store/storeurl.h"

#include <optional>

namespace sightglass::app {

/// What a program that runs the proxy is told by its command line and the configuration file that it names.
struct ServeSettings {
    proxy::ProxyConfig proxy;
    store::StoreUrl store = store::defaultStoreUrl();
    std::optional<store::StoreUrl> sessions; ///< none: with the recording
    std::optional<QString> control;          ///< as --control takes it, when the configuration file says so
    QString rules;                           ///< path of the rules file; empty: none
};

/// The options of every program that runs the proxy: where it listens, where the servers are, what it keeps.
QList<QCommandLineOption> serveOptions();

/// Reads them over \a base: the file that --config names replaces it, the other options win over both, and a route that
/// --upstream names takes the place of one of the same name.
Result<ServeSettings> serveSettings(const Options &options, ServeSettings base = {});

/// Adds the routes that \a texts name (`URL` or `NAME=URL`) in place of those of the same names.
void takeRoutes(const QStringList &texts, QList<proxy::RouteConfig> &routes);

/// The line that says on stdout where clients find the routes, and whoever started the program its control plane with
/// the token of this run; an empty \a control is none. With its line end.
QByteArray readyLine(const QList<proxy::Endpoint> &endpoints, const QString &control = {},
                     const QByteArray &token = {});

/// Each open stream needs two descriptors, and the usual soft limit of 1,024 is meant for programs that use select().
void raiseDescriptorLimit();

} // namespace sightglass::app
