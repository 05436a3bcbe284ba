// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ruletext.h"

#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"
#include "ui/models/exchangetext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using interceptor::Verdict;
using interceptor::Way;
using interceptor::rules::Action;
using interceptor::rules::Directions;
using interceptor::rules::DryRunChange;
using interceptor::rules::Rule;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

constexpr qsizetype kMaxValue = 60;

QString shortText(const QByteArray &bytes)
{
    return lineText(bytes, kMaxValue);
}

QString shortText(const QString &text)
{
    return lineText(text.toUtf8(), kMaxValue);
}

QString delayText(const Action &action)
{
    if (action.minMs == action.maxMs)
        return Text::tr("delay %1 ms").arg(action.minMs);
    return Text::tr("delay %1–%2 ms").arg(action.minMs).arg(action.maxMs);
}

QString rateText(const Action &action)
{
    const QString rate = QLocale().toString(action.perSecond, 'g', 6);
    switch (action.per) {
    case Action::Per::Client:
        return Text::tr("at most %1/s per client").arg(rate);
    case Action::Per::Session:
        return Text::tr("at most %1/s per session").arg(rate);
    case Action::Per::Tool:
        return Text::tr("at most %1/s per tool").arg(rate);
    case Action::Per::All:
        break;
    }
    return Text::tr("at most %1/s").arg(rate);
}

/// The match as it stands in the rule, where it cannot be read.
QString rawMatch(const Rule &rule)
{
    const Result<QByteArray> token = mcp::jsonedit::value(rule.source, "/match");
    return token && token->startsWith('"') ? lineText(mcp::unquoteJson(*token)) : QString();
}

} // namespace

QString actionText(const Action &action)
{
    using Kind = Action::Kind;
    switch (action.kind) {
    case Kind::Pass:
        return Text::tr("pass");
    case Kind::Set:
        return Text::tr("set %1 to %2").arg(shortText(action.pointer), shortText(action.value));
    case Kind::Remove:
        return Text::tr("remove %1").arg(shortText(action.pointer));
    case Kind::JsonPatch:
        return Text::tr("apply a JSON Patch");
    case Kind::MergePatch:
        return Text::tr("merge %1").arg(shortText(action.value));
    case Kind::ReplaceBody:
        return Text::tr("replace the message");
    case Kind::RespondResult:
        return Text::tr("answer with a result");
    case Kind::RespondError:
        return Text::tr("answer with error %1 %2").arg(action.code).arg(shortText(action.text)).trimmed();
    case Kind::Reject:
        return action.text.isEmpty() ? Text::tr("reject") : Text::tr("reject: %1").arg(shortText(action.text));
    case Kind::Delay:
        return delayText(action);
    case Kind::Hold:
        return action.text.isEmpty() ? Text::tr("hold") : Text::tr("hold: %1").arg(shortText(action.text));
    case Kind::Drop:
        return Text::tr("drop");
    case Kind::SetHeader:
        return Text::tr("set header %1").arg(shortText(action.name));
    case Kind::RemoveHeader:
        return Text::tr("remove header %1").arg(shortText(action.name));
    case Kind::IndependentHeaders:
        return Text::tr("leave mirrored headers alone");
    case Kind::Redirect:
        return Text::tr("send over route %1").arg(shortText(action.name));
    case Kind::Tag:
        return Text::tr("tag “%1”").arg(shortText(action.name));
    case Kind::Colour:
        return Text::tr("colour %1").arg(shortText(action.name));
    case Kind::Comment:
        return Text::tr("comment “%1”").arg(shortText(action.text));
    case Kind::RateLimit:
        return rateText(action);
    }
    return {};
}

QString actionsText(const Rule &rule)
{
    QStringList texts;
    for (const Action &action : rule.actions)
        texts.append(actionText(action));
    if (rule.stop)
        texts.append(Text::tr("stop"));
    return cutText(texts.join(u", "_s));
}

QString directionsText(const Directions &directions)
{
    QStringList texts;
    if (directions.requests)
        texts.append(Text::tr("requests"));
    if (directions.responses)
        texts.append(Text::tr("responses"));
    if (directions.events)
        texts.append(Text::tr("events"));
    return texts.join(u", "_s);
}

QString frequencyText(const Rule &rule)
{
    QStringList texts;
    if (rule.probability < 1)
        texts.append(Text::tr("%1 % of them").arg(QLocale().toString(rule.probability * 100, 'g', 4)));
    if (rule.everyNth > 1)
        texts.append(Text::tr("one in %1").arg(rule.everyNth));
    if (rule.firstN > 0)
        texts.append(Text::tr("the first %1").arg(rule.firstN));
    return texts.join(u", "_s);
}

QString matchText(const Rule &rule)
{
    QString match = rule.filter.isEmpty() ? rawMatch(rule) : lineText(rule.filter.toString().toUtf8());
    if (match.isEmpty())
        match = Text::tr("everything");
    QStringList texts{match};
    if (rule.directions != Directions())
        texts.append(directionsText(rule.directions));
    if (const QString frequency = frequencyText(rule); !frequency.isEmpty())
        texts.append(frequency);
    return texts.join(u" · "_s);
}

QString changePlaceText(const DryRunChange &change)
{
    if (change.isEvent)
        return Text::tr("Event");
    return change.way == Way::ToServer ? Text::tr("Request") : Text::tr("Response");
}

QString changeText(const DryRunChange &change)
{
    QStringList texts;
    if (change.before != change.after)
        texts.append(Text::tr("changed"));
    if (!change.headers.isEmpty())
        texts.append(Text::tr("headers changed"));
    if (change.delayMs > 0)
        texts.append(Text::tr("delayed %1 ms").arg(change.delayMs));
    if (change.held)
        texts.append(Text::tr("held"));
    switch (change.fate) {
    case Verdict::Fate::Respond:
        texts.append(Text::tr("answered here"));
        break;
    case Verdict::Fate::Reject:
        texts.append(Text::tr("rejected"));
        break;
    case Verdict::Fate::Drop:
        texts.append(Text::tr("dropped"));
        break;
    case Verdict::Fate::Fail:
        texts.append(Text::tr("failed"));
        break;
    case Verdict::Fate::Continue:
        break;
    }
    if (!change.failure.isEmpty())
        texts.append(Text::tr("not done: %1").arg(shortText(change.failure)));
    if (texts.isEmpty())
        texts.append(change.summary.isEmpty() ? Text::tr("passes") : lineText(change.summary.toUtf8()));
    return Text::tr("%1: %2").arg(changePlaceText(change), texts.join(u", "_s));
}

} // namespace sightglass::models
