// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/httpupstream.h"

#include "transport/http/eventstream.h"
#include "transport/http/httpcall.h"
#include "transport/http/upstreamconnection.h"

#include <QSslCertificate>

#include <algorithm>

namespace sightglass::transport {

HttpUpstream::HttpUpstream(HttpUpstreamOptions options, TimerWheel &wheel, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_wheel(wheel)
{
    m_encrypted = m_options.url.scheme() == QLatin1StringView("https");
    QUrl authority = m_options.url;
    authority.setUserInfo({});
    if (authority.port() == (m_encrypted ? 443 : 80))
        authority.setPort(-1);
    m_authority = authority.authority(QUrl::FullyEncoded).toLatin1();
    if (m_encrypted) {
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!m_options.caFile.isEmpty())
            m_tls.addCaCertificates(m_options.caFile);
    }
}

HttpUpstream::~HttpUpstream()
{
    const std::vector<UpstreamConnection *> all(m_connections.begin(), m_connections.end());
    for (UpstreamConnection *connection : all)
        delete connection;
}

std::unique_ptr<UpstreamCall> HttpUpstream::send(OutboundRequest &&request, UpstreamObserver &observer)
{
    auto call = std::make_unique<HttpCall>(*this, std::move(request), observer);
    assign(*call, false);
    return call;
}

void HttpUpstream::assign(HttpCall &call, bool mustBeFresh)
{
    if (!mustBeFresh && !m_idle.empty()) {
        UpstreamConnection *connection = m_idle.back();
        m_idle.pop_back();
        connection->start(call);
        return;
    }
    if (m_options.maxConnections > 0 && connectionCount() >= m_options.maxConnections) {
        if (m_idle.empty()) {
            m_waiting.push_back(&call);
            return;
        }
        m_idle.back()->abandon(); // a fresh one is wanted and the cap is reached: an idle one makes room
    }
    connectFor(call);
}

void HttpUpstream::connectFor(HttpCall &call)
{
    auto *connection = new UpstreamConnection(*this);
    m_connections.insert(connection);
    connection->connectFor(call);
}

void HttpUpstream::release(UpstreamConnection &connection)
{
    connection.idleIndex = m_idle.size();
    m_idle.push_back(&connection);
    serveWaiting();
}

void HttpUpstream::removeFromIdle(UpstreamConnection &connection)
{
    const std::size_t at = connection.idleIndex;
    if (at >= m_idle.size() || m_idle[at] != &connection)
        return;
    m_idle[at] = m_idle.back();
    m_idle[at]->idleIndex = at;
    m_idle.pop_back();
}

void HttpUpstream::forget(UpstreamConnection &connection)
{
    removeFromIdle(connection);
    if (m_connections.erase(&connection) > 0 && !m_waiting.empty())
        QMetaObject::invokeMethod(this, &HttpUpstream::serveWaiting, Qt::QueuedConnection);
}

void HttpUpstream::forget(HttpCall &call)
{
    std::erase(m_waiting, &call);
}

void HttpUpstream::serveWaiting()
{
    while (!m_waiting.empty() && (!m_idle.empty() || connectionCount() < m_options.maxConnections)) {
        HttpCall *call = m_waiting.front();
        m_waiting.pop_front();
        assign(*call, false);
    }
}

// ---- HttpCall -----------------------------------------------------------------------------------------------------------

HttpCall::~HttpCall()
{
    if (connection)
        connection->abandon();
    else if (!finished)
        owner.forget(*this);
}

void HttpCall::setPaused(bool paused)
{
    if (isPaused == paused)
        return;
    isPaused = paused;
    if (connection)
        connection->setPaused(paused);
}

void HttpCall::writeBody(QByteArrayView bytes)
{
    if (connection && request.bodyFollows)
        connection->writeBody(bytes);
}

bool isEventStream(const wire::HttpHead &head)
{
    const auto type = head.find("Content-Type");
    return type && isEventStreamType(*type);
}

} // namespace sightglass::transport
