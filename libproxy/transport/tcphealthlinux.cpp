// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/tcphealth.h"

#include <algorithm>
#include <limits>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace sightglass::transport {
namespace {

constexpr int kStateClosed = 7; // TCP_CLOSE, which <linux/tcp.h> does not name
constexpr int kRtoMaxMs = 44;   // TCP_RTO_MAX_MS of Linux 6.15; older headers lack it
constexpr int kShortestRtoMaxMs = 1'000;
constexpr int kLongestRtoMaxMs = 120'000;
constexpr int kLongestKeepIdle = 32'767; // seconds; the kernel refuses more
constexpr int kMostProbes = 127;

void set(qintptr descriptor, int option, int value)
{
    setsockopt(static_cast<int>(descriptor), IPPROTO_TCP, option, &value, sizeof value);
}

int toInt(quint32 milliseconds)
{
    return int(std::min<quint32>(milliseconds, std::numeric_limits<int>::max()));
}

} // namespace

std::optional<TcpHealth> tcpHealth(qintptr descriptor)
{
    tcp_info info = {};
    socklen_t size = sizeof info;
    if (getsockopt(static_cast<int>(descriptor), IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return std::nullopt;
    TcpHealth health;
    // A peer that only sends has its acknowledgements passed over by the kernel's fast path.
    health.heardMs = toInt(std::min(info.tcpi_last_ack_recv, info.tcpi_last_data_recv));
    health.sentMs = toInt(info.tcpi_last_data_sent);
    health.roundTripMs = int(info.tcpi_rtt / 1000);
    health.unanswered = info.tcpi_retransmits + info.tcpi_probes;
    health.waiting = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0;
    health.closed = info.tcpi_state == kStateClosed;
    return health;
}

void setKeepAlive(qintptr descriptor, int intervalMs)
{
    // First probe after half of the interval, then so often that several are unanswered when it has passed.
    const int idle = std::clamp(intervalMs / 2'000, 1, kLongestKeepIdle);
    const int pause = std::clamp(intervalMs / 6'000, 1, kLongestKeepIdle);
    const int count = std::clamp((intervalMs / 500 - idle + pause - 1) / pause, 2, kMostProbes);
    const int on = 1;
    setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    set(descriptor, TCP_KEEPIDLE, idle);
    set(descriptor, TCP_KEEPINTVL, pause);
    set(descriptor, TCP_KEEPCNT, count);
}

void setProbePause(qintptr descriptor, int intervalMs)
{
    set(descriptor, kRtoMaxMs, std::clamp(intervalMs / 2, kShortestRtoMaxMs, kLongestRtoMaxMs));
}

} // namespace sightglass::transport
