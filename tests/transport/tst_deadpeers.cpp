// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Peers that are gone without a word: found within two intervals, and nobody else is taken for one.
//
// They are made in two ways. A socket filter on the peer's side drops what comes for it, in its kernel, and leaves others
// alone. And the loopback interface goes down in a network namespace that this program has to itself.
#include "support/selfsigned.h"
#include "transport/http/httpupstream.h"
#include "transport/streamfixture.h"

#include <QElapsedTimer>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <linux/filter.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sightglass;
using namespace sightglass::test;
using namespace sightglass::transport;

namespace {

// Long enough for keep-alive, which counts in seconds.
constexpr int kHeartbeatMs = 4'000;
constexpr int kBusyMachineMs = 2'000;
constexpr int kRtoMaxMs = 44; // TCP_RTO_MAX_MS, Linux 6.15

const QByteArray kEvent = "data: {\"a\":1}\n\n";

const QByteArray kChunk = "f\r\n" + kEvent + "\r\n";

QString g_noNamespace; // why there is none

bool setLoopback(bool up)
{
    const int any = ::socket(AF_INET, SOCK_DGRAM, 0);
    ifreq request = {};
    std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
    bool done = ::ioctl(any, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = short(up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    done = done && ::ioctl(any, SIOCSIFFLAGS, &request) == 0;
    ::close(any);
    return done;
}

void enterNamespace()
{
    if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        g_noNamespace = QStringLiteral("no network namespace of our own: %1").arg(QLatin1StringView(strerror(errno)));
    else if (!setLoopback(true))
        qFatal("a network namespace without loopback: %s", strerror(errno));
}

// From now on the kernel drops what comes for this socket, before TCP sees it.
bool makeDeaf(qintptr descriptor)
{
    sock_filter drop = {BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program = {1, &drop};
    return ::setsockopt(int(descriptor), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

bool kernelLimitsProbePause()
{
    const int any = ::socket(AF_INET, SOCK_STREAM, 0);
    const int pause = kHeartbeatMs;
    const bool does = ::setsockopt(any, IPPROTO_TCP, kRtoMaxMs, &pause, sizeof pause) == 0;
    ::close(any);
    return does;
}

class Caller final : public UpstreamObserver
{
public:
    void onSent() override {}
    void onHead(wire::HttpHead &&) override {}
    void onBody(QByteArrayView bytes) override { body.append(bytes); }
    void onTrailers(QByteArrayView) override {}
    void onEnd() override { ended = true; }
    void onFailed(const UpstreamFailure &why) override { failure = why; }
    QByteArray body;
    std::optional<UpstreamFailure> failure;
    bool ended = false;
    std::unique_ptr<UpstreamCall> call;
};

// Streams of every kind, all open and silent: clients with and without comments, one that does not read, and two calls to
// a server.
class Scene
{
public:
    Scene()
    {
        tlsServer.setSslConfiguration(selfSigned(folder, QStringLiteral("IP:127.0.0.1")));
        upstream = serve(server, QStringLiteral("http"));
        tlsUpstream = serve(tlsServer, QStringLiteral("https"));
    }

    std::unique_ptr<HttpUpstream> serve(QTcpServer &tcpServer, const QString &scheme)
    {
        if (!tcpServer.listen(QHostAddress(QHostAddress::LocalHost)))
            qFatal("cannot listen");
        QObject::connect(&tcpServer, &QTcpServer::pendingConnectionAvailable, &tcpServer, [&tcpServer, this] {
            servers.push_back(tcpServer.nextPendingConnection());
            servers.back()->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n"
                                  + kChunk);
        });
        HttpUpstreamOptions options;
        options.url = QUrl(QStringLiteral("%1://127.0.0.1:%2/").arg(scheme).arg(tcpServer.serverPort()));
        options.heartbeatMs = kHeartbeatMs;
        options.caFile = folder.filePath(QStringLiteral("cert.pem"));
        return std::make_unique<HttpUpstream>(options, fixture.wheel);
    }

    static void call(HttpUpstream &to, Caller &caller)
    {
        caller.call = to.send({.method = "GET", .target = "/", .fields = {}, .body = {}}, caller);
    }

    bool clientsAreOpen() const
    {
        return stream("/comments") && stream("/plain") && stream("/full") && stream("/comments/other");
    }

    OpenStream *stream(const QByteArray &target) const { return fixture.find(target); }
    bool gone(const QByteArray &target) const { return stream(target)->gone; }

    void fillUp()
    {
        while (stream("/full")->sink->writable())
            stream("/full")->sink->write("data: " + QByteArray(60'000, 'x') + "\n\n");
    }

    StreamFixture fixture{kHeartbeatMs};
    KernelClient commented{fixture.port(), "/comments"};
    KernelClient plain{fixture.port(), "/plain"};
    KernelClient full{fixture.port(), "/full", 8 * 1024};
    KernelClient other{fixture.port(), "/comments/other"};
    QTemporaryDir folder;
    QTcpServer server;
    QSslServer tlsServer;
    std::vector<QTcpSocket *> servers; // of called, pausedCall, tlsCalled
    std::unique_ptr<HttpUpstream> upstream;
    std::unique_ptr<HttpUpstream> tlsUpstream;
    Caller called;
    Caller pausedCall;
    Caller tlsCalled;
};

} // namespace

#define TRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)
// One call after the other, so that it is known whose server is whose.
#define OPEN(scene)                                                                                                    \
    scene.call(*scene.upstream, scene.called);                                                                         \
    TRY_VERIFY(scene.called.body == kEvent);                                                                           \
    scene.call(*scene.upstream, scene.pausedCall);                                                                     \
    TRY_VERIFY(scene.pausedCall.body == kEvent);                                                                       \
    scene.call(*scene.tlsUpstream, scene.tlsCalled);                                                                   \
    TRY_VERIFY(scene.tlsCalled.body == kEvent && scene.clientsAreOpen())

class DeadPeersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void deafPeers();
    void lostNetwork();
    void shortOutage();

private:
    static void findsAll(Scene &scene);
};

void DeadPeersTest::cleanup()
{
    if (g_noNamespace.isEmpty())
        QVERIFY(setLoopback(true));
}

void DeadPeersTest::findsAll(Scene &scene)
{
    QElapsedTimer since;
    since.start();
    const bool fullToo = kernelLimitsProbePause();
    TRY_VERIFY(scene.gone("/comments") && scene.gone("/plain") && scene.called.failure && scene.tlsCalled.failure
               && (scene.gone("/full") || !fullToo));
    const qint64 took = since.elapsed();
    qInfo("all found after %lld ms, of an interval of %d ms", took, kHeartbeatMs);
    QVERIFY2(took <= 2 * kHeartbeatMs + kBusyMachineMs, qPrintable(QString::number(took)));
    QVERIFY(scene.fixture.listener.heartbeats().deadPeers >= 2);
    for (const Caller *caller : {&scene.called, &scene.tlsCalled}) {
        QCOMPARE(caller->failure->reason, UpstreamFailure::Reason::Closed);
        QVERIFY2(caller->failure->text.contains(QStringLiteral("is gone: nothing at all came"))
                     && caller->failure->text.contains(QStringLiteral("4 s, after 15 bytes")),
                 qPrintable(caller->failure->text));
        QVERIFY(!caller->ended);
        QCOMPARE(caller->body, kEvent);
    }
    QCOMPARE(scene.upstream->heartbeats().deadPeers, quint64(1));
    QCOMPARE(scene.tlsUpstream->heartbeats().deadPeers, quint64(1));
}

void DeadPeersTest::deafPeers()
{
    QTcpSocket any;
    if (!any.bind() || !makeDeaf(any.socketDescriptor()))
        QSKIP(qPrintable(QStringLiteral("no socket filters: %1").arg(QLatin1StringView(strerror(errno)))));
    Scene scene;
    OPEN(scene);
    scene.fillUp();
    const quint64 before = scene.fixture.beats();
    TRY_VERIFY(scene.fixture.beats() >= before + 8); // in the middle of things: two beats of each
    for (const qintptr peer :
         {qintptr(scene.commented.descriptor()), qintptr(scene.plain.descriptor()), qintptr(scene.full.descriptor()),
          scene.servers[0]->socketDescriptor(), scene.servers[2]->socketDescriptor()})
        QVERIFY(makeDeaf(peer));
    findsAll(scene);
    // The neighbours, as silent as they were, are alive.
    const quint64 beats = scene.fixture.beats();
    TRY_VERIFY(scene.fixture.beats() >= beats + 3);
    QVERIFY(!scene.gone("/comments/other"));
    QVERIFY(!scene.pausedCall.failure && !scene.pausedCall.ended);
    scene.servers[1]->write(kChunk);
    TRY_VERIFY(scene.pausedCall.body == kEvent + kEvent);
}

void DeadPeersTest::lostNetwork()
{
    if (!g_noNamespace.isEmpty())
        QSKIP(qPrintable(g_noNamespace));
    Scene scene;
    OPEN(scene);
    scene.fillUp();
    scene.pausedCall.call->setPaused(true);
    scene.servers[1]->write(kChunk);
    scene.servers[1]->flush();
    const quint64 before = scene.fixture.beats();
    TRY_VERIFY(scene.fixture.beats() >= before + 8);
    QVERIFY(setLoopback(false));
    findsAll(scene);
    TRY_VERIFY(scene.gone("/comments/other"));
    // What the server said before it was lost is not lost with it: it waits for our client to be ready.
    QVERIFY(!scene.pausedCall.failure);
    scene.pausedCall.call->setPaused(false);
    TRY_VERIFY(scene.pausedCall.failure);
    QCOMPARE(scene.pausedCall.body, kEvent + kEvent);
}

// Shorter than an interval: all are there afterwards, and what was written meanwhile arrives.
void DeadPeersTest::shortOutage()
{
    if (!g_noNamespace.isEmpty())
        QSKIP(qPrintable(g_noNamespace));
    Scene scene;
    OPEN(scene);
    const quint64 before = scene.fixture.beats();
    TRY_VERIFY(scene.fixture.beats() >= before + 4);
    QVERIFY(setLoopback(false));
    scene.stream("/plain")->sink->write(kEvent);
    QElapsedTimer down;
    down.start();
    TRY_VERIFY(down.elapsed() >= kHeartbeatMs / 2);
    QVERIFY(setLoopback(true));
    const quint64 beats = scene.fixture.beats();
    TRY_VERIFY(scene.fixture.beats() >= beats + 16);
    for (const char *target : {"/comments", "/plain", "/full", "/comments/other"})
        QVERIFY2(!scene.gone(target), target);
    QVERIFY(!scene.called.failure && !scene.pausedCall.failure && !scene.tlsCalled.failure);
    QCOMPARE(scene.plain.body(), kEvent);
}

int main(int argc, char *argv[])
{
    enterNamespace(); // before Qt starts a thread: each has a namespace of its own
    QCoreApplication app(argc, argv);
    DeadPeersTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_deadpeers.moc"
