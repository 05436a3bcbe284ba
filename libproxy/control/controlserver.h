// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QObject>
#include <QString>

#include <memory>

namespace sightglass::proxy {
class ProxyServer;
}

namespace sightglass::control {

class HttpServerAdapter;
struct ControlReply;
struct ControlRequest;

/// The control plane of a running proxy, on a port of its own: `GET /healthz` for watchers; with the per-run token
/// `GET /api/status`, `GET /api/held` for the messages that wait for a decision, and `POST /api/held/ID` to decide; `GET
/// /api/sessions` for the live sessions, one a line, and `POST /api/sessions/end` to end one. Never
/// answers a browser page: a request with an Origin header is refused, as is a foreign Host.
///
/// Thread: the one that made it; needs its event loop. The proxy outlives it.
class ControlServer : public QObject
{
    Q_OBJECT
public:
    explicit ControlServer(proxy::ProxyServer &proxy, QObject *parent = nullptr);
    ~ControlServer() override;

    Result<void> start(const QHostAddress &address, quint16 port);
    void stop();
    /// `http://127.0.0.1:8809`, or empty when it does not run.
    QString url() const { return m_url; }
    /// Needed for everything but health; new in each run.
    const QByteArray &token() const { return m_token; }

private:
    void addRoutes();
    ControlReply decide(const ControlRequest &request);
    ControlReply endSession(const ControlRequest &request);

    proxy::ProxyServer &m_proxy;
    std::unique_ptr<HttpServerAdapter> m_http;
    QByteArray m_token;
    QString m_url;
};

} // namespace sightglass::control
