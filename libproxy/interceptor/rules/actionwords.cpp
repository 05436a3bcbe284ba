// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/actionwords.h"

#include "exchange/redactor.h"
#include "mcp/jsontext.h"

#include <QStringList>

namespace sightglass::interceptor::rules {
namespace {

using namespace Qt::Literals::StringLiterals;
constexpr qsizetype kMaxShown = 60;

QString cut(QString text)
{
    text.replace(u'\n', u' ');
    if (text.size() <= kMaxShown)
        return text;
    const bool splitsPair = text[kMaxShown - 1].isHighSurrogate();
    return text.first(splitsPair ? kMaxShown - 1 : kMaxShown) + u'…';
}

QString shown(const QByteArray &utf8)
{
    return cut(QString::fromUtf8(utf8));
}

// These words stand in records and exports: a token that a rule sets must not.
const exchange::Redactor &redactor()
{
    static const exchange::Redactor kRedactor;
    return kRedactor;
}

QString shownValue(const QByteArray &pointer, const QByteArray &value)
{
    if (pointer.isEmpty())
        return shown(redactor().redactedJson(value));
    const QByteArray name = mcp::quoteJson(pointer.mid(pointer.lastIndexOf('/') + 1));
    const QByteArray member = redactor().redactedJson('{' + name + ':' + value + '}');
    return shown(member.mid(name.size() + 2).chopped(1));
}

QString shownHeader(const Action &action)
{
    return shown(redactor().redactedHead(action.name + ": " + action.value));
}

QString whole(const QByteArray &pointer)
{
    return pointer.isEmpty() ? u"the message"_s : shown(pointer);
}

QString withText(const QString &words, const QString &text)
{
    return text.isEmpty() ? words : words + u": "_s + cut(text);
}

QString delayWords(const Action &action)
{
    return action.minMs == action.maxMs ? u"delay %1 ms"_s.arg(action.minMs)
                                        : u"delay %1 to %2 ms"_s.arg(action.minMs).arg(action.maxMs);
}

QString rateWords(const Action &action)
{
    static const QStringList kPer{{}, u" per client"_s, u" per session"_s, u" per tool"_s};
    return u"at most %1/s%2, %3 at once"_s.arg(action.perSecond).arg(kPer.at(int(action.per))).arg(action.burst);
}

} // namespace

QString actionWords(const Action &action)
{
    using Kind = Action::Kind;
    switch (action.kind) {
    case Kind::Pass:
        return u"pass"_s;
    case Kind::Set:
        return u"set %1 to %2"_s.arg(whole(action.pointer), shownValue(action.pointer, action.value));
    case Kind::Remove:
        return u"remove "_s + shown(action.pointer);
    case Kind::JsonPatch:
        return u"patch "_s + shownValue({}, action.value);
    case Kind::MergePatch:
        return u"merge "_s + shownValue({}, action.value);
    case Kind::ReplaceBody:
        return u"replace the body by "_s + shownValue({}, action.value);
    case Kind::RespondResult:
        return u"respond "_s + shownValue({}, action.value);
    case Kind::RespondError:
        return withText(u"respond error %1"_s.arg(action.code), action.text);
    case Kind::Reject:
        return withText(u"reject"_s, action.text);
    case Kind::Delay:
        return delayWords(action);
    case Kind::Hold:
        return withText(u"hold"_s, action.text);
    case Kind::Drop:
        return u"drop"_s;
    case Kind::SetHeader:
        return u"set header "_s + shownHeader(action);
    case Kind::RemoveHeader:
        return u"remove header "_s + shown(action.name);
    case Kind::IndependentHeaders:
        return u"leave mirrored headers"_s;
    case Kind::Redirect:
        return u"redirect to "_s + shown(action.name);
    case Kind::Tag:
        return u"tag "_s + shown(action.name);
    case Kind::Colour:
        return u"colour "_s + shown(action.name);
    case Kind::Comment:
        return withText(u"comment"_s, action.text);
    case Kind::RateLimit:
        return rateWords(action);
    }
    return {};
}

QString actionWords(const QList<Action> &actions)
{
    QStringList words;
    for (const Action &action : actions)
        words.append(actionWords(action));
    return words.join(u"; "_s);
}

} // namespace sightglass::interceptor::rules
