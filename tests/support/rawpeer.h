// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "proxy/proxybuilder.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <memory>

namespace sightglass::test {

/// A client that writes bytes as they are and collects what comes back.
class RawClient : public QObject
{
    Q_OBJECT
public:
    explicit RawClient(quint16 port);
    void send(const QByteArray &bytes) { m_socket.write(bytes); m_socket.flush(); }
    void close() { m_socket.abort(); }
    /// Stops reading: the kernel's buffers fill.
    void setReading(bool reading);
    const QByteArray &received() const { return m_received; }
    void clear() { m_received.clear(); }
    bool closed() const { return m_closed; }
    QTcpSocket &socket() { return m_socket; }

private:
    void take();
    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_reading = true;
    bool m_closed = false;
};

/// A server that does what a test says: it collects each connection's bytes and calls `onRequest` when a whole request
/// (head and body by Content-Length) is there.
class ScriptedServer : public QObject
{
    Q_OBJECT
public:
    struct Connection {
        QTcpSocket *socket = nullptr;
        QByteArray received;   // of the request under way
        QByteArray everything; // since the connection was opened
        bool closed = false;   // by the other side
    };
    using Handler = std::function<void(Connection &connection, const QByteArray &request)>;

    ScriptedServer();
    void onRequest(Handler handler) { m_handler = std::move(handler); }
    /// Answers each request with these bytes.
    void answer(const QByteArray &bytes);
    quint16 port() const { return m_server.serverPort(); }
    QUrl url(const QString &path = QStringLiteral("/mcp")) const;
    qsizetype requestCount() const { return m_requests.size(); }
    const QList<QByteArray> &requests() const { return m_requests; }
    qsizetype connectionCount() const { return qsizetype(m_connections.size()); }
    qsizetype openCount() const;
    Connection &connection(qsizetype i) { return *m_connections[std::size_t(i)]; }
    void stop();

private:
    void accept();
    void take(Connection &connection);
    QTcpServer m_server;
    Handler m_handler;
    std::vector<std::unique_ptr<Connection>> m_connections;
    QList<QByteArray> m_requests;
};

/// A proxy in front of a server, with everything it captures.
class ProxyFixture : public QObject
{
    Q_OBJECT
public:
    explicit ProxyFixture(const QUrl &upstream, const std::function<void(proxy::ProxyBuilder &)> &adjust = {});
    ~ProxyFixture() override;
    quint16 port() const { return m_port; }
    proxy::ProxyServer &server() { return *m_proxy; }
    /// Snapshots joined: the newest facts, all parts. In the order the exchanges began.
    QList<exchange::Record> records() const;
    QList<exchange::Record> ended() const;
    /// Nothing is under way and no connection is open but idle ones.
    bool isQuiet() const;

private:
    void take(const exchange::RecordBatch &batch);
    std::unique_ptr<proxy::ProxyServer> m_proxy;
    std::map<exchange::ExchangeId, exchange::Record> m_records;
    quint16 m_port = 0;
};

/// A POST with a body and its Content-Length.
QByteArray post(const QByteArray &body, const QByteArray &extraFields = {}, const QByteArray &target = "/mcp");
/// An answer with a JSON body.
QByteArray jsonAnswer(const QByteArray &body, const QByteArray &extraFields = {}, const QByteArray &status = "200 OK");
/// The bytes of all parts of a kind.
QByteArray joined(const exchange::Record &record, exchange::PartKind kind);

} // namespace sightglass::test
