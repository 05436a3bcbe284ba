// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "proxy/proxybuilder.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace sightglass::test {

/// A client that writes bytes as they are and collects what comes back.
class RawClient : public QObject
{
    Q_OBJECT
public:
    explicit RawClient(quint16 port);
    void send(const QByteArray &bytes);
    /// One byte per turn of the event loop.
    void sendByteByByte(const QByteArray &bytes);
    void close() { m_socket.abort(); }
    /// Stops reading: the kernel's buffers fill.
    void setReading(bool reading);
    const QByteArray &received() const { return m_received; }
    void clear() { m_received.clear(); }
    bool closed() const { return m_closed; }
    QTcpSocket &socket() { return m_socket; }

private:
    void take();
    void sendNextByte();
    QTcpSocket m_socket;
    QByteArray m_received;
    QByteArray m_drip;
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
    /// One that speaks TLS.
    explicit ScriptedServer(const QSslConfiguration &tls);
    ~ScriptedServer() override;
    void onRequest(Handler handler) { m_handler = std::move(handler); }
    /// Answers each request with these bytes.
    void answer(const QByteArray &bytes);
    quint16 port() const { return m_server->serverPort(); }
    QUrl url(const QString &path = QStringLiteral("/mcp")) const;
    qsizetype requestCount() const { return m_requests.size(); }
    const QList<QByteArray> &requests() const { return m_requests; }
    qsizetype connectionCount() const { return qsizetype(m_connections.size()); }
    qsizetype openCount() const;
    Connection &connection(qsizetype i) { return *m_connections[std::size_t(i)]; }
    void stop();

Q_SIGNALS:
    /// Something came, whole request or not.
    void bytesCame(sightglass::test::ScriptedServer::Connection &connection);

private:
    explicit ScriptedServer(std::unique_ptr<QTcpServer> server, const QString &scheme);
    void accept();
    void take(Connection &connection);
    Handler m_handler;
    std::vector<std::unique_ptr<Connection>> m_connections;
    QList<QByteArray> m_requests;
    QString m_scheme;
    std::unique_ptr<QTcpServer> m_server; // goes first: its sockets report to the connections
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
    /// The ended one with that JSON-RPC method (or HTTP method); a default one when there is none.
    exchange::Record endedOne(const QByteArray &method) const;
    /// Nothing is under way: no exchange is open and no message held.
    bool isQuiet() const;
    proxy::EngineStatus status() const { return m_proxy->status(); }
    void stop() { m_proxy->stop(); }
    /// Decides about all messages that wait now.
    void releaseAll(const interceptor::HoldDecision &decision);

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
/// One chunk of a chunked body.
QByteArray chunk(const QByteArray &bytes);
/// The head of an event stream, chunked.
QByteArray sseHead(const QByteArray &extraFields = {});
/// An event without type, its data one line.
QByteArray sseEvent(const QByteArray &data, const QByteArray &id = {});
/// \a plain with the coding `gzip`.
QByteArray gzip(const QByteArray &plain);
/// One whole answer, read from what a client received.
struct Answer {
    int status = 0;
    QByteArray head; ///< with its final empty line
    QByteArray body; ///< without transfer coding
    bool whole = false;
    qsizetype size = 0;                             ///< bytes that it took
    QByteArray field(const QByteArray &name) const; ///< empty when absent
};
/// The answer that begins \a bytes; interim ones are skipped. \a toHead: no body follows.
Answer firstAnswer(const QByteArray &bytes, bool toHead = false);
/// All whole answers in \a bytes.
QList<Answer> allAnswers(QByteArray bytes);
/// The bytes of all parts of a kind.
QByteArray joined(const exchange::Record &record, exchange::PartKind kind);

} // namespace sightglass::test

/// Waits for a condition that comes by itself, for as long as a busy machine may need.
#define TRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 20'000)
#define TRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 20'000)
