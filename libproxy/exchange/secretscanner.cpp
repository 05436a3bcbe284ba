// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/secretscanner.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace sightglass::exchange {
namespace {

constexpr qsizetype kLongestName = 512; // with escapes; longer ones are no name that anybody lists
constexpr int kDeepestLevel = 5;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

std::optional<SecretScanner::Quote> SecretScanner::quoteFrom(qsizetype from) const
{
    const qsizetype at = m_text.indexOf('"', from);
    if (at < 0)
        return std::nullopt;
    qsizetype run = 0;
    while (run < at && m_text[at - 1 - run] == '\\')
        ++run;
    return Quote{at, std::countr_one(static_cast<quint64>(run))};
}

// The mark that ends the string which \a opening begins: the next one that is no deeper.
std::optional<SecretScanner::Quote> SecretScanner::closing(const Quote &opening, qsizetype farthest) const
{
    auto quote = quoteFrom(opening.at + 1);
    while (quote && quote->level > opening.level && quote->at <= farthest)
        quote = quoteFrom(quote->at + 1);
    return quote && quote->level <= opening.level && quote->at <= farthest ? quote : std::nullopt;
}

// Blanks between tokens, which may also be escaped (pretty-printed JSON in a string) or hold the end of one `data:` line
// of an event and the beginning of the next.
qsizetype SecretScanner::skipBlanks(qsizetype at) const
{
    while (at < m_text.size()) {
        if (isBlank(m_text[at])) {
            const bool newLine = m_text[at] == '\n' || m_text[at] == '\r';
            ++at;
            if (newLine && m_text.sliced(at).startsWith("data:"))
                at += 5;
            continue;
        }
        qsizetype run = at;
        while (run < m_text.size() && m_text[run] == '\\')
            ++run;
        if (run == at || run == m_text.size() || (m_text[run] != 'n' && m_text[run] != 'r' && m_text[run] != 't'))
            break;
        at = run + 1;
    }
    return at;
}

// Where the text of the string value begins that follows a member's name.
std::optional<qsizetype> SecretScanner::valueAfter(const Quote &nameEnd) const
{
    qsizetype at = skipBlanks(nameEnd.at + 1);
    if (at >= m_text.size() || m_text[at] != ':')
        return std::nullopt;
    at = skipBlanks(at + 1);
    const auto quote = quoteFrom(at);
    if (!quote || quote->level != nameEnd.level || quote->begin() != at)
        return std::nullopt;
    return quote->at + 1;
}

std::optional<SecretScanner::Member> SecretScanner::next()
{
    for (;;) {
        const auto open = quoteFrom(m_position);
        if (!open)
            return std::nullopt;
        m_position = open->at + 1;
        if (std::exchange(m_inValue, false) || open->level > kDeepestLevel)
            continue;
        const auto close = closing(*open, open->at + kLongestName);
        if (!close || close->level != open->level)
            continue;
        const auto value = valueAfter(*close);
        if (!value)
            continue;
        Member member;
        member.name = m_text.sliced(open->at + 1, close->begin() - open->at - 1);
        member.level = open->level;
        member.valueFrom = *value;
        const auto end = closing(Quote{*value - 1, open->level}, m_text.size());
        member.valueEnd = end ? end->begin() : m_text.size();
        while (!end && member.valueEnd > *value && isBlank(m_text[member.valueEnd - 1]))
            --member.valueEnd; // cut off: what ends the line or the event stays
        return member;
    }
}

} // namespace sightglass::exchange
