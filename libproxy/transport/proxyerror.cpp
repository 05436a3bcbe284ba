// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/proxyerror.h"

#include "mcp/errorresponse.h"

namespace sightglass::transport {

QByteArray nameOf(ProxyErrorCode code)
{
    switch (code) {
    case ProxyErrorCode::Refused:
        return QByteArrayLiteral("refused");
    case ProxyErrorCode::UpstreamUnreachable:
        return QByteArrayLiteral("upstream-unreachable");
    case ProxyErrorCode::UpstreamTls:
        return QByteArrayLiteral("upstream-tls");
    case ProxyErrorCode::UpstreamTimedOut:
        return QByteArrayLiteral("upstream-timed-out");
    case ProxyErrorCode::UpstreamClosed:
        return QByteArrayLiteral("upstream-closed");
    case ProxyErrorCode::UpstreamBadResponse:
        return QByteArrayLiteral("upstream-bad-response");
    case ProxyErrorCode::UpstreamTooLarge:
        return QByteArrayLiteral("upstream-too-large");
    case ProxyErrorCode::Rejected:
        return QByteArrayLiteral("rejected");
    case ProxyErrorCode::Stopping:
        return QByteArrayLiteral("stopping");
    case ProxyErrorCode::NoRoute:
        return QByteArrayLiteral("no-route");
    }
    return QByteArrayLiteral("unknown");
}

QByteArray proxyErrorBody(ProxyErrorCode code, const QString &text, const QByteArray &id)
{
    const QByteArray data = QByteArrayLiteral("{\"") + kProxyErrorMarker + "\":\"" + nameOf(code) + "\"}";
    return mcp::errorResponse(id, static_cast<int>(code), "Sightglass: " + text.toUtf8(), data);
}

QByteArray proxyErrorFields(ProxyErrorCode code)
{
    return QByteArrayLiteral("Content-Type: application/json\r\n") + kProxyErrorHeader + QByteArrayLiteral(": ")
           + nameOf(code) + QByteArrayLiteral("\r\n");
}

} // namespace sightglass::transport
