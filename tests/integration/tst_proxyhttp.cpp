// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is on the wire on both sides of the proxy: nothing is added, lost or changed but what belongs to one hop.
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kCall = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{}}})";
const QByteArray kList = R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"content":[]}})";

QByteArray hostLine(const ScriptedServer &server)
{
    return "Host: 127.0.0.1:" + QByteArray::number(server.port()) + "\r\n";
}

} // namespace

class TestProxyHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestArrivesAsItWas();
    void answerArrivesAsItWas();
    void hopByHopFieldsStay();
    void methods_data();
    void methods();
    void paths_data();
    void paths();
    void routeHeaders();
    void cors();
    void corsOfTheServerWins();
    void chunkedRequest();
    void chunkedAnswer();
    void http10();
    void keepAlive();
    void pipelining();
    void expectContinue();
    void closeDelimited();
    void interimAnswers();
    void trailers();
    void staleConnection_data();
    void staleConnection();
    void connectionCap();
};

void TestProxyHttp::requestArrivesAsItWas()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    const QByteArray fields = "aCCept: application/json, text/event-stream\r\nX-Empty:\r\nX-Twice: 1\r\nx-twice: 2\r\n"
                              "Mcp-Session-Id: abc\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Method: tools/call\r\n"
                              "Mcp-Name: add\r\nMcp-Param-Region: =?base64?ZcO8?=\r\nLast-Event-ID: 7\r\n"
                              "Authorization: Bearer t\r\nCookie: a=1; b=2\r\nX-Latin: \xe9\r\nUser-Agent: raw/1\r\n";
    client.send(post(kCall, fields));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QByteArray expected = "POST /mcp HTTP/1.1\r\n" + hostLine(server) + "Content-Type: application/json\r\n" + fields
                          + "Content-Length: " + QByteArray::number(kCall.size()) + "\r\n\r\n" + kCall;
    expected.replace("X-Empty:", "X-Empty: "); // white space around a value is not part of it (RFC 9110 §5.5)
    QCOMPARE(server.requests().constFirst(), expected);
}

void TestProxyHttp::answerArrivesAsItWas()
{
    ScriptedServer server;
    const QByteArray fields =
        "sErver: mine\r\nX-Odd: two  spaces\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nMcp-Session-Id: s-1\r\n"
        "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Empty: \r\nX-Latin: \xe9\r\n";
    server.answer("HTTP/1.1 207 Quite Fine\r\nContent-Type: application/json\r\n" + fields
                  + "Content-Length: " + QByteArray::number(kResult.size()) + "\r\n\r\n" + kResult);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(client.received(), "HTTP/1.1 207 Quite Fine\r\nContent-Type: application/json\r\n" + fields
                                    + "Content-Length: " + QByteArray::number(kResult.size()) + "\r\n\r\n" + kResult);
}

void TestProxyHttp::hopByHopFieldsStay()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult, "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\n"
                                      "Upgrade: h2c\r\nX-Stays: yes\r\n"));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(
        kCall,
        "Connection: keep-alive, X-Secret\r\nX-Secret: 1\r\nKeep-Alive: timeout=9\r\nTE: trailers\r\n"
        "Upgrade: websocket\r\nProxy-Authorization: Basic eDp5\r\nProxy-Connection: keep-alive\r\nX-Goes: on\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const QByteArray request = server.requests().constFirst();
    for (const char *gone : {"X-Secret", "Keep-Alive:", "TE:", "Upgrade", "Proxy-", "Connection", "Via", "Forwarded"})
        QVERIFY2(!request.contains(gone), gone);
    QVERIFY(request.contains("\r\nX-Goes: on\r\n"));
    for (const char *gone : {"X-Mine", "Keep-Alive", "Upgrade", "Connection", "Via", "Server:"})
        QVERIFY2(!client.received().contains(gone), gone);
    QVERIFY(client.received().contains("\r\nX-Stays: yes\r\n"));
}

void TestProxyHttp::methods_data()
{
    QTest::addColumn<QByteArray>("request"); // with %HOST% for the Host line
    QTest::addColumn<QByteArray>("arrives");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("received");
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &arrives,
                        const QByteArray &answer, const QByteArray &received = {}) {
        QTest::newRow(name) << request << arrives << answer << (received.isNull() ? answer : received);
    };
    const QByteArray empty202 = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    const QByteArray note = R"({"jsonrpc":"2.0","method":"notifications/initialized"})";
    row("notification", "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 54\r\n\r\n" + note,
        "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 54\r\n\r\n" + note, empty202);
    row("GET refused", "GET /mcp HTTP/1.1\r\n%HOST%Accept: text/event-stream\r\n\r\n",
        "GET /mcp HTTP/1.1\r\n%HOST%Accept: text/event-stream\r\n\r\n",
        "HTTP/1.1 405 Method Not Allowed\r\nAllow: POST\r\nContent-Length: 0\r\n\r\n");
    row("GET text", "GET /mcp HTTP/1.1\r\n%HOST%\r\n", "GET /mcp HTTP/1.1\r\n%HOST%\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
    row("DELETE", "DELETE /mcp HTTP/1.1\r\n%HOST%Mcp-Session-Id: a\r\n\r\n",
        "DELETE /mcp HTTP/1.1\r\n%HOST%Mcp-Session-Id: a\r\n\r\n", "HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n");
    row("HEAD", "HEAD /mcp HTTP/1.1\r\n%HOST%\r\n", "HEAD /mcp HTTP/1.1\r\n%HOST%\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 42\r\n\r\n");
    row("OPTIONS", "OPTIONS * HTTP/1.1\r\n%HOST%\r\n", "OPTIONS * HTTP/1.1\r\n%HOST%\r\n",
        "HTTP/1.1 200 OK\r\nAllow: GET\r\nContent-Length: 0\r\n\r\n");
    row("PATCH with body", "PATCH /x HTTP/1.1\r\n%HOST%Content-Length: 2\r\n\r\nab",
        "PATCH /x HTTP/1.1\r\n%HOST%Content-Length: 2\r\n\r\nab", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    row("not modified", "GET /x HTTP/1.1\r\n%HOST%If-None-Match: \"1\"\r\n\r\n",
        "GET /x HTTP/1.1\r\n%HOST%If-None-Match: \"1\"\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
    row("error status", "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 2\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 2\r\n\r\n{}",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer resource_metadata=\"http://a/x\"\r\nContent-Length: "
        "3\r\n\r\nno!");
    row("empty POST", "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 0\r\n\r\n",
        "POST /mcp HTTP/1.1\r\n%HOST%Content-Length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
}

void TestProxyHttp::methods()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, arrives);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, received);
    ScriptedServer server;
    server.answer(answer);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    request.replace("%HOST%", "Host: localhost\r\n");
    arrives.replace("%HOST%", hostLine(server));
    for (int round = 1; round <= 2; ++round) { // the second shows that the connections stayed usable
        client.clear();
        client.send(request);
        TRY_COMPARE(client.received(), received);
        QCOMPARE(server.requests().size(), round);
        QCOMPARE(server.requests().constLast(), arrives);
    }
    QCOMPARE(server.connectionCount(), 1);
    TRY_COMPARE(proxy.ended().size(), 2);
    QCOMPARE(proxy.ended().constLast().state, exchange::State::Completed);
}

void TestProxyHttp::paths_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("arrives"); // server and target
    QTest::newRow("endpoint") << QByteArray("/mcp") << QByteArray("A /api/v1?k=1");
    QTest::newRow("endpoint with query") << QByteArray("/mcp?a=%20b") << QByteArray("A /api/v1?k=1&a=%20b");
    QTest::newRow("other path") << QByteArray("/.well-known/oauth-protected-resource/mcp")
                                << QByteArray("A /.well-known/oauth-protected-resource/mcp");
    QTest::newRow("longer name") << QByteArray("/mcpx") << QByteArray("A /mcpx");
    QTest::newRow("named") << QByteArray("/two/mcp") << QByteArray("B /");
    QTest::newRow("named with query") << QByteArray("/two/mcp?x") << QByteArray("B /?x");
    QTest::newRow("named other path") << QByteArray("/two/messages?s=1") << QByteArray("B /messages?s=1");
    QTest::newRow("named bare") << QByteArray("/two") << QByteArray("B /");
    QTest::newRow("not the name") << QByteArray("/twofold/mcp") << QByteArray("A /twofold/mcp");
    QTest::newRow("absolute") << QByteArray("http://localhost/two/mcp?x") << QByteArray("B /?x");
}

void TestProxyHttp::paths()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, arrives);
    ScriptedServer a;
    ScriptedServer b;
    a.answer(jsonAnswer("\"A\""));
    b.answer(jsonAnswer("\"B\""));
    ProxyFixture proxy(a.url(QStringLiteral("/api/v1")), [&](proxy::ProxyBuilder &builder) {
        builder.config().routes[0].upstream.setQuery(QStringLiteral("k=1"));
        builder.route(QStringLiteral("two"), b.url(QString()));
    });
    RawClient client(proxy.port());
    client.send(post(kCall, {}, target));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const bool wentToA = firstAnswer(client.received()).body == "\"A\"";
    const QByteArray line = (wentToA ? a : b).requests().constFirst().split('\r').constFirst();
    QCOMPARE(QByteArray(wentToA ? "A " : "B ") + line.split(' ').at(1), arrives);
}

void TestProxyHttp::routeHeaders()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes[0].headers = {{"Authorization", "Bearer ours"}, {"X-Key", "k"}};
    });
    RawClient client(proxy.port());
    client.send(post(kCall, "authorization: Bearer theirs\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY(!server.requests().constFirst().contains("theirs"));
    QVERIFY(server.requests().constFirst().contains("\r\nAuthorization: Bearer ours\r\nX-Key: k\r\n"));
}

void TestProxyHttp::cors()
{
    ScriptedServer server;
    server.answer("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().access.origins = {"https://app.example"}; });
    for (const QByteArray origin : {"http://localhost:6274", "https://app.example"}) {
        RawClient client(proxy.port());
        client.send(
            "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
            + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: mcp-name, x-own\r\n\r\n");
        TRY_VERIFY(firstAnswer(client.received()).whole);
        const Answer preflight = firstAnswer(client.received());
        QCOMPARE(preflight.status, 204);
        QCOMPARE(preflight.field("Access-Control-Allow-Origin"), origin);
        QCOMPARE(preflight.field("Access-Control-Allow-Headers"), "mcp-name, x-own");
        QVERIFY(preflight.field("Access-Control-Allow-Methods").contains("DELETE"));
        client.clear();
        client.send(post(kCall, "Origin: " + origin + "\r\n"));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).status, 405);
        QCOMPARE(firstAnswer(client.received()).field("Access-Control-Allow-Origin"), origin);
        QVERIFY(firstAnswer(client.received()).field("Access-Control-Expose-Headers").contains("Mcp-Session-Id"));
    }
    RawClient stranger(proxy.port());
    stranger.send(post(kCall, "Origin: https://evil.example\r\n"));
    TRY_VERIFY(firstAnswer(stranger.received()).whole);
    QCOMPARE(firstAnswer(stranger.received()).status, 403);
    QCOMPARE(server.requestCount(), 4);
}

void TestProxyHttp::corsOfTheServerWins()
{
    ScriptedServer server;
    const QByteArray answer =
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Max-Age: 1\r\nContent-Length: 0\r\n\r\n";
    server.answer(answer);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: "
                "http://localhost\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    TRY_COMPARE(client.received(), answer);
}

void TestProxyHttp::chunkedRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.sendByteByByte("POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                          + chunk(kCall.first(7)) + "5;ext=1\r\n" + kCall.sliced(7, 5) + "\r\n"
                          + chunk(kCall.sliced(12)) + "0\r\nX-T: 1\r\n\r\n");
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(server.requests().constFirst(), "POST /mcp HTTP/1.1\r\n" + hostLine(server) + "Content-Length: "
                                                 + QByteArray::number(kCall.size()) + "\r\n\r\n" + kCall);
}

void TestProxyHttp::chunkedAnswer()
{
    ScriptedServer server;
    server.answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + chunk(kResult.first(3)) + chunk(kResult.sliced(3)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    for (int i = 1; i <= 2; ++i) {
        client.clear();
        client.send(post(kCall));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).body, kResult);
    }
    QCOMPARE(server.connectionCount(), 1);
    // A kind of body that nobody knows passes piece by piece.
    server.onRequest([](Connection &connection, const QByteArray &) {
        connection.socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 + chunk("a;b\n"));
    });
    client.clear();
    client.send(post(kCall));
    TRY_VERIFY(client.received().endsWith(chunk("a;b\n")));
    server.connection(0).socket->write(chunk("c;d\n") + "0\r\n\r\n");
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, "a;b\nc;d\n");
}

void TestProxyHttp::http10()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send("POST /mcp HTTP/1.0\r\nContent-Length: " + QByteArray::number(kCall.size()) + "\r\n\r\n" + kCall);
    TRY_VERIFY(client.closed());
    QCOMPARE(firstAnswer(client.received()).body, kResult);
    QCOMPARE(firstAnswer(client.received()).field("Connection"), "close");
    QVERIFY(server.requests().constFirst().startsWith("POST /mcp HTTP/1.1\r\n"));

    RawClient keeper(proxy.port());
    keeper.send("GET /mcp HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    TRY_VERIFY(firstAnswer(keeper.received()).whole);
    QCOMPARE(firstAnswer(keeper.received()).field("Connection"), "keep-alive");

    // No chunks for HTTP/1.0: the end of the connection ends the stream.
    server.answer(sseHead() + chunk("data: 1\n\n") + "0\r\n\r\n");
    RawClient stream(proxy.port());
    stream.send("GET /mcp HTTP/1.0\r\nConnection: keep-alive\r\nAccept: text/event-stream\r\n\r\n");
    TRY_VERIFY(stream.closed());
    QVERIFY(stream.received().endsWith("\r\n\r\ndata: 1\n\n"));
    QVERIFY(!stream.received().contains("chunked"));
}

void TestProxyHttp::keepAlive()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) { builder.config().limits.keepAliveMs = 500; });
    RawClient client(proxy.port());
    for (int i = 1; i <= 5; ++i) {
        client.clear();
        client.send(post(kCall));
        TRY_VERIFY(firstAnswer(client.received()).whole);
    }
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(proxy.status().clientConnections, 1);
    TRY_VERIFY(client.closed()); // idle for too long
    TRY_COMPARE(proxy.status().clientConnections, 0);
    RawClient polite(proxy.port());
    polite.send(post(kCall, "Connection: close\r\n"));
    TRY_VERIFY(polite.closed());
    QCOMPARE(firstAnswer(polite.received()).body, kResult);
}

void TestProxyHttp::pipelining()
{
    ScriptedServer server;
    server.onRequest([](Connection &, const QByteArray &) {}); // the first answer takes its time
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall) + post(kList) + "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    TRY_COMPARE(server.requestCount(), 1);
    server.onRequest([](Connection &connection, const QByteArray &request) {
        connection.socket->write(jsonAnswer(request.startsWith("GET") ? "\"get\"" : "\"list\""));
    });
    QVERIFY(client.received().isEmpty());
    server.connection(0).socket->write(jsonAnswer("\"call\""));
    TRY_COMPARE(allAnswers(client.received()).size(), 3);
    const QList<Answer> answers = allAnswers(client.received());
    QCOMPARE(answers[0].body, "\"call\"");
    QCOMPARE(answers[1].body, "\"list\"");
    QCOMPARE(answers[2].body, "\"get\"");
}

void TestProxyHttp::expectContinue()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    const QByteArray whole = post(kCall, "Expect: 100-continue\r\n");
    client.send(whole.chopped(kCall.size()));
    TRY_COMPARE(client.received(), "HTTP/1.1 100 Continue\r\n\r\n");
    QCOMPARE(server.requestCount(), 0);
    client.send(kCall);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, kResult);
    QVERIFY(!server.requests().constFirst().contains("Expect"));
}

void TestProxyHttp::closeDelimited()
{
    ScriptedServer server;
    server.onRequest([](Connection &connection, const QByteArray &) {
        connection.socket->write("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + kResult);
        connection.socket->disconnectFromHost();
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    for (int i = 1; i <= 2; ++i) {
        client.clear();
        client.send(post(kCall));
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).body, kResult);
    }
    QVERIFY(!client.closed());
    QCOMPARE(server.connectionCount(), 2);
    // The same for an event stream.
    server.onRequest([](Connection &connection, const QByteArray &) {
        connection.socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + sseEvent("1"));
        connection.socket->disconnectFromHost();
    });
    client.clear();
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, sseEvent("1"));
}

void TestProxyHttp::interimAnswers()
{
    ScriptedServer server;
    server.answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

void TestProxyHttp::trailers()
{
    ScriptedServer server;
    server.answer(sseHead("Trailer: X-Sum\r\n") + chunk(sseEvent("1")) + "0\r\nX-Sum: abc\r\n\r\n");
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.received().endsWith("\r\n0\r\nX-Sum: abc\r\n\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(joined(proxy.ended().constFirst(), PartKind::Trailers), "X-Sum: abc\r\n");
}

void TestProxyHttp::staleConnection_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("repeated");
    QTest::newRow("tools/list") << post(kList) << true;
    QTest::newRow("GET") << QByteArray("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n") << true;
    QTest::newRow("tools/call") << post(kCall) << false;
    QTest::newRow("notification") << post(R"({"jsonrpc":"2.0","method":"notifications/x"})") << false;
}

// The server closes a kept-alive connection just when the next request is on its way.
void TestProxyHttp::staleConnection()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, repeated);
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        if (server.requestCount() == 2)
            connection.socket->abort();
        else
            connection.socket->write(jsonAnswer(kResult));
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    client.clear();
    client.send(request);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer answer = firstAnswer(client.received());
    if (repeated) {
        QCOMPARE(answer.body, kResult);
        QCOMPARE(server.requestCount(), 3);
    } else {
        QCOMPARE(answer.status, 502);
        QCOMPARE(answer.field("X-Sightglass-Error"), "upstream-closed");
        QCOMPARE(server.requestCount(), 2);
    }
}

void TestProxyHttp::connectionCap()
{
    ScriptedServer server;
    server.onRequest([](Connection &, const QByteArray &) {});
    ProxyFixture proxy(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().routes[0].maxConnections = 2; });
    RawClient a(proxy.port());
    RawClient b(proxy.port());
    RawClient c(proxy.port());
    RawClient d(proxy.port());
    a.send(post(kCall));
    b.send(post(kCall));
    TRY_COMPARE(server.requestCount(), 2);
    c.send(post(kList));
    d.send(post(kList));
    TRY_COMPARE(proxy.status().openExchanges, 4);
    QCOMPARE(server.requestCount(), 2);
    d.close(); // gives up while it waits
    TRY_COMPARE(proxy.status().openExchanges, 3);
    server.connection(0).socket->write(jsonAnswer("\"one\"")); // its connection serves the one that waits
    TRY_COMPARE(server.requestCount(), 3);
    QCOMPARE(server.connectionCount(), 2);
    b.close(); // its connection is closed, so there is room for another
    RawClient e(proxy.port());
    e.send(post(kCall));
    TRY_COMPARE(server.requestCount(), 4);
    QCOMPARE(server.connectionCount(), 3);
    server.connection(0).socket->write(jsonAnswer("\"three\""));
    server.connection(2).socket->write(jsonAnswer("\"four\""));
    TRY_VERIFY(firstAnswer(c.received()).whole && firstAnswer(e.received()).whole);
    QCOMPARE(firstAnswer(c.received()).body, "\"three\"");
    QCOMPARE(firstAnswer(e.received()).body, "\"four\"");
}

QTEST_GUILESS_MAIN(TestProxyHttp)
#include "tst_proxyhttp.moc"
