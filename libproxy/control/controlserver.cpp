// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlserver.h"

#include "control/controljson.h"
#include "control/httpserveradapter.h"
#include "exchange/sessionjson.h"
#include "mcp/jsontext.h"
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
                      + member("heldMessages", status.heldMessages) + ','
                      + member("ruleErrors", proxy.ruleErrorCount());
    if (const auto *recorder = proxy.recorder()) {
        body += ',' + member("recordsWritten", recorder->writtenRecords()) + ','
                + member("recordsLost", recorder->lostRecords()) + ','
                + member("recordBytesPending", recorder->pendingBytes());
    }
    return body + "}\n";
}

// One session a line.
QByteArray sessionsBody(const proxy::ProxyServer &proxy)
{
    QByteArray body;
    const std::vector<exchange::SessionPtr> sessions = proxy.sessions();
    for (const exchange::SessionPtr &session : sessions)
        body += exchange::sessionToJson(*session) + '\n';
    return body;
}

// No browser page may drive the proxy: a page always names its Origin, and a rebound name is no loopback name.
bool isFromBrowser(const ControlRequest &request)
{
    return !request.origin.isEmpty() || !transport::isLoopbackHost(transport::hostOfAuthority(request.host));
}

} // namespace

ControlServer::ControlServer(proxy::ProxyServer &proxy, QObject *parent) : QObject(parent), m_proxy(proxy) {}

ControlServer::~ControlServer() = default;

Result<void> ControlServer::start(const QHostAddress &address, quint16 port)
{
    m_token = newToken();
    m_http = std::make_unique<HttpServerAdapter>();
    addRoutes();
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

void ControlServer::addRoutes()
{
    const auto withToken = [this](std::function<ControlReply(const ControlRequest &)> handler) {
        return [this, handler = std::move(handler)](const ControlRequest &request) {
            if (isFromBrowser(request))
                return refusal(403, "not for browsers");
            if (request.authorization != "Bearer " + m_token)
                return refusal(401, "the token of this run is needed");
            return handler(request);
        };
    };
    m_http->get("/healthz", [](const ControlRequest &request) {
        return isFromBrowser(request) ? refusal(403, "not for browsers")
                                      : ControlReply{200, "application/json", "{\"healthy\":true}\n"};
    });
    m_http->get("/api/status", withToken([this](const ControlRequest &) {
                    return ControlReply{200, "application/json", statusBody(m_proxy)};
                }));
    m_http->get("/api/held", withToken([this](const ControlRequest &) {
                    return ControlReply{200, "application/json", heldToJson(m_proxy.heldMessages())};
                }));
    m_http->get("/api/sessions", withToken([this](const ControlRequest &) {
                    return ControlReply{200, "application/jsonl", sessionsBody(m_proxy)};
                }));
    m_http->post("/api/sessions/<arg>",
                 withToken([this](const ControlRequest &request) { return endSession(request); }));
    m_http->post("/api/held/<arg>", withToken([this](const ControlRequest &request) { return decide(request); }));
}

ControlReply ControlServer::decide(const ControlRequest &request)
{
    bool isNumber = false;
    const interceptor::HoldId id(request.argument.toULongLong(&isNumber));
    if (!isNumber)
        return refusal(404, "no message of this number waits");
    const auto decision = decisionFromJson(request.body);
    if (!decision)
        return {400, "application/json", "{\"error\":" + mcp::quoteJson(decision.error().text.toUtf8()) + "}\n"};
    if (!m_proxy.release(id, *decision))
        return refusal(404, "no message of this number waits");
    return {200, "application/json", "{\"released\":true}\n"};
}

ControlReply ControlServer::endSession(const ControlRequest &request)
{
    if (request.argument != "end")
        return refusal(404, "POST /api/sessions/end is all there is");
    const auto key = sessionKeyFromJson(request.body);
    if (!key)
        return {400, "application/json", "{\"error\":" + mcp::quoteJson(key.error().text.toUtf8()) + "}\n"};
    if (!m_proxy.endSession(*key))
        return refusal(404, "no live session has this key");
    return {200, "application/json", "{\"ended\":true}\n"};
}

void ControlServer::stop()
{
    m_http.reset();
    m_url.clear();
}

} // namespace sightglass::control
