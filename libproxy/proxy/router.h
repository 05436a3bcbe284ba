// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/proxyconfig.h"
#include "transport/http/httpupstream.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace sightglass {
class TimerWheel;
}

namespace sightglass::proxy {

/// A route with its upstream.
struct Route {
    RouteConfig config;
    QByteArray prefix;       ///< `/name`, empty for the default route
    QByteArray endpoint;     ///< prefix + `/mcp`: what clients are told
    QByteArray upstreamPath; ///< path (and query) of the upstream URL
    QByteArray extraFields;  ///< config.headers as ready header lines
    std::unique_ptr<transport::Upstream> upstream;
};

/// Finds the route of a request by its target.
///
/// Thread: the engine's. Owner: the engine.
class Router
{
public:
    struct Match {
        Route *route = nullptr;
        QByteArray target; ///< for the upstream
    };

    /// \a heartbeatMs: how often servers with an open stream are looked at, see transport::HttpUpstreamOptions.
    Router(const QList<RouteConfig> &routes, int heartbeatMs, TimerWheel &wheel);

    /// Nothing when no route fits. \a target as the client wrote it: origin form or absolute form.
    std::optional<Match> find(QByteArrayView target) const;
    /// The same target over the route of that name; nothing when there is none.
    std::optional<Match> via(const QString &name, QByteArrayView target) const;
    const std::vector<std::unique_ptr<Route>> &routes() const { return m_routes; }

private:
    Route *routeOf(QByteArrayView path) const;

    std::vector<std::unique_ptr<Route>> m_routes;
    Route *m_default = nullptr;
};

} // namespace sightglass::proxy
