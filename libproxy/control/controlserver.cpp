// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlserver.h"

#include "control/httpserveradapter.h"
#include "proxy/proxyserver.h"
#include "transport/http/accesspolicy.h"

#include <QRandomGenerator>

namespace sightglass::control {
namespace {

QByteArray newToken()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

ControlReply refusal(int status, const char *why)
{
    return {status, "application/json", QByteArrayLiteral("{\"error\":\"") + why + "\"}\n"};
}

QByteArray statusBody(const proxy::ProxyServer &proxy)
{
    const proxy::EngineStatus status = proxy.status();
    const auto member = [](const char *name, qint64 value) {
        return QByteArrayLiteral("\"") + name + "\":" + QByteArray::number(value);
    };
    QByteArray body = "{" + member("openExchanges", status.openExchanges) + ','
                      + member("endedExchanges", qint64(status.endedExchanges)) + ','
                      + member("clientConnections", status.clientConnections) + ','
                      + member("upstreamConnections", status.upstreamConnections) + ','
                      + member("heldMessages", status.heldMessages);
    if (const auto *recorder = proxy.recorder()) {
        body += ',' + member("recordsWritten", recorder->writtenRecords()) + ','
                + member("recordsLost", recorder->lostRecords()) + ','
                + member("recordBytesPending", recorder->pendingBytes());
    }
    return body + "}\n";
}

} // namespace

ControlServer::ControlServer(proxy::ProxyServer &proxy, QObject *parent) : QObject(parent), m_proxy(proxy) {}

ControlServer::~ControlServer() = default;

Result<void> ControlServer::start(const QHostAddress &address, quint16 port)
{
    m_token = newToken();
    m_http = std::make_unique<HttpServerAdapter>();
    // No browser page may drive the proxy: a page always names its Origin, and a rebound name is no loopback name.
    const auto guarded = [](const ControlRequest &request) {
        return !request.origin.isEmpty() || !transport::isLoopbackHost(transport::hostOfAuthority(request.host));
    };
    m_http->get("/healthz", [guarded](const ControlRequest &request) {
        return guarded(request) ? refusal(403, "not for browsers")
                                : ControlReply{200, "application/json", "{\"healthy\":true}\n"};
    });
    m_http->get("/api/status", [this, guarded](const ControlRequest &request) {
        if (guarded(request))
            return refusal(403, "not for browsers");
        if (request.authorization != "Bearer " + m_token)
            return refusal(401, "the token of this run is needed");
        return ControlReply{200, "application/json", statusBody(m_proxy)};
    });
    const auto bound = m_http->start(address, port);
    if (!bound) {
        m_http.reset();
        return tl::unexpected(bound.error());
    }
    const QString host =
        address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + address.toString() + u']' : address.toString();
    m_url = QStringLiteral("http://%1:%2").arg(host).arg(*bound);
    return {};
}

void ControlServer::stop()
{
    m_http.reset();
    m_url.clear();
}

} // namespace sightglass::control
