// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redissessionstore.h"

#include "store/redisfixture.h"

using namespace sightglass;
using namespace sightglass::store;
using exchange::SessionPtr;
using exchange::SessionRecord;
using test::answerOf;
using test::flushed;
using test::openState;
using test::RedisServer;

namespace {

SessionPtr session(const QByteArray &key, qint64 lastActivityAtUs, qint64 endedAtUs = 0)
{
    auto record = std::make_shared<SessionRecord>();
    record->key = key;
    record->id = key;
    record->lastActivityAtUs = lastActivityAtUs;
    record->endedAtUs = endedAtUs;
    record->state = endedAtUs != 0 ? exchange::SessionState::Closed : exchange::SessionState::Active;
    return record;
}

exchange::SessionBatch batch(std::vector<SessionPtr> sessions)
{
    return std::make_shared<const std::vector<SessionPtr>>(std::move(sessions));
}

Result<SessionPtr> load(SessionStore &store, const QByteArray &key)
{
    return answerOf<SessionPtr>([&](auto done) { store.load(key, done); });
}

QByteArray stateOf(SessionStore &store, const QByteArray &key)
{
    const Result<SessionPtr> loaded = load(store, key);
    if (!loaded)
        return loaded.error().code == ErrorCode::NotFound ? "none" : "error";
    return QByteArray::number((*loaded)->lastActivityAtUs);
}

QList<QByteArray> keysOf(SessionStore &store, const SessionQuery &query = {})
{
    const auto listed = answerOf<std::vector<SessionPtr>>([&](auto done) { store.list(query, done); });
    QList<QByteArray> keys;
    if (!listed)
        return {"error"};
    for (const SessionPtr &one : *listed)
        keys.append(one->key);
    return keys;
}

} // namespace

class TestRedisSessionStore : public QObject
{
    Q_OBJECT

    RedisServer m_server;

    void untilReachable(SessionStore &store, bool reachable)
    {
        QTRY_COMPARE_WITH_TIMEOUT(store.health().reachable, reachable, 20'000);
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_server.resume();
        m_server.ask({"FLUSHALL"});
    }

    void savesAndLoadsForAnother()
    {
        auto one = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(one && other);
        SessionRecord record = *session(QByteArray("r/\0\xff\r\n*1", 8), 5'000'000);
        record.endText = QStringLiteral("Grüße");
        record.client = {"client", QByteArray("1\0", 2), R"({"roots":{}})"};
        record.counters.requestBytes = std::numeric_limits<qint64>::max();
        record.tags = {"a", QByteArray("\xfe", 1)};
        one->sessions->save(batch({std::make_shared<const SessionRecord>(record)}));
        QVERIFY(flushed(*one->sessions));
        const Result<SessionPtr> loaded = load(*other->sessions, record.key);
        QVERIFY(loaded);
        QCOMPARE(**loaded, record);
        QCOMPARE(stateOf(*other->sessions, "r/other"), QByteArray("none"));
        QCOMPARE(stateOf(*other->sessions, ""), QByteArray("none"));
    }

    void anOlderSnapshotChangesNothing()
    {
        auto one = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(one && other);
        one->sessions->save(batch({session("a", 20), session("b", 20)}));
        QVERIFY(flushed(*one->sessions));
        other->sessions->save(batch({session("a", 10), session("b", 30)}));
        QVERIFY(flushed(*other->sessions));
        QCOMPARE(stateOf(*one->sessions, "a"), QByteArray("20"));
        QCOMPARE(stateOf(*one->sessions, "b"), QByteArray("30"));
        QCOMPARE(keysOf(*one->sessions), QList<QByteArray>({"b", "a"}));
    }

    void removes()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        state->sessions->save(batch({session("a", 1), session("b", 2)}));
        state->sessions->remove({"a", "none"});
        QCOMPARE(stateOf(*state->sessions, "a"), QByteArray("none"));
        QCOMPARE(keysOf(*state->sessions), QList<QByteArray>({"b"}));
        state->sessions->save(batch({session("a", 1)})); // a removed one may come again
        QCOMPARE(stateOf(*state->sessions, "a"), QByteArray("1"));
        QVERIFY(flushed(*state->sessions));
    }

    void removesUnused()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        std::vector<SessionPtr> sessions = {session("ended late", 10, 2000), session("used", 1000)};
        for (int i = 0; i < 1200; ++i)
            sessions.push_back(session("old " + QByteArray::number(i), i % 900, i % 2 ? i % 900 + 1 : 0));
        state->sessions->save(batch(sessions));
        const auto removed = answerOf<qint64>([&](auto done) { state->sessions->removeUnused(1000, done); });
        QVERIFY(removed);
        QCOMPARE(*removed, 1200);
        QCOMPARE(keysOf(*state->sessions), QList<QByteArray>({"used", "ended late"}));
    }

    void namesOfExpiredSessionsAreTakenOut()
    {
        RedisOptions options = m_server.options();
        options.liveSessionTtlMs = 300;
        auto state = openState(options);
        QVERIFY(state);
        state->sessions->save(batch({session("short", 5), session("ended", 4, 4)}));
        QVERIFY(flushed(*state->sessions));
        QTRY_COMPARE(m_server.ask({"EXISTS", "sightglass:session:short"}), QByteArray(":0"));
        QCOMPARE(m_server.ask({"ZCARD", "sightglass:sessions"}), QByteArray(":2"));
        QCOMPARE(keysOf(*state->sessions), QList<QByteArray>({"ended"}));
        QCOMPARE(m_server.ask({"ZCARD", "sightglass:sessions"}), QByteArray(":1"));
    }

    void somethingElseUnderOurNames()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        state->sessions->save(batch({session("garbage", 5), session("liar", 6), session("good", 7)}));
        QVERIFY(flushed(*state->sessions));
        m_server.ask({"HSET", "sightglass:session:garbage", "json", "{\"key\":"});
        m_server.ask({"HSET", "sightglass:session:liar", "json", "{\"key\":\"good\"}"});
        m_server.ask({"SET", "sightglass:session:list", "x"});
        m_server.ask({"ZADD", "sightglass:sessions", "8", "list", "inf", "nothing", "-inf", "less"});
        QCOMPARE(keysOf(*state->sessions), QList<QByteArray>({"good"}));
        QCOMPARE(load(*state->sessions, "garbage").error().code, ErrorCode::InvalidData);
        QCOMPARE(load(*state->sessions, "liar").error().code, ErrorCode::InvalidData);
        state->sessions->save(batch({session("list", 9)}));
        QVERIFY(flushed(*state->sessions));
        QCOMPARE(stateOf(*state->sessions, "list"), QByteArray("9"));
        m_server.ask({"SET", "sightglass:sessions", "no index"});
        state->sessions->save(batch({session("more", 9)}));
        QCOMPARE(flushed(*state->sessions).error().code, ErrorCode::Io);
    }

    void tenThousand()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        std::vector<SessionPtr> sessions;
        for (int i = 0; i < 10'000; ++i)
            sessions.push_back(session("s" + QByteArray::number(i), 1'000'000 + i / 3, i % 4 == 0 ? 2'000'000 : 0));
        state->sessions->save(batch(sessions));
        QVERIFY(flushed(*state->sessions));
        SessionQuery query;
        query.limit = 700;
        QSet<QByteArray> seen;
        qint64 before = std::numeric_limits<qint64>::max();
        int pages = 0;
        for (;; ++pages) {
            const auto listed =
                answerOf<std::vector<SessionPtr>>([&](auto done) { state->sessions->list(query, done); });
            QVERIFY(listed);
            if (listed->empty())
                break;
            for (const SessionPtr &one : *listed) {
                QVERIFY(one->lastActivityAtUs <= before);
                before = one->lastActivityAtUs;
                QVERIFY(!seen.contains(one->key));
                seen.insert(one->key);
            }
            query.before = before;
            query.beforeKey = listed->back()->key;
        }
        QCOMPARE(seen.size(), 10'000);
        QCOMPARE(pages, 15);
        SessionQuery live;
        live.liveOnly = true;
        live.limit = 100'000;
        QCOMPARE(keysOf(*state->sessions, live).size(), 7'500);
    }

    void goesOnWhileRedisIsAway()
    {
        auto state = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(state && other);
        SessionStore &store = *state->sessions;
        QSignalSpy health(&store, &SessionStore::healthChanged);
        store.save(batch({session("kept", 10), session("gone", 10), session("older", 10), session("seen", 5)}));
        QVERIFY(flushed(store));
        other->sessions->save(batch({session("elsewhere", 1)}));
        QVERIFY(flushed(*other->sessions));

        m_server.pause();
        store.save(batch({session("in flight", 11)}));
        QVERIFY(!flushed(store)); // notices it
        QVERIFY(!store.health().reachable);
        QCOMPARE(health.size(), 1);
        QCOMPARE(stateOf(store, "in flight"), QByteArray("11"));
        QCOMPARE(stateOf(store, "kept"), QByteArray("10"));
        QCOMPARE(stateOf(store, "elsewhere"), QByteArray("error")); // cannot be known
        store.save(batch({session("kept", 20), session("new", 21), session("older", 12)}));
        store.save(batch({session("new", 20)}));
        store.remove({"gone"});
        QCOMPARE(stateOf(store, "new"), QByteArray("21"));
        QCOMPARE(stateOf(store, "gone"), QByteArray("none"));
        QCOMPARE(keysOf(store), QList<QByteArray>({"new", "kept", "older", "in flight", "seen"}));
        const auto removed = answerOf<qint64>([&](auto done) { store.removeUnused(6, done); });
        QVERIFY(removed);
        QCOMPARE(*removed, 1);
        QCOMPARE(flushed(store).error().code, ErrorCode::ConnectionLost);

        m_server.resume();
        untilReachable(*other->sessions, true);
        other->sessions->save(batch({session("older", 15)})); // may come before or after ours, and stays
        QVERIFY(flushed(*other->sessions));
        untilReachable(store, true);
        QVERIFY(flushed(store));
        QCOMPARE(keysOf(*other->sessions), QList<QByteArray>({"new", "kept", "older", "in flight", "elsewhere"}));
        QCOMPARE(stateOf(*other->sessions, "older"), QByteArray("15"));
        QCOMPARE(health.size(), 2);
    }

    void aRestartedServerIsToldEverything()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        state->sessions->save(batch({session("before", 10)}));
        QVERIFY(flushed(*state->sessions));
        m_server.kill();
        untilReachable(*state->sessions, false);
        state->sessions->save(batch({session("meanwhile", 11)}));
        QVERIFY(m_server.start());
        untilReachable(*state->sessions, true);
        QVERIFY(flushed(*state->sessions));
        auto other = openState(m_server.options());
        QVERIFY(other);
        QCOMPARE(keysOf(*other->sessions), QList<QByteArray>({"meanwhile", "before"}));
    }

    void startsWithoutRedis()
    {
        m_server.kill();
        auto state = openState(m_server.options());
        QVERIFY(state);
        QVERIFY(!state->sessions->health().reachable);
        state->sessions->save(batch({session("a", 1)}));
        QCOMPARE(stateOf(*state->sessions, "a"), QByteArray("1"));
        QVERIFY(m_server.start());
        untilReachable(*state->sessions, true);
        QVERIFY(flushed(*state->sessions));
        QCOMPARE(m_server.ask({"HGET", "sightglass:session:a", "at"}), QByteArray("$1\r\n1"));
    }

    void aServerThatCannotBeWrittenToIsAway()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        m_server.ask({"CONFIG", "SET", "maxmemory", "1"});
        state->sessions->save(batch({session("a", 1)}));
        QCOMPARE(flushed(*state->sessions).error().code, ErrorCode::ConnectionLost);
        untilReachable(*state->sessions, false);
        m_server.ask({"CONFIG", "SET", "maxmemory", "0"});
        untilReachable(*state->sessions, true);
        QVERIFY(flushed(*state->sessions));
        QCOMPARE(m_server.ask({"EXISTS", "sightglass:session:a"}), QByteArray(":1"));
    }

    void nothingIsCalledAfterItsDestruction()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        int called = 0;
        for (int i = 0; i < 50; ++i) {
            state->sessions->load("x", [&](const Result<SessionPtr> &) { ++called; });
            state->sessions->list({}, [&](const Result<std::vector<SessionPtr>> &) { ++called; });
            state->sessions->flush([&](const Result<void> &) { ++called; });
        }
        state->sessions.reset(); // the connection lives on
        const auto all = answerOf<std::vector<Instance>>([&](auto done) { state->instances->instances(done); });
        QVERIFY(all);
        QCOMPARE(called, 0);
    }

    void theOverlayIsBounded()
    {
        SessionOverlay overlay(100);
        for (int i = 0; i < 150; ++i)
            overlay.save(session(QByteArray::number(i), i), i < 60);
        for (int i = 0; i < 60; ++i)
            overlay.wrote(overlay.find(QByteArray::number(i)) ? overlay.find(QByteArray::number(i)) : session("x", 1));
        QVERIFY(overlay.find("149"));
        QVERIFY(!overlay.find("0"));
        QVERIFY(overlay.list({}).size() <= 100);
        QVERIFY(!overlay.written());
        for (const SessionPtr &one : overlay.takeSessions())
            overlay.wrote(one);
        overlay.writeAgain(false);
        overlay.takeSessions();
        QVERIFY(overlay.dropped() > 0);
    }
};

QTEST_GUILESS_MAIN(TestRedisSessionStore)
#include "tst_redissessionstore.moc"
