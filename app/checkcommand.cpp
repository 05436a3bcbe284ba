// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkreport.h"
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/options.h"
#include "app/outputfile.h"
#include "app/recordings.h"

#include "interceptor/lint/linter.h"
#include "store/storeurl.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace sightglass::app {
namespace {

struct Settings {
    CheckFormat format = CheckFormat::Text;
    exchange::Severity threshold = exchange::Severity::Error;
};

Error usage(const QString &text)
{
    return Error(ErrorCode::InvalidArgument, text);
}

Result<Settings> settingsOf(const Options &options)
{
    Settings settings;
    const auto format = checkFormat(options.value("format"));
    const auto threshold = failOn(options.value("fail-on"));
    if (!format)
        return tl::unexpected(usage(QStringLiteral("--format: \"%1\" is not known; text, json, junit and sarif are")
                                        .arg(options.value("format"))));
    if (!threshold)
        return tl::unexpected(usage(QStringLiteral("--fail-on: \"%1\" is not known; error, warning, info and never are")
                                        .arg(options.value("fail-on"))));
    settings.format = *format;
    settings.threshold = *threshold;
    return settings;
}

// The linter sees every exchange, as later ones depend on earlier ones; the filter chooses what is reported.
Result<void> check(Recordings &recordings, CheckReport &report)
{
    interceptor::lint::Linter linter;
    store::Query query;
    query.withParts = true;
    return recordings.reader->read(query, [&](const exchange::RecordPtr &record) {
        const QList<exchange::Note> notes = linter.lookAtRecording(*record);
        if (recordings.filter.matches(*record))
            report.add(*record, notes);
        return true;
    });
}

Result<void> write(const QByteArray &text, const Options &options)
{
    QFile out;
    if (!openOutput(options, out) || out.write(text) != text.size() || !out.flush())
        return tl::unexpected(
            usage(QStringLiteral("cannot write %1: %2")
                      .arg(options.has("output") ? out.fileName() : QStringLiteral("the report"), out.errorString())));
    return {};
}

} // namespace

int checkCommand(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Looks through a recording for mistakes in the protocol (docs/lint.md). Exits with 0 when there "
                       "is nothing as bad as --fail-on, 1 when there is, 2 when an option or the output file is wrong, "
                       "4 when the recording cannot be read."),
        {option("db", "The recording (default: the database in the user's data folder).", "FILE"),
         option("fail-on", "error, warning, info or never.", "SEVERITY", "error"),
         option("format", "text, json, junit or sarif.", "FORMAT", "text"),
         option("filter", "Report only exchanges that match (docs/filter.md).", "EXPRESSION"),
         option("output", "Write to FILE instead of standard output.", "FILE")});
    if (const auto code = options.parse(arguments))
        return *code;
    const auto settings = settingsOf(options);
    if (!settings)
        return report(settings.error());
    auto recordings = openDatabase(options);
    if (!recordings) {
        const int code = report(recordings.error());
        return code == kExitUsage ? code : kExitStore;
    }
    CheckReport found;
    found.recording =
        QFileInfo(options.has("db") ? options.value("db") : store::defaultStoreUrl().path).absoluteFilePath();
    found.threshold = settings->threshold;
    if (const auto read = check(*recordings, found); !read) {
        report(read.error());
        return kExitStore;
    }
    if (const auto written = write(rendered(found, settings->format), options); !written)
        return report(written.error());
    return found.failed() ? kExitFailed : kExitOk;
}

} // namespace sightglass::app
