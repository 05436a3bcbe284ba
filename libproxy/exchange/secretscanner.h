// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace sightglass::exchange {

/// Finds members with string values in anything that resembles JSON, without parsing it: in broken and truncated text,
/// in server-sent events, and in JSON that stands, escaped once or more often, in a string of JSON.
///
/// The number of backslashes before a quotation mark tells how deep it is: `"` 0, `\"` 1, `\\\"` 3, `\\\\\\\"` 7. What
/// exceeds that in the run are escaped backslashes, so a quotation mark is as deep as its run has trailing one bits.
class SecretScanner
{
public:
    struct Member {
        QByteArrayView name; ///< as it stands there, escapes and all
        int level = 0;       ///< how often it is escaped
        qsizetype valueFrom = 0;
        qsizetype valueEnd = 0;
    };

    explicit SecretScanner(QByteArrayView text) : m_text(text) {}

    /// The next member whose value is a string; nullopt at the end.
    std::optional<Member> next();
    /// Goes on behind \a member, whose value is not looked into.
    void skip(const Member &member)
    {
        m_position = member.valueEnd;
        m_inValue = true;
    }

private:
    struct Quote {
        qsizetype at = -1; ///< of the mark itself
        int level = 0;
        qsizetype begin() const
        {
            return at - ((qsizetype(1) << level) - 1);
        } ///< with the backslashes that are its own
    };

    std::optional<Quote> quoteFrom(qsizetype from) const;
    std::optional<Quote> closing(const Quote &opening, qsizetype farthest) const;
    qsizetype skipBlanks(qsizetype at) const;
    std::optional<qsizetype> valueAfter(const Quote &nameEnd) const;

    QByteArrayView m_text;
    qsizetype m_position = 0;
    bool m_inValue = false; // the next mark ends a value
};

} // namespace sightglass::exchange
