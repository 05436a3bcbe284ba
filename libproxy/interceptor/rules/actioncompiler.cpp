// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/actioncompiler.h"

#include "interceptor/headeditor.h"
#include "interceptor/rules/ruletext.h"
#include "mcp/jsonedit.h"
#include "mcp/jsonpointer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sightglass::interceptor::rules {
namespace {

using Word = QLatin1StringView;
using Kind = Action::Kind;
using namespace Qt::Literals::StringLiterals;

// What the members of one action are read with and into.
struct Reading {
    ObjectReader object;
    QByteArrayView rule;
    Word member; // the one that says what the action does
    Action action;

    // The value of a member as JSON text, as it was written.
    bool takeJson(Word name)
    {
        const auto value = mcp::jsonedit::value(rule, object.pointerTo(name));
        if (!value)
            return object.complain(name, value.error().text);
        action.value = compactJson(*value);
        return true;
    }
};

bool readTrue(Reading &reading)
{
    bool on = false;
    return reading.object.flag(reading.member, on)
           && (on || reading.object.complain(reading.member, u"expected true"_s));
}

bool readText(Reading &reading)
{
    return reading.object.text(reading.member, reading.action.text, Action::kMaxTextChars);
}

bool isPlainName(const QString &name)
{
    return !name.isEmpty() && std::none_of(name.begin(), name.end(), [](QChar c) { return c < u' ' || c == u'\x7F'; });
}

bool readName(Reading &reading)
{
    QString name;
    if (!reading.object.text(reading.member, name, Action::kMaxNameChars))
        return false;
    if (!isPlainName(name))
        return reading.object.complain(reading.member, u"expected a name in one line"_s);
    reading.action.name = name.toUtf8();
    return true;
}

bool readPointer(Reading &reading)
{
    QString pointer;
    if (!reading.object.text(reading.member, pointer, std::numeric_limits<qsizetype>::max()))
        return false;
    reading.action.pointer = pointer.toUtf8();
    const auto parsed = mcp::JsonPointer::parse(reading.action.pointer);
    return parsed || reading.object.complain(reading.member, parsed.error().text);
}

bool readSet(Reading &reading)
{
    return readPointer(reading) && reading.object.need(Word("value")) && reading.takeJson(Word("value"));
}

bool readRemove(Reading &reading)
{
    return readPointer(reading)
           && (!reading.action.pointer.isEmpty()
               || reading.object.complain(reading.member, u"the whole message cannot be removed; \"drop\" it"_s));
}

bool readValue(Reading &reading)
{
    return reading.takeJson(reading.member);
}

bool readObject(Reading &reading)
{
    return reading.object.find(reading.member)->is_object()
               ? reading.takeJson(reading.member)
               : reading.object.complain(reading.member, u"expected an object"_s);
}

bool isOperation(const Json &json)
{
    static const std::array<const char *, 6> kOperations{"add", "remove", "replace", "move", "copy", "test"};
    if (!json.is_object() || !json.contains("op") || !json.contains("path") || !json["path"].is_string())
        return false;
    const Json &op = json["op"];
    if (std::none_of(kOperations.begin(), kOperations.end(), [&](const char *name) { return op == name; }))
        return false;
    if (op == "move" || op == "copy")
        return json.contains("from") && json["from"].is_string();
    return op == "remove" || json.contains("value");
}

bool readPatch(Reading &reading)
{
    const Json &patch = *reading.object.find(reading.member);
    if (!patch.is_array() || !std::all_of(patch.begin(), patch.end(), isOperation))
        return reading.object.complain(
            reading.member,
            u"expected an array of JSON Patch operations, each with \"op\", \"path\" and what that op needs"_s);
    return reading.takeJson(reading.member);
}

bool readError(Reading &reading)
{
    static constexpr std::array kMembers{Word("code"), Word("message"), Word("data")};
    const Json &json = *reading.object.find(reading.member);
    if (!json.is_object())
        return reading.object.complain(reading.member, u"expected an object with code and message"_s);
    RuleProblem problem;
    const QByteArray where = reading.object.pointerTo(reading.member);
    Reading inner{ObjectReader(json, where, problem), reading.rule, reading.member, {}};
    qint64 &code = reading.action.code;
    const bool good =
        inner.object.onlyKnown(kMembers) && inner.object.need(Word("code"))
        && inner.object.whole(Word("code"), code, std::numeric_limits<int>::min(), std::numeric_limits<int>::max())
        && inner.object.need(Word("message"))
        && inner.object.text(Word("message"), reading.action.text, Action::kMaxTextChars)
        && (!inner.object.has(Word("data")) || inner.takeJson(Word("data")));
    reading.action.value = inner.action.value;
    return good || reading.object.complain(reading.member, problem.text);
}

bool readDelay(Reading &reading)
{
    const Json &json = *reading.object.find(reading.member);
    const auto isTime = [](const Json &value) {
        return value.is_number_unsigned() && value.get<quint64>() <= quint64(Action::kMaxDelayMs);
    };
    const bool isRange = json.is_array() && json.size() == 2 && isTime(json[0]) && isTime(json[1]);
    if (!isRange && !isTime(json))
        return reading.object.complain(
            reading.member, u"expected milliseconds, or [least, most], from 0 to %1"_s.arg(Action::kMaxDelayMs));
    reading.action.minMs = (isRange ? json[0] : json).get<int>();
    reading.action.maxMs = (isRange ? json[1] : json).get<int>();
    return reading.action.minMs <= reading.action.maxMs
           || reading.object.complain(reading.member, u"the least time is above the most"_s);
}

bool readHeader(Reading &reading)
{
    if (!readName(reading))
        return false;
    HeaderEdit edit{reading.action.name, std::nullopt};
    if (reading.action.kind == Kind::SetHeader) {
        QString value;
        if (!reading.object.need(Word("value")) || !reading.object.text(Word("value"), value, Action::kMaxTextChars))
            return false;
        edit.value = reading.action.value = value.toUtf8();
    }
    const QString refusal = refusalOf(edit);
    return refusal.isEmpty() || reading.object.complain(reading.member, refusal);
}

bool readColour(Reading &reading)
{
    static constexpr std::array kColours{"red", "orange", "yellow", "green", "blue", "purple", "grey"};
    if (!readName(reading))
        return false;
    const bool known = std::any_of(kColours.begin(), kColours.end(),
                                   [&](const char *colour) { return reading.action.name == colour; });
    return known
           || reading.object.complain(reading.member, u"expected red, orange, yellow, green, blue, purple or grey"_s);
}

bool readRate(Reading &reading)
{
    static constexpr std::array kMembers{Word("perSecond"), Word("burst"), Word("per")};
    static const std::array<const char *, 4> kPer{"all", "client", "session", "tool"}; // in the order of Action::Per
    const Json &json = *reading.object.find(reading.member);
    if (!json.is_object())
        return reading.object.complain(reading.member, u"expected an object with perSecond"_s);
    RuleProblem problem;
    ObjectReader object(json, reading.object.pointerTo(reading.member), problem);
    qint64 burst = 1;
    QString per = u"all"_s;
    const bool good =
        object.onlyKnown(kMembers) && object.need(Word("perSecond"))
        && object.number(Word("perSecond"), reading.action.perSecond, Action::kMinPerSecond, Action::kMaxPerSecond)
        && object.whole(Word("burst"), burst, 1, Action::kMaxBurst)
        && object.text(Word("per"), per, Action::kMaxNameChars);
    if (!good)
        return reading.object.complain(reading.member, problem.text);
    if (!object.has(Word("burst")))
        burst = std::max<qint64>(1, qint64(std::ceil(reading.action.perSecond)));
    reading.action.burst = int(burst);
    const auto found =
        std::find_if(kPer.begin(), kPer.end(), [&](const char *name) { return per == QLatin1StringView(name); });
    if (found == kPer.end())
        return reading.object.complain(reading.member, u"\"per\": expected all, client, session or tool"_s);
    reading.action.per = Action::Per(found - kPer.begin());
    return true;
}

struct Form {
    Word member;
    Kind kind;
    bool (*read)(Reading &);
    bool hasValue = false; // a member "value" stands beside it
};

constexpr std::array kForms{
    Form{Word("pass"), Kind::Pass, readTrue},
    Form{Word("set"), Kind::Set, readSet, true},
    Form{Word("remove"), Kind::Remove, readRemove},
    Form{Word("jsonPatch"), Kind::JsonPatch, readPatch},
    Form{Word("mergePatch"), Kind::MergePatch, readObject},
    Form{Word("replaceBody"), Kind::ReplaceBody, readValue},
    Form{Word("respond"), Kind::RespondResult, readObject},
    Form{Word("respondError"), Kind::RespondError, readError},
    Form{Word("reject"), Kind::Reject, readText},
    Form{Word("delay"), Kind::Delay, readDelay},
    Form{Word("hold"), Kind::Hold, readText},
    Form{Word("drop"), Kind::Drop, readTrue},
    Form{Word("setHeader"), Kind::SetHeader, readHeader, true},
    Form{Word("removeHeader"), Kind::RemoveHeader, readHeader},
    Form{Word("independentHeaders"), Kind::IndependentHeaders, readTrue},
    Form{Word("redirect"), Kind::Redirect, readName},
    Form{Word("tag"), Kind::Tag, readName},
    Form{Word("colour"), Kind::Colour, readColour},
    Form{Word("comment"), Kind::Comment, readText},
    Form{Word("rateLimit"), Kind::RateLimit, readRate},
};

QString allForms()
{
    QStringList names;
    for (const Form &form : kForms)
        names.append(form.member);
    return names.join(u", "_s);
}

bool decides(Kind kind)
{
    return kind == Kind::RespondResult || kind == Kind::RespondError || kind == Kind::Reject || kind == Kind::Drop;
}

// What still makes sense behind an action that decided the message's fate.
bool mayFollow(Kind kind)
{
    return kind == Kind::Pass || kind == Kind::Delay || kind == Kind::SetHeader || kind == Kind::RemoveHeader
           || kind == Kind::Tag || kind == Kind::Colour || kind == Kind::Comment;
}

} // namespace

Action compileAction(const Json &json, QByteArrayView rule, const QByteArray &where, RuleProblem &problem)
{
    if (!json.is_object()) {
        problem.set(where, u"expected an object such as {\"reject\": \"why\"}"_s);
        return {};
    }
    Reading reading{ObjectReader(json, where, problem), rule, {}, {}};
    const Form *form = nullptr;
    for (const Form &candidate : kForms) {
        if (!reading.object.has(candidate.member))
            continue;
        if (form) {
            problem.set(where, u"an action does one thing: \"%1\" or \"%2\""_s.arg(form->member, candidate.member));
            return {};
        }
        form = &candidate;
    }
    if (!form) {
        problem.set(where, u"expected one of %1"_s.arg(allForms()));
        return {};
    }
    const std::array known{form->member, form->hasValue ? Word("value") : form->member};
    if (!reading.object.onlyKnown(std::span(known).first(form->hasValue ? 2 : 1)))
        return {};
    reading.member = form->member;
    reading.action.kind = form->kind;
    form->read(reading);
    return reading.action;
}

void checkActions(const QList<Action> &actions, const Directions &directions, RuleProblem &problem)
{
    bool decided = false;
    bool holds = false;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const Kind kind = actions[i].kind;
        const QByteArray where = "/actions/" + QByteArray::number(i);
        holds = holds || kind == Kind::Hold;
        if (decided && decides(kind))
            problem.set(where, u"the message's fate is decided by an action before this one"_s);
        else if (decided && !mayFollow(kind))
            problem.set(where, u"this comes too late: an action before it has decided the message's fate"_s);
        else if (holds && decides(kind))
            problem.set(where, u"a message that is held is decided by whoever looks at it"_s);
        decided = decided || decides(kind);
        if ((kind == Kind::Redirect || kind == Kind::IndependentHeaders) && !directions.requests)
            problem.set(where, u"this works on requests only; \"on\" does not name them"_s);
        if ((kind == Kind::SetHeader || kind == Kind::RemoveHeader) && !directions.requests && !directions.responses)
            problem.set(where, u"an event has no headers of its own"_s);
    }
}

} // namespace sightglass::interceptor::rules
