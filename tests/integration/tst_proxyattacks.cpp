// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What must be refused, at the real listener: whole and byte by byte, nothing of it reaches the server, and the
// inspector shows it. The longer list, for the parser alone, is in tests/wire.
#include "support/rawpeer.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;
using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kPing = R"({"jsonrpc":"2.0","id":"p","method":"ping"})";
const QByteArray kPong = R"({"jsonrpc":"2.0","id":"p","result":{}})";

QByteArray request(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

} // namespace

class TestProxyAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void smuggledSecondRequest();
    void refusedConnectionCloses();
    void hostAndOrigin_data();
    void hostAndOrigin();
    void allowedHosts();
    void headerBlockLimit();
    void headerCountLimit();
    void bodyLimit();
    void chunkedBodyLimit();
    void jsonDepthLimit();
    void connectionLimit();
    void addressLimit();
    void badAnswers_data();
    void badAnswers();
    void splitAnswerIsNotReused();
};

void TestProxyAttacks::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text"); // a part of it
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *text) {
        QTest::newRow(name) << bytes << status << QString::fromLatin1(text);
    };
    row("two lengths", request("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400, "Content-Length");
    row("length list", request("Content-Length: 3,4\r\n", "abcd"), 400, "Content-Length");
    row("length negative", request("Content-Length: -1\r\n"), 400, "Content-Length");
    row("length overflow", request("Content-Length: 18446744073709551619\r\n", "abc"), 400, "Content-Length");
    row("length and chunked", request("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "both");
    row("chunked and length", request("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400, "both");
    row("unknown coding", request("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501, "xchunked");
    row("two codings", request("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, "gzip, chunked");
    row("coding twice", request("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
        "Transfer-Encoding");
    row("coding in 1.0", "POST /mcp HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP/1.0");
    row("chunk size", request("Transfer-Encoding: chunked\r\n", "0x3\r\nabc\r\n0\r\n\r\n"), 400, "chunk 1");
    row("chunk size overflow", request("Transfer-Encoding: chunked\r\n", "10000000000000003\r\nabc\r\n"), 400,
        "chunk 1");
    row("chunk too long", request("Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n"), 400, "chunk 1");
    row("chunk ends with LF", request("Transfer-Encoding: chunked\r\n", "3\r\nabc\n0\r\n\r\n"), 400, "chunk 1");
    row("smuggling trailer", request("Transfer-Encoding: chunked\r\n", "0\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400,
        "trailer");
    row("folded line", request("A: b\r\n c\r\n"), 400, "folded");
    row("space before colon", request("Content-Length : 3\r\n", "abc"), 400, "white space");
    row("bare CR in value", request("A: b\rContent-Length: 3\r\n"), 400, "control character");
    row("bare LF in value", request("A: b\nContent-Length: 3\r\n"), 400, "bare LF");
    row("NUL in value", request(QByteArray("A: b\0c\r\n", 8)), 400, "control character");
    row("name is no token", request("A B: c\r\n"), 400, "field name");
    row("no colon", request("Abc\r\n"), 400, "no colon");
    row("no host", "GET /mcp HTTP/1.1\r\n\r\n", 400, "no Host");
    row("two hosts", "GET /mcp HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400, "2 Host");
    row("bad method", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "method");
    row("space in target", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "version");
    row("CR in target", "GET /\rx HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "target");
    row("version", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505, "HTTP/2.0");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/2.0");
    row("TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9), 400, "no HTTP");
    row("JSON without HTTP", "{\"jsonrpc\":\"2.0\"}\n", 400, "no HTTP");
}

void TestProxyAttacks::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, text);
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url());
    RawClient whole(proxy.port());
    RawClient slow(proxy.port());
    whole.send(bytes);
    slow.sendByteByByte(bytes);
    for (RawClient *client : {&whole, &slow}) {
        TRY_VERIFY(firstAnswer(client->received()).whole);
        const Answer answer = firstAnswer(client->received());
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.field("Connection"), "close");
        QCOMPARE(answer.field("X-Sightglass-Error"), "refused");
        QVERIFY2(answer.body.contains("-31000") && answer.body.contains("\"id\":null"), answer.body.constData());
        client->send(post(kPing)); // nothing more is taken from it
    }
    TRY_COMPARE(proxy.ended().size(), 2);
    for (const exchange::Record &record : proxy.ended()) {
        QCOMPARE(record.kind, Kind::Invalid);
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.status, status);
        QVERIFY2(record.failure.contains(text), qPrintable(record.failure));
        QVERIFY(record.client.startsWith("127.0.0.1:"));
    }
    QCOMPARE(allAnswers(whole.received()).size(), 1);
    QCOMPARE(server.connectionCount(), 0);
    RawClient next(proxy.port()); // it serves on
    next.send(post(kPing));
    TRY_VERIFY(firstAnswer(next.received()).whole);
    QCOMPARE(firstAnswer(next.received()).body, kPong);
}

// What the first request's framing hides is taken for what it is: bytes of the body, or a broken second request.
void TestProxyAttacks::smuggledSecondRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    const QByteArray inner = "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(post(inner) + post(kPing) + "X\r\n" + inner);
    TRY_COMPARE(allAnswers(client.received()).size(), 3);
    QCOMPARE(allAnswers(client.received()).constLast().status, 400);
    QCOMPARE(server.requestCount(), 2);
    QVERIFY(server.requests().constFirst().startsWith("POST /mcp")
            && server.requests().constFirst().endsWith("\r\n\r\n" + inner));
    QVERIFY(server.requests().constLast().startsWith("POST /mcp"));
    TRY_COMPARE(proxy.ended().size(), 3);
}

void TestProxyAttacks::refusedConnectionCloses()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send("\x01");
    TRY_VERIFY(client.closed());
    QCOMPARE(firstAnswer(client.received()).status, 400);
    TRY_COMPARE(proxy.status().clientConnections, 0);
}

void TestProxyAttacks::hostAndOrigin_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const char *host, const char *origin, bool allowed) {
        QTest::newRow(name) << QByteArray(host) << QByteArray(origin) << allowed;
    };
    row("localhost", "localhost:8808", "", true);
    row("below localhost", "app.localhost", "", true);
    row("127.0.0.1", "127.0.0.1:1", "", true);
    row("127.1.2.3", "127.1.2.3", "", true);
    row("::1", "[::1]:8808", "", true);
    row("capitals", "LOCALHOST", "", true);
    row("rebound name", "evil.example:8808", "", false);
    row("looks local", "localhost.evil.example", "", false);
    row("looks like the address", "127.0.0.1.evil.example", "", false);
    row("another address", "10.0.0.1", "", false);
    row("any address", "0.0.0.0", "", false);
    row("empty host", "", "", false);
    row("own page", "localhost", "http://localhost:6274", true);
    row("own page, TLS", "localhost", "https://127.0.0.1", true);
    row("foreign page", "localhost", "https://evil.example", false);
    row("looks own", "localhost", "http://localhost.evil.example", false);
    row("user part", "localhost", "http://localhost@evil.example", false);
    row("opaque origin", "localhost", "null", false);
    row("file", "localhost", "file://localhost", false);
    row("no URL", "localhost", "localhost", false);
}

void TestProxyAttacks::hostAndOrigin()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send("POST /mcp HTTP/1.1\r\nHost: " + host + "\r\n"
                + (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + "Content-Length: 2\r\n\r\n{}");
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, allowed ? 200 : 403);
    QCOMPARE(server.requestCount(), allowed ? 1 : 0);
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    if (!allowed) {
        QCOMPARE(record.state, State::Failed);
        QCOMPARE(record.kind, Kind::Invalid);
        QVERIFY(record.failure.contains(origin.isEmpty() ? QStringLiteral("Host") : QStringLiteral("Origin")));
        QCOMPARE(record.httpMethod, "POST"); // the head is kept, so that a person can see who it was
        QVERIFY(joined(record, PartKind::RequestHead).contains("Host: " + host));
    }
}

void TestProxyAttacks::allowedHosts()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().access.hosts = {"mcp.example"}; });
    RawClient client(proxy.port());
    client.send("GET / HTTP/1.1\r\nHost: MCP.example:80\r\nOrigin: https://mcp.example\r\n\r\n");
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 200);
}

void TestProxyAttacks::headerBlockLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.http.headerBytes = 1024; });
    RawClient fits(proxy.port());
    fits.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nA: " + QByteArray(800, 'a') + "\r\n\r\n");
    TRY_VERIFY(firstAnswer(fits.received()).whole);
    QCOMPARE(firstAnswer(fits.received()).status, 200);
    RawClient endless(proxy.port());
    endless.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nA: " + QByteArray(2000, 'a')); // it never ends
    TRY_VERIFY(firstAnswer(endless.received()).whole);
    QCOMPARE(firstAnswer(endless.received()).status, 431);
    QCOMPARE(server.requestCount(), 1);
}

void TestProxyAttacks::headerCountLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url());
    QByteArray fields;
    for (int i = 0; i < 126; ++i)
        fields += "X-" + QByteArray::number(i) + ": v\r\n";
    for (const int more : {0, 1}) { // with Host and Content-Length they are 128
        if (more > 0)
            fields += "X-More: v\r\n";
        RawClient client(proxy.port());
        client.send(request(fields + "Content-Length: 2\r\n", "{}"));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).status, more > 0 ? 431 : 200);
    }
}

void TestProxyAttacks::bodyLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.http.bodyBytes = 100; });
    RawClient fits(proxy.port());
    fits.send(post(QByteArray(100, ' ')));
    TRY_VERIFY(firstAnswer(fits.received()).whole);
    QCOMPARE(firstAnswer(fits.received()).status, 200);
    for (const QByteArray expect : {"", "Expect: 100-continue\r\n"}) {
        RawClient client(proxy.port());
        client.send(request(expect + "Content-Length: 101\r\n")); // refused before a byte of it was sent
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QVERIFY(client.received().startsWith("HTTP/1.1 413 "));
    }
    QCOMPARE(server.requestCount(), 1);
}

void TestProxyAttacks::chunkedBodyLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.http.bodyBytes = 100; });
    RawClient client(proxy.port());
    client.send(request("Transfer-Encoding: chunked\r\n", chunk(QByteArray(60, ' ')) + chunk(QByteArray(41, ' '))));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 413);
    QCOMPARE(server.connectionCount(), 0);
}

void TestProxyAttacks::jsonDepthLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url());
    const auto nested = [](int depth) {
        return R"({"jsonrpc":"2.0","id":"d","method":"tools/call","params":)" + QByteArray(depth, '[')
               + QByteArray(depth, ']') + '}';
    };
    RawClient client(proxy.port());
    client.send(post(nested(255)));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 200);
    client.clear();
    client.send(post(nested(100'000)));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 400);
    QCOMPARE(firstAnswer(client.received()).field("X-Sightglass-Error"), "refused");
    QCOMPARE(server.requestCount(), 1);
    TRY_COMPARE(proxy.ended().size(), 2);
    QCOMPARE(proxy.ended().constLast().state, State::Failed);
    QVERIFY(proxy.ended().constLast().failure.contains(QStringLiteral("256")));
}

void TestProxyAttacks::connectionLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) { builder.config().limits.maxConnections = 3; });
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(proxy.port()));
        TRY_COMPARE(proxy.status().clientConnections, i + 1);
    }
    RawClient extra(proxy.port());
    TRY_VERIFY(firstAnswer(extra.received()).whole);
    QCOMPARE(firstAnswer(extra.received()).status, 503);
    TRY_COMPARE(proxy.ended().size(), 1);
    QVERIFY(proxy.ended().constFirst().failure.contains(QStringLiteral("more than 3 connections")));
    clients.front()->send(post(kPing)); // those inside are served
    TRY_VERIFY(firstAnswer(clients.front()->received()).whole);
    QCOMPARE(firstAnswer(clients.front()->received()).status, 200);
    extra.close();
    clients.clear();
    TRY_COMPARE(proxy.status().clientConnections, 0);
    RawClient again(proxy.port());
    again.send(post(kPing));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    QCOMPARE(firstAnswer(again.received()).status, 200);
}

void TestProxyAttacks::addressLimit()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kPong));
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().limits.maxConnectionsPerAddress = 1; });
    RawClient first(proxy.port());
    TRY_COMPARE(proxy.status().clientConnections, 1);
    RawClient second(proxy.port());
    TRY_VERIFY(firstAnswer(second.received()).whole);
    QCOMPARE(firstAnswer(second.received()).status, 503);
    QVERIFY(firstAnswer(second.received()).body.contains("from one address"));
    first.close();
    second.close();
    TRY_COMPARE(proxy.status().clientConnections, 0);
    RawClient third(proxy.port());
    third.send(post(kPing));
    TRY_VERIFY(firstAnswer(third.received()).whole);
    QCOMPARE(firstAnswer(third.received()).status, 200);
}

void TestProxyAttacks::badAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &answer, const char *text) {
        QTest::newRow(name) << answer << QString::fromLatin1(text);
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "no valid HTTP");
    row("NUL in value", ok + QByteArray("A: b\0c\r\n\r\n", 10), "control character");
    row("bare CR in value", ok + "A: b\rSet-Cookie: evil\r\nContent-Length: 0\r\n\r\n", "control character");
    row("bare LF in value", ok + "A: b\nSet-Cookie: evil\r\nContent-Length: 0\r\n\r\n", "bare LF");
    row("folded line", ok + "A: b\r\n c\r\nContent-Length: 0\r\n\r\n", "folded");
    row("space before colon", ok + "A : b\r\nContent-Length: 0\r\n\r\n", "white space");
    row("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "Content-Length");
    row("length and chunked", ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "both");
    row("bad chunk", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk 1");
    row("bad status", "HTTP/1.1 2x0 OK\r\n\r\n", "no valid HTTP");
    row("switched protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "switched protocols");
    row("endless head", ok + "A: " + QByteArray(70'000, 'a'), "no valid HTTP");
}

void TestProxyAttacks::badAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, text);
    ScriptedServer server;
    server.answer(answer);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kPing));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer received = firstAnswer(client.received());
    QCOMPARE(received.status, 502);
    QCOMPARE(received.field("X-Sightglass-Error"), "upstream-bad-response");
    QVERIFY(received.body.contains("-31005") && received.body.contains("\"id\":\"p\""));
    QVERIFY(!client.received().contains("evil"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
    QVERIFY2(proxy.ended().constFirst().failure.contains(text), qPrintable(proxy.ended().constFirst().failure));
    TRY_COMPARE(server.openCount(), 0);
    QVERIFY(!client.closed()); // the client did nothing wrong
}

// An answer with a second one in its wake must not be given to the next request.
void TestProxyAttacks::splitAnswerIsNotReused()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(jsonAnswer(kPong)
                                 + (server.requestCount() == 1 ? jsonAnswer("\"evil\"") : QByteArray()));
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    for (int i = 1; i <= 2; ++i) {
        client.clear();
        client.send(post(kPing));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(client.received(), jsonAnswer(kPong));
    }
    QCOMPARE(server.connectionCount(), 2);
}

QTEST_GUILESS_MAIN(TestProxyAttacks)
#include "tst_proxyattacks.moc"
