// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionscene.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::session;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionEnd;
using exchange::SessionState;

namespace {

SessionLimits limitsOf(int sessions, int perClient, bool enforce = false)
{
    SessionLimits limits;
    limits.maxSessions = sessions;
    limits.maxPerClient = perClient;
    limits.enforce = enforce;
    return limits;
}

QByteArray idOf(int number)
{
    return "S" + QByteArray::number(number);
}

} // namespace

class SessionLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyInitializeAtOnce();
    void perClient();
    void perClientIsGivenBack();
    void leastRecentlyUsedGoesFirst();
    void whatIsInUseStays();
    void groupsMakeRoom();
    void groupsAreNeverRefused();
    void memoryPressure();
    void enforced();
    void notEnforced();
    void maximumAge();
    void maximumAgeAfterRestart_data();
    void maximumAgeAfterRestart();
    void loweredLimits();
    void refusedFloodIsForgotten();
    void abandoned();
    void endedFromASlot();
};

void SessionLimitsTest::manyInitializeAtOnce()
{
    Scene scene(limitsOf(10, 1000));
    std::vector<Scene::Going> going;
    int refused = 0;
    for (int i = 0; i < 25; ++i) {
        scene.client = "10.0.0." + QByteArray::number(i) + ":1";
        going.push_back(scene.begin(Scene::initialize()));
        refused += going.back().visit.refusal() == Refusal::TooManySessions ? 1 : 0;
        QVERIFY(scene.manager.count() <= 10);
    }
    QCOMPARE(refused, 15);
    QVERIFY(!going.back().visit.refusalText().isEmpty());
    for (int i = 0; i < 25; ++i) {
        if (going[std::size_t(i)].visit.isEmpty())
            continue;
        scene.answer(going[std::size_t(i)], Scene::initialized(), idOf(i));
        scene.end(going[std::size_t(i)]);
    }
    QCOMPARE(scene.manager.count(), 10);
    QVERIFY(scene.ended.empty());
}

void SessionLimitsTest::perClient()
{
    Scene scene(limitsOf(100, 3));
    std::vector<Scene::Going> going;
    for (int i = 0; i < 5; ++i) {
        scene.client = "10.0.0.1:" + QByteArray::number(4000 + i); // a port makes no other client
        going.push_back(scene.begin(Scene::initialize()));
        QCOMPARE(going.back().visit.refusal(), i < 3 ? Refusal::None : Refusal::TooManyOfClient);
    }
    QVERIFY(going.back().visit.refusalText().contains(u"3"_s));
    scene.client = "[::1]:4000";
    QCOMPARE(scene.begin(Scene::initialize()).visit.refusal(), Refusal::None);
    // The same for sessions that are seen for the first time.
    scene.client = "10.0.0.1:1";
    QCOMPARE(scene.begin(Scene::kPing, "S9").visit.refusal(), Refusal::TooManyOfClient);
    // One that lives is served, wherever its client is now.
    scene.answer(going[0], Scene::initialized(), "S0");
    QCOMPARE(scene.begin(Scene::kPing, "S0").visit.refusal(), Refusal::None);
    QVERIFY(scene.unknown.isEmpty());
}

void SessionLimitsTest::perClientIsGivenBack()
{
    Scene scene(limitsOf(100, 1));
    for (int i = 0; i < 5; ++i) {
        auto failing = scene.begin(Scene::initialize());
        QCOMPARE(failing.visit.refusal(), Refusal::None);
        scene.end(failing, 500);
        QCOMPARE(scene.open(idOf(i)), "default/" + idOf(i));
        QCOMPARE(scene.begin(Scene::initialize()).visit.refusal(), Refusal::TooManyOfClient);
        auto remove = scene.begin({}, idOf(i), exchange::Kind::End);
        scene.end(remove, 200);
    }
    // A server without ids: what was reserved becomes a group, which is no session on the wire.
    auto stateless = scene.begin(Scene::initialize());
    scene.answer(stateless, Scene::initialized());
    scene.end(stateless);
    QCOMPARE(scene.begin(Scene::initialize()).visit.refusal(), Refusal::None);
}

void SessionLimitsTest::leastRecentlyUsedGoesFirst()
{
    Scene scene(limitsOf(4, 100));
    for (int i = 0; i < 4; ++i) {
        scene.open(idOf(i));
        scene.advance(10);
    }
    scene.call("S0");
    scene.advance(40);
    scene.manager.sweep(); // S1 and S2 are idle now
    scene.call("S1");
    for (int i = 10; i < 14; ++i)
        scene.open(idOf(i));
    QList<QByteArray> order;
    for (const auto &session : scene.ended) {
        QCOMPARE(session->end, SessionEnd::Evicted);
        QCOMPARE(session->state, SessionState::Expired);
        QVERIFY(session->endText.contains(u"4"_s));
        order.append(session->id);
    }
    QCOMPARE(order, (QList<QByteArray>{"S2", "S3", "S0", "S1"}));
    QCOMPARE(scene.manager.count(), 4);
}

void SessionLimitsTest::whatIsInUseStays()
{
    Scene scene(limitsOf(3, 100));
    auto stream = scene.begin({}, "S0", exchange::Kind::Stream);
    auto call = scene.begin(Scene::kPing, "S1");
    scene.open("S2");
    scene.advance(120);
    scene.manager.sweep();
    scene.open("S3");
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.ended[0]->id, "S2"_ba);
    auto last = scene.begin(Scene::kPing, "S3");
    QCOMPARE(scene.begin(Scene::initialize()).visit.refusal(), Refusal::TooManySessions);
    QCOMPARE(scene.begin(Scene::kPing, "S4").visit.refusal(), Refusal::TooManySessions);
    QCOMPARE(scene.begin(Scene::kPing, "S0").visit.refusal(), Refusal::None);
    scene.end(stream);
    QCOMPARE(scene.begin(Scene::kPing, "S4").visit.refusal(), Refusal::None);
    QCOMPARE(scene.ended.back()->id, "S0"_ba);
}

void SessionLimitsTest::groupsMakeRoom()
{
    Scene scene(limitsOf(2, 100));
    scene.open("S1");
    scene.advance(1);
    auto modern = scene.begin(Scene::modern("tools/list", "host"));
    scene.end(modern);
    scene.advance(1);
    // A group pushes out a group, though a session was unused for longer.
    auto another = scene.begin(Scene::modern("tools/list", "other"));
    scene.end(another);
    QCOMPARE(scene.ended.back()->key, "default~host@10.0.0.1"_ba);
    // A session pushes out whatever was unused for longest.
    scene.call("S2");
    QCOMPARE(scene.ended.back()->id, "S1"_ba);
    scene.call("S3");
    QCOMPARE(scene.ended.back()->key, "default~other@10.0.0.1"_ba);
}

void SessionLimitsTest::groupsAreNeverRefused()
{
    Scene scene(limitsOf(2, 1));
    auto one = scene.begin(Scene::modern("tools/list", "one"));
    auto two = scene.begin(Scene::modern("tools/list", "two")); // of the same address
    QVERIFY(!one.visit.isEmpty());
    QVERIFY(two.visit.isEmpty());
    QCOMPARE(two.visit.refusal(), Refusal::None);
    scene.client = "10.0.0.2:1";
    auto session = scene.begin(Scene::kPing, "S1");
    scene.client = "10.0.0.3:1";
    auto full = scene.begin(Scene::modern("tools/list", "three"));
    QVERIFY(full.visit.isEmpty());
    QCOMPARE(full.visit.refusal(), Refusal::None);
    QCOMPARE(scene.manager.count(), 2);
}

void SessionLimitsTest::memoryPressure()
{
    SessionLimits limits = limitsOf(100'000, 100'000);
    limits.maxBytes = 64 * 1024;
    Scene scene(limits);
    for (int i = 0; i < 1000; ++i)
        scene.open(idOf(i), "client" + QByteArray::number(i));
    QVERIFY(scene.manager.table().contentBytes() <= limits.maxBytes + 1024);
    QVERIFY(scene.manager.count() > 20);
    QVERIFY(scene.manager.count() < 200);
    QCOMPARE(scene.ended.front()->id, "S0"_ba);
    QVERIFY(scene.ended.front()->endText.contains(u"bytes"_s));
    QVERIFY(scene.manager.find("default/S999"));
    // Tags and what a store knew weigh too; the next sweep sees to it.
    const qsizetype before = scene.manager.count();
    scene.manager.setTags("default/S999", QList<QByteArray>(1, QByteArray(256, 't')));
    QList<QByteArray> tags;
    for (int i = 0; i < 64; ++i)
        tags.append(QByteArray(250, 't') + QByteArray::number(i));
    scene.manager.setTags("default/S999", tags);
    scene.manager.sweep();
    QVERIFY(scene.manager.count() < before);
    QVERIFY(scene.manager.find("default/S999"));
}

void SessionLimitsTest::enforced()
{
    Scene scene(limitsOf(2, 100, true));
    scene.open("S1");
    scene.open("S2");
    scene.open("S3");
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QVERIFY(scene.endedAtServer[0]);
    auto refused = scene.begin(Scene::kPing, "S1");
    QCOMPARE(refused.visit.refusal(), Refusal::SessionEnded);
    QVERIFY(!refused.visit.refusalText().isEmpty());
    scene.advance(30 * 60);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 0);
    QCOMPARE(scene.begin(Scene::kPing, "S2").visit.refusal(), Refusal::SessionEnded);
    // A group has nothing on the wire that could be refused.
    auto modern = scene.begin(Scene::modern("tools/list", "host"));
    scene.end(modern);
    scene.manager.end("default~host@10.0.0.1", SessionEnd::ByPerson, u"x"_s);
    QVERIFY(!scene.endedAtServer.back());
    QVERIFY(!scene.begin(Scene::modern("tools/list", "host")).visit.isEmpty());
}

void SessionLimitsTest::notEnforced()
{
    Scene scene;
    scene.open("S1");
    scene.advance(1800);
    scene.manager.sweep();
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 0);
    QVERIFY(!scene.endedAtServer[0]);
    auto back = scene.begin(Scene::kPing, "S1");
    QCOMPARE(back.visit.refusal(), Refusal::None);
    QCOMPARE(scene.unknown, QList<QByteArray>{"default/S1"});
    QVERIFY(scene.manager.restore(*scene.ended[0]));
    const auto session = scene.manager.find("default/S1");
    QCOMPARE(session->state, SessionState::Active);
    QCOMPARE(session->end, SessionEnd::None);
    QCOMPARE(session->endedAtUs, 0);
    QCOMPARE(session->client.name, "demo"_ba);
    QCOMPARE(session->counters.requests, quint64(2));
}

void SessionLimitsTest::maximumAge()
{
    SessionLimits limits;
    limits.maxAgeMs = 100'000;
    Scene scene(limits);
    scene.open("S1");
    scene.advance(50);
    scene.open("S2");
    auto stream = scene.begin({}, "S1", exchange::Kind::Stream);
    scene.advance(49);
    scene.call("S1");
    scene.manager.sweep();
    QVERIFY(scene.ended.empty());
    scene.advance(1);
    scene.manager.sweep();
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.ended[0]->id, "S1"_ba);
    QCOMPARE(scene.ended[0]->end, SessionEnd::MaximumAge);
    QCOMPARE(scene.ended[0]->endText, u"older than 100 seconds"_s);
    QCOMPARE(scene.ended[0]->openStreams, 1);
    scene.end(stream);
    limits.maxAgeMs = 0;
    scene.manager.setLimits(limits);
    scene.advance(1000);
    scene.manager.sweep();
    QCOMPARE(scene.ended.size(), std::size_t(1));
    limits.maxAgeMs = 5000;
    scene.manager.setLimits(limits);
    scene.manager.sweep();
    QCOMPARE(scene.ended.size(), std::size_t(2));
}

void SessionLimitsTest::maximumAgeAfterRestart_data()
{
    QTest::addColumn<bool>("enforce");
    QTest::newRow("enforced: age counts from the first beginning") << true;
    QTest::newRow("else it would be too old at once, each time") << false;
}

void SessionLimitsTest::maximumAgeAfterRestart()
{
    QFETCH(bool, enforce);
    SessionLimits limits = limitsOf(10, 10, enforce);
    limits.maxAgeMs = 100'000;
    Scene scene(limits);
    scene.call("S1");
    exchange::SessionRecord stored = *scene.manager.find("default/S1");
    stored.createdAtUs -= 1000 * kSecondUs;
    QVERIFY(scene.manager.restore(stored));
    QCOMPARE(scene.manager.find("default/S1")->createdAtUs, stored.createdAtUs);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), enforce ? 0 : 1);
}

void SessionLimitsTest::loweredLimits()
{
    Scene scene;
    for (int i = 0; i < 10; ++i)
        scene.open(idOf(i));
    SessionLimits limits = limitsOf(4, 100);
    QVERIFY(limits != scene.manager.limits());
    scene.manager.setLimits(limits);
    QCOMPARE(scene.manager.limits(), limits);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 4);
    QVERIFY(scene.manager.find("default/S9"));
    limits.idleTimeoutMs = 10'000; // shorter than the time to Idle
    scene.manager.setLimits(limits);
    scene.advance(10);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 0);
}

void SessionLimitsTest::refusedFloodIsForgotten()
{
    Scene scene(limitsOf(100'000, 100'000, true));
    const qint64 empty = scene.manager.bytes();
    for (int i = 0; i < 3 * int(EndedSessions::kMaxKept); ++i) {
        scene.manager.end("default/" + idOf(i), SessionEnd::ByPerson, u"x"_s);
    }
    QVERIFY(scene.manager.bytes() < empty + 4 * 1024 * 1024);
    const int last = 3 * int(EndedSessions::kMaxKept) - 1;
    QCOMPARE(scene.begin(Scene::kPing, idOf(last)).visit.refusal(), Refusal::SessionEnded);
    QCOMPARE(scene.begin(Scene::kPing, idOf(0)).visit.refusal(), Refusal::None);
}

// What 100,000 abandoned sessions took is given back, tables and all.
void SessionLimitsTest::abandoned()
{
    Scene scene(limitsOf(200'000, 200'000));
    scene.open("first");
    const qint64 before = scene.manager.bytes();
    const mcp::Message ping = scene.reader.read(Scene::kPing);
    exchange::Record facts = scene.facts(Scene::kPing, "S");
    facts.status = 200;
    facts.state = exchange::State::Completed;
    for (int i = 0; i < 100'000; ++i) {
        facts.sessionId = idOf(i);
        facts.client = "10.1." + QByteArray::number(i % 250) + ".1:4000";
        scene.manager.enter(facts, ping).leave(facts);
    }
    QCOMPARE(scene.manager.count(), 100'001);
    const qint64 full = scene.manager.bytes();
    QVERIFY2(full / 100'000 < 2048, qPrintable(QString::number(full / 100'000)));
    QVERIFY(full / 100'000 > qint64(sizeof(LiveSession)));
    scene.sent.clear();
    scene.manager.sweep();
    QCOMPARE(scene.sent.size(), std::size_t(100'001));
    scene.advance(1800);
    scene.manager.sweep();
    scene.call("first");
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 1);
    QCOMPARE(scene.ended.size(), std::size_t(100'001));
    QVERIFY2(scene.manager.bytes() <= before + 8192, qPrintable(QString::number(scene.manager.bytes() - before)));
}

// The owner cuts streams when a session ends: visits leave while the manager is still at it.
void SessionLimitsTest::endedFromASlot()
{
    SessionLimits limits;
    limits.maxAgeMs = 1000;
    Scene scene(limits);
    std::vector<Scene::Going> streams;
    for (int i = 0; i < 20; ++i)
        streams.push_back(scene.begin({}, idOf(i), exchange::Kind::Stream));
    int cut = 0;
    connect(&scene.manager, &SessionManager::ended, this, [&](const exchange::SessionPtr &session) {
        for (Scene::Going &going : streams) {
            if (going.visit.key() == session->key) {
                scene.end(going, 200, exchange::State::Cancelled);
                ++cut;
            }
        }
        scene.manager.end("default/S19", SessionEnd::ByPerson, u"with the others"_s);
    });
    scene.advance(1);
    scene.manager.sweep();
    QCOMPARE(scene.manager.count(), 0);
    QCOMPARE(cut, 20);
    QCOMPARE(scene.ended.size(), std::size_t(20));
}

QTEST_GUILESS_MAIN(SessionLimitsTest)
#include "tst_sessionlimits.moc"
