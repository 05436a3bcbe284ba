// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>

#include <vector>

namespace sightglass {

class TimerWheel;

/// A time limit on one thing (a connection's header phase, an idle keep-alive, a silent upstream). Intrusive: embed it
/// or derive from it. Setting the limit anew only moves a number; the wheel notices when it comes by.
///
/// Thread: the wheel's. Owner: whoever embeds it; destroying it cancels it.
class Deadline
{
public:
    Deadline() = default;
    virtual ~Deadline();
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;

    /// Expires \a milliseconds from now, never earlier and less than two ticks later; replaces an
    /// earlier limit.
    void start(TimerWheel &wheel, int milliseconds);
    void stop() { m_dueTick = 0; }
    bool isRunning() const { return m_dueTick != 0; }

protected:
    /// The limit passed. The Deadline may be destroyed from here.
    virtual void expired() = 0;

private:
    friend class TimerWheel;
    TimerWheel *m_wheel = nullptr;
    Deadline *m_previous = nullptr;
    Deadline *m_next = nullptr;
    quint64 m_dueTick = 0;  // 0: not running
    quint64 m_slotTick = 0; // the tick it is linked for; 0: not linked
    quint64 m_slot = 0;     // the list it is linked into
};

/// All coarse time limits of one thread on a single system timer: 10,000 connections cost one wake-up per tick, not
/// 10,000 timers. Precision is one tick (250 ms), which is right for limits of seconds and wrong for anything finer.
class TimerWheel : public QObject
{
    Q_OBJECT
public:
    static constexpr int kTickMs = 250;

    explicit TimerWheel(QObject *parent = nullptr);
    ~TimerWheel() override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Deadline;
    void link(Deadline &deadline, quint64 tick);
    static void unlink(Deadline &deadline);
    void moveToProcessing(quint64 slot);
    void advance();
    quint64 tickAfter(int milliseconds) const;

    static constexpr qint64 kTickUs = qint64(kTickMs) * 1000;
    static constexpr quint64 kSlots = 512; // 128 s; longer limits go round again
    static constexpr quint64 kProcessing = kSlots;
    std::vector<Deadline *> m_slots;
    quint64 m_tick = 1;
    QBasicTimer m_timer;
    qsizetype m_linked = 0;
    qint64 m_startedUs = 0;
};

} // namespace sightglass
