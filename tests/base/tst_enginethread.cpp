// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/callqueue.h"
#include "base/epolldispatcher.h"
#include "base/eventdispatcher.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <vector>

using namespace sightglass;

namespace {

constexpr int kWaitMs = 20'000;

// Not Qt's: a thread sanitizer cannot see into its library.
using Semaphore = std::counting_semaphore<>;

bool acquire(Semaphore &semaphore, int count = 1)
{
    for (; count > 0; --count) {
        if (!semaphore.try_acquire_for(std::chrono::milliseconds(kWaitMs)))
            return false;
    }
    return true;
}

// A thread as the engine has it: real waiting in epoll, woken from outside.
class EngineThread
{
public:
    EngineThread()
    {
        installEngineDispatcher(m_thread);
        m_calls.moveToThread(&m_thread);
        m_thread.start();
    }
    ~EngineThread() { stop(); }

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(kWaitMs);
    }
    CallQueue &calls() { return m_calls; }
    QThread &thread() { return m_thread; }
    /// Runs \a what there and waits for it.
    void run(const std::function<void()> &what) { m_calls.callAndWait(what); }

private:
    QThread m_thread;
    CallQueue m_calls;
};

} // namespace

class EngineThreadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usesEpoll();
    void wakesUpForPostedEvents();
    void wakesUpForManyThreads();
    void sleepsAgainAfterWakingUp();
    void quitIsNeverLost();
    void deleteLaterIsDone();
    void timerFiresInAQuietLoop();
    void tcpTraffic();
    void manyConnections();
};

void EngineThreadTest::usesEpoll()
{
    EngineThread engine;
    bool isEpoll = false;
    engine.run([&] { isEpoll = qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()); });
    QVERIFY(isEpoll);
    QVERIFY(engine.stop());
}

// One at a time, each when the thread has had time to fall asleep again or not: both ways must work.
void EngineThreadTest::wakesUpForPostedEvents()
{
    EngineThread engine;
    Semaphore done{0};
    for (int i = 0; i < 2000; ++i) {
        engine.calls().post([&] { done.release(); });
        QVERIFY(acquire(done));
    }
}

void EngineThreadTest::wakesUpForManyThreads()
{
    constexpr int kThreads = 4;
    constexpr int kEach = 5000;
    EngineThread engine;
    Semaphore done{0};
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int k = 0; k < kEach; ++k)
                engine.calls().post([&] { done.release(); });
        }));
        threads.back()->start();
    }
    QVERIFY(acquire(done, kThreads * kEach));
    for (const auto &thread : threads)
        QVERIFY(thread->wait(kWaitMs));
}

void EngineThreadTest::sleepsAgainAfterWakingUp()
{
    EngineThread engine;
    std::atomic<bool> woken = false;
    Semaphore asleep{0};
    engine.run([&] {
        connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &engine.calls(),
            [&] {
                if (woken)
                    asleep.release();
            },
            Qt::DirectConnection);
    });
    for (int i = 0; i < 3; ++i) {
        woken = false;
        engine.calls().post([&] { woken = true; });
        QVERIFY(acquire(asleep));
    }
    QVERIFY(engine.stop());
}

// quit() at any moment of the loop: while it starts, works, wakes itself, falls asleep.
void EngineThreadTest::quitIsNeverLost()
{
    for (int i = 0; i < 300; ++i) {
        EngineThread engine;
        Semaphore started{0};
        engine.calls().post([&] {
            started.release();
            if (i % 3 > 0) // wakes its own loop; with luck just when quit() wants to
                engine.calls().post([] {});
            if (i % 3 > 1)
                QTimer::singleShot(0, &engine.calls(), [&] { engine.calls().post([] {}); });
        });
        if (i % 2 == 0)
            QVERIFY(acquire(started));
        QVERIFY(engine.stop());
    }
}

void EngineThreadTest::deleteLaterIsDone()
{
    EngineThread engine;
    Semaphore gone{0};
    engine.run([&] {
        auto *object = new QObject;
        connect(
            object, &QObject::destroyed, object, [&] { gone.release(); }, Qt::DirectConnection);
        object->deleteLater();
    });
    QVERIFY(acquire(gone));
    engine.run([&] {
        auto *object = new QObject; // at the end of the thread, too
        connect(
            object, &QObject::destroyed, object, [&] { gone.release(); }, Qt::DirectConnection);
        connect(&engine.thread(), &QThread::finished, object, &QObject::deleteLater, Qt::DirectConnection);
    });
    QVERIFY(engine.stop());
    QVERIFY(gone.try_acquire());
}

void EngineThreadTest::timerFiresInAQuietLoop()
{
    EngineThread engine;
    Semaphore fired{0};
    engine.run([&] { QTimer::singleShot(20, &engine.calls(), [&] { fired.release(); }); });
    QVERIFY(acquire(fired));
}

namespace {

// An echo server and its clients, all on one thread.
class Echo : public QObject
{
public:
    Echo(int clients, qsizetype bytes, Semaphore &done) : m_payload(bytes, 'e'), m_done(done)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        m_server.listen(QHostAddress::LocalHost);
        for (int i = 0; i < clients; ++i)
            connectOne();
    }

private:
    void connectOne()
    {
        auto *socket = new QTcpSocket(this);
        connect(socket, &QTcpSocket::connected, this, [this, socket] { socket->write(m_payload); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() < m_payload.size())
                return;
            if (socket->readAll() == m_payload)
                socket->disconnectFromHost();
        });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            socket->deleteLater();
            m_done.release();
        });
        socket->connectToHost(m_server.serverAddress(), m_server.serverPort());
    }

    QTcpServer m_server;
    QByteArray m_payload;
    Semaphore &m_done;
};

} // namespace

void EngineThreadTest::tcpTraffic()
{
    EngineThread engine;
    Semaphore done{0};
    std::unique_ptr<Echo> echo;
    engine.run([&] { echo = std::make_unique<Echo>(20, 1'000'000, done); });
    QVERIFY(acquire(done, 20));
    engine.run([&] { echo.reset(); });
}

// Connections come and go, so the numbers of their descriptors are used again and again.
void EngineThreadTest::manyConnections()
{
    EngineThread engine;
    Semaphore done{0};
    constexpr int kAtOnce = 40; // below the backlog of QTcpServer, or SYNs are sent a second time after a second
    for (int round = 0; round < 10; ++round) {
        std::unique_ptr<Echo> echo;
        engine.run([&] { echo = std::make_unique<Echo>(kAtOnce, 100, done); });
        QVERIFY(acquire(done, kAtOnce));
        engine.run([&] { echo.reset(); });
    }
}

QTEST_GUILESS_MAIN(EngineThreadTest)
#include "tst_enginethread.moc"
