// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages through the proxy: byte for byte on the wire, and understood and complete in the record.
#include "support/rawpeer.h"

#include <QTest>
#include <QTimer>

using namespace sightglass;
using namespace sightglass::test;
using exchange::Direction;
using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kCall = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"content":[]}})";

} // namespace

class TestProxyMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bigBodies();
    void acceptEncoding_data();
    void acceptEncoding();
    void compressedAnswer();
    void compressedEvents();
    void byteExact_data();
    void byteExact();
    void events();
    void recordOfARequest();
    void kindsAndEras_data();
    void kindsAndEras();
    void answersAreRead_data();
    void answersAreRead();
    void peerNameIsTheClients();
    void batchMembers();
    void serverRequests();
    void serverRequestsWithoutAnswer();
};

void TestProxyMessages::bigBodies()
{
    QByteArray filling(10 * 1024 * 1024, 'x');
    for (qsizetype i = 0; i < filling.size(); i += 4099) // differs from place to place
        filling[i] = char('a' + (i / 4099) % 26);
    const QByteArray call =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":")" + filling
        + "\"}}}";
    const QByteArray result = R"({"jsonrpc":"2.0","id":1,"result":{"a":")" + filling + "\"}}";
    ScriptedServer server;
    server.answer(jsonAnswer(result));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(call));
    TRY_VERIFY(client.received().size() >= result.size() && firstAnswer(client.received()).whole);
    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + call));
    QVERIFY(firstAnswer(client.received()).body == result);
    TRY_COMPARE(proxy.ended().size(), 1);
    QVERIFY(joined(proxy.ended().constFirst(), PartKind::RequestBody) == call);
    QVERIFY(joined(proxy.ended().constFirst(), PartKind::ResponseBody) == result);
}

void TestProxyMessages::acceptEncoding_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("goesOn");
    QTest::newRow("browser") << QByteArray("gzip, deflate, br, zstd") << QByteArray("gzip, deflate");
    QTest::newRow("readable") << QByteArray("gzip;q=0.5,deflate") << QByteArray("gzip;q=0.5,deflate");
    QTest::newRow("unreadable") << QByteArray("br") << QByteArray("identity");
    QTest::newRow("identity") << QByteArray("identity") << QByteArray("identity");
}

void TestProxyMessages::acceptEncoding()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, goesOn);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, "accept-encoding: " + asked + "\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY2(server.requests().constFirst().contains("\r\naccept-encoding: " + goesOn + "\r\n"),
             server.requests().constFirst().constData());
    // As the client wrote it, where the route says so.
    ProxyFixture exact(server.url(),
                       [](proxy::ProxyBuilder &builder) { builder.config().routes[0].decodableOnly = false; });
    RawClient other(exact.port());
    other.send(post(kCall, "accept-encoding: " + asked + "\r\n"));
    TRY_VERIFY(firstAnswer(other.received()).whole);
    QVERIFY(server.requests().constLast().contains("\r\naccept-encoding: " + asked + "\r\n"));
}

void TestProxyMessages::compressedAnswer()
{
    const QByteArray plain = R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no such tool"}})";
    ScriptedServer server;
    server.answer(jsonAnswer(gzip(plain), "Content-Encoding: gzip\r\n"));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, "Accept-Encoding: gzip\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(client.received(), jsonAnswer(gzip(plain), "Content-Encoding: gzip\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().errorCode, std::optional<qint64>(-32602)); // understood all the same
    QCOMPARE(joined(proxy.ended().constFirst(), PartKind::ResponseBody), gzip(plain));
}

void TestProxyMessages::compressedEvents()
{
    const QByteArray event = sseEvent(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"x"}})", "e1");
    ScriptedServer server;
    server.answer(sseHead("Content-Encoding: gzip\r\n") + chunk(gzip(event)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, "Accept-Encoding: gzip\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, gzip(event));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(joined(proxy.ended().constFirst(), PartKind::Event), event);
    QCOMPARE(proxy.ended().constFirst().errorCode, std::optional<qint64>(-32000));
}

void TestProxyMessages::byteExact_data()
{
    QTest::addColumn<QByteArray>("piece"); // the value of a member
    QTest::newRow("beyond double") << QByteArray("1e400");
    QTest::newRow("beyond 2^53") << QByteArray("9007199254740993");
    QTest::newRow("minus zero") << QByteArray("-0.0");
    QTest::newRow("long fraction") << QByteArray("0.10000000000000000000000000001");
    QTest::newRow("duplicate keys") << QByteArray(R"({"b":1,"a":2,"b":3})");
    QTest::newRow("white space") << QByteArray("{ \t\"a\" :\t[ ] }");
    QTest::newRow("escapes") << QByteArray(R"("\u00e9\/\u002f\ud83d\ude00")");
    QTest::newRow("lone surrogate") << QByteArray(R"("\ud800")");
    QTest::newRow("raw UTF-8") << QByteArray("\"\xf0\x9f\x98\x80\xe2\x80\xa8\"");
    QTest::newRow("invalid UTF-8") << QByteArray("\"\xff\xfe\"");
    QTest::newRow("no JSON at all") << QByteArray("]}{");
    QTest::newRow("NUL") << QByteArray("\"a\0b\"", 5);
}

// In a request, in a JSON answer and in an event that comes byte by byte.
void TestProxyMessages::byteExact()
{
    QFETCH(QByteArray, piece);
    const QByteArray call =
        R"({"jsonrpc":"2.0","id":9007199254740993,"method":"tools/call","params":{"name":"e","arguments":{"z":)" + piece
        + "}}}";
    const QByteArray result = R"({"id":9007199254740993,"result":{"z":)" + piece + R"(},"jsonrpc":"2.0"})";
    ScriptedServer server;
    server.answer(jsonAnswer(result));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(call));
    TRY_COMPARE(client.received(), jsonAnswer(result));
    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + call));

    QByteArray stream = sseHead() + chunk(": hi\n\n") + chunk(sseEvent(result, "1")) + "0\r\n\r\n";
    server.onRequest([&](Connection &connection, const QByteArray &) {
        auto *drip = new QTimer(connection.socket);
        QObject::connect(drip, &QTimer::timeout, connection.socket, [&, drip, socket = connection.socket] {
            socket->write(stream.first(1));
            socket->flush();
            stream.remove(0, 1);
            if (stream.isEmpty())
                drip->deleteLater();
        });
        drip->start(0);
    });
    client.clear();
    client.send(post(call));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, ": hi\n\n" + sseEvent(result, "1"));
    TRY_COMPARE(proxy.ended().size(), 2);
    QCOMPARE(joined(proxy.ended().constLast(), PartKind::Event), ": hi\n\n" + sseEvent(result, "1"));
    QCOMPARE(joined(proxy.ended().constLast(), PartKind::RequestBody), call);
}

// Every spelling of an event, and each one at once.
void TestProxyMessages::events()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url());
    server.onRequest([](Connection &connection, const QByteArray &) {
        connection.socket->write(sseHead("Cache-Control: no-cache\r\n"));
    });
    RawClient client(proxy.port());
    client.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMcp-Session-Id: s\r\n\r\n");
    TRY_VERIFY(client.received().endsWith("\r\n\r\n")); // the head alone, at once
    QVERIFY(client.received().contains("\r\nCache-Control: no-cache\r\n"));
    QByteArray sent;
    for (const QByteArray event :
         {"id: p\ndata: \n\n", "retry: 500\n\n", ": ping\n\n", "event: message\r\ndata:{\"a\":1}\r\n\r\n",
          "data: 1\ndata: 2\n\n", "id\ndata:x\n\n", "unknown: y\ndata: z\n\n", "\n", "\r\n", ":\n\n"}) {
        client.clear();
        server.connection(0).socket->write(chunk(event));
        TRY_COMPARE(client.received(), chunk(event));
        sent += event;
    }
    server.connection(0).socket->write(chunk("data: never ended") + "0\r\n\r\n");
    TRY_VERIFY(client.received().endsWith("\r\n0\r\n\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(joined(proxy.ended().constFirst(), PartKind::Event), sent + "data: never ended");
    QCOMPARE(proxy.ended().constFirst().kind, exchange::Kind::Stream);
    QCOMPARE(proxy.ended().constFirst().sessionId, "s");
}

void TestProxyMessages::recordOfARequest()
{
    ScriptedServer server;
    const QByteArray answer = jsonAnswer(kResult, "Mcp-Session-Id: s-9\r\n");
    server.answer(answer);
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    const QByteArray request = post(kCall, "MCP-Protocol-Version: 2025-11-25\r\n", "/mcp?x=1");
    client.send(request);
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Completed);
    QCOMPARE(record.route, QStringLiteral("default"));
    QCOMPARE(record.client, "127.0.0.1:" + QByteArray::number(client.socket().localPort()));
    QCOMPARE(record.httpMethod, "POST");
    QCOMPARE(record.target, "/mcp?x=1");
    QCOMPARE(record.status, 200);
    QCOMPARE(record.sessionId, "s-9");
    QCOMPARE(record.protocolVersion, "2025-11-25");
    QCOMPARE(record.method, "tools/call");
    QCOMPARE(record.name, "add");
    QCOMPARE(record.rpcId, mcp::RequestId::number("1"));
    QCOMPARE(record.requestBytes, kCall.size());
    QCOMPARE(record.responseBytes, kResult.size());
    QVERIFY(!record.errorCode && !record.edited && record.failure.isEmpty());
    QCOMPARE(joined(record, PartKind::RequestHead), request.chopped(kCall.size()));
    QCOMPARE(joined(record, PartKind::RequestBody), kCall);
    QCOMPARE(joined(record, PartKind::ResponseHead), answer.chopped(kResult.size()));
    QCOMPARE(joined(record, PartKind::ResponseBody), kResult);
    QCOMPARE(record.parts.size(), 4);
    QVERIFY(record.startedAtUs > 0);
    const QList<qint64> times{0, record.acceptedUs, record.sentUs, record.firstByteUs, record.endUs};
    QVERIFY(std::is_sorted(times.begin(), times.end()));
    for (const exchange::Part &part : record.parts)
        QVERIFY(part.atUs >= 0 && part.atUs <= record.endUs);
}

void TestProxyMessages::kindsAndEras_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<mcp::Era>("era");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *title, const QByteArray &request, Kind kind, mcp::Era era,
                        const QByteArray &method = {}, const QByteArray &name = {}) {
        QTest::newRow(title) << request << kind << era << method << name;
    };
    using mcp::Era;
    const QByteArray legacy = "MCP-Protocol-Version: 2025-06-18\r\nMcp-Session-Id: s\r\n";
    const QByteArray modern = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\n";
    row("initialize",
        post(
            R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"c","version":"1"}}})"),
        Kind::Request, Era::Legacy, "initialize");
    row("legacy call", post(kCall, legacy), Kind::Request, Era::Legacy, "tools/call", "add");
    row("modern call",
        post(
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})",
            modern),
        Kind::Request, Era::Modern, "tools/call", "add");
    row("notification", post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", legacy), Kind::Notification,
        Era::Legacy, "notifications/initialized");
    row("response", post(R"({"jsonrpc":"2.0","id":5,"result":{}})", legacy), Kind::Response, Era::Legacy);
    row("batch",
        post(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"}])",
             "MCP-Protocol-Version: 2025-03-26\r\n"),
        Kind::Batch, Era::Legacy, "ping, notifications/x");
    row("no JSON", post("{oops"), Kind::Invalid, Era::Unknown);
    row("no JSON-RPC", post("{\"a\":1}"), Kind::Invalid, Era::Unknown);
    row("resource", post(R"({"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///a"}})", legacy),
        Kind::Request, Era::Legacy, "resources/read", "file:///a");
    row("stream", "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + legacy + "\r\n",
        Kind::Stream, Era::Legacy);
    row("end", "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n" + legacy + "\r\n", Kind::End, Era::Legacy);
    row("metadata", "GET /.well-known/x HTTP/1.1\r\nHost: localhost\r\n\r\n", Kind::Http, Era::Unknown);
    row("OPTIONS", "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n", Kind::Http, Era::Unknown);
}

void TestProxyMessages::kindsAndEras()
{
    QFETCH(QByteArray, request);
    QFETCH(Kind, kind);
    QFETCH(mcp::Era, era);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, name);
    ScriptedServer server;
    server.answer("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(request);
    TRY_VERIFY(!proxy.ended().isEmpty());
    const exchange::Record record = proxy.records().constFirst();
    QCOMPARE(record.kind, kind);
    QCOMPARE(record.era, era);
    QCOMPARE(record.method, method);
    QCOMPARE(record.name, name);
    QCOMPARE(record.failure.isEmpty(), kind != Kind::Invalid);
    QCOMPARE(server.requestCount(), 1); // what we do not understand goes on all the same
}

void TestProxyMessages::answersAreRead_data()
{
    QTest::addColumn<QByteArray>("result"); // what follows the id
    QTest::addColumn<QVariant>("errorCode");
    QTest::addColumn<bool>("toolError");
    QTest::addColumn<bool>("inputRequired");
    QTest::newRow("result") << QByteArray(R"("result":{})") << QVariant() << false << false;
    QTest::newRow("error") << QByteArray(R"("error":{"code":-32601,"message":"m"})") << QVariant(-32601) << false
                           << false;
    QTest::newRow("tool error") << QByteArray(R"("result":{"content":[],"isError":true})") << QVariant() << true
                                << false;
    QTest::newRow("input") << QByteArray(R"("result":{"resultType":"input_required"})") << QVariant() << false << true;
}

// As JSON and as an event after a notification.
void TestProxyMessages::answersAreRead()
{
    QFETCH(QByteArray, result);
    QFETCH(QVariant, errorCode);
    QFETCH(bool, toolError);
    QFETCH(bool, inputRequired);
    const QByteArray message = R"({"jsonrpc":"2.0","id":1,)" + result + '}';
    const QByteArray note =
        R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1,"progressToken":1}})";
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1
                                     ? jsonAnswer(message)
                                     : sseHead() + chunk(sseEvent(note)) + chunk(sseEvent(message)) + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall) + post(kCall));
    TRY_COMPARE(proxy.ended().size(), 2);
    for (const exchange::Record &record : proxy.ended()) {
        QCOMPARE(record.errorCode.has_value(), errorCode.isValid());
        if (record.errorCode)
            QCOMPARE(*record.errorCode, errorCode.toLongLong());
        QCOMPARE(record.toolError, toolError);
        QCOMPARE(record.inputRequired, inputRequired);
    }
    QCOMPARE(proxy.ended().constLast().eventCount, 2);
}

void TestProxyMessages::peerNameIsTheClients()
{
    ScriptedServer server;
    server.answer(jsonAnswer(R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},)"
                             R"("serverInfo":{"name":"the server","version":"1"}}})"));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().peerName, QByteArray());
}

void TestProxyMessages::batchMembers()
{
    ScriptedServer server;
    server.answer(jsonAnswer(
        R"([{"jsonrpc":"2.0","id":"b","error":{"code":-1,"message":"m"}},{"jsonrpc":"2.0","id":1,"result":{}}])"));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(
        R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"name":"x"}},{"jsonrpc":"2.0","id":3,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"}])",
        "MCP-Protocol-Version: 2025-03-26\r\n"));
    TRY_COMPARE(proxy.ended().size(), 4);
    const QList<exchange::Record> records = proxy.ended();
    QCOMPARE(records[0].kind, Kind::Batch);
    for (int i = 1; i < 4; ++i) {
        QCOMPARE(records[i].parent, records[0].id);
        QCOMPARE(records[i].kind, Kind::Request);
        QCOMPARE(records[i].direction, Direction::ClientToServer);
    }
    QCOMPARE(records[1].state, State::Completed);
    QCOMPARE(records[2].name, "x");
    QCOMPARE(records[2].errorCode, std::optional<qint64>(-1));
    QCOMPARE(records[3].state, State::Failed); // the server left it out
    QVERIFY(records[3].failure.contains(QStringLiteral("without an answer")));
}

void TestProxyMessages::serverRequests()
{
    const QByteArray ask = R"({"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{}})";
    const QByteArray reply = R"({"jsonrpc":"2.0","id":1,"result":{"role":"assistant"}})";
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.contains("sampling") || request.contains("assistant")
                                     ? QByteArray("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                                     : sseHead() + chunk(sseEvent(ask)));
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    RawClient other(proxy.port());
    const QByteArray session = "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: s\r\n";
    client.send(post(kCall, session));
    TRY_VERIFY(client.received().contains("createMessage"));
    other.send(post(
        reply, "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: another\r\n")); // the same id elsewhere: not it
    TRY_COMPARE(proxy.ended().size(), 1);
    other.send(post(reply, session));
    TRY_COMPARE(proxy.ended().size(), 3);
    server.connection(0).socket->write(chunk(sseEvent(kResult)) + "0\r\n\r\n");
    TRY_COMPARE(proxy.ended().size(), 4);
    const QList<exchange::Record> records = proxy.ended();
    QCOMPARE(records[0].method, "tools/call");
    QVERIFY(!records[0].errorCode && records[0].state == State::Completed);
    QCOMPARE(records[1].method, "sampling/createMessage");
    QCOMPARE(records[1].direction, Direction::ServerToClient);
    QCOMPARE(records[1].parent, records[0].id);
    QCOMPARE(records[1].state, State::Completed);
    QCOMPARE(joined(records[1], PartKind::RequestBody), ask);
    QCOMPARE(joined(records[1], PartKind::ResponseBody), reply);
    QVERIFY(!records[2].parent.isValid());
    QCOMPARE(records[3].kind, Kind::Response);
    QCOMPARE(records[3].parent, records[1].id);
}

void TestProxyMessages::serverRequestsWithoutAnswer()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.startsWith("DELETE")
                                     ? QByteArray("HTTP/1.1 204 No Content\r\n\r\n")
                                     : sseHead()
                                           + chunk(sseEvent(R"({"jsonrpc":"2.0","id":"q","method":"roots/list"})")));
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    RawClient other(proxy.port());
    const QByteArray session = "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: s\r\n";
    client.send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + session + "\r\n");
    TRY_VERIFY(client.received().contains("roots/list"));
    other.send("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n" + session + "\r\n");
    TRY_COMPARE(proxy.endedOne("roots/list").state, State::Cancelled);
    QCOMPARE(proxy.endedOne("roots/list").failure, QStringLiteral("the session ended"));
}

QTEST_GUILESS_MAIN(TestProxyMessages)
#include "tst_proxymessages.moc"
