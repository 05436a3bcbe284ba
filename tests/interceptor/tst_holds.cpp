// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that wait for a decision: what a person sees of them, and how it ends.
#include "base/clock.h"
#include "interceptor/holdsupport.h"
#include "proxy/clientpatience.h"
#include "support/rawpeer.h"

#include <QTest>
#include <QThread>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using exchange::State;
using interceptor::HeldMessage;
using interceptor::HoldDecision;
using interceptor::HoldEnd;
using interceptor::PauseOptions;
using interceptor::Verdict;
using interceptor::Way;
using Connection = ScriptedServer::Connection;
using Kind = HoldDecision::Kind;

class TestHolds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsOfAHeldRequest();
    void factsOfAHeldAnswer();
    void factsOfAHeldEvent();
    void pauseLooksAtWhatItIsToldTo();
    void editedHeaders();
    void cancelledRequest_data();
    void cancelledRequest();
    void cancelledByAStranger();
    void cancelledEventGoesOn();
    void heldEventOutlivesTheServer();
    void mostHeld();
    void stopLetsGoOn();
    void patienceIsLearnt();
    void signalsTellOfHolds();
    void decidedWithinTheSignal();
};

void TestHolds::factsOfAHeldRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("tool:add"), true)));
    RawClient client(proxy.port());
    const qint64 before = wallClockUs();
    client.send(post(kModernCall, kModernFields + "X-A: 1\r\n" + kAccept));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    const HeldMessage held = proxy.server().heldMessages().front();
    QVERIFY(held.id.isValid());
    QCOMPARE(held.way, Way::ToServer);
    QVERIFY(!held.isEvent);
    QCOMPARE(held.message, kModernCall);
    QVERIFY(held.head.startsWith("POST /mcp HTTP/1.1\r\n") && held.head.contains("\r\nX-A: 1\r\n"));
    QCOMPARE(held.reason, QStringLiteral("pause: paused"));
    QVERIFY(held.requestedAtUs >= before && held.heldAtUs >= held.requestedAtUs && held.heldAtUs <= wallClockUs());
    QCOMPARE(held.clientTimeoutMs, 60'000);
    QVERIFY(!held.timeoutLearned);
    QVERIFY(held.keptAlive);
    QCOMPARE(held.route, QStringLiteral("default"));
    QCOMPARE(held.method, "tools/call");
    QCOMPARE(held.name, "add");
    QCOMPARE(held.peerName, "patient");
    TRY_COMPARE(proxy.records().size(), 1); // whoever decides sees it in the list
    QCOMPARE(proxy.records().constFirst().state, State::Open);
    proxy.releaseAll({});
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(heldNotes(record).size(), 1);
    QCOMPARE(record.parts.at(heldNotes(record).constFirst().part).kind, PartKind::RequestBody);
    QVERIFY(heldNotes(record).constFirst().text.contains(QStringLiteral("sent on as it was")));
}

// A legacy client says its name when its session begins.
void TestHolds::factsOfAHeldAnswer()
{
    const QByteArray initialize =
        R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},)"
        R"("clientInfo":{"name":"old-hand","version":"1"}}})";
    const QByteArray initialized =
        R"({"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}})";
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1 ? jsonAnswer(initialized, "Mcp-Session-Id: abc\r\n")
                                                            : jsonAnswer(kResult, "X-Of-Server: 1\r\n"));
    });
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("tool:add"), false, true)));
    RawClient client(proxy.port());
    client.send(post(initialize));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    client.clear();
    client.send(post(kCall, "Mcp-Session-Id: abc\r\nUser-Agent: other/1\r\n"));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    const HeldMessage held = proxy.server().heldMessages().front();
    QCOMPARE(held.way, Way::ToClient);
    QCOMPARE(held.message, kResult);
    QVERIFY(held.head.startsWith("HTTP/1.1 200 OK\r\n") && held.head.contains("\r\nX-Of-Server: 1\r\n"));
    QCOMPARE(held.peerName, "old-hand");
    QCOMPARE(held.sessionId, "abc");
    QVERIFY(!held.keptAlive); // it does not take events
    HoldDecision decision{Kind::SendEdited, kOther, {}};
    decision.headers = {{"X-Of-Server", QByteArray("2")}, {"X-Mine", QByteArray("3")}};
    proxy.releaseAll(decision);
    TRY_COMPARE(client.received(), jsonAnswer(kOther, "X-Of-Server: 2\r\nX-Mine: 3\r\n"));
}

void TestHolds::factsOfAHeldEvent()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent(kResult, "1")) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, false, false, true)));
    RawClient client(proxy.port());
    client.send(post(kCall, "User-Agent: agent/7 (x)\r\n"));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    const HeldMessage held = proxy.server().heldMessages().front();
    QVERIFY(held.isEvent);
    QCOMPARE(held.message, kResult);
    QVERIFY(held.head.isEmpty());
    QVERIFY(held.keptAlive);
    QCOMPARE(held.peerName, "agent/7");
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(withoutComments(firstAnswer(client.received()).body), sseEvent(kResult, "1"));
}

void TestHolds::pauseLooksAtWhatItIsToldTo()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.contains("stream") ? sseHead() + chunk(sseEvent(kResult)) + "0\r\n\r\n"
                                                            : jsonAnswer(kResult));
    });
    ProxyFixture proxy(server.url());
    const QByteArray stream = QByteArray(kCall).replace("\"add\"", "\"stream\"");
    const auto holds = [&](const PauseOptions &pause, const QByteArray &message) {
        if (!proxy.server().setPause(pause))
            return -1;
        RawClient client(proxy.port());
        const qsizetype before = proxy.ended().size();
        client.send(post(message));
        const auto settled = [&] { return proxy.status().heldMessages > 0 || proxy.ended().size() > before; };
        if (!QTest::qWaitFor(settled, 20'000))
            return -2;
        const int held = int(proxy.status().heldMessages);
        proxy.releaseAll({});
        return QTest::qWaitFor([&] { return proxy.ended().size() > before; }, 20'000) ? held : -3;
    };
    QCOMPARE(holds(pauseOf({}, true), kCall), 1);
    QCOMPARE(holds(pauseOf({}, false), kCall), 0);
    QCOMPARE(holds(pauseOf({}, false, true), kCall), 1);
    QCOMPARE(holds(pauseOf({}, false, true), stream), 0);
    QCOMPARE(holds(pauseOf({}, false, false, true), stream), 1);
    QCOMPARE(holds(pauseOf({}, false, false, true), kCall), 0);
    QCOMPARE(holds(pauseOf(QStringLiteral("tool:sub"), true, true, true), kCall), 0);
    QCOMPARE(holds(pauseOf(QStringLiteral("text:progressToken"), true), kCall), 1); // only the message itself can tell
    QCOMPARE(holds(pauseOf(QStringLiteral("text:nothing"), true), kCall), 0);
    PauseOptions off = pauseOf({}, true, true, true);
    off.enabled = false;
    QCOMPARE(holds(off, kCall), 0);
}

void TestHolds::editedHeaders()
{
    const QByteArray edited = QByteArray(kModernCall).replace("\"add\"", "\"sub\"");
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true)));
    for (const bool independent : {false, true}) {
        RawClient client(proxy.port());
        client.send(post(kModernCall, kModernFields));
        TRY_COMPARE(proxy.status().heldMessages, 1);
        HoldDecision decision{Kind::SendEdited, edited, {}};
        decision.headers = {{"X-Mine", QByteArray("1")}, {"Content-Length", QByteArray("1")}};
        decision.independentHeaders = independent;
        proxy.releaseAll(decision);
        TRY_COMPARE(client.received(), jsonAnswer(kResult));
        const QByteArray request = server.requests().constLast();
        QVERIFY(request.endsWith("\r\n\r\n" + edited));
        QVERIFY(request.contains("\r\nX-Mine: 1\r\n"));
        QVERIFY(request.contains(independent ? "\r\nMcp-Name: add\r\n" : "\r\nMcp-Name: sub\r\n"));
    }
}

// ---- ends ---------------------------------------------------------------------------------------------------------------

void TestHolds::cancelledRequest_data()
{
    QTest::addColumn<bool>("answerHeld");
    QTest::addColumn<bool>("keptAlive");
    QTest::newRow("request") << false << false;
    QTest::newRow("request, kept alive") << false << true;
    QTest::newRow("answer") << true << false;
    QTest::newRow("answer, kept alive") << true << true;
}

void TestHolds::cancelledRequest()
{
    QFETCH(bool, answerHeld);
    QFETCH(bool, keptAlive);
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.contains("cancelled") ? "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                                                               : jsonAnswer(kResult));
    });
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("method:tools/call"), !answerHeld, answerHeld)));
    RawClient client(proxy.port());
    client.send(post(kCall, "Mcp-Session-Id: a\r\n" + (keptAlive ? kAccept : QByteArray())));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    if (keptAlive)
        TRY_VERIFY(client.received().contains(kComment));
    RawClient canceller(proxy.port());
    canceller.send(post(cancelOf("1"), "Mcp-Session-Id: a\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole && firstAnswer(canceller.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, keptAlive ? 200 : 202);
    QVERIFY(withoutComments(firstAnswer(client.received()).body).isEmpty()); // no response to a cancelled request
    QCOMPARE(firstAnswer(canceller.received()).status, 202);
    QVERIFY(server.requests().constLast().contains("cancelled")); // the server hears of it all the same
    TRY_COMPARE(proxy.ended().size(), 2);
    const exchange::Record record = proxy.endedOne("tools/call");
    QCOMPARE(record.state, State::Cancelled);
    QVERIFY(heldNotes(record).constLast().text.contains(QStringLiteral("gave up")));
    QVERIFY(proxy.isQuiet());
}

void TestHolds::cancelledByAStranger()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("method:tools/call"), true)));
    RawClient client(proxy.port());
    client.send(post(kCall, "Mcp-Session-Id: a\r\n"));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    RawClient stranger(proxy.port());
    stranger.send(post(cancelOf("1"), "Mcp-Session-Id: b\r\n") + post(cancelOf("2"), "Mcp-Session-Id: a\r\n")
                  + post(cancelOf("\"1\""), "Mcp-Session-Id: a\r\n"));
    TRY_COMPARE(allAnswers(stranger.received()).size(), 3);
    QCOMPARE(proxy.status().heldMessages, 1);
    proxy.releaseAll({});
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    // Without sessions one id may be two clients': then it is nobody's.
    RawClient one(proxy.port());
    RawClient two(proxy.port());
    one.send(post(kCall));
    two.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 2);
    stranger.clear();
    stranger.send(post(cancelOf("1")));
    TRY_COMPARE(allAnswers(stranger.received()).size(), 1);
    QCOMPARE(proxy.status().heldMessages, 2);
}

void TestHolds::cancelledEventGoesOn()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        connection.socket->write(request.contains("cancelled") ? "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                                                               : sseHead() + chunk(sseEvent(kResult)));
    });
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf(QStringLiteral("method:tools/call"), false, false, true)));
    RawClient client(proxy.port());
    client.send(post(kCall, "Mcp-Session-Id: a\r\n"));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    RawClient canceller(proxy.port());
    canceller.send(post(cancelOf("1"), "Mcp-Session-Id: a\r\n"));
    TRY_COMPARE(proxy.status().heldMessages, 0);
    TRY_VERIFY(client.received().contains(sseEvent(kResult)));
    server.connection(0).socket->write("0\r\n\r\n"); // the stream is the server's to end
    TRY_VERIFY(firstAnswer(client.received()).whole);
}

void TestHolds::heldEventOutlivesTheServer()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(sseHead() + chunk(sseEvent(kResult)));
        connection.socket->flush();
        connection.socket->disconnectFromHost(); // in the middle of the stream
    });
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, false, false, true)));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    TRY_COMPARE(proxy.status().upstreamConnections, 0);
    proxy.releaseAll({Kind::SendEdited, kOther, {}});
    TRY_VERIFY(client.closed()); // an honest cut, behind the event
    QVERIFY(client.received().contains(sseEvent(kOther)));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
    QVERIFY(proxy.isQuiet());
}

void TestHolds::mostHeld()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    PauseOptions pause = pauseOf({}, true);
    pause.maxHeld = 1;
    QVERIFY(proxy.server().setPause(pause));
    RawClient first(proxy.port());
    first.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    RawClient second(proxy.port());
    second.send(post(kCall));
    TRY_COMPARE(second.received(), jsonAnswer(kResult)); // it passed, and says so
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(heldNotes(proxy.ended().constFirst()).size(), 1);
    QVERIFY(heldNotes(proxy.ended().constFirst()).constFirst().text.startsWith(QStringLiteral("not held")));
    QCOMPARE(proxy.status().heldMessages, 1);
    proxy.releaseAll({});
    TRY_COMPARE(first.received(), jsonAnswer(kResult));
}

void TestHolds::stopLetsGoOn()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true, true)));
    QList<HoldEnd> ends;
    connect(&proxy.server(), &proxy::ProxyServer::messageReleased, this,
            [&](interceptor::HoldId, HoldEnd end) { ends.append(end); });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    // The server answers while stop() waits: it needs a turn of this thread's loop.
    std::unique_ptr<QThread> stopper(QThread::create([&] { proxy.stop(); }));
    stopper->start();
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, kResult); // went on as it was, and its answer was not held again
    TRY_VERIFY(stopper->isFinished());
    TRY_COMPARE(ends, QList{HoldEnd::Stopped});
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Completed);
    QVERIFY(heldNotes(proxy.ended().constFirst()).constFirst().text.contains(QStringLiteral("the proxy stopped")));
}

void TestHolds::patienceIsLearnt()
{
    proxy::ClientPatience patience;
    QCOMPARE(patience.of("a").milliseconds, 60'000);
    QVERIFY(!patience.of("a").learned);
    patience.gaveUp("a", 1'000); // a person, not a limit
    patience.gaveUp("", 30'000); // nobody
    patience.gaveUp("a", 90 * 60'000);
    QVERIFY(!patience.of("a").learned && !patience.of("").learned);
    patience.gaveUp("a", 30'004);
    QVERIFY(patience.of("a").learned);
    QCOMPARE(patience.of("a").milliseconds, 30'004);
    QVERIFY(!patience.of("b").learned);
    patience.waited("a", 20'000);
    QVERIFY(patience.of("a").learned);
    patience.waited("a", 31'000); // it waits longer than was thought
    QVERIFY(!patience.of("a").learned);
    for (int i = 0; i < proxy::ClientPatience::kMaxClients + 10; ++i)
        patience.gaveUp(QByteArray::number(i), 10'000);
    QVERIFY(patience.of(QByteArray::number(proxy::ClientPatience::kMaxClients + 9)).learned);
}

void TestHolds::signalsTellOfHolds()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true)));
    QList<HeldMessage> held;
    QList<std::pair<interceptor::HoldId, HoldEnd>> released;
    connect(&proxy.server(), &proxy::ProxyServer::messageHeld, this, // queued: it is emitted in the engine thread
            [&](const HeldMessage &message) { held.append(message); });
    connect(&proxy.server(), &proxy::ProxyServer::messageReleased, this, [&](interceptor::HoldId id, HoldEnd end) {
        released.append({id, end});
    });
    RawClient leaver(proxy.port());
    leaver.send(post(kCall));
    TRY_COMPARE(held.size(), 1);
    QCOMPARE(held.constFirst().message, kCall);
    leaver.close();
    TRY_COMPARE(released.size(), 1);
    QCOMPARE(released.constFirst().first, held.constFirst().id);
    QCOMPARE(released.constFirst().second, HoldEnd::ClientGone);
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(held.size(), 2);
    QVERIFY(!proxy.server().release(held.constFirst().id, {}));
    QVERIFY(proxy.server().release(held.constLast().id, {}));
    TRY_COMPARE(released.size(), 2);
    QCOMPARE(released.constLast().second, HoldEnd::Decided);
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    RawClient two(proxy.port());
    two.send(post(kCall) + post(kCall)); // one connection: one after the other
    RawClient three(proxy.port());
    three.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 2);
    proxy.server().releaseAll({Kind::Respond, kOther, {}});
    TRY_COMPARE(three.received().count(kOther), 1);
    TRY_COMPARE(proxy.status().heldMessages, 1); // the second on its connection came later
    proxy.server().releaseAll({});
    TRY_COMPARE(allAnswers(two.received()).size(), 2);
}

// A program that decides at once, in the engine's thread: the exchange may be over before it was held.
void TestHolds::decidedWithinTheSignal()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QVERIFY(proxy.server().setPause(pauseOf({}, true, true)));
    proxy::ProxyServer &running = proxy.server();
    connect(
        &running, &proxy::ProxyServer::messageHeld, &running,
        [&running](const HeldMessage &message) {
            const bool toServer = message.way == Way::ToServer;
            const Kind kind = message.message.contains("sub") ? Kind::Respond
                              : toServer                      ? Kind::SendOriginal
                                                              : Kind::Fail;
            running.release(message.id, {kind, kOther, QStringLiteral("x")});
        },
        Qt::DirectConnection);
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY(firstAnswer(client.received()).body.contains("-31007"));
    client.clear();
    client.send(post(QByteArray(kCall).replace("\"add\"", "\"sub\"")));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, kOther);
    TRY_COMPARE(proxy.ended().size(), 2);
    QVERIFY(proxy.isQuiet());
}

QTEST_GUILESS_MAIN(TestHolds)
#include "tst_holds.moc"
