// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterpattern.h"

#include "base/asciilower.h"
#include "base/clock.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace sightglass::exchange {
namespace {

// What a regular expression may cost. PCRE counts steps for each place where a match may begin, so the window bounds
// the number of places, and the clock the number of windows. Nothing that a person would write comes near.
constexpr qsizetype kRegexText = 1024 * 1024; // bytes of one text that are looked at
constexpr qsizetype kRegexWindow = 16 * 1024; // bytes looked at in one go
constexpr qsizetype kRegexOverlap = 4 * 1024; // a match across two windows is found if it is not longer
constexpr qint64 kRegexUs = 250'000;          // no further window after this
const QLatin1StringView kRegexLimits("(*LIMIT_MATCH=50000)");

uchar folded(char c, bool fold)
{
    const auto byte = static_cast<uchar>(c);
    return fold ? kAsciiLower[byte] : byte;
}

bool isAscii(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<uchar>(c) >= 0x80; });
}

bool equal(const char *text, QByteArrayView needle, bool fold)
{
    if (!fold)
        return std::memcmp(text, needle.data(), static_cast<std::size_t>(needle.size())) == 0;
    for (qsizetype i = 0; i < needle.size(); ++i) {
        if (kAsciiLower[static_cast<uchar>(text[i])] != static_cast<uchar>(needle[i]))
            return false;
    }
    return true;
}

bool isContinuation(char c)
{
    return (static_cast<uchar>(c) & 0xC0) == 0x80;
}

// Linear in practice and quadratic at worst: only the last star is ever tried again.
bool globMatches(QByteArrayView glob, QByteArrayView text, bool fold)
{
    qsizetype g = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype starText = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            starText = t;
        } else if (g < glob.size() && glob[g] == '?') {
            ++g;
            for (++t; t < text.size() && isContinuation(text[t]); ++t) {
            }
        } else if (g < glob.size() && static_cast<uchar>(glob[g]) == folded(text[t], fold)) {
            ++g;
            ++t;
        } else if (star >= 0) {
            g = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    return std::all_of(glob.begin() + g, glob.end(), [](char c) { return c == '*'; });
}

} // namespace

TextPattern::TextPattern(Shape shape, const QString &needle, CaseRule rule)
    : m_shape(shape), m_fold(rule == CaseRule::Fold)
{
    m_needle = m_fold ? needle.toCaseFolded().toUtf8() : needle.toUtf8();
    m_ascii = isAscii(m_needle);
    if (shape != Shape::Part || m_needle.isEmpty())
        return;
    const auto last = static_cast<std::size_t>(m_needle.size()) - 1;
    m_skip.assign(256, static_cast<quint32>(m_needle.size()));
    for (std::size_t i = 0; i < last; ++i)
        m_skip[static_cast<uchar>(m_needle[static_cast<qsizetype>(i)])] = static_cast<quint32>(last - i);
}

TextPattern TextPattern::exact(const QString &text, CaseRule rule)
{
    return TextPattern(Shape::Exact, text, rule);
}

TextPattern TextPattern::glob(const QString &text, CaseRule rule)
{
    const qsizetype stars = text.count(u'*');
    if (!text.isEmpty() && stars == text.size())
        return TextPattern(Shape::Any, {}, rule);
    if (stars == 0 && !text.contains(u'?'))
        return TextPattern(Shape::Exact, text, rule);
    const bool first = text.startsWith(u'*');
    const bool last = text.endsWith(u'*');
    if (text.contains(u'?') || stars != qsizetype(first) + qsizetype(last))
        return TextPattern(Shape::Glob, text, rule);
    if (first && last)
        return TextPattern(Shape::Part, text.mid(1, text.size() - 2), rule);
    return first ? TextPattern(Shape::Suffix, text.mid(1), rule) : TextPattern(Shape::Prefix, text.chopped(1), rule);
}

TextPattern TextPattern::part(const QString &text)
{
    return TextPattern(Shape::Part, text, CaseRule::Fold);
}

tl::expected<TextPattern, TextPattern::RegexError> TextPattern::regex(const QString &expression, const QString &flags)
{
    QRegularExpression::PatternOptions options;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, flags.contains(u'i'));
    options.setFlag(QRegularExpression::MultilineOption, flags.contains(u'm'));
    options.setFlag(QRegularExpression::DotMatchesEverythingOption, flags.contains(u's'));
    options.setFlag(QRegularExpression::ExtendedPatternSyntaxOption, flags.contains(u'x'));
    TextPattern pattern(Shape::Regex, {}, CaseRule::Exact);
    pattern.m_regex = QRegularExpression(kRegexLimits + expression, options);
    if (!pattern.m_regex.isValid()) {
        const qsizetype offset = pattern.m_regex.patternErrorOffset() - kRegexLimits.size();
        return tl::unexpected(
            RegexError{std::clamp<qsizetype>(offset, 0, expression.size()), pattern.m_regex.errorString()});
    }
    return pattern;
}

bool TextPattern::matches(QByteArrayView utf8) const
{
    if (m_shape == Shape::Regex)
        return matchesRegex(utf8);
    if (m_fold && !m_ascii && !isAscii(utf8))
        return matchesFolded(QString::fromUtf8(utf8).toCaseFolded().toUtf8());
    return matchesFolded(utf8);
}

bool TextPattern::matches(QStringView text) const
{
    std::array<char, 128> buffer;
    const bool isShort = text.size() <= qsizetype(buffer.size());
    if (!isShort || std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x80; }))
        return matches(QByteArrayView(text.toUtf8()));
    std::transform(text.begin(), text.end(), buffer.begin(), [](QChar c) { return static_cast<char>(c.unicode()); });
    return matches(QByteArrayView(buffer.data(), text.size()));
}

bool TextPattern::matchesFolded(QByteArrayView text) const
{
    switch (m_shape) {
    case Shape::Any:
        return !text.isEmpty();
    case Shape::Exact:
        return text.size() == m_needle.size() && equal(text.data(), m_needle, m_fold);
    case Shape::Prefix:
        return text.size() >= m_needle.size() && equal(text.data(), m_needle, m_fold);
    case Shape::Suffix:
        return text.size() >= m_needle.size() && equal(text.data() + (text.size() - m_needle.size()), m_needle, m_fold);
    case Shape::Part:
        return holdsNeedle(text);
    case Shape::Glob:
        return globMatches(m_needle, text, m_fold);
    case Shape::Regex:
        break;
    }
    return false;
}

// Horspool's search: a body of 10 MiB is no reason to wait.
bool TextPattern::holdsNeedle(QByteArrayView text) const
{
    const qsizetype length = m_needle.size();
    if (length == 0)
        return true;
    for (qsizetype at = 0; at + length <= text.size();) {
        const uchar under = folded(text[at + length - 1], m_fold);
        if (under == static_cast<uchar>(m_needle.back()) && equal(text.data() + at, m_needle, m_fold))
            return true;
        at += m_skip[under];
    }
    return false;
}

bool TextPattern::matchesRegex(QByteArrayView utf8) const
{
    utf8 = utf8.first(std::min(utf8.size(), kRegexText));
    const qint64 startedUs = utf8.size() > kRegexWindow ? monotonicUs() : 0;
    for (qsizetype from = 0;;) {
        qsizetype end = std::min(utf8.size(), from + kRegexWindow);
        while (end < utf8.size() && end > from + kRegexWindow - 4 && isContinuation(utf8[end]))
            --end;
        if (m_regex.match(QString::fromUtf8(utf8.sliced(from, end - from))).hasMatch())
            return true;
        if (end == utf8.size() || monotonicUs() - startedUs > kRegexUs)
            return false;
        from = end - kRegexOverlap;
        while (isContinuation(utf8[from]) && from < end)
            ++from;
    }
}

} // namespace sightglass::exchange
