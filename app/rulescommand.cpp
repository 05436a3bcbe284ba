// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/exitcodes.h"
#include "app/options.h"
#include "app/recordings.h"
#include "app/rulesreport.h"

#include <QFile>

#include <cstdio>

namespace sightglass::app {
namespace {

using interceptor::rules::DryRun;
using interceptor::rules::DryRunChange;
using interceptor::rules::RuleSet;
using interceptor::rules::RuleSetPtr;

bool print(const QByteArray &text)
{
    return std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout) == std::size_t(text.size());
}

// A file that cannot be read, or is no rules file, is a mistake of whoever named it.
Result<RuleSetPtr> readRules(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    auto rules = RuleSet::parse(file.read(RuleSet::kMaxFileBytes + 1));
    if (!rules)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("%1: %2").arg(path, rules.error().text));
    return rules;
}

// The one operand of both commands.
Result<QString> fileOperand(const QStringList &operands)
{
    if (operands.size() == 1)
        return operands.constFirst();
    return failure(ErrorCode::InvalidArgument,
                   operands.isEmpty() ? QStringLiteral("which FILE?") : QStringLiteral("one FILE at a time"));
}

int check(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Checks a rules FILE (docs/rules.md): exit code 0 when all of it compiles, 1 when a rule "
                       "does not, 2 when it is no rules file."),
        {option("json", "Print one JSON object.")});
    QStringList operands;
    if (const auto code = options.parse(arguments, &operands))
        return *code;
    const auto file = fileOperand(operands);
    if (!file)
        return report(file.error());
    const auto rules = readRules(*file);
    if (!rules)
        return report(rules.error());
    print(options.has("json") ? rulesReportJson(*file, **rules) : rulesReport(*file, **rules));
    return (*rules)->errorCount() == 0 ? kExitOk : kExitFailed;
}

/// Applies rules to a recording and prints what they would have done.
class Trial
{
public:
    Trial(RuleSetPtr rules, Recordings recordings, const Options &options)
        : m_run(std::move(rules)),
          m_recordings(std::move(recordings)),
          m_json(options.has("json")),
          m_redacts(!options.has("no-redact"))
    {}

    Result<void> read()
    {
        store::Query query;
        query.withParts = true;
        return m_recordings.reader->read(query, [this](const exchange::RecordPtr &record) { return take(*record); });
    }
    bool finish()
    {
        return print(m_json ? totalsReportJson(m_totals) : totalsReport(m_totals)) && std::fflush(stdout) == 0;
    }
    const DryRunTotals &totals() const { return m_totals; }

private:
    bool take(const exchange::Record &record)
    {
        if (!m_recordings.filter.matches(record))
            return true;
        ++m_totals.exchanges;
        const QList<DryRunChange> changes = m_run.run(record);
        m_totals.matched += changes.isEmpty() ? 0 : 1;
        for (const DryRunChange &change : changes) {
            ++m_totals.changes;
            m_totals.failures += change.failure.isEmpty() ? 0 : 1;
            const exchange::Redactor *redactor = m_redacts ? &m_redactor : nullptr;
            if (!print(m_json ? changeReportJson(record, change, redactor) : changeReport(record, change, redactor)))
                return false; // nobody reads any more
        }
        return true;
    }

    DryRun m_run;
    Recordings m_recordings;
    exchange::Redactor m_redactor;
    DryRunTotals m_totals;
    bool m_json;
    bool m_redacts;
};

int dryRunRules(const QStringList &arguments)
{
    Options options(
        QStringLiteral("Shows what the rules in FILE would have done with the messages of a recording "
                       "(docs/rules.md). Exit code 0; 1 when a rule does not compile or an action could not be "
                       "carried out."),
        {option("db", "SQLite file of the recording (default: the one in the user's data folder).", "DB"),
         option("filter", "Only exchanges that match (docs/filter.md).", "EXPRESSION"),
         option("json", "Print one JSON object per message, and one with the totals."),
         option("no-redact", "Keep Authorization, cookies, tokens and requestState as they are.")});
    QStringList operands;
    if (const auto code = options.parse(arguments, &operands))
        return *code;
    const auto file = fileOperand(operands);
    if (!file)
        return report(file.error());
    auto rules = readRules(*file);
    if (!rules)
        return report(rules.error());
    auto recordings = openDatabase(options);
    if (!recordings) {
        const int code = report(recordings.error());
        return code == kExitUsage ? code : kExitStore;
    }
    const qsizetype wrong = (*rules)->errorCount();
    if (wrong > 0)
        std::fprintf(stderr, "sightglass: %lld %s skipped; see 'sightglass rules check'\n",
                     static_cast<long long>(wrong),
                     wrong == 1 ? "rule does not compile and is" : "rules do not compile and are");
    Trial trial(std::move(*rules), std::move(*recordings), options);
    if (const auto read = trial.read(); !read)
        return report(read.error());
    if (!trial.finish())
        return report(Error(ErrorCode::Io, QStringLiteral("cannot write to standard output")));
    return wrong > 0 || trial.totals().failures > 0 ? kExitFailed : kExitOk;
}

void printRulesHelp(FILE *out)
{
    std::fprintf(out, "Usage: sightglass rules COMMAND [OPTIONS] FILE\n\nCommands:\n"
                      "  check        say whether FILE is a rules file, and which rules of it do not compile\n"
                      "  dry-run      show what the rules in FILE would have done with a recording\n");
}

} // namespace

int rulesCommand(const QStringList &arguments)
{
    const QString name = arguments.value(1);
    QStringList own = arguments;
    if (own.size() > 1)
        own.removeAt(1);
    own[0] += u' ' + name;
    if (name == QLatin1StringView("check"))
        return check(own);
    if (name == QLatin1StringView("dry-run"))
        return dryRunRules(own);
    const bool help = name == QLatin1StringView("--help") || name == QLatin1StringView("-h");
    if (!help && !name.isEmpty())
        std::fprintf(stderr, "sightglass: there is no command \"rules %s\"\n\n", qUtf8Printable(name));
    printRulesHelp(help ? stdout : stderr);
    return help ? kExitOk : kExitUsage;
}

} // namespace sightglass::app
