// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"

#include "base/clock.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <array>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace sightglass;

namespace {

// Two connected sockets of the system.
class SocketPair
{
public:
    SocketPair()
    {
        [[maybe_unused]] const int result =
            socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_fds.data());
    }
    ~SocketPair()
    {
        closeNear();
        closeFar();
    }
    SocketPair(const SocketPair &) = delete;
    SocketPair &operator=(const SocketPair &) = delete;

    int near() const { return m_fds[0]; }
    void send() const { [[maybe_unused]] const auto n = ::write(m_fds[1], "x", 1); }
    bool receive() const
    {
        char c = 0;
        return ::read(m_fds[0], &c, 1) == 1;
    }
    void closeNear() { closeOne(m_fds[0]); }
    void closeFar() { closeOne(m_fds[1]); }

private:
    static void closeOne(int &fd)
    {
        if (fd >= 0)
            ::close(fd);
        fd = -1;
    }
    std::array<int, 2> m_fds = {-1, -1};
};

QEvent::Type kPosted = QEvent::User;

class Receiver : public QObject
{
public:
    int count = 0;
    bool event(QEvent *event) override
    {
        if (event->type() != kPosted)
            return QObject::event(event);
        ++count;
        return true;
    }
};

} // namespace

// The dispatcher turned by hand, round by round, on a thread that has no event loop of its own but this one.
class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readNotifier();
    void writeAndReadNotifier();
    void disabledNotifierIsSilent();
    void hangUpActivatesAndEnds();
    void handlerDeletesNotifiers();
    void handlerClosesAReadyDescriptor();
    void descriptorNumberIsReused();
    void descriptorNumberIsReusedByAnotherInterest();
    void manySockets();
    void interestChangesManyTimes();
    void timersInOrder();
    void timersOfOneInstantKeepTheirOrder();
    void timerHandlersMayDoAnything();
    void zeroTimerStarvesNobody();
    void remainingTimeAndRegisteredTimers();
    void flagsExclude();
    void ownWakeUpDoesNotWait();
    void interruptEndsTheRound();

private:
    // One round that does not wait; true when something happened.
    bool turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
    {
        return QAbstractEventDispatcher::instance()->processEvents(flags);
    }
    // One round that waits for something to happen.
    void await() { QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents); }
};

void EpollDispatcherTest::readNotifier()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    int count = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++count; });
    turn();
    QCOMPARE(count, 0);
    pair.send();
    await();
    QCOMPARE(count, 1);
    turn(); // still readable: told again
    QCOMPARE(count, 2);
    QVERIFY(pair.receive());
    turn();
    QCOMPARE(count, 2);
}

void EpollDispatcherTest::writeAndReadNotifier()
{
    SocketPair pair;
    QSocketNotifier read(pair.near(), QSocketNotifier::Read);
    QSocketNotifier write(pair.near(), QSocketNotifier::Write);
    QByteArray log;
    connect(&read, &QSocketNotifier::activated, this, [&] { log += 'r'; });
    connect(&write, &QSocketNotifier::activated, this, [&] { log += 'w'; });
    turn();
    QCOMPARE(log, QByteArray("w"));
    pair.send();
    turn();
    QCOMPARE(log, QByteArray("wrw"));
    write.setEnabled(false);
    turn();
    QCOMPARE(log, QByteArray("wrwr"));
}

void EpollDispatcherTest::disabledNotifierIsSilent()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    int count = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++count; });
    notifier.setEnabled(false);
    pair.send();
    turn();
    QCOMPARE(count, 0);
    notifier.setEnabled(true);
    turn();
    QCOMPARE(count, 1);
}

void EpollDispatcherTest::hangUpActivatesAndEnds()
{
    for (const auto type : {QSocketNotifier::Read, QSocketNotifier::Write, QSocketNotifier::Exception}) {
        SocketPair pair;
        QSocketNotifier notifier(pair.near(), type);
        int count = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ++count;
            notifier.setEnabled(false);
        });
        pair.closeFar();
        await();
        QCOMPARE(count, 1);
        turn(); // the hang-up is still there, but nobody listens: it must not wake us any more
        QVERIFY(!turn());
        QCOMPARE(count, 1);
    }
}

void EpollDispatcherTest::handlerDeletesNotifiers()
{
    SocketPair one;
    SocketPair two;
    auto first = std::make_unique<QSocketNotifier>(one.near(), QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(two.near(), QSocketNotifier::Read);
    int count = 0;
    const auto deleteBoth = [&] {
        ++count;
        first.release()->deleteLater();
        second.reset();
    };
    connect(first.get(), &QSocketNotifier::activated, this, deleteBoth);
    connect(second.get(), &QSocketNotifier::activated, this, [&] {
        ++count;
        second.release()->deleteLater();
        first.reset();
    });
    turn();
    one.send();
    two.send();
    turn();
    QCOMPARE(count, 1);
    turn();
    QCOMPARE(count, 1);
}

// Both descriptors are ready in one round; the handler of the first closes the second, whose number a new socket gets.
void EpollDispatcherTest::handlerClosesAReadyDescriptor()
{
    SocketPair one;
    SocketPair two;
    SocketPair three;
    std::unique_ptr<QSocketNotifier> notifiers[2] = {
        std::make_unique<QSocketNotifier>(one.near(), QSocketNotifier::Read),
        std::make_unique<QSocketNotifier>(two.near(), QSocketNotifier::Read)};
    SocketPair *const pairs[2] = {&one, &two};
    int count = 0;
    for (const int i : {0, 1}) {
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++count;
            QVERIFY(pairs[i]->receive());
            notifiers[1 - i].reset();
            pairs[1 - i]->closeNear();
        });
    }
    turn();
    one.send();
    two.send();
    turn();
    turn();
    QCOMPARE(count, 1);
}

// Between two looks at the kernel a descriptor is closed and its number given to a new socket, with the same interest:
// the kernel has forgotten the number, although nothing that we keep of it has changed.
void EpollDispatcherTest::descriptorNumberIsReused()
{
    SocketPair pair;
    auto notifier = std::make_unique<QSocketNotifier>(pair.near(), QSocketNotifier::Read);
    turn();
    const int number = pair.near();
    notifier.reset();
    pair.closeNear();

    SocketPair fresh;
    QCOMPARE(fresh.near(), number); // the lowest free number, says POSIX
    QSocketNotifier again(number, QSocketNotifier::Read);
    int count = 0;
    connect(&again, &QSocketNotifier::activated, this, [&] {
        ++count;
        again.setEnabled(false);
    });
    turn();
    QCOMPARE(count, 0);
    fresh.send();
    turn();
    QCOMPARE(count, 1);
}

void EpollDispatcherTest::descriptorNumberIsReusedByAnotherInterest()
{
    SocketPair pair;
    auto notifier = std::make_unique<QSocketNotifier>(pair.near(), QSocketNotifier::Read);
    turn();
    const int number = pair.near();
    notifier->setEnabled(false); // off, closed, reused, and only then deleted
    pair.closeNear();
    SocketPair fresh;
    QCOMPARE(fresh.near(), number);
    notifier.reset();
    QSocketNotifier again(number, QSocketNotifier::Write);
    int count = 0;
    connect(&again, &QSocketNotifier::activated, this, [&] {
        ++count;
        again.setEnabled(false);
    });
    turn();
    QCOMPARE(count, 1);
}

void EpollDispatcherTest::manySockets()
{
    constexpr int kPairs = 400; // more than one wait of the dispatcher returns
    std::vector<std::unique_ptr<SocketPair>> pairs;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    std::vector<int> counts(kPairs, 0);
    for (int i = 0; i < kPairs; ++i) {
        pairs.push_back(std::make_unique<SocketPair>());
        notifiers.push_back(std::make_unique<QSocketNotifier>(pairs.back()->near(), QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&counts, &pairs, i] {
            ++counts[std::size_t(i)];
            QVERIFY(pairs[std::size_t(i)]->receive());
        });
    }
    turn();
    for (int i = 0; i < kPairs; i += 1)
        pairs[std::size_t(i)]->send();
    while (turn()) {
    }
    QCOMPARE(std::count(counts.begin(), counts.end(), 1), kPairs);
    pairs[7]->send();
    while (turn()) {
    }
    QCOMPARE(counts[7], 2);
    QCOMPARE(std::count(counts.begin(), counts.end(), 1), kPairs - 1);
}

void EpollDispatcherTest::interestChangesManyTimes()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    int count = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        ++count;
        for (int i = 0; i < 100; ++i)
            notifier.setEnabled(i % 2 == 1);
    });
    pair.send();
    for (int i = 1; i <= 10; ++i) {
        turn();
        QCOMPARE(count, i);
    }
}

void EpollDispatcherTest::timersInOrder()
{
    QList<int> fired;
    const qint64 startedUs = monotonicUs();
    for (const int ms : {40, 10, 25}) {
        QTimer::singleShot(ms, Qt::PreciseTimer, this, [&fired, ms, startedUs] {
            QVERIFY(monotonicUs() - startedUs >= ms * 1000);
            fired.append(ms);
        });
    }
    while (fired.size() < 3)
        await();
    QCOMPARE(fired, (QList<int>{10, 25, 40}));
}

void EpollDispatcherTest::timersOfOneInstantKeepTheirOrder()
{
    // Registered directly, so that all of them are due at once however slow this machine is.
    class Logger : public QObject
    {
    public:
        QList<int> ids;
        void timerEvent(QTimerEvent *event) override
        {
            ids.append(event->timerId());
            killTimer(event->timerId());
        }
    } logger;
    QList<int> expected;
    for (int i = 0; i < 20; ++i)
        expected.append(logger.startTimer(1, Qt::PreciseTimer));
    while (logger.ids.size() < expected.size())
        await();
    QCOMPARE(logger.ids, expected);
}

void EpollDispatcherTest::timerHandlersMayDoAnything()
{
    auto killed = std::make_unique<QTimer>();
    auto deleted = std::make_unique<QTimer>();
    int wrong = 0;
    for (QTimer *timer : {killed.get(), deleted.get()})
        connect(timer, &QTimer::timeout, this, [&] { ++wrong; });
    int own = 0;
    auto first = std::make_unique<QTimer>();
    connect(first.get(), &QTimer::timeout, this, [&] {
        killed->stop();
        deleted.reset();
        ++own;
        first.reset(); // itself
    });
    first->start(0);
    killed->start(0);
    deleted->start(0);
    turn();
    turn();
    QCOMPARE(own, 1);
    QCOMPARE(wrong, 0);

    QTimer repeating;
    int ticks = 0;
    connect(&repeating, &QTimer::timeout, this, [&] {
        if (++ticks == 2)
            repeating.setInterval(3); // starts anew from within
        if (ticks == 4)
            repeating.stop();
    });
    repeating.start(1);
    while (repeating.isActive())
        await();
    QCOMPARE(ticks, 4);
}

void EpollDispatcherTest::zeroTimerStarvesNobody()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    Receiver receiver;
    QTimer zero;
    QTimer later;
    int zeros = 0;
    int sockets = 0;
    int laters = 0;
    connect(&zero, &QTimer::timeout, this, [&] { ++zeros; });
    connect(&later, &QTimer::timeout, this, [&] { ++laters; });
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++sockets; });
    zero.start(0);
    later.start(1);
    pair.send();
    for (int round = 1; round <= 5; ++round) {
        QCoreApplication::postEvent(&receiver, new QEvent(kPosted));
        await();
        QCOMPARE(zeros, round); // once in each round
        QCOMPARE(sockets, round);
        QCOMPARE(receiver.count, round);
    }
    while (laters == 0)
        await();
}

void EpollDispatcherTest::remainingTimeAndRegisteredTimers()
{
    QObject owner;
    const int id = owner.startTimer(60'000, Qt::VeryCoarseTimer);
    const int other = owner.startTimer(30'000);
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    QVERIFY(dispatcher->remainingTime(id) > 30'000);
    QVERIFY(dispatcher->remainingTime(id) <= 60'000);
    QCOMPARE(dispatcher->remainingTime(id + 1000), -1);
    const auto timers = dispatcher->registeredTimers(&owner);
    QCOMPARE(timers.size(), 2);
    for (const auto &timer : timers) {
        QVERIFY(timer.timerId == id || timer.timerId == other);
        QCOMPARE(timer.interval, timer.timerId == id ? 60'000 : 30'000);
    }
    owner.killTimer(id);
    QCOMPARE(dispatcher->registeredTimers(&owner).size(), 1);
    QVERIFY(dispatcher->unregisterTimers(&owner));
    QVERIFY(!dispatcher->unregisterTimers(&owner));
    QVERIFY(!dispatcher->unregisterTimer(other));
    QTimer justStarted;
    justStarted.start(1);
    QVERIFY(justStarted.remainingTime() <= 1);
}

void EpollDispatcherTest::flagsExclude()
{
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    QTimer zero;
    int sockets = 0;
    int timers = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++sockets; });
    connect(&zero, &QTimer::timeout, this, [&] { ++timers; });
    zero.start(0);
    pair.send();
    turn(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(sockets, 0);
    QCOMPARE(timers, 1);
    turn(QEventLoop::X11ExcludeTimers);
    QCOMPARE(sockets, 1);
    QCOMPARE(timers, 1);
}

void EpollDispatcherTest::ownWakeUpDoesNotWait()
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    QSignalSpy blocks(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
    Receiver receiver;
    // Posted from a handler of the round: the next round delivers it first, and this one must not wait for long.
    QTimer::singleShot(0, this, [&] { QCoreApplication::postEvent(&receiver, new QEvent(kPosted)); });
    await();
    QCOMPARE(receiver.count, 0);
    QCOMPARE(blocks.count(), 0);
    turn();
    QCOMPARE(receiver.count, 1);
    // Posted from a posted event's handler.
    QMetaObject::invokeMethod(
        this, [&] { QCoreApplication::postEvent(&receiver, new QEvent(kPosted)); }, Qt::QueuedConnection);
    await();
    turn();
    QCOMPARE(receiver.count, 2);
    QCOMPARE(blocks.count(), 0);
}

void EpollDispatcherTest::interruptEndsTheRound()
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    int sockets = 0;
    SocketPair pair;
    QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] { ++sockets; });
    pair.send();
    QMetaObject::invokeMethod(
        this, [&] { dispatcher->interrupt(); }, Qt::QueuedConnection);
    await(); // would wait for ever otherwise, were the socket not ready
    QCOMPARE(sockets, 0);
    turn();
    QCOMPARE(sockets, 1);
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    const QCoreApplication application(argc, argv);
    kPosted = static_cast<QEvent::Type>(QEvent::registerEventType());
    EpollDispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_epolldispatcher.moc"
