// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-load: HTTP/1.1 keep-alive load.
//   closed loop   N connections, each sends its next request when the answer to the last one is complete
//   --rate R      open loop: request i is due at start + i/R whatever the answers do, and its latency counts from that
//                 moment, so a stall is charged to every request it delays (no coordinated omission)
//   --idle N      N further connections, opened before the run; each makes one request and then only stays open
// The run ends by letting every outstanding answer arrive, so "answered" is exact.
#include "benchnet.h"
#include <algorithm>
#include <deque>
#include <sys/timerfd.h>
#include <vector>

using namespace sightglass::bench;

namespace {

constexpr std::uint64_t kTimerKey = ~0ULL;
constexpr unsigned kOpeningAtOnce = 32; // below every usual listen backlog (Qt's is 50)
constexpr std::uint64_t kDrainNs = 20'000'000'000ULL;

struct Options {
    Url url;
    std::string body, headers;
    unsigned connections = 1, idle = 0;
    double seconds = 1, warmup = 0, rate = 0;
};

struct Connection {
    int fd = -1;
    bool busy = false;
    std::uint64_t due = 0; ///< when the request in flight was meant to be sent
    std::string buffer;
};

class Load
{
public:
    explicit Load(Options options) : m_options(std::move(options)), m_epoll(epoll_create1(EPOLL_CLOEXEC))
    {
        m_request = "POST " + m_options.url.path + " HTTP/1.1\r\nHost: " + m_options.url.host + "\r\n"
                    + m_options.headers + "Content-Length: " + std::to_string(m_options.body.size()) + "\r\n\r\n"
                    + m_options.body;
        m_connections.resize(m_options.idle + m_options.connections);
    }

    int run()
    {
        openAll();
        m_start = nowNs() + static_cast<std::uint64_t>(m_options.warmup * 1e9);
        m_end = m_start + static_cast<std::uint64_t>(m_options.seconds * 1e9);
        const std::uint64_t begin = nowNs();
        if (m_options.rate > 0) {
            openLoop(begin);
        } else {
            for (std::size_t i = m_options.idle; i < m_connections.size(); ++i)
                send(i, nowNs());
            while (m_busy > 0 && nowNs() < m_end + kDrainNs)
                poll(1000);
        }
        return report();
    }

private:
    void openAll()
    {
        std::size_t next = 0;
        const std::uint64_t giveUp = nowNs() + 60'000'000'000ULL;
        while ((next < m_connections.size() || m_busy > 0) && nowNs() < giveUp) {
            while (next < m_connections.size() && m_busy < kOpeningAtOnce)
                open(next++);
            if (m_busy > 0)
                poll(1000);
        }
        m_opening = false;
        m_free.clear();
        for (std::size_t i = m_options.idle; i < m_connections.size(); ++i)
            m_free.push_back(i);
    }

    // The first request of every connection, idle or not, is made while opening and is not measured.
    void open(std::size_t index)
    {
        Connection &connection = m_connections[index];
        connection.fd = connectTo(m_options.url, static_cast<unsigned>(index));
        if (connection.fd < 0) {
            ++m_errors;
            return;
        }
        connection.busy = true;
        ++m_busy;
        watch(m_epoll, connection.fd, EPOLLOUT, index);
    }

    void openLoop(std::uint64_t begin)
    {
        const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
        watch(m_epoll, timer, EPOLLIN, kTimerKey);
        std::uint64_t i = 0;
        std::deque<std::uint64_t> late; // due, but every connection is busy
        std::uint64_t due = begin;
        while ((due < m_end || m_busy > 0 || !late.empty()) && nowNs() < m_end + kDrainNs) {
            for (const std::uint64_t now = nowNs(); due <= now && due < m_end;
                 due = begin + static_cast<std::uint64_t>(static_cast<double>(++i) * 1e9 / m_options.rate))
                late.push_back(due);
            while (!late.empty() && !m_free.empty()) {
                const std::size_t index = m_free.front();
                m_free.pop_front();
                send(index, late.front());
                late.pop_front();
            }
            itimerspec when{};
            if (due < m_end) {
                when.it_value.tv_sec = static_cast<time_t>(due / 1'000'000'000ULL);
                when.it_value.tv_nsec = static_cast<long>(due % 1'000'000'000ULL);
            }
            timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr);
            if (!late.empty() && m_busy == 0 && m_free.empty())
                break; // no connection is left
            poll(1000);
        }
        m_errors += late.size();
        close(timer);
    }

    void poll(int timeoutMs)
    {
        epoll_event events[256];
        const int count = epoll_wait(m_epoll, events, 256, timeoutMs);
        for (int i = 0; i < count; ++i) {
            const std::uint64_t key = events[i].data.u64;
            if (key == kTimerKey)
                continue; // re-armed by the loop
            if (events[i].events & EPOLLOUT) {
                watch(m_epoll, m_connections[key].fd, EPOLLIN, key, true);
                write(m_connections[key]);
            } else {
                receive(static_cast<std::size_t>(key));
            }
        }
    }

    void send(std::size_t index, std::uint64_t due)
    {
        Connection &connection = m_connections[index];
        if (connection.fd < 0)
            return;
        connection.busy = true;
        connection.due = due;
        ++m_busy;
        write(connection);
    }

    void write(Connection &connection)
    {
        // One request is far smaller than a socket buffer, and at most one is in flight: a short write is a failure.
        if (::send(connection.fd, m_request.data(), m_request.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(m_request.size()))
            fail(connection);
    }

    void fail(Connection &connection)
    {
        if (connection.busy)
            --m_busy;
        ++m_errors;
        close(connection.fd);
        connection = {};
    }

    void receive(std::size_t index)
    {
        Connection &connection = m_connections[index];
        char chunk[16384];
        const ssize_t size = recv(connection.fd, chunk, sizeof chunk, 0);
        if (size < 0 && errno == EAGAIN)
            return;
        if (size <= 0 || !connection.busy) {
            fail(connection);
            return;
        }
        connection.buffer.append(chunk, static_cast<std::size_t>(size));
        const std::size_t length = wholeMessage(connection.buffer);
        if (length == 0)
            return;
        if (connection.buffer.compare(0, 12, "HTTP/1.1 200") != 0 || length != connection.buffer.size())
            ++m_bad;
        connection.buffer.clear();
        answered(index, connection);
    }

    void answered(std::size_t index, Connection &connection)
    {
        connection.busy = false;
        --m_busy;
        ++m_answered;
        if (m_opening)
            return;
        const std::uint64_t now = nowNs();
        if (connection.due >= m_start && (m_options.rate > 0 || now < m_end))
            m_latencies.push_back(now - connection.due);
        if (m_options.rate > 0)
            m_free.push_back(index);
        else if (now < m_end)
            send(index, now);
    }

    double percentile(double share) const
    {
        if (m_latencies.empty())
            return 0;
        const auto last = static_cast<double>(m_latencies.size() - 1);
        return static_cast<double>(m_latencies[static_cast<std::size_t>(share * last + 0.5)]) / 1000.0;
    }

    int report()
    {
        std::sort(m_latencies.begin(), m_latencies.end());
        unsigned open = 0;
        for (std::size_t i = 0; i < m_options.idle; ++i)
            open += m_connections[i].fd >= 0 ? 1 : 0;
        const std::uint64_t lost = m_errors + m_bad + m_busy;
        std::printf("{\"requests\":%zu,\"answered\":%llu,\"failed\":%llu,\"rps\":%.1f,\"p50_us\":%.1f,\"p95_us\":%.1f,"
                    "\"p99_us\":%.1f,\"max_us\":%.1f,\"idle_open\":%u}\n",
                    m_latencies.size(), static_cast<unsigned long long>(m_answered),
                    static_cast<unsigned long long>(lost), static_cast<double>(m_latencies.size()) / m_options.seconds,
                    percentile(0.50), percentile(0.95), percentile(0.99), percentile(1.0), open);
        return lost == 0 ? 0 : 1;
    }

    Options m_options;
    int m_epoll;
    std::string m_request;
    std::vector<Connection> m_connections; ///< the idle ones first
    std::deque<std::size_t> m_free;        ///< open loop: connections without a request in flight, longest idle first
    std::vector<std::uint64_t> m_latencies;
    std::uint64_t m_start = 0, m_end = 0, m_answered = 0, m_errors = 0, m_bad = 0;
    std::size_t m_busy = 0;
    bool m_opening = true;
};

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const char *value = argv[i + 1];
        if (name == "--url")
            options.url = parseUrl(value);
        else if (name == "--connections")
            options.connections = static_cast<unsigned>(std::atoi(value));
        else if (name == "--idle")
            options.idle = static_cast<unsigned>(std::atoi(value));
        else if (name == "--seconds")
            options.seconds = std::atof(value);
        else if (name == "--warmup")
            options.warmup = std::atof(value);
        else if (name == "--rate")
            options.rate = std::atof(value);
        else if (name == "--body")
            options.body = value;
        else if (name == "--header")
            options.headers += std::string(value) + "\r\n";
        else
            die("unknown option " + std::string(name));
    }
    if (options.url.host.empty() || options.connections == 0 || options.seconds <= 0)
        die("bench-load --url URL [--connections N] [--seconds S] [--warmup S] [--rate R] [--idle N] [--body TEXT]"
            " [--header 'Name: value']…");
    return Load(std::move(options)).run();
}
