// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The proxy's parts one by one, without sockets.
#include "base/timerwheel.h"
#include "mcp/messagereader.h"
#include "proxy/capturebus.h"
#include "proxy/headerfields.h"
#include "proxy/pendingrequests.h"
#include "proxy/router.h"
#include "support/rawpeer.h"
#include "transport/http/accesspolicy.h"
#include "transport/proxyerror.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::proxy;
using namespace sightglass::test;
using namespace Qt::Literals::StringLiterals;
using exchange::PartKind;
using exchange::State;

namespace {

wire::HttpHead requestHead(const QByteArray &text)
{
    auto head = wire::HttpHead::parse(wire::Role::Request, text);
    if (!head)
        qFatal("%s", qPrintable(head.error().text));
    return *head;
}

RouteConfig route(const QString &name, const QString &upstream)
{
    RouteConfig config;
    config.name = name;
    config.upstream = QUrl(upstream);
    return config;
}

// An exchange under way, as far as the bus can see.
class Source final : public CaptureSource
{
public:
    explicit Source(quint64 number) : exchange(exchange::ExchangeId(number), 0) {}
    exchange::RecordPtr snapshot() override { return exchange.snapshot(); }
    exchange::Exchange exchange;
};

} // namespace

class TestProxyUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void router_data();
    void router();
    void routerWithoutDefault();
    void requestFieldsKeepOrder();
    void requestFieldsReplaced();
    void responseFieldsKeepOrder();
    void preflight();
    void busGathers();
    void busFlushesWhenFull();
    void busOrdersByExchange();
    void pendingAnswers();
    void pendingEnds();
    void pendingIsBounded();
    void errorBodies();
    void accessPolicy_data();
    void accessPolicy();
};

void TestProxyUnits::router_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("found"); // route and target; empty: none
    const auto row = [](const char *target, const char *found) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(found);
    };
    row("/mcp", "default /base/mcp");
    row("/mcp?a=b", "default /base/mcp?a=b");
    row("/mcp/", "default /mcp/");
    row("/", "default /");
    row("/files/mcp", "files /m?key=1");
    row("/files/mcp?a=b", "files /m?key=1&a=b");
    row("/files", "files /");
    row("/files?x", "files /?x");
    row("/files/", "files /");
    row("/files/sse", "files /sse");
    row("/files2/mcp", "files2 /");
    row("/FILES/mcp", "default /FILES/mcp");
    row("http://h/mcp", "default /base/mcp");
    row("HTTP://h:1/files/mcp", "files /m?key=1");
    row("http://h", "default /");
    row("*", "default *");
    row("h:443", "");
    row("", "");
}

void TestProxyUnits::router()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, found);
    TimerWheel wheel;
    const Router router({route(u"files"_s, u"http://f.example/m?key=1"_s),
                         route(u"default"_s, u"http://d.example/base/mcp"_s),
                         route(u"files2"_s, u"http://g.example"_s)},
                        0, wheel);
    const auto match = router.find(target);
    QCOMPARE(match ? match->route->config.name.toLatin1() + ' ' + match->target : QByteArray(), found);
}

void TestProxyUnits::routerWithoutDefault()
{
    TimerWheel wheel;
    const Router router({route(u"a"_s, u"http://a.example/mcp"_s)}, 0, wheel);
    QVERIFY(router.find("/a/mcp"));
    QVERIFY(!router.find("/mcp"));
    QVERIFY(!router.find("*"));
    QCOMPARE(router.routes().front()->endpoint, "/a/mcp");
}

void TestProxyUnits::requestFieldsKeepOrder()
{
    const auto head = requestHead(
        "POST / HTTP/1.1\r\nhost: a\r\nb: 2\r\nA: 1\r\nConnection: close, X-Hop\r\nx-hop: 1\r\nExpect: 100-continue\r\n"
        "Content-Length: 0\r\nTE: trailers\r\nAccept-Encoding: br, gzip\r\nb: 3\r\nMcp-Name: n\r\n\r\n");
    QCOMPARE(requestFields(head, {}), "b: 2\r\nA: 1\r\nAccept-Encoding: gzip\r\nb: 3\r\nMcp-Name: n\r\n");
    RequestFieldChanges exact;
    exact.decodableOnly = false;
    QCOMPARE(requestFields(head, exact), "b: 2\r\nA: 1\r\nAccept-Encoding: br, gzip\r\nb: 3\r\nMcp-Name: n\r\n");
}

void TestProxyUnits::requestFieldsReplaced()
{
    const auto head = requestHead(
        "POST / HTTP/1.1\r\nHost: a\r\nMCP-Method: x\r\nmcp-param-city: b\r\nMcp-Session-Id: s\r\nauthorization: t\r\n"
        "X-Authorization: u\r\n\r\n");
    const mcp::HeaderMirror::Headers mirror{{"Mcp-Method", "tools/call"}, {"Mcp-Name", "n"}};
    RequestFieldChanges changes;
    changes.mirror = &mirror;
    changes.extra = "Authorization: ours\r\n";
    QCOMPARE(
        requestFields(head, changes),
        "Mcp-Session-Id: s\r\nX-Authorization: u\r\nMcp-Method: tools/call\r\nMcp-Name: n\r\nAuthorization: ours\r\n");
}

void TestProxyUnits::responseFieldsKeepOrder()
{
    const auto head = wire::HttpHead::parse(
        wire::Role::Response,
        "HTTP/1.1 200 OK\r\nz: 1\r\nServer: s\r\nKeep-Alive: timeout=5\r\nContent-Encoding: gzip\r\n"
        "Content-Length: 0\r\nProxy-Authenticate: Basic\r\na: 2\r\n\r\n");
    QVERIFY(head);
    QCOMPARE(responseFields(*head, false),
             "z: 1\r\nServer: s\r\nContent-Encoding: gzip\r\nProxy-Authenticate: Basic\r\na: 2\r\n");
    QCOMPARE(responseFields(*head, true), "z: 1\r\nServer: s\r\nProxy-Authenticate: Basic\r\na: 2\r\n");
}

void TestProxyUnits::preflight()
{
    const auto asks =
        requestHead("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://o\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    QVERIFY(isPreflight(asks));
    QVERIFY(corsFields(asks, {}).contains("Access-Control-Allow-Headers: Authorization, "));
    const auto plain = requestHead("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://o\r\n\r\n");
    QVERIFY(!isPreflight(plain));
    QVERIFY(corsFields(plain, {}).contains("Access-Control-Allow-Origin: http://o\r\n"));
    QVERIFY(corsFields(requestHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), {}).isEmpty());
}

// ---- CaptureBus ---------------------------------------------------------------------------------------------------------

void TestProxyUnits::busGathers()
{
    CaptureBus bus;
    QList<exchange::RecordBatch> batches;
    bus.addSink([&](const exchange::RecordBatch &batch) { batches.append(batch); });
    Source source(1);
    source.exchange.addPart(PartKind::Event, "a");
    bus.touch(source);
    bus.touch(source);
    source.exchange.addPart(PartKind::Event, "b");
    QVERIFY(batches.isEmpty());
    TRY_COMPARE(batches.size(), 1);
    QCOMPARE(batches[0]->size(), 1u); // one snapshot for all touches
    QCOMPARE(batches[0]->front()->parts.size(), 2);
    source.exchange.addPart(PartKind::Event, "c");
    bus.touch(source);
    source.exchange.end(State::Completed);
    bus.finished(source, source.snapshot()); // is not asked once more afterwards
    QCOMPARE(bus.endedCount(), 1u);
    TRY_COMPARE(batches.size(), 2);
    QCOMPARE(batches[1]->size(), 1u);
    QCOMPARE(batches[1]->front()->firstPart, 2);
    QCOMPARE(batches[1]->front()->parts.size(), 1);
    bus.flush();
    QCOMPARE(batches.size(), 2); // nothing to hand on, nothing handed on
}

void TestProxyUnits::busFlushesWhenFull()
{
    CaptureBus bus;
    std::size_t got = 0;
    bus.addSink([&](const exchange::RecordBatch &batch) { got += batch->size(); });
    for (std::size_t i = 0; i < CaptureBus::kBatchSize; ++i) {
        QCOMPARE(got, 0u);
        Source source(i + 1);
        source.exchange.end(State::Completed);
        bus.finished(source, source.snapshot());
    }
    QCOMPARE(got, CaptureBus::kBatchSize);
}

void TestProxyUnits::busOrdersByExchange()
{
    CaptureBus bus;
    QList<std::pair<quint64, quint32>> got; // id and revision
    bus.addSink([&](const exchange::RecordBatch &batch) {
        for (const auto &record : *batch)
            got.append({record->id.value(), record->revision});
    });
    Source first(1);
    Source second(2);
    Source third(3);
    bus.publish(second.snapshot());
    bus.publish(second.snapshot());
    bus.publish(first.snapshot());
    bus.touch(third);
    bus.flush();
    QCOMPARE(got.size(), 4);
    QVERIFY(std::is_sorted(got.begin(), got.end()));
    QCOMPARE(got.constLast().first, 3u);
}

// ---- PendingRequests ----------------------------------------------------------------------------------------------------

void TestProxyUnits::pendingAnswers()
{
    mcp::MessageReader reader(256);
    QList<exchange::Record> published;
    PendingRequests pending([&](const exchange::RecordPtr &record) { published.append(*record); });
    exchange::Record facts;
    facts.id = exchange::ExchangeId(7);
    facts.route = QStringLiteral("r");
    facts.direction = exchange::Direction::ServerToClient;
    const QByteArray ask = R"({"jsonrpc":"2.0","id":1,"method":"sampling/createMessage"})";
    pending.start("s", exchange::ExchangeId(8), facts, reader.read(ask).envelope(), ask);
    QCOMPARE(pending.size(), 1u);
    QCOMPARE(published.constLast().state, State::Open);
    QCOMPARE(published.constLast().parent, facts.id);
    const QByteArray text = R"({"jsonrpc":"2.0","id":"1","result":{}})"; // "1" is not 1
    QVERIFY(!pending.answer("s", reader.read(text).envelope(), text).isValid());
    const QByteArray answer = R"({"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}})";
    QVERIFY(!pending.answer("other", reader.read(answer).envelope(), answer).isValid());
    QCOMPARE(pending.answer("s", reader.read(answer).envelope(), answer), exchange::ExchangeId(8));
    QCOMPARE(published.constLast().state, State::Completed);
    QCOMPARE(published.constLast().errorCode, std::optional<qint64>(-1));
    QCOMPARE(published.constLast().responseBytes, answer.size());
    QVERIFY(!pending.answer("s", reader.read(answer).envelope(), answer).isValid()); // answered once
    QCOMPARE(pending.size(), 0u);
}

void TestProxyUnits::pendingEnds()
{
    mcp::MessageReader reader(256);
    QList<exchange::Record> ended;
    PendingRequests pending([&](const exchange::RecordPtr &record) {
        if (record->ended())
            ended.append(*record);
    });
    const QByteArray ask = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
    const mcp::Message message = reader.read(ask);
    pending.start("a", exchange::ExchangeId(1), {}, message.envelope(), ask);
    pending.start("a", exchange::ExchangeId(2), {}, message.envelope(), ask); // takes the place of the first
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended[0].id, exchange::ExchangeId(1));
    QCOMPARE(ended[0].state, State::Failed);
    pending.start("b", exchange::ExchangeId(3), {}, message.envelope(), ask);
    pending.cancelScope("a", State::Cancelled, QStringLiteral("why"));
    QCOMPARE(ended.size(), 2);
    QCOMPARE(ended[1].failure, QStringLiteral("why"));
    pending.cancelAll(State::Cancelled, {});
    QCOMPARE(ended.size(), 3);
    QCOMPARE(pending.size(), 0u);
}

void TestProxyUnits::pendingIsBounded()
{
    quint64 firstEnded = 0;
    PendingRequests pending([&](const exchange::RecordPtr &record) {
        if (record->ended() && firstEnded == 0)
            firstEnded = record->id.value();
    });
    mcp::Envelope envelope;
    envelope.kind = mcp::MessageKind::Request;
    for (std::size_t i = 1; i <= PendingRequests::kMaxPending + 1; ++i) {
        envelope.id = mcp::RequestId::number(QByteArray::number(i));
        pending.start("s", exchange::ExchangeId(i), {}, envelope, {});
    }
    QCOMPARE(pending.size(), PendingRequests::kMaxPending);
    QCOMPARE(firstEnded, 1u); // the oldest
}

// ---- transport ----------------------------------------------------------------------------------------------------------

void TestProxyUnits::errorBodies()
{
    using transport::ProxyErrorCode;
    QCOMPARE(transport::proxyErrorBody(ProxyErrorCode::Rejected, QStringLiteral("a \"b\"\n\u00e9"), "\"x\""),
             QByteArray(R"({"jsonrpc":"2.0","id":"x","error":{"code":-31007,"message":"Sightglass: a \"b\"\n)")
                 + "\xc3\xa9" + R"(","data":{"dev.sightglass/proxy":"rejected"}}})");
    QSet<QByteArray> names;
    for (int code = -31000; code >= -31009; --code) {
        const auto known = static_cast<ProxyErrorCode>(code);
        names.insert(transport::nameOf(known));
        mcp::MessageReader reader(256);
        const mcp::Message message = reader.read(transport::proxyErrorBody(known, QStringLiteral("t")));
        QCOMPARE(message.kind(), mcp::MessageKind::Response);
        QCOMPARE(message.envelope().errorCode, std::optional<qint64>(code)); // outside JSON-RPC's own -32768…-32000
        QVERIFY(
            transport::proxyErrorFields(known).contains("X-Sightglass-Error: " + transport::nameOf(known) + "\r\n"));
    }
    QCOMPARE(names.size(), 10);
    QVERIFY(!names.contains("unknown"));
}

void TestProxyUnits::accessPolicy_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("local");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *title, const char *host, const char *origin, const char *local, bool allowed) {
        QTest::newRow(title) << QByteArray(host) << QByteArray(origin) << QString::fromLatin1(local) << allowed;
    };
    row("own address", "192.0.2.1:8808", "", "192.0.2.1", true);
    row("own address, mapped", "192.0.2.1", "", "::ffff:192.0.2.1", true);
    row("another's address", "192.0.2.2", "", "192.0.2.1", false);
    row("own IPv6 address", "[2001:db8::1]:1", "", "2001:db8::1", true);
    row("another's IPv6 address", "[2001:db8::2]", "", "2001:db8::1", false);
    row("configured", "mcp.example:9", "", "192.0.2.1", true);
    row("below the configured", "x.mcp.example", "", "192.0.2.1", false);
    row("broken IPv6", "[::1", "", "127.0.0.1", false);
    row("page at the address", "192.0.2.1", "http://192.0.2.1:3000", "192.0.2.1", true);
    row("configured page", "localhost", "https://app.example", "127.0.0.1", true);
    row("configured page, other scheme", "localhost", "http://app.example", "127.0.0.1", false);
    row("configured page, other port", "localhost", "https://app.example:8443", "127.0.0.1", false);
    row("capitals", "localhost", "HTTPS://APP.example", "127.0.0.1", true);
}

void TestProxyUnits::accessPolicy()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(QString, local);
    QFETCH(bool, allowed);
    const auto head = requestHead("GET / HTTP/1.1\r\nHost: " + host + "\r\n"
                                  + (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + "\r\n");
    const transport::AccessPolicy policy{{"mcp.example"}, {"https://app.example"}};
    QCOMPARE(!policy.refuse(head, QHostAddress(local)), allowed);
    // A wildcard for hosts is none for pages.
    const transport::AccessPolicy anyHost{{"*"}, {}};
    const auto foreign = requestHead("GET / HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n\r\n");
    QVERIFY(anyHost.refuse(foreign, QHostAddress(local)).value_or(QString()).contains(QStringLiteral("Origin")));
    QVERIFY(!transport::AccessPolicy({{"*"}, {"*"}}).refuse(foreign, QHostAddress(local)));
}

QTEST_GUILESS_MAIN(TestProxyUnits)
#include "tst_proxyunits.moc"
