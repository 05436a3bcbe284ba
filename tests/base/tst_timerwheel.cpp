// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/timerwheel.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

using namespace sightglass;

namespace {

constexpr int kWaitMs = 5000;

class TestDeadline final : public Deadline
{
public:
    explicit TestDeadline(std::function<void()> then = {}) : m_then(std::move(then)) {}

    void startTimed(TimerWheel &wheel, int milliseconds)
    {
        m_startedUs = monotonicUs();
        start(wheel, milliseconds);
    }
    int count() const { return m_count; }
    qint64 afterMs() const { return (m_expiredUs - m_startedUs) / 1000; }

protected:
    void expired() override
    {
        ++m_count;
        m_expiredUs = monotonicUs();
        const std::function<void()> then = m_then; // it may destroy us
        if (then)
            then();
    }

private:
    std::function<void()> m_then;
    qint64 m_startedUs = 0;
    qint64 m_expiredUs = 0;
    int m_count = 0;
};

} // namespace

class TimerWheelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverEarly();
    void movedAndStopped();
    void handlersMayDoAnything();
    void neverEarlyAfterALongHandler();
    void outlivesTheWheel();
};

void TimerWheelTest::neverEarly()
{
    TimerWheel wheel;
    TestDeadline long_;
    TestDeadline short_;
    TestDeadline zero;
    long_.startTimed(wheel, 240);
    short_.startTimed(wheel, 120);
    zero.startTimed(wheel, 0);
    std::vector<std::unique_ptr<TestDeadline>> many;
    for (int i = 0; i < 10'000; ++i) {
        many.push_back(std::make_unique<TestDeadline>());
        many.back()->startTimed(wheel, i % 240);
    }
    QVERIFY(long_.isRunning());
    const auto allExpired = [&] {
        return long_.count() == 1
               && std::all_of(many.begin(), many.end(), [](const auto &one) { return one->count() == 1; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(allExpired(), kWaitMs);
    QVERIFY(!long_.isRunning());
    QVERIFY2(long_.afterMs() >= 240, qPrintable(QString::number(long_.afterMs())));
    QVERIFY2(short_.afterMs() >= 120, qPrintable(QString::number(short_.afterMs())));
    QCOMPARE(short_.count(), 1);
    QCOMPARE(zero.count(), 1);
    for (std::size_t i = 0; i < many.size(); ++i) {
        QVERIFY(many[i]->afterMs() >= qint64(i % 240));
    }
}

void TimerWheelTest::movedAndStopped()
{
    TimerWheel wheel;
    TestDeadline later;
    TestDeadline earlier;
    TestDeadline stopped;
    TestDeadline stoppedAndStarted;
    TestDeadline roundAgain;
    TestDeadline end;
    roundAgain.start(wheel, 128'000 + 100); // more than one turn of the wheel: the same slot, another round
    later.start(wheel, 1);
    later.startTimed(wheel, 300);
    earlier.start(wheel, 3'600'000);
    earlier.startTimed(wheel, 1);
    stopped.start(wheel, 1);
    stopped.stop();
    QVERIFY(!stopped.isRunning());
    stoppedAndStarted.start(wheel, 1);
    stoppedAndStarted.stop();
    stoppedAndStarted.startTimed(wheel, 200);
    end.startTimed(wheel, 400);
    QTRY_COMPARE_WITH_TIMEOUT(end.count(), 1, kWaitMs);
    QCOMPARE(later.count(), 1);
    QVERIFY2(later.afterMs() >= 300, qPrintable(QString::number(later.afterMs())));
    QCOMPARE(earlier.count(), 1);
    QCOMPARE(stopped.count(), 0);
    QCOMPARE(stoppedAndStarted.count(), 1);
    QCOMPARE(roundAgain.count(), 0);
    QVERIFY(roundAgain.isRunning());
}

// expired() destroys its own deadline, destroys others that are due in the same round, and starts deadlines.
void TimerWheelTest::handlersMayDoAnything()
{
    TimerWheel wheel;
    std::unique_ptr<TestDeadline> self;
    int selfCount = 0;
    self = std::make_unique<TestDeadline>([&] {
        ++selfCount;
        self.reset();
    });
    // Each destroys the other: exactly one of them expires, whichever comes first.
    std::unique_ptr<TestDeadline> left;
    std::unique_ptr<TestDeadline> right;
    int eitherCount = 0;
    left = std::make_unique<TestDeadline>([&] {
        ++eitherCount;
        right.reset();
    });
    right = std::make_unique<TestDeadline>([&] {
        ++eitherCount;
        left.reset();
    });
    int again = 0;
    TestDeadline *repeating = nullptr;
    TestDeadline restarted([&] {
        if (++again < 2)
            repeating->startTimed(wheel, 1);
    });
    repeating = &restarted;
    TestDeadline end;
    TestDeadline startsEnd([&] { end.start(wheel, 1); });
    for (TestDeadline *deadline : {self.get(), left.get(), right.get(), &restarted, &startsEnd})
        deadline->start(wheel, 1);
    {
        TestDeadline gone;
        gone.start(wheel, 1);
    }
    QTRY_VERIFY_WITH_TIMEOUT(end.count() == 1 && again == 2, kWaitMs);
    QCOMPARE(selfCount, 1);
    QCOMPARE(eitherCount, 1);
    QCOMPARE(restarted.count(), 2);
}

// A handler that took long makes the wheel late; what starts before it has caught up must not suffer for that.
void TimerWheelTest::neverEarlyAfterALongHandler()
{
    TimerWheel wheel;
    TestDeadline keepsTurning;
    keepsTurning.start(wheel, 60'000);
    for (const qint64 until = monotonicUs() + 260'000; monotonicUs() < until;) {
    }
    TestDeadline deadline;
    deadline.startTimed(wheel, 20);
    QTRY_COMPARE_WITH_TIMEOUT(deadline.count(), 1, kWaitMs);
    QVERIFY2(deadline.afterMs() >= 20, qPrintable(QString::number(deadline.afterMs())));
}

void TimerWheelTest::outlivesTheWheel()
{
    TestDeadline deadline;
    {
        TimerWheel wheel;
        deadline.start(wheel, 1);
    }
    TimerWheel other;
    deadline.start(other, 100'000); // starts on another wheel as if it were new
    QVERIFY(deadline.isRunning());
}

QTEST_GUILESS_MAIN(TimerWheelTest)
#include "tst_timerwheel.moc"
