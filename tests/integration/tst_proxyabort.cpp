// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who leaves when: clients of both eras, and the proxy itself.
#include "store/recordstore.h"
#include "support/rawpeer.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace sightglass;
using namespace sightglass::test;
using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kLegacy = "MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: s\r\n";
const QByteArray kCall = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow"}})";
const QByteArray kModernCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{}})";

QByteArray getStream(const QByteArray &fields)
{
    return "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + fields + "\r\n";
}

// Stops the proxy from elsewhere, since stop() blocks and the peers live in this thread.
class Stopper
{
public:
    explicit Stopper(ProxyFixture &proxy)
        : m_thread([this, &proxy] {
              proxy.stop();
              m_done = true;
          })
    {}
    ~Stopper() { m_thread.join(); }
    bool done() const { return m_done; }

private:
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

QList<exchange::Record> stored(const store::StoreUrl &url)
{
    QList<exchange::Record> records;
    auto reader = store::openReader(url);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().text));
    store::Query query;
    query.withParts = true;
    const auto read = (*reader)->read(query, [&](const exchange::RecordPtr &record) {
        records.append(*record);
        return true;
    });
    if (!read)
        qFatal("%s", qPrintable(read.error().text));
    return records;
}

} // namespace

class TestProxyAbort : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modernClientLeaves();
    void legacyClientLeavesResumableStream();
    void resumingClosesTheOrphanFirst();
    void legacyClientLeavesWithoutEventIds();
    void streamClientLeaves();
    void stopLetsAnswersFinish();
    void stopCutsAfterTheGrace();
    void idsGoOnAfterARestart();
};

void TestProxyAbort::modernClientLeaves()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("{}", "1")));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kModernCall, "MCP-Protocol-Version: 2026-07-28\r\n"));
    TRY_VERIFY(client.received().endsWith(chunk(sseEvent("{}", "1"))));
    client.close(); // is a cancellation (2026-07-28), even of a stream with event ids
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    QCOMPARE(proxy.ended().constFirst().era, mcp::Era::Modern);
    QCOMPARE(proxy.status().upstreamConnections, 0);
}

void TestProxyAbort::legacyClientLeavesResumableStream()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("{}", "1")));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(client.received().endsWith(chunk(sseEvent("{}", "1"))));
    client.close();
    TRY_COMPARE(proxy.status().clientConnections, 0);
    QCOMPARE(proxy.status().openExchanges, 1); // the server goes on as if nothing had happened
    QVERIFY(!server.connection(0).closed);
    server.connection(0).socket->write(chunk(sseEvent(kResult, "2")) + "0\r\n\r\n");
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.state, State::Cancelled);
    QVERIFY(record.failure.contains(QStringLiteral("the server finished its answer")));
    QCOMPARE(joined(record, PartKind::Event), sseEvent("{}", "1") + sseEvent(kResult, "2"));
    QCOMPARE(record.eventCount, 2);
    QVERIFY(proxy.isQuiet());
    QVERIFY(!server.connection(0).closed); // and its connection serves others
    RawClient next(proxy.port());
    next.send(post(kCall, kLegacy));
    TRY_VERIFY(next.received().contains("data"));
    QCOMPARE(server.connectionCount(), 1);
}

void TestProxyAbort::resumingClosesTheOrphanFirst()
{
    ScriptedServer server;
    bool orphanClosed = false;
    server.onRequest([&](Connection &connection, const QByteArray &request) {
        // A server that has the old connection still open refuses the second one.
        if (request.contains("Last-Event-ID"))
            orphanClosed = server.connection(0).closed || server.connection(0).socket->waitForDisconnected(20'000);
        connection.socket->write(sseHead() + chunk(sseEvent("{}", "1")));
    });
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(client.received().contains("data"));
    client.close();
    TRY_COMPARE(proxy.status().clientConnections, 0);

    RawClient stranger(proxy.port()); // another session, and a fresh stream of this one, do not touch it
    stranger.send(getStream("Mcp-Session-Id: other\r\nX-Last: 1\r\n"));
    TRY_VERIFY(stranger.received().contains("data"));
    RawClient fresh(proxy.port());
    fresh.send(getStream(kLegacy));
    TRY_VERIFY(fresh.received().contains("data"));
    QVERIFY(!server.connection(0).closed);
    QCOMPARE(proxy.status().openExchanges, 3);

    RawClient again(proxy.port());
    again.send(getStream(kLegacy + "Last-Event-ID: 1\r\n"));
    TRY_VERIFY(again.received().contains("data"));
    QVERIFY(orphanClosed);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    QVERIFY(proxy.ended().constFirst().failure.contains(QStringLiteral("came back")));
    QVERIFY(!stranger.closed() && !fresh.closed());
}

void TestProxyAbort::legacyClientLeavesWithoutEventIds()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("{}")));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(post(kCall, kLegacy));
    TRY_VERIFY(client.received().contains("data"));
    client.close();
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
}

void TestProxyAbort::streamClientLeaves()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent("{}", "1")));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    client.send(getStream(kLegacy));
    TRY_VERIFY(client.received().contains("data"));
    client.close();
    TRY_VERIFY(server.connection(0).closed);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().kind, Kind::Stream);
    QCOMPARE(proxy.ended().constFirst().state, State::Cancelled);
    QCOMPARE(proxy.status().upstreamConnections, 0);
}

void TestProxyAbort::stopLetsAnswersFinish()
{
    const QTemporaryDir folder;
    const store::StoreUrl url{store::StoreUrl::Kind::Sqlite, folder.filePath(QStringLiteral("r.db"))};
    ScriptedServer server;
    server.onRequest([](Connection &connection, const QByteArray &request) {
        if (request.startsWith("GET"))
            connection.socket->write(sseHead() + chunk(sseEvent("{}", "1")));
    });
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.record(url);
        builder.config().stopGraceMs = 60'000;
    });
    RawClient stream(proxy.port());
    stream.send(getStream(kLegacy));
    TRY_VERIFY(stream.received().contains("data"));
    RawClient call(proxy.port());
    call.send(post(kCall, kLegacy));
    TRY_COMPARE(server.requestCount(), 2);
    RawClient idle(proxy.port());
    TRY_COMPARE(proxy.status().clientConnections, 3);

    const quint16 port = proxy.port();
    const Stopper stopper(proxy);
    TRY_VERIFY(idle.closed());
    RawClient late(port);
    TRY_COMPARE(late.socket().error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(!stopper.done() && !call.closed() && !stream.closed());
    server.connection(1).socket->write(jsonAnswer(kResult));
    TRY_VERIFY(call.closed() && stream.closed());
    TRY_VERIFY(stopper.done());
    QCOMPARE(firstAnswer(call.received()).body, kResult);
    // In order, so that its client comes back for it.
    QVERIFY(firstAnswer(stream.received()).whole);
    QCOMPARE(firstAnswer(stream.received()).body, sseEvent("{}", "1") + "retry: 1000\n\n");
    TRY_COMPARE(server.openCount(), 0);

    const QList<exchange::Record> records = stored(url);
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[0].kind, Kind::Stream);
    QCOMPARE(records[0].state, State::Cancelled);
    QCOMPARE(records[0].failure, QStringLiteral("the proxy stopped"));
    QCOMPARE(joined(records[0], PartKind::Event), sseEvent("{}", "1"));
    QCOMPARE(records[1].state, State::Completed);
    QCOMPARE(joined(records[1], PartKind::RequestBody), kCall);
    QCOMPARE(joined(records[1], PartKind::ResponseBody), kResult);
}

void TestProxyAbort::stopCutsAfterTheGrace()
{
    const QTemporaryDir folder;
    const store::StoreUrl url{store::StoreUrl::Kind::Sqlite, folder.filePath(QStringLiteral("r.db"))};
    ScriptedServer server;
    server.onRequest([](Connection &connection, const QByteArray &request) {
        if (request.contains("stream"))
            connection.socket->write(sseHead() + chunk(sseEvent("{}", "1")));
    });
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.record(url);
        builder.config().stopGraceMs = 100;
    });
    RawClient partial(proxy.port());
    partial.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Le");
    TRY_VERIFY(partial.socket().state() == QAbstractSocket::ConnectedState && partial.socket().bytesToWrite() == 0);
    RawClient silent(proxy.port());
    silent.send(post(kCall, kLegacy));
    RawClient begun(proxy.port());
    begun.send(post(R"({"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"name":"stream"}})", kLegacy));
    TRY_VERIFY(begun.received().contains("data"));
    RawClient modern(proxy.port());
    modern.send(post(QByteArray(kModernCall).replace("slow", "stream"), "MCP-Protocol-Version: 2026-07-28\r\n"));
    TRY_VERIFY(modern.received().contains("data"));
    TRY_COMPARE(server.requestCount(), 3);
    QCOMPARE(proxy.status().clientConnections, 4);
    const proxy::StopReport report = proxy.server().stop();
    QCOMPARE(report.cut, 2);
    QCOMPARE(report.streamsEnded, 1);
    TRY_VERIFY(silent.closed() && begun.closed() && partial.closed() && modern.closed());
    const Answer answer = firstAnswer(silent.received());
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.field("X-Sightglass-Error"), "stopping");
    QVERIFY(answer.body.contains("-31008") && answer.body.contains("\"id\":1,"));
    QVERIFY(firstAnswer(begun.received()).whole); // it has an id to come back with
    QVERIFY(firstAnswer(begun.received()).body.endsWith("retry: 1000\n\n"));
    QVERIFY(!firstAnswer(modern.received()).whole); // half an answer is not taken for a whole one
    const QList<exchange::Record> records = stored(url);
    QCOMPARE(records.size(), 4);
    for (const exchange::Record &record : records)
        QCOMPARE(record.state, State::Cancelled);
}

void TestProxyAbort::idsGoOnAfterARestart()
{
    const QTemporaryDir folder;
    const store::StoreUrl url{store::StoreUrl::Kind::Sqlite, folder.filePath(QStringLiteral("r.db"))};
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    for (int round = 1; round <= 2; ++round) {
        ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) { builder.record(url); });
        RawClient client(proxy.port());
        client.send(post(kCall) + post(kCall));
        TRY_COMPARE(allAnswers(client.received()).size(), 2);
    }
    const QList<exchange::Record> records = stored(url);
    QCOMPARE(records.size(), 4);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(records[i].id, exchange::ExchangeId(quint64(i + 1)));
}

QTEST_GUILESS_MAIN(TestProxyAbort)
#include "tst_proxyabort.moc"
