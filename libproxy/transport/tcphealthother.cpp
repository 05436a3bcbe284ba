// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/tcphealth.h"

#include <algorithm>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace sightglass::transport {
namespace {

#ifdef TCP_KEEPIDLE
constexpr int kIdleOption = TCP_KEEPIDLE;
#else
constexpr int kIdleOption = TCP_KEEPALIVE; // what macOS calls it
#endif
constexpr int kProbes = 4;

} // namespace

// Outside Linux the kernel alone finds a dead peer, and closes the connection.
std::optional<TcpHealth> tcpHealth(qintptr)
{
    return std::nullopt;
}

void setKeepAlive(qintptr descriptor, int intervalMs)
{
    const int seconds = std::max(1, intervalMs / 1'000);
    const auto set = [descriptor](int level, int option, int value) {
        setsockopt(static_cast<int>(descriptor), level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, kIdleOption, seconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, seconds / kProbes));
    set(IPPROTO_TCP, TCP_KEEPCNT, kProbes);
}

void setProbePause(qintptr, int) {}

} // namespace sightglass::transport
