// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/accesspolicy.h"

#include <QUrl>

namespace sightglass::transport {
namespace {

QString shown(QByteArrayView text)
{
    return QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 64)));
}

bool isOwnHost(QByteArrayView host, const QHostAddress &local, const QList<QByteArray> &hosts)
{
    if (isLoopbackHost(host) || hosts.contains("*") || hosts.contains(host.toByteArray()))
        return true;
    QByteArray address = host.toByteArray();
    if (address.startsWith('[') && address.endsWith(']'))
        address = address.sliced(1, address.size() - 2);
    // An address cannot be rebound, so the one the request came in by is ours.
    const QHostAddress literal(QString::fromLatin1(address));
    return !literal.isNull() && literal.isEqual(local, QHostAddress::ConvertV4MappedToIPv4);
}

bool isOwnOrigin(const QByteArray &origin, const QHostAddress &local, const AccessPolicy &policy)
{
    if (policy.origins.contains("*") || policy.origins.contains(origin))
        return true;
    const QUrl url(QString::fromLatin1(origin), QUrl::StrictMode);
    if (url.scheme() != QLatin1StringView("http") && url.scheme() != QLatin1StringView("https"))
        return false;
    const QByteArray host = hostOfAuthority(url.authority().toLatin1());
    return !host.isEmpty() && isOwnHost(host, local, policy.hosts.contains("*") ? QList<QByteArray>{} : policy.hosts);
}

} // namespace

QByteArray hostOfAuthority(QByteArrayView authority)
{
    if (!authority.isEmpty() && authority.front() == '[') {
        const qsizetype close = authority.indexOf(']');
        return close < 0 ? QByteArray() : authority.first(close + 1).toByteArray().toLower();
    }
    const qsizetype colon = authority.indexOf(':');
    return (colon < 0 ? authority : authority.first(colon)).toByteArray().toLower();
}

bool isLoopbackHost(QByteArrayView host)
{
    if (host == QByteArrayView("localhost") || host.endsWith(QByteArrayView(".localhost"))
        || host == QByteArrayView("127.0.0.1") || host == QByteArrayView("[::1]")) {
        return true;
    }
    if (host.isEmpty() || (!(host.front() >= '0' && host.front() <= '9') && host.front() != '['))
        return false;
    QByteArray address = host.toByteArray();
    if (address.startsWith('[') && address.endsWith(']'))
        address = address.sliced(1, address.size() - 2);
    const QHostAddress literal(QString::fromLatin1(address));
    return !literal.isNull() && literal.isLoopback();
}

std::optional<QString> AccessPolicy::refuse(const wire::HttpHead &head, const QHostAddress &local) const
{
    if (const auto host = head.find("Host")) {
        if (!isOwnHost(hostOfAuthority(*host), local, hosts))
            return QStringLiteral("the Host header names \"%1\", which is not this proxy (DNS rebinding protection)")
                .arg(shown(*host));
    }
    if (const auto origin = head.find("Origin")) {
        if (!isOwnOrigin(origin->toByteArray().toLower(), local, *this))
            return QStringLiteral("the Origin \"%1\" is not allowed; allow it in the configuration if it is yours")
                .arg(shown(*origin));
    }
    return std::nullopt;
}

} // namespace sightglass::transport
