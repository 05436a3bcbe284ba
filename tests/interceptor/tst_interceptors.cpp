// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each verdict on each kind of message, through a running proxy.
#include "interceptor/chainsupport.h"
#include "interceptor/holdqueue.h"
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using exchange::State;
using interceptor::HoldDecision;
using interceptor::InterceptorChain;
using interceptor::Verdict;
using interceptor::Way;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"big":1e400}})";
const QByteArray kOther = R"({"jsonrpc":"2.0","id":1,"result":{"other":true}})";

QByteArray note(int i)
{
    return R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":)" + QByteArray::number(i) + "}}";
}

using Interceptors = std::vector<std::shared_ptr<interceptor::Interceptor>>;

std::function<void(proxy::ProxyBuilder &)> with(const Interceptors &interceptors)
{
    return [=](proxy::ProxyBuilder &builder) {
        int nth = 0;
        for (const auto &one : interceptors) {
            if (++nth > 1) // names are unique in a chain
                static_cast<Scripted &>(*one).rename(QStringLiteral("scripted-%1").arg(nth));
            builder.intercept(one);
        }
    };
}

} // namespace

class TestInterceptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interceptorsSeeTheExchange();
    void nothingChangesWithAnIdleChain();
    void requestVerdicts_data();
    void requestVerdicts();
    void notificationVerdicts();
    void answerVerdicts_data();
    void answerVerdicts();
    void eventVerdicts_data();
    void eventVerdicts();
    void notificationRespond();
    void delays();
    void heldRequest_data();
    void heldRequest();
    void heldAnswer_data();
    void heldAnswer();
    void heldEventKeepsTheOrder();
    void heldEventDecisions();
    void clientLeavesWhileHeld();
    void stopWhileHeld();
    void mirroredHeadersAreDerivedAgain();
    void newChainForNewExchanges();
    void compressedAnswerIsEdited();
};

void TestInterceptors::interceptorsSeeTheExchange()
{
    struct Seen {
        Way way;
        QByteArray method;
        bool isEvent;
        bool hasHead;
        bool isWhole;
    };
    QList<Seen> seen; // written in the engine thread, read after the stop
    const auto watcher = std::make_shared<Scripted>([&](const interceptor::Context &context) {
        seen.append(
            {context.way, context.record.method, context.isEvent, context.head != nullptr,
             context.message.raw() == kCall || context.message.raw() == kResult || context.message.raw() == note(1)});
        return Verdict::proceed();
    });
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1
                                     ? jsonAnswer(kResult)
                                     : sseHead() + chunk(":c\n\n" + sseEvent(note(1)) + sseEvent(kResult))
                                           + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url(), with({watcher}));
    RawClient client(proxy.port());
    client.send(post(kCall) + post(kCall));
    TRY_COMPARE(allAnswers(client.received()).size(), 2);
    proxy.stop();
    QCOMPARE(seen.size(), 5); // comments pass without being asked about
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(seen[i].way, i == 0 || i == 2 ? Way::ToServer : Way::ToClient);
        QCOMPARE(seen[i].isEvent, i >= 3);
        QCOMPARE(seen[i].method, "tools/call");
        QVERIFY(seen[i].hasHead && seen[i].isWhole);
    }
}

void TestInterceptors::nothingChangesWithAnIdleChain()
{
    ScriptedServer server;
    const QByteArray stream =
        ": hi\n\nid: p\ndata:\n\nretry: 5\n\nevent: x\r\ndata:" + kResult + "\r\n\r\ndata: 1\ndata: 2\n\n";
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1 ? jsonAnswer(kResult)
                                                            : sseHead() + chunk(stream) + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "no such text", Verdict::drop())}));
    RawClient client(proxy.port());
    const QByteArray request = post(kCall, "Mcp-Method: odd\r\n");
    client.send(request + request);
    TRY_COMPARE(allAnswers(client.received()).size(), 2);
    QCOMPARE(allAnswers(client.received()).at(0).body, kResult);
    QCOMPARE(allAnswers(client.received()).at(1).body, stream);
    QVERIFY(server.requests().constFirst().endsWith(
        "Mcp-Method: odd\r\nContent-Length: " + QByteArray::number(kCall.size()) + "\r\n\r\n" + kCall));
    TRY_COMPARE(proxy.ended().size(), 2);
    for (const exchange::Record &record : proxy.ended())
        QVERIFY(!record.edited);
}

void TestInterceptors::requestVerdicts_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QByteArray>("reaches"); // the server; empty: nothing
    QTest::addColumn<QByteArray>("answer");  // of the client; empty: the connection closes
    QTest::addColumn<State>("state");
    const QByteArray edited = QByteArray(kCall).replace("add", "multiply");
    QTest::newRow("continue") << Verdict::proceed() << kCall << kResult << State::Completed;
    QTest::newRow("replace") << Verdict::replace(edited) << edited << kResult << State::Completed;
    QTest::newRow("respond") << Verdict::respond(kOther) << QByteArray() << kOther << State::Completed;
    QTest::newRow("reject")
        << Verdict::reject(QStringLiteral("not today")) << QByteArray()
        << QByteArray(
               R"({"jsonrpc":"2.0","id":1,"error":{"code":-31007,"message":"Sightglass: scripted: not today","data":{"dev.sightglass/proxy":"rejected"}}})")
        << State::Failed;
    QTest::newRow("drop") << Verdict::drop() << QByteArray() << QByteArray() << State::Dropped;
}

void TestInterceptors::requestVerdicts()
{
    QFETCH(Verdict, verdict);
    QFETCH(QByteArray, reaches);
    QFETCH(QByteArray, answer);
    QFETCH(State, state);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "add", verdict)}));
    RawClient client(proxy.port());
    client.send(post(kCall, "X-Kept: 1\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    if (answer.isEmpty()) {
        TRY_VERIFY(client.closed());
        QVERIFY(client.received().isEmpty());
    } else {
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).status, 200);
        QCOMPARE(firstAnswer(client.received()).body, answer);
    }
    QCOMPARE(server.requestCount(), reaches.isEmpty() ? 0 : 1);
    if (!reaches.isEmpty())
        QVERIFY(server.requests().constFirst().endsWith(
            "X-Kept: 1\r\nContent-Length: " + QByteArray::number(reaches.size()) + "\r\n\r\n" + reaches));
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, state);
    QCOMPARE(joined(record, PartKind::RequestBody), kCall); // what came stays in the record
    const bool edited = !reaches.isEmpty() && reaches != kCall;
    QCOMPARE(joined(record, PartKind::SentRequestBody), edited ? reaches : QByteArray());
    if (edited)
        QVERIFY(record.edited);
}

// A notification has no answer, so the status tells what became of it.
void TestInterceptors::notificationVerdicts()
{
    const QByteArray notification = R"({"jsonrpc":"2.0","method":"notifications/roots/list_changed"})";
    ScriptedServer server;
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "roots", Verdict::reject(QStringLiteral("no"))),
                                           onText(Way::ToServer, "cancelled", Verdict::respond(kOther))}));
    RawClient client(proxy.port());
    client.send(post(notification) + post(R"({"jsonrpc":"2.0","method":"notifications/cancelled"})"));
    TRY_COMPARE(allAnswers(client.received()).size(), 2);
    const auto answers = allAnswers(client.received());
    QCOMPARE(answers[0].status, 400);
    QVERIFY(answers[0].body.contains("scripted: no"));
    QCOMPARE(answers[1].status, 202);
    QVERIFY(answers[1].body.isEmpty());
    QCOMPARE(server.requestCount(), 0);
    TRY_COMPARE(proxy.ended().size(), 2);
    QCOMPARE(proxy.ended().at(0).state, State::Failed);
    QCOMPARE(proxy.ended().at(1).state, State::Completed);
}

void TestInterceptors::answerVerdicts_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<State>("state");
    QTest::addColumn<bool>("edited");
    QTest::newRow("continue") << Verdict::proceed() << kResult << State::Completed << false;
    QTest::newRow("replace") << Verdict::replace(kOther) << kOther << State::Completed << true;
    QTest::newRow("respond") << Verdict::respond(kOther) << kOther << State::Completed << true;
    QTest::newRow("reject")
        << Verdict::reject(QStringLiteral("no"))
        << QByteArray(
               R"({"jsonrpc":"2.0","id":1,"error":{"code":-31007,"message":"Sightglass: scripted: no","data":{"dev.sightglass/proxy":"rejected"}}})")
        << State::Failed << false;
    QTest::newRow("drop") << Verdict::drop() << QByteArray() << State::Dropped << false;
}

void TestInterceptors::answerVerdicts()
{
    QFETCH(Verdict, verdict);
    QFETCH(QByteArray, answer);
    QFETCH(State, state);
    QFETCH(bool, edited);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult, "X-Kept: 1\r\n"));
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "1e400", verdict)}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 1);
    if (answer.isEmpty()) {
        TRY_VERIFY(client.closed());
        QVERIFY(client.received().isEmpty());
    } else {
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).body, answer);
    }
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, state);
    QCOMPARE(record.edited, edited);
    QCOMPARE(joined(record, PartKind::ResponseBody), kResult);
    if (edited) {
        QCOMPARE(joined(record, PartKind::SentResponseBody), answer);
        QCOMPARE(firstAnswer(client.received()).field("X-Kept"), "1");
    }
}

void TestInterceptors::eventVerdicts_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QByteArray>("becomes");
    QTest::newRow("continue") << Verdict::proceed() << "id: 2\nevent: message\ndata: " + kResult + "\n\n";
    QTest::newRow("replace") << Verdict::replace(kOther) << "event: message\nid: 2\ndata: " + kOther + "\n\n";
    QTest::newRow("respond") << Verdict::respond(kOther) << "event: message\nid: 2\ndata: " + kOther + "\n\n";
    QTest::newRow("reject")
        << Verdict::reject(QStringLiteral("no"))
        << QByteArray(
               "event: message\nid: 2\ndata: "
               R"({"jsonrpc":"2.0","id":1,"error":{"code":-31007,"message":"Sightglass: scripted: no","data":{"dev.sightglass/proxy":"rejected"}}})"
               "\n\n");
    QTest::newRow("drop") << Verdict::drop() << QByteArray("");
    QTest::newRow("delay") << Verdict::delay(20) << "id: 2\nevent: message\ndata: " + kResult + "\n\n";
}

void TestInterceptors::eventVerdicts()
{
    QFETCH(Verdict, verdict);
    QFETCH(QByteArray, becomes);
    const QByteArray event = "id: 2\nevent: message\ndata: " + kResult + "\n\n";
    const QByteArray before = ": c\n\n" + sseEvent(note(1), "1");
    const QByteArray after = sseEvent(note(2), "3") + ": d\n\n";
    ScriptedServer server;
    server.answer(sseHead() + chunk(before + event + after) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "1e400", verdict)}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const QByteArray body = firstAnswer(client.received()).body;
    QVERIFY(body.startsWith(before) && body.endsWith(after));
    const QByteArray middle = body.mid(before.size(), body.size() - before.size() - after.size());
    // The order of an edited event's lines is ours to choose.
    QList<QByteArray> lines = middle.split('\n');
    QList<QByteArray> expected = becomes.split('\n');
    std::sort(lines.begin(), lines.end());
    std::sort(expected.begin(), expected.end());
    QCOMPARE(lines, expected);
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Completed);
    QCOMPARE(record.edited, middle != event);
    QCOMPARE(joined(record, PartKind::Event), before + event + after);
    QCOMPARE(joined(record, PartKind::SentEvent), middle != event ? middle : QByteArray());
}

void TestInterceptors::notificationRespond()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "notifications", Verdict::respond("{}"))}));
    RawClient client(proxy.port());
    client.send(post(note(1)));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 202);
    QVERIFY(firstAnswer(client.received()).body.isEmpty());
    QCOMPARE(server.requestCount(), 0);
}

void TestInterceptors::delays()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "add", Verdict::delay(100)),
                                           onText(Way::ToClient, "1e400", Verdict::delay(100))}));
    RawClient client(proxy.port());
    RawClient other(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().openExchanges, 1);
    other.send(post(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")); // nobody else waits; its answer is delayed too
    TRY_VERIFY(firstAnswer(client.received()).whole && firstAnswer(other.received()).whole);
    TRY_COMPARE(proxy.ended().size(), 2);
    const exchange::Record record = proxy.endedOne("tools/call");
    QVERIFY(record.sentUs - record.acceptedUs >= 100'000);
    QVERIFY(record.endUs - record.firstByteUs >= 100'000);
    const exchange::Record ping = proxy.endedOne("ping");
    QVERIFY(ping.sentUs - ping.acceptedUs < record.sentUs - record.acceptedUs);
}

void TestInterceptors::heldRequest_data()
{
    QTest::addColumn<HoldDecision>("decision");
    QTest::addColumn<QByteArray>("reaches");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray edited = QByteArray(kCall).replace("add", "sub");
    using Kind = HoldDecision::Kind;
    QTest::newRow("original") << HoldDecision{Kind::SendOriginal, {}, {}} << kCall << kResult;
    QTest::newRow("edited") << HoldDecision{Kind::SendEdited, edited, {}} << edited << kResult;
    QTest::newRow("respond") << HoldDecision{Kind::Respond, kOther, {}} << QByteArray() << kOther;
    QTest::newRow("fail")
        << HoldDecision{Kind::Fail, {}, QStringLiteral("because")} << QByteArray()
        << QByteArray(
               R"({"jsonrpc":"2.0","id":1,"error":{"code":-31007,"message":"Sightglass: because","data":{"dev.sightglass/proxy":"rejected"}}})");
}

void TestInterceptors::heldRequest()
{
    QFETCH(HoldDecision, decision);
    QFETCH(QByteArray, reaches);
    QFETCH(QByteArray, answer);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "add", Verdict::hold())}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QCOMPARE(server.requestCount(), 0);
    proxy.releaseAll(decision);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, answer);
    QCOMPARE(server.requestCount(), reaches.isEmpty() ? 0 : 1);
    if (!reaches.isEmpty())
        QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + reaches));
    TRY_COMPARE(proxy.ended().size(), 1);
    QVERIFY(proxy.isQuiet());
}

void TestInterceptors::heldAnswer_data()
{
    heldRequest_data();
}

void TestInterceptors::heldAnswer()
{
    QFETCH(HoldDecision, decision);
    QFETCH(QByteArray, answer);
    if (decision.kind == HoldDecision::Kind::SendEdited)
        decision.message = answer = kOther;
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "1e400", Verdict::hold())}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QVERIFY(client.received().isEmpty());
    proxy.releaseAll(decision);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, answer);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(joined(proxy.ended().constFirst(), PartKind::ResponseBody), kResult);
    QVERIFY(proxy.isQuiet());
}

void TestInterceptors::heldEventKeepsTheOrder()
{
    const QByteArray first = sseEvent(note(1), "1");
    const QByteArray held = sseEvent(kResult, "2");
    const QByteArray rest = ": c\n\n" + sseEvent(note(3), "3");
    ScriptedServer server;
    server.answer(sseHead() + chunk(first + held + rest));
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "1e400", Verdict::hold())}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    TRY_VERIFY(client.received().endsWith(chunk(first)));
    server.connection(0).socket->write(chunk(sseEvent(note(4))) + "0\r\n\r\n"); // the stream ends meanwhile
    TRY_COMPARE(server.connection(0).socket->bytesToWrite(), 0);
    TRY_COMPARE(proxy.status().openExchanges, 1);
    proxy.releaseAll({});
    TRY_VERIFY(client.received().endsWith("\r\n0\r\n\r\n"));
    QCOMPARE(firstAnswer(client.received()).body, first + held + rest + sseEvent(note(4)));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Completed);
    QVERIFY(!proxy.ended().constFirst().edited);
}

// Each decision in turn, with the next event held as soon as the one before is released.
void TestInterceptors::heldEventDecisions()
{
    ScriptedServer server;
    QByteArray stream;
    for (int i = 1; i <= 4; ++i)
        stream += sseEvent(note(i));
    server.answer(sseHead() + chunk(stream + sseEvent(kResult)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "progress", Verdict::hold())}));
    RawClient client(proxy.port());
    client.send(post(kCall));
    using Kind = HoldDecision::Kind;
    int left = 4;
    for (const HoldDecision &decision :
         {HoldDecision{Kind::SendOriginal, {}, {}}, HoldDecision{Kind::SendEdited, note(22), {}},
          HoldDecision{Kind::Respond, note(33), {}}, HoldDecision{Kind::Fail, {}, QStringLiteral("x")}}) {
        TRY_COMPARE(proxy.status().heldMessages, 1);
        proxy.releaseAll(decision);
        --left;
    }
    QCOMPARE(left, 0);
    TRY_VERIFY(client.received().endsWith("\r\n0\r\n\r\n"));
    // A failed notification is left out: nobody waits for an answer to it.
    QCOMPARE(firstAnswer(client.received()).body,
             sseEvent(note(1)) + sseEvent(note(22)) + sseEvent(note(33)) + sseEvent(kResult));
    QVERIFY(proxy.isQuiet());
}

void TestInterceptors::clientLeavesWhileHeld()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1 ? jsonAnswer(kResult)
                                                            : sseHead() + chunk(sseEvent(kResult)));
    });
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "held", Verdict::hold()),
                                           onText(Way::ToClient, "1e400", Verdict::hold()),
                                           onText(Way::ToServer, "late", Verdict::delay(10'000))}));
    int ended = 0;
    for (const QByteArray &body : {QByteArray("{\"held\":1}"), kCall, kCall}) { // a request, a JSON answer, an event
        RawClient client(proxy.port());
        client.send(post(body));
        TRY_COMPARE(proxy.status().heldMessages, 1);
        client.close();
        TRY_COMPARE(proxy.status().heldMessages, 0);
        ++ended;
        TRY_COMPARE(proxy.ended().size(), ended);
        QCOMPARE(proxy.ended().constLast().state, State::Cancelled);
        QVERIFY(proxy.isQuiet());
    }
    RawClient client(proxy.port()); // and one that waits for a delay
    client.send(post("{\"late\":1}"));
    TRY_COMPARE(proxy.status().openExchanges, 1);
    client.close();
    TRY_COMPARE(proxy.ended().size(), ended + 1);
    QVERIFY(proxy.isQuiet());
    QCOMPARE(server.requestCount(), 2);
}

void TestInterceptors::stopWhileHeld()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.intercept(onText(Way::ToServer, "add", Verdict::hold()));
        builder.config().stopGraceMs = 50;
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    proxy.stop();
    TRY_VERIFY(client.closed());
    QCOMPARE(firstAnswer(client.received()).status, 503);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
}

void TestInterceptors::mirroredHeadersAreDerivedAgain()
{
    const QByteArray meta = R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"})";
    const QByteArray list = R"({"jsonrpc":"2.0","id":0,"method":"tools/list","params":{)" + meta + "}}";
    const QByteArray tools =
        R"({"jsonrpc":"2.0","id":0,"result":{"tools":[{"name":"sub","inputSchema":{"type":"object","properties":{"city":{"type":"string","x-mcp-header":"City"}}}}]}})";
    const QByteArray call =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"city":"Bonn"},)" + meta
        + "}}";
    const QByteArray edited = QByteArray(call).replace("add", "sub").replace("Bonn", "Ulm");
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(jsonAnswer(server.requestCount() == 1 ? tools : kResult));
    });
    ProxyFixture proxy(server.url(), with({onText(Way::ToServer, "add", Verdict::replace(edited))}));
    RawClient client(proxy.port());
    const QByteArray version = "MCP-Protocol-Version: 2026-07-28\r\n";
    client.send(post(list, version + "Mcp-Method: tools/list\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    client.clear();
    client.send(post(
        call, version + "X-A: 1\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\nMcp-Param-City: Bonn\r\nX-B: 2\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const QByteArray request = server.requests().constLast();
    for (const char *line : {"\r\nMCP-Protocol-Version: 2026-07-28\r\n", "\r\nMcp-Method: tools/call\r\n",
                             "\r\nMcp-Name: sub\r\n", "\r\nMcp-Param-City: Ulm\r\n", "\r\nX-A: 1\r\nX-B: 2\r\n"})
        QVERIFY2(request.contains(line), line);
    QCOMPARE(request.toLower().count("\r\nmcp-"), 4); // each once
    QVERIFY(request.endsWith("\r\n\r\n" + edited));
    TRY_COMPARE(proxy.ended().size(), 2);
    QVERIFY(joined(proxy.ended().constLast(), PartKind::SentRequestHead).contains("Mcp-Name: sub"));
}

void TestInterceptors::newChainForNewExchanges()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    proxy.server().setChain(
        std::make_shared<InterceptorChain>(Interceptors{onText(Way::ToServer, "add", Verdict::respond(kOther))}));
    client.clear();
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, kOther);
    proxy.server().setChain(nullptr); // none is none
    client.clear();
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

void TestInterceptors::compressedAnswerIsEdited()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        connection.socket->write(server.requestCount() == 1 ? jsonAnswer(gzip(kResult), "Content-Encoding: gzip\r\n")
                                                            : sseHead("Content-Encoding: gzip\r\n")
                                                                  + chunk(gzip(sseEvent(kResult))) + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url(), with({onText(Way::ToClient, "1e400", Verdict::replace(kOther))}));
    RawClient client(proxy.port());
    client.send(post(kCall) + post(kCall));
    TRY_COMPARE(allAnswers(client.received()).size(), 2);
    const QList<Answer> answers = allAnswers(client.received());
    QCOMPARE(answers[0].body, kOther);
    QCOMPARE(answers[1].body, sseEvent(kOther));
    QVERIFY(answers[0].field("Content-Encoding").isEmpty() && answers[1].field("Content-Encoding").isEmpty());
}

QTEST_GUILESS_MAIN(TestInterceptors)
#include "tst_interceptors.moc"
