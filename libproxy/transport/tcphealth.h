// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/heartbeat.h"

#include <QtGlobal>

#include <optional>

namespace sightglass::transport {

/// What the kernel knows of a TCP connection.
struct TcpHealth {
    int heardMs = 0;      ///< since anything came from the peer's kernel, be it an acknowledgement
    int sentMs = 0;       ///< since our last data, sent for the first time or again
    int roundTripMs = 0;  ///< as measured
    int unanswered = 0;   ///< probes and retransmissions that nothing came back for
    bool waiting = false; ///< some of what was written is not acknowledged
    bool closed = false;  ///< by the kernel: reset, or given up
};

/// Is the peer there? Dead only when it was silent for longer than the interval although it was asked: a client that does
/// not read is alive for as long as its kernel answers. Pure.
PeerState judge(const TcpHealth &health, int intervalMs);

/// Nothing where the system does not tell.
std::optional<TcpHealth> tcpHealth(qintptr descriptor);

/// Makes the kernel ask a silent peer so often that judge() knows it after one interval, and give up by itself after two. It
/// counts in whole seconds, so below some four seconds it is slower than that.
void setKeepAlive(qintptr descriptor, int intervalMs);

/// Makes the kernel ask a peer whose receive window is closed, or who does not acknowledge, at least twice per interval.
/// Otherwise the pauses double up to two minutes. Linux 6.15 and later; no effect elsewhere.
void setProbePause(qintptr descriptor, int intervalMs);

} // namespace sightglass::transport
