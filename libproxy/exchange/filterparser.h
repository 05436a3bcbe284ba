// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filterlexer.h"
#include "exchange/filterterms.h"

namespace sightglass::exchange {

/// Reads a filter:
///
///     any  := all ("or" all)*
///     all  := one (["and"] one)*
///     one  := ("not" | "-") one | "(" any ")" | term
///     term := field ":" value | "#" number | word | "quoted" | /regex/
class FilterParser
{
public:
    explicit FilterParser(QStringView text) : m_lexer(text), m_length(text.size()) {}

    /// The whole text; null for an empty one.
    FilterResult<FilterNodePtr> parse();

private:
    FilterResult<FilterNodePtr> parseAny();
    FilterResult<FilterNodePtr> parseAll();
    FilterResult<FilterNodePtr> parseOne();
    FilterResult<FilterNodePtr> parseGroup();
    FilterResult<FilterNodePtr> parseTerm();
    FilterResult<FilterNodePtr> parseBare();
    FilterResult<FilterNodePtr> parseField(qsizetype from, QStringView name);
    FilterResult<FilterNodePtr> parseText(const FieldInfo &field, const QString &name);
    FilterResult<FilterNodePtr> parseHeader();
    FilterResult<FilterNodePtr> parseValue(const FieldInfo &field, const QString &name);
    FilterResult<TextPattern> makePattern(const FilterItem &item, CaseRule rule, bool partly) const;
    tl::unexpected<FilterError> fail(qsizetype position, qsizetype length, QString message) const;

    FilterLexer m_lexer;
    qsizetype m_length;
    QString m_before; // what a term is expected after, for messages
    int m_depth = 0;
};

} // namespace sightglass::exchange
