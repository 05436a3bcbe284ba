// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "transport/heartbeat.h"
#include "transport/http/accesspolicy.h"
#include "transport/inbound.h"
#include "wire/http1parser.h"

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>

#include <memory>
#include <unordered_set>

namespace sightglass {
class TimerWheel;
}

namespace sightglass::transport {

class HttpConnection;

/// Limits of a listener; each can be set.
struct ListenerLimits {
    wire::HttpLimits http;
    int headTimeoutMs = 10'000;  ///< from a request's first byte (or the accept) to the end of its head
    int bodyTimeoutMs = 60'000;  ///< without progress inside a request's body
    int keepAliveMs = 60'000;    ///< between two requests
    int writeTimeoutMs = 60'000; ///< without progress while an answer waits for the client to read
    /// Clients with an event stream open are looked at this often: a silent stream gets a comment, a dead peer is found
    /// within two. Also sets the kernel's keep-alive probes on all connections. 0: off.
    int heartbeatMs = 15'000;
    qsizetype maxConnections = 16'000;
    qsizetype maxConnectionsPerAddress = 16'000;
    qint64 highWaterBytes = 1024 * 1024;   ///< waiting for a client: stop reading the source
    qint64 lowWaterBytes = 256 * 1024;     ///< … and go on
    qsizetype pipelinedBytes = 128 * 1024; ///< read ahead of the answer under way

    bool operator==(const ListenerLimits &) const = default;
};

/// Accepts HTTP/1.1 connections and hands whole requests to a handler, one at a time per connection, answers in the
/// order of the requests (pipelining, RFC 9112 §9.3.2).
///
/// Thread: the engine's. Owner: the server. The handler and the wheel outlive it.
class HttpListener : public QTcpServer
{
    Q_OBJECT
public:
    HttpListener(RequestHandler &handler, TimerWheel &wheel, ListenerLimits limits, AccessPolicy access,
                 QObject *parent = nullptr);
    ~HttpListener() override;

    /// Binds and listens; port 0 takes a free one. The error names the address and what to do.
    Result<void> start(const QHostAddress &address, quint16 port);
    /// No further connections; idle ones are closed, busy ones close after the answer under way.
    void drain();
    /// Closes what is still open, at once.
    void closeAll();

    qsizetype connectionCount() const { return qsizetype(m_connections.size()); }
    const ListenerLimits &limits() const { return m_limits; }
    const AccessPolicy &access() const { return m_access; }
    TimerWheel &wheel() const { return m_wheel; }
    RequestHandler &handler() const { return m_handler; }
    const HeartbeatCounts &heartbeats() const { return m_heartbeats; }
    bool draining() const { return m_draining; }

Q_SIGNALS:
    /// The last connection closed after drain().
    void drained();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class HttpConnection;
    void forget(HttpConnection &connection, const QHostAddress &peer);

    RequestHandler &m_handler;
    TimerWheel &m_wheel;
    ListenerLimits m_limits;
    AccessPolicy m_access;
    std::unordered_set<HttpConnection *> m_connections;
    QHash<QHostAddress, qsizetype> m_perAddress;
    HeartbeatCounts m_heartbeats;
    bool m_draining = false;
};

} // namespace sightglass::transport
