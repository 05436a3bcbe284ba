// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/heartbeat.h"
#include "transport/upstream.h"
#include "wire/httpevents.h"

#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <deque>
#include <memory>
#include <unordered_set>
#include <vector>

namespace sightglass {
class TimerWheel;
}

namespace sightglass::transport {

class HttpCall;
class UpstreamConnection;

/// How a server is reached over HTTP.
struct HttpUpstreamOptions {
    static constexpr quint64 kMaxResponseBytes = 64 * 1024 * 1024;

    QUrl url;                      ///< scheme http or https, host, port; the path is the router's business
    int connectTimeoutMs = 10'000; ///< TCP and TLS together
    int idleTimeoutMs = 55'000;    ///< an unused connection is closed; the server's Keep-Alive may shorten it
    /// A server with an event stream open is looked at this often and found dead within two: the stream itself may be
    /// silent for ever. Also sets the kernel's keep-alive probes on all connections. 0: off.
    int heartbeatMs = 15'000;
    qsizetype maxConnections = 0; ///< 0: no cap. With a cap, further requests wait for a free one
    wire::HttpLimits limits = {.bodyBytes = kMaxResponseBytes}; ///< of answers; event streams have no size limit
    QString caFile;                                             ///< PEM certificates to trust besides the system's
};

/// A server behind HTTP/1.1, in the clear or over TLS, with a pool of kept-alive connections that grows with the
/// traffic: an open event stream occupies a connection and never blocks another request.
///
/// Thread: the engine's. The wheel outlives it.
class HttpUpstream final : public QObject, public Upstream
{
    Q_OBJECT
public:
    HttpUpstream(HttpUpstreamOptions options, TimerWheel &wheel, QObject *parent = nullptr);
    ~HttpUpstream() override;

    std::unique_ptr<UpstreamCall> send(OutboundRequest &&request, UpstreamObserver &observer) override;
    QString name() const override { return m_options.url.toString(); }
    qsizetype connectionCount() const override { return qsizetype(m_connections.size()); }
    const HeartbeatCounts &heartbeats() const { return m_heartbeats; }
    qsizetype idleCount() const { return qsizetype(m_idle.size()); }

private:
    friend class HttpCall;
    friend class UpstreamConnection;

    void assign(HttpCall &call, bool mustBeFresh);
    void connectFor(HttpCall &call);
    void release(UpstreamConnection &connection); // it is idle and can be used again
    void forget(UpstreamConnection &connection);
    void forget(HttpCall &call);
    void removeFromIdle(UpstreamConnection &connection);
    void serveWaiting();

    HttpUpstreamOptions m_options;
    TimerWheel &m_wheel;
    QByteArray m_authority; // for the Host header
    QSslConfiguration m_tls;
    bool m_encrypted = false;
    HeartbeatCounts m_heartbeats;
    std::unordered_set<UpstreamConnection *> m_connections;
    std::vector<UpstreamConnection *> m_idle; // the last one used is taken first: the others may expire
    std::deque<HttpCall *> m_waiting;
};

/// Does the head announce server-sent events?
bool isEventStream(const wire::HttpHead &head);

} // namespace sightglass::transport
