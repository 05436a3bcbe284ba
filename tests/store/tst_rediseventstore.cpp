// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/rediseventstore.h"

#include "store/redisfixture.h"

using namespace sightglass;
using namespace sightglass::store;
using test::answerOf;
using test::flushed;
using test::openState;
using test::RedisServer;

namespace {

std::vector<StoredEvent> events(quint64 first, quint64 last, const QByteArray &upstreamId = {})
{
    std::vector<StoredEvent> out;
    for (quint64 number = first; number <= last; ++number)
        out.push_back({number, "data: " + QByteArray::number(number) + "\n\n", upstreamId});
    return out;
}

Result<StoredStream> read(EventStore &store, const QByteArray &session, const QByteArray &stream, quint64 after = 0)
{
    return answerOf<StoredStream>([&](auto done) { store.read(session, stream, after, done); });
}

/// `first-last (kept from)`, of a stream that has no holes.
QByteArray rangeOf(const Result<StoredStream> &stream)
{
    if (!stream)
        return stream.error().code == ErrorCode::NotFound ? "none" : "error";
    for (size_t i = 1; i < stream->events.size(); ++i) {
        if (stream->events[i].number != stream->events[i - 1].number + 1)
            return "holes";
    }
    const QByteArray range = stream->events.empty() ? QByteArray("-")
                                                    : QByteArray::number(stream->events.front().number) + '-'
                                                          + QByteArray::number(stream->events.back().number);
    return range + " of " + QByteArray::number(stream->firstNumber) + '-' + QByteArray::number(stream->lastNumber)
           + (stream->finished ? " finished" : "");
}

} // namespace

class TestRedisEventStore : public QObject
{
    Q_OBJECT

    RedisServer m_server;

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_server.resume();
        m_server.ask({"FLUSHALL"});
    }

    void keepsEventsForAnother()
    {
        auto one = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(one && other);
        const QByteArray session("s:\0\xff", 4);
        const QByteArray stream("1:\r\n\xfe", 5);
        const std::vector<StoredEvent> told = {
            {1, QByteArray("\0\r\n$5", 5), "up 1"}, {2, "", ""}, {3, "x", "up 3"}, {4, "y", ""}};
        one->events->append(session, stream, told);
        QVERIFY(flushed(*one->events));
        Result<StoredStream> kept = read(*other->events, session, stream);
        QVERIFY(kept);
        QCOMPARE(kept->events, told);
        QCOMPARE(kept->lastNumber, 4u);
        QCOMPARE(kept->firstNumber, 1u);
        QCOMPARE(kept->lastUpstreamId, QByteArray("up 3"));
        QVERIFY(!kept->finished);
        one->events->finish(session, stream);
        QVERIFY(flushed(*one->events));
        QCOMPARE(rangeOf(read(*other->events, session, stream, 2)), QByteArray("3-4 of 1-4 finished"));
        QCOMPARE(rangeOf(read(*other->events, session, stream, 4)), QByteArray("- of 1-4 finished"));
        QCOMPARE(rangeOf(read(*other->events, session, stream, std::numeric_limits<quint64>::max())),
                 QByteArray("- of 1-4 finished"));
        QCOMPARE(rangeOf(read(*other->events, "other", stream)), QByteArray("none"));
        QCOMPARE(rangeOf(read(*other->events, session, "other")), QByteArray("none"));
    }

    void whatIsThereIsPassedOver()
    {
        auto one = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(one && other);
        one->events->append("s", "a", events(1, 5));
        QVERIFY(flushed(*one->events));
        other->events->append("s", "a", events(3, 7)); // knows nothing of the first five
        other->events->append("s", "a", events(0, 7));
        QVERIFY(flushed(*other->events));
        one->events->append("s", "a", events(6, 8));
        QVERIFY(flushed(*one->events));
        QCOMPARE(rangeOf(read(*other->events, "s", "a")), QByteArray("1-8 of 1-8"));
    }

    void largeNumbersStayExact()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        const quint64 last = std::numeric_limits<quint64>::max();
        state->events->append("s", "a", events(last - 2, last - 1));
        QVERIFY(flushed(*state->events));
        const Result<StoredStream> kept = read(*state->events, "s", "a", last - 2);
        QVERIFY(kept);
        QCOMPARE(kept->events.size(), size_t(1));
        QCOMPARE(kept->lastNumber, last - 1);
        QCOMPARE(kept->firstNumber, last - 2);
    }

    void theOldestGoFirst()
    {
        RedisOptions options = m_server.options();
        options.events.maxEvents = 10;
        options.events.maxBytes = 100;
        auto state = openState(options);
        QVERIFY(state);
        state->events->append("s", "count", events(1, 5));
        state->events->append("s", "count", events(6, 25));
        QVERIFY(flushed(*state->events));
        QVERIFY(rangeOf(read(*state->events, "s", "count")).endsWith("-25"));
        QVERIFY(read(*state->events, "s", "count")->events.size() <= 10);
        state->events->append("s", "bytes", {{1, QByteArray(60, 'x'), ""}, {2, QByteArray(30, 'x'), ""}});
        state->events->append("s", "bytes", {{3, QByteArray(50, 'x'), ""}});
        QVERIFY(flushed(*state->events));
        QCOMPARE(rangeOf(read(*state->events, "s", "bytes")), QByteArray("2-3 of 2-3"));
        state->events->append("s", "bytes", {{4, QByteArray(500, 'x'), ""}});
        QVERIFY(flushed(*state->events));
        QCOMPARE(rangeOf(read(*state->events, "s", "bytes")), QByteArray("- of 5-4"));
        QCOMPARE(m_server.ask({"HGET", "sightglass:stream:1:s:bytes", "bytes"}), QByteArray("$1\r\n0"));
        state->events->append("s", "bytes", {{4, "x", ""}, {5, "x", ""}});
        QCOMPARE(rangeOf(read(*state->events, "s", "bytes")), QByteArray("5-5 of 5-5"));
    }

    void expiresWhenNobodyWrites()
    {
        RedisOptions options = m_server.options();
        options.events.maxAgeSeconds = 1;
        auto state = openState(options);
        QVERIFY(state);
        state->events->append("s", "a", events(1, 2));
        QVERIFY(flushed(*state->events));
        QCOMPARE(rangeOf(read(*state->events, "s", "a")), QByteArray("1-2 of 1-2"));
        QTRY_COMPARE(m_server.ask({"DBSIZE"}), QByteArray(":0")); // nothing of it is left behind
        QCOMPARE(rangeOf(read(*state->events, "s", "a")), QByteArray("none"));
    }

    void finishedOnesExpireSooner()
    {
        RedisOptions options = m_server.options();
        options.events.maxAgeSeconds = 3600;
        options.events.finishedAgeSeconds = 60;
        auto state = openState(options);
        QVERIFY(state);
        const auto ttl = [this](const QByteArray &key) {
            return m_server.ask({"PTTL", "sightglass:" + key}).mid(1).toLongLong();
        };
        state->events->append("s", "live", events(1, 2));
        state->events->append("s", "done", events(1, 2));
        state->events->finish("s", "done");
        QVERIFY(flushed(*state->events));
        for (const QByteArray kind : {"events:", "stream:"}) {
            QVERIFY(ttl(kind + "1:s:live") > 3'000'000);
            QVERIFY(ttl(kind + "1:s:done") > 0 && ttl(kind + "1:s:done") <= 60'000);
        }
        QVERIFY(ttl("streams:s") > 3'000'000);            // who forgets the session must find the live one
        state->events->append("s", "done", events(3, 3)); // is finished all the same
        QVERIFY(flushed(*state->events));
        QVERIFY(ttl("events:1:s:done") <= 60'000);
        options.events.maxAgeSeconds = 0;
        auto other = openState(options);
        QVERIFY(other);
        other->events->append("s", "for ever", events(1, 1));
        other->events->append("t", "done", events(1, 1));
        other->events->finish("t", "done");
        QVERIFY(flushed(*other->events));
        QCOMPARE(ttl("stream:1:s:for ever"), -1);
        QCOMPARE(ttl("streams:s"), -1);
        QVERIFY(ttl("streams:t") > 0 && ttl("streams:t") <= 60'000);
    }

    void namesOfExpiredStreamsAreNotKept()
    {
        RedisOptions options = m_server.options();
        options.events.finishedAgeSeconds = 1;
        auto state = openState(options);
        QVERIFY(state);
        state->events->append("s", "live", events(1, 2));
        for (int i = 0; i < 20; ++i) {
            state->events->append("s", "post " + QByteArray::number(i), events(1, 2));
            state->events->finish("s", "post " + QByteArray::number(i));
        }
        QVERIFY(flushed(*state->events));
        QCOMPARE(m_server.ask({"ZCARD", "sightglass:streams:s"}), QByteArray(":21"));
        QTRY_COMPARE(m_server.ask({"KEYS", "sightglass:stream:1:s:post*"}), QByteArray("*0"));
        state->events->append("s", "live", events(3, 3));
        QVERIFY(flushed(*state->events));
        QCOMPARE(m_server.ask({"ZCARD", "sightglass:streams:s"}), QByteArray(":1"));
        state->events->forget("s");
        QVERIFY(flushed(*state->events));
        QCOMPARE(rangeOf(read(*state->events, "s", "live")), QByteArray("none"));
    }

    void forgetsASession()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        for (const QByteArray session : {"s", "s:1", "s1"}) {
            state->events->append(session, "a", events(1, 2));
            state->events->append(session, "b", events(1, 2));
            state->events->finish(session, "only finished");
        }
        state->events->forget("s");
        QVERIFY(flushed(*state->events));
        for (const QByteArray stream : {"a", "b", "only finished"})
            QCOMPARE(rangeOf(read(*state->events, "s", stream)), QByteArray("none"));
        QCOMPARE(rangeOf(read(*state->events, "s:1", "b")), QByteArray("1-2 of 1-2"));
        QCOMPARE(rangeOf(read(*state->events, "s1", "only finished")), QByteArray("- of 0-0 finished"));
        state->events->forget("s:1");
        state->events->forget("s1");
        QVERIFY(flushed(*state->events));
        QTRY_COMPARE(m_server.ask({"KEYS", "sightglass:*s*"}), QByteArray("*0")); // the probe has another name
    }

    void goesOnWhileRedisIsAway()
    {
        auto state = openState(m_server.options());
        auto other = openState(m_server.options());
        QVERIFY(state && other);
        EventStore &store = *state->events;
        store.append("s", "a", events(1, 3));
        store.append("gone", "g", events(1, 3));
        QVERIFY(flushed(store));
        other->events->append("s", "theirs", events(1, 3));
        QVERIFY(flushed(*other->events));

        m_server.pause();
        store.append("s", "a", events(4, 5)); // in flight when it is lost
        QCOMPARE(flushed(store).error().code, ErrorCode::ConnectionLost);
        store.append("s", "a", events(6, 7, "up"));
        store.append("s", "a", events(5, 7));
        store.append("s", "new", events(1, 2));
        store.finish("s", "new");
        store.forget("gone");
        store.append("gone", "again", events(1, 1));
        QCOMPARE(rangeOf(read(store, "s", "a", 4)), QByteArray("5-7 of 1-7"));
        QCOMPARE(read(store, "s", "a", 4)->lastUpstreamId, QByteArray("up"));
        QCOMPARE(rangeOf(read(store, "s", "new", 0)), QByteArray("1-2 of 1-2 finished"));
        QCOMPARE(rangeOf(read(store, "gone", "g")), QByteArray("none"));
        QCOMPARE(rangeOf(read(store, "s", "theirs")), QByteArray("error"));

        m_server.resume();
        QTRY_VERIFY_WITH_TIMEOUT(state->sessions->health().reachable && other->sessions->health().reachable, 20'000);
        QVERIFY(flushed(store));
        QCOMPARE(rangeOf(read(*other->events, "s", "a")), QByteArray("1-7 of 1-7"));
        QCOMPARE(rangeOf(read(*other->events, "s", "new")), QByteArray("1-2 of 1-2 finished"));
        QCOMPARE(rangeOf(read(*other->events, "gone", "g")), QByteArray("none"));
        QCOMPARE(rangeOf(read(*other->events, "gone", "again")), QByteArray("1-1 of 1-1"));
    }

    void whatIsDroppedWhileRedisIsAwayLeavesNoHole()
    {
        RedisOptions options = m_server.options();
        options.events.maxBytes = 1000;
        auto state = openState(options);
        auto other = openState(options);
        QVERIFY(state && other);
        EventStore &store = *state->events;
        store.append("s", "a", events(1, 3));
        store.append("s", "b", events(1, 3));
        QVERIFY(flushed(store));
        m_server.pause();
        store.append("s", "a", {{4, QByteArray(1001, 'x'), "up 4"}, {5, "x", ""}});
        QCOMPARE(flushed(store).error().code, ErrorCode::ConnectionLost);
        store.append("s", "b", events(4, 4));
        m_server.resume();
        QTRY_VERIFY_WITH_TIMEOUT(state->sessions->health().reachable && other->sessions->health().reachable, 20'000);
        QVERIFY(flushed(store));
        QCOMPARE(rangeOf(read(*other->events, "s", "a", 3)), QByteArray("5-5 of 5-5"));
        QCOMPARE(read(*other->events, "s", "a", 3)->lastUpstreamId, QByteArray("up 4"));
        QCOMPARE(rangeOf(read(*other->events, "s", "b")), QByteArray("1-4 of 1-4"));
        QCOMPARE(m_server.ask({"HGET", "sightglass:stream:1:s:a", "bytes"}), QByteArray("$1\r\n1"));
    }

    void theOverlayTellsWhatItDropped()
    {
        EventOverlay overlay({0, 0, 0}, 10'000, 5'000);
        const EventOverlay::Key key{"s", "a"};
        overlay.append(key, {{1, "x", ""}});
        overlay.takeEvents(key);
        overlay.wroteEvents(key, 1);
        overlay.append(key, {{2, QByteArray(20'000, 'x'), "up"}}); // more than there is room for
        QVERIFY(overlay.takeEvents(key).empty());
        QCOMPARE(overlay.gone(key).upTo, 2u);
        QCOMPARE(overlay.gone(key).lastUpstreamId, QByteArray("up"));
        QCOMPARE(overlay.waiting(), std::vector<EventOverlay::Key>{key});
        overlay.takeBack(false);
        QCOMPARE(overlay.gone(key).upTo, 2u);
        overlay.wroteEvents(key, 2);
        QCOMPARE(overlay.gone(key).upTo, 0u);
        QVERIFY(overlay.waiting().empty());
    }

    void aRestartedServerIsToldEverything()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        state->events->append("s", "a", events(1, 3));
        state->events->finish("s", "a");
        QVERIFY(flushed(*state->events));
        m_server.kill();
        QTRY_VERIFY(!state->sessions->health().reachable);
        QCOMPARE(rangeOf(read(*state->events, "s", "a")), QByteArray("1-3 of 1-3 finished"));
        QVERIFY(m_server.start());
        QTRY_VERIFY_WITH_TIMEOUT(state->sessions->health().reachable, 20'000);
        QCOMPARE(rangeOf(read(*state->events, "s", "a")), QByteArray("1-3 of 1-3 finished"));
    }

    void somethingElseUnderOurNames()
    {
        auto state = openState(m_server.options());
        QVERIFY(state);
        m_server.ask({"SET", "sightglass:events:1:s:a", "x"});
        state->events->append("s", "a", events(1, 3));
        QCOMPARE(flushed(*state->events).error().code, ErrorCode::Io);
        auto other = openState(m_server.options());
        QVERIFY(other);
        QCOMPARE(rangeOf(read(*other->events, "s", "a")), QByteArray("error"));
        m_server.ask({"XADD", "sightglass:events:1:s:b", "7-3", "other", "fields"});
        m_server.ask({"XADD", "sightglass:events:1:s:b", "9-9", "b", "x", "u", ""});
        const Result<StoredStream> kept = read(*state->events, "s", "b");
        QVERIFY(kept);
        QCOMPARE(kept->firstNumber, 7u);
    }

    void theOverlayIsBounded()
    {
        EventOverlay overlay({0, 0, 0}, 100'000, 50'000);
        for (quint64 number = 1; number <= 300; ++number)
            overlay.append({"s", QByteArray::number(number % 7)}, {{number, QByteArray(1000, 'x'), ""}});
        QVERIFY(overlay.bytes() <= 100'000);
        QVERIFY(overlay.bytes() > 50'000);
        QVERIFY(overlay.read({"s", QByteArray::number(300 % 7)}, 299));
        for (const EventOverlay::Key &key : overlay.waiting()) {
            const std::vector<StoredEvent> taken = overlay.takeEvents(key);
            overlay.wroteEvents(key, taken.empty() ? 0 : taken.back().number);
        }
        QVERIFY(overlay.waiting().empty());
        QVERIFY(overlay.bytes() <= 50'000);
        overlay.takeBack(false);
        QVERIFY(overlay.waiting().empty());
        overlay.takeBack(true);
        QVERIFY(!overlay.waiting().empty());
        overlay.forget("s");
        QCOMPARE(overlay.bytes(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRedisEventStore)
#include "tst_rediseventstore.moc"
