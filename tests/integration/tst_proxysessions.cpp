// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in a proxy that runs: what traffic makes of them, what limits refuse, and who is told.
#include "integration/sessionserver.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;
using exchange::SessionEnd;
using exchange::SessionKind;
using exchange::SessionPtr;
using exchange::SessionState;

class TestProxySessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initializeMakesOne();
    void refusedInitializeMakesNone();
    void countersAndStreams();
    void requestsOfTheServer();
    void inFlightToTheServer();
    void modernTrafficIsAGroup();
    void routesAreApart();
    void tooMany_data();
    void tooMany();
    void tooManyAtOnce();
    void unknownIdsCountToo();
    void groupsAreNeverRefused();
    void changesComeInBatches();
};

void TestProxySessions::initializeMakesOne()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    QVERIFY(proxy.server().sessions().empty());
    server.holdAnswers();
    RawClient client(proxy.port());
    client.send(post(kInitialize));
    TRY_COMPARE(proxy.server().sessions().size(), std::size_t(1));
    QCOMPARE(proxy.server().sessions().front()->state, SessionState::Initializing);
    TRY_COMPARE(server.server().requestCount(), 1);
    server.answerHeld();
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).field("Mcp-Session-Id"), "S1");
    TRY_VERIFY(proxy.isQuiet());
    const auto sessions = proxy.server().sessions();
    QCOMPARE(sessions.size(), std::size_t(1));
    const exchange::SessionRecord &session = *sessions.front();
    QCOMPARE(session.key, "default/S1");
    QCOMPARE(session.id, "S1");
    QCOMPARE(session.kind, SessionKind::Wire);
    QCOMPARE(session.state, SessionState::Active);
    QCOMPARE(session.end, SessionEnd::None);
    QCOMPARE(session.route, QStringLiteral("default"));
    QCOMPARE(session.era, mcp::Era::Legacy);
    QCOMPARE(session.protocolVersion, "2025-11-25");
    QVERIFY(session.client == (exchange::Party{"raw", "1", R"({"roots":{}})"}));
    QVERIFY(session.server == (exchange::Party{"scripted", "2", R"({"tools":{}})"}));
    QVERIFY(session.clientAddress.startsWith("127.0.0.1:"));
    QVERIFY(!session.instance.isEmpty());
    QVERIFY(session.createdAtUs > 0);
    QVERIFY(session.lastActivityAtUs >= session.createdAtUs);
    QCOMPARE(session.counters.requests, quint64(1));
    QCOMPARE(session.counters.requestBytes, quint64(kInitialize.size()));
    QCOMPARE(session.counters.responseBytes, quint64(kInitialized.size()));
    QCOMPARE(session.inFlightToServer, 0);
    QCOMPARE(proxy.status().sessions, 1);
}

void TestProxySessions::refusedInitializeMakesNone()
{
    ScriptedServer server;
    server.answer(jsonAnswer(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"not you"}})"));
    ProxyFixture proxy(server.url());
    Told told(proxy);
    ASK(client, proxy, post(kInitialize));
    QCOMPARE(firstAnswer(client.received()).status, 200);
    TRY_VERIFY(proxy.server().sessions().empty());
    TRY_COMPARE(told.newest.size(), std::size_t(1));
    const SessionPtr session = told.newest.begin()->second;
    QCOMPARE(session->state, SessionState::Failed);
    QCOMPARE(session->end, SessionEnd::Refused);
    QVERIFY2(session->endText.contains(QStringLiteral("not you")), qPrintable(session->endText));
}

void TestProxySessions::countersAndStreams()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    {
        RawClient stream(proxy.port());
        stream.send(bare("GET", "S1"));
        TRY_COMPARE(sessionOf(proxy, "default/S1")->openStreams, 1);
        TRY_VERIFY(!firstAnswer(stream.received()).head.isEmpty());
        ASK(call, proxy, post(kCall, legacy("S1")));
        ASK(note, proxy, post(kNote, legacy("S1")));
        QCOMPARE(firstAnswer(note.received()).status, 202);
        server.tell(kNote);
        server.tell(kNote);
        TRY_COMPARE(firstAnswer(stream.received()).body.count("\ndata:") + 1, 2);
        TRY_COMPARE(sessionOf(proxy, "default/S1")->counters.notifications, quint64(3)); // both ways
        QCOMPARE(sessionOf(proxy, "default/S1")->openStreams, 1);
    }
    TRY_COMPARE(sessionOf(proxy, "default/S1")->openStreams, 0);
    const SessionPtr session = sessionOf(proxy, "default/S1");
    QCOMPARE(session->counters.requests, quint64(2));
    QCOMPARE(session->counters.events, quint64(2));
    QCOMPARE(session->counters.requestBytes, quint64(kInitialize.size() + kCall.size() + kNote.size()));
    QCOMPARE(session->inFlightToServer, 0);
    QCOMPARE(session->state, SessionState::Active);
}

void TestProxySessions::requestsOfTheServer()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    RawClient stream(proxy.port());
    stream.send(bare("GET", "S1"));
    TRY_VERIFY(!firstAnswer(stream.received()).head.isEmpty());
    server.tell(kAsk);
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToClient, 1);
    QCOMPARE(sessionOf(proxy, "default/S1")->counters.serverRequests, quint64(1));
    ASK(answer, proxy, post(kTold, legacy("S1")));
    QCOMPARE(firstAnswer(answer.received()).status, 202);
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToClient, 0);
    // An answer to nothing, and one in somebody else's session, change nothing.
    server.tell(kAsk);
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToClient, 1);
    ASK(stranger, proxy, post(kTold, legacy("S2")));
    ASK(unasked, proxy, post(R"({"jsonrpc":"2.0","id":"s9","result":{}})", legacy("S1")));
    QCOMPARE(sessionOf(proxy, "default/S1")->inFlightToClient, 1);
    QCOMPARE(sessionOf(proxy, "default/S2")->inFlightToClient, 0);
    QCOMPARE(sessionOf(proxy, "default/S1")->counters.serverRequests, quint64(2));
}

void TestProxySessions::inFlightToTheServer()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    server.holdAnswers();
    std::vector<std::unique_ptr<RawClient>> calls;
    for (int i = 0; i < 3; ++i) {
        calls.push_back(std::make_unique<RawClient>(proxy.port()));
        calls.back()->send(post(kCall, legacy("S1")));
    }
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToServer, 3);
    TRY_COMPARE(server.server().requestCount(), 4);
    calls.front()->close(); // a client that leaves takes its request with it
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToServer, 2);
    server.answerHeld();
    TRY_COMPARE(sessionOf(proxy, "default/S1")->inFlightToServer, 0);
    QCOMPARE(sessionOf(proxy, "default/S1")->counters.requests, quint64(4));
    TRY_VERIFY(proxy.isQuiet());
}

void TestProxySessions::modernTrafficIsAGroup()
{
    const QByteArray call =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"new","version":"3"},"io.modelcontextprotocol/clientCapabilities":{}}}})";
    ScriptedServer server;
    server.answer(jsonAnswer(R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[]}})"));
    ProxyFixture proxy(server.url());
    for (int i = 0; i < 2; ++i) { // from two connections
        ASK(client, proxy, post(call, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n"));
        QCOMPARE(firstAnswer(client.received()).status, 200);
    }
    TRY_VERIFY(proxy.isQuiet());
    const auto sessions = proxy.server().sessions();
    QCOMPARE(sessions.size(), std::size_t(1));
    const exchange::SessionRecord &group = *sessions.front();
    QCOMPARE(group.kind, SessionKind::Client);
    QVERIFY2(group.key.startsWith("default~"), group.key.constData());
    QVERIFY(group.id.isEmpty());
    QCOMPARE(group.era, mcp::Era::Modern);
    QCOMPARE(group.protocolVersion, "2026-07-28");
    QCOMPARE(group.client.name, "new");
    QCOMPARE(group.counters.requests, quint64(2));
    // Ended by hand it leaves the list, and nobody is refused: there is no session to end.
    QVERIFY(proxy.server().endSession(group.key));
    QVERIFY(proxy.server().sessions().empty());
    ASK(again, proxy, post(call, "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n"));
    QCOMPARE(firstAnswer(again.received()).status, 200);
    QCOMPARE(proxy.server().sessions().size(), std::size_t(1));
    QCOMPARE(server.requestCount(), 3); // no DELETE
}

void TestProxySessions::routesAreApart()
{
    SessionServer one;
    SessionServer two; // which gives the same ids
    ProxyFixture proxy(one.server().url(),
                       [&](proxy::ProxyBuilder &builder) { builder.route(QStringLiteral("two"), two.server().url()); });
    ASK(first, proxy, post(kInitialize));
    ASK(second, proxy, post(kInitialize, {}, "/two/mcp"));
    TRY_VERIFY(sessionOf(proxy, "default/S1") && sessionOf(proxy, "two/S1"));
    QVERIFY(proxy.server().endSession("two/S1"));
    TRY_COMPARE(two.deletes().size(), 1);
    QCOMPARE(one.deletes().size(), 0);
    ASK(goesOn, proxy, post(kCall, legacy("S1")));
    QCOMPARE(firstAnswer(goesOn.received()).status, 200);
    ASK(refused, proxy, post(kCall, legacy("S1"), "/two/mcp"));
    QCOMPARE(firstAnswer(refused.received()).status, 404);
}

void TestProxySessions::tooMany_data()
{
    QTest::addColumn<int>("all");
    QTest::addColumn<int>("perClient");
    QTest::addColumn<QString>("text");
    QTest::newRow("of all") << 2 << 100 << QStringLiteral("too many sessions: 2");
    QTest::newRow("of one address") << 100 << 2 << QStringLiteral("this client has 2 sessions");
}

void TestProxySessions::tooMany()
{
    QFETCH(int, all);
    QFETCH(int, perClient);
    QFETCH(QString, text);
    SessionServer server;
    ProxyFixture proxy(server.server().url(), limited([=](session::SessionLimits &limits) {
                           limits.maxSessions = all;
                           limits.maxPerClient = perClient;
                       }));
    ASK(first, proxy, post(kInitialize));
    ASK(second, proxy, post(kInitialize));
    // In use, so that neither makes room.
    RawClient stream(proxy.port());
    stream.send(bare("GET", "S1"));
    RawClient other(proxy.port());
    other.send(bare("GET", "S2"));
    TRY_COMPARE(server.server().requestCount(), 4);
    ASK(third, proxy, post(kInitialize));
    const Answer answer = firstAnswer(third.received());
    QCOMPARE(answer.status, 503); // never a 4xx: that would make the client change its era
    QCOMPARE(answer.field("X-Sightglass-Error"), "refused");
    QVERIFY2(answer.body.contains("-31000"), answer.body.constData());
    QVERIFY2(answer.body.contains(text.toUtf8()), answer.body.constData());
    QVERIFY(answer.body.contains(R"("id":1)"));
    QCOMPARE(server.server().requestCount(), 4); // the server does not hear of it
    QCOMPARE(proxy.server().sessions().size(), std::size_t(2));
    TRY_VERIFY(!proxy.endedOne("initialize").httpMethod.isEmpty());
    const auto isRefused = [&](const exchange::Record &record) {
        return record.status == 503 && record.state == exchange::State::Failed && record.failure.contains(text);
    };
    TRY_VERIFY([&] {
        const auto ended = proxy.ended(); // anew each time: it comes with the next batch
        return std::any_of(ended.begin(), ended.end(), isRefused);
    }());
    ASK(call, proxy, post(kCall, legacy("S1"))); // those that are here go on
    QCOMPARE(firstAnswer(call.received()).status, 200);
    ASK(end, proxy, bare("DELETE", "S2"));
    ASK(fourth, proxy, post(kInitialize)); // and there is room again
    QCOMPARE(firstAnswer(fourth.received()).status, 200);
}

// Those that are being initialized count, so that no burst gets past the limit.
void TestProxySessions::tooManyAtOnce()
{
    constexpr int kLimit = 5;
    constexpr int kClients = 40;
    SessionServer server;
    server.holdAnswers();
    ProxyFixture proxy(server.server().url(),
                       limited([](session::SessionLimits &limits) { limits.maxSessions = kLimit; }));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.push_back(std::make_unique<RawClient>(proxy.port()));
        clients.back()->send(post(kInitialize));
    }
    const auto withStatus = [&](int status) {
        return std::count_if(clients.begin(), clients.end(), [status](const auto &client) {
            const Answer answer = firstAnswer(client->received());
            return answer.whole && answer.status == status;
        });
    };
    TRY_COMPARE(int(withStatus(503)), kClients - kLimit);
    TRY_COMPARE(int(server.server().requestCount()), kLimit);
    QCOMPARE(proxy.status().sessions, kLimit);
    server.answerHeld();
    TRY_COMPARE(int(withStatus(200)), kLimit);
    QCOMPARE(int(proxy.server().sessions().size()), kLimit);
}

// A client that comes with ids of its own making must not get past the limit either.
void TestProxySessions::unknownIdsCountToo()
{
    SessionServer server;
    server.holdAnswers();
    ProxyFixture proxy(server.server().url(), limited([](session::SessionLimits &limits) { limits.maxPerClient = 1; }));
    RawClient first(proxy.port());
    first.send(post(kCall, legacy("A")));
    TRY_COMPARE(server.server().requestCount(), 1);
    ASK(second, proxy, post(kCall, legacy("B")));
    QCOMPARE(firstAnswer(second.received()).status, 503);
    RawClient again(proxy.port()); // of the one that is known
    again.send(post(kCall, legacy("A")));
    TRY_COMPARE(server.server().requestCount(), 2);
}

void TestProxySessions::groupsAreNeverRefused()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url(), limited([](session::SessionLimits &limits) {
                           limits.maxSessions = 1;
                           limits.maxPerClient = 1;
                       }));
    ASK(client, proxy, post(kInitialize));
    RawClient stream(proxy.port());
    stream.send(bare("GET", "S1"));
    TRY_COMPARE(server.server().requestCount(), 2);
    ASK(call, proxy, post(kCall)); // without a session on the wire
    QCOMPARE(firstAnswer(call.received()).status, 200);
    QCOMPARE(proxy.server().sessions().size(), std::size_t(1));
    QCOMPARE(proxy.server().sessions().front()->key, "default/S1");
}

void TestProxySessions::changesComeInBatches()
{
    constexpr int kSessions = 50;
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    Told told(proxy);
    RawClient client(proxy.port());
    for (int i = 0; i < kSessions; ++i)
        client.send(post(kInitialize));
    TRY_COMPARE(told.newest.size(), std::size_t(kSessions));
    QVERIFY2(told.batches < kSessions / 2, qPrintable(QString::number(told.batches)));
    for (const auto &[key, session] : told.newest)
        QVERIFY(session->state != SessionState::Initializing); // whose keys nobody knows
    QCOMPARE(proxy.server().sessions().size(), std::size_t(kSessions));
    told.newest.clear();
    ASK(call, proxy, post(kCall, legacy("S7")));
    TRY_VERIFY(told.of("default/S7"));
    QCOMPARE(told.newest.size(), std::size_t(1)); // only those that changed
}

QTEST_GUILESS_MAIN(TestProxySessions)
#include "tst_proxysessions.moc"
