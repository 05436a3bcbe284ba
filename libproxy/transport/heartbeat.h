// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"

namespace sightglass::transport {

/// What is known of the other end of a connection, a pipe or a process.
enum class PeerState {
    Alive,
    Unknown, ///< silent, and nothing says that it is gone
    Dead,
};

/// How one transport finds out whether its peer lives, in its own way: HTTP/1.1 asks the kernel what it knows of the TCP
/// connection and writes an SSE comment to a silent client; a WebSocket pings; stdio looks at the process.
///
/// Thread: the engine's. Owner: the connection that it is a part of.
class Heartbeat
{
public:
    virtual ~Heartbeat() = default;
    /// What the peer showed since the last beat; also makes a silent one show something until the next. Never blocks and
    /// never destroys the connection.
    virtual PeerState beat() = 0;
    /// The last beat said Dead. No further one comes. The connection may be destroyed from here.
    virtual void peerDied() = 0;
};

/// What a listener or an upstream has counted. Comments are no part of any record: nobody but the wire sees them.
struct HeartbeatCounts {
    quint64 beats = 0;
    quint64 comments = 0;
    quint64 deadPeers = 0;

    bool operator==(const HeartbeatCounts &) const = default;
};

/// Beats for as long as it lives, on the thread's one timer wheel: an entry in a list, no system timer.
///
/// Thread: the engine's. Owner: the connection; may be destroyed from Heartbeat::peerDied(). The wheel outlives it.
class HeartbeatTimer final : private Deadline
{
public:
    /// Two beats are never further apart than \a intervalMs (or one tick of the wheel), and at most two ticks closer: a
    /// peer whose silence is judged by the interval is then found dead within two of them. The first comes at any time
    /// within the interval, so that thousands that began together do not beat together.
    HeartbeatTimer(TimerWheel &wheel, Heartbeat &heartbeat, int intervalMs);

private:
    void expired() override;
    int pauseMs() const;

    TimerWheel &m_wheel;
    Heartbeat &m_heartbeat;
    int m_intervalMs;
};

} // namespace sightglass::transport
