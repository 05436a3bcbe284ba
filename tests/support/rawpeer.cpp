// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawpeer.h"

#include <QTest>

#include <algorithm>

namespace sightglass::test {

RawClient::RawClient(quint16 port)
{
    connect(&m_socket, &QIODevice::readyRead, this, &RawClient::take);
    connect(&m_socket, &QAbstractSocket::disconnected, this, [this] { m_closed = true; });
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void RawClient::take()
{
    if (m_reading)
        m_received += m_socket.readAll();
}

void RawClient::setReading(bool reading)
{
    m_reading = reading;
    m_socket.setReadBufferSize(reading ? 0 : 1024);
    take();
}

ScriptedServer::ScriptedServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("cannot listen");
}

QUrl ScriptedServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_server.serverPort());
    url.setPath(path);
    return url;
}

void ScriptedServer::answer(const QByteArray &bytes)
{
    onRequest([bytes](Connection &connection, const QByteArray &) { connection.socket->write(bytes); });
}

qsizetype ScriptedServer::openCount() const
{
    return std::count_if(m_connections.begin(), m_connections.end(), [](const auto &connection) { return !connection->closed; });
}

void ScriptedServer::stop()
{
    m_server.close();
    for (const auto &connection : m_connections)
        connection->socket->abort();
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        m_connections.push_back(std::make_unique<Connection>());
        Connection &connection = *m_connections.back();
        connection.socket = socket;
        connect(socket, &QAbstractSocket::disconnected, this, [&connection] { connection.closed = true; });
        connect(socket, &QIODevice::readyRead, this, [this, &connection] { take(connection); });
        take(connection);
    }
}

void ScriptedServer::take(Connection &connection)
{
    const QByteArray bytes = connection.socket->readAll();
    connection.everything += bytes;
    connection.received += bytes;
    for (;;) {
        const qsizetype head = connection.received.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        qsizetype length = 0;
        const QByteArray lower = connection.received.left(head + 2).toLower();
        if (const qsizetype at = lower.indexOf("\r\ncontent-length:"); at >= 0)
            length = lower.mid(at + 17, lower.indexOf("\r\n", at + 2) - at - 17).trimmed().toLongLong();
        if (connection.received.size() < head + 4 + length)
            return;
        const QByteArray request = connection.received.left(head + 4 + length);
        connection.received.remove(0, request.size());
        m_requests.append(request);
        if (m_handler)
            m_handler(connection, request);
    }
}

ProxyFixture::ProxyFixture(const QUrl &upstream, const std::function<void(proxy::ProxyBuilder &)> &adjust)
{
    proxy::ProxyBuilder builder;
    builder.listen(QHostAddress(QHostAddress::LocalHost), 0);
    if (upstream.isValid())
        builder.route(QStringLiteral("default"), upstream);
    if (adjust)
        adjust(builder);
    auto built = builder.build();
    if (!built)
        qFatal("%s", qPrintable(built.error().text));
    m_proxy = std::move(*built);
    connect(m_proxy.get(), &proxy::ProxyServer::captured, this, &ProxyFixture::take, Qt::QueuedConnection);
    if (const auto started = m_proxy->start(); !started)
        qFatal("%s", qPrintable(started.error().text));
    m_port = quint16(m_proxy->endpoints().constFirst().url.port());
}

ProxyFixture::~ProxyFixture()
{
    m_proxy->stop();
}

void ProxyFixture::take(const exchange::RecordBatch &batch)
{
    for (const exchange::RecordPtr &snapshot : *batch) {
        exchange::Record &record = m_records[snapshot->id];
        QList<exchange::Part> parts = record.parts;
        if (parts.size() != snapshot->firstPart)
            qFatal("a snapshot does not go on where the last one ended");
        parts += snapshot->parts;
        record = *snapshot;
        record.firstPart = 0;
        record.parts = parts;
    }
}

QList<exchange::Record> ProxyFixture::records() const
{
    QList<exchange::Record> list;
    for (const auto &[id, record] : m_records)
        list.append(record);
    return list;
}

QList<exchange::Record> ProxyFixture::ended() const
{
    QList<exchange::Record> list;
    for (const auto &[id, record] : m_records) {
        if (record.ended())
            list.append(record);
    }
    return list;
}

bool ProxyFixture::isQuiet() const
{
    const proxy::EngineStatus status = m_proxy->status();
    return status.openExchanges == 0 && status.heldMessages == 0;
}

QByteArray post(const QByteArray &body, const QByteArray &extraFields, const QByteArray &target)
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + extraFields
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray jsonAnswer(const QByteArray &body, const QByteArray &extraFields, const QByteArray &status)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + extraFields
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray joined(const exchange::Record &record, exchange::PartKind kind)
{
    QByteArray bytes;
    for (const exchange::Part &part : record.parts) {
        if (part.kind == kind)
            bytes += part.bytes;
    }
    return bytes;
}

} // namespace sightglass::test
