// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <atomic>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

struct epoll_event;

namespace sightglass {

/// An event dispatcher on Linux's epoll: the cost of a wake-up depends on the descriptors that are ready, not on those
/// that are open.
///
/// Changes of interest are gathered and told to the kernel once before it waits; only the end of all interest is told at
/// once, because the descriptor is closed next.
///
/// Thread: the thread it is installed on; wakeUp() and interrupt() from any. Owner: that thread.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;
    void wakeUp() override;
    void interrupt() override;

private:
    struct Descriptor {
        QSocketNotifier *notifiers[3] = {}; // by QSocketNotifier::Type
        std::uint32_t inKernel = 0;         // interest the kernel was told; 0: not in the set
        bool dirty = false;
        std::uint32_t wanted() const;
    };
    struct Timer {
        int id = 0;
        qint64 intervalMs = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        qint64 dueUs = 0;
        bool firing = false;
    };
    using TimerQueue = std::multimap<qint64, Timer *>;

    void takeWakeUp(const epoll_event *events, int count);
    void markDirty(int fd);
    void tellKernel();
    int waitTimeout(bool mayWait) const;
    bool dispatchSockets(const epoll_event *events, int count);
    void sendActivation(int fd, int type);
    bool dispatchTimers();
    void enqueue(Timer &timer);
    void dequeue(const Timer &timer);

    int m_epoll = -1;
    int m_wakeFd = -1;
    std::atomic<bool> m_wakePending = false; // set with the write to m_wakeFd, by other threads
    bool m_ownWake = false;                  // woken on our own thread: do not wait
    std::atomic<bool> m_interrupted = false;
    std::vector<Descriptor> m_descriptors; // by fd
    std::vector<int> m_dirty;
    std::unordered_map<int, Timer> m_timers;
    TimerQueue m_timerQueue;
};

} // namespace sightglass
