// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"

#include <QString>
#include <QStringView>

namespace sightglass::exchange {

template <typename T>
using FilterResult = tl::expected<T, FilterError>;

enum class FilterKeyword { None, And, Or, Not };

/// One value as it was written.
struct FilterItem {
    enum class Kind { Bare, Quoted, Regex };
    Kind kind = Kind::Bare;
    QString text;  ///< without quotes and slashes, escapes resolved
    QString flags; ///< Regex
    qsizetype position = 0;
    qsizetype length = 0;
};

/// Reads the pieces of a filter's text. What a piece means, the parser knows.
class FilterLexer
{
public:
    explicit FilterLexer(QStringView text) : m_text(text) {}

    qsizetype position() const { return m_position; }
    bool atEnd() const { return m_position >= m_text.size(); }
    QStringView slice(qsizetype from) const { return m_text.sliced(from, m_position - from); }

    void skipBlanks();
    bool startsWith(QChar c) const { return !atEnd() && m_text[m_position] == c; }
    /// Steps over \a c if it is next.
    bool take(QChar c);
    /// Whether a value ends here: at the end, a blank, a parenthesis.
    bool atBoundary() const;
    /// Steps over `and`, `or` or `not` if one is next as a word of its own.
    FilterKeyword takeKeyword();
    /// The comparison sign that is next, stepped over; empty when there is none.
    QStringView takeComparison();
    /// Everything up to a blank, a parenthesis, a quotation mark or one of \a stops; may be empty.
    QStringView takeWord(QStringView stops);
    /// A quoted value, a regular expression, or a bare word that ends where takeWord() ends.
    FilterResult<FilterItem> takeItem(QStringView stops);

private:
    FilterResult<FilterItem> takeQuoted();
    FilterResult<FilterItem> takeRegex();
    bool endsBare(QChar c, QStringView stops) const;

    QStringView m_text;
    qsizetype m_position = 0;
};

} // namespace sightglass::exchange
