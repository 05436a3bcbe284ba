// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rulesreport.h"

#include "app/jsonlines.h"

#include "exchange/recordjson.h"

#include <QStringList>

namespace sightglass::app {
namespace {

using exchange::bytesToJson;
using interceptor::Verdict;
using interceptor::Way;
using interceptor::rules::DryRunChange;
using interceptor::rules::Rule;
using interceptor::rules::RuleSet;

QByteArray jsonText(const QString &text)
{
    return bytesToJson(text.toUtf8());
}

// A recording or a rules file must not be able to drive the terminal.
QByteArray printable(const QString &text)
{
    QString out;
    for (const QChar c : text)
        out += c.isPrint() || c.isSurrogate() ? c : QChar(u'\u00B7');
    return out.toUtf8();
}

const char *kindOf(const DryRunChange &change)
{
    return change.way == Way::ToServer ? "request" : change.isEvent ? "event" : "response";
}

const char *fateOf(Verdict::Fate fate)
{
    switch (fate) {
    case Verdict::Fate::Continue:
        return "continue";
    case Verdict::Fate::Respond:
        return "respond";
    case Verdict::Fate::Reject:
        return "reject";
    case Verdict::Fate::Drop:
        return "drop";
    case Verdict::Fate::Fail:
        break;
    }
    return "fail";
}

QByteArray shownBody(const QByteArray &body, const exchange::Redactor *redactor)
{
    return redactor ? redactor->redactedJson(body) : body;
}

QByteArray shownHeader(const interceptor::HeaderEdit &edit, const exchange::Redactor *redactor)
{
    const QByteArray line = edit.name + ": " + edit.value.value_or(QByteArray());
    return redactor ? redactor->redactedHead(line) : line;
}

QByteArray joinedIds(const QList<QByteArray> &ids)
{
    return ids.join(", ");
}

} // namespace

QByteArray rulesReport(const QString &file, const RuleSet &rules)
{
    QByteArray out;
    for (const Rule &rule : rules.rules()) {
        if (!rule.error.isEmpty())
            out +=
                printable(QStringLiteral("%1: rule %2: %3").arg(file, QLatin1StringView(rule.id), rule.error)) + '\n';
    }
    const auto count = qsizetype(rules.rules().size());
    const qsizetype wrong = rules.errorCount();
    out += printable(file) + ": " + QByteArray::number(count) + (count == 1 ? " rule, " : " rules, ");
    if (wrong == 0)
        return out + "all fine\n";
    return out + QByteArray::number(wrong)
           + (wrong == 1 ? " does not compile and is skipped\n" : " do not compile and are skipped\n");
}

QByteArray rulesReportJson(const QString &file, const RuleSet &rules)
{
    QByteArrayList items;
    for (const Rule &rule : rules.rules()) {
        QByteArray item = R"({"id":)" + bytesToJson(rule.id) + R"(,"name":)" + jsonText(rule.name) + R"(,"line":)"
                          + QByteArray::number(rule.line) + R"(,"enabled":)" + (rule.enabled ? "true" : "false");
        if (!rule.error.isEmpty())
            item += R"(,"error":)" + jsonText(rule.error);
        items.append(item + '}');
    }
    return R"({"file":)" + jsonText(file) + R"(,"rules":[)" + items.join(',') + R"(],"errors":)"
           + QByteArray::number(rules.errorCount()) + "}\n";
}

QByteArray changeReport(const exchange::Record &record, const DryRunChange &change, const exchange::Redactor *redactor)
{
    const QByteArray what = record.method.isEmpty() ? record.httpMethod + ' ' + record.target : record.method;
    QByteArray out = '#' + QByteArray::number(record.id.value()) + ' ' + kindOf(change) + ' '
                     + printable(QString::fromUtf8(what)) + (record.name.isEmpty() ? "" : " ")
                     + printable(QString::fromUtf8(record.name)) + '\n';
    for (const QString &line :
         {change.summary, change.failure.isEmpty() ? QString() : QStringLiteral("failed: ") + change.failure}) {
        if (!line.isEmpty())
            out += "    " + printable(line) + '\n';
    }
    if (change.summary.isEmpty() && change.failure.isEmpty())
        out += "    " + joinedIds(change.ruleIds) + ": nothing to do\n";
    for (const interceptor::HeaderEdit &edit : change.headers)
        out += (edit.value ? "  + " : "  - ") + printable(QString::fromUtf8(shownHeader(edit, redactor))) + '\n';
    if (change.fate == Verdict::Fate::Respond)
        out += prefixed("  = ", jsonLines(shownBody(change.after, redactor)));
    else if (change.after != change.before)
        out += lineDiff(jsonLines(shownBody(change.before, redactor)), jsonLines(shownBody(change.after, redactor)));
    return out;
}

QByteArray changeReportJson(const exchange::Record &record, const DryRunChange &change,
                            const exchange::Redactor *redactor)
{
    QByteArrayList ids;
    for (const QByteArray &id : change.ruleIds)
        ids.append(bytesToJson(id));
    QByteArray out = R"({"exchange":)" + QByteArray::number(record.id.value()) + R"(,"part":)"
                     + QByteArray::number(change.part) + R"(,"on":")" + kindOf(change) + R"(","rules":[)"
                     + ids.join(',') + R"(],"fate":")" + fateOf(change.fate) + R"(","held":)"
                     + (change.held ? "true" : "false") + R"(,"delayMs":)" + QByteArray::number(change.delayMs)
                     + R"(,"before":)" + bytesToJson(shownBody(change.before, redactor));
    if (change.after != change.before)
        out += R"(,"after":)" + bytesToJson(shownBody(change.after, redactor));
    QByteArrayList edits;
    for (const interceptor::HeaderEdit &edit : change.headers) {
        QByteArray value = shownHeader(edit, redactor).mid(edit.name.size() + 2);
        edits.append(R"({"name":)" + bytesToJson(edit.name) + R"(,"value":)"
                     + (edit.value ? bytesToJson(value) : "null") + '}');
    }
    if (!edits.isEmpty())
        out += R"(,"headers":[)" + edits.join(',') + ']';
    out += R"(,"summary":)" + jsonText(change.summary);
    if (!change.failure.isEmpty())
        out += R"(,"failure":)" + jsonText(change.failure);
    return out + "}\n";
}

QByteArray totalsReport(const DryRunTotals &totals)
{
    const auto counted = [](qint64 n, const char *one, const char *many) {
        return QByteArray::number(n) + ' ' + (n == 1 ? one : many);
    };
    QByteArray out = counted(totals.exchanges, "exchange", "exchanges") + " looked at, rules match in "
                     + counted(totals.matched, "exchange", "exchanges") + " ("
                     + counted(totals.changes, "message", "messages") + ')';
    if (totals.failures > 0)
        out += ", actions failed on " + counted(totals.failures, "message", "messages");
    return out + '\n';
}

QByteArray totalsReportJson(const DryRunTotals &totals)
{
    return R"({"exchanges":)" + QByteArray::number(totals.exchanges) + R"(,"matched":)"
           + QByteArray::number(totals.matched) + R"(,"messages":)" + QByteArray::number(totals.changes)
           + R"(,"failures":)" + QByteArray::number(totals.failures) + "}\n";
}

} // namespace sightglass::app
