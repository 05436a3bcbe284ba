// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-redis --port PORT [--calls N]
//
// Saves N sessions, appends N events one by one, claims and releases N things in the Redis at PORT, under names of its own, and
// prints one JSON line: how many per second until Redis has answered for all of them, and what CPU time each call cost
// this thread, which stands for the engine's.
#include "base/clock.h"
#include "store/redis/redisstate.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <ctime>

using namespace sightglass;
using namespace sightglass::store;

namespace {

double cpuSeconds()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

exchange::SessionPtr session(int number, qint64 at)
{
    exchange::SessionRecord record;
    record.route = QStringLiteral("default");
    record.id = "0a1b2c3d-0000-4000-8000-" + QByteArray::number(number).rightJustified(12, '0');
    record.key = exchange::sessionKey(record.route, record.kind, record.id);
    record.state = exchange::SessionState::Active;
    record.protocolVersion = "2025-11-25";
    record.client = {"claude-code", "2.1.0", R"({"roots":{"listChanged":true},"sampling":{}})"};
    record.server = {"files", "0.9.1", R"({"tools":{"listChanged":true},"logging":{}})"};
    record.clientAddress = "127.0.0.1:40001";
    record.createdAtUs = record.lastActivityAtUs = at;
    record.counters = {1000, 2, 300, 4, 500, 60'000, 700'000};
    return std::make_shared<const exchange::SessionRecord>(record);
}

/// Runs its steps one after the other, each until it calls back.
class Bench : public QObject
{
public:
    Bench(const RedisOptions &options, int calls) : m_calls(calls)
    {
        Result<SharedState> state = createRedisState(options);
        if (!state)
            qFatal("%s", qPrintable(state.error().text));
        m_state = std::move(*state);
    }

    void start()
    {
        m_state.sessions->open([this](const Result<void> &) {
            if (!m_state.sessions->health().reachable)
                qFatal("%s", qPrintable(m_state.sessions->health().text));
            saveSessions();
        });
    }

private:
    void begin()
    {
        m_begin = monotonicUs();
        m_cpu = cpuSeconds();
    }

    void end(const char *what)
    {
        const double seconds = static_cast<double>(monotonicUs() - m_begin) * 1e-6;
        std::printf("%s\"%s_per_s\":%.0f,\"%s_cpu_us\":%.2f", m_first ? "{" : ",", what, m_calls / seconds, what,
                    1e6 * (cpuSeconds() - m_cpu) / m_calls);
        m_first = false;
    }

    void saveSessions()
    {
        std::vector<exchange::SessionPtr> batch;
        std::vector<exchange::SessionBatch> batches;
        for (int i = 0; i < m_calls; ++i) {
            batch.push_back(session(i, wallClockUs()));
            if (batch.size() == 100 || i + 1 == m_calls)
                batches.push_back(std::make_shared<const std::vector<exchange::SessionPtr>>(std::exchange(batch, {})));
        }
        begin();
        for (const exchange::SessionBatch &one : batches)
            m_state.sessions->save(one);
        m_state.sessions->flush([this](const Result<void> &) {
            end("sessions");
            listSessions();
        });
    }

    void listSessions()
    {
        begin();
        SessionQuery query;
        query.limit = m_calls;
        m_state.sessions->list(query, [this](const Result<std::vector<exchange::SessionPtr>> &) {
            end("listed");
            appendEvents();
        });
    }

    void appendEvents()
    {
        const QByteArray bytes = "id: 7\ndata: " + QByteArray(180, 'x') + "\n\n";
        begin();
        for (int i = 0; i < m_calls; ++i) {
            const quint64 number = quint64(i / 100) + 1;
            m_state.events->append("default/s", "stream " + QByteArray::number(i % 100), {{number, bytes, "up"}});
        }
        m_state.events->flush([this](const Result<void> &) {
            end("events");
            claimThings();
        });
    }

    void claimThings()
    {
        m_state.instances->announce({"bench", "127.0.0.1:1"});
        begin();
        for (int i = 0; i < m_calls; ++i)
            m_state.instances->claim("thing " + QByteArray::number(i), [](const Result<Instance> &) {});
        m_state.instances->ownerOf("thing 0", [this](const Result<Instance> &) {
            end("claims");
            m_state.instances->withdraw([](const Result<void> &) {
                std::printf("}\n");
                QCoreApplication::quit();
            });
        });
    }

    SharedState m_state;
    int m_calls;
    qint64 m_begin = 0;
    double m_cpu = 0;
    bool m_first = true;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption port(QStringLiteral("port"), QString(), QStringLiteral("port"));
    const QCommandLineOption calls(QStringLiteral("calls"), QString(), QStringLiteral("n"), QStringLiteral("10000"));
    parser.addOptions({port, calls});
    parser.process(application);
    RedisOptions options;
    options.port = parser.value(port).toUShort();
    options.keyPrefix = "sightglass-bench:";
    Bench bench(options, std::max(1, parser.value(calls).toInt()));
    bench.start();
    return QCoreApplication::exec();
}
