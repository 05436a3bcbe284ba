// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterlexer.h"

namespace sightglass::exchange {

using namespace Qt::Literals::StringLiterals;

void FilterLexer::skipBlanks()
{
    while (!atEnd() && m_text[m_position].isSpace())
        ++m_position;
}

bool FilterLexer::take(QChar c)
{
    if (!startsWith(c))
        return false;
    ++m_position;
    return true;
}

bool FilterLexer::atBoundary() const
{
    return atEnd() || m_text[m_position].isSpace() || m_text[m_position] == u'(' || m_text[m_position] == u')';
}

bool FilterLexer::endsBare(QChar c, QStringView stops) const
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"' || stops.contains(c);
}

QStringView FilterLexer::takeWord(QStringView stops)
{
    const qsizetype from = m_position;
    while (!atEnd() && !endsBare(m_text[m_position], stops))
        ++m_position;
    return slice(from);
}

FilterKeyword FilterLexer::takeKeyword()
{
    const qsizetype from = m_position;
    const QStringView word = takeWord({});
    if (word.compare("and"_L1, Qt::CaseInsensitive) == 0)
        return FilterKeyword::And;
    if (word.compare("or"_L1, Qt::CaseInsensitive) == 0)
        return FilterKeyword::Or;
    if (word.compare("not"_L1, Qt::CaseInsensitive) == 0)
        return FilterKeyword::Not;
    m_position = from;
    return FilterKeyword::None;
}

QStringView FilterLexer::takeComparison()
{
    const qsizetype from = m_position;
    if (take(u'>') || take(u'<'))
        take(u'=');
    else
        take(u'=');
    return slice(from);
}

FilterResult<FilterItem> FilterLexer::takeItem(QStringView stops)
{
    if (startsWith(u'"'))
        return takeQuoted();
    if (startsWith(u'/'))
        return takeRegex();
    FilterItem item;
    item.position = m_position;
    item.text = takeWord(stops).toString();
    item.length = m_position - item.position;
    return item;
}

FilterResult<FilterItem> FilterLexer::takeQuoted()
{
    FilterItem item{FilterItem::Kind::Quoted, {}, {}, m_position, 0};
    for (++m_position; !atEnd(); ++m_position) {
        QChar c = m_text[m_position];
        if (c == u'"') {
            ++m_position;
            item.length = m_position - item.position;
            return item;
        }
        const bool more = m_position + 1 < m_text.size();
        if (c == u'\\' && more && (m_text[m_position + 1] == u'"' || m_text[m_position + 1] == u'\\'))
            c = m_text[++m_position];
        item.text.append(c);
    }
    return tl::unexpected(FilterError{
        m_position, 0, u"expected '\"' to end the quoted text that begins at position %1"_s.arg(item.position + 1)});
}

FilterResult<FilterItem> FilterLexer::takeRegex()
{
    FilterItem item{FilterItem::Kind::Regex, {}, {}, m_position, 0};
    for (++m_position; !startsWith(u'/'); ++m_position) {
        if (atEnd()) {
            return tl::unexpected(
                FilterError{m_position, 0,
                            u"expected '/' to end the regular expression that begins at position %1 "
                            "(a value that merely begins with '/' stands in quotes)"_s.arg(item.position + 1)});
        }
        const bool escaped = m_text[m_position] == u'\\' && m_position + 1 < m_text.size();
        if (!escaped || m_text[m_position + 1] != u'/') // \/ is a slash for us, anything else is the expression's
            item.text.append(m_text[m_position]);
        if (escaped)
            item.text.append(m_text[++m_position]);
    }
    ++m_position;
    const qsizetype flagsAt = m_position;
    while (!atEnd() && u"imsx"_s.contains(m_text[m_position]))
        ++m_position;
    item.flags = slice(flagsAt).toString();
    item.length = m_position - item.position;
    if (!atBoundary() && !startsWith(u',') && !startsWith(u'=')) {
        return tl::unexpected(
            FilterError{m_position, 1,
                        u"expected a blank or one of the flags i, m, s, x after the regular expression "
                        "(a value that merely begins with '/' stands in quotes)"_s});
    }
    return item;
}

} // namespace sightglass::exchange
