// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxyconfig.h"

#include <QRegularExpression>
#include <QSet>

namespace sightglass::proxy {

bool isAnyAddress(const QHostAddress &address)
{
    return address == QHostAddress::AnyIPv4 || address == QHostAddress::Any || address == QHostAddress::AnyIPv6;
}
namespace {

Result<void> validateRoute(const RouteConfig &route)
{
    static const QRegularExpression kName(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"));
    const auto bad = [&](const QString &what) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("route \"%1\": %2").arg(route.name, what));
    };
    if (!kName.match(route.name).hasMatch())
        return bad(QStringLiteral("a name has 1 to 64 letters, digits, dots, dashes and underscores"));
    if (!route.upstream.isValid() || route.upstream.host().isEmpty())
        return bad(QStringLiteral("the upstream \"%1\" is no URL with a host, such as http://127.0.0.1:3000/mcp")
                       .arg(route.upstream.toString()));
    if (route.upstream.scheme() != QLatin1StringView("http") && route.upstream.scheme() != QLatin1StringView("https"))
        return bad(QStringLiteral("the upstream's scheme is \"%1\"; http and https are supported")
                       .arg(route.upstream.scheme()));
    if (!route.upstream.userInfo().isEmpty())
        return bad(
            QStringLiteral("the upstream has a user name or password in its URL; set an Authorization header instead"));
    return {};
}

} // namespace

Result<void> validate(const ProxyConfig &config)
{
    if (config.routes.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("no upstream: say where the MCP server is"));
    QSet<QString> names;
    for (const RouteConfig &route : config.routes) {
        if (const auto valid = validateRoute(route); !valid)
            return valid;
        if (names.contains(route.name))
            return failure(ErrorCode::InvalidArgument, QStringLiteral("two routes are named \"%1\"").arg(route.name));
        names.insert(route.name);
    }
    return {};
}

} // namespace sightglass::proxy
