// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in a proxy that runs: what traffic makes of them, what limits refuse, how they end, and what a restart leaves.
#include "interceptor/rules/ruleset.h"
#include "support/rawpeer.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;
using exchange::SessionEnd;
using exchange::SessionKind;
using exchange::SessionPtr;
using exchange::SessionState;
using Connection = ScriptedServer::Connection;
using Adjust = std::function<void(proxy::ProxyBuilder &)>;

namespace {

const QByteArray kInitialize =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{}},"clientInfo":{"name":"raw","version":"1"}}})";
const QByteArray kInitialized =
    R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"scripted","version":"2"}}})";
const QByteArray kCall = R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"x"}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":2,"result":{}})";
const QByteArray kAsk = R"({"jsonrpc":"2.0","id":"s1","method":"roots/list"})";
const QByteArray kTold = R"({"jsonrpc":"2.0","id":"s1","result":{"roots":[]}})";
const QByteArray kNote = R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}})";
const QByteArray kVersion = "MCP-Protocol-Version: 2025-11-25\r\n";

QByteArray idField(const QByteArray &id)
{
    return "Mcp-Session-Id: " + id + "\r\n";
}

QByteArray legacy(const QByteArray &id)
{
    return kVersion + idField(id);
}

QByteArray bare(const QByteArray &method, const QByteArray &id)
{
    return method + " /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + legacy(id) + "\r\n";
}

// A server that gives the sessions S1, S2, …; answers calls when it may, and has a standing stream for whoever asks.
class SessionServer
{
public:
    SessionServer()
    {
        m_server.onRequest([this](Connection &connection, const QByteArray &request) { serve(connection, request); });
    }

    ScriptedServer &server() { return m_server; }
    /// Of the stream opened last.
    void tell(const QByteArray &message) { m_stream->socket->write(chunk(sseEvent(message))); }
    bool streamIsClosed() const { return m_stream && m_stream->closed; }
    void holdAnswers() { m_holds = true; }
    void answerHeld()
    {
        m_holds = false;
        const auto held = std::exchange(m_held, {});
        for (const auto &[connection, request] : held)
            serve(*connection, request);
    }
    void forget() { m_forgot = true; }
    QByteArrayList deletes() const
    {
        QByteArrayList found;
        for (const QByteArray &request : m_server.requests()) {
            if (request.startsWith("DELETE"))
                found.append(request);
        }
        return found;
    }

private:
    void serve(Connection &connection, const QByteArray &request)
    {
        if (m_holds && request.startsWith("POST")) {
            m_held.append({&connection, request});
        } else if (request.contains("\"initialize\"")) {
            connection.socket->write(jsonAnswer(kInitialized, idField('S' + QByteArray::number(++m_given))));
        } else if (m_forgot) {
            connection.socket->write(jsonAnswer("{}", {}, "404 Not Found"));
        } else if (request.startsWith("GET")) {
            m_stream = &connection;
            connection.socket->write(sseHead());
        } else if (request.contains("\"result\"") || request.contains("\"notifications/")) {
            connection.socket->write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        } else {
            connection.socket->write(jsonAnswer(request.startsWith("DELETE") ? QByteArray("{}") : kResult));
        }
    }

    ScriptedServer m_server;
    Connection *m_stream = nullptr;
    QList<std::pair<Connection *, QByteArray>> m_held;
    int m_given = 0;
    bool m_holds = false;
    bool m_forgot = false;
};

SessionPtr sessionOf(ProxyFixture &proxy, const QByteArray &key)
{
    const auto sessions = proxy.server().sessions();
    const auto found =
        std::find_if(sessions.begin(), sessions.end(), [&](const SessionPtr &session) { return session->key == key; });
    return found == sessions.end() ? nullptr : *found;
}

// Everything that the proxy told of its sessions; the newest snapshot of each.
class Told : public QObject
{
public:
    explicit Told(ProxyFixture &proxy)
    {
        connect(
            &proxy.server(), &proxy::ProxyServer::sessionsChanged, this,
            [this](const exchange::SessionBatch &batch) {
                ++batches;
                for (const SessionPtr &session : *batch)
                    newest[session->key] = session;
            },
            Qt::QueuedConnection);
    }

    SessionPtr of(const QByteArray &key) const
    {
        const auto found = newest.find(key);
        return found == newest.end() ? nullptr : found->second;
    }

    std::map<QByteArray, SessionPtr> newest;
    int batches = 0;
};

Adjust limited(const std::function<void(session::SessionLimits &)> &how)
{
    return [how](proxy::ProxyBuilder &builder) { how(builder.config().sessions); };
}

Adjust recorded(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("r.sqlite"));
    return [path](proxy::ProxyBuilder &builder) { builder.record({store::StoreUrl::Kind::Sqlite, path}); };
}

} // namespace

/// The answer to one request, on a connection of its own; kept when it is named.
#define ASK(name, proxy, bytes)                                                                                        \
    RawClient name((proxy).port());                                                                                    \
    name.send(bytes);                                                                                                  \
    TRY_VERIFY(firstAnswer(name.received()).whole)

class TestProxySessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initializeMakesOne();
    void refusedInitializeMakesNone();
    void countersAndStreams();
    void requestsOfTheServer();
    void inFlightToTheServer();
    void deleteCloses();
    void deleteThatIsNotAllowedClosesNothing();
    void serverForgets();
    void modernTrafficIsAGroup();
    void routesAreApart();
    void tooMany_data();
    void tooMany();
    void tooManyAtOnce();
    void unknownIdsCountToo();
    void groupsAreNeverRefused();
    void endedByAPerson();
    void endedWhileACallIsUnderWay();
    void endedWhileAMessageIsHeld();
    void endedWhatIsNotThere();
    void idleIsEndedAtTheServer();
    void idleOnlyLeavesTheMemory();
    void restart();
    void restartAfterAnEnd();
    void changesComeInBatches();
    void nothingAfterStop();
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

void TestProxySessions::deleteCloses()
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

void TestProxySessions::deleteThatIsNotAllowedClosesNothing()
{
    ScriptedServer server;
    server.onRequest([](Connection &connection, const QByteArray &request) {
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

void TestProxySessions::serverForgets()
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
    const auto ended = proxy.ended();
    TRY_VERIFY(std::any_of(ended.begin(), ended.end(), [&](const exchange::Record &record) {
        return record.status == 503 && record.state == exchange::State::Failed && record.failure.contains(text);
    }));
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

void TestProxySessions::endedByAPerson()
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

void TestProxySessions::endedWhileACallIsUnderWay()
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

void TestProxySessions::endedWhileAMessageIsHeld()
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

void TestProxySessions::endedWhatIsNotThere()
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

void TestProxySessions::idleIsEndedAtTheServer()
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

void TestProxySessions::idleOnlyLeavesTheMemory()
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

void TestProxySessions::restart()
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
void TestProxySessions::restartAfterAnEnd()
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

void TestProxySessions::nothingAfterStop()
{
    SessionServer server;
    ProxyFixture proxy(server.server().url());
    ASK(client, proxy, post(kInitialize));
    proxy.stop();
    QVERIFY(proxy.server().sessions().empty());
    QVERIFY(!proxy.server().endSession("default/S1"));
    QCOMPARE(server.deletes().size(), 0); // the client goes on with the next one
}

QTEST_GUILESS_MAIN(TestProxySessions)
#include "tst_proxysessions.moc"
