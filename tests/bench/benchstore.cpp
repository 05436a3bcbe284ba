// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-store --path FILE --rows N [--batch N] [--sessions N] [--threaded]
//
// Writes N exchanges of the usual size to a new database, in batches, and prints one JSON line: how long it took, what
// CPU time each cost the thread that wrote, how long opening takes, and how fast all of it can be read again. With
// --sessions the exchanges belong to so many sessions, by turns. With
// --threaded the batches go through StoreThread, which is then the thread that is measured.
#include "base/clock.h"
#include "store/samplerecords.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <ctime>

using namespace sightglass;
using namespace sightglass::store;

namespace {

double cpuSeconds(clockid_t clock)
{
    timespec time = {};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double secondsSince(qint64 us)
{
    return static_cast<double>(monotonicUs() - us) * 1e-6;
}

[[noreturn]] void giveUp(const Error &error)
{
    std::fprintf(stderr, "bench-store: %s\n", qPrintable(error.text));
    std::exit(1);
}

template <typename T>
T need(Result<T> result)
{
    if (!result)
        giveUp(result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

struct Figures {
    double openMs = 0;
    double seconds = 0;
    double cpuSeconds = 0;
};

struct Load {
    StoreUrl url;
    qint64 rows = 0;
    qint64 batch = 500;
    qint64 sessions = 1;

    exchange::RecordBatch make(qint64 first) const
    {
        auto records = std::make_shared<std::vector<exchange::RecordPtr>>();
        const qint64 begin = wallClockUs();
        for (qint64 i = first; i < std::min(rows, first + batch); ++i) {
            exchange::Record record = usualRecord(static_cast<quint64>(i + 1), begin + i);
            // Ids are random, so that neighbours in time are none in an index.
            if (sessions > 1) {
                const auto session = static_cast<quint64>(i % sessions);
                record.sessionId.replace(0, 8, QByteArray::number((session * 2654435761U) & 0xffffffffU, 16));
            }
            records->push_back(share(std::move(record)));
        }
        return records;
    }
};

/// Only what the store does is timed, not the making of the records.
Figures writeDirectly(const Load &load)
{
    const std::unique_ptr<RecordStore> store = need(createStore(load.url));
    Figures figures;
    qint64 begin = monotonicUs();
    need(store->open());
    figures.openMs = 1000 * secondsSince(begin);
    const auto timed = [&](auto work) {
        begin = monotonicUs();
        const double cpu = cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
        work();
        figures.cpuSeconds += cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
        figures.seconds += secondsSince(begin);
    };
    for (qint64 first = 0; first < load.rows; first += load.batch) {
        const exchange::RecordBatch batch = load.make(first);
        timed([&] { need(store->append(*batch)); });
    }
    timed([&] { store->close(); });
    return figures;
}

/// The whole process is timed; the thread that makes the records is taken off the CPU time.
Figures writeThreaded(const Load &load)
{
    StoreThread store(need(createStore(load.url)));
    Figures figures;
    qint64 begin = monotonicUs();
    need(store.start());
    figures.openMs = 1000 * secondsSince(begin);
    begin = monotonicUs();
    const double cpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    for (qint64 first = 0; first < load.rows; first += load.batch)
        store.append(load.make(first));
    store.stop();
    figures.seconds = secondsSince(begin);
    figures.cpuSeconds = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    if (store.lostRecords() != 0)
        giveUp(Error(ErrorCode::LimitExceeded, QStringLiteral("%1 records were lost").arg(store.lostRecords())));
    return figures;
}

double readRate(const Load &load, bool withParts)
{
    const std::unique_ptr<RecordReader> reader = need(openReader(load.url));
    Query query;
    query.withParts = withParts;
    qint64 rows = 0;
    const qint64 begin = monotonicUs();
    need(reader->read(query, [&](const exchange::RecordPtr &) { return ++rows > 0; }));
    if (rows != load.rows)
        giveUp(Error(ErrorCode::InvalidData, QStringLiteral("%1 rows found").arg(rows)));
    return static_cast<double>(rows) / secondsSince(begin);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption path(QStringLiteral("path"), QString(), QStringLiteral("file"));
    const QCommandLineOption rows(QStringLiteral("rows"), QString(), QStringLiteral("n"), QStringLiteral("100000"));
    const QCommandLineOption batch(QStringLiteral("batch"), QString(), QStringLiteral("n"), QStringLiteral("500"));
    const QCommandLineOption sessions(QStringLiteral("sessions"), QString(), QStringLiteral("n"), QStringLiteral("1"));
    const QCommandLineOption threaded(QStringLiteral("threaded"));
    parser.addOptions({path, rows, batch, sessions, threaded});
    parser.process(application);

    const StoreUrl url = {StoreUrl::Kind::Sqlite, parser.value(path)};
    const Load load = {url, parser.value(rows).toLongLong(), std::max(1LL, parser.value(batch).toLongLong()),
                       std::max(1LL, parser.value(sessions).toLongLong())};
    const Figures figures = parser.isSet(threaded) ? writeThreaded(load) : writeDirectly(load);
    const qint64 begin = monotonicUs();
    const std::unique_ptr<RecordStore> store = need(createStore(url));
    need(store->open());
    const double reopenMs = 1000 * secondsSince(begin);
    store->close();
    std::printf("{\"rows\":%lld,\"seconds\":%.3f,\"cpu_us_per_row\":%.2f,\"open_ms\":%.2f,\"reopen_ms\":%.2f,"
                "\"list_rows_per_s\":%.0f,\"export_rows_per_s\":%.0f,\"file_bytes\":%lld}\n",
                static_cast<long long>(load.rows), figures.seconds,
                1e6 * figures.cpuSeconds / static_cast<double>(load.rows), figures.openMs, reopenMs,
                readRate(load, false), readRate(load, true), static_cast<long long>(QFile(url.path).size()));
    return 0;
}
