// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a client gets while a message of its exchange is held, and what its answer is then.
#include "interceptor/holdsupport.h"
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using exchange::State;
using interceptor::HoldDecision;
using interceptor::PauseOptions;
using Connection = ScriptedServer::Connection;
using Kind = HoldDecision::Kind;

class TestKeepAlive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepAlive_data();
    void keepAlive();
    void keepAliveInsideAStream();
    void noKeepAlive_data();
    void noKeepAlive();
    void failuresAfterTheStreamBegan_data();
    void failuresAfterTheStreamBegan();
    void streamAfterTheStreamBegan();
    void progress();
};

void TestKeepAlive::keepAlive_data()
{
    QTest::addColumn<bool>("answerHeld"); // else the request
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<HoldDecision>("decision");
    QTest::addColumn<QByteArray>("event");
    for (const bool modern : {false, true}) {
        const QByteArray call = modern ? kModernCall : kCall;
        const QByteArray fields = modern ? kModernFields : QByteArray("MCP-Protocol-Version: 2025-11-25\r\n");
        for (const bool answer : {false, true}) {
            const QByteArray name = QByteArray(modern ? "modern " : "legacy ") + (answer ? "answer, " : "request, ");
            const auto row = [&](const char *what, const HoldDecision &decision, const QByteArray &event) {
                QTest::newRow(QByteArray(name + what).constData()) << answer << call << fields << decision << event;
            };
            row("original", {}, kResult);
            row("respond", {Kind::Respond, kOther, {}}, kOther);
            row("fail", {Kind::Fail, {}, QStringLiteral("because")},
                R"({"jsonrpc":"2.0","id":1,"error":{"code":-31007,"message":"Sightglass: because","data":{"dev.sightglass/proxy":"rejected"}}})");
            if (answer)
                row("edited", {Kind::SendEdited, kOther, {}}, kOther);
        }
    }
}

// A client that takes events gets comments; its answer, whatever it is, is then the stream's one event.
void TestKeepAlive::keepAlive()
{
    QFETCH(bool, answerHeld);
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, fields);
    QFETCH(HoldDecision, decision);
    QFETCH(QByteArray, event);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult, "X-Of-Server: 1\r\n"));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, !answerHeld, answerHeld)));
    RawClient client(proxy.port());
    client.send(post(call, fields + kAccept + "Origin: http://localhost:1\r\n"));
    TRY_VERIFY(client.received().count(kComment) >= 2);
    proxy.releaseAll(decision);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer answer = firstAnswer(client.received());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Content-Type"), "text/event-stream");
    QCOMPARE(answer.field("X-Of-Server"), answerHeld ? "1" : "");
    QCOMPARE(answer.field("Access-Control-Allow-Origin"), "http://localhost:1");
    QCOMPARE(withoutComments(answer.body), sseEvent(event));
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.status, 200);
    QCOMPARE(record.state, decision.kind == Kind::Fail ? State::Failed : State::Completed);
    QCOMPARE(joined(record, PartKind::SentResponseBody).endsWith(sseEvent(event)), true);
    QVERIFY(proxy.isQuiet());
    client.clear(); // the connection is still good
    QVERIFY(proxy.server().setPause({}));
    client.send(post(call, fields));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, kResult);
}

void TestKeepAlive::keepAliveInsideAStream()
{
    const QByteArray first = sseEvent(R"({"jsonrpc":"2.0","method":"notifications/message"})");
    ScriptedServer server;
    server.answer(sseHead() + chunk(first + sseEvent(kResult, "7")) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("text:1e400"), false, false, true)));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.received().count(kComment) >= 2);
    QVERIFY(client.received().contains(first)); // it went out before
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(withoutComments(firstAnswer(client.received()).body), first + sseEvent(kResult, "7"));
    QVERIFY(firstAnswer(client.received()).body.startsWith(first + kComment));
}

void TestKeepAlive::noKeepAlive_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("keepAliveMs");
    QTest::newRow("takes no events") << kCall << QByteArray("Accept: application/json\r\n") << kSoon;
    QTest::newRow("handshake") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})") << kAccept
                               << kSoon;
    QTest::newRow("notification") << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/initialized"})") << kAccept
                                  << kSoon;
    QTest::newRow("not asked for") << kCall << kAccept << 0;
}

void TestKeepAlive::noKeepAlive()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, fields);
    QFETCH(int, keepAliveMs);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult, "Mcp-Session-Id: s\r\n"));
    ProxyFixture proxy(server.url());
    PauseOptions pause = pauseOf({}, true);
    pause.keepAliveMs = keepAliveMs;
    QVERIFY(proxy.server().setPause(pause));
    RawClient client(proxy.port());
    RawClient other(proxy.port()); // whose comments tell that the time has come
    client.send(post(message, fields));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QVERIFY(!proxy.server().heldMessages().front().keptAlive);
    pause.keepAliveMs = kSoon;
    QVERIFY(proxy.server().setPause(pause));
    other.send(post(kCall, kAccept));
    TRY_VERIFY(other.received().count(kComment) >= 2);
    QVERIFY(client.received().isEmpty());
    proxy.releaseAll({});
    TRY_COMPARE(client.received(), jsonAnswer(kResult, "Mcp-Session-Id: s\r\n"));
}

void TestKeepAlive::failuresAfterTheStreamBegan_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: the connection is closed
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("closed") << QByteArray() << QByteArray("-31004");
    QTest::newRow("refused") << QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno!")
                             << QByteArray("-31005");
    QTest::newRow("nothing") << QByteArray("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                             << QByteArray("-31005");
    QTest::newRow("page") << QByteArray(
                                 "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
                                 + chunk("<p>") + "0\r\n\r\n"
                          << QByteArray("-31005");
    QTest::newRow("error of the server") << jsonAnswer(
        R"({"jsonrpc":"2.0","id":1,"error":{"code":-32020,"message":"m"}})", {}, "400 Bad Request")
                                         << QByteArray("-32020");
}

void TestKeepAlive::failuresAfterTheStreamBegan()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, code);
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        if (answer.isEmpty())
            connection.socket->abort();
        else
            connection.socket->write(answer);
    });
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true)));
    RawClient client(proxy.port());
    client.send(post(kCall, kAccept));
    TRY_VERIFY(client.received().contains(kComment));
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const QByteArray event = withoutComments(firstAnswer(client.received()).body);
    QVERIFY2(event.startsWith("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + code), event.constData());
    QVERIFY(event.endsWith("\n\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(QByteArray::number(*proxy.ended().constFirst().errorCode), code);
    QVERIFY(proxy.isQuiet());
}

void TestKeepAlive::streamAfterTheStreamBegan()
{
    const QByteArray events = sseEvent(R"({"jsonrpc":"2.0","method":"notifications/message"})", "1");
    ScriptedServer server;
    server.answer(sseHead("X-Late: 1\r\n") + chunk(events) + chunk(sseEvent(kResult, "2")) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true)));
    RawClient client(proxy.port());
    client.send(post(kCall, kAccept));
    TRY_VERIFY(client.received().contains(kComment));
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(withoutComments(firstAnswer(client.received()).body), events + sseEvent(kResult, "2"));
    QCOMPARE(client.received().count("HTTP/1.1"), 1);
}

void TestKeepAlive::progress()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    PauseOptions pause = pauseOf({}, true);
    pause.progress = true;
    QVERIFY(proxy.server().setPause(pause));
    RawClient client(proxy.port());
    client.send(post(kCall, kAccept));
    const QByteArray start = R"("method":"notifications/progress","params":{"progressToken":"t","progress":0.00000)";
    TRY_VERIFY(client.received().contains(start + "1,") && client.received().contains(start + "2,")); // it rises
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
    RawClient silent(proxy.port()); // one that asked for none
    silent.send(post(kModernCall, kModernFields + kAccept));
    TRY_VERIFY(silent.received().contains(kComment));
    QVERIFY(!silent.received().contains("progress"));
}

QTEST_GUILESS_MAIN(TestKeepAlive)
#include "tst_keepalive.moc"
