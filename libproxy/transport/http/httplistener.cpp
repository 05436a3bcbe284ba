// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/httplistener.h"

#include "transport/http/httpconnection.h"

#include <QTimer>

#include <vector>

namespace sightglass::transport {
namespace {

constexpr int kBacklog = 4096;
constexpr int kAcceptRetryMs = 100;

} // namespace

HttpListener::HttpListener(RequestHandler &handler, TimerWheel &wheel, ListenerLimits limits, AccessPolicy access,
                           QObject *parent)
    : QTcpServer(parent), m_handler(handler), m_wheel(wheel), m_limits(limits), m_access(std::move(access))
{
    setListenBacklogSize(kBacklog);
    // Out of descriptors: Qt stops accepting for good, so go on once some may be free again.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(kAcceptRetryMs, this, [this] { resumeAccepting(); }); });
}

HttpListener::~HttpListener()
{
    closeAll();
    // closeAll() leaves them to deleteLater(), but nothing of theirs may outlive the listener.
    const std::vector<HttpConnection *> rest(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : rest)
        delete connection;
}

Result<void> HttpListener::start(const QHostAddress &address, quint16 port)
{
    if (listen(address, port))
        return {};
    const QString where = QStringLiteral("%1 port %2").arg(address.toString()).arg(port);
    if (serverError() == QAbstractSocket::AddressInUseError)
        return failure(ErrorCode::AddressInUse,
                       QStringLiteral("cannot listen on %1: another program uses that port; stop it or choose another")
                           .arg(where));
    const ErrorCode code =
        serverError() == QAbstractSocket::SocketAccessError ? ErrorCode::PermissionDenied : ErrorCode::Io;
    return failure(code, QStringLiteral("cannot listen on %1: %2").arg(where, errorString()));
}

void HttpListener::drain()
{
    m_draining = true;
    close();
    const std::vector<HttpConnection *> all(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : all)
        connection->finishAndClose();
    if (m_connections.empty())
        Q_EMIT drained();
}

void HttpListener::closeAll()
{
    close();
    const std::vector<HttpConnection *> all(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : all)
        connection->close(QStringLiteral("the proxy stopped"));
}

void HttpListener::incomingConnection(qintptr descriptor)
{
    auto *connection = new HttpConnection(*this, descriptor);
    m_connections.insert(connection);
    ++m_perAddress[connection->peer()];
    if (connectionCount() > m_limits.maxConnections)
        connection->refuseConnection(QStringLiteral("more than %1 connections are open").arg(m_limits.maxConnections));
    else if (m_perAddress[connection->peer()] > m_limits.maxConnectionsPerAddress)
        connection->refuseConnection(QStringLiteral("more than %1 connections from one address are open")
                                         .arg(m_limits.maxConnectionsPerAddress));
}

void HttpListener::forget(HttpConnection &connection, const QHostAddress &peer)
{
    if (m_connections.erase(&connection) == 0)
        return;
    if (const auto count = m_perAddress.find(peer); count != m_perAddress.end() && --count.value() <= 0)
        m_perAddress.erase(count);
    if (m_draining && m_connections.empty())
        Q_EMIT drained();
}

} // namespace sightglass::transport
