// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much an EventStore keeps, and what it says of what it does not: on all kinds alike.
#include "store/sessionfixture.h"
#include "store/statekinds.h"
#include "store/storefixture.h"

#include <limits>

using namespace sightglass;
using namespace sightglass::store;

namespace {

const QByteArray kSession = "default/s1";

QList<quint64> numbersOf(const StoredStream &stream)
{
    QList<quint64> numbers;
    for (const StoredEvent &event : stream.events)
        numbers.append(event.number);
    return numbers;
}

} // namespace

class TestEventLimits : public QObject
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

    void limitOfEvents()
    {
        make({5, 0, 0});
        state().events->append(kSession, "st", eventRange(1, 5));
        QCOMPARE(read(state(), kSession, "st")->firstNumber, quint64(1));
        state().events->append(kSession, "st", eventRange(6, 7));
        const Result<StoredStream> stream = read(state(), kSession, "st");
        VERIFY_DONE(stream);
        QVERIFY(stream->events == eventRange(3, 7));
        QCOMPARE(stream->firstNumber, quint64(3));
        state().events->append(kSession, "st", eventRange(8, 30)); // more at once than are kept
        QVERIFY(read(state(), kSession, "st")->events == eventRange(26, 30));
        state().events->append(kSession, "other", eventRange(1, 5)); // of each stream
        QCOMPARE(read(state(), kSession, "other")->events.size(), size_t(5));
        state().events->append(kSession, "st", eventRange(26, 28)); // passed over though the limit removed others
        QCOMPARE(read(state(), kSession, "st")->lastNumber, quint64(30));
    }

    void limitOfBytes()
    {
        make({0, 1000, 0});
        const auto event = [](quint64 number, qsizetype size) {
            return std::vector<StoredEvent>{{number, QByteArray(size, 'x'), number == 1 ? "first" : ""}};
        };
        for (quint64 number = 1; number <= 4; ++number)
            state().events->append(kSession, "st", event(number, 250));
        QCOMPARE(numbersOf(*read(state(), kSession, "st")), (QList<quint64>{1, 2, 3, 4}));
        state().events->append(kSession, "st", event(5, 1));
        QCOMPARE(numbersOf(*read(state(), kSession, "st")), (QList<quint64>{2, 3, 4, 5}));
        state().events->append(kSession, "st", event(6, 1000));
        QCOMPARE(numbersOf(*read(state(), kSession, "st")), QList<quint64>{6});
        // One that is too big alone is not kept either: the limit is one.
        state().events->append(kSession, "st", event(7, 1001));
        const Result<StoredStream> stream = read(state(), kSession, "st");
        VERIFY_DONE(stream);
        QVERIFY(stream->events.empty());
        QCOMPARE(stream->firstNumber, quint64(8)); // whoever has those up to 6 can see that the seventh is gone
        QCOMPARE(stream->lastNumber, quint64(7));
        QCOMPARE(stream->lastUpstreamId, QByteArray("first"));
        state().events->append(kSession, "st", event(8, 10));
        QCOMPARE(numbersOf(*read(state(), kSession, "st")), QList<quint64>{8});
        QCOMPARE(read(state(), kSession, "st")->firstNumber, quint64(8));
        // Too big, between others that are told at once.
        state().events->append(kSession, "st", {{9, "x", ""}, {10, QByteArray(1001, 'x'), ""}, {11, "x", ""}});
        QCOMPARE(numbersOf(*read(state(), kSession, "st", 8)), QList<quint64>{11});
        QCOMPARE(read(state(), kSession, "st", 8)->firstNumber, quint64(11));
        // Nothing else comes, and it was the first.
        state().events->append(kSession, "big", event(1, 1001));
        state().events->finish(kSession, "big");
        const Result<StoredStream> big = read(state(), kSession, "big");
        VERIFY_DONE(big);
        QVERIFY(big->events.empty() && big->finished);
        QCOMPARE(big->firstNumber, quint64(2));
        QCOMPARE(big->lastNumber, quint64(1));
    }

    void limitOfAllBytes()
    {
        if (m_fixture->shared())
            QSKIP("Redis has a limit of its own");
        const qint64 perEvent = EventLimits::kEventBytes + 1000;
        const qint64 perStream = EventLimits::kStreamBytes + perEvent;
        make({0, 0, 0, 0, 4 * perStream});
        const auto append = [this](const QByteArray &stream, quint64 number = 1) {
            state().events->append(kSession, stream, {{number, QByteArray(1000, 'x'), ""}});
        };
        for (const QByteArray stream : {"a", "b", "c", "d"})
            append(stream);
        state().events->finish(kSession, "c");
        state().events->finish(kSession, "b");
        QCOMPARE(keptOf("abcd"), QByteArray("abcd")); // exactly as much as may be
        append("e");
        QCOMPARE(keptOf("abcde"), QByteArray("abde")); // the finished one that was written longest ago
        append("f");
        QCOMPARE(keptOf("abcdef"), QByteArray("adef"));
        append("g");
        QCOMPARE(keptOf("abcdefg"), QByteArray("defg"));
        m_fixture->restart();
        if (!m_fixture->survivesRestart()) {
            for (const QByteArray stream : {"d", "e", "f", "g"})
                append(stream);
        }
        append("d", 2); // is written last now
        QCOMPARE(keptOf("defg"), QByteArray("dfg"));
        QCOMPARE(numbersOf(*read(state(), kSession, "d")), (QList<quint64>{1, 2}));
        state().events->finish(kSession, "empty"); // counts too, and just fits
        state().events->finish(kSession, "f");
        QVERIFY(read(state(), kSession, "empty")->finished);
        state().events->finish(kSession, "hollow");
        QCOMPARE(read(state(), kSession, "empty").error().code, ErrorCode::NotFound);
        QCOMPARE(keptOf("dfg"), QByteArray("dfg"));
        append("e", 5); // that went begins anew
        QCOMPARE(read(state(), kSession, "e")->firstNumber, quint64(5));
        state().events->forget(kSession); // makes room
        for (const QByteArray stream : {"h", "i", "j", "k"})
            append(stream);
        QCOMPARE(keptOf("hijk"), QByteArray("hijk"));
    }

    void oneStreamHasNoMoreThanAll()
    {
        if (m_fixture->shared())
            QSKIP("Redis has a limit of its own");
        make({0, 0, 0, 0, EventLimits::kStreamBytes + 3 * (EventLimits::kEventBytes + 100)});
        const auto append = [this](const QByteArray &stream, quint64 number, qsizetype size = 100) {
            state().events->append(kSession, stream, {{number, QByteArray(size, 'x'), ""}});
        };
        append("a", 1);
        for (quint64 number = 1; number <= 20; ++number)
            append("b", number);
        QCOMPARE(keptOf("ab"), QByteArray("b"));
        QCOMPARE(numbersOf(*read(state(), kSession, "b")), (QList<quint64>{18, 19, 20}));
        append("b", 21, 100'000);
        QCOMPARE(read(state(), kSession, "b")->firstNumber, quint64(22));
        state().events->append(kSession, "b", std::vector<StoredEvent>(1, {22, "", ""}));
        for (quint64 number = 23; number < 40; ++number)
            append("b", number, 0); // events without bytes count
        QVERIFY(read(state(), kSession, "b")->events.size() <= 8);
    }

    void limitOfAge()
    {
        make({0, 0, 1});
        state().events->append(kSession, "st", eventRange(1, 2));
        VERIFY_DONE(read(state(), kSession, "st"));
        const auto gone = [&] {
            const Result<StoredStream> stream = read(state(), kSession, "st");
            return !stream && stream.error().code == ErrorCode::NotFound;
        };
        QTRY_VERIFY_WITH_TIMEOUT(gone(), 5000);
        state().events->append(kSession, "st", eventRange(1, 1)); // begins anew, with the numbers too
        QVERIFY(read(state(), kSession, "st")->events == eventRange(1, 1));
    }

    void limitOfAgeOfFinished_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<qint64>("finishedAge");
        QTest::newRow("sooner than others") << qint64(3600) << qint64(1);
        QTest::newRow("others have no limit") << qint64(0) << qint64(1);
        QTest::newRow("as others") << qint64(1) << qint64(0);
        QTest::newRow("no later than others") << qint64(1) << std::numeric_limits<qint64>::max();
    }

    void limitOfAgeOfFinished()
    {
        QFETCH(qint64, age);
        QFETCH(qint64, finishedAge);
        make({0, 0, age, finishedAge});
        state().events->append(kSession, "done", eventRange(1, 2));
        state().events->append(kSession, "live", eventRange(1, 2));
        state().events->finish(kSession, "done");
        state().events->finish(kSession, "empty");
        QVERIFY(read(state(), kSession, "done")->finished);
        const auto gone = [&](const QByteArray &name) {
            const Result<StoredStream> stream = read(state(), kSession, name);
            return !stream && stream.error().code == ErrorCode::NotFound;
        };
        QTRY_VERIFY_WITH_TIMEOUT(gone("done") && gone("empty"), 5000);
        if (age == 1)
            QTRY_VERIFY_WITH_TIMEOUT(gone("live"), 5000);
        else
            QVERIFY(read(state(), kSession, "live")->events == eventRange(1, 2));
        state().events->append(kSession, "done", eventRange(1, 1)); // begins anew
        QVERIFY(read(state(), kSession, "done")->events == eventRange(1, 1));
        QVERIFY(!read(state(), kSession, "done")->finished);
    }

    void agesBeyondAllBounds()
    {
        const qint64 most = std::numeric_limits<qint64>::max();
        make({most, most, most, most, most});
        state().events->append(kSession, "st", eventRange(1, 2));
        state().events->finish(kSession, "st");
        QVERIFY(read(state(), kSession, "st")->events == eventRange(1, 2));
        VERIFY_DONE(flush(state()));
    }

private:
    SharedState &state() { return m_fixture->state(); }

    void make(const EventLimits &limits)
    {
        QFETCH_GLOBAL(int, kind);
        m_fixture.reset();
        m_fixture = stateKinds()[size_t(kind)].make(limits);
    }

    /// Those of \a streams, named by a letter each, that are still there.
    QByteArray keptOf(const QByteArray &streams)
    {
        QByteArray kept;
        for (const char name : streams) {
            if (read(state(), kSession, QByteArray(1, name)))
                kept.append(name);
        }
        return kept;
    }

    std::unique_ptr<StateFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestEventLimits)
#include "tst_eventlimits.moc"
