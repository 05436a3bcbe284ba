// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Streams that the proxy answers for: a client that loses its connection gets each event once and in order, whoever reads
// the stream meanwhile.
#include "integration/resumingserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using exchange::State;

class TestProxyResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyBoundary_data();
    void everyBoundary();
    void restartAtEveryBoundary_data();
    void restartAtEveryBoundary();
    void followsWhileItGoesOn();
    void secondConnectionTakesOver();
    void followerLeavesAndComesBack();
    void standingStream();
    void serverClosesToBePolled();
    void serverBreaks();
    void strangersGetNothing_data();
    void strangersGetNothing();
    void otherRoutesPassIdsThrough();
    void modernStreamsStayAsTheyAre();
    void recordHasBothSides();
    void sessionEndForgets();
    void stopTellsClientsToComeBack();
};

void TestProxyResume::everyBoundary_data()
{
    QTest::addColumn<int>("cut");
    QTest::addColumn<bool>("withIds");
    for (int cut = 0; cut <= kEvents; ++cut) {
        QTest::addRow("%d, ids of the server", cut) << cut << true;
        QTest::addRow("%d, no ids", cut) << cut << false;
    }
}

void TestProxyResume::everyBoundary()
{
    QFETCH(int, cut);
    QFETCH(bool, withIds);
    StreamingServer server(withIds);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(cut);
        TRY_VERIFY(client.received().contains("\ndata:")); // the priming event at least
        TRY_COMPARE(dataCount(client), cut);
        seen.take(client.received());
        client.close();
    }
    TRY_COMPARE(proxy.status().clientConnections, 0);
    server.release(kEvents);
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    seen.take(again.received());
    QCOMPARE(seen.data, everything());
    QCOMPARE(server.server().requestCount(), 1); // the server never heard of it
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyResume::restartAtEveryBoundary_data()
{
    QTest::addColumn<int>("cut");
    for (int cut = 0; cut <= kEvents; ++cut)
        QTest::addRow("%d", cut) << cut;
}

// The proxy goes, and its connection to the server with it; the server resumes by its own ids.
void TestProxyResume::restartAtEveryBoundary()
{
    QFETCH(int, cut);
    const QTemporaryDir folder;
    StreamingServer server(true);
    Seen seen;
    {
        ProxyFixture proxy(server.server().url(), resuming(folder.filePath(QStringLiteral("state.sqlite"))));
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(cut);
        TRY_VERIFY(client.received().contains("\ndata:"));
        TRY_COMPARE(dataCount(client), cut);
        seen.take(client.received());
        client.close();
        TRY_COMPARE(proxy.status().clientConnections, 0);
    }
    ProxyFixture proxy(server.server().url(), resuming(folder.filePath(QStringLiteral("state.sqlite"))));
    server.release(kEvents);
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(firstAnswer(again.received()).whole);
    if (cut == 0) { // before its first id the server cannot say where to go on: an error, not an endless wait
        QCOMPARE(firstAnswer(again.received()).status, 502);
    } else {
        QCOMPARE(firstAnswer(again.received()).status, 200);
        seen.take(again.received());
        QCOMPARE(seen.data, everything());
    }
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyResume::followsWhileItGoesOn()
{
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(1);
        TRY_COMPARE(dataCount(client), 1);
        seen.take(client.received());
    }
    TRY_COMPARE(proxy.status().clientConnections, 0);
    server.release(2); // while nobody listens
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_COMPARE(dataCount(again), 1);
    server.release(3);
    TRY_COMPARE(dataCount(again), 2);
    server.release(kEvents);
    TRY_VERIFY(firstAnswer(again.received()).whole);
    seen.take(again.received());
    QCOMPARE(seen.data, everything());
    TRY_VERIFY(proxy.isQuiet());
}

// The client's network changed, and its old connection looks alive to us.
void TestProxyResume::secondConnectionTakesOver()
{
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_COMPARE(server.server().requestCount(), 1);
    server.release(2);
    TRY_COMPARE(dataCount(client), 2);
    Seen seen;
    seen.take(client.received());
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_VERIFY(client.closed());
    RawClient third(proxy.port());
    third.send(resumeBy(seen.lastId));
    TRY_VERIFY(again.closed() || firstAnswer(again.received()).whole);
    server.release(kEvents);
    TRY_VERIFY(firstAnswer(third.received()).whole);
    seen.take(third.received());
    QCOMPARE(seen.data, everything());
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyResume::followerLeavesAndComesBack()
{
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        TRY_VERIFY(client.received().contains("\ndata:"));
        seen.take(client.received());
    }
    for (int i = 1; i < kEvents; ++i) {
        RawClient again(proxy.port());
        again.send(resumeBy(seen.lastId));
        server.release(i);
        TRY_COMPARE(dataCount(again), 1);
        seen.take(again.received());
        again.close();
        TRY_COMPARE(proxy.status().clientConnections, 0);
    }
    server.release(kEvents);
    RawClient last(proxy.port());
    last.send(resumeBy(seen.lastId));
    TRY_VERIFY(firstAnswer(last.received()).whole);
    seen.take(last.received());
    QCOMPARE(seen.data, everything());
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyResume::standingStream()
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
    QVERIFY(!server.connection(0).closed);
    server.connection(0).socket->write(chunk(sseEvent("\"two\"")));
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId));
    TRY_COMPARE(dataCount(again), 1);
    server.connection(0).socket->write(chunk(sseEvent("\"three\"")));
    TRY_COMPARE(dataCount(again), 2);
    seen.take(again.received());
    QCOMPARE(seen.data, (QByteArrayList{"\"one\"", "\"two\"", "\"three\""}));
    again.close();
    TRY_COMPARE(proxy.status().clientConnections, 0);
    // One standing stream a session: a client that begins anew takes the old one's place at the server too.
    RawClient anew(proxy.port());
    anew.send(get);
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(dataCount(anew), 1);
}

// A server may close the connection and not the stream (SEP-1699); the client comes back to us, and we to the server.
void TestProxyResume::serverClosesToBePolled()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        if (request.startsWith("POST"))
            connection.socket->write(sseHead() + chunk(eventAt(1, true)) + "0\r\n\r\n");
        else if (request.contains("Last-Event-ID: up-1\r\n"))
            connection.socket->write(sseHead() + chunk(eventAt(2, true)) + "0\r\n\r\n");
        else if (request.contains("Last-Event-ID: up-2\r\n"))
            connection.socket->write(sseHead() + chunk(eventAt(3, true)) + chunk(eventAt(4, true))
                                     + chunk(eventAt(5, true)) + "0\r\n\r\n");
    });
    ProxyFixture proxy(server.url(), resuming());
    Seen seen;
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    seen.take(client.received());
    for (int i = 0; i < 2; ++i) {
        RawClient again(proxy.port());
        again.send(resumeBy(seen.lastId));
        TRY_VERIFY(firstAnswer(again.received()).whole);
        seen.take(again.received());
    }
    QCOMPARE(seen.data, everything());
    QCOMPARE(server.requestCount(), 3);
}

void TestProxyResume::serverBreaks()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        if (request.startsWith("POST")) {
            connection.socket->write(sseHead() + chunk(eventAt(1, true)) + chunk(eventAt(2, true)));
            connection.socket->flush();
            connection.socket->disconnectFromHost();
        } else {
            connection.socket->write(jsonAnswer("{}", {}, "404 Not Found"));
        }
    });
    ProxyFixture proxy(server.url(), resuming());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(client.closed());
    Seen seen;
    seen.take(client.received());
    QCOMPARE(seen.data.size(), 2);
    const QByteArray first = seen.lastId.left(seen.lastId.lastIndexOf('.')) + ".2";
    RawClient again(proxy.port());
    again.send(resumeBy(first)); // priming, 1, 2: the client lacks one
    TRY_VERIFY(firstAnswer(again.received()).whole);
    QCOMPARE(dataCount(again), 1);
    RawClient all(proxy.port());
    all.send(resumeBy(seen.lastId)); // it lacks nothing: the server's own answer is the client's
    TRY_COMPARE(firstAnswer(all.received()).status, 404);
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxyResume::strangersGetNothing_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("unknown stream") << QByteArray("sgp-000000000000-1.1") << kLegacy;
    QTest::newRow("other session") << QByteArray() << QByteArray("Mcp-Session-Id: t\r\n");
    QTest::newRow("far ahead") << QByteArray("sgp-000000000000-1.18446744073709551615") << kLegacy;
}

void TestProxyResume::strangersGetNothing()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, fields);
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    {
        RawClient client(proxy.port());
        client.send(post(kCall, kLegacy));
        TRY_COMPARE(server.server().requestCount(), 1);
        server.release(kEvents);
        TRY_VERIFY(firstAnswer(client.received()).whole);
        seen.take(client.received());
    }
    RawClient stranger(proxy.port());
    stranger.send(resumeBy(id.isEmpty() ? seen.lastId.left(seen.lastId.lastIndexOf('.')) + ".1" : id, fields));
    TRY_VERIFY(firstAnswer(stranger.received()).whole);
    QCOMPARE(firstAnswer(stranger.received()).status, 400);
    QVERIFY(firstAnswer(stranger.received()).body.contains("Last-Event-ID"));
    QCOMPARE(server.server().requestCount(), 1);
}

void TestProxyResume::otherRoutesPassIdsThrough()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(eventAt(1, true)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, eventAt(1, true));
    RawClient again(proxy.port());
    again.send(resumeBy("up-1"));
    TRY_COMPARE(server.requestCount(), 2);
    QVERIFY(server.requests().constLast().contains("Last-Event-ID: up-1\r\n"));
}

void TestProxyResume::modernStreamsStayAsTheyAre()
{
    const QByteArray modern =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
    ScriptedServer server;
    server.answer(sseHead() + chunk(eventAt(1, false)) + chunk(eventAt(kEvents, false)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), resuming());
    RawClient client(proxy.port());
    client.send(post(modern, "MCP-Protocol-Version: 2026-07-28\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, eventAt(1, false) + eventAt(kEvents, false));
}

void TestProxyResume::recordHasBothSides()
{
    StreamingServer server(true);
    ProxyFixture proxy(server.server().url(), resuming());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_COMPARE(server.server().requestCount(), 1);
    server.release(kEvents);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QByteArray fromServer;
    for (int i = 1; i <= kEvents; ++i)
        fromServer += eventAt(i, true);
    QCOMPARE(joined(record, PartKind::Event), fromServer);
    QCOMPARE(joined(record, PartKind::SentEvent), firstAnswer(client.received()).body);
    QVERIFY(!record.edited); // by nobody: only the ids are ours
    QCOMPARE(record.state, State::Completed);
}

void TestProxyResume::sessionEndForgets()
{
    StreamingServer server(false);
    ProxyFixture proxy(server.server().url(), resuming());
    Seen seen;
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_COMPARE(server.server().requestCount(), 1);
    server.release(kEvents);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    seen.take(client.received());
    server.server().answer(jsonAnswer("{}"));
    RawClient end(proxy.port());
    end.send("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n" + kLegacy + "\r\n");
    TRY_VERIFY(firstAnswer(end.received()).whole);
    RawClient again(proxy.port());
    again.send(resumeBy(seen.lastId.left(seen.lastId.lastIndexOf('.')) + ".1"));
    TRY_COMPARE(firstAnswer(again.received()).status, 400);
}

void TestProxyResume::stopTellsClientsToComeBack()
{
    StreamingServer server(true);
    ProxyFixture proxy(server.server().url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        builder.config().stopGraceMs = 0;
    });
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_COMPARE(server.server().requestCount(), 1);
    server.release(1);
    TRY_COMPARE(dataCount(client), 1);
    const proxy::StopReport report = proxy.server().stop();
    QCOMPARE(report.streamsEnded, 1);
    QCOMPARE(report.cut, 0);
    TRY_VERIFY(client.closed());
    const Answer answer = firstAnswer(client.received());
    QVERIFY(answer.whole); // the end in order, and not a cut
    QVERIFY(answer.body.endsWith("retry: 1000\n\n"));
}

QTEST_GUILESS_MAIN(TestProxyResume)
#include "tst_proxyresume.moc"
