// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruledocument.h"

#include "interceptor/rules/ruledocumentlayout.h"
#include "interceptor/rules/ruleset.h"
#include "mcp/jsonedit.h"
#include "mcp/jsonscanner.h"
#include "mcp/jsonwalk.h"

#include <optional>

namespace sightglass::interceptor::rules {
namespace {

using mcp::jsonedit::Span;
namespace jsonedit = mcp::jsonedit;

constexpr QByteArrayView kRules("/rules");

QByteArrayView textOf(QByteArrayView text, Span span)
{
    return text.sliced(span.begin, span.end - span.begin);
}

// The array of rules; nullopt where the file has none yet.
Result<std::optional<Span>> rulesOf(QByteArrayView text)
{
    const auto root = jsonedit::locate(text, {});
    if (!root)
        return tl::unexpected(root.error());
    if (!textOf(text, *root).startsWith('{'))
        return failure(ErrorCode::InvalidData, QStringLiteral("a rules file is a JSON object"));
    const auto rules = jsonedit::locate(text, kRules);
    if (!rules)
        return std::nullopt;
    if (!textOf(text, *rules).startsWith('['))
        return failure(ErrorCode::InvalidData, QStringLiteral("'rules' is no array"));
    return *rules;
}

// The rule's text without the white space around it. Comments may stand within its braces only: behind them, one would
// swallow the comma.
Result<QByteArray> checkedRule(QByteArrayView json)
{
    constexpr int kDepthOfRules = 2;
    mcp::JsonScanner scanner(json);
    if (!scanner.start())
        return tl::unexpected(scanner.error());
    const qsizetype begin = scanner.position();
    if (!scanner.skipValue(kDepthOfRules))
        return tl::unexpected(scanner.error());
    const QByteArrayView rule = json.sliced(begin, scanner.position() - begin);
    if (!scanner.finish())
        return tl::unexpected(scanner.error());
    if (!rule.startsWith('{') || rule.size() != json.trimmed().size())
        return failure(ErrorCode::InvalidData,
                       QStringLiteral("a rule is one JSON object; comments may stand within its braces"));
    if (!rule.isValidUtf8())
        return failure(ErrorCode::InvalidData, QStringLiteral("the rule's text is not UTF-8"));
    return rule.toByteArray();
}

// The white space that the line begins with on which \a at stands.
QByteArray indentAt(QByteArrayView text, qsizetype at)
{
    const qsizetype begin = text.first(at).lastIndexOf('\n') + 1;
    qsizetype end = begin;
    while (end < at && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    return text.sliced(begin, end - begin).toByteArray();
}

tl::unexpected<Error> noSuchRule(qsizetype index)
{
    return failure(ErrorCode::NotFound, QStringLiteral("there is no rule %1").arg(index + 1));
}

// As the first member, so that no comment behind another one seems to be about it.
QByteArray withEnabled(const QByteArray &rule, bool enabled)
{
    const std::vector<mcp::JsonItem> items = mcp::itemsOf(rule, 0);
    QByteArray text = QByteArray("\"enabled\": ") + (enabled ? "true" : "false");
    if (items.empty())
        return mcp::splice(rule, 1, 1, text);
    text += items.size() > 1 ? mcp::separator(rule, items[1]) : QByteArray(", ");
    return mcp::splice(rule, items.front().begin, items.front().begin, text);
}

} // namespace

RuleDocument::RuleDocument() : m_text("{\n  \"formatVersion\": 1,\n  \"rules\": []\n}\n") {}

Result<RuleDocument> RuleDocument::fromText(QByteArray jsonc)
{
    if (jsonc.size() > RuleSet::kMaxFileBytes)
        return failure(ErrorCode::LimitExceeded, QStringLiteral("a rules file has at most 16 MiB"));
    const auto rules = rulesOf(jsonc);
    if (!rules)
        return tl::unexpected(rules.error());
    return RuleDocument(std::move(jsonc));
}

qsizetype RuleDocument::size() const
{
    const auto spans = jsonedit::children(m_text, kRules);
    return spans ? spans->size() : 0;
}

QByteArray RuleDocument::rule(qsizetype index) const
{
    const auto spans = jsonedit::children(m_text, kRules);
    if (!spans || index < 0 || index >= spans->size())
        return {};
    return textOf(m_text, spans->at(index)).toByteArray();
}

Result<void> RuleDocument::replace(qsizetype index, QByteArrayView json)
{
    const auto spans = jsonedit::children(m_text, kRules);
    if (!spans || index < 0 || index >= spans->size())
        return noSuchRule(index);
    const auto checked = checkedRule(json);
    if (!checked)
        return tl::unexpected(checked.error());
    return take(mcp::splice(m_text, spans->at(index).begin, spans->at(index).end, *checked));
}

Result<void> RuleDocument::insert(qsizetype index, QByteArrayView json)
{
    const auto checked = checkedRule(json);
    if (!checked)
        return tl::unexpected(checked.error());
    if (index < 0 || index > size())
        return noSuchRule(index);
    QByteArray text = m_text;
    if (!jsonedit::locate(text, kRules)) {
        const auto withRules = jsonedit::set(text, kRules, "[]");
        if (!withRules)
            return tl::unexpected(withRules.error());
        text = *withRules;
    }
    return changeLayout(text, [&](RuleLayout &layout, const QByteArray &indent) {
        layout.insert(std::size_t(index), *checked, indent);
    });
}

Result<void> RuleDocument::remove(qsizetype index)
{
    if (index < 0 || index >= size())
        return noSuchRule(index);
    return changeLayout(m_text, [index](RuleLayout &layout, const QByteArray &) { layout.remove(std::size_t(index)); });
}

Result<void> RuleDocument::move(qsizetype from, qsizetype to)
{
    const qsizetype count = size();
    if (from < 0 || from >= count)
        return noSuchRule(from);
    if (to < 0 || to >= count)
        return noSuchRule(to);
    return changeLayout(m_text, [from, to](RuleLayout &layout, const QByteArray &) {
        layout.move(std::size_t(from), std::size_t(to));
    });
}

Result<void> RuleDocument::setEnabled(qsizetype index, bool enabled)
{
    const auto spans = jsonedit::children(m_text, kRules);
    if (!spans || index < 0 || index >= spans->size())
        return noSuchRule(index);
    const Span span = spans->at(index);
    const QByteArray old = textOf(m_text, span).toByteArray();
    if (!old.startsWith('{'))
        return failure(ErrorCode::InvalidData, QStringLiteral("rule %1 is no JSON object").arg(index + 1));
    const bool isThere = jsonedit::locate(old, "/enabled").has_value();
    if (!isThere && enabled)
        return {}; // as a rule is without it
    const auto changed = isThere ? jsonedit::set(old, "/enabled", enabled ? "true" : "false")
                                 : Result<QByteArray>(withEnabled(old, enabled));
    if (!changed)
        return tl::unexpected(changed.error());
    return take(mcp::splice(m_text, span.begin, span.end, *changed));
}

template <typename Change>
Result<void> RuleDocument::changeLayout(const QByteArray &text, Change change)
{
    const auto rules = rulesOf(text);
    if (!rules || !*rules)
        return failure(ErrorCode::InvalidData, QStringLiteral("the file has no rules"));
    RuleLayout layout = RuleLayout::read(text, **rules);
    change(layout, indentAt(text, (*rules)->begin));
    return take(mcp::splice(text, (*rules)->begin, (*rules)->end, layout.write()));
}

// Nothing that could not be read again becomes the document.
Result<void> RuleDocument::take(QByteArray text)
{
    auto document = fromText(std::move(text));
    if (!document)
        return tl::unexpected(document.error());
    *this = std::move(*document);
    return {};
}

} // namespace sightglass::interceptor::rules
