// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

#include <vector>

namespace sightglass::exchange {

enum class CaseRule { Exact, Fold };

/// What a value of a filter is compared with, compiled once. Works on UTF-8 bytes; only patterns beyond ASCII that
/// ignore case, and regular expressions, convert what they look at.
class TextPattern
{
public:
    struct RegexError {
        qsizetype offset = 0; ///< within the expression
        QString text;
    };

    /// The whole value is \a text.
    static TextPattern exact(const QString &text, CaseRule rule);
    /// The whole value is like \a text, where `*` stands for anything and `?` for one character.
    static TextPattern glob(const QString &text, CaseRule rule);
    /// The value holds \a text somewhere, in any case.
    static TextPattern part(const QString &text);
    /// The value holds something that the expression matches. \a flags are out of `imsx`.
    static tl::expected<TextPattern, RegexError> regex(const QString &expression, const QString &flags);

    bool matches(QByteArrayView utf8) const;
    bool matches(QStringView text) const;
    /// The ASCII text, in lower case, that a value must hold somewhere, in any case; empty when that is not all there is to it.
    QByteArray literal() const { return m_shape == Shape::Part && m_fold && m_ascii ? m_needle : QByteArray(); }

private:
    enum class Shape { Any, Exact, Prefix, Suffix, Part, Glob, Regex };
    TextPattern(Shape shape, const QString &needle, CaseRule rule);
    bool matchesFolded(QByteArrayView text) const;
    bool holdsNeedle(QByteArrayView text) const;
    bool matchesRegex(QByteArrayView utf8) const;

    Shape m_shape = Shape::Any;
    bool m_fold = false;
    bool m_ascii = true;
    QByteArray m_needle;         // folded when m_fold
    std::vector<quint32> m_skip; // Part: how far to move on, by the byte under the needle's end
    QRegularExpression m_regex;
};

} // namespace sightglass::exchange
