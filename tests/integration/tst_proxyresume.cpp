// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Streams that the proxy answers for: a client that loses its connection gets each event once and in order, whoever reads
// the stream meanwhile.
#include "support/rawpeer.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace sightglass;
using namespace sightglass::test;
using exchange::PartKind;
using exchange::State;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kSession = "Mcp-Session-Id: s\r\n";
const QByteArray kLegacy = "MCP-Protocol-Version: 2025-11-25\r\n" + kSession;
const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":1}}})";
constexpr int kProgress = 4;
constexpr int kEvents = kProgress + 1; // and the response

QByteArray data(int i)
{
    if (i == kEvents)
        return R"({"jsonrpc":"2.0","id":1,"result":{}})";
    return R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":)"
           + QByteArray::number(i) + "}}";
}

QByteArray eventAt(int i, bool withId)
{
    return sseEvent(data(i), withId ? "up-" + QByteArray::number(i) : QByteArray());
}

QByteArray resumeBy(const QByteArray &id, const QByteArray &fields = kLegacy)
{
    return "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + fields + "Last-Event-ID: " + id
           + "\r\n\r\n";
}

QList<wire::SseEvent> eventsOf(const QByteArray &body)
{
    struct Sink final : wire::SseParser::Sink {
        void onEvent(wire::SseEvent &&event) override { events.append(std::move(event)); }
        QList<wire::SseEvent> events;
    } sink;
    wire::SseParser parser;
    if (!parser.feed(body, sink))
        qFatal("no event stream");
    return sink.events;
}

// What a client has seen: the data of its events, and its place.
struct Seen {
    QByteArrayList data;
    QByteArray lastId;

    void take(const QByteArray &received)
    {
        for (const wire::SseEvent &event : eventsOf(firstAnswer(received).body)) {
            if (event.id)
                lastId = *event.id;
            if (!event.data.isEmpty())
                data.append(event.data);
        }
    }
};

QByteArrayList everything()
{
    QByteArrayList all;
    for (int i = 1; i <= kEvents; ++i)
        all.append(data(i));
    return all;
}

qsizetype dataCount(const RawClient &client)
{
    Seen seen;
    seen.take(client.received());
    return seen.data.size();
}

// A server that sends its events as the test lets it, over whichever connection asked for them last. With ids it goes on
// where Last-Event-ID says, as the servers of the SDKs do; without, a stream that is cut is lost.
class StreamingServer
{
public:
    explicit StreamingServer(bool withIds) : m_withIds(withIds)
    {
        m_server.onRequest([this](Connection &connection, const QByteArray &request) {
            m_socket = connection.socket;
            const qsizetype at = request.indexOf("Last-Event-ID: up-");
            if (request.startsWith("GET"))
                m_from = at < 0 ? kEvents : request.mid(at + 18, 1).toInt();
            else
                m_from = 0;
            m_socket->write(sseHead(kSession));
            sendUpTo(m_released);
        });
    }

    void release(int upTo)
    {
        m_released = upTo;
        sendUpTo(upTo);
    }
    void restart()
    {
        m_released = 0;
        m_from = 0;
        m_socket = nullptr;
    }
    ScriptedServer &server() { return m_server; }

private:
    void sendUpTo(int number)
    {
        if (!m_socket)
            return;
        for (; m_from < number; ++m_from)
            m_socket->write(chunk(eventAt(m_from + 1, m_withIds)));
        if (m_from == kEvents) {
            m_socket->write("0\r\n\r\n");
            m_from = kEvents + 1;
        }
    }

    ScriptedServer m_server;
    QPointer<QTcpSocket> m_socket;
    int m_from = 0;
    int m_released = 0;
    bool m_withIds;
};

std::function<void(proxy::ProxyBuilder &)> resuming(const QString &database = {})
{
    return [database](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        if (!database.isEmpty())
            builder.sessions({store::StoreUrl::Kind::Sqlite, database});
    };
}

} // namespace

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
    void returnedClientHasAllTheTime();
    void manyReturnsUnderLoad_data();
    void manyReturnsUnderLoad();
    void eventsThatWaitAreKept();
    void tooBigToBeKept();
    void otherCredentialsGetNothing();
    void secondStandingStreamLeavesTheFirst();
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

// The time that a client may be away is not the time that its call may take.
void TestProxyResume::returnedClientHasAllTheTime()
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

void TestProxyResume::manyReturnsUnderLoad_data()
{
    QTest::addColumn<bool>("sqlite");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

// Events come while a client that came back is still being served from the store.
void TestProxyResume::manyReturnsUnderLoad()
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
void TestProxyResume::eventsThatWaitAreKept()
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

void TestProxyResume::tooBigToBeKept()
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

void TestProxyResume::otherCredentialsGetNothing()
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
void TestProxyResume::secondStandingStreamLeavesTheFirst()
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

QTEST_GUILESS_MAIN(TestProxyResume)
#include "tst_proxyresume.moc"
