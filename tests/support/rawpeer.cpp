// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawpeer.h"

#include <QHostAddress>
#include <QSslServer>
#include <QUrl>

#include <algorithm>

namespace sightglass::test {

RawClient::RawClient(quint16 port)
{
    connect(&m_socket, &QIODevice::readyRead, this, &RawClient::take);
    connect(&m_socket, &QAbstractSocket::disconnected, this, [this] { m_closed = true; });
    connect(&m_socket, &QAbstractSocket::connected, this,
            [this] { m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void RawClient::take()
{
    if (m_reading)
        m_received += m_socket.readAll();
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes); // before it is connected, they wait
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.flush();
}

void RawClient::sendByteByByte(const QByteArray &bytes)
{
    m_drip += bytes;
    QMetaObject::invokeMethod(this, &RawClient::sendNextByte, Qt::QueuedConnection);
}

void RawClient::sendNextByte()
{
    if (m_drip.isEmpty() || m_closed)
        return;
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        send(m_drip.first(1));
        m_drip.remove(0, 1);
    }
    QMetaObject::invokeMethod(this, &RawClient::sendNextByte, Qt::QueuedConnection);
}

void RawClient::setReading(bool reading)
{
    m_reading = reading;
    m_socket.setReadBufferSize(reading ? 0 : 1024);
    take();
}

namespace {

std::unique_ptr<QTcpServer> tlsServer(const QSslConfiguration &tls)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    return server;
}

} // namespace

ScriptedServer::ScriptedServer() : ScriptedServer(std::make_unique<QTcpServer>(), QStringLiteral("http")) {}

ScriptedServer::ScriptedServer(const QSslConfiguration &tls) : ScriptedServer(tlsServer(tls), QStringLiteral("https"))
{}

ScriptedServer::ScriptedServer(std::unique_ptr<QTcpServer> server, const QString &scheme)
    : m_scheme(scheme), m_server(std::move(server))
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    if (!m_server->listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("cannot listen");
}

ScriptedServer::~ScriptedServer() = default;

QUrl ScriptedServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_scheme);
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_server->serverPort());
    url.setPath(path);
    return url;
}

void ScriptedServer::answer(const QByteArray &bytes)
{
    onRequest([bytes](Connection &connection, const QByteArray &) { connection.socket->write(bytes); });
}

qsizetype ScriptedServer::openCount() const
{
    return std::count_if(m_connections.begin(), m_connections.end(),
                         [](const auto &connection) { return !connection->closed; });
}

void ScriptedServer::stop()
{
    m_server->close();
    for (const auto &connection : m_connections)
        connection->socket->abort();
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
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
    if (!bytes.isEmpty())
        Q_EMIT bytesCame(connection);
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

exchange::Record ProxyFixture::endedOne(const QByteArray &method) const
{
    for (const auto &[id, record] : m_records) {
        if (record.ended() && (record.method == method || record.httpMethod == method))
            return record;
    }
    return {};
}

void ProxyFixture::releaseAll(const interceptor::HoldDecision &decision)
{
    for (const interceptor::HeldMessage &held : m_proxy->heldMessages())
        m_proxy->release(held.id, decision);
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

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray sseHead(const QByteArray &extraFields)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + extraFields
           + "Transfer-Encoding: chunked\r\n\r\n";
}

QByteArray sseEvent(const QByteArray &data, const QByteArray &id)
{
    return (id.isEmpty() ? QByteArray() : "id: " + id + '\n') + "data: " + data + "\n\n";
}

QByteArray gzip(const QByteArray &plain)
{
    quint32 crc = 0xFFFFFFFF; // RFC 1952 §8
    for (const char c : plain) {
        crc ^= uchar(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
    }
    const auto little = [](quint32 value) {
        QByteArray bytes;
        for (int i = 0; i < 4; ++i)
            bytes += char(value >> (8 * i));
        return bytes;
    };
    // qCompress gives four bytes of length and then the zlib format, which wraps the same deflate data.
    const QByteArray zlib = qCompress(plain).sliced(4);
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + zlib.sliced(2, zlib.size() - 6) + little(~crc)
           + little(quint32(plain.size()));
}

QByteArray Answer::field(const QByteArray &name) const
{
    const QByteArray lower = head.toLower();
    const qsizetype at = lower.indexOf("\r\n" + name.toLower() + ':');
    if (at < 0)
        return {};
    const qsizetype value = at + 2 + name.size() + 1;
    return head.mid(value, head.indexOf("\r\n", value) - value).trimmed();
}

namespace {

// The body of a chunked message; false while it is not whole.
bool takeChunks(const QByteArray &bytes, qsizetype &at, QByteArray &body)
{
    for (;;) {
        const qsizetype line = bytes.indexOf("\r\n", at);
        if (line < 0)
            return false;
        const qsizetype size = bytes.mid(at, line - at).toLongLong(nullptr, 16);
        at = line + 2;
        if (size == 0)
            break;
        if (bytes.size() < at + size + 2)
            return false;
        body += bytes.mid(at, size);
        at += size + 2;
    }
    for (;;) { // trailer lines, then the empty one
        const qsizetype line = bytes.indexOf("\r\n", at);
        if (line < 0)
            return false;
        const bool last = line == at;
        at = line + 2;
        if (last)
            return true;
    }
}

} // namespace

Answer firstAnswer(const QByteArray &bytes, bool toHead)
{
    Answer answer;
    qsizetype begin = 0;
    for (;;) {
        const qsizetype end = bytes.indexOf("\r\n\r\n", begin);
        if (end < 0)
            return answer;
        answer.head = bytes.mid(begin, end + 4 - begin);
        answer.status = answer.head.mid(9, 3).toInt();
        begin = end + 4;
        if (answer.status >= 200)
            break;
    }
    if (toHead || answer.status == 204 || answer.status == 304) {
        answer.whole = true;
    } else if (answer.field("Transfer-Encoding") == "chunked") {
        answer.whole = takeChunks(bytes, begin, answer.body);
    } else if (const QByteArray length = answer.field("Content-Length"); !length.isEmpty()) {
        answer.body = bytes.mid(begin, length.toLongLong());
        answer.whole = answer.body.size() == length.toLongLong();
        begin += answer.body.size();
    } else {
        answer.body = bytes.mid(begin); // until the connection closes
        begin = bytes.size();
    }
    answer.size = begin;
    return answer;
}

QList<Answer> allAnswers(QByteArray bytes)
{
    QList<Answer> list;
    for (Answer answer = firstAnswer(bytes); answer.whole; answer = firstAnswer(bytes)) {
        bytes.remove(0, answer.size);
        list.append(answer);
    }
    return list;
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
