// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every SessionStore, EventStore and InstanceRegistry owes, on all kinds alike.
#include "store/sessionfixture.h"
#include "store/statekinds.h"
#include "store/storefixture.h"

#include "base/clock.h"

using namespace sightglass;
using namespace sightglass::store;
using exchange::SessionEnd;
using exchange::SessionPtr;
using exchange::SessionRecord;
using exchange::SessionState;

namespace {

const QByteArray kSession = "default/s1";

SessionRecord ended(SessionRecord session, qint64 endedAtUs)
{
    session.state = SessionState::Closed;
    session.end = SessionEnd::ByClient;
    session.endText = QStringLiteral("the client ended it");
    session.endedAtUs = endedAtUs;
    return session;
}

QList<quint64> numbersOf(const StoredStream &stream)
{
    QList<quint64> numbers;
    for (const StoredEvent &event : stream.events)
        numbers.append(event.number);
    return numbers;
}

} // namespace

class TestSessionStoreContract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<int>("kind");
        const std::vector<StateKind> kinds = stateKinds();
        for (int i = 0; i < int(kinds.size()); ++i)
            QTest::newRow(kinds[size_t(i)].name) << i;
    }

    void init() { make({}); }
    void cleanup() { m_fixture.reset(); }

    // ---- sessions ---------------------------------------------------------------------------------------------------

    void savedSessionIsFound()
    {
        const SessionRecord session = ended(usualSession("s1", 1'800'000'000'000'100), 1'800'000'000'000'200);
        state().sessions->save(batchOf({session}));
        const Result<SessionPtr> found =
            load(state(), session.key); // without a flush: what was told first is done first
        VERIFY_DONE(found);
        QVERIFY(**found == session);
        QCOMPARE(load(state(), "default/other").error().code, ErrorCode::NotFound);
        VERIFY_DONE(flush(state()));
        QVERIFY(state().sessions->health().reachable);
    }

    void newerSnapshotTakesThePlace()
    {
        SessionRecord session = usualSession("s1", 1000);
        state().sessions->save(batchOf({session}));
        session.lastActivityAtUs = 2000;
        session.counters.requests = 99;
        state().sessions->save(batchOf({session}));
        QCOMPARE((*load(state(), session.key))->counters.requests, quint64(99));
        // As new as the one that is kept: a session may change without being used.
        session.state = SessionState::Idle;
        state().sessions->save(batchOf({session}));
        QCOMPARE((*load(state(), session.key))->state, SessionState::Idle);
    }

    void olderSnapshotChangesNothing()
    {
        SessionRecord session = usualSession("s1", 2000);
        state().sessions->save(batchOf({session}));
        SessionRecord older = usualSession("s1", 1999);
        older.revision = 1000;
        older.tags = {"old"};
        state().sessions->save(batchOf({older}));
        QVERIFY(**load(state(), session.key) == session);
        // Within one batch too.
        session.lastActivityAtUs = 3000;
        state().sessions->save(batchOf({session, older}));
        QVERIFY(**load(state(), session.key) == session);
    }

    void removedSessionIsGone()
    {
        state().sessions->save(batchOf({usualSession("s1", 1), usualSession("s2", 2), usualSession("s3", 3)}));
        state().sessions->remove({"default/s1", "default/s3", "default/never"});
        QCOMPARE(load(state(), "default/s1").error().code, ErrorCode::NotFound);
        QCOMPARE(idsOf(*list(state())), QByteArrayList{"s2"});
        state().sessions->save(batchOf({usualSession("s1", 1)})); // may come again
        VERIFY_DONE(load(state(), "default/s1"));
    }

    void listBeginsWithTheLastUsed()
    {
        state().sessions->save(batchOf({usualSession("a", 20), usualSession("b", 30), usualSession("c", 10)}));
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"b", "a", "c"}));
        state().sessions->save(batchOf({usualSession("c", 40)}));
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"c", "b", "a"}));
        QVERIFY(*list(state())->front() == usualSession("c", 40));
        SessionQuery query;
        query.limit = 0;
        QVERIFY(list(state(), query)->empty());
    }

    void pagesGoByKey()
    {
        std::vector<SessionRecord> sessions;
        for (int i = 0; i < 95; ++i) // many of the same moment, as when a proxy stops
            sessions.push_back(usualSession("s" + QByteArray::number(i), 1000 + i / 30));
        state().sessions->save(batchOf(sessions));
        SessionQuery query;
        query.limit = 10;
        QByteArrayList seen;
        qint64 last = query.before;
        for (int page = 0; page < 20; ++page) {
            const auto found = list(state(), query);
            VERIFY_DONE(found);
            if (found->empty())
                break;
            QVERIFY(found->size() <= 10);
            for (const SessionPtr &session : *found) {
                QVERIFY(session->lastActivityAtUs <= last);
                last = session->lastActivityAtUs;
            }
            seen += idsOf(*found);
            query.before = found->back()->lastActivityAtUs;
            query.beforeKey = found->back()->key;
            if (page == 2)
                state().sessions->save(batchOf({usualSession("new", 5000)})); // belongs to no page behind this one
        }
        QCOMPARE(seen.size(), 95);
        QCOMPARE(QSet<QByteArray>(seen.begin(), seen.end()).size(), 95);
        QVERIFY(!seen.contains("new"));
    }

    void listOfLiveOnes()
    {
        state().sessions->save(batchOf({usualSession("a", 1), ended(usualSession("b", 2), 3), usualSession("c", 4)}));
        SessionQuery query;
        query.liveOnly = true;
        QCOMPARE(idsOf(*list(state(), query)), (QByteArrayList{"c", "a"}));
        query.before = 4;
        query.beforeKey = "default/c";
        QCOMPARE(idsOf(*list(state(), query)), QByteArrayList{"a"});
    }

    void unusedOnesAreRemoved()
    {
        state().sessions->save(batchOf({usualSession("old", 99), usualSession("used", 100),
                                        ended(usualSession("gone", 10), 99), ended(usualSession("expired", 10), 100)}));
        const auto removed =
            need<qint64>([&](Done<qint64> done) { state().sessions->removeUnused(100, std::move(done)); });
        VERIFY_DONE(removed);
        QCOMPARE(*removed, 2);
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"used", "expired"}));
        QCOMPARE(*need<qint64>([&](Done<qint64> done) { state().sessions->removeUnused(100, std::move(done)); }), 0);
    }

    void bytesOfAnyKindAreKept()
    {
        const QByteArray hostile("a\0\xff\n'\"\r\n\x1f{}*?[] \xc3\x28", 18);
        SessionRecord session = usualSession(hostile, 1000);
        session.route = QStringLiteral("S\u00fcd/~*\U0001F600");
        session.key = exchange::sessionKey(session.route, session.kind, hostile);
        session.tags = {hostile, QByteArray(), "\xfe"};
        session.client.name = hostile;
        session.client.version = "\xff";
        session.server.name = "\0x";
        session.clientAddress = hostile;
        session.instance = hostile;
        session.protocolVersion = hostile;
        session.endText = QStringLiteral("\u00e9\n\"'");
        SessionRecord other = session; // a key that only differs behind the zero byte
        other.key.replace("{}", "{]");
        state().sessions->save(batchOf({session, other}));
        QVERIFY(**load(state(), session.key) == session);
        QVERIFY(**load(state(), other.key) == other);
        state().sessions->remove({other.key});
        const auto found = list(state());
        VERIFY_DONE(found);
        QCOMPARE(found->size(), size_t(1));
        QVERIFY(*found->front() == session);
        SessionQuery query;
        query.before = session.lastActivityAtUs;
        query.beforeKey = session.key;
        QVERIFY(list(state(), query)->empty());
    }

    void largeValuesAreKept()
    {
        SessionRecord session = usualSession(QByteArray(4000, 'i'), 1000);
        session.client.capabilities = "{\"x\":\"" + QByteArray(2'000'000, 'c') + "\"}";
        for (int i = 0; i < 1000; ++i)
            session.tags.append(QByteArray(100, char('a' + i % 26)));
        session.counters.responseBytes = quint64(1) << 60;
        session.lastActivityAtUs = std::numeric_limits<qint64>::max() - 1;
        state().sessions->save(batchOf({session}));
        QVERIFY(**load(state(), session.key) == session);
        QCOMPARE(list(state())->size(), size_t(1));
    }

    void sessionWithoutAKeyIsPassedOver()
    {
        SessionRecord nameless = usualSession("s1", 1);
        nameless.key.clear();
        state().sessions->save(batchOf({nameless, usualSession("s2", 2)}));
        state().sessions->save(nullptr);
        state().sessions->save(std::make_shared<const std::vector<SessionPtr>>());
        state().sessions->remove({});
        QCOMPARE(idsOf(*list(state())), QByteArrayList{"s2"});
        QCOMPARE(load(state(), QByteArray()).error().code, ErrorCode::NotFound);
    }

    void sessionsOverARestart()
    {
        const SessionRecord session = usualSession("s1", 1000);
        state().sessions->save(batchOf({session, usualSession("s2", 900)}));
        m_fixture->restart(); // in order: nothing is lost, even without a flush
        if (!m_fixture->survivesRestart()) {
            QVERIFY(list(state())->empty());
            return;
        }
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"s1", "s2"}));
        QVERIFY(**load(state(), session.key) == session);
        state().sessions->save(batchOf({usualSession("s2", 1100)}));
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"s2", "s1"}));
    }

    void manySessions()
    {
        for (int batch = 0; batch < 20; ++batch) {
            std::vector<SessionRecord> sessions;
            for (int i = 0; i < 100; ++i)
                sessions.push_back(usualSession(QByteArray::number(batch * 100 + i), batch * 100 + i));
            state().sessions->save(batchOf(sessions));
        }
        SessionQuery query;
        query.limit = 5000;
        QCOMPARE(list(state(), query)->size(), size_t(2000));
    }

    // ---- events -----------------------------------------------------------------------------------------------------

    void appendedEventsAreRead()
    {
        state().events->append(kSession, "st", eventRange(1, 3));
        state().events->append(kSession, "st", eventRange(4, 5));
        const Result<StoredStream> stream = read(state(), kSession, "st");
        VERIFY_DONE(stream);
        QVERIFY(stream->events == eventRange(1, 5));
        QCOMPARE(stream->firstNumber, quint64(1));
        QCOMPARE(stream->lastNumber, quint64(5));
        QCOMPARE(stream->lastUpstreamId, QByteArray("up-4"));
        QVERIFY(!stream->finished);
    }

    void readAfterGivesTheRest()
    {
        state().events->append(kSession, "st", eventRange(1, 10));
        QVERIFY(read(state(), kSession, "st", 7)->events == eventRange(8, 10));
        const Result<StoredStream> nothing = read(state(), kSession, "st", 10);
        VERIFY_DONE(nothing);
        QVERIFY(nothing->events.empty());
        QCOMPARE(nothing->firstNumber, quint64(1));
        QCOMPARE(nothing->lastNumber, quint64(10));
        QCOMPARE(nothing->lastUpstreamId, QByteArray("up-10"));
        QVERIFY(read(state(), kSession, "st", std::numeric_limits<quint64>::max())->events.empty());
    }

    void eventsThatAreThereArePassedOver()
    {
        state().events->append(kSession, "st", eventRange(1, 4));
        std::vector<StoredEvent> again = eventRange(3, 6);
        again[0].bytes = "another three";
        state().events->append(kSession, "st", again);
        state().events->append(kSession, "st", eventRange(2, 2)); // one that is behind
        state().events->append(kSession, "st", {{0, "zero", {}}});
        QVERIFY(read(state(), kSession, "st")->events == eventRange(1, 6));
        state().events->append(kSession, "st", eventRange(9, 9)); // a gap is as it is told
        QCOMPARE(numbersOf(*read(state(), kSession, "st", 4)), (QList<quint64>{5, 6, 9}));
    }

    void streamIsFinished()
    {
        state().events->append(kSession, "st", eventRange(1, 2));
        state().events->finish(kSession, "st");
        const Result<StoredStream> stream = read(state(), kSession, "st", 1);
        VERIFY_DONE(stream);
        QVERIFY(stream->finished);
        QVERIFY(stream->events == eventRange(2, 2));
        // One that ended before its first event is known too.
        state().events->finish(kSession, "empty");
        QVERIFY(read(state(), kSession, "empty")->finished);
        QCOMPARE(read(state(), kSession, "empty")->lastNumber, quint64(0));
        QCOMPARE(read(state(), kSession, "empty")->firstNumber, quint64(0));
    }

    void unknownStreamsAreNotFound()
    {
        state().events->append(kSession, "st", eventRange(1, 2));
        state().events->append(kSession, "nothing", {});
        QCOMPARE(read(state(), kSession, "other").error().code, ErrorCode::NotFound);
        QCOMPARE(read(state(), kSession, "nothing").error().code, ErrorCode::NotFound);
        QCOMPARE(read(state(), "default/s2", "st").error().code, ErrorCode::NotFound);
        QCOMPARE(read(state(), "default/s1s", "t").error().code, ErrorCode::NotFound);
        QCOMPARE(read(state(), QByteArray(), QByteArray()).error().code, ErrorCode::NotFound);
    }

    void forgottenSessionHasNoStreams()
    {
        state().events->append(kSession, "a", eventRange(1, 2));
        state().events->append(kSession, "b", eventRange(1, 2));
        state().events->append("default/s2", "c", eventRange(1, 2));
        state().events->forget(kSession);
        state().events->forget("default/never");
        QCOMPARE(read(state(), kSession, "a").error().code, ErrorCode::NotFound);
        QCOMPARE(read(state(), kSession, "b").error().code, ErrorCode::NotFound);
        VERIFY_DONE(read(state(), "default/s2", "c"));
        state().events->append(kSession, "a", eventRange(1, 1)); // begins anew
        QVERIFY(read(state(), kSession, "a")->events == eventRange(1, 1));
    }

    void eventsOfAnyBytes()
    {
        const QByteArray hostile("a\0\xff\n'\"*?[]{} \xc3\x28", 15);
        QByteArray neighbour = hostile;
        neighbour.back() = '\x29';
        const std::vector<StoredEvent> events = {{1, QByteArray("\0\xff\r\n\n", 5), hostile},
                                                 {2, QByteArray(), {}},
                                                 {3, QByteArray(3'000'000, 'x'), QByteArray(10'000, 'u')}};
        state().events->append(hostile, hostile, events);
        state().events->append(hostile, neighbour, eventRange(1, 1));
        const Result<StoredStream> stream = read(state(), hostile, hostile);
        VERIFY_DONE(stream);
        QVERIFY(stream->events == events);
        QVERIFY(read(state(), hostile, neighbour)->events == eventRange(1, 1));
        state().events->forget(hostile);
        QCOMPARE(read(state(), hostile, hostile).error().code, ErrorCode::NotFound);
    }

    void eventsOverARestart()
    {
        state().events->append(kSession, "st", eventRange(1, 3));
        state().events->finish(kSession, "done");
        m_fixture->restart();
        if (!m_fixture->survivesRestart()) {
            QCOMPARE(read(state(), kSession, "st").error().code, ErrorCode::NotFound);
            return;
        }
        state().events->append(kSession, "st", eventRange(2, 5));
        const Result<StoredStream> stream = read(state(), kSession, "st");
        VERIFY_DONE(stream);
        QVERIFY(stream->events == eventRange(1, 5));
        QCOMPARE(stream->lastUpstreamId, QByteArray("up-4"));
        QVERIFY(read(state(), kSession, "done")->finished);
    }

    // ---- several at once --------------------------------------------------------------------------------------------

    void secondInstanceSeesAll()
    {
        if (!m_fixture->shared())
            QSKIP("of one instance");
        const std::unique_ptr<SharedState> second = m_fixture->second();
        QVERIFY(second);
        state().sessions->save(batchOf({usualSession("s1", 1000)}));
        state().events->append(kSession, "st", eventRange(1, 3));
        VERIFY_DONE(flush(state()));
        QVERIFY(**load(*second, kSession) == usualSession("s1", 1000));
        QVERIFY(read(*second, kSession, "st")->events == eventRange(1, 3));
        second->events->append(kSession, "st", eventRange(2, 5)); // it goes on with the stream, and says two again
        second->sessions->save(batchOf({usualSession("s1", 900), usualSession("s2", 2000)}));
        VERIFY_DONE(flush(*second));
        QVERIFY(read(state(), kSession, "st")->events == eventRange(1, 5));
        QCOMPARE(idsOf(*list(state())), (QByteArrayList{"s2", "s1"}));
        QCOMPARE((*load(state(), kSession))->lastActivityAtUs, 1000);
        state().events->forget(kSession);
        VERIFY_DONE(flush(state()));
        QCOMPARE(read(*second, kSession, "st").error().code, ErrorCode::NotFound);
    }

    // ---- the registry -----------------------------------------------------------------------------------------------

    void ownsWhatItClaims()
    {
        InstanceRegistry &registry = *state().instances;
        const Instance self{"i1", "127.0.0.1:8808"};
        registry.announce(self);
        QCOMPARE(owner(registry, "stream").error().code, ErrorCode::NotFound);
        QVERIFY(*claim(registry, "stream") == self);
        QVERIFY(*claim(registry, "stream") == self);
        const QByteArray hostile("s\0\xff\n*", 5);
        QVERIFY(*claim(registry, hostile) == self);
        QVERIFY(*owner(registry, "stream") == self);
        QVERIFY(*owner(registry, hostile) == self);
        QCOMPARE(owner(registry, "s").error().code, ErrorCode::NotFound);
        registry.release("stream");
        registry.release("never");
        QCOMPARE(owner(registry, "stream").error().code, ErrorCode::NotFound);
        QVERIFY(*owner(registry, hostile) == self);
        QVERIFY(*instances(registry) == std::vector<Instance>{self});
    }

    void withdrawnInstanceOwnsNothing()
    {
        InstanceRegistry &registry = *state().instances;
        registry.announce({"i1", "127.0.0.1:8808"});
        VERIFY_DONE(claim(registry, "stream"));
        VERIFY_DONE(need<void>([&](Done<void> done) { registry.withdraw(std::move(done)); }));
        QCOMPARE(owner(registry, "stream").error().code, ErrorCode::NotFound);
        QVERIFY(instances(registry)->empty());
        QVERIFY(!claim(registry, "stream").has_value()); // it is nobody
    }

    void secondInstanceDoesNotTake()
    {
        if (!m_fixture->shared())
            QSKIP("of one instance");
        const std::unique_ptr<SharedState> second = m_fixture->second();
        QVERIFY(second);
        const Instance one{"i1", "127.0.0.1:8808"};
        const Instance two{"i2", "127.0.0.1:8810"};
        state().instances->announce(one);
        second->instances->announce(two);
        QVERIFY(*claim(*state().instances, "stream") == one);
        QVERIFY(*claim(*second->instances, "stream") == one);
        QVERIFY(*owner(*second->instances, "stream") == one);
        second->instances->release("stream"); // not its own
        QVERIFY(*owner(*second->instances, "stream") == one);
        QCOMPARE(instances(*second->instances)->size(), size_t(2));
        VERIFY_DONE(need<void>([&](Done<void> done) { state().instances->withdraw(std::move(done)); }));
        QCOMPARE(owner(*second->instances, "stream").error().code, ErrorCode::NotFound);
        QVERIFY(*claim(*second->instances, "stream") == two);
        QVERIFY(*instances(*second->instances) == std::vector<Instance>{two});
    }

    // ---- how calls end ----------------------------------------------------------------------------------------------

    void nothingIsCalledAfterTheEnd()
    {
        int calls = 0;
        const auto count = [&calls](const auto &) { ++calls; };
        state().sessions->save(batchOf({usualSession("s1", 1000)}));
        state().sessions->load(kSession, count);
        state().sessions->list({}, count);
        state().sessions->flush(count);
        state().events->append(kSession, "st", eventRange(1, 2));
        state().events->read(kSession, "st", 0, count);
        state().events->flush(count);
        state().instances->ownerOf("x", count);
        m_fixture->restart(); // the old ones are gone; opening the new ones runs the event loop
        VERIFY_DONE(load(state(), "none").error().code == ErrorCode::NotFound ? Result<void>()
                                                                              : failure(ErrorCode::Io, {}));
        QCOMPARE(calls, 0);
    }

    void storeMayEndWithinACall()
    {
        bool ended = false;
        bool late = false;
        state().sessions->load("none", [&](const auto &) {
            state().sessions.reset();
            ended = true;
        });
        state().sessions->load("none", [&](const auto &) { late = true; });
        QTRY_VERIFY(ended);
        VERIFY_DONE(need<void>([&](Done<void> done) { state().events->flush(std::move(done)); }));
        QVERIFY(!late);
    }

private:
    SharedState &state() { return m_fixture->state(); }

    void make(const EventLimits &limits)
    {
        QFETCH_GLOBAL(int, kind);
        m_fixture.reset();
        m_fixture = stateKinds()[size_t(kind)].make(limits);
    }

    static Result<Instance> claim(InstanceRegistry &registry, const QByteArray &thing)
    {
        return need<Instance>([&](Done<Instance> done) { registry.claim(thing, std::move(done)); });
    }

    static Result<Instance> owner(InstanceRegistry &registry, const QByteArray &thing)
    {
        return need<Instance>([&](Done<Instance> done) { registry.ownerOf(thing, std::move(done)); });
    }

    static Result<std::vector<Instance>> instances(InstanceRegistry &registry)
    {
        return need<std::vector<Instance>>([&](Done<std::vector<Instance>> done) { registry.instances(done); });
    }

    std::unique_ptr<StateFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestSessionStoreContract)
#include "tst_sessionstorecontract.moc"
