// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/configfile.h"

#include <QFile>

#include <nlohmann/json.hpp>

#include <functional>
#include <limits>
#include <map>
#include <string>

namespace sightglass::proxy {
namespace {

using Json = nlohmann::ordered_json;
using Text = std::string;

QString shown(const Text &text)
{
    return QString::fromStdString(text);
}

tl::unexpected<Error> bad(const Text &where, const QString &what)
{
    return failure(ErrorCode::InvalidData, QStringLiteral("%1: %2").arg(shown(where), what));
}

// One member of an object: how to take its value. The Text is where it stands, for errors.
using Taker = std::function<Result<void>(const Json &value, const Text &where)>;

Result<void> takeObject(const Json &object, const Text &where, const std::map<Text, Taker> &members)
{
    if (!object.is_object())
        return bad(where.empty() ? "the file" : where, QStringLiteral("expected an object"));
    for (const auto &[key, value] : object.items()) {
        const Text here = where.empty() ? key : where + "." + key;
        const auto member = members.find(key);
        if (member == members.end()) {
            QStringList known;
            for (const auto &[name, taker] : members)
                known.append(shown(name));
            return bad(here, QStringLiteral("unknown member; known are %1").arg(known.join(QStringLiteral(", "))));
        }
        if (const auto taken = member->second(value, here); !taken)
            return taken;
    }
    return {};
}

template <typename Number>
Taker number(Number &out, qint64 lowest, qint64 highest)
{
    return [&out, lowest, highest](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_number_integer() || value.get<qint64>() < lowest || value.get<qint64>() > highest)
            return bad(where, QStringLiteral("expected a whole number from %1 to %2").arg(lowest).arg(highest));
        out = static_cast<Number>(value.get<qint64>());
        return {};
    };
}

Taker text(std::function<void(const QString &)> take)
{
    return [take](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_string())
            return bad(where, QStringLiteral("expected a string"));
        take(QString::fromStdString(value.get<Text>()));
        return {};
    };
}

Taker boolean(bool &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_boolean())
            return bad(where, QStringLiteral("expected true or false"));
        out = value.get<bool>();
        return {};
    };
}

Taker lowerCaseList(QList<QByteArray> &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_array())
            return bad(where, QStringLiteral("expected an array of strings"));
        for (const Json &item : value) {
            if (!item.is_string())
                return bad(where, QStringLiteral("expected an array of strings"));
            out.append(QByteArray::fromStdString(item.get<Text>()).toLower());
        }
        return {};
    };
}

constexpr qint64 kMs = 24LL * 3600 * 1000;
constexpr qint64 kAny = std::numeric_limits<qint64>::max();

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
    const auto taken = takeObject(document, {},
                                  {
                                      {"formatVersion", number(formatVersion, 1, 1)},
                                      {"listen", text([&](const QString &value) { config.listen = value; })},
                                      {"control", text([&](const QString &value) { config.control = value; })},
                                      {"store", text([&](const QString &value) { config.store = value; })},
                                      {"record", boolean(config.proxy.record)},
                                      {"routes", routes(config.proxy)},
                                      {"allowedHosts", lowerCaseList(config.proxy.access.hosts)},
                                      {"allowedOrigins", lowerCaseList(config.proxy.access.origins)},
                                      {"limits", limits(config.proxy)},
                                      {"retention", retention(config.proxy)},
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
