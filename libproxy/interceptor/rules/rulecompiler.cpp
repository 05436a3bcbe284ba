// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulecompiler.h"

#include "interceptor/rules/actioncompiler.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sightglass::interceptor::rules {
namespace {

using Word = QLatin1StringView;
using namespace Qt::Literals::StringLiterals;

constexpr std::array kMembers{Word("id"),          Word("name"),     Word("enabled"), Word("match"), Word("on"),
                              Word("probability"), Word("everyNth"), Word("firstN"),  Word("stop"),  Word("actions")};

bool isIdCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_'
           || c == u'.';
}

bool readId(ObjectReader &object, Rule &rule)
{
    QString id;
    if (!object.text(Word("id"), id, Rule::kMaxIdChars))
        return false;
    if (object.has(Word("id")) && (id.isEmpty() || !std::all_of(id.begin(), id.end(), isIdCharacter)))
        return object.complain(Word("id"), u"expected letters, digits, '-', '_' and '.'"_s);
    rule.id = id.toLatin1();
    return true;
}

bool readMatch(ObjectReader &object, Rule &rule)
{
    QString match;
    if (!object.text(Word("match"), match, exchange::kMaxFilterLength))
        return false;
    auto filter = exchange::Filter::parse(match);
    if (!filter)
        return object.complain(Word("match"), filter.error().text());
    rule.filter = std::move(*filter);
    return true;
}

bool readOn(ObjectReader &object, Rule &rule)
{
    const Json *on = object.find(Word("on"));
    if (!on)
        return true;
    const auto wrong = [&] {
        return object.complain(Word("on"), u"expected an array of \"request\", \"response\" and \"event\""_s);
    };
    if (!on->is_array() || on->empty())
        return wrong();
    rule.directions = {false, false, false};
    for (const Json &word : *on) {
        if (word == "request")
            rule.directions.requests = true;
        else if (word == "response")
            rule.directions.responses = true;
        else if (word == "event")
            rule.directions.events = true;
        else
            return wrong();
    }
    return true;
}

bool readGates(ObjectReader &object, Rule &rule)
{
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    qint64 everyNth = 1;
    qint64 firstN = 0;
    const bool good = object.number(Word("probability"), rule.probability, 0, 1)
                      && object.whole(Word("everyNth"), everyNth, 1, kMost)
                      && object.whole(Word("firstN"), firstN, 1, kMost);
    rule.everyNth = quint64(everyNth);
    rule.firstN = quint64(firstN);
    return good;
}

bool readActions(ObjectReader &object, QByteArrayView text, Rule &rule, RuleProblem &problem)
{
    const Json *actions = object.need(Word("actions"));
    if (!actions)
        return false;
    if (!actions->is_array() || actions->empty())
        return object.complain(Word("actions"), u"expected an array of actions"_s);
    if (qsizetype(actions->size()) > Rule::kMaxActions)
        return object.complain(Word("actions"), u"more than %1 actions"_s.arg(Rule::kMaxActions));
    for (std::size_t i = 0; i < actions->size() && !problem.isSet(); ++i)
        rule.actions.append(
            compileAction((*actions)[i], text, "/actions/" + QByteArray::number(qulonglong(i)), problem));
    if (!problem.isSet())
        checkActions(rule.actions, rule.directions, problem);
    return !problem.isSet();
}

} // namespace

CompiledRule compileRule(QByteArrayView text)
{
    CompiledRule compiled;
    Rule &rule = compiled.rule;
    RuleProblem &problem = compiled.problem;
    rule.source = text.toByteArray();
    Json json;
    try {
        json = Json::parse(text.begin(), text.end(), nullptr, true, true);
    } catch (const Json::exception &error) {
        // Well-formed, yet no value that can be held: a lone surrogate, a number beyond a double, bytes that are no UTF-8.
        problem.set({}, QString::fromUtf8(error.what()).section(u": "_s, 1));
        return compiled;
    }
    if (!json.is_object()) {
        problem.set({}, u"expected an object with \"match\" and \"actions\""_s);
        return compiled;
    }
    ObjectReader object(json, {}, problem);
    // What names the rule first: a list shows it even when the rest does not compile.
    const bool named = readId(object, rule) && object.text(Word("name"), rule.name, Rule::kMaxNameChars)
                       && object.flag(Word("enabled"), rule.enabled);
    if (named && object.onlyKnown(kMembers) && readMatch(object, rule) && readOn(object, rule)
        && readGates(object, rule) && object.flag(Word("stop"), rule.stop))
        readActions(object, text, rule, problem);
    return compiled;
}

} // namespace sightglass::interceptor::rules
