// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the three load tools share: loopback-only sockets, a clock, the framing of an HTTP/1.1 message with a
// Content-Length, and the rules by which every tool ends by itself. Plain POSIX, no Qt: the tools must cost less
// than what they measure.
#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

namespace sightglass::bench {

/// No tool lives longer than this, whatever happens to the script that started it.
inline constexpr unsigned kLifetimeSeconds = 600;

[[noreturn]] inline void die(const std::string &message)
{
    std::fprintf(stderr, "%s\n", message.c_str());
    std::exit(2);
}

/// Monotonic nanoseconds.
inline std::uint64_t nowNs()
{
    timespec ts{};
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return static_cast<std::uint64_t>(ts.tv_sec) * 1'000'000'000ULL + static_cast<std::uint64_t>(ts.tv_nsec);
}

/// Ends with the parent, after kLifetimeSeconds at the latest; may open as many descriptors as the hard limit allows.
inline void setUpProcess()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_TIMERSLACK, 1);
    alarm(kLifetimeSeconds);
    std::signal(SIGPIPE, SIG_IGN);
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

struct Url {
    sockaddr_in address{};
    std::string host; ///< the Host header: address and port as given
    std::string path;
};

/// Accepts only http://127.x.y.z:PORT/PATH: these tools never leave the machine.
inline Url parseUrl(std::string_view text)
{
    constexpr std::string_view kScheme = "http://";
    const auto refuse = [&] { die("need http://127.x.y.z:PORT/PATH, got " + std::string(text)); };
    if (!text.starts_with(kScheme))
        refuse();
    std::string_view rest = text.substr(kScheme.size());
    const auto slash = rest.find('/');
    Url url;
    url.host = std::string(rest.substr(0, slash));
    url.path = slash == std::string_view::npos ? "/" : std::string(rest.substr(slash));
    const auto colon = url.host.find(':');
    if (colon == std::string::npos)
        refuse();
    url.address.sin_family = AF_INET;
    url.address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(url.host.c_str() + colon + 1)));
    if (inet_pton(AF_INET, url.host.substr(0, colon).c_str(), &url.address.sin_addr) != 1
        || (ntohl(url.address.sin_addr.s_addr) >> 24) != 127)
        refuse();
    return url;
}

/// A connecting non-blocking socket, or -1. `sourceIndex` spreads the connections over 127.0.0.2 … 127.0.0.17 so that
/// ten thousand of them, run after run, do not exhaust the ports of one address.
inline int connectTo(const Url &url, unsigned sourceIndex)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    sockaddr_in source{};
    source.sin_family = AF_INET;
    source.sin_addr.s_addr = htonl(0x7f000002U + sourceIndex % 16U);
    const auto *from = reinterpret_cast<const sockaddr *>(&source);
    const auto *to = reinterpret_cast<const sockaddr *>(&url.address);
    if (bind(fd, from, sizeof source) != 0 || (connect(fd, to, sizeof url.address) != 0 && errno != EINPROGRESS)) {
        close(fd);
        return -1;
    }
    return fd;
}

inline void watch(int epoll, int fd, std::uint32_t events, std::uint64_t key, bool change = false)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    if (epoll_ctl(epoll, change ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0)
        die(std::string("epoll_ctl: ") + std::strerror(errno));
}

/// The value of a header in a header block, empty when absent.
inline std::string_view header(std::string_view block, std::string_view name)
{
    for (std::size_t at = block.find("\r\n"); at != std::string_view::npos; at = block.find("\r\n", at + 2)) {
        const std::string_view line = block.substr(at + 2);
        if (line.size() <= name.size() || line[name.size()] != ':'
            || strncasecmp(line.data(), name.data(), name.size()) != 0)
            continue;
        std::string_view value = line.substr(name.size() + 1);
        value = value.substr(0, value.find("\r\n"));
        while (!value.empty() && value.front() == ' ')
            value.remove_prefix(1);
        return value;
    }
    return {};
}

/// Length of the first whole message (head and Content-Length body) in `buffer`, 0 while it is incomplete. A message
/// without Content-Length has no body.
inline std::size_t wholeMessage(std::string_view buffer)
{
    const auto end = buffer.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    const std::string_view length = header(buffer.substr(0, end + 2), "content-length");
    const std::size_t body = length.empty() ? 0 : std::strtoul(length.data(), nullptr, 10);
    return buffer.size() >= end + 4 + body ? end + 4 + body : 0;
}

} // namespace sightglass::bench
