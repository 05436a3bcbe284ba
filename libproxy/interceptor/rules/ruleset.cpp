// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruleset.h"

#include "interceptor/rules/rulecompiler.h"
#include "interceptor/rules/ruletext.h"
#include "mcp/jsonedit.h"
#include "mcp/jsonscanner.h"
#include "mcp/jsontext.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace sightglass::interceptor::rules {
namespace {

using namespace Qt::Literals::StringLiterals;
using mcp::jsonedit::Span;

tl::unexpected<Error> errorAt(QByteArrayView text, qsizetype offset, const QString &what)
{
    return failure(ErrorCode::InvalidData, u"%1: %2"_s.arg(placeOf(text, offset).toString(), what));
}

// Lines of many offsets that rise.
class LineCounter
{
public:
    explicit LineCounter(QByteArrayView text) : m_text(text) {}
    qsizetype lineAt(qsizetype offset)
    {
        m_line += m_text.sliced(m_from, offset - m_from).count('\n');
        m_from = offset;
        return m_line;
    }

private:
    QByteArrayView m_text;
    qsizetype m_from = 0;
    qsizetype m_line = 1;
};

// The error's text, with its place in the whole file.
QString placedError(const RuleProblem &problem, QByteArrayView file, Span rule)
{
    qsizetype offset = rule.begin;
    if (!problem.pointer.isEmpty()) {
        const QByteArrayView text = file.sliced(rule.begin, rule.end - rule.begin);
        if (const auto place = mcp::jsonedit::locate(text, problem.pointer))
            offset += place->begin;
    }
    return u"%1: %2"_s.arg(placeOf(file, offset).toString(), problem.text);
}

Rule ruleAt(QByteArrayView file, Span span, LineCounter &lines)
{
    CompiledRule compiled = compileRule(file.sliced(span.begin, span.end - span.begin));
    if (compiled.problem.isSet())
        compiled.rule.error = placedError(compiled.problem, file, span);
    compiled.rule.line = lines.lineAt(span.begin);
    return std::move(compiled.rule);
}

QByteArray slugOf(const QString &name)
{
    QByteArray slug;
    for (const QChar c : name.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain)
            slug += char(c.unicode());
        else if (!slug.isEmpty() && !slug.endsWith('-'))
            slug += '-';
    }
    slug.truncate(Rule::kMaxIdChars - 8); // leaves place for a number
    while (slug.endsWith('-'))
        slug.chop(1);
    return slug;
}

// Gives every rule an id of its own. One that the file gives stays; where it gives one twice, the second rule is wrong.
void giveIds(std::vector<Rule> &rules)
{
    QHash<QByteArray, qsizetype> taken; // by index
    QList<std::size_t> unnamed;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        Rule &rule = rules[i];
        if (rule.id.isEmpty()) {
            unnamed.append(i);
        } else if (const auto other = taken.constFind(rule.id); other != taken.constEnd()) {
            if (rule.error.isEmpty())
                rule.error = u"line %1: the id \"%2\" is that of the rule in line %3"_s.arg(rule.line)
                                 .arg(QLatin1StringView(rule.id))
                                 .arg(rules[std::size_t(*other)].line);
            unnamed.append(i);
        } else {
            taken.insert(rule.id, qsizetype(i));
        }
    }
    QHash<QByteArray, int> next; // so that a thousand rules of one name are no thousand steps each
    for (const std::size_t i : std::as_const(unnamed)) {
        QByteArray base = rules[i].id.isEmpty() ? slugOf(rules[i].name) : rules[i].id;
        if (base.isEmpty())
            base = "rule";
        QByteArray id = base == "rule" ? base + "-1" : base;
        int &number = next[base];
        while (taken.contains(id))
            id = base + '-' + QByteArray::number(++number + 1);
        rules[i].id = id;
        taken.insert(id, qsizetype(i));
    }
}

struct FileParts {
    quint64 seed = 0;
    QList<Span> rules;
};

Result<quint64> wholeNumber(QByteArrayView text, const mcp::JsonItem &item, const QString &name)
{
    bool good = false;
    const quint64 number = text.sliced(item.value, item.end - item.value).toByteArray().toULongLong(&good);
    if (!good)
        return errorAt(text, item.value, u"\"%1\": expected a whole number from 0 up"_s.arg(name));
    return number;
}

// The members of the whole file; its text is well-formed.
Result<FileParts> readMembers(QByteArrayView text)
{
    FileParts parts;
    std::optional<quint64> version;
    std::optional<Error> wrong;
    mcp::JsonScanner scanner(text);
    scanner.start();
    if (scanner.peek() != '{')
        return errorAt(text, scanner.position(), u"expected an object with \"formatVersion\" and \"rules\""_s);
    const auto keep = [&wrong](const auto &result, auto &out) {
        if (result)
            out = *result;
        else if (!wrong)
            wrong = result.error();
    };
    scanner.forEachItem(0, [&](const mcp::JsonItem &begun) {
        mcp::JsonItem item = begun;
        if (!scanner.skipValue(1))
            return false;
        item.end = scanner.position();
        const QByteArray name = mcp::unquoteJson(text.sliced(item.begin, item.nameEnd - item.begin));
        if (name == "formatVersion")
            keep(wholeNumber(text, item, u"formatVersion"_s), version);
        else if (name == "seed")
            keep(wholeNumber(text, item, u"seed"_s), parts.seed);
        else if (name != "rules" && !wrong)
            wrong =
                errorAt(text, item.begin,
                        u"unknown member \"%1\"; known are formatVersion, seed, rules"_s.arg(QString::fromUtf8(name)))
                    .value();
        else if (name == "rules" && text[item.value] != '[' && !wrong)
            wrong = errorAt(text, item.value, u"\"rules\": expected an array"_s).value();
        return true;
    });
    if (wrong)
        return tl::unexpected(*wrong);
    if (!version || *version != RuleSet::kFormatVersion)
        return failure(version ? ErrorCode::Unsupported : ErrorCode::InvalidData,
                       version ? u"\"formatVersion\": this program reads version %1"_s.arg(RuleSet::kFormatVersion)
                               : u"line 1, column 1: \"formatVersion\": %1 is missing"_s.arg(RuleSet::kFormatVersion));
    if (auto rules = mcp::jsonedit::children(text, "/rules"))
        parts.rules = std::move(*rules);
    else if (rules.error().code != ErrorCode::NotFound)
        return tl::unexpected(rules.error());
    return parts;
}

} // namespace

Result<RuleSetPtr> RuleSet::parse(QByteArrayView jsonc)
{
    if (jsonc.size() > kMaxFileBytes)
        return failure(ErrorCode::LimitExceeded, u"the rules file is larger than %1 bytes"_s.arg(kMaxFileBytes));
    mcp::JsonScanner scanner(jsonc);
    if (!scanner.start() || !scanner.skipValue(0) || !scanner.finish())
        return tl::unexpected(scanner.error());
    const auto parts = readMembers(jsonc);
    if (!parts)
        return tl::unexpected(parts.error());
    if (parts->rules.size() > kMaxRules)
        return failure(ErrorCode::LimitExceeded, u"the rules file has more than %1 rules"_s.arg(kMaxRules));
    auto set = std::make_shared<RuleSet>();
    set->m_seed = parts->seed;
    set->m_rules.reserve(std::size_t(parts->rules.size()));
    LineCounter lines(jsonc);
    for (const Span span : parts->rules)
        set->m_rules.push_back(ruleAt(jsonc, span, lines));
    giveIds(set->m_rules);
    return set;
}

Rule RuleSet::compile(QByteArrayView json)
{
    mcp::JsonScanner scanner(json);
    if (!scanner.start() || !scanner.skipValue(0) || !scanner.finish()) {
        Rule rule;
        rule.source = json.toByteArray();
        rule.error = scanner.error().text;
        rule.id = "rule-1";
        rule.line = 1;
        return rule;
    }
    LineCounter lines(json);
    std::vector<Rule> one;
    one.push_back(ruleAt(json, {0, json.size()}, lines));
    giveIds(one);
    return std::move(one.front());
}

RuleSetPtr RuleSet::of(std::vector<Rule> rules, quint64 seed)
{
    auto set = std::make_shared<RuleSet>();
    set->m_rules = std::move(rules);
    set->m_seed = seed;
    return set;
}

qsizetype RuleSet::errorCount() const
{
    return std::count_if(m_rules.begin(), m_rules.end(), [](const Rule &rule) { return !rule.error.isEmpty(); });
}

bool RuleSet::hasActive() const
{
    return std::any_of(m_rules.begin(), m_rules.end(), [](const Rule &rule) { return rule.active(); });
}

} // namespace sightglass::interceptor::rules
