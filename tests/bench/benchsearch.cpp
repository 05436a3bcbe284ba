// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-search --path FILE [--rows N] [--words N]
//
// Writes N exchanges with answers of words drawn as they are in texts (few often, many seldom) unless FILE exists,
// brings its search index up to date, asks it, and prints one JSON line.
#include "base/clock.h"
#include "store/historysearch.h"
#include "store/samplerecords.h"
#include "store/sqlite/searchindex.h"
#include "store/storeurl.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <cmath>
#include <cstdio>

using namespace sightglass;
using namespace sightglass::store;

namespace {

constexpr qint64 kBatch = 500;
constexpr int kVocabulary = 30'000;

template <typename T>
T need(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "bench-search: %s\n", qPrintable(result.error().text));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

double secondsSince(qint64 us)
{
    return static_cast<double>(monotonicUs() - us) * 1e-6;
}

QByteArray word(int rank)
{
    QByteArray text;
    for (int rest = rank + 7; rest > 0; rest /= 20)
        text += QByteArray(1, "bcdfghjklmnpqrstvwxz"[rest % 20]) + "aeiou"[rest % 5];
    return text;
}

QByteArray words(QRandomGenerator &random, int count)
{
    QByteArray text;
    for (; count > 0; --count) // Zipf's law, nearly
        text += word(static_cast<int>(std::pow(double(kVocabulary), random.generateDouble()))) + ' ';
    return text;
}

void write(const StoreUrl &url, qint64 rows, int count)
{
    QRandomGenerator random(1);
    const std::unique_ptr<RecordStore> store = need(createStore(url));
    need(store->open());
    for (qint64 first = 0; first < rows; first += kBatch) {
        std::vector<exchange::RecordPtr> batch;
        for (qint64 i = first; i < std::min(rows, first + kBatch); ++i) {
            exchange::Record record = usualRecord(static_cast<quint64>(i + 1), 1'800'000'000'000'000 + i);
            record.parts[1].bytes.replace("the quick brown fox", words(random, 6));
            record.parts[3].bytes.replace("the quick brown fox", words(random, count));
            batch.push_back(share(std::move(record)));
        }
        need(store->append(batch));
    }
    store->close();
}

double queryMs(HistorySearch &search, const QString &text, qsizetype &hits)
{
    const qint64 begin = monotonicUs();
    hits = static_cast<qsizetype>(need(search.find(SearchQuery{.text = text})).hits.size());
    return 1000 * secondsSince(begin);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption path(QStringLiteral("path"), QString(), QStringLiteral("file"));
    const QCommandLineOption rows(QStringLiteral("rows"), QString(), QStringLiteral("n"), QStringLiteral("100000"));
    const QCommandLineOption count(QStringLiteral("words"), QString(), QStringLiteral("n"), QStringLiteral("60"));
    parser.addOptions({path, rows, count});
    parser.process(application);
    const StoreUrl url = {StoreUrl::Kind::Sqlite, parser.value(path)};
    if (!QFile::exists(url.path))
        write(url, parser.value(rows).toLongLong(), parser.value(count).toInt());

    const std::unique_ptr<HistorySearch> search = openSearch(need(openReader(url)));
    qint64 begin = monotonicUs();
    IndexState state;
    double longestStep = 0;
    do {
        const qint64 step = monotonicUs();
        state = need(search->advance());
        longestStep = std::max(longestStep, 1000 * secondsSince(step));
    } while (!state.isComplete());
    const double built = secondsSince(begin);
    begin = monotonicUs();
    need(search->advance());
    const double idleMs = 1000 * secondsSince(begin);
    const double mega = static_cast<double>(QFile(url.path).size()) * 1e-6;
    const double indexMega = static_cast<double>(QFile(SearchIndex::fileOf(url.path)).size()) * 1e-6;
    std::printf("{\"rows\":%lld,\"build_s\":%.1f,\"rows_per_s\":%.0f,\"mb_per_s\":%.1f,\"recording_mb\":%.0f,"
                "\"index_mb\":%.0f,\"longest_step_ms\":%.1f,\"idle_step_ms\":%.2f",
                static_cast<long long>(state.total), built, static_cast<double>(state.total) / built, mega / built,
                mega, indexMega, longestStep, idleMs);
    const QByteArray common = word(3);
    const QByteArray rare = word(kVocabulary - 100);
    const std::pair<const char *, QByteArray> queries[] = {{"common", common},
                                                           {"rare", rare},
                                                           {"two", common + ' ' + word(20'000)},
                                                           {"prefix", rare.left(4)},
                                                           {"short", common.left(1)},
                                                           {"phrase", '"' + common + ' ' + word(4) + '"'},
                                                           {"none", "zzzznothing"},
                                                           {"signs", common + '.' + common}};
    for (const auto &[name, text] : queries) {
        qsizetype hits = 0;
        const double cold = queryMs(*search, QString::fromUtf8(text), hits);
        const double warm = queryMs(*search, QString::fromUtf8(text), hits);
        std::printf(",\"%s_ms\":[%.1f,%.1f,%lld]", name, cold, warm, static_cast<long long>(hits));
    }
    std::printf("}\n");
    return 0;
}
