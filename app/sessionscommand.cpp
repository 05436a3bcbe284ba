// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/operations.h"
#include "app/outputfile.h"
#include "app/recordings.h"
#include "app/sessionsource.h"
#include "app/sessiontext.h"
#include "app/terminal.h"

#include "base/clock.h"
#include "exchange/recordjson.h"
#include "exchange/redactor.h"
#include "exchange/sessionjson.h"
#include "store/storeurl.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>

namespace sightglass::app {
namespace {

using exchange::SessionPtr;
using Sessions = SessionSource::Sessions;

constexpr qint64 kPage = 500;

QList<QCommandLineOption> with(QList<QCommandLineOption> own)
{
    return own
           + QList<QCommandLineOption>{
               option("store", "sqlite:PATH or redis://HOST (default: the database in the user's data folder).",
                      "STORE"),
               option("control", "The control plane of a proxy that runs, as in its ready line, in place of a store.",
                      "URL"),
               option("token", "Its token (default: the variable SIGHTGLASS_TOKEN).", "TOKEN")};
}

bool print(const QByteArray &text)
{
    return std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout) == std::size_t(text.size())
           && std::fflush(stdout) == 0;
}

int storeError(const Error &error)
{
    const int code = report(error);
    return code == kExitFailed ? kExitStore : code;
}

int sourceError(const SessionSource &source, const Error &error)
{
    return source.isProxy() ? report(error) : storeError(error);
}

// Starts \a work in the event loop, which runs until it gives its exit code.
int runLoop(const std::function<void()> &work)
{
    QTimer::singleShot(0, qApp, work);
    return QCoreApplication::exec();
}

// Reads page by page, up to \a limit sessions.
void listAll(SessionSource &source, store::SessionQuery query, qint64 limit, Sessions found,
             const store::Done<Sessions> &done)
{
    query.limit = std::min(kPage, limit - qint64(found.size()));
    if (query.limit <= 0)
        return done(std::move(found));
    source.list(query, [&source, query, limit, found = std::move(found), done](Result<Sessions> page) mutable {
        if (!page)
            return done(tl::unexpected(page.error()));
        const bool more = qint64(page->size()) == query.limit;
        found.insert(found.end(), page->begin(), page->end());
        if (!more)
            return done(std::move(found));
        query.before = found.back()->lastActivityAtUs;
        query.beforeKey = found.back()->key;
        listAll(source, query, limit, std::move(found), done);
    });
}

// The one session among \a sessions for which \a fits.
Result<SessionPtr> onlyOne(const Sessions &sessions, const std::function<bool(const SessionPtr &)> &fits,
                           const QString &name)
{
    Sessions alike;
    std::copy_if(sessions.begin(), sessions.end(), std::back_inserter(alike), fits);
    if (alike.size() == 1)
        return alike.front();
    return failure(ErrorCode::NotFound,
                   alike.empty() ? QStringLiteral("there is no session %1").arg(name)
                                 : QStringLiteral("%1 sessions are meant by %2: say more of the id, or the key")
                                       .arg(alike.size())
                                       .arg(name));
}

// The session that \a name means: its key, its id, or the beginning of its id where only one begins so. Two routes may have
// one id, then only the key tells.
void find(SessionSource &source, const QByteArray &name, const store::Done<SessionPtr> &done)
{
    listAll(source, {}, std::numeric_limits<qint64>::max(), {}, [name, done](const Result<Sessions> &sessions) {
        if (!sessions)
            return done(tl::unexpected(sessions.error()));
        const QString shown = QString::fromUtf8(printable(name, 200));
        const auto byKey = onlyOne(
            *sessions, [&](const SessionPtr &session) { return session->key == name; }, shown);
        if (byKey)
            return done(*byKey);
        const bool whole = std::any_of(sessions->begin(), sessions->end(),
                                       [&](const SessionPtr &session) { return session->id == name; });
        done(onlyOne(
            *sessions,
            [&](const SessionPtr &session) { return whole ? session->id == name : session->id.startsWith(name); },
            shown));
    });
}

// ---- the commands ---------------------------------------------------------------------------------------------------------

int list(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Lists sessions, those used last first. Traffic without a session on the wire (the "
                       "modern era) is one line for each client."),
        with({option("live", "Only those that have not ended."), option("limit", "How many at most.", "N", "1000"),
              option("json", "One JSON object per line.")}));
    if (const auto code = options.parse(arguments))
        return *code;
    bool isNumber = false;
    const qint64 limit = options.value("limit").toLongLong(&isNumber);
    if (!isNumber || limit < 1)
        return report(Error(ErrorCode::InvalidArgument,
                            QStringLiteral("--limit: expected a number, got \"%1\"").arg(options.value("limit"))));
    const auto source = sessionSource(options);
    if (!source)
        return storeError(source.error());
    store::SessionQuery query;
    query.liveOnly = options.has("live");
    return runLoop([&] {
        listAll(**source, query, limit, {}, [&](const Result<Sessions> &sessions) {
            if (!sessions)
                return QCoreApplication::exit(sourceError(**source, sessions.error()));
            const bool json = options.has("json");
            const qint64 nowUs = wallClockUs();
            QByteArray out = json ? QByteArray() : sessionHeading();
            for (const SessionPtr &session : *sessions)
                out += json ? exchange::sessionToJson(*session) + '\n' : sessionLine(*session, nowUs);
            QCoreApplication::exit(print(out) ? kExitOk : kExitFailed);
        });
    });
}

// What `show`, `end` and `export` have in common: one operand that names a session.
int withSession(const Result<std::unique_ptr<SessionSource>> &source, const QStringList &operands,
                const std::function<void(SessionSource &, const SessionPtr &)> &use)
{
    if (operands.size() != 1 || operands.constFirst().isEmpty())
        return report(Error(ErrorCode::InvalidArgument, QStringLiteral("which session? `sightglass sessions list` "
                                                                       "names them")));
    if (!source)
        return storeError(source.error());
    return runLoop([&] {
        find(**source, operands.constFirst().toUtf8(), [&](const Result<SessionPtr> &session) {
            if (session)
                use(**source, *session);
            else
                QCoreApplication::exit(session.error().code == ErrorCode::NotFound
                                           ? report(session.error())
                                           : sourceError(**source, session.error()));
        });
    });
}

// With its operations where there is a \a reader of the exchanges.
Result<QByteArray> shownSession(const exchange::SessionRecord &session, store::RecordReader *reader, bool asJson)
{
    QByteArray text = asJson ? exchange::sessionToJson(session) : sessionDetails(session, wallClockUs());
    if (reader) {
        const auto operations = operationsOf(*reader, session);
        if (!operations)
            return tl::unexpected(operations.error());
        if (asJson) {
            text.chop(1); // the brace
            text += ",\"operations\":" + operationsToJson(*operations) + '}';
        } else {
            text += operationLines(*operations);
        }
    }
    return asJson ? text + '\n' : text;
}

int show(const QStringList &arguments)
{
    Options options(QStringLiteral("Shows a SESSION: its id, the beginning of that, or its key."),
                    with({option("json", "One JSON object.")}));
    QStringList operands;
    if (const auto code = options.parse(arguments, &operands))
        return *code;
    // Only a recording has exchanges to look at; what is wrong with it, the source of sessions says.
    std::optional<Recordings> recordings;
    if (!options.has("control")) {
        if (auto opened = openStore(options))
            recordings = std::move(*opened);
    }
    return withSession(sessionSource(options), operands, [&](SessionSource &, const SessionPtr &session) {
        const auto text = shownSession(*session, recordings ? recordings->reader.get() : nullptr, options.has("json"));
        if (!text)
            return QCoreApplication::exit(storeError(text.error()));
        QCoreApplication::exit(print(*text) ? kExitOk : kExitFailed);
    });
}

int end(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Ends a SESSION of a proxy that runs (--control, --token): its streams are closed, the "
                       "server is told, and its client gets 404 from then on."),
        with({}));
    QStringList operands;
    if (const auto code = options.parse(arguments, &operands))
        return *code;
    if (!options.has("control"))
        return report(
            Error(ErrorCode::InvalidArgument,
                  QStringLiteral("only a proxy that runs can end a session: name it by --control and --token")));
    return withSession(sessionSource(options), operands, [](SessionSource &source, const SessionPtr &session) {
        source.end(session->key,
                   [](const Result<void> &ended) { QCoreApplication::exit(ended ? kExitOk : report(ended.error())); });
    });
}

Result<void> writeExport(const exchange::SessionRecord &session, Recordings &recordings, bool redact, QFile &out)
{
    const exchange::Redactor redactor;
    const auto write = [&out](const QByteArray &line) { return out.write(line + '\n') == line.size() + 1; };
    const QByteArray line = exchange::sessionToJson(session);
    bool written = write(redact ? redactor.redactedJson(line) : line); // capabilities may hold anything
    store::Query query;
    query.withParts = true;
    query.sessionId = session.id;
    query.route = session.route;
    const auto read = recordings.reader->read(query, [&](const exchange::RecordPtr &record) {
        written = written && write(exchange::toJsonLine(redact ? redactor.redacted(*record) : *record));
        return written;
    });
    if (!read)
        return read;
    if (!written || !out.flush())
        return failure(ErrorCode::Io, QStringLiteral("cannot write the export: ") + out.errorString());
    return {};
}

int exportSession(const QStringList &arguments)
{
    Options options(QStringLiteral("Writes a SESSION and its recorded exchanges, one JSON object per line "
                                   "(docs/export-format.md)."),
                    {option("store", "sqlite:PATH (default: the database in the user's data folder).", "STORE"),
                     option("output", "Write to FILE instead of standard output.", "FILE"),
                     option("no-redact", "Keep Authorization, cookies, tokens and requestState as they are.")});
    QStringList operands;
    if (const auto code = options.parse(arguments, &operands))
        return *code;
    auto recordings = openStore(options);
    if (!recordings)
        return storeError(recordings.error());
    return withSession(storedSessions(options), operands, [&](SessionSource &, const SessionPtr &session) {
        if (session->id.isEmpty()) {
            const Error error(ErrorCode::InvalidArgument,
                              QStringLiteral("a client without a session on the wire: use `sightglass export --filter "
                                             "'client:…'`"));
            return QCoreApplication::exit(report(error));
        }
        QFile out;
        const Result<void> written =
            openOutput(options, out)
                ? writeExport(*session, *recordings, !options.has("no-redact"), out)
                : failure(ErrorCode::Io, QStringLiteral("cannot write the export: ") + out.errorString());
        QCoreApplication::exit(written ? kExitOk : report(written.error()));
    });
}

} // namespace

int sessionsCommand(const QStringList &arguments)
{
    struct Command {
        const char *name;
        int (*run)(const QStringList &);
    };
    static constexpr std::array<Command, 4> kCommands = {
        {{"list", list}, {"show", show}, {"end", end}, {"export", exportSession}}};
    const QString name = arguments.value(1);
    for (const Command &command : kCommands) {
        if (name == QLatin1StringView(command.name)) {
            QStringList own = arguments;
            own.removeAt(1);
            own[0] += u' ' + name;
            return command.run(own);
        }
    }
    const bool help = name == QLatin1StringView("--help") || name == QLatin1StringView("-h");
    std::fprintf(help ? stdout : stderr, "Usage: sightglass sessions list|show|end|export [OPTIONS]\n\n"
                                         "'sightglass sessions list --help' lists the options of one.\n");
    return help ? kExitOk : kExitUsage;
}

} // namespace sightglass::app
