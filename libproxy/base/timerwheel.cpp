// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/timerwheel.h"

#include "base/clock.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace sightglass {

Deadline::~Deadline()
{
    if (m_slotTick != 0)
        TimerWheel::unlink(*this);
}

void Deadline::start(TimerWheel &wheel, int milliseconds)
{
    if (wheel.m_linked == 0)
        wheel.advance(); // the wheel stood still while nothing was on it
    // From the clock, not from the wheel's tick: that one is as old as the last round, and older after a long handler.
    m_dueTick = wheel.tickAfter(milliseconds);
    // A later limit stays where it is linked and is moved on when the wheel reaches it; only an earlier one moves now.
    if (m_slotTick != 0 && m_slotTick <= m_dueTick)
        return;
    if (m_slotTick != 0)
        TimerWheel::unlink(*this);
    wheel.link(*this, m_dueTick);
}

TimerWheel::TimerWheel(QObject *parent) : QObject(parent), m_slots(kSlots + 1, nullptr), m_startedUs(monotonicUs()) {}

TimerWheel::~TimerWheel()
{
    for (Deadline *deadline : m_slots) {
        while (deadline) {
            Deadline *next = deadline->m_next;
            deadline->m_previous = deadline->m_next = nullptr;
            deadline->m_slotTick = 0;
            deadline->m_wheel = nullptr;
            deadline = next;
        }
    }
}

void TimerWheel::link(Deadline &deadline, quint64 tick)
{
    deadline.m_slot = tick % kSlots;
    Deadline *&head = m_slots[deadline.m_slot];
    deadline.m_wheel = this;
    deadline.m_slotTick = tick;
    deadline.m_previous = nullptr;
    deadline.m_next = head;
    if (head)
        head->m_previous = &deadline;
    head = &deadline;
    if (++m_linked == 1)
        m_timer.start(kTickMs, Qt::CoarseTimer, this);
}

void TimerWheel::unlink(Deadline &deadline)
{
    TimerWheel &wheel = *deadline.m_wheel;
    if (deadline.m_previous)
        deadline.m_previous->m_next = deadline.m_next;
    else
        wheel.m_slots[deadline.m_slot] = deadline.m_next;
    if (deadline.m_next)
        deadline.m_next->m_previous = deadline.m_previous;
    deadline.m_previous = deadline.m_next = nullptr;
    deadline.m_slotTick = 0;
    --wheel.m_linked;
}

void TimerWheel::moveToProcessing(quint64 slot)
{
    m_slots[kProcessing] = std::exchange(m_slots[slot], nullptr);
    for (Deadline *deadline = m_slots[kProcessing]; deadline; deadline = deadline->m_next)
        deadline->m_slot = kProcessing;
}

void TimerWheel::advance()
{
    m_tick = std::max(m_tick, 1 + static_cast<quint64>((monotonicUs() - m_startedUs) / kTickUs));
}

// The first tick that begins no earlier than \a milliseconds from now.
quint64 TimerWheel::tickAfter(int milliseconds) const
{
    const qint64 us = monotonicUs() - m_startedUs + qint64(std::max(1, milliseconds)) * 1000;
    return 1 + static_cast<quint64>((us + kTickUs - 1) / kTickUs);
}

void TimerWheel::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    const quint64 from = m_tick;
    advance();
    // After a long pause of the process every slot is looked at once, not once per missed tick.
    const quint64 slots = std::min(m_tick - from + 1, kSlots);
    for (quint64 step = 0; step < slots; ++step) {
        // expired() may destroy or add any deadline: the slot's list is moved aside as a whole and taken from its head.
        moveToProcessing((from + step) % kSlots);
        while (Deadline *deadline = m_slots[kProcessing]) {
            unlink(*deadline);
            if (deadline->m_dueTick == 0)
                continue;
            if (deadline->m_dueTick > m_tick) {
                link(*deadline, deadline->m_dueTick);
                continue;
            }
            deadline->m_dueTick = 0;
            deadline->expired();
        }
    }
    if (m_linked == 0)
        m_timer.stop();
}

} // namespace sightglass
