// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic without an id on the wire, what peers say of themselves, and what a store gives back.
#include "session/sessionscene.h"

#include "session/handshake.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::session;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionEnd;
using exchange::SessionKind;
using exchange::SessionState;

namespace {

QByteArray modernResult(const QByteArray &more)
{
    return R"({"jsonrpc":"2.0","id":1,"result":{"_meta":{"io.modelcontextprotocol/serverInfo":)"
           R"({"name":"files","version":"4"}})"
           + more + "}}";
}

exchange::SessionRecord stored()
{
    exchange::SessionRecord record;
    record.key = "default/S1";
    record.id = "S1";
    record.era = mcp::Era::Legacy;
    record.state = SessionState::Idle;
    record.protocolVersion = "2025-03-26";
    record.client = {"old", "1", R"({"roots":{}})"};
    record.server = {"files", "2", R"({"tools":{}})"};
    record.createdAtUs = 1000;
    record.lastActivityAtUs = 2000;
    record.inFlightToServer = 7; // of a process that is no more
    record.counters = {1, 2, 3, 4, 5, 6, 7};
    record.tags = {"kept"};
    record.revision = 41;
    return record;
}

} // namespace

class SessionGroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byName();
    void byConnection();
    void subscription();
    void oldHeaderInModernTraffic();
    void notFoundIsNoEnd();
    void serverTells();
    void longNames();
    void statelessServer();
    void statelessWithoutName();
    void aliasGoesWithItsSession();
    void searchesEnd();
    void handshakes_data();
    void handshakes();
    void interned();
    void restored();
    void restoredOnce();
    void restoredKnowsLess();
    void restoredEnded_data();
    void restoredEnded();
    void restoredWithinTheSignal();
    void restoredForeign();
};

void SessionGroupsTest::byName()
{
    Scene scene;
    for (const char *client : {"10.0.0.1:1", "10.0.0.1:2", "10.0.0.2:1"}) {
        scene.client = client;
        auto going = scene.begin(Scene::modern("tools/list", "host"));
        scene.end(going);
    }
    auto other = scene.begin(Scene::modern("tools/list", "other"));
    QCOMPARE(other.visit.key(), "default~other@10.0.0.2"_ba);
    QCOMPARE(scene.manager.count(), 3);
    const auto session = scene.manager.find("default~host@10.0.0.1");
    QVERIFY(session);
    QCOMPARE(session->kind, SessionKind::Client);
    QCOMPARE(session->id, QByteArray());
    QCOMPARE(session->state, SessionState::Active);
    QCOMPARE(session->era, mcp::Era::Modern);
    QCOMPARE(session->protocolVersion, "2026-07-28"_ba);
    QCOMPARE(session->client, (exchange::Party{"host", "9", R"({"elicitation":{}})"}));
    QCOMPARE(session->clientAddress, "10.0.0.1:2"_ba);
    QCOMPARE(session->counters.requests, quint64(2));
    QCOMPARE(scene.unknown,
             (QList<QByteArray>{"default~host@10.0.0.1", "default~host@10.0.0.2", "default~other@10.0.0.2"}));
}

void SessionGroupsTest::byConnection()
{
    Scene scene;
    for (const char *client : {"10.0.0.1:1", "10.0.0.1:2", "10.0.0.1:1"}) {
        scene.client = client;
        auto going = scene.begin(Scene::modern("tools/list", {}));
        QCOMPARE(going.visit.key(), "default~" + scene.client);
        scene.end(going);
    }
    QCOMPARE(scene.manager.count(), 2);
    QVERIFY(scene.unknown.isEmpty()); // a port says nothing after a restart
    // What is no request joins a group, and makes none.
    const QByteArray cancelled = R"({"jsonrpc":"2.0","method":"notifications/cancelled"})";
    auto joins = scene.begin(cancelled, {}, exchange::Kind::Notification);
    QCOMPARE(joins.visit.key(), "default~10.0.0.1:1"_ba);
    scene.client = "10.0.0.9:9";
    QVERIFY(scene.begin(cancelled, {}, exchange::Kind::Notification).visit.isEmpty());
}

void SessionGroupsTest::subscription()
{
    Scene scene;
    auto listen = scene.begin(Scene::modern("subscriptions/listen", "host"));
    auto session = scene.manager.find("default~host@10.0.0.1");
    QCOMPARE(session->openStreams, 1);
    QCOMPARE(session->inFlightToServer, 0);
    QCOMPARE(session->counters.requests, quint64(1));
    scene.advance(7200);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 1);
    scene.end(listen);
    QCOMPARE(scene.manager.find("default~host@10.0.0.1")->openStreams, 0);
}

void SessionGroupsTest::oldHeaderInModernTraffic()
{
    Scene scene;
    auto going = scene.begin(Scene::modern("tools/list", "host"), "S1");
    QCOMPARE(going.visit.key(), "default~host@10.0.0.1"_ba);
}

// In the modern era 404 is an unknown method.
void SessionGroupsTest::notFoundIsNoEnd()
{
    Scene scene;
    auto going = scene.begin(Scene::modern("no/such", "host"));
    scene.end(going, 404);
    QCOMPARE(scene.manager.count(), 1);
    QVERIFY(scene.ended.empty());
}

void SessionGroupsTest::serverTells()
{
    Scene scene;
    const QByteArray key = "default~host@10.0.0.1";
    auto list = scene.begin(Scene::modern("tools/list", "host"));
    scene.answer(list, modernResult(R"(,"capabilities":{"forged":{}})"));
    scene.end(list);
    QCOMPARE(scene.manager.find(key)->server, (exchange::Party{"files", "4", {}}));
    auto discover = scene.begin(Scene::modern("server/discover", "host"));
    scene.answer(discover, modernResult(R"(,"capabilities":{ "tools" : {} })"));
    scene.end(discover);
    QCOMPARE(scene.manager.find(key)->server, (exchange::Party{"files", "4", R"({"tools":{}})"}));
    auto error = scene.begin(Scene::modern("server/discover", "host"));
    scene.answer(error, Scene::kError);
    scene.end(error);
    QCOMPARE(scene.manager.find(key)->server.name, "files"_ba);
}

void SessionGroupsTest::longNames()
{
    Scene scene;
    const QByteArray name = QByteArray("ü").repeated(10'000);
    auto going = scene.begin(Scene::modern("tools/list", name));
    QVERIFY(going.visit.key().size() < 300);
    QVERIFY(going.visit.key().isValidUtf8());
    const auto session = scene.manager.find(going.visit.key());
    QVERIFY(session->client.name.size() <= kMaxNameBytes);
    QVERIFY(session->client.name.isValidUtf8());
    // A name cannot pass for another's address.
    scene.client = "10.0.0.9:1";
    auto other = scene.begin(Scene::modern("tools/list", "host@10.0.0.1"));
    QCOMPARE(other.visit.key(), "default~host@10.0.0.1@10.0.0.9"_ba);
}

void SessionGroupsTest::statelessServer()
{
    Scene scene;
    const QByteArray key = "default~demo@10.0.0.1";
    auto going = scene.begin(Scene::initialize());
    scene.answer(going, Scene::initialized());
    QCOMPARE(going.visit.key(), key);
    scene.end(going);
    auto session = scene.manager.find(key);
    QCOMPARE(session->kind, SessionKind::Client);
    QCOMPARE(session->server.name, "files"_ba);
    QCOMPARE(session->protocolVersion, "2025-06-18"_ba);
    QCOMPARE(scene.unknown, QList<QByteArray>{key});
    // What follows on the connection has no name, and is known by it.
    auto list = scene.begin(Scene::kPing);
    QCOMPARE(list.visit.key(), key);
    scene.end(list);
    QCOMPARE(scene.manager.sessions().size(), std::size_t(1));
    // The next run of the same program.
    scene.client = "10.0.0.1:5000";
    auto again = scene.begin(Scene::initialize());
    scene.answer(again, Scene::initialized());
    scene.end(again);
    session = scene.manager.find(key);
    QCOMPARE(session->counters.requests, quint64(3));
    QCOMPARE(session->inFlightToServer, 0);
    QCOMPARE(scene.manager.count(), 1);
    QCOMPARE(scene.begin(Scene::kPing).visit.key(), key);
    QVERIFY(scene.ended.empty());
}

void SessionGroupsTest::statelessWithoutName()
{
    Scene scene;
    auto going = scene.begin(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})");
    scene.answer(going, Scene::initialized());
    scene.end(going);
    QCOMPARE(scene.begin(Scene::kPing).visit.key(), "default~10.0.0.1:4000"_ba);
    QCOMPARE(scene.manager.count(), 1);
}

void SessionGroupsTest::aliasGoesWithItsSession()
{
    Scene scene;
    const auto open = [&](const QByteArray &name) {
        auto going = scene.begin(Scene::initialize(name));
        scene.answer(going, Scene::initialized());
        scene.end(going);
    };
    open("a");
    open("b"); // on the same connection, which is b's from now on
    QCOMPARE(scene.begin(Scene::kPing).visit.key(), "default~b@10.0.0.1"_ba);
    scene.manager.end("default~a@10.0.0.1", SessionEnd::ByPerson, u"x"_s);
    QCOMPARE(scene.begin(Scene::kPing).visit.key(), "default~b@10.0.0.1"_ba);
    // Not by the other name of a session: that is no key.
    QVERIFY(!scene.manager.end("default~10.0.0.1:4000", SessionEnd::ByPerson, u"x"_s));
    QVERIFY(scene.manager.end("default~b@10.0.0.1", SessionEnd::ByPerson, u"x"_s));
    QCOMPARE(scene.begin(Scene::kPing).visit.key(), "default~10.0.0.1:4000"_ba);
    QCOMPARE(scene.manager.count(), 1);
}

void SessionGroupsTest::searchesEnd()
{
    Scene scene;
    const QByteArray nothing =
        R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
    for (int i = 0; i < 20; ++i) {
        auto going = scene.begin(nothing);
        scene.end(going);
    }
    const LiveSession *session = scene.manager.table().find("default~10.0.0.1:4000");
    QVERIFY(session);
    QCOMPARE(int(session->searches), 8);
}

void SessionGroupsTest::handshakes_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("told");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("capabilities");
    const auto row = [](const char *name, const QByteArray &params, bool told, const QByteArray &expected = {},
                        const QByteArray &capabilities = {}) {
        QTest::newRow(name) << QByteArray(R"({"params":)" + params + "}") << told << expected << capabilities;
    };
    row("nothing", "{}", false);
    row("no object", "[1,2]", false);
    row("info is no object", R"({"clientInfo":"demo"})", false);
    row("name is no text", R"({"clientInfo":{"name":7,"version":[]}})", true);
    row("order is kept", R"({"clientInfo":{"name":"x"},"capabilities":{"b":1,"a":9007199254740993}})", true, "x",
        R"({"b":1,"a":9007199254740993})");
    row("_meta counts before",
        R"({"clientInfo":{"name":"a"},"_meta":{"io.modelcontextprotocol/clientInfo":{"name":"b"}}})", true, "b");
    row("too long to keep", R"({"clientInfo":{"name":"x"},"capabilities":{"a":")" + QByteArray(16 * 1024, 'x') + "\"}}",
        true, "x");
    row("just short enough",
        R"({"clientInfo":{"name":"x"},"capabilities":{"a":")" + QByteArray(kMaxCapabilityBytes - 8, 'x') + "\"}}", true,
        "x", R"({"a":")" + QByteArray(kMaxCapabilityBytes - 8, 'x') + "\"}");
    row("deep", R"({"capabilities":{"a":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}}", false);
    row("huge", R"({"clientInfo":{"name":"x"},"b":")" + QByteArray(kMaxSearchedBytes, 'x') + "\"}", false);
    row("broken", R"({"clientInfo":{"name":"x"})", false);
    row("no UTF-8", "{\"clientInfo\":{\"name\":\"\xff\xfe\"}}", false);
    row("lone surrogate", R"({"clientInfo":{"name":"\ud800"}})", false);
    QTest::newRow("empty") << QByteArray() << false << QByteArray() << QByteArray();
    QTest::newRow("a number") << QByteArray("1e999") << false << QByteArray() << QByteArray();
}

void SessionGroupsTest::handshakes()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, told);
    const auto party = clientIn(message);
    QCOMPARE(party.has_value(), told);
    QVERIFY(!serverIn(message));
    if (party) {
        QTEST(party->name, "name");
        QTEST(party->capabilities, "capabilities");
    }
}

void SessionGroupsTest::interned()
{
    SessionLimits limits;
    limits.maxPerClient = 20'000;
    Scene scene(limits);
    scene.open("S0");
    const qsizetype texts = scene.manager.table().pool().size();
    const qint64 bytes = scene.manager.table().pool().contentBytes();
    QVERIFY(texts > 0);
    for (int i = 1; i < 10'000; ++i)
        scene.open("S" + QByteArray::number(i));
    QCOMPARE(scene.manager.table().pool().size(), texts);
    QCOMPARE(scene.manager.table().pool().contentBytes(), bytes);
    const auto first = scene.manager.find("default/S0");
    const auto last = scene.manager.find("default/S9999");
    QVERIFY(first->client.capabilities.constData() == last->client.capabilities.constData());
    scene.advance(1800);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 0);
    QCOMPARE(scene.manager.table().pool().size(), 0);
    QCOMPARE(scene.manager.table().pool().contentBytes(), 0);
    QCOMPARE(first->client.capabilities, R"({"roots":{}})"_ba); // a snapshot keeps what it shows
}

void SessionGroupsTest::restored()
{
    Scene scene;
    auto going = scene.begin(Scene::kPing, "S1");
    QVERIFY(scene.manager.restore(stored()));
    const auto session = scene.manager.find("default/S1");
    QCOMPARE(session->state, SessionState::Active);
    QCOMPARE(session->createdAtUs, 1000);
    QCOMPARE(session->lastActivityAtUs, scene.nowUs + Scene::kEpochUs);
    QCOMPARE(session->inFlightToServer, 1);
    QCOMPARE(session->client, stored().client);
    QCOMPARE(session->server, stored().server);
    QCOMPARE(session->protocolVersion, "2025-03-26"_ba);
    QCOMPARE(session->tags, QList<QByteArray>{"kept"});
    QCOMPARE(session->counters, (exchange::SessionCounters{2, 2, 3, 4, 5, 6 + quint64(Scene::kPing.size()), 7}));
    QVERIFY(session->revision > 41);
    scene.end(going);
    scene.manager.sweep();
    QCOMPARE(scene.sent.back()->createdAtUs, 1000);
}

void SessionGroupsTest::restoredOnce()
{
    Scene scene;
    scene.call("S1");
    QVERIFY(scene.manager.restore(stored()));
    const auto counters = scene.manager.find("default/S1")->counters;
    QVERIFY(!scene.manager.restore(stored()));
    QCOMPARE(scene.manager.find("default/S1")->counters, counters);
}

void SessionGroupsTest::restoredKnowsLess()
{
    Scene scene;
    scene.open("S1");
    exchange::SessionRecord record = stored();
    record.createdAtUs = scene.nowUs + Scene::kEpochUs + 5;
    record.tags = QList<QByteArray>(1000, "same");
    QVERIFY(scene.manager.restore(record));
    const auto session = scene.manager.find("default/S1");
    QCOMPARE(session->createdAtUs, scene.nowUs + Scene::kEpochUs);
    QCOMPARE(session->client.name, "demo"_ba);
    QCOMPARE(session->server.version, "3"_ba);
    QCOMPARE(session->protocolVersion, "2025-06-18"_ba);
    QCOMPARE(session->tags, QList<QByteArray>{"same"});
}

void SessionGroupsTest::restoredEnded_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<bool>("enforce");
    QTest::addColumn<bool>("refused");
    for (const bool enforce : {false, true}) {
        const char *tail = enforce ? "enforced" : "";
        QTest::addRow("by a person %s", tail) << int(SessionEnd::ByPerson) << enforce << true;
        QTest::addRow("by a limit %s", tail) << int(SessionEnd::IdleTimeout) << enforce << enforce;
        QTest::addRow("by the server %s", tail) << int(SessionEnd::ByServer) << enforce << false;
    }
}

// What ended it on another instance, or before the restart, still holds.
void SessionGroupsTest::restoredEnded()
{
    QFETCH(int, end);
    QFETCH(bool, enforce);
    QFETCH(bool, refused);
    SessionLimits limits;
    limits.enforce = enforce;
    exchange::SessionRecord record = stored();
    record.end = SessionEnd(end);
    record.state = SessionState::Closed;
    record.endText = u"long ago"_s;
    for (const bool lives : {true, false}) {
        Scene scene(limits);
        if (lives)
            scene.call("S1");
        QCOMPARE(scene.manager.restore(record), lives || refused);
        QCOMPARE(scene.manager.count(), lives && !refused ? 1 : 0);
        const auto next = scene.begin(Scene::kPing, "S1");
        QCOMPARE(next.visit.refusal(), refused ? Refusal::SessionEnded : Refusal::None);
        QCOMPARE(next.visit.refusalText(), refused ? u"long ago"_s : QString());
        if (lives && refused)
            QCOMPARE(scene.ended.back()->counters.errors, quint64(4));
    }
}

// A store in memory may answer at once.
void SessionGroupsTest::restoredWithinTheSignal()
{
    exchange::SessionRecord record = stored();
    Scene scene;
    connect(&scene.manager, &SessionManager::unknownSeen, this, [&] { scene.manager.restore(record); });
    scene.call("S1");
    QCOMPARE(scene.manager.find("default/S1")->createdAtUs, 1000);
    record.key = "default/S2";
    record.id = "S2";
    record.state = SessionState::Closed;
    record.end = SessionEnd::ByPerson;
    auto refused = scene.begin(Scene::kPing, "S2");
    QCOMPARE(refused.visit.refusal(), Refusal::SessionEnded);
    QVERIFY(refused.visit.isEmpty());
    QCOMPARE(refused.visit.refusalText(), u"the session was ended"_s);
    QCOMPARE(scene.manager.count(), 1);
}

void SessionGroupsTest::restoredForeign()
{
    Scene scene;
    QVERIFY(!scene.manager.restore(stored()));
    QVERIFY(!scene.manager.restore({}));
    QCOMPARE(scene.manager.count(), 0);
}

QTEST_GUILESS_MAIN(SessionGroupsTest)
#include "tst_sessiongroups.moc"
