// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings.h"

#include "ui/theme/language.h"

#include <QSettings>

#include <algorithm>

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMostSeconds = qint64(100) * 365 * 24 * 3600;

/// The number at \a key if it is there and within the bounds, else \a fallback.
template <typename T>
T number(const QSettings &from, const QString &key, T fallback, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = from.value(key).toLongLong(&ok);
    return ok && value >= least && value <= most ? static_cast<T>(value) : fallback;
}

void loadRoutes(QSettings &from, proxy::ProxyConfig &config)
{
    const int count = std::min(from.beginReadArray(u"routes"_s), 1000);
    for (int i = 0; i < count; ++i) {
        from.setArrayIndex(i);
        proxy::RouteConfig route;
        route.name = from.value(u"name"_s, route.name).toString();
        route.upstream = QUrl(from.value(u"upstream"_s).toString());
        for (const QString &line : from.value(u"headers"_s).toStringList()) {
            if (const qsizetype colon = line.indexOf(u':'); colon > 0)
                route.headers.append({line.first(colon).toUtf8(), line.sliced(colon + 1).trimmed().toUtf8()});
        }
        config.routes.append(route);
    }
    from.endArray();
}

void saveRoutes(QSettings &to, const proxy::ProxyConfig &config)
{
    to.remove(u"routes"_s);
    to.beginWriteArray(u"routes"_s, int(config.routes.size()));
    for (int i = 0; i < config.routes.size(); ++i) {
        const proxy::RouteConfig &route = config.routes.at(i);
        to.setArrayIndex(i);
        to.setValue(u"name"_s, route.name);
        to.setValue(u"upstream"_s, route.upstream.toString());
        QStringList headers;
        for (const auto &[name, value] : route.headers)
            headers.append(QString::fromUtf8(name) + ": "_L1 + QString::fromUtf8(value));
        to.setValue(u"headers"_s, headers);
    }
    to.endArray();
}

void loadLimits(QSettings &from, proxy::ProxyConfig &config)
{
    constexpr qint64 kMostInt = std::numeric_limits<int>::max();
    auto &limits = config.limits;
    limits.http.bodyBytes = number(from, u"limits/bodyBytes"_s, limits.http.bodyBytes, 1024, qint64(4) << 30);
    limits.http.headerBytes = number(from, u"limits/headerBytes"_s, limits.http.headerBytes, 1024, 16 << 20);
    limits.http.headerCount = number(from, u"limits/headerCount"_s, limits.http.headerCount, 1, 100'000);
    limits.headTimeoutMs = number(from, u"limits/headTimeoutMs"_s, limits.headTimeoutMs, 1, kMostInt);
    limits.bodyTimeoutMs = number(from, u"limits/bodyTimeoutMs"_s, limits.bodyTimeoutMs, 1, kMostInt);
    limits.keepAliveMs = number(from, u"limits/keepAliveMs"_s, limits.keepAliveMs, 1, kMostInt);
    limits.maxConnections = number(from, u"limits/connections"_s, limits.maxConnections, 1, 1'000'000);
    limits.maxConnectionsPerAddress =
        number(from, u"limits/connectionsPerAddress"_s, limits.maxConnectionsPerAddress, 1, 1'000'000);
    config.maxJsonDepth = number(from, u"limits/jsonDepth"_s, config.maxJsonDepth, 1, 10'000);
}

void saveLimits(QSettings &to, const proxy::ProxyConfig &config)
{
    const auto &limits = config.limits;
    to.setValue(u"limits/bodyBytes"_s, limits.http.bodyBytes);
    to.setValue(u"limits/headerBytes"_s, qint64(limits.http.headerBytes));
    to.setValue(u"limits/headerCount"_s, qint64(limits.http.headerCount));
    to.setValue(u"limits/headTimeoutMs"_s, limits.headTimeoutMs);
    to.setValue(u"limits/bodyTimeoutMs"_s, limits.bodyTimeoutMs);
    to.setValue(u"limits/keepAliveMs"_s, limits.keepAliveMs);
    to.setValue(u"limits/connections"_s, qint64(limits.maxConnections));
    to.setValue(u"limits/connectionsPerAddress"_s, qint64(limits.maxConnectionsPerAddress));
    to.setValue(u"limits/jsonDepth"_s, config.maxJsonDepth);
}

bool isToken(const QByteArray &name)
{
    static constexpr QByteArrayView kMarks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kMarks.contains(c);
    });
}

Result<void> validateHeaders(const proxy::RouteConfig &route)
{
    for (const auto &[name, value] : route.headers) {
        if (!isToken(name))
            return failure(ErrorCode::InvalidArgument,
                           u"route \"%1\": \"%2\" is no name of a header"_s.arg(route.name, QString::fromUtf8(name)));
        if (value.contains('\r') || value.contains('\n') || value.contains('\0'))
            return failure(ErrorCode::InvalidArgument, u"route \"%1\": the value of %2 has a line break in it"_s.arg(
                                                           route.name, QString::fromUtf8(name)));
    }
    return {};
}

/// A proxy in front of itself would ask itself for ever.
bool pointsAtItself(const proxy::RouteConfig &route, const proxy::ProxyConfig &config)
{
    if (config.listenPort == 0
        || route.upstream.port(route.upstream.scheme() == "https"_L1 ? 443 : 80) != config.listenPort)
        return false;
    const QString host = route.upstream.host();
    const QHostAddress address(host);
    return host == "localhost"_L1 || address.isLoopback() || address == config.listenAddress;
}

} // namespace

Settings Settings::load(QSettings &from)
{
    Settings settings;
    proxy::ProxyConfig &config = settings.proxy;
    const QHostAddress address(from.value(u"listen/address"_s).toString());
    if (!address.isNull())
        config.listenAddress = address;
    config.listenPort = number(from, u"listen/port"_s, config.listenPort, 0, 65535);
    loadRoutes(from, config);
    config.record = from.value(u"recording/record"_s, config.record).toBool();
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    config.retention.maxRows = number(from, u"recording/maxRows"_s, config.retention.maxRows, 0, kMost);
    config.retention.maxBytes = number(from, u"recording/maxBytes"_s, config.retention.maxBytes, 0, kMost);
    config.retention.maxAgeSeconds =
        number(from, u"recording/maxAgeSeconds"_s, config.retention.maxAgeSeconds, 0, kMostSeconds);
    settings.store = from.value(u"recording/store"_s).toString();
    loadLimits(from, config);
    settings.listCapacity =
        number(from, u"list/capacity"_s, settings.listCapacity, kLeastListCapacity, kMostListCapacity);
    settings.themeMode = Theme::modeFromName(from.value(u"theme"_s).toString());
    if (const QString language = from.value(u"language"_s).toString(); Language::codes().contains(language))
        settings.language = language;
    return settings;
}

void Settings::save(QSettings &to) const
{
    to.setValue(u"listen/address"_s, proxy.listenAddress.toString());
    to.setValue(u"listen/port"_s, int(proxy.listenPort));
    saveRoutes(to, proxy);
    to.setValue(u"recording/record"_s, proxy.record);
    to.setValue(u"recording/maxRows"_s, proxy.retention.maxRows);
    to.setValue(u"recording/maxBytes"_s, proxy.retention.maxBytes);
    to.setValue(u"recording/maxAgeSeconds"_s, proxy.retention.maxAgeSeconds);
    to.setValue(u"recording/store"_s, store);
    saveLimits(to, proxy);
    to.setValue(u"list/capacity"_s, listCapacity);
    to.setValue(u"theme"_s, Theme::modeName(themeMode));
    to.setValue(u"language"_s, language);
}

QUrl serverUrl(const QString &written)
{
    const QString text = written.trimmed();
    return QUrl(text.isEmpty() || text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
}

Result<void> validate(const Settings &settings)
{
    if (settings.proxy.listenAddress.isNull())
        return failure(ErrorCode::InvalidArgument, u"the address to listen on is no IP address, such as 127.0.0.1"_s);
    if (!settings.proxy.routes.isEmpty()) {
        if (const auto valid = proxy::validate(settings.proxy); !valid)
            return valid;
    }
    for (const proxy::RouteConfig &route : settings.proxy.routes) {
        if (const auto valid = validateHeaders(route); !valid)
            return valid;
        if (pointsAtItself(route, settings.proxy))
            return failure(ErrorCode::InvalidArgument,
                           u"route \"%1\": the server's URL is Sightglass itself (port %2)"_s.arg(route.name)
                               .arg(settings.proxy.listenPort));
    }
    const QString store = settings.store;
    if (!store.isEmpty() && store != "memory"_L1 && (!store.startsWith("sqlite:"_L1) || store.size() == 7))
        return failure(ErrorCode::InvalidArgument, u"the recording needs the path of a file"_s);
    if (settings.listCapacity < Settings::kLeastListCapacity || settings.listCapacity > Settings::kMostListCapacity)
        return failure(
            ErrorCode::InvalidArgument,
            u"the list holds %1 to %2 exchanges"_s.arg(Settings::kLeastListCapacity).arg(Settings::kMostListCapacity));
    return {};
}

} // namespace sightglass::ui
