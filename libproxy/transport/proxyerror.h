// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sightglass::transport {

/// Why the proxy itself answers with an error. The JSON-RPC codes lie outside -32768…-32000, so that nobody takes them
/// for the server's (2026-07-28 basic/index "Error codes"), and each answer carries the header and the marker below.
enum class ProxyErrorCode : int {
    Refused = -31000, ///< the listener or a policy refused the request
    UpstreamUnreachable = -31001,
    UpstreamTls = -31002,
    UpstreamTimedOut = -31003,
    UpstreamClosed = -31004, ///< it closed before or inside the answer
    UpstreamBadResponse = -31005,
    UpstreamTooLarge = -31006,
    Rejected = -31007, ///< an interceptor rejected the message
    Stopping = -31008,
    NoRoute = -31009,
};

/// Name of the header on every answer that the proxy made itself; its value is the reason's name.
inline constexpr char kProxyErrorHeader[] = "X-Sightglass-Error";
/// Key of the marker in the error's `data`.
inline constexpr char kProxyErrorMarker[] = "dev.sightglass/proxy";

QByteArray nameOf(ProxyErrorCode code);

/// The body of such an answer: a JSON-RPC error response. \a id is JSON text; empty means null.
QByteArray proxyErrorBody(ProxyErrorCode code, const QString &text, const QByteArray &id = {});

/// The header lines that go with it (content type and marker).
QByteArray proxyErrorFields(ProxyErrorCode code);

} // namespace sightglass::transport
