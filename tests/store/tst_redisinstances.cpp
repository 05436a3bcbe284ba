// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redisinstances.h"

#include "store/redisfixture.h"

using namespace sightglass;
using namespace sightglass::store;
using test::answerOf;
using test::openState;
using test::RedisServer;

namespace {

QByteArray idOf(const Result<Instance> &owner)
{
    return owner ? owner->id : owner.error().code == ErrorCode::NotFound ? QByteArray("nobody") : QByteArray("error");
}

QByteArray claim(InstanceRegistry &registry, const QByteArray &thing)
{
    return idOf(answerOf<Instance>([&](auto done) { registry.claim(thing, done); }));
}

QByteArray ownerOf(InstanceRegistry &registry, const QByteArray &thing)
{
    return idOf(answerOf<Instance>([&](auto done) { registry.ownerOf(thing, done); }));
}

QList<QByteArray> idsOf(InstanceRegistry &registry)
{
    const auto all = answerOf<std::vector<Instance>>([&](auto done) { registry.instances(done); });
    QList<QByteArray> ids;
    for (const Instance &one : all ? *all : std::vector<Instance>())
        ids.append(one.id);
    return ids;
}

} // namespace

class TestRedisInstances : public QObject
{
    Q_OBJECT

    RedisServer m_server;

    RedisOptions options() const
    {
        RedisOptions options = m_server.options();
        options.instanceTtlMs = 600;
        options.instanceRenewMs = 150;
        return options;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_server.resume();
        m_server.ask({"FLUSHALL"});
    }

    void oneOwnerAtATime()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        QCOMPARE(claim(*a->instances, "x"), QByteArray("error")); // not announced
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        const QByteArray thing("t\0\xff\r\n", 5);
        QCOMPARE(ownerOf(*a->instances, thing), QByteArray("nobody"));
        QCOMPARE(claim(*a->instances, thing), QByteArray("A"));
        QCOMPARE(claim(*a->instances, thing), QByteArray("A"));
        QCOMPARE(claim(*b->instances, thing), QByteArray("A"));
        b->instances->release(thing); // it is not B's
        const Result<Instance> owner = answerOf<Instance>([&](auto done) { b->instances->ownerOf(thing, done); });
        QVERIFY(owner);
        QCOMPARE(*owner, (Instance{"A", "10.0.0.1:1"}));
        a->instances->release(thing);
        QCOMPARE(ownerOf(*a->instances, thing), QByteArray("nobody"));
        QCOMPARE(claim(*b->instances, thing), QByteArray("B"));
        QCOMPARE(idsOf(*a->instances), QList<QByteArray>({"A", "B"}));
    }

    // Somebody found that nobody answers there any more.
    void declaredDead()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        QCOMPARE(claim(*a->instances, "t"), QByteArray("A"));
        b->instances->declareDead("10.0.0.3:1"); // nobody is said to be there
        b->instances->declareDead("10.0.0.2:1"); // nobody buries itself
        QCOMPARE(claim(*b->instances, "t"), QByteArray("A"));
        b->instances->declareDead("10.0.0.1:1");
        QCOMPARE(claim(*b->instances, "t"), QByteArray("B"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"B"}));
        // It lives after all, and finds what it owned taken.
        QCOMPARE(claim(*a->instances, "t"), QByteArray("B"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"A", "B"}));
    }

    void theDeadOwnNothing()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        QCOMPARE(claim(*a->instances, "t"), QByteArray("A"));
        QCOMPARE(claim(*a->instances, "u"), QByteArray("A"));
        a.reset();                                              // without a word
        QCOMPARE(ownerOf(*b->instances, "t"), QByteArray("A")); // as far as anybody knows
        QTRY_COMPARE(ownerOf(*b->instances, "t"), QByteArray("nobody"));
        QCOMPARE(claim(*b->instances, "t"), QByteArray("B"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"B"}));
        // The living clear up behind the dead.
        QTRY_COMPARE(m_server.ask({"EXISTS", "sightglass:thing:u", "sightglass:things:A"}), QByteArray(":0"));
        QCOMPARE(ownerOf(*b->instances, "t"), QByteArray("B"));
    }

    void whoRenewsLives()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        QCOMPARE(claim(*a->instances, "t"), QByteArray("A"));
        b->instances->announce({"B", "10.0.0.2:1"});
        // Longer than a life without renewal.
        QTimer clock;
        int turns = 0;
        connect(&clock, &QTimer::timeout, this, [&] { ++turns; });
        clock.start(150);
        QTRY_VERIFY(turns >= 8);
        QCOMPARE(ownerOf(*b->instances, "t"), QByteArray("A"));
    }

    void aNewOneAtAnAddressTakesBackWhatTheOldOneHad()
    {
        RedisOptions slow = options();
        slow.instanceTtlMs = 60'000;
        slow.instanceRenewMs = 20'000;
        auto old = openState(slow);
        auto b = openState(slow);
        QVERIFY(old && b);
        old->instances->announce({"old", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        QCOMPARE(claim(*old->instances, "t"), QByteArray("old"));
        QCOMPARE(claim(*b->instances, "u"), QByteArray("B"));
        old.reset();
        auto fresh = openState(slow);
        QVERIFY(fresh);
        QCOMPARE(ownerOf(*b->instances, "t"), QByteArray("old"));
        fresh->instances->announce({"new", "10.0.0.1:1"});
        QTRY_COMPARE(ownerOf(*b->instances, "t"), QByteArray("nobody"));
        QCOMPARE(ownerOf(*fresh->instances, "u"), QByteArray("B"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"B", "new"}));
    }

    void withdraws()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        for (int i = 0; i < 100; ++i)
            a->instances->claim(QByteArray::number(i), [](const Result<Instance> &) {});
        QVERIFY(answerOf<void>([&](auto done) { a->instances->withdraw(done); }));
        QCOMPARE(ownerOf(*b->instances, "50"), QByteArray("nobody"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"B"}));
        QVERIFY(answerOf<void>([&](auto done) { b->instances->withdraw(done); }));
        QTRY_COMPARE(m_server.ask({"DBSIZE"}), QByteArray(":0"));
    }

    void servesAloneWhileRedisIsAway()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        QCOMPARE(claim(*a->instances, "kept"), QByteArray("A"));
        QCOMPARE(claim(*a->instances, "released"), QByteArray("A"));
        QCOMPARE(claim(*b->instances, "theirs"), QByteArray("B"));
        m_server.kill();
        QTRY_VERIFY(!a->sessions->health().reachable && !b->sessions->health().reachable);
        QCOMPARE(claim(*a->instances, "new"), QByteArray("A"));
        QCOMPARE(ownerOf(*a->instances, "new"), QByteArray("A"));
        QCOMPARE(ownerOf(*a->instances, "kept"), QByteArray("A"));
        QCOMPARE(ownerOf(*a->instances, "theirs"), QByteArray("nobody"));
        QCOMPARE(idsOf(*a->instances), QList<QByteArray>({"A"}));
        a->instances->release("released");
        QVERIFY(m_server.start()); // it has forgotten everything
        QTRY_VERIFY_WITH_TIMEOUT(a->sessions->health().reachable && b->sessions->health().reachable, 20'000);
        QTRY_COMPARE(ownerOf(*b->instances, "new"), QByteArray("A"));
        QCOMPARE(ownerOf(*b->instances, "kept"), QByteArray("A"));
        QCOMPARE(ownerOf(*a->instances, "theirs"), QByteArray("B"));
        QCOMPARE(ownerOf(*b->instances, "released"), QByteArray("nobody"));
        QCOMPARE(idsOf(*b->instances), QList<QByteArray>({"A", "B"}));
    }

    // Its machine slept: others took it for dead, and one took what it owned.
    void whoWasTakenForDeadClaimsAgain()
    {
        auto a = openState(options());
        auto b = openState(options());
        QVERIFY(a && b);
        a->instances->announce({"A", "10.0.0.1:1"});
        b->instances->announce({"B", "10.0.0.2:1"});
        QCOMPARE(claim(*a->instances, "t"), QByteArray("A"));
        QCOMPARE(claim(*a->instances, "u"), QByteArray("A"));
        m_server.ask({"DEL", "sightglass:instance:A", "sightglass:thing:u", "sightglass:things:A"});
        m_server.ask({"SET", "sightglass:thing:t", "B"});
        QTRY_COMPARE(ownerOf(*b->instances, "u"), QByteArray("A"));
        QCOMPARE(ownerOf(*a->instances, "t"), QByteArray("B"));
        QCOMPARE(idsOf(*a->instances), QList<QByteArray>({"A", "B"}));
    }

    void aReleaseHasTheLastWord()
    {
        auto a = openState(options());
        QVERIFY(a);
        a->instances->announce({"A", "10.0.0.1:1"});
        a->instances->claim("t", [](const Result<Instance> &) {});
        a->instances->release("t");
        QCOMPARE(ownerOf(*a->instances, "t"), QByteArray("nobody"));
        m_server.kill();
        QTRY_VERIFY(!a->sessions->health().reachable);
        QVERIFY(m_server.start());
        QTRY_VERIFY_WITH_TIMEOUT(a->sessions->health().reachable, 20'000);
        QCOMPARE(ownerOf(*a->instances, "t"), QByteArray("nobody"));
    }

    void optionsThatMakeNoSense()
    {
        RedisOptions bad;
        bad.host.clear();
        QCOMPARE(createRedisState(bad).error().code, ErrorCode::InvalidArgument);
        bad = {};
        bad.db = -1;
        QCOMPARE(createRedisState(bad).error().code, ErrorCode::InvalidArgument);
        bad = {};
        bad.instanceTtlMs = bad.instanceRenewMs;
        QCOMPARE(createRedisState(bad).error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestRedisInstances)
#include "tst_redisinstances.moc"
