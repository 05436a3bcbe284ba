// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/tcphealth.h"

namespace sightglass::transport {
namespace {

// One may be on its way at this moment; of two, the first has had at least a whole retransmission time out to be answered.
constexpr int kUnanswered = 2;
constexpr int kAnswerMs = 1'000;

} // namespace

PeerState judge(const TcpHealth &health, int intervalMs)
{
    if (health.closed)
        return PeerState::Dead;
    if (health.heardMs <= intervalMs)
        return PeerState::Alive;
    if (health.unanswered >= kUnanswered)
        return PeerState::Dead;
    // A peer that shrank its window below what was on its way is asked by retransmissions which Linux counts nowhere. They
    // still show as data that was sent after the peer was last heard, long enough ago for an answer.
    const bool askedInVain = health.waiting && health.sentMs < health.heardMs;
    if (askedInVain && health.sentMs >= kAnswerMs + 4 * health.roundTripMs)
        return PeerState::Dead;
    return PeerState::Unknown;
}

} // namespace sightglass::transport
