// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/router.h"

#include "wire/http1writer.h"

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

} // namespace

Router::Router(const QList<RouteConfig> &routes, TimerWheel &wheel)
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
        options.maxConnections = config.maxConnections;
        options.limits.bodyBytes = config.maxResponseBytes;
        options.caFile = config.caFile;
        route->upstream = std::make_unique<transport::HttpUpstream>(std::move(options), wheel);
        if (route->prefix.isEmpty())
            m_default = route.get();
        m_routes.push_back(std::move(route));
    }
}

std::optional<Router::Match> Router::find(QByteArrayView target) const
{
    const QByteArrayView path = originForm(target);
    if (path == QByteArrayView("*"))
        return m_default ? std::optional(Match{m_default, "*"}) : std::nullopt;
    if (!path.startsWith('/'))
        return std::nullopt;
    Route *found = m_default;
    for (const auto &route : m_routes) {
        if (!route->prefix.isEmpty() && isPathPrefix(route->prefix, path))
            found = route.get();
    }
    if (!found)
        return std::nullopt;
    const QByteArrayView rest = path.sliced(found->prefix.size());
    if (rest == kEndpoint)
        return Match{found, found->upstreamPath};
    if (rest.startsWith(kEndpoint) && rest[kEndpoint.size()] == '?') {
        const bool hasQuery = found->upstreamPath.contains('?');
        return Match{found,
                     found->upstreamPath + (hasQuery ? '&' : '?') + rest.sliced(kEndpoint.size() + 1).toByteArray()};
    }
    return Match{found, rest.isEmpty() || rest.front() != '/' ? '/' + rest.toByteArray() : rest.toByteArray()};
}

} // namespace sightglass::proxy
