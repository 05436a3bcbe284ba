// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-upstream: an MCP server's shape without its work. Every POST is answered by a fixed JSON body --delay-ms after
// its last byte came in; every GET opens an SSE stream, sends one event and stays open. Prints
// {"ready":true,"port":N}; ends on SIGTERM.
#include "benchnet.h"
#include <deque>
#include <memory>
#include <sys/timerfd.h>
#include <vector>

using namespace sightglass::bench;

namespace {

constexpr std::uint64_t kListenerKey = ~0ULL;
constexpr std::uint64_t kTimerKey = ~0ULL - 1;

struct Connection {
    std::uint64_t generation = 0;
    std::string buffer;
};

// The delay is the same for all, so what came first is due first: a queue does for a heap.
struct Due {
    std::uint64_t at;
    int fd;
    std::uint64_t generation;
};

class Upstream
{
public:
    Upstream(std::uint64_t delayNs, const std::string &body, bool sessions)
        : m_delayNs(delayNs),
          m_sessions(sessions),
          m_epoll(epoll_create1(EPOLL_CLOEXEC)),
          m_timer(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
          m_listener(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
          m_head("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
                 + "\r\n"),
          m_body("\r\n" + body),
          m_answer(m_head + m_body)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *any = reinterpret_cast<sockaddr *>(&address);
        if (bind(m_listener, any, size) != 0 || listen(m_listener, 4096) != 0
            || getsockname(m_listener, any, &size) != 0)
            die(std::string("listen: ") + std::strerror(errno));
        watch(m_epoll, m_listener, EPOLLIN, kListenerKey);
        watch(m_epoll, m_timer, EPOLLIN, kTimerKey);
        std::printf("{\"ready\":true,\"port\":%u}\n", ntohs(address.sin_port));
        std::fflush(stdout);
    }

    [[noreturn]] void run()
    {
        for (;;) {
            epoll_event events[256];
            const int count = epoll_wait(m_epoll, events, 256, -1);
            for (int i = 0; i < count; ++i) {
                if (events[i].data.u64 == kListenerKey)
                    accept();
                else if (events[i].data.u64 == kTimerKey)
                    answerDue();
                else
                    receive(static_cast<int>(events[i].data.u64));
            }
        }
    }

private:
    void accept()
    {
        for (;;) {
            const int fd = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd < 0)
                return;
            const int on = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (m_connections.size() <= static_cast<std::size_t>(fd))
                m_connections.resize(static_cast<std::size_t>(fd) + 1);
            m_connections[static_cast<std::size_t>(fd)] = std::make_unique<Connection>(Connection{++m_generation, {}});
            watch(m_epoll, fd, EPOLLIN, static_cast<std::uint64_t>(fd));
        }
    }

    void receive(int fd)
    {
        auto &connection = m_connections[static_cast<std::size_t>(fd)];
        char chunk[16384];
        const ssize_t size = recv(fd, chunk, sizeof chunk, 0);
        if (size < 0 && errno == EAGAIN)
            return;
        if (size <= 0) {
            close(fd);
            connection.reset();
            return;
        }
        connection->buffer.append(chunk, static_cast<std::size_t>(size));
        while (const std::size_t length = wholeMessage(connection->buffer)) {
            const bool stream = connection->buffer.starts_with("GET ");
            connection->buffer.erase(0, length);
            if (stream)
                openStream(fd);
            else if (m_sessions)
                write(fd, m_head + "Mcp-Session-Id: bench-" + std::to_string(++m_lastSession) + "\r\n" + m_body);
            else if (m_delayNs == 0)
                write(fd, m_answer);
            else
                schedule(Due{nowNs() + m_delayNs, fd, connection->generation});
        }
        if (connection->buffer.empty())
            connection->buffer.shrink_to_fit();
    }

    static void openStream(int fd)
    {
        const std::string event = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\","
                                  "\"params\":{\"level\":\"info\",\"data\":\"open\"}}\n\n";
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", event.size());
        write(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n"
                      + (size + event) + "\r\n");
    }

    void schedule(Due due)
    {
        m_due.push_back(due);
        if (m_due.size() == 1)
            arm();
    }

    void arm()
    {
        itimerspec when{};
        if (!m_due.empty()) {
            when.it_value.tv_sec = static_cast<time_t>(m_due.front().at / 1'000'000'000ULL);
            when.it_value.tv_nsec = static_cast<long>(m_due.front().at % 1'000'000'000ULL);
        }
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
    }

    void answerDue()
    {
        for (const std::uint64_t now = nowNs(); !m_due.empty() && m_due.front().at <= now; m_due.pop_front()) {
            const auto &connection = m_connections[static_cast<std::size_t>(m_due.front().fd)];
            if (connection && connection->generation == m_due.front().generation)
                write(m_due.front().fd, m_answer);
        }
        arm();
    }

    // Answers are small and the peer reads: one that does not fit the socket buffer shows as a failed request.
    static void write(int fd, const std::string &bytes)
    {
        if (::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            shutdown(fd, SHUT_RDWR);
    }

    std::uint64_t m_delayNs;
    bool m_sessions; ///< each answer begins a session
    int m_epoll, m_timer, m_listener;
    std::string m_head, m_body, m_answer;
    std::uint64_t m_lastSession = 0;
    std::vector<std::unique_ptr<Connection>> m_connections; ///< by descriptor
    std::deque<Due> m_due;
    std::uint64_t m_generation = 0;
};

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    double delayMs = 0;
    bool sessions = false;
    std::string body = R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"ok"}]}})";
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--delay-ms")
            delayMs = std::atof(argv[i + 1]);
        else if (name == "--body")
            body = argv[i + 1];
        else if (name == "--sessions")
            sessions = std::string_view(argv[i + 1]) == "yes";
        else
            die("bench-upstream [--delay-ms N] [--body TEXT] [--sessions yes|no]");
    }
    Upstream(static_cast<std::uint64_t>(delayMs * 1e6), body, sessions).run();
}
