// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/options.h"
#include "app/recordings.h"
#include "app/stopsignals.h"
#include "app/terminal.h"

#include "exchange/recordjson.h"
#include "exchange/redactor.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <map>

namespace sightglass::app {
namespace {

constexpr int kPollMs = 50;

/// Follows a recording that another process writes.
class Tail : public QObject
{
public:
    Tail(Recordings recordings, bool json)
        : m_recordings(std::move(recordings)), m_json(json), m_colour(stdoutTakesColour())
    {}

    Result<void> showLast(qint64 count);
    Result<void> showNew();
    void follow();
    void heading();

private:
    Result<bool> show(const exchange::Record &record);
    Result<void> see(const exchange::Record &record);

    Recordings m_recordings;
    exchange::Redactor m_redactor;
    exchange::ExchangeId m_last;
    std::map<exchange::ExchangeId, bool> m_open; // exchanges under way; whether a line said so
    QTimer m_timer;
    qint64 m_changes = -1;
    bool m_json;
    bool m_colour;
};

void Tail::heading()
{
    if (m_json)
        return;
    const QByteArray line = exchangeHeading(m_colour);
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
}

// Prints the line of a record that passes the filter; false when nobody reads any more.
Result<bool> Tail::show(const exchange::Record &record)
{
    const auto wanted = passes(m_recordings.filter, *m_recordings.reader, record);
    if (!wanted)
        return tl::unexpected(wanted.error());
    if (!*wanted)
        return true;
    QByteArray line;
    if (m_json) {
        const auto whole = withParts(*m_recordings.reader, record);
        if (!whole)
            return tl::unexpected(whole.error());
        line = exchange::toJsonLine(m_redactor.redacted(*whole)) + '\n';
    } else {
        line = exchangeLine(record, m_colour);
    }
    return std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout) == std::size_t(line.size());
}

// One line per exchange, when it has ended; one that lives long (a stream, a subscription) is announced when it opens.
Result<void> Tail::see(const exchange::Record &record)
{
    if (!record.ended()) {
        const bool announce =
            !m_json && (record.kind == exchange::Kind::Stream || record.method == "subscriptions/listen");
        bool &announced = m_open[record.id];
        if (!announce || announced)
            return {};
        announced = true;
    } else {
        m_open.erase(record.id);
    }
    const auto shown = show(record);
    if (!shown)
        return tl::unexpected(shown.error());
    return *shown ? Result<void>() : failure(ErrorCode::Io, QStringLiteral("nobody reads the output any more"));
}

Result<void> Tail::showLast(qint64 count)
{
    std::vector<exchange::RecordPtr> last;
    store::Query query;
    query.newestFirst = true;
    Result<void> trouble;
    const auto read = m_recordings.reader->read(query, [&](const exchange::RecordPtr &record) {
        if (!m_last.isValid())
            m_last = record->id;
        const auto wanted = passes(m_recordings.filter, *m_recordings.reader, *record);
        if (!wanted)
            trouble = tl::unexpected(wanted.error());
        else if (*wanted && count > 0)
            last.push_back(record);
        return trouble && qint64(last.size()) < count;
    });
    if (!read || !trouble)
        return read ? trouble : read;
    for (auto record = last.rbegin(); record != last.rend(); ++record) {
        if (!(*record)->ended())
            m_open[(*record)->id] = true;
        if (const auto shown = show(**record); !shown)
            return tl::unexpected(shown.error());
    }
    std::fflush(stdout);
    return {};
}

Result<void> Tail::showNew()
{
    const auto changes = m_recordings.reader->changeCounter();
    if (!changes)
        return tl::unexpected(changes.error());
    if (*changes == m_changes)
        return {};
    m_changes = *changes;
    std::vector<exchange::RecordPtr> news;
    const auto collect = [&](const exchange::RecordPtr &record) {
        news.push_back(record);
        return true;
    };
    for (const auto &[id, announced] : m_open) {
        store::Query query;
        query.after = exchange::ExchangeId(id.value() - 1);
        query.before = exchange::ExchangeId(id.value() + 1);
        if (const auto read = m_recordings.reader->read(query, collect); !read)
            return read;
    }
    store::Query query;
    query.after = m_last;
    if (const auto read = m_recordings.reader->read(query, collect); !read)
        return read;
    for (const exchange::RecordPtr &record : news) {
        m_last = std::max(m_last, record->id);
        if (const auto seen = see(*record); !seen)
            return seen;
    }
    std::fflush(stdout);
    return {};
}

void Tail::follow()
{
    m_timer.setInterval(kPollMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (const auto shown = showNew(); !shown)
            QCoreApplication::exit(report(shown.error()));
    });
    m_timer.start();
}

} // namespace

int tailCommand(const QStringList &arguments)
{
    Options options(QStringLiteral("Shows recorded exchanges, one line each, in the order they ended."),
                    {option("follow", "Go on with new ones until Ctrl+C."),
                     option("lines", "How many of the last ones to begin with.", "N", "20"),
                     option("store", "sqlite:PATH (default: the database in the user's data folder).", "STORE"),
                     option("filter", "Only exchanges that match (docs/filter.md).", "EXPRESSION"),
                     option("json", "One JSON object per line (docs/export-format.md).")});
    if (const auto code = options.parse(arguments))
        return *code;
    bool validCount = false;
    const qint64 lines = options.value("lines").toLongLong(&validCount);
    if (!validCount || lines < 0)
        return report(Error(ErrorCode::InvalidArgument,
                            QStringLiteral("--lines: expected a number, got \"%1\"").arg(options.value("lines"))));
    auto recordings = openRecordings(options);
    if (!recordings) {
        const int code = report(recordings.error());
        return code == kExitUsage ? code : kExitStore;
    }
    Tail tail(std::move(*recordings), options.has("json"));
    tail.heading();
    if (const auto shown = tail.showLast(lines); !shown)
        return report(shown.error());
    if (!options.has("follow"))
        return kExitOk;
    StopSignals signals_;
    QObject::connect(&signals_, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    tail.follow();
    return QCoreApplication::exec();
}

} // namespace sightglass::app
