// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of the kernel's figures, and where a comment may stand.
#include "transport/heartbeat.h"
#include "transport/http/eventstream.h"
#include "transport/tcphealth.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <limits>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sightglass;
using namespace sightglass::transport;

Q_DECLARE_METATYPE(sightglass::transport::TcpHealth)
Q_DECLARE_METATYPE(sightglass::transport::PeerState)

namespace {

constexpr int kIntervalMs = 15'000;

class CountingHeart final : public Heartbeat
{
public:
    PeerState beat() override
    {
        ++beats;
        return beats == diesAt ? PeerState::Dead : PeerState::Unknown;
    }
    void peerDied() override
    {
        ++deaths;
        timer.reset();
    }
    int beats = 0;
    int deaths = 0;
    int diesAt = 0;
    std::unique_ptr<HeartbeatTimer> timer;
};

int option(qintptr descriptor, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    getsockopt(static_cast<int>(descriptor), level, name, &value, &size);
    return value;
}

} // namespace

class HeartbeatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void knowsARealConnection();
    void setsKeepAlive_data();
    void setsKeepAlive();
    void beatsUntilDead();
    void betweenEvents_data();
    void betweenEvents();
    void announces_data();
    void announces();
};

void HeartbeatTest::judges_data()
{
    QTest::addColumn<TcpHealth>("health");
    QTest::addColumn<PeerState>("expected");
    const auto row = [](const char *name, TcpHealth health, PeerState expected) {
        QTest::newRow(name) << health << expected;
    };
    row("fresh", {}, PeerState::Alive);
    row("idle, keep-alive answered", {.heardMs = 7'000, .sentMs = 900'000}, PeerState::Alive);
    row("exactly one interval", {.heardMs = kIntervalMs, .sentMs = 20'000, .unanswered = 5}, PeerState::Alive);
    row("losing packets now", {.heardMs = 3'000, .sentMs = 100, .unanswered = 4, .waiting = true}, PeerState::Alive);
    row("silent, not asked", {.heardMs = 40'000, .sentMs = 40'000}, PeerState::Unknown);
    row("silent, asked this moment", {.heardMs = 16'000, .sentMs = 30'000, .unanswered = 1}, PeerState::Unknown);
    row("probes in vain", {.heardMs = 15'001, .sentMs = 90'000, .unanswered = 2}, PeerState::Dead);
    row("retransmissions in vain", {.heardMs = 15'100, .sentMs = 200, .unanswered = 6, .waiting = true},
        PeerState::Dead);
    // A slow client: its window is closed and the kernel asks ever less often, and gets an answer each time.
    row("closed window, last asked 50 s ago", {.heardMs = 50'000, .sentMs = 50'000, .waiting = true},
        PeerState::Unknown);
    row("closed window, probe on its way", {.heardMs = 50'000, .sentMs = 50'000, .unanswered = 1, .waiting = true},
        PeerState::Unknown);
    row("shrunk window, asked again this moment", {.heardMs = 50'000, .sentMs = 5, .waiting = true},
        PeerState::Unknown);
    row("shrunk window, asked in vain", {.heardMs = 50'000, .sentMs = 1'100, .waiting = true}, PeerState::Dead);
    row("the same over a long way", {.heardMs = 50'000, .sentMs = 1'100, .roundTripMs = 600, .waiting = true},
        PeerState::Unknown);
    row("the kernel gave up", {.closed = true}, PeerState::Dead);
}

void HeartbeatTest::judges()
{
    QFETCH(TcpHealth, health);
    QFETCH(PeerState, expected);
    QCOMPARE(judge(health, kIntervalMs), expected);
}

void HeartbeatTest::knowsARealConnection()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *accepted = server.nextPendingConnection();
    QVERIFY(!tcpHealth(-1));
    const auto health = tcpHealth(accepted->socketDescriptor());
#ifndef Q_OS_LINUX
    QVERIFY(!health);
#else
    QVERIFY(health);
    QVERIFY(!health->closed);
    QCOMPARE(judge(*health, kIntervalMs), PeerState::Alive);
    // A reset is seen even while nobody reads.
    accepted->setReadBufferSize(1);
    const linger hard = {1, 0};
    setsockopt(int(client.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    const int own = dup(int(accepted->socketDescriptor()));
    client.abort();
    QTRY_VERIFY(tcpHealth(own)->closed);
    close(own);
#endif
}

void HeartbeatTest::setsKeepAlive_data()
{
    QTest::addColumn<int>("intervalMs");
    QTest::newRow("tiny") << 250;
    QTest::newRow("short") << 4'000;
    QTest::newRow("default") << 15'000;
    QTest::newRow("long") << 600'000;
    QTest::newRow("longest") << std::numeric_limits<int>::max();
}

void HeartbeatTest::setsKeepAlive()
{
    QFETCH(int, intervalMs);
    const int own = socket(AF_INET, SOCK_STREAM, 0);
    setKeepAlive(own, intervalMs);
    setProbePause(own, intervalMs);
    QVERIFY(option(own, SOL_SOCKET, SO_KEEPALIVE) > 0);
#ifdef Q_OS_LINUX
    const qint64 idle = option(own, IPPROTO_TCP, TCP_KEEPIDLE);
    const qint64 pause = option(own, IPPROTO_TCP, TCP_KEEPINTVL);
    const qint64 count = option(own, IPPROTO_TCP, TCP_KEEPCNT);
    QVERIFY(idle >= 1 && pause >= 1 && count >= 2);
    if (intervalMs >= 4'000 && intervalMs < 60'000'000) {
        QVERIFY((idle + pause) * 1'000 < intervalMs);              // two unanswered ones after one interval
        QVERIFY((idle + pause * count) * 1'000 >= 2 * intervalMs); // the kernel comes after us
    }
#endif
    close(own);
}

void HeartbeatTest::beatsUntilDead()
{
    TimerWheel wheel;
    CountingHeart heart;
    heart.diesAt = 3;
    heart.timer = std::make_unique<HeartbeatTimer>(wheel, heart, 500);
    QTRY_COMPARE(heart.deaths, 1);
    QCOMPARE(heart.beats, 3);
    CountingHeart other; // as long as this one beats, the first would have too
    other.timer = std::make_unique<HeartbeatTimer>(wheel, other, 500);
    QTRY_VERIFY(other.beats >= 2);
    QCOMPARE(heart.beats, 3);
    other.timer.reset();
}

void HeartbeatTest::betweenEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expected");
    QTest::newRow("LF") << QByteArray("data: x\n\n") << true;
    QTest::newRow("CRLF") << QByteArray("data: x\r\n\r\n") << true;
    QTest::newRow("CR") << QByteArray("data: x\r\r") << true;
    QTest::newRow("LF CRLF") << QByteArray("data: x\n\r\n") << true;
    QTest::newRow("CRLF LF") << QByteArray("data: x\r\n\n") << true;
    QTest::newRow("our comment") << kIdleComment.toByteArray() << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("one LF") << QByteArray("\n") << false;
    QTest::newRow("one CRLF") << QByteArray("data: x\r\n") << false;
    QTest::newRow("inside a line") << QByteArray("data: x\n\ndata: y") << false;
    QTest::newRow("after a line") << QByteArray("data: x\n\ndata: y\n") << false;
}

void HeartbeatTest::betweenEvents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, expected);
    QCOMPARE(endsBetweenEvents(bytes), expected);
}

void HeartbeatTest::announces_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("expected");
    QTest::newRow("plain") << QByteArray("Content-Type: text/event-stream\r\n") << true;
    QTest::newRow("any case, second line, charset")
        << QByteArray("X: y\r\ncontent-TYPE:Text/Event-Stream; charset=utf-8\r\nZ: 1\r\n") << true;
    QTest::newRow("json") << QByteArray("Content-Type: application/json\r\n") << false;
    QTest::newRow("longer type") << QByteArray("Content-Type: text/event-streams\r\n") << false;
    QTest::newRow("other field") << QByteArray("X-Content-Type: text/event-stream\r\n") << false;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("cut") << QByteArray("Content-Type:") << false;
}

void HeartbeatTest::announces()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, expected);
    QCOMPARE(announcesEventStream(fields), expected);
}

QTEST_GUILESS_MAIN(HeartbeatTest)
#include "tst_heartbeat.moc"
