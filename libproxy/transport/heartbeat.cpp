// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/heartbeat.h"

#include <algorithm>

namespace sightglass::transport {

HeartbeatTimer::HeartbeatTimer(TimerWheel &wheel, Heartbeat &heartbeat, int intervalMs)
    : m_wheel(wheel), m_heartbeat(heartbeat), m_intervalMs(intervalMs)
{
    startNext();
}

void HeartbeatTimer::startNext()
{
    // A deadline comes up to two ticks late, and a late beat would be a dead peer found late.
    Deadline::start(m_wheel, std::max(1, m_intervalMs - 2 * TimerWheel::kTickMs));
}

void HeartbeatTimer::expired()
{
    if (m_heartbeat.beat() == PeerState::Dead)
        m_heartbeat.peerDied(); // may destroy this
    else
        startNext();
}

} // namespace sightglass::transport
