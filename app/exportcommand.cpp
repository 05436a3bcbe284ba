// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/options.h"
#include "app/outputfile.h"
#include "app/recordings.h"
#include "app/searching.h"

#include "exchange/recordjson.h"
#include "exchange/redactor.h"

#include <QFile>

#include <cstdio>
#include <functional>
#include <optional>

namespace sightglass::app {
namespace {

using Visit = std::function<bool(const exchange::RecordPtr &)>;

Result<void> readAll(store::RecordReader &reader, const Visit &visit)
{
    store::Query query;
    query.withParts = true;
    return reader.read(query, visit);
}

/// What retention removes meanwhile is left out.
Result<void> readFound(store::RecordReader &reader, const std::vector<exchange::ExchangeId> &found, const Visit &visit)
{
    bool goOn = true;
    for (const exchange::ExchangeId id : found) {
        store::Query query;
        query.after = exchange::ExchangeId(id.value() - 1);
        query.before = exchange::ExchangeId(id.value() + 1);
        query.withParts = true;
        const auto read = reader.read(query, [&](const exchange::RecordPtr &record) { return goOn = visit(record); });
        if (!read || !goOn)
            return read;
    }
    return {};
}

Result<void> writeAll(Recordings &recordings, const std::optional<QString> &search, const exchange::Redactor *redactor,
                      QFile &out)
{
    const auto annotations = recordings.reader->annotations();
    if (!annotations)
        return tl::unexpected(annotations.error());
    Result<void> written;
    const Visit write = [&](const exchange::RecordPtr &record) {
        if (!recordings.filter.matches(*record))
            return true;
        const QByteArray line = exchange::toJsonLine(redactor ? redactor->redacted(*record) : *record,
                                                     annotations->value(record->id.value()))
                                + '\n';
        if (out.write(line) != line.size())
            written = failure(ErrorCode::Io, QStringLiteral("cannot write the export: ") + out.errorString());
        return written.has_value();
    };
    Result<void> read;
    if (search) {
        const auto found = searchAll(recordings.url, *search);
        read = found ? readFound(*recordings.reader, *found, write) : tl::unexpected(found.error());
    } else {
        read = readAll(*recordings.reader, write);
    }
    if (!read)
        return read;
    if (written && !out.flush())
        return failure(ErrorCode::Io, QStringLiteral("cannot write the export: ") + out.errorString());
    return written;
}

} // namespace

int exportCommand(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Writes recorded exchanges, one JSON object per line, oldest first (docs/export-format.md)."),
        {option("format", "jsonl.", "FORMAT", "jsonl"),
         option("store", "sqlite:PATH (default: the database in the user's data folder).", "STORE"),
         option("filter", "Only exchanges that match (docs/filter.md).", "EXPRESSION"),
         option("search", "Only exchanges whose bodies or names have these words (docs/guide.md).", "TEXT"),
         option("output", "Write to FILE instead of standard output.", "FILE"),
         option("no-redact", "Keep Authorization, cookies, tokens and requestState as they are.")});
    if (const auto code = options.parse(arguments))
        return *code;
    if (options.value("format") != QLatin1StringView("jsonl"))
        return report(Error(ErrorCode::InvalidArgument,
                            QStringLiteral("--format: \"%1\" is not known; jsonl is").arg(options.value("format"))));
    auto recordings = openRecordings(options);
    if (!recordings) {
        const int code = report(recordings.error());
        return code == kExitUsage ? code : kExitStore;
    }
    QFile out;
    if (!openOutput(options, out))
        return report(
            Error(ErrorCode::Io, QStringLiteral("cannot write %1: %2").arg(out.fileName(), out.errorString())));
    const exchange::Redactor redactor;
    const auto search = options.has("search") ? std::optional(options.value("search")) : std::nullopt;
    const auto written = writeAll(*recordings, search, options.has("no-redact") ? nullptr : &redactor, out);
    return written ? kExitOk : report(written.error());
}

} // namespace sightglass::app
