// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/callqueue.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <memory>
#include <thread>
#include <vector>

using sightglass::CallQueue;

class CallQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder();
    void runsInItsThread();
    void waits();
    void waitsInItsOwnThreadWithoutQueueing();
    void callsMayPostFurtherOnes();
    void manyThreads();
    void dropsWhatWasNeverRun();
};

namespace {

struct Worker {
    Worker()
    {
        calls.moveToThread(&thread);
        thread.start();
    }
    ~Worker()
    {
        thread.quit();
        thread.wait();
    }
    QThread thread;
    CallQueue calls;
};

} // namespace

void CallQueueTest::keepsTheOrder()
{
    Worker worker;
    std::vector<int> seen;
    for (int i = 0; i < 1000; ++i)
        worker.calls.post([&seen, i] { seen.push_back(i); });
    worker.calls.callAndWait([] {});
    QCOMPARE(seen.size(), std::size_t(1000));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(seen[std::size_t(i)], i);
}

void CallQueueTest::runsInItsThread()
{
    Worker worker;
    QThread *ran = nullptr;
    worker.calls.callAndWait([&] { ran = QThread::currentThread(); });
    QCOMPARE(ran, &worker.thread);
}

void CallQueueTest::waits()
{
    Worker worker;
    for (int i = 0; i < 1000; ++i) {
        int value = 0;
        worker.calls.callAndWait([&] { value = i + 1; });
        QCOMPARE(value, i + 1);
    }
}

void CallQueueTest::waitsInItsOwnThreadWithoutQueueing()
{
    CallQueue calls;
    QStringList seen;
    calls.post([&] { seen += QStringLiteral("posted"); });
    calls.callAndWait([&] { seen += QStringLiteral("waited"); });
    QCOMPARE(seen, QStringList{QStringLiteral("waited")});
    QCoreApplication::sendPostedEvents(&calls);
    QCOMPARE(seen, (QStringList{QStringLiteral("waited"), QStringLiteral("posted")}));
}

void CallQueueTest::callsMayPostFurtherOnes()
{
    Worker worker;
    std::vector<int> seen;
    worker.calls.callAndWait([&] {
        worker.calls.post([&] { seen.push_back(2); });
        seen.push_back(1);
    });
    worker.calls.callAndWait([] {});
    QCOMPARE(seen, (std::vector<int>{1, 2}));
}

void CallQueueTest::manyThreads()
{
    Worker worker;
    int count = 0; // of the worker's thread alone
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 2500; ++k)
                worker.calls.post([&] { ++count; });
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    worker.calls.callAndWait([] {});
    QCOMPARE(count, 10'000);
}

void CallQueueTest::dropsWhatWasNeverRun()
{
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = held;
    bool ran = false;
    {
        CallQueue calls;
        calls.post([held, &ran] { ran = true; });
    }
    held.reset();
    QVERIFY(watched.expired());
    QVERIFY(!ran);
}

QTEST_GUILESS_MAIN(CallQueueTest)
#include "tst_callqueue.moc"
