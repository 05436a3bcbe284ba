// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that come back at an unlucky moment, with the wrong papers, or for what is gone.
#include "integration/resumingserver.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace sightglass;
using namespace sightglass::test;

class TestProxyReturns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void returnedClientHasAllTheTime();
    void manyReturnsUnderLoad_data();
    void manyReturnsUnderLoad();
    void eventsThatWaitAreKept();
    void tooBigToBeKept();
    void otherCredentialsGetNothing();
    void secondStandingStreamLeavesTheFirst();
};

// The time that a client may be away is not the time that its call may take.
void TestProxyReturns::returnedClientHasAllTheTime()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(eventAt(1, false)));
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        builder.config().detachedMs = 500;
    });
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(dataCount(client), 1);
        seen.take(client.received());
        RawClient forgetful(proxy.port());
        forgetful.send(post(kCall, kLegacy));
        TRY_COMPARE(dataCount(forgetful), 1);
    }
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(again.received().contains("text/event-stream"));
    TRY_COMPARE(proxy.ended().size(), 1); // the one that nobody came back for
    QVERIFY(proxy.ended().constFirst().failure.contains(QStringLiteral("did not finish within")));
    TRY_VERIFY(server.connection(1).closed);
    // Whatever else was due by then has passed: another one, begun and left later.
    {
        RawClient later(proxy.port());
        later.send(post(kCall, kLegacy));
        TRY_COMPARE(dataCount(later), 1);
    }
    TRY_COMPARE(proxy.ended().size(), 2);
    QVERIFY(!server.connection(0).closed && !again.closed());
    server.connection(0).socket->write(chunk(eventAt(kEvents, false)) + "0\r\n\r\n");
    TRY_VERIFY(firstAnswer(again.received()).whole);
    seen.take(again.received());
    QCOMPARE(seen.data, (QByteArrayList{data(1), data(kEvents)}));
}

void TestProxyReturns::manyReturnsUnderLoad_data()
{
    QTest::addColumn<bool>("sqlite");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

// Events come while a client that came back is still being served from the store.
void TestProxyReturns::manyReturnsUnderLoad()
{
    QFETCH(bool, sqlite);
    constexpr int kMany = 400;
    const QTemporaryDir folder;
    ScriptedServer server;
    server.answer(sseHead());
    ProxyFixture proxy(server.url(), resuming(sqlite ? folder.filePath(QStringLiteral("s.sqlite")) : QString()));
    QByteArrayList all;
    for (int i = 1; i <= kMany; ++i)
        all.append(i == kMany ? data(kEvents)
                              : "{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":[" + QByteArray::number(i) + "]}");
    auto client = std::make_unique<RawClient>(proxy.port());
    client->send(post(kCall, kLegacy));
    TRY_VERIFY(client->received().contains("\ndata:"));
    int next = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, &server, [&] {
        server.connection(0).socket->write(chunk(sseEvent(all[next++])));
        if (next == kMany) {
            server.connection(0).socket->write("0\r\n\r\n");
            timer.stop();
        }
    });
    timer.start(1);
    Seen seen;
    int returns = 0;
    while (seen.data.size() < kMany) {
        // Away as soon as something new came, wherever that is in the stream.
        TRY_VERIFY(dataCount(*client) > 0 || firstAnswer(client->received()).whole);
        QCOMPARE(firstAnswer(client->received()).status, 200);
        seen.take(client->received());
        if (seen.data.size() == kMany)
            break;
        client = std::make_unique<RawClient>(proxy.port());
        client->send(resumeBy(seen.lastId));
        ++returns;
    }
    QCOMPARE(seen.data, all);
    QVERIFY(returns > 5);
    client.reset();
    TRY_VERIFY(proxy.isQuiet());
    QCOMPARE(server.requestCount(), 1);
}

// The server is through, and its last events wait in the chain, when the client leaves.
void TestProxyReturns::eventsThatWaitAreKept()
{
    class Slow final : public interceptor::Interceptor
    {
    public:
        QString name() const override { return QStringLiteral("slow"); }
        interceptor::Verdict intercept(const interceptor::Context &context) override
        {
            return context.isEvent ? interceptor::Verdict::delay(100) : interceptor::Verdict::proceed();
        }
    };
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        builder.intercept(std::make_shared<Slow>());
    });
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(kEvents);
        TRY_COMPARE(dataCount(client), 1);
        seen.take(client.received());
    }
    TRY_COMPARE(proxy.status().clientConnections, 0);
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    seen.take(again.received());
    QCOMPARE(seen.data, everything());
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyReturns::tooBigToBeKept()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(eventAt(1, false)) + chunk(sseEvent('"' + QByteArray(5000, 'x') + '"'))
                  + chunk(eventAt(kEvents, false)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        builder.config().events.maxBytes = 150;
    });
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(dataCount(client), 3); // who stays gets all
    Seen seen;
    seen.take(client.received());
    const QByteArray stream = seen.lastId.left(seen.lastId.lastIndexOf('.') + 1);
    RawClient again(proxy.port());
    again.send(resumeBy(stream + '1'));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    Seen rest;
    rest.take(again.received());
    QCOMPARE(rest.data.last(), data(kEvents)); // the newest that fit
    TRY_VERIFY(proxy.isQuiet());
    QVERIFY(proxy.ended().constLast().failure.contains(QStringLiteral("no longer kept")));
}

void TestProxyReturns::otherCredentialsGetNothing()
{
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy + "Authorization: Bearer a\r\n"));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(1);
        TRY_COMPARE(dataCount(client), 1);
        seen.take(client.received());
    }
    TRY_COMPARE(proxy.status().clientConnections, 0);
    server.release(kEvents);
    for (const QByteArray &fields : {QByteArray(), QByteArray("Authorization: Bearer b\r\n")}) {
        RawClient thief(proxy.port());
        thief.send(resumeBy(seen.lastId, kLegacy + fields));
        TRY_COMPARE(firstAnswer(thief.received()).status, 400);
    }
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId, kLegacy + "Authorization: Bearer a\r\n"));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    seen.take(again.received());
    QCOMPARE(seen.data, everything());
}

// A client may open another standing stream; the one that it reads already is not taken from it.
void TestProxyReturns::secondStandingStreamLeavesTheFirst()
{
    const QByteArray get = "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + kLegacy + "\r\n";
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("\"one\"")));
    ProxyFixture proxy(server.url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(get);
        TRY_COMPARE(dataCount(client), 1);
        seen.take(client.received());
    }
    TRY_COMPARE(proxy.status().clientConnections, 0);
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(again.received().contains("text/event-stream"));
    RawClient second(proxy.port());
    second.send(get);
    TRY_COMPARE(dataCount(second), 1);
    QVERIFY(!again.closed() && !server.connection(0).closed);
    server.connection(0).socket->write(chunk(sseEvent("\"two\"")));
    TRY_COMPARE(dataCount(again), 1);
}

QTEST_GUILESS_MAIN(TestProxyReturns)
#include "tst_proxyreturns.moc"
