// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clients of event streams that are silent or slow: what is written to them, and that they are left alone.
#include "transport/http/eventstream.h"
#include "transport/streamfixture.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace sightglass;
using namespace sightglass::test;
using namespace sightglass::transport;

namespace {

constexpr int kHeartbeatMs = 500;
constexpr int kSmallBuffer = 8 * 1024;

const QByteArray kEvent = "data: {\"a\":1}\n\n";
const QByteArray kComment = kIdleComment.toByteArray();

class Marker final : public Deadline
{
public:
    bool reached = false;

protected:
    void expired() override { reached = true; }
};

} // namespace

#define TRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)

class IdleStreamsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commentsBetweenEventsOnly();
    void noCommentsWhileDataFlows();
    void noCommentsUnlessAllowed();
    void offWithZero();
    void noHeartbeatWithoutAnEventStream();
    void http10StreamsToo();
    void allowanceEndsWithTheAnswer();
    void slowReaderLives();
    void pausedReaderLives();
    void orderlyStop();
};

void IdleStreamsTest::commentsBetweenEventsOnly()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/comments");
    TRY_VERIFY(fixture.find("/comments"));
    ReplySink &sink = *fixture.find("/comments")->sink;
    TRY_VERIFY(fixture.comments() >= 2); // before the first event, too
    sink.write(kEvent);
    const quint64 before = fixture.comments();
    TRY_VERIFY(fixture.comments() >= before + 3);

    sink.write("data: {\"b\":");
    const quint64 inside = fixture.comments();
    const quint64 beats = fixture.beats();
    TRY_VERIFY(fixture.beats() >= beats + 4);
    QCOMPARE(fixture.comments(), inside);
    sink.write("2}\n");
    TRY_VERIFY(fixture.beats() >= beats + 8);
    QCOMPARE(fixture.comments(), inside);
    sink.write("data: end\n\n");
    TRY_VERIFY(fixture.comments() >= inside + 2);

    const quint64 written = fixture.comments();
    fixture.find("/comments")->end();
    TRY_VERIFY(client.read().endsWith("0\r\n\r\n"));
    const auto comments = [](quint64 count) { return kComment.repeated(qsizetype(count)); };
    QCOMPARE(client.body(), comments(before) + kEvent + comments(inside - before) + "data: {\"b\":2}\ndata: end\n\n"
                                + comments(written - inside));
    QCOMPARE(fixture.listener.heartbeats().deadPeers, quint64(0));
}

void IdleStreamsTest::noCommentsWhileDataFlows()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/comments");
    TRY_VERIFY(fixture.find("/comments"));
    QTimer writing;
    connect(&writing, &QTimer::timeout, this, [&] { fixture.find("/comments")->sink->write(kEvent); });
    writing.start(20);
    TRY_VERIFY(fixture.beats() >= 8);
    QCOMPARE(fixture.comments(), quint64(0));
    writing.stop();
    TRY_VERIFY(fixture.comments() >= 1);
    QVERIFY(client.body().startsWith(kEvent + kEvent));
}

void IdleStreamsTest::noCommentsUnlessAllowed()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/plain");
    TRY_VERIFY(fixture.beats() >= 6);
    QCOMPARE(fixture.comments(), quint64(0));
    QCOMPARE(client.body(), QByteArray());
    ReplySink &sink = *fixture.find("/plain")->sink;
    sink.setIdleComments(true);
    TRY_VERIFY(fixture.comments() >= 1);
    sink.setIdleComments(false);
    const quint64 comments = fixture.comments();
    const quint64 beats = fixture.beats();
    TRY_VERIFY(fixture.beats() >= beats + 4);
    QCOMPARE(fixture.comments(), comments);
    TRY_VERIFY(client.body() == kComment.repeated(qsizetype(comments)));
}

void IdleStreamsTest::offWithZero()
{
    StreamFixture fixture(0);
    KernelClient client(fixture.port(), "/comments");
    TRY_VERIFY(fixture.find("/comments"));
    Marker later;
    later.start(fixture.wheel, 4 * kHeartbeatMs);
    TRY_VERIFY(later.reached);
    QCOMPARE(fixture.listener.heartbeats(), HeartbeatCounts());
    QCOMPARE(client.body(), QByteArray());
    QVERIFY(!client.closed());
}

void IdleStreamsTest::noHeartbeatWithoutAnEventStream()
{
    class Handler final : public RequestHandler
    {
    public:
        void accept(InboundRequest &&request, ReplySink &sink) override
        {
            ++accepted;
            const bool isHead = request.head.method() == QByteArrayView("HEAD");
            const ReplyHead head = {200, {}, isHead ? "Content-Type: text/event-stream\r\n" : "Content-Type: a/b\r\n"};
            sink.setIdleComments(true);
            sink.begin(head);
        }
        void refused(const Refusal &) override {}
        int accepted = 0;
    };
    Handler handler;
    TimerWheel wheel;
    ListenerLimits limits;
    limits.heartbeatMs = kHeartbeatMs;
    HttpListener listener(handler, wheel, limits, {});
    QVERIFY(listener.start(QHostAddress(QHostAddress::LocalHost), 0));
    KernelClient client(listener.serverPort(), "/");
    QTcpSocket head;
    head.connectToHost(QHostAddress(QHostAddress::LocalHost), listener.serverPort());
    head.write("HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    TRY_VERIFY(handler.accepted == 2);
    Marker later;
    later.start(wheel, 4 * kHeartbeatMs);
    TRY_VERIFY(later.reached);
    QCOMPARE(listener.heartbeats(), HeartbeatCounts());
    QCOMPARE(client.body(), QByteArray());
}

void IdleStreamsTest::http10StreamsToo()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/comments", 0, 0);
    TRY_VERIFY(fixture.comments() >= 2);
    QCOMPARE(client.body(), kComment.repeated(qsizetype(fixture.comments())));
}

void IdleStreamsTest::allowanceEndsWithTheAnswer()
{
    StreamFixture fixture(kHeartbeatMs);
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), fixture.port());
    client.write("GET /comments HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /plain HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    TRY_VERIFY(fixture.comments() >= 1);
    fixture.find("/comments")->end();
    TRY_VERIFY(fixture.find("/plain"));
    const quint64 comments = fixture.comments();
    const quint64 beats = fixture.beats();
    TRY_VERIFY(fixture.beats() >= beats + 4);
    QCOMPARE(fixture.comments(), comments);
}

// Its window is closed nearly all the time, and now and then it takes a byte.
void IdleStreamsTest::slowReaderLives()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/comments", kSmallBuffer);
    TRY_VERIFY(fixture.find("/comments"));
    OpenStream &stream = *fixture.find("/comments");
    QByteArray sent;
    while (stream.sink->writable()) {
        sent += "data: " + QByteArray(60'000, 'x') + "\n\n";
        stream.sink->write(QByteArrayView(sent).last(60'008));
    }
    QTimer reading;
    connect(&reading, &QTimer::timeout, this, [&] { client.read(1); });
    reading.start(100);
    const quint64 beats = fixture.beats();
    TRY_VERIFY(fixture.beats() >= beats + 20);
    QVERIFY(!stream.gone);
    QCOMPARE(fixture.comments(), quint64(0));
    QVERIFY(!stream.sink->writable());
    reading.stop();
    TRY_VERIFY(client.body() == sent);
    TRY_VERIFY(fixture.comments() >= 1); // now it waits for us again
}

// It reads nothing at all for many intervals (a debugger stopped it), but less long than the write timeout.
void IdleStreamsTest::pausedReaderLives()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient client(fixture.port(), "/comments", kSmallBuffer);
    KernelClient calm(fixture.port(), "/comments/calm", kSmallBuffer);
    TRY_VERIFY(fixture.find("/comments") && fixture.find("/comments/calm"));
    OpenStream &stream = *fixture.find("/comments");
    QByteArray sent;
    while (stream.sink->writable()) {
        sent += "data: " + QByteArray(60'000, 'x') + "\n\n";
        stream.sink->write(QByteArrayView(sent).last(60'008));
    }
    const quint64 beats = fixture.beats();
    TRY_VERIFY(fixture.beats() >= beats + 48);
    QVERIFY(!stream.gone);
    QVERIFY(!fixture.find("/comments/calm")->gone);
    const quint64 comments = fixture.comments();
    QVERIFY(comments > 0);
    TRY_VERIFY(client.body().startsWith(sent));
    QVERIFY(calm.body().startsWith(kComment.repeated(qsizetype(comments)))); // all of them were the calm one's
    QCOMPARE(fixture.listener.heartbeats().deadPeers, quint64(0));
}

void IdleStreamsTest::orderlyStop()
{
    StreamFixture fixture(kHeartbeatMs);
    KernelClient first(fixture.port(), "/comments");
    KernelClient second(fixture.port(), "/plain");
    TRY_VERIFY(fixture.comments() >= 1 && fixture.find("/plain"));
    QSignalSpy drained(&fixture.listener, &HttpListener::drained);
    fixture.listener.drain();
    const quint64 comments = fixture.comments();
    TRY_VERIFY(fixture.comments() >= comments + 2); // what is under way keeps its heartbeat
    QCOMPARE(drained.size(), 0);
    fixture.find("/comments")->end();
    TRY_VERIFY(fixture.listener.connectionCount() == 1);
    TRY_VERIFY(first.read().endsWith("0\r\n\r\n") && first.closed());
    fixture.listener.closeAll();
    QVERIFY(fixture.find("/plain")->gone);
    QCOMPARE(fixture.listener.connectionCount(), 0);
    QCOMPARE(drained.size(), 1);
    const quint64 beats = fixture.beats();
    Marker later;
    later.start(fixture.wheel, 3 * kHeartbeatMs);
    TRY_VERIFY(later.reached);
    QCOMPARE(fixture.beats(), beats);
}

QTEST_GUILESS_MAIN(IdleStreamsTest)
#include "tst_idlestreams.moc"
