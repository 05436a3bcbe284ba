// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterparser.h"

namespace sightglass::exchange {

using namespace Qt::Literals::StringLiterals;

tl::unexpected<FilterError> FilterParser::fail(qsizetype position, qsizetype length, QString message) const
{
    return tl::unexpected(FilterError{position, length, std::move(message)});
}

FilterResult<FilterNodePtr> FilterParser::parse()
{
    if (m_length > kMaxFilterLength)
        return fail(kMaxFilterLength, m_length - kMaxFilterLength,
                    u"the filter is longer than %1 characters"_s.arg(kMaxFilterLength));
    m_lexer.skipBlanks();
    if (m_lexer.atEnd())
        return FilterNodePtr();
    auto root = parseAny();
    if (root && !m_lexer.atEnd())
        return fail(m_lexer.position(), 1, u"this ')' has no '('"_s);
    return root;
}

FilterResult<FilterNodePtr> FilterParser::parseAny()
{
    std::vector<FilterNodePtr> children;
    for (;;) {
        auto child = parseAll();
        if (!child)
            return child;
        children.push_back(std::move(*child));
        // parseAll() stops at the end, at ')' and at `or`.
        if (m_lexer.takeKeyword() != FilterKeyword::Or)
            break;
        m_before = u"'or'"_s;
    }
    if (children.size() == 1)
        return children.front();
    return std::make_shared<FilterGroup>(FilterGroup::Kind::Any, std::move(children));
}

FilterResult<FilterNodePtr> FilterParser::parseAll()
{
    std::vector<FilterNodePtr> children;
    for (;;) {
        auto child = parseOne();
        if (!child)
            return child;
        children.push_back(std::move(*child));
        m_lexer.skipBlanks();
        if (m_lexer.atEnd() || m_lexer.startsWith(u')'))
            break;
        FilterLexer ahead = m_lexer;
        const FilterKeyword keyword = ahead.takeKeyword();
        if (keyword == FilterKeyword::Or)
            break;
        if (keyword == FilterKeyword::And) {
            m_lexer = ahead;
            m_before = u"'and'"_s;
        }
    }
    if (children.size() == 1)
        return children.front();
    return std::make_shared<FilterGroup>(FilterGroup::Kind::All, std::move(children));
}

FilterResult<FilterNodePtr> FilterParser::parseOne()
{
    m_lexer.skipBlanks();
    const qsizetype at = m_lexer.position();
    FilterLexer ahead = m_lexer;
    const FilterKeyword keyword = ahead.takeKeyword();
    const bool missing =
        m_lexer.atEnd() || m_lexer.startsWith(u')') || keyword == FilterKeyword::And || keyword == FilterKeyword::Or;
    if (missing) {
        const QString after = m_before.isEmpty() ? u"at the beginning"_s : u"after "_s + m_before;
        return fail(at, ahead.position() - at, u"expected a term %1"_s.arg(after));
    }
    const bool isGroup = m_lexer.startsWith(u'(');
    const bool isMinus = m_lexer.startsWith(u'-');
    if (!isGroup && !isMinus && keyword != FilterKeyword::Not)
        return parseTerm();
    if (m_depth == kMaxFilterDepth)
        return fail(at, 1, u"the filter is nested deeper than %1 levels"_s.arg(kMaxFilterDepth));
    ++m_depth;
    FilterResult<FilterNodePtr> result;
    if (isGroup) {
        result = parseGroup();
    } else {
        if (isMinus)
            m_lexer.take(u'-');
        else
            m_lexer = ahead;
        m_before = isMinus ? u"'-'"_s : u"'not'"_s;
        result = parseOne();
        if (result)
            result = FilterNodePtr(std::make_shared<FilterNot>(std::move(*result)));
    }
    --m_depth;
    return result;
}

FilterResult<FilterNodePtr> FilterParser::parseGroup()
{
    const qsizetype open = m_lexer.position();
    m_lexer.take(u'(');
    m_before = u"'('"_s;
    auto inner = parseAny();
    if (inner && !m_lexer.take(u')'))
        return fail(m_lexer.position(), 0, u"expected ')' to close the '(' at position %1"_s.arg(open + 1));
    return inner;
}

FilterResult<FilterNodePtr> FilterParser::parseTerm()
{
    const qsizetype from = m_lexer.position();
    if (m_lexer.startsWith(u'"') || m_lexer.startsWith(u'/'))
        return parseBare();
    if (m_lexer.take(u'#')) {
        const FieldInfo &field = *findField(u"exchange");
        return parseValue(field, u"#"_s);
    }
    FilterLexer ahead = m_lexer;
    const QStringView word = ahead.takeWord(u":");
    if (!ahead.take(u':'))
        return parseBare();
    m_lexer = ahead;
    return parseField(from, word);
}

FilterResult<FilterNodePtr> FilterParser::parseBare()
{
    const qsizetype from = m_lexer.position();
    const auto item = m_lexer.takeItem({});
    if (!item)
        return tl::unexpected(item.error());
    if (!m_lexer.atBoundary())
        return fail(m_lexer.position(), 1, u"expected a blank after '%1'"_s.arg(m_lexer.slice(from)));
    auto pattern = makePattern(*item, CaseRule::Fold, true);
    if (!pattern)
        return tl::unexpected(pattern.error());
    m_before = u"'%1'"_s.arg(m_lexer.slice(from));
    return std::make_shared<BareTerm>(m_lexer.slice(from).toString(), std::move(*pattern));
}

FilterResult<FilterNodePtr> FilterParser::parseField(qsizetype from, QStringView name)
{
    const FieldInfo *field = findField(name);
    if (!field) {
        const FieldInfo *near = nearestField(name);
        const QString unknown =
            name.isEmpty() ? u"expected a field's name before ':'"_s : u"unknown field '%1'"_s.arg(name);
        const QString advice =
            near ? u"; did you mean '%1'?"_s.arg(near->about.name) : u" (a text with ':' stands in quotes)"_s;
        return fail(from, name.isEmpty() ? 1 : name.size(), unknown + advice);
    }
    const QString written = QString(field->about.name) + u':';
    if (m_lexer.atBoundary())
        return fail(m_lexer.position(), 0, u"expected a value after '%1'"_s.arg(written));
    switch (field->kind) {
    case FieldKind::Text:
    case FieldKind::Content:
        return parseText(*field, written);
    case FieldKind::Header:
        return parseHeader();
    case FieldKind::Number:
    case FieldKind::Word:
    case FieldKind::Status:
        break;
    }
    return parseValue(*field, written);
}

FilterResult<FilterNodePtr> FilterParser::parseText(const FieldInfo &field, const QString &name)
{
    const bool isContent = field.kind == FieldKind::Content;
    const QStringView stops = isContent ? QStringView() : QStringView(u",");
    const qsizetype from = m_lexer.position();
    std::vector<TextPattern> patterns;
    do {
        const auto item = m_lexer.takeItem(stops);
        if (!item)
            return tl::unexpected(item.error());
        if (item->length == 0)
            return fail(item->position, 0, u"expected a value after '%1%2'"_s.arg(name, m_lexer.slice(from)));
        auto pattern = makePattern(*item, field.foldCase ? CaseRule::Fold : CaseRule::Exact, isContent);
        if (!pattern)
            return tl::unexpected(pattern.error());
        patterns.push_back(std::move(*pattern));
    } while (!isContent && m_lexer.take(u','));
    const QString source = name + m_lexer.slice(from).toString();
    if (!m_lexer.atBoundary())
        return fail(m_lexer.position(), 1, u"expected a blank after '%1'"_s.arg(source));
    m_before = u"'%1'"_s.arg(source);
    if (isContent)
        return std::make_shared<ContentTerm>(source, std::move(patterns.front()));
    return std::make_shared<TextTerm>(source, field, std::move(patterns));
}

// header:name, header:name=value; no lists, because a comma is common in values.
FilterResult<FilterNodePtr> FilterParser::parseHeader()
{
    const qsizetype from = m_lexer.position();
    const auto name = m_lexer.takeItem(u"=");
    if (!name)
        return tl::unexpected(name.error());
    if (name->length == 0)
        return fail(name->position, 0, u"expected a header's name after 'header:'"_s);
    auto namePattern = makePattern(*name, CaseRule::Fold, false);
    if (!namePattern)
        return tl::unexpected(namePattern.error());
    std::optional<TextPattern> value;
    if (m_lexer.take(u'=')) {
        const auto item = m_lexer.takeItem({});
        if (!item)
            return tl::unexpected(item.error());
        if (item->length == 0)
            return fail(item->position, 0, u"expected a value after 'header:%1'"_s.arg(m_lexer.slice(from)));
        auto pattern = makePattern(*item, CaseRule::Fold, false);
        if (!pattern)
            return tl::unexpected(pattern.error());
        value = std::move(*pattern);
    }
    const QString source = u"header:"_s + m_lexer.slice(from).toString();
    if (!m_lexer.atBoundary())
        return fail(m_lexer.position(), 1, u"expected a blank after '%1'"_s.arg(source));
    m_before = u"'%1'"_s.arg(source);
    return std::make_shared<HeaderTerm>(source, std::move(*namePattern), std::move(value));
}

FilterResult<FilterNodePtr> FilterParser::parseValue(const FieldInfo &field, const QString &name)
{
    const qsizetype from = m_lexer.position();
    auto value = readFieldValue(m_lexer, field, name);
    if (!value)
        return tl::unexpected(value.error());
    const QString source = QString(field.about.name) + u':' + m_lexer.slice(from).toString();
    if (!m_lexer.atBoundary())
        return fail(m_lexer.position(), 1, u"expected a blank after '%1'"_s.arg(source));
    m_before = u"'%1'"_s.arg(source);
    return std::make_shared<ValueTerm>(source, field, std::move(*value));
}

FilterResult<TextPattern> FilterParser::makePattern(const FilterItem &item, CaseRule rule, bool partly) const
{
    if (item.kind == FilterItem::Kind::Regex) {
        auto pattern = TextPattern::regex(item.text, item.flags);
        if (!pattern)
            return fail(item.position, item.length,
                        u"expected a regular expression, but: %1"_s.arg(pattern.error().text));
        return std::move(*pattern);
    }
    if (partly)
        return TextPattern::part(item.text);
    // In quotes everything stands for itself.
    return item.kind == FilterItem::Kind::Quoted ? TextPattern::exact(item.text, rule)
                                                 : TextPattern::glob(item.text, rule);
}

} // namespace sightglass::exchange
