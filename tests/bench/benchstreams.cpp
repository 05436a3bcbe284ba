// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-streams: holds many SSE streams open through a URL, each on a connection of its own. Reads lines on stdin:
//   a number   opens streams until that many were asked for, waits for the first event of each
//   status     only reports
// and answers each by one line {"open":N,"failed":N,"seconds":S}. Ends at the end of stdin.
#include "benchnet.h"
#include <vector>

using namespace sightglass::bench;

namespace {

constexpr unsigned kOpeningAtOnce = 32; // below every usual listen backlog (Qt's is 50)
constexpr std::uint64_t kGiveUpNs = 60'000'000'000ULL;

struct Stream {
    int fd = -1;
    bool open = false;
    std::string buffer; ///< until the first event is here
};

class Streams
{
public:
    explicit Streams(Url url) : m_url(std::move(url)), m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}

    void grow(std::size_t count)
    {
        const std::uint64_t giveUp = nowNs() + kGiveUpNs;
        while ((m_streams.size() < count || m_opening > 0) && nowNs() < giveUp) {
            while (m_streams.size() < count && m_opening < kOpeningAtOnce)
                start();
            if (m_opening > 0)
                poll(1000);
        }
    }

    void report(std::uint64_t begin)
    {
        poll(0);
        std::printf("{\"open\":%zu,\"failed\":%zu,\"seconds\":%.3f}\n", m_open, m_failed + m_opening,
                    static_cast<double>(nowNs() - begin) / 1e9);
        std::fflush(stdout);
    }

private:
    void start()
    {
        Stream stream;
        stream.fd = connectTo(m_url, static_cast<unsigned>(m_streams.size()));
        if (stream.fd >= 0) {
            watch(m_epoll, stream.fd, EPOLLOUT, m_streams.size());
            ++m_opening;
        } else {
            ++m_failed;
        }
        m_streams.push_back(std::move(stream));
    }

    void poll(int timeoutMs)
    {
        epoll_event events[256];
        const int count = epoll_wait(m_epoll, events, 256, timeoutMs);
        for (int i = 0; i < count; ++i) {
            const std::uint64_t index = events[i].data.u64;
            if (events[i].events & EPOLLOUT) {
                watch(m_epoll, m_streams[index].fd, EPOLLIN, index, true);
                request(index);
            } else {
                receive(m_streams[index]);
            }
        }
    }

    // A session of its own per stream: what a proxy keeps per session belongs into the figure.
    void request(std::uint64_t index)
    {
        const std::string text =
            "GET " + m_url.path + " HTTP/1.1\r\nHost: " + m_url.host
            + "\r\nAccept: text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: bench-"
            + std::to_string(index) + "\r\n\r\n";
        Stream &stream = m_streams[index];
        if (send(stream.fd, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            fail(stream);
    }

    void receive(Stream &stream)
    {
        char chunk[4096];
        const ssize_t size = recv(stream.fd, chunk, sizeof chunk, 0);
        if (size < 0 && errno == EAGAIN)
            return;
        if (size <= 0) {
            fail(stream);
            return;
        }
        if (stream.open)
            return;
        stream.buffer.append(chunk, static_cast<std::size_t>(size));
        if (!stream.buffer.starts_with("HTTP/1.1 200")) {
            fail(stream);
        } else if (stream.buffer.find("data: ") != std::string::npos) {
            stream.open = true;
            stream.buffer = {};
            ++m_open;
            --m_opening;
        }
    }

    void fail(Stream &stream)
    {
        --(stream.open ? m_open : m_opening);
        ++m_failed;
        close(stream.fd);
        stream = {};
    }

    Url m_url;
    int m_epoll;
    std::vector<Stream> m_streams;
    std::size_t m_open = 0, m_opening = 0, m_failed = 0;
};

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    if (argc != 3 || std::string_view(argv[1]) != "--url")
        die("bench-streams --url URL");
    Streams streams(parseUrl(argv[2]));
    char line[64];
    while (std::fgets(line, sizeof line, stdin)) {
        const std::uint64_t begin = nowNs();
        if (std::string_view(line) != "status\n")
            streams.grow(std::strtoul(line, nullptr, 10));
        streams.report(begin);
    }
    return 0;
}
