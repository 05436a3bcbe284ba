// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/heartbeat.h"

#include "base/splitmix.h"

#include <algorithm>

namespace sightglass::transport {

HeartbeatTimer::HeartbeatTimer(TimerWheel &wheel, Heartbeat &heartbeat, int intervalMs)
    : m_wheel(wheel), m_heartbeat(heartbeat), m_intervalMs(intervalMs)
{
    const quint64 spread = splitmix64(reinterpret_cast<quintptr>(this), 1);
    Deadline::start(m_wheel, 1 + int(spread % quint64(pauseMs())));
}

int HeartbeatTimer::pauseMs() const
{
    // A deadline comes up to two ticks late, and a late beat would be a dead peer found late.
    return std::max(1, m_intervalMs - 2 * TimerWheel::kTickMs);
}

void HeartbeatTimer::expired()
{
    if (m_heartbeat.beat() == PeerState::Dead)
        m_heartbeat.peerDied(); // may destroy this
    else
        Deadline::start(m_wheel, pauseMs());
}

} // namespace sightglass::transport
