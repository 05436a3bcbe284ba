// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How sessions end in a proxy that runs: by either side, a person or a limit; and what a restart leaves of them.
#include "integration/sessionserver.h"

#include "interceptor/rules/ruleset.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::SessionEnd;
using exchange::SessionPtr;
using exchange::SessionState;

namespace {

Adjust recorded(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("r.sqlite"));
    return [path](proxy::ProxyBuilder &builder) { builder.record({store::StoreUrl::Kind::Sqlite, path}); };
}

} // namespace

class TestProxySessionEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deleteCloses();
    void deleteThatIsNotAllowedClosesNothing();
    void serverForgets();
    void endedByAPerson();
    void endedWhileACallIsUnderWay();
    void endedWhileAMessageIsHeld();
    void endedWhatIsNotThere();
    void idleIsEndedAtTheServer();
    void idleOnlyLeavesTheMemory();
    void restart();
    void restartAfterAnEnd();
    void nothingAfterStop();
};

void TestProxySessionEnds::deleteCloses()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    ASK(end, proxy, bare("DELETE", "S1"));
    QCOMPARE(firstAnswer(end.received()).status, 200);
    TRY_VERIFY(proxy.server().sessions().empty());
    TRY_VERIFY(told.of("default/S1") && told.of("default/S1")->ended());
    const SessionPtr session = told.of("default/S1");
    QCOMPARE(session->state, SessionState::Closed);
    QCOMPARE(session->end, SessionEnd::ByClient);
    QVERIFY(session->endedAtUs >= session->createdAtUs);
    QCOMPARE(server.deletes().size(), 1); // the client's own, and none of ours
}

void TestProxySessionEnds::deleteThatIsNotAllowedClosesNothing()
{
    ScriptedServer server;
    server.onRequest([](ScriptedServer::Connection &connection, const QByteArray &request) {
        connection.socket->write(request.startsWith("DELETE") ? jsonAnswer("{}", {}, "405 Method Not Allowed")
                                                              : jsonAnswer(kInitialized, idField("S1")));
    });
    ProxyFixture proxy(server.url());
    ASK(client, proxy, post(kInitialize));
    ASK(end, proxy, bare("DELETE", "S1"));
    QCOMPARE(firstAnswer(end.received()).status, 405);
    TRY_VERIFY(proxy.isQuiet());
    const SessionPtr session = sessionOf(proxy, "default/S1");
    QVERIFY(session);
    QCOMPARE(session->state, SessionState::Active);
    QCOMPARE(session->counters.errors, quint64(0)); // which is in order
}

void TestProxySessionEnds::serverForgets()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    server.forget();
    ASK(call, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(call.received()).status, 404);
    TRY_VERIFY(proxy.server().sessions().empty());
    TRY_VERIFY(told.of("default/S1") && told.of("default/S1")->ended());
    QCOMPARE(told.of("default/S1")->end, SessionEnd::ByServer);
    QCOMPARE(server.deletes().size(), 0);
}

void TestProxySessionEnds::endedByAPerson()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url(), [](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().headers = {{"X-Key", "k"}};
    });
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    RawClient stream(proxy.port());
    stream.send(bare("GET", "S1"));
    TRY_VERIFY(!firstAnswer(stream.received()).head.isEmpty());
    server.tell(kAsk);
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToClient, 1);

    QVERIFY(proxy.server().endSession("default/S1"));
    QVERIFY(proxy.server().sessions().empty());
    TRY_VERIFY(stream.closed() || firstAnswer(stream.received()).whole);
    TRY_VERIFY(server.streamIsClosed());
    TRY_COMPARE(server.deletes().size(), 1);
    const QByteArray request = server.deletes().constFirst();
    QVERIFY(request.startsWith("DELETE /mcp HTTP/1.1\r\n"));
    QVERIFY2(request.contains("\r\nMcp-Session-Id: S1\r\n"), request.constData());
    QVERIFY(request.contains("\r\nMCP-Protocol-Version: 2025-11-25\r\n"));
    QVERIFY(request.contains("\r\nX-Key: k\r\n"));
    QVERIFY(request.contains("\r\nHost: 127.0.0.1:"));
    TRY_VERIFY(told.of("default/S1") && told.of("default/S1")->ended());
    const SessionPtr session = told.of("default/S1");
    QCOMPARE(session->state, SessionState::Closed);
    QCOMPARE(session->end, SessionEnd::ByPerson);
    QCOMPARE(session->openStreams, 0); // of what is kept, for ever
    QCOMPARE(session->inFlightToClient, 0);

    const qsizetype before = server.server().requestCount();
    for (const QByteArray &bytes : {post(kCall, legacy("S1")), bare("GET", "S1"), bare("DELETE", "S1")}) {
        ASK(later, proxy, bytes);
        const Answer answer = firstAnswer(later.received());
        QCOMPARE(answer.status, 404); // begin anew (2025-11-25 basic/transports "Session Management")
        QVERIFY2(answer.body.contains("ended by hand"), answer.body.constData());
    }
    QCOMPARE(server.server().requestCount(), before);
    QVERIFY(proxy.server().sessions().empty());
    ASK(anew, proxy, post(kInitialize));
    QCOMPARE(firstAnswer(anew.received()).field("Mcp-Session-Id"), "S2");
    ASK(call, proxy, post(kCall, legacy("S2")));
    QCOMPARE(firstAnswer(call.received()).status, 200);
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxySessionEnds::endedWhileACallIsUnderWay()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    ASK(neighbour, proxy, post(kInitialize));
    server.holdAnswers();
    RawClient call(proxy.port());
    call.send(post(kCall, legacy("S1")));
    RawClient other(proxy.port());
    other.send(post(kCall, legacy("S2")));
    TRY_COMPARE(server.server().requestCount(), 4);
    QVERIFY(proxy.server().endSession("default/S1"));
    TRY_VERIFY(call.closed() || firstAnswer(call.received()).whole);
    QVERIFY(firstAnswer(call.received()).status / 100 != 2);
    server.answerHeld();
    TRY_COMPARE(firstAnswer(other.received()).status, 200);
    TRY_VERIFY(proxy.isQuiet());
    QCOMPARE(proxy.server().sessions().size(), std::size_t(1));
}

void TestProxySessionEnds::endedWhileAMessageIsHeld()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url(), [](proxy::ProxyBuilder &builder) {
        builder.rules(interceptor::rules::RuleSet::parse(
                          R"({"formatVersion":1,"rules":[{"id":"h","match":"method:tools/call","on":["request"],)"
                          R"("actions":[{"hold":"look"}]}]})")
                          .value());
    });
    ASK(client, proxy, post(kInitialize));
    RawClient call(proxy.port());
    call.send(post(kCall, legacy("S1")));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QVERIFY(proxy.server().endSession("default/S1"));
    TRY_VERIFY(firstAnswer(call.received()).whole);
    QCOMPARE(firstAnswer(call.received()).status, 503);
    QVERIFY2(firstAnswer(call.received()).body.contains("ended by hand"),
             firstAnswer(call.received()).body.constData());
    QCOMPARE(proxy.status().heldMessages, 0);
    TRY_COMPARE(server.deletes().size(), 1);
    QCOMPARE(server.server().requestCount(), 2); // what was held never came to the server
}

void TestProxySessionEnds::endedWhatIsNotThere()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    for (const QByteArray &key : {QByteArray(), QByteArray("S1"), QByteArray("default"), QByteArray("default/S2"),
                                  QByteArray("other/S1"), QByteArray("default~x"), QByteArray("\xff\0", 2)})
        QVERIFY2(!proxy.server().endSession(key), key.constData());
    ASK(call, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(call.received()).status, 200);
    QCOMPARE(server.deletes().size(), 0);
    QVERIFY(proxy.server().endSession("default/S1"));
    QVERIFY(!proxy.server().endSession("default/S1"));
    TRY_COMPARE(server.deletes().size(), 1);
}

void TestProxySessionEnds::idleIsEndedAtTheServer()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url(), limited([](session::SessionLimits &limits) {
                           limits.idleTimeoutMs = 10;
                           limits.enforce = true;
                       }));
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    ASK(busy, proxy, post(kInitialize));
    RawClient stream(proxy.port());
    stream.send(bare("GET", "S2"));
    TRY_COMPARE(server.deletes().size(), 1);
    QVERIFY(server.deletes().constFirst().contains("\r\nMcp-Session-Id: S1\r\n"));
    TRY_VERIFY(told.of("default/S1") && told.of("default/S1")->ended());
    QCOMPARE(told.of("default/S1")->state, SessionState::Expired);
    QCOMPARE(told.of("default/S1")->end, SessionEnd::IdleTimeout);
    ASK(call, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(call.received()).status, 404);
    QVERIFY(sessionOf(proxy, "default/S2")); // a stream is use
    QVERIFY(!stream.closed());
}

void TestProxySessionEnds::idleOnlyLeavesTheMemory()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url(),
                       limited([](session::SessionLimits &limits) { limits.idleTimeoutMs = 10; }));
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    TRY_VERIFY(told.of("default/S1") && told.of("default/S1")->ended());
    QCOMPARE(told.of("default/S1")->state, SessionState::Expired);
    const qint64 begun = told.of("default/S1")->createdAtUs;
    QVERIFY(proxy.server().sessions().empty());
    ASK(call, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(call.received()).status, 200);
    QCOMPARE(server.deletes().size(), 0);
    TRY_VERIFY(told.of("default/S1")->counters.requests >= 2); // it is the same session, back from the store
    QCOMPARE(told.of("default/S1")->createdAtUs, begun);
    QCOMPARE(told.of("default/S1")->client.name, "raw");
}

void TestProxySessionEnds::restart()
{
    const QTemporaryDir folder;
    SessionServer server;
    exchange::SessionRecord before;
    {
        ProxyFixture proxy(server.server().url(), recorded(folder));
        ASK(client, proxy, post(kInitialize));
        ASK(call, proxy, post(kCall, legacy("S1")));
        TRY_VERIFY(proxy.isQuiet());
        before = *sessionOf(proxy, "default/S1");
    }
    ProxyFixture proxy(server.server().url(), recorded(folder));
    QVERIFY(proxy.server().sessions().empty());
    ASK(call, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(call.received()).status, 200);
    TRY_COMPARE(sessionOf(proxy, "default/S1")->counters.requests, quint64(3));
    TRY_VERIFY(proxy.isQuiet());
    const SessionPtr after = sessionOf(proxy, "default/S1");
    QCOMPARE(after->createdAtUs, before.createdAtUs);
    QVERIFY(after->lastActivityAtUs > before.lastActivityAtUs);
    QVERIFY(after->client == before.client);
    QVERIFY(after->server == before.server);
    QCOMPARE(after->protocolVersion, before.protocolVersion);
    QCOMPARE(after->counters.requestBytes, before.counters.requestBytes + quint64(kCall.size()));
    QVERIFY(after->instance != before.instance);
    QVERIFY(after->revision > before.revision);
}

// What a person ended stays ended.
void TestProxySessionEnds::restartAfterAnEnd()
{
    const QTemporaryDir folder;
    SessionServer server;
    {
        ProxyFixture proxy(server.server().url(), recorded(folder));
        ASK(client, proxy, post(kInitialize));
        QVERIFY(proxy.server().endSession("default/S1"));
        TRY_COMPARE(server.deletes().size(), 1);
    }
    ProxyFixture proxy(server.server().url(), recorded(folder));
    // The first request may be on its way before the store has answered; from then on it is refused.
    ASK(first, proxy, post(kCall, legacy("S1")));
    TRY_VERIFY(proxy.server().sessions().empty());
    ASK(second, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(second.received()).status, 404);
}

void TestProxySessionEnds::nothingAfterStop()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    proxy.stop();
    QVERIFY(proxy.server().sessions().empty());
    QVERIFY(!proxy.server().endSession("default/S1"));
    QCOMPARE(server.deletes().size(), 0); // the client goes on with the next one
}

QTEST_GUILESS_MAIN(TestProxySessionEnds)
#include "tst_proxysessionends.moc"
