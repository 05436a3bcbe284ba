// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Slow and vanished clients, servers that die, stall and lie: each gets a clear answer or a cut, is recorded, and leaves
// nothing behind.
#include "support/rawpeer.h"
#include "support/selfsigned.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using Connection = ScriptedServer::Connection;

namespace {

constexpr int kShortMs = 300;

const QByteArray kCall = R"({"jsonrpc":"2.0","id":"c-1","method":"tools/call","params":{"name":"add"}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":"c-1","result":{}})";

void shortTimes(proxy::ProxyBuilder &builder)
{
    proxy::RouteConfig &route = builder.config().routes[0];
    route.headTimeoutMs = route.bodyTimeoutMs = route.connectTimeoutMs = kShortMs;
    builder.config().limits.headTimeoutMs = builder.config().limits.bodyTimeoutMs = kShortMs;
}

// Writes to a connection as long as the other side takes it.
class Pump
{
public:
    Pump(QTcpSocket *socket, qint64 total) : m_socket(socket), m_left(total)
    {
        QObject::connect(socket, &QIODevice::bytesWritten, socket, [this] { fill(); });
        fill();
    }
    qint64 unsent() const { return m_left + m_socket->bytesToWrite(); }
    // True when for many turns of the event loop nothing moved.
    bool stalled()
    {
        m_turns = unsent() == m_last ? m_turns + 1 : 0;
        m_last = unsent();
        return m_turns > 30;
    }
    static QByteArray piece() { return chunk(sseEvent(QByteArray(64 * 1024 - 9, 'x'))); }

private:
    void fill()
    {
        while (m_left > 0 && m_socket->bytesToWrite() < 256 * 1024) {
            const QByteArray bytes = piece();
            m_socket->write(bytes);
            m_left -= bytes.size();
        }
    }
    QTcpSocket *m_socket;
    qint64 m_left;
    qint64 m_last = -1;
    int m_turns = 0;
};

} // namespace

class TestProxyFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slowClient_data();
    void slowClient();
    void silentClient();
    void clientLeavesEarly_data();
    void clientLeavesEarly();
    void clientLeavesLater_data();
    void clientLeavesLater();
    void clientLeavesWithRequestsAhead();
    void backPressure();
    void clientNeverReads();
    void slowReaderIsNotIdle();
    void badServer_data();
    void badServer();
    void serverRefuses();
    void serverDiesInAStream_data();
    void serverDiesInAStream();
    void silentStreamStaysOpen();
    void tlsTrusted();
    void tlsRefused_data();
    void tlsRefused();
    void tlsNeverAnswers();
};

void TestProxyFaults::slowClient_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const QByteArray whole = post(kCall);
    QTest::newRow("in the first line") << QByteArray("PO") << QStringLiteral("head was not complete");
    QTest::newRow("in the head") << whole.first(40) << QStringLiteral("head was not complete");
    QTest::newRow("before the body") << whole.chopped(kCall.size()) << QStringLiteral("body made no progress");
    QTest::newRow("in the body") << whole.chopped(5) << QStringLiteral("body made no progress");
}

void TestProxyFaults::slowClient()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    ScriptedServer server;
    ProxyFixture proxy(server.url(), shortTimes);
    RawClient client(proxy.port());
    client.send(bytes);
    TRY_VERIFY(client.closed());
    QCOMPARE(firstAnswer(client.received()).status, 408);
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.kind, Kind::Invalid);
    QCOMPARE(record.state, State::Failed);
    QCOMPARE(record.status, 408);
    QVERIFY2(record.failure.contains(text), qPrintable(record.failure));
    QCOMPARE(server.connectionCount(), 0);
    TRY_COMPARE(proxy.status().clientConnections, 0);
}

void TestProxyFaults::silentClient()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url(), shortTimes);
    RawClient client(proxy.port());
    TRY_VERIFY(client.closed());
    QVERIFY(client.received().isEmpty());
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QVERIFY(proxy.records().isEmpty());
}

void TestProxyFaults::clientLeavesEarly_data()
{
    slowClient_data();
}

void TestProxyFaults::clientLeavesEarly()
{
    QFETCH(QByteArray, bytes);
    ScriptedServer server;
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(bytes);
    TRY_COMPARE(client.socket().bytesToWrite(), 0);
    client.socket().disconnectFromHost();
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.kind, Kind::Invalid);
    QCOMPARE(record.state, State::Cancelled);
    QCOMPARE(record.status, 0);
    QVERIFY(record.failure.contains(QStringLiteral("left before its request was complete")));
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(server.connectionCount(), 0);
}

void TestProxyFaults::clientLeavesLater_data()
{
    QTest::addColumn<QByteArray>("partly"); // of the answer
    QTest::newRow("waiting") << QByteArray();
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("in a JSON body") << jsonAnswer(kResult).chopped(3);
    QTest::newRow("before the first event") << sseHead();
    QTest::newRow("in a stream") << sseHead() + chunk(sseEvent("1"));
    QTest::newRow("in an event") << sseHead() + chunk("data: 1\n");
}

void TestProxyFaults::clientLeavesLater()
{
    QFETCH(QByteArray, partly);
    ScriptedServer server;
    server.answer(partly);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(server.requestCount(), 1);
    if (partly.contains("event-stream"))
        TRY_VERIFY(client.received().contains("event-stream"));
    client.close();
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    QVERIFY(proxy.ended().constFirst().failure.contains(QStringLiteral("the client left")));
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(proxy.status().upstreamConnections, 0);
    QVERIFY(proxy.isQuiet());
}

void TestProxyFaults::clientLeavesWithRequestsAhead()
{
    ScriptedServer server;
    server.onRequest([](Connection &, const QByteArray &) {});
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall) + post(kCall) + post(kCall));
    TRY_COMPARE(server.requestCount(), 1);
    client.close();
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(server.requestCount(), 1);
    TRY_COMPARE(proxy.ended().size(), 1); // nobody read the others
}

// A client that does not read slows its server down; what the proxy holds of it stays small.
void TestProxyFaults::backPressure()
{
    const qint64 total = 1000 * Pump::piece().size(); // some 64 MiB
    ScriptedServer server;
    std::unique_ptr<Pump> pump;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(sseHead());
        pump = std::make_unique<Pump>(connection.socket, total);
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.setReading(false);
    client.send(post(kCall));
    TRY_VERIFY(pump != nullptr);
    TRY_VERIFY(pump->unsent() == 0 || pump->stalled());
    // Two hops of kernel buffers and the high-water mark.
    QVERIFY2(pump->unsent() > total / 3, QByteArray::number(pump->unsent()).constData());
    client.setReading(true);
    TRY_COMPARE(pump->unsent(), 0);
    server.connection(0).socket->write("0\r\n\r\n");
    TRY_VERIFY(client.received().endsWith("\r\n0\r\n\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Completed);
    QCOMPARE(proxy.ended().constFirst().eventCount, 1000);
}

void TestProxyFaults::clientNeverReads()
{
    ScriptedServer server;
    std::unique_ptr<Pump> pump;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(sseHead());
        pump = std::make_unique<Pump>(connection.socket, qint64(1) << 40);
    });
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.writeTimeoutMs = kShortMs; });
    RawClient client(proxy.port());
    client.setReading(false);
    client.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(proxy.status().upstreamConnections, 0);
    // The same with a whole answer, which leaves the exchange's hands at once.
    server.answer(jsonAnswer(QByteArray(40 * 1024 * 1024, ' ')));
    RawClient other(proxy.port());
    other.setReading(false);
    other.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 2);
    TRY_COMPARE(proxy.status().clientConnections, 0);
}

// What is written but not yet read counts as work: the keep-alive time begins after it.
void TestProxyFaults::slowReaderIsNotIdle()
{
    const QByteArray big = jsonAnswer(QByteArray(40 * 1024 * 1024, ' '));
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1 ? big : jsonAnswer(kResult));
    });
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.keepAliveMs = kShortMs; });
    RawClient slow(proxy.port());
    slow.setReading(false);
    slow.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 1);
    for (int i = 1; i <= 2; ++i) { // meanwhile others become idle, and go
        RawClient idle(proxy.port());
        idle.send(post(kCall));
        TRY_VERIFY(idle.closed());
        QCOMPARE(firstAnswer(idle.received()).body, kResult);
    }
    slow.setReading(true);
    TRY_COMPARE(slow.received().size(), big.size());
    TRY_VERIFY(slow.closed()); // now it was idle
}

void TestProxyFaults::badServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closes"); // after it; else it stays silent
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("text");
    const auto closed = [](const char *title, const QByteArray &answer, const char *text) {
        QTest::newRow(title) << answer << true << 502 << QByteArray("upstream-closed") << QByteArray("-31004")
                             << QString::fromLatin1(text);
    };
    const auto silent = [](const char *title, const QByteArray &answer, const char *text) {
        QTest::newRow(title) << answer << false << 504 << QByteArray("upstream-timed-out") << QByteArray("-31003")
                             << QString::fromLatin1(text);
    };
    const auto tooLarge = [](const char *title, const QByteArray &answer) {
        QTest::newRow(title) << answer << false << 502 << QByteArray("upstream-too-large") << QByteArray("-31006")
                             << QStringLiteral("1000");
    };
    const QByteArray chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    closed("dies before the head", {}, "before it answered");
    closed("dies in the head", "HTTP/1.1 200 OK\r\nCont", "before it answered");
    closed("dies after 100", "HTTP/1.1 100 Continue\r\n\r\n", "before it answered");
    closed("dies before the body", jsonAnswer(kResult).chopped(kResult.size()), "after 0 bytes of body");
    closed("dies in the body", jsonAnswer(kResult).chopped(4), "in the middle of its answer");
    closed("dies between chunks", chunked + chunk("{"), "after 1 bytes of body");
    closed("dies in a chunk", chunked + "5\r\n{", "in the middle of its answer");
    closed("dies before the last CRLF", chunked + chunk(kResult) + "0\r\n", "in the middle of its answer");
    silent("stalls before the head", {}, "did not begin to answer");
    silent("stalls in the head", "HTTP/1.1 200 OK\r\nCont", "did not begin to answer");
    silent("stalls after 100", "HTTP/1.1 100 Continue\r\n\r\n", "did not begin to answer");
    silent("stalls in the body", jsonAnswer(kResult).chopped(4), "stopped in the middle");
    tooLarge("too large, declared",
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1001\r\n\r\n{");
    tooLarge("too large, chunked", chunked + chunk(QByteArray(600, ' ')) + chunk(QByteArray(401, ' ')));
    tooLarge("too large, until it closes",
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + QByteArray(1001, ' '));
}

void TestProxyFaults::badServer()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, closes);
    QFETCH(int, status);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, code);
    QFETCH(QString, text);
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(answer);
        if (closes)
            connection.socket->disconnectFromHost();
    });
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        shortTimes(builder);
        builder.config().routes[0].maxResponseBytes = 1000;
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer received = firstAnswer(client.received());
    QCOMPARE(received.status, status);
    QCOMPARE(received.field("X-Sightglass-Error"), name);
    QCOMPARE(received.field("Content-Type"), "application/json");
    QVERIFY2(received.body.startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"c-1\",\"error\":{\"code\":" + code + ','),
             received.body.constData());
    QVERIFY2(QString::fromUtf8(received.body).contains(text), received.body.constData());
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Failed);
    QCOMPARE(record.status, status);
    QCOMPARE(record.errorCode, std::optional<qint64>(code.toLongLong()));
    QVERIFY2(record.failure.contains(text), qPrintable(record.failure));
    QCOMPARE(joined(record, PartKind::SentResponseBody), received.body);
    TRY_COMPARE(server.openCount(), 0);
    QCOMPARE(proxy.status().upstreamConnections, 0);
    // It serves on, on the same connection.
    server.answer(jsonAnswer(kResult));
    client.clear();
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

void TestProxyFaults::serverRefuses()
{
    ScriptedServer server;
    const QUrl url = server.url();
    server.stop();
    ProxyFixture proxy(url);
    RawClient client(proxy.port());
    client.send(post(kCall) + post(R"({"jsonrpc":"2.0","method":"notifications/x"})")
                + "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    TRY_COMPARE(allAnswers(client.received()).size(), 3);
    const QList<Answer> answers = allAnswers(client.received());
    for (const Answer &answer : answers) {
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.field("X-Sightglass-Error"), "upstream-unreachable");
        QVERIFY(answer.body.contains("-31001"));
    }
    QVERIFY(answers[0].body.contains("\"id\":\"c-1\"") && answers[1].body.contains("\"id\":null"));
    TRY_COMPARE(proxy.ended().size(), 3);
    QVERIFY(proxy.ended().constFirst().failure.contains(url.toString()));
    QCOMPARE(proxy.status().upstreamConnections, 0);
}

void TestProxyFaults::serverDiesInAStream_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<bool>("resets");
    QTest::newRow("between events") << QByteArray() << false;
    QTest::newRow("in an event") << chunk("data: hal") << false;
    QTest::newRow("in a chunk") << QByteArray("ff\r\ndata: x\n\n") << false;
    QTest::newRow("garbage") << QByteArray("zz\r\n") << false;
    QTest::newRow("reset") << QByteArray() << true;
}

void TestProxyFaults::serverDiesInAStream()
{
    QFETCH(QByteArray, last);
    QFETCH(bool, resets);
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("1")));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.received().endsWith(chunk(sseEvent("1"))));
    server.connection(0).socket->write(last);
    if (resets)
        server.connection(0).socket->abort();
    else
        server.connection(0).socket->disconnectFromHost();
    TRY_VERIFY(client.closed());
    QVERIFY(!firstAnswer(client.received()).whole); // nobody takes half for the whole
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Failed);
    QVERIFY(!record.failure.isEmpty());
    QVERIFY(joined(record, PartKind::Event).startsWith(sseEvent("1")));
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(proxy.status().upstreamConnections, 0);
}

// The limits are for answers that have an end.
void TestProxyFaults::silentStreamStaysOpen()
{
    ScriptedServer server;
    server.answer(sseHead());
    ProxyFixture proxy(server.url(), shortTimes);
    RawClient stream(proxy.port());
    stream.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
    TRY_VERIFY(stream.received().contains("\r\n\r\n"));
    server.answer({});
    for (int i = 1; i <= 2; ++i) { // meanwhile others fail by the very limits
        RawClient client(proxy.port());
        client.send(post(kCall));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).status, 504);
    }
    QVERIFY(!stream.closed());
    server.connection(0).socket->write(chunk(sseEvent("late")));
    TRY_VERIFY(stream.received().endsWith(chunk(sseEvent("late"))));
}

void TestProxyFaults::tlsTrusted()
{
    const QTemporaryDir folder;
    ScriptedServer server(selfSigned(folder, QStringLiteral("DNS:localhost,IP:127.0.0.1")));
    const QByteArray big(3 * 1024 * 1024, 'b');
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.size() > 1024 * 1024 ? jsonAnswer(big)
                                                              : sseHead() + chunk(sseEvent("1")) + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.config().routes[0].caFile = folder.filePath(QStringLiteral("cert.pem"));
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, sseEvent("1"));
    client.clear();
    client.send(post(big));
    TRY_VERIFY(client.received().size() > big.size() && firstAnswer(client.received()).whole);
    QVERIFY(firstAnswer(client.received()).body == big);
    QVERIFY(server.requests().constLast().endsWith("\r\n\r\n" + big));
    QCOMPARE(server.connectionCount(), 1);
}

void TestProxyFaults::tlsRefused_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<bool>("trusted");
    QTest::newRow("unknown issuer") << QStringLiteral("IP:127.0.0.1") << false;
    QTest::newRow("another host's") << QStringLiteral("DNS:other.example") << true;
    QTest::newRow("no TLS at all") << QString() << true;
}

void TestProxyFaults::tlsRefused()
{
    QFETCH(QString, names);
    QFETCH(bool, trusted);
    const QTemporaryDir folder;
    const QSslConfiguration tls = selfSigned(folder, names.isEmpty() ? QStringLiteral("IP:127.0.0.1") : names);
    const std::unique_ptr<ScriptedServer> server(names.isEmpty() ? new ScriptedServer : new ScriptedServer(tls));
    server->answer(jsonAnswer(kResult));
    QUrl url = server->url();
    url.setScheme(QStringLiteral("https"));
    // A server in the clear takes the hello for the start of a request and may wait for more.
    QObject::connect(server.get(), &ScriptedServer::bytesCame, this, [&](Connection &connection) {
        if (names.isEmpty())
            connection.socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    ProxyFixture proxy(url, [&](proxy::ProxyBuilder &builder) {
        if (trusted)
            builder.config().routes[0].caFile = folder.filePath(QStringLiteral("cert.pem"));
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer answer = firstAnswer(client.received());
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.field("X-Sightglass-Error"), "upstream-tls");
    QVERIFY(answer.body.contains("-31002") && answer.body.contains("\"id\":\"c-1\""));
    QCOMPARE(server->requestCount(), 0); // nothing of the request was said to a stranger
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
    QCOMPARE(proxy.status().upstreamConnections, 0);
}

void TestProxyFaults::tlsNeverAnswers()
{
    ScriptedServer server; // takes the connection and says nothing
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    ProxyFixture proxy(url, shortTimes);
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 504);
    QVERIFY(firstAnswer(client.received()).body.contains("no connection within"));
    TRY_COMPARE(server.openCount(), 0);
}

QTEST_GUILESS_MAIN(TestProxyFaults)
#include "tst_proxyfaults.moc"
