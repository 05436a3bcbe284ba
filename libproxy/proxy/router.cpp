// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/router.h"

#include "wire/http1writer.h"

#include <algorithm>

namespace sightglass::proxy {
namespace {

constexpr QByteArrayView kEndpoint = "/mcp";

// The path and query of a target in absolute form (RFC 9112 §3.2.2); any other comes back as it is.
QByteArrayView originForm(QByteArrayView target)
{
    const qsizetype scheme = target.indexOf("://");
    if (target.startsWith('/') || scheme < 0)
        return target;
    const qsizetype path = target.indexOf('/', scheme + 3);
    return path < 0 ? QByteArrayView("/") : target.sliced(path);
}

bool isPathPrefix(QByteArrayView prefix, QByteArrayView target)
{
    return target.startsWith(prefix)
           && (target.size() == prefix.size() || target[prefix.size()] == '/' || target[prefix.size()] == '?');
}

QByteArray pathOf(const QUrl &url)
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (url.hasQuery())
        path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return path;
}

// Where what follows a route's prefix leads on its server.
QByteArray targetOn(const Route &route, QByteArrayView rest)
{
    if (rest == kEndpoint)
        return route.upstreamPath;
    if (rest.startsWith(kEndpoint) && rest[kEndpoint.size()] == '?') {
        const bool hasQuery = route.upstreamPath.contains('?');
        return route.upstreamPath + (hasQuery ? '&' : '?') + rest.sliced(kEndpoint.size() + 1).toByteArray();
    }
    return rest.isEmpty() || rest.front() != '/' ? '/' + rest.toByteArray() : rest.toByteArray();
}

} // namespace

Router::Router(const QList<RouteConfig> &routes, int heartbeatMs, TimerWheel &wheel)
{
    for (const RouteConfig &config : routes) {
        auto route = std::make_unique<Route>();
        route->config = config;
        if (config.name != QLatin1StringView("default"))
            route->prefix = '/' + config.name.toLatin1();
        route->endpoint = route->prefix + kEndpoint.toByteArray();
        route->upstreamPath = pathOf(config.upstream);
        wire::HeadWriter writer(route->extraFields);
        for (const auto &[name, value] : config.headers)
            writer.field(name, value);
        transport::HttpUpstreamOptions options;
        options.url = config.upstream;
        options.connectTimeoutMs = config.connectTimeoutMs;
        options.idleTimeoutMs = config.idleTimeoutMs;
        options.heartbeatMs = heartbeatMs;
        options.maxConnections = config.maxConnections;
        options.limits.bodyBytes = config.maxResponseBytes;
        options.caFile = config.caFile;
        route->upstream = std::make_unique<transport::HttpUpstream>(std::move(options), wheel);
        if (route->prefix.isEmpty())
            m_default = route.get();
        m_routes.push_back(std::move(route));
    }
}

Route *Router::routeOf(QByteArrayView path) const
{
    Route *found = m_default;
    for (const auto &route : m_routes) {
        if (!route->prefix.isEmpty() && isPathPrefix(route->prefix, path))
            found = route.get();
    }
    return found;
}

std::optional<Router::Match> Router::find(QByteArrayView target) const
{
    const QByteArrayView path = originForm(target);
    if (path == QByteArrayView("*"))
        return m_default ? std::optional(Match{m_default, "*"}) : std::nullopt;
    if (!path.startsWith('/'))
        return std::nullopt;
    Route *found = routeOf(path);
    if (!found)
        return std::nullopt;
    return Match{found, targetOn(*found, path.sliced(found->prefix.size()))};
}

std::optional<Router::Match> Router::via(const QString &name, QByteArrayView target) const
{
    const auto named =
        std::find_if(m_routes.begin(), m_routes.end(), [&](const auto &route) { return route->config.name == name; });
    if (named == m_routes.end())
        return std::nullopt;
    const QByteArrayView path = originForm(target);
    const Route *from = path.startsWith('/') ? routeOf(path) : nullptr;
    if (!from)
        return Match{named->get(), path.toByteArray()};
    return Match{named->get(), targetOn(**named, path.sliced(from->prefix.size()))};
}

} // namespace sightglass::proxy
