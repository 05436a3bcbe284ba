// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"

#include "base/clock.h"
#include "base/eventdispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr int kEventsPerWait = 256;
constexpr std::array<std::uint32_t, 3> kInterest = {EPOLLIN, EPOLLOUT, EPOLLPRI}; // Read, Write, Exception

} // namespace

void installEngineDispatcher(QThread &thread)
{
    thread.setEventDispatcher(new EpollDispatcher);
}

std::uint32_t EpollDispatcher::Descriptor::wanted() const
{
    std::uint32_t mask = 0;
    for (std::size_t type = 0; type < kInterest.size(); ++type) {
        if (notifiers[type])
            mask |= kInterest[type];
    }
    return mask;
}

EpollDispatcher::EpollDispatcher(QObject *parent) : QAbstractEventDispatcher(parent)
{
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_wakeFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_epoll < 0 || m_wakeFd < 0)
        qFatal("cannot create the event loop: %s", strerror(errno));
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.fd = m_wakeFd;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeFd, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    close(m_wakeFd);
    close(m_epoll);
}

// ---- sockets --------------------------------------------------------------------------------------------------------

void EpollDispatcher::markDirty(int fd)
{
    Descriptor &descriptor = m_descriptors[static_cast<std::size_t>(fd)];
    if (!descriptor.dirty) {
        descriptor.dirty = true;
        m_dirty.push_back(fd);
    }
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<std::size_t>(notifier->socket());
    if (fd >= m_descriptors.size())
        m_descriptors.resize(std::max<std::size_t>(fd + 1, m_descriptors.size() * 2));
    m_descriptors[fd].notifiers[notifier->type()] = notifier;
    markDirty(static_cast<int>(fd));
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<std::size_t>(notifier->socket());
    if (fd >= m_descriptors.size() || m_descriptors[fd].notifiers[notifier->type()] != notifier)
        return;
    Descriptor &descriptor = m_descriptors[fd];
    descriptor.notifiers[notifier->type()] = nullptr;
    if (descriptor.wanted() != 0) {
        markDirty(static_cast<int>(fd));
    } else if (descriptor.inKernel != 0) {
        // Not later: the descriptor may be closed next. Its number may then be given to a new socket; and where a
        // duplicate keeps the file open, the kernel would report the old number for ever, with no way to take it out.
        epoll_event unused = {};
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, static_cast<int>(fd), &unused);
        descriptor.inKernel = 0;
    }
}

void EpollDispatcher::tellKernel()
{
    for (const int fd : m_dirty) {
        Descriptor &descriptor = m_descriptors[static_cast<std::size_t>(fd)];
        descriptor.dirty = false;
        const std::uint32_t wanted = descriptor.wanted();
        if (wanted == descriptor.inKernel)
            continue;
        epoll_event event = {};
        event.events = wanted;
        event.data.fd = fd;
        epoll_ctl(m_epoll, descriptor.inKernel == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
        descriptor.inKernel = wanted;
    }
    m_dirty.clear();
}

void EpollDispatcher::sendActivation(int fd, int type)
{
    // Looked up anew for each type: a handler before may have closed this descriptor.
    if (QSocketNotifier *notifier = m_descriptors[static_cast<std::size_t>(fd)].notifiers[type]) {
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
    }
}

bool EpollDispatcher::dispatchSockets(const epoll_event *events, int count)
{
    bool any = false;
    for (int i = 0; i < count; ++i) {
        const int fd = events[i].data.fd;
        const std::uint32_t ready = events[i].events;
        if (fd == m_wakeFd)
            continue;
        any = true;
        if (ready & (EPOLLIN | EPOLLHUP | EPOLLRDHUP | EPOLLERR))
            sendActivation(fd, QSocketNotifier::Read);
        if (ready & (EPOLLOUT | EPOLLERR | EPOLLHUP))
            sendActivation(fd, QSocketNotifier::Write);
        if (ready & (EPOLLPRI | EPOLLERR | EPOLLHUP))
            sendActivation(fd, QSocketNotifier::Exception);
    }
    return any;
}

// ---- timers ---------------------------------------------------------------------------------------------------------

void EpollDispatcher::enqueue(Timer &timer)
{
    m_timerQueue.emplace(timer.dueUs, &timer);
}

void EpollDispatcher::dequeue(const Timer &timer)
{
    const auto [first, last] = m_timerQueue.equal_range(timer.dueUs);
    const auto found = std::find_if(first, last, [&](const auto &entry) { return entry.second == &timer; });
    if (found != last)
        m_timerQueue.erase(found);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    Timer &timer = m_timers[timerId];
    timer = Timer{timerId, interval, timerType, object, monotonicUs() + interval * 1000, false};
    enqueue(timer);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return false;
    dequeue(found->second);
    m_timers.erase(found);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    bool any = false;
    for (auto it = m_timers.begin(); it != m_timers.end();) {
        if (it->second.object != object) {
            ++it;
            continue;
        }
        dequeue(it->second);
        it = m_timers.erase(it);
        any = true;
    }
    return any;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            list.append(TimerInfo(id, static_cast<int>(timer.intervalMs), timer.type));
    }
    return list;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return -1;
    return static_cast<int>(std::max<qint64>(0, (found->second.dueUs - monotonicUs() + 999) / 1000));
}

bool EpollDispatcher::dispatchTimers()
{
    bool any = false;
    const qint64 now = monotonicUs();
    // Timers that come due while handlers run wait for the next round, so a zero timer cannot starve the sockets.
    std::vector<int> due;
    for (auto it = m_timerQueue.begin(); it != m_timerQueue.end() && it->first <= now; ++it)
        due.push_back(it->second->id);
    for (const int id : due) {
        const auto found = m_timers.find(id);
        if (found == m_timers.end() || found->second.firing || found->second.dueUs > now)
            continue;
        Timer &timer = found->second;
        dequeue(timer);
        timer.dueUs = std::max(timer.dueUs + timer.intervalMs * 1000, now);
        enqueue(timer);
        timer.firing = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        any = true;
        if (const auto again = m_timers.find(id); again != m_timers.end())
            again->second.firing = false;
    }
    return any;
}

// ---- the loop -------------------------------------------------------------------------------------------------------

int EpollDispatcher::waitTimeout(bool mayWait) const
{
    if (!mayWait || m_ownWake || m_wakePending.load(std::memory_order_acquire))
        return 0;
    if (m_timerQueue.empty())
        return -1;
    const qint64 us = m_timerQueue.begin()->first - monotonicUs();
    return us <= 0 ? 0 : static_cast<int>(std::min<qint64>((us + 999) / 1000, 60'000));
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false, std::memory_order_relaxed);
    Q_EMIT awake();
    m_ownWake = false; // what is posted from here on asks anew
    QCoreApplication::sendPostedEvents();
    if (m_interrupted.load(std::memory_order_relaxed))
        return true;

    tellKernel();
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents);
    const int timeout = waitTimeout(mayWait);
    if (timeout != 0)
        Q_EMIT aboutToBlock();
    std::array<epoll_event, kEventsPerWait> events;
    const int count = epoll_wait(m_epoll, events.data(), kEventsPerWait, timeout);
    if (timeout != 0)
        Q_EMIT awake();
    takeWakeUp(events.data(), count);

    bool any = false;
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        any = dispatchSockets(events.data(), count);
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        any = dispatchTimers() || any;
    return any || m_ownWake || m_wakePending.load(std::memory_order_acquire);
}

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThread() == thread()) {
        m_ownWake = true; // the loop is not waiting: it is us who run
        return;
    }
    if (m_wakePending.exchange(true, std::memory_order_acq_rel))
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto n = write(m_wakeFd, &one, sizeof one);
}

// m_wakePending says that the descriptor is readable, so it falls only here, after the descriptor was drained: a thread
// that finds it set may rely on the loop coming round once more, and on QEventLoop then seeing what it was woken for.
void EpollDispatcher::takeWakeUp(const epoll_event *events, int count)
{
    const bool woken = std::any_of(events, events + std::max(count, 0),
                                   [this](const epoll_event &event) { return event.data.fd == m_wakeFd; });
    if (!woken)
        return;
    std::uint64_t value = 0;
    [[maybe_unused]] const auto n = read(m_wakeFd, &value, sizeof value);
    m_wakePending.exchange(false, std::memory_order_acq_rel);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true, std::memory_order_relaxed);
    wakeUp();
}

} // namespace sightglass
