// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/configfile.h"

#include "proxy/configinterception.h"
#include "proxy/configtakers.h"

#include <QFile>

namespace sightglass::proxy {
namespace {

using namespace config;

Result<void> takeRoute(const Json &value, const Text &where, const Text &name, ProxyConfig &config)
{
    RouteConfig route;
    route.name = shown(name);
    const auto taken =
        takeObject(value, where,
                   {
                       {"upstream", text([&](const QString &url) { route.upstream = QUrl(url, QUrl::StrictMode); })},
                       {"headers",
                        [&](const Json &headers, const Text &here) -> Result<void> {
                            if (!headers.is_object())
                                return bad(here, QStringLiteral("expected an object of header names and values"));
                            for (const auto &[header, headerValue] : headers.items()) {
                                if (!headerValue.is_string())
                                    return bad(here + "." + header, QStringLiteral("expected a string"));
                                route.headers.append({QByteArray::fromStdString(header),
                                                      QByteArray::fromStdString(headerValue.get<Text>())});
                            }
                            return {};
                        }},
                       {"connectTimeoutMs", number(route.connectTimeoutMs, 1, kMs)},
                       {"headTimeoutMs", number(route.headTimeoutMs, 0, kMs)},
                       {"bodyTimeoutMs", number(route.bodyTimeoutMs, 0, kMs)},
                       {"idleTimeoutMs", number(route.idleTimeoutMs, 1, kMs)},
                       {"maxConnections", number(route.maxConnections, 0, 1'000'000)},
                       {"maxResponseBytes", number(route.maxResponseBytes, 1, kAny)},
                       {"decodableOnly", boolean(route.decodableOnly)},
                       {"caFile", text([&](const QString &path) { route.caFile = path; })},
                       {"resume", word(route.resume, {{"server", Resume::Server}, {"proxy", Resume::Proxy}})},
                   });
    if (!taken)
        return taken;
    config.routes.append(route);
    return {};
}

Taker routes(ProxyConfig &config)
{
    return [&config](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_object())
            return bad(where, QStringLiteral("expected an object with one member per route"));
        for (const auto &[name, route] : value.items()) {
            if (const auto taken = takeRoute(route, where + "." + name, name, config); !taken)
                return taken;
        }
        return {};
    };
}

Taker limits(ProxyConfig &config)
{
    return [&config](const Json &value, const Text &where) {
        transport::ListenerLimits &limits = config.limits;
        return takeObject(value, where,
                          {
                              {"headerBytes", number(limits.http.headerBytes, 256, 16 * 1024 * 1024)},
                              {"headerCount", number(limits.http.headerCount, 1, 10'000)},
                              {"bodyBytes", number(limits.http.bodyBytes, 1, 2'000'000'000)},
                              {"jsonDepth", number(config.maxJsonDepth, 1, 100'000)},
                              {"headTimeoutMs", number(limits.headTimeoutMs, 1, kMs)},
                              {"bodyTimeoutMs", number(limits.bodyTimeoutMs, 1, kMs)},
                              {"keepAliveMs", number(limits.keepAliveMs, 1, kMs)},
                              {"writeTimeoutMs", number(limits.writeTimeoutMs, 1, kMs)},
                              {"heartbeatMs", number(limits.heartbeatMs, 0, kMs)},
                              {"connections", number(limits.maxConnections, 1, 1'000'000)},
                              {"connectionsPerAddress", number(limits.maxConnectionsPerAddress, 1, 1'000'000)},
                          });
    };
}

Taker retention(ProxyConfig &config)
{
    return [&config](const Json &value, const Text &where) {
        return takeObject(value, where,
                          {
                              {"rows", number(config.retention.maxRows, 0, kAny)},
                              {"bytes", number(config.retention.maxBytes, 0, kAny)},
                              {"ageSeconds", number(config.retention.maxAgeSeconds, 0, kAny)},
                          });
    };
}

Taker sessionLimits(ProxyConfig &config)
{
    return [&config](const Json &value, const Text &where) {
        session::SessionLimits &limits = config.sessions;
        return takeObject(value, where,
                          {
                              {"sessions", number(limits.maxSessions, 1, 1'000'000)},
                              {"perClient", number(limits.maxPerClient, 1, 1'000'000)},
                              {"idleTimeoutMs", number(limits.idleTimeoutMs, 0, 30 * kMs)},
                              {"maxAgeMs", number(limits.maxAgeMs, 0, 365 * kMs)},
                              {"bytes", number(limits.maxBytes, 64 * 1024, kAny)},
                              {"enforce", boolean(limits.enforce)},
                          });
    };
}

Taker events(ProxyConfig &config)
{
    return [&config](const Json &value, const Text &where) {
        return takeObject(value, where,
                          {
                              {"perStream", number(config.events.maxEvents, 0, kAny)},
                              {"bytesPerStream", number(config.events.maxBytes, 0, kAny)},
                              {"ageSeconds", number(config.events.maxAgeSeconds, 0, kAny)},
                              {"finishedAgeSeconds", number(config.events.finishedAgeSeconds, 0, kAny)},
                              {"totalBytes", number(config.events.maxTotalBytes, 0, kAny)},
                          });
    };
}

} // namespace

Result<FileConfig> parseConfig(const QByteArray &bytes)
{
    Json document;
    try {
        document = Json::parse(bytes.begin(), bytes.end(), nullptr, true, true);
    } catch (const Json::parse_error &error) {
        return failure(ErrorCode::InvalidData,
                       QStringLiteral("byte %1: %2").arg(error.byte).arg(QString::fromUtf8(error.what())));
    }
    FileConfig config;
    int formatVersion = 0;
    const auto taken =
        takeObject(document, {},
                   {
                       {"formatVersion", number(formatVersion, 1, 1)},
                       {"listen", text([&](const QString &value) { config.listen = value; })},
                       {"control", text([&](const QString &value) { config.control = value; })},
                       {"store", text([&](const QString &value) { config.store = value; })},
                       {"sessions", text([&](const QString &value) { config.sessions = value; })},
                       {"record", boolean(config.proxy.record)},
                       {"routes", routes(config.proxy)},
                       {"allowedHosts", lowerCaseList(config.proxy.access.hosts)},
                       {"allowedOrigins", lowerCaseList(config.proxy.access.origins)},
                       {"limits", limits(config.proxy)},
                       {"retention", retention(config.proxy)},
                       {"policy", policyTaker(config.proxy.policy)},
                       {"faults", faultsTaker(config.proxy.faults)},
                       {"lint", boolean(config.proxy.lint)},
                       {"rules", text([&](const QString &value) { config.rules = value; })},
                       {"advertise", text([&](const QString &value) { config.proxy.advertise = value; })},
                       {"events", events(config.proxy)},
                       {"sessionLimits", sessionLimits(config.proxy)},
                       {"detachedMs", number(config.proxy.detachedMs, 1, kMs)},
                       {"stopGraceMs", number(config.proxy.stopGraceMs, 0, kMs)},
                   });
    if (!taken)
        return tl::unexpected(taken.error());
    if (formatVersion == 0)
        return failure(ErrorCode::InvalidData, QStringLiteral("\"formatVersion\": 1 is missing"));
    return config;
}

Result<FileConfig> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound,
                       QStringLiteral("cannot read the configuration %1: %2").arg(path, file.errorString()));
    auto config = parseConfig(file.readAll());
    if (!config)
        return failure(config.error().code, QStringLiteral("%1: %2").arg(path, config.error().text));
    return config;
}

} // namespace sightglass::proxy
