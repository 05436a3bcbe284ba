// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/fault/faultconfig.h"
#include "interceptor/policy/policyconfig.h"
#include "session/sessionlimits.h"
#include "store/eventstore.h"
#include "store/recordstore.h"
#include "transport/http/httplistener.h"
#include "transport/http/httpupstream.h"

#include <QHostAddress>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>
#include <utility>

namespace sightglass::proxy {

/// Who answers a client that comes back for the rest of a legacy event stream.
enum class Resume : quint8 {
    Server, ///< ids and Last-Event-ID pass through
    Proxy,  ///< the proxy numbers the events itself, keeps them, and reads on while the client is away
};

/// One server behind the proxy.
struct RouteConfig {
    QString name = QStringLiteral("default");
    /// Where clients find it: `/mcp` for the route named "default", `/<name>/mcp` for others. That path is mapped to the
    /// upstream URL's own path; other paths of the route go to the same path on the upstream's host (OAuth metadata,
    /// legacy message endpoints).
    QUrl upstream;
    /// Header lines added to (or put in place of) what the client sends: a static API key, say.
    QList<std::pair<QByteArray, QByteArray>> headers;
    int connectTimeoutMs = 10'000;
    int headTimeoutMs = 120'000; ///< no response head within this time: 504; 0: no limit
    int bodyTimeoutMs = 120'000; ///< no progress in a body of declared length: 504 or a cut; 0: no limit
    int idleTimeoutMs = 55'000;
    qsizetype maxConnections = 0; ///< 0: no cap
    quint64 maxResponseBytes = transport::HttpUpstreamOptions::kMaxResponseBytes;
    bool decodableOnly = true; ///< take br, zstd and the like out of Accept-Encoding, so that answers can be read
    QString caFile;
    Resume resume = Resume::Server;

    bool operator==(const RouteConfig &) const = default;
};

/// Everything a proxy needs to know. Plain data; ProxyBuilder and the configuration file fill it.
struct ProxyConfig {
    static constexpr quint16 kDefaultPort = 8808;
    static constexpr quint16 kDefaultControlPort = 8809;

    QHostAddress listenAddress = QHostAddress(QHostAddress::LocalHost);
    quint16 listenPort = kDefaultPort; ///< 0: any free one
    QList<RouteConfig> routes;
    transport::ListenerLimits limits;
    transport::AccessPolicy access;
    int maxJsonDepth = 256;
    interceptor::policy::PolicyConfig policy;
    interceptor::fault::FaultConfig faults;
    bool lint = false; ///< look for violations of the protocol in every message
    bool record = true;
    store::Retention retention;
    session::SessionLimits sessions;
    store::EventLimits events; ///< of streams on routes with Resume::Proxy
    /// Where other instances that share the store reach this one; empty: the address it listens on.
    QString advertise;
    /// A client that left a stream which it may come back for: the server may go on for this long without it.
    int detachedMs = 10 * 60'000;
    int stopGraceMs = 2'000; ///< what is under way at a stop may take this long to finish

    bool operator==(const ProxyConfig &) const = default;
};

/// Does it stand for all addresses of the machine?
bool isAnyAddress(const QHostAddress &address);

/// Checks what can be checked without opening anything; the error says what is wrong and where.
Result<void> validate(const ProxyConfig &config);

} // namespace sightglass::proxy
