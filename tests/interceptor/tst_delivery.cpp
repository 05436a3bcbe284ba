// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a message is handed on when not simply whole and at once, through a running proxy, both ways.
#include "interceptor/chainsupport.h"
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::State;
using interceptor::Context;
using interceptor::Delivery;
using interceptor::Verdict;
using interceptor::Way;

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993}}})";
const QByteArray kModernCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993},)"
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"big":1e400}})";
const QByteArray kModernFields = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\n";

using Adjust = std::function<void(proxy::ProxyBuilder &)>;

Adjust with(std::shared_ptr<Scripted> one)
{
    return [=](proxy::ProxyBuilder &builder) { builder.intercept(one); };
}

Delivery delivery(const std::function<void(Delivery &)> &set)
{
    Delivery made;
    set(made);
    return made;
}

QByteArray progressEvent(int i)
{
    return sseEvent(R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":)"
                    + QByteArray::number(i) + "}}");
}

} // namespace

class TestDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void throttledAnswer();
    void drippingEvents();
    void cutAnswer_data();
    void cutAnswer();
    void cutStream();
    void stalledAnswer();
    void copiesAndSwaps();
    void slowAnswerAndStop();
    void clientLeavesASlowAnswer();
    void pacedRequest();
    void cutRequest();
    void stalledRequest();
    void requestTwice();
};

void TestDelivery::throttledAnswer()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult)); // 47 bytes
    const Delivery slow = delivery([](Delivery &d) { d.bytesPerSecond = 200; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(slow))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Completed);
    QVERIFY(record.endUs - record.firstByteUs >= 180'000); // 36 of 47 bytes at least, before the last portion
    client.clear();
    client.send(post(kCall)); // the connection is still good
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

void TestDelivery::drippingEvents()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(progressEvent(1) + sseEvent(kResult) + progressEvent(2)) + "0\r\n\r\n");
    const Delivery drip = delivery([](Delivery &d) {
        d.chunkBytes = 10;
        d.chunkEveryMs = 20;
    });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(drip))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, progressEvent(1) + sseEvent(kResult) + progressEvent(2)); // in order
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Completed);
    QVERIFY(proxy.ended().constFirst().endUs - proxy.ended().constFirst().firstByteUs >= 90'000);
}

void TestDelivery::cutAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("declared length") << jsonAnswer(kResult);
    QTest::newRow("chunked")
        << "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(kResult)
               + "0\r\n\r\n";
}

void TestDelivery::cutAnswer()
{
    QFETCH(QByteArray, answer);
    ScriptedServer server;
    server.answer(answer);
    const Delivery cut = delivery([](Delivery &d) { d.cutAfterBytes = 9; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(cut))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.closed());
    QVERIFY(client.received().contains(kResult.first(9)));
    QVERIFY(!client.received().contains(kResult.first(10)));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
    QVERIFY(proxy.isQuiet());
}

void TestDelivery::cutStream()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(progressEvent(1) + sseEvent(kResult) + progressEvent(2))); // goes on
    const Delivery cut = delivery([](Delivery &d) { d.cutAfterBytes = 0; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(cut))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.closed());
    QVERIFY(client.received().endsWith(chunk(progressEvent(1))));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
    TRY_VERIFY(server.connection(0).closed);
}

void TestDelivery::stalledAnswer()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery stall = delivery([](Delivery &d) { d.stallAfterBytes = 5; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(stall))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.received().endsWith("\r\n\r\n" + kResult.first(5)));
    QCOMPARE(proxy.status().openExchanges, 1);
    QVERIFY(!client.closed());
    client.close(); // nothing else ends it
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    QVERIFY(proxy.isQuiet());
}

void TestDelivery::copiesAndSwaps()
{
    ScriptedServer server;
    const QByteArray first = progressEvent(1);
    const QByteArray second = progressEvent(2);
    const QByteArray last = sseEvent(kResult);
    server.answer(sseHead() + chunk(first + second + ": c\n\n" + last) + "0\r\n\r\n");
    const Delivery twice = delivery([](Delivery &d) { d.copies = 2; });
    const Delivery swap = delivery([](Delivery &d) { d.swapWithNext = true; });
    ProxyFixture proxy(server.url(), with(std::make_shared<Scripted>([=](const Context &context) {
                           if (context.message.raw().contains("\"progress\":1"))
                               return Verdict::proceed().withDelivery(swap);
                           if (context.message.raw().contains("\"progress\":2"))
                               return Verdict::proceed().withDelivery(twice);
                           return context.isEvent ? Verdict::proceed().withDelivery(swap)
                                                  : Verdict::proceed(); // none follows the last
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, second + second + first + ": c\n\n" + last);
}

void TestDelivery::slowAnswerAndStop()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery slow = delivery([](Delivery &d) { d.bytesPerSecond = 1; });
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.intercept(onText(Way::ToClient, "1e400", Verdict().withDelivery(slow)));
        builder.config().stopGraceMs = 50;
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(client.received().contains("\r\n\r\n{"));
    proxy.stop();
    TRY_VERIFY(client.closed());
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
}

void TestDelivery::clientLeavesASlowAnswer()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent(kResult, "1")));
    const Delivery slow = delivery([](Delivery &d) { d.bytesPerSecond = 10; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400", Verdict().withDelivery(slow))));
    RawClient client(proxy.port());
    client.send(post(kModernCall, kModernFields));
    TRY_VERIFY(client.received().contains("\r\n\r\n"));
    client.close();
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    TRY_VERIFY(server.connection(0).closed);
    QVERIFY(proxy.isQuiet());
}

void TestDelivery::pacedRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery drip = delivery([](Delivery &d) {
        d.chunkBytes = 20;
        d.chunkEveryMs = 10;
    });
    int pieces = 0;
    connect(&server, &ScriptedServer::bytesCame, this, [&] { ++pieces; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict().withDelivery(drip))));
    RawClient client(proxy.port());
    client.send(post(kCall, "X-A: 1\r\n"));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QVERIFY(server.requests().constFirst().endsWith("X-A: 1\r\nContent-Length: " + QByteArray::number(kCall.size())
                                                    + "\r\n\r\n" + kCall));
    QVERIFY(pieces > 1);
    client.clear();
    client.send(post(kCall)); // over a fresh connection
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QCOMPARE(server.requestCount(), 2);
}

void TestDelivery::cutRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery cut = delivery([](Delivery &d) { d.cutAfterBytes = 10; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict().withDelivery(cut))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 502);
    TRY_COMPARE(server.connectionCount(), 1);
    TRY_VERIFY(server.connection(0).closed);
    QVERIFY(server.connection(0).everything.endsWith("\r\n\r\n" + kCall.first(10)));
    QCOMPARE(server.requestCount(), 0);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
}

void TestDelivery::stalledRequest()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery stall = delivery([](Delivery &d) { d.stallAfterBytes = 10; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict().withDelivery(stall))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(server.connectionCount(), 1);
    TRY_VERIFY(server.connection(0).everything.endsWith("\r\n\r\n" + kCall.first(10)));
    QVERIFY(!server.connection(0).closed);
    client.close();
    TRY_COMPARE(proxy.ended().size(), 1);
    TRY_VERIFY(server.connection(0).closed);
    QVERIFY(proxy.isQuiet());
}

void TestDelivery::requestTwice()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    const Delivery twice = delivery([](Delivery &d) { d.copies = 3; });
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict().withDelivery(twice))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(server.requestCount(), 3);
    QCOMPARE(server.requests()[0], server.requests()[1]);
    QCOMPARE(server.requests()[0], server.requests()[2]);
    TRY_COMPARE(client.received(), jsonAnswer(kResult)); // one answer
    TRY_COMPARE(proxy.ended().size(), 1);
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
