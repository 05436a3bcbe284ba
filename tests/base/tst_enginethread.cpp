// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"
#include "base/eventdispatcher.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

using namespace sightglass;

namespace {

constexpr int kWaitMs = 20'000;

// A thread as the engine has it: real waiting in epoll, woken from outside.
class EngineThread
{
public:
    EngineThread()
    {
        installEngineDispatcher(m_thread);
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~EngineThread() { stop(); }

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(kWaitMs);
    }
    QObject *context() { return &m_context; }
    QThread &thread() { return m_thread; }
    /// Runs \a what there and waits for it.
    template <typename What>
    void run(What what)
    {
        QMetaObject::invokeMethod(&m_context, what, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_context;
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
    QSemaphore done;
    for (int i = 0; i < 2000; ++i) {
        QMetaObject::invokeMethod(
            engine.context(), [&] { done.release(); }, Qt::QueuedConnection);
        QVERIFY(done.tryAcquire(1, kWaitMs));
    }
}

void EngineThreadTest::wakesUpForManyThreads()
{
    constexpr int kThreads = 4;
    constexpr int kEach = 5000;
    EngineThread engine;
    QSemaphore done;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int k = 0; k < kEach; ++k)
                QMetaObject::invokeMethod(
                    engine.context(), [&] { done.release(); }, Qt::QueuedConnection);
        }));
        threads.back()->start();
    }
    QVERIFY(done.tryAcquire(kThreads * kEach, kWaitMs));
    for (const auto &thread : threads)
        QVERIFY(thread->wait(kWaitMs));
}

void EngineThreadTest::sleepsAgainAfterWakingUp()
{
    EngineThread engine;
    std::atomic<bool> woken = false;
    QSemaphore asleep;
    engine.run([&] {
        connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, engine.context(),
            [&] {
                if (woken)
                    asleep.release();
            },
            Qt::DirectConnection);
    });
    for (int i = 0; i < 3; ++i) {
        woken = false;
        QMetaObject::invokeMethod(
            engine.context(), [&] { woken = true; }, Qt::QueuedConnection);
        QVERIFY(asleep.tryAcquire(1, kWaitMs));
    }
    QVERIFY(engine.stop());
}

// quit() at any moment of the loop: while it starts, works, wakes itself, falls asleep.
void EngineThreadTest::quitIsNeverLost()
{
    for (int i = 0; i < 300; ++i) {
        EngineThread engine;
        QSemaphore started;
        QMetaObject::invokeMethod(
            engine.context(),
            [&] {
                started.release();
                if (i % 3 > 0) // wakes its own loop; with luck just when quit() wants to
                    QMetaObject::invokeMethod(
                        engine.context(), [] {}, Qt::QueuedConnection);
                if (i % 3 > 1)
                    QTimer::singleShot(0, engine.context(), [&] {
                        QMetaObject::invokeMethod(
                            engine.context(), [] {}, Qt::QueuedConnection);
                    });
            },
            Qt::QueuedConnection);
        if (i % 2 == 0)
            QVERIFY(started.tryAcquire(1, kWaitMs));
        QVERIFY(engine.stop());
    }
}

void EngineThreadTest::deleteLaterIsDone()
{
    EngineThread engine;
    QSemaphore gone;
    engine.run([&] {
        auto *object = new QObject;
        connect(
            object, &QObject::destroyed, object, [&] { gone.release(); }, Qt::DirectConnection);
        object->deleteLater();
    });
    QVERIFY(gone.tryAcquire(1, kWaitMs));
    engine.run([&] {
        auto *object = new QObject; // at the end of the thread, too
        connect(
            object, &QObject::destroyed, object, [&] { gone.release(); }, Qt::DirectConnection);
        connect(&engine.thread(), &QThread::finished, object, &QObject::deleteLater, Qt::DirectConnection);
    });
    QVERIFY(engine.stop());
    QVERIFY(gone.tryAcquire(1));
}

void EngineThreadTest::timerFiresInAQuietLoop()
{
    EngineThread engine;
    QSemaphore fired;
    engine.run([&] { QTimer::singleShot(20, engine.context(), [&] { fired.release(); }); });
    QVERIFY(fired.tryAcquire(1, kWaitMs));
}

namespace {

// An echo server and its clients, all on one thread.
class Echo : public QObject
{
public:
    Echo(int clients, qsizetype bytes, QSemaphore &done) : m_payload(bytes, 'e'), m_done(done)
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
    QSemaphore &m_done;
};

} // namespace

void EngineThreadTest::tcpTraffic()
{
    EngineThread engine;
    QSemaphore done;
    std::unique_ptr<Echo> echo;
    engine.run([&] { echo = std::make_unique<Echo>(20, 1'000'000, done); });
    QVERIFY(done.tryAcquire(20, kWaitMs));
    engine.run([&] { echo.reset(); });
}

// Connections come and go, so the numbers of their descriptors are used again and again.
void EngineThreadTest::manyConnections()
{
    EngineThread engine;
    QSemaphore done;
    constexpr int kAtOnce = 40; // below the backlog of QTcpServer, or SYNs are sent a second time after a second
    for (int round = 0; round < 10; ++round) {
        std::unique_ptr<Echo> echo;
        engine.run([&] { echo = std::make_unique<Echo>(kAtOnce, 100, done); });
        QVERIFY(done.tryAcquire(kAtOnce, kWaitMs));
        engine.run([&] { echo.reset(); });
    }
}

QTEST_GUILESS_MAIN(EngineThreadTest)
#include "tst_enginethread.moc"
