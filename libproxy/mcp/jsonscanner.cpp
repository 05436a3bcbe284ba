// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonscanner.h"

#include "mcp/jsonedit.h"

#include <cstring>

namespace sightglass::mcp {
namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

// Whether none of the eight bytes ends the plain run of a string: no quotation mark, backslash or control character.
bool isPlain(const char *eight)
{
    constexpr quint64 kOnes = 0x0101010101010101;
    constexpr quint64 kHigh = 0x8080808080808080;
    quint64 word = 0;
    std::memcpy(&word, eight, sizeof word);
    const quint64 quote = word ^ (kOnes * '"');
    const quint64 backslash = word ^ (kOnes * '\\');
    const quint64 control = (word - kOnes * 0x20) & ~word;
    return ((control | ((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash)) & kHigh) == 0;
}

} // namespace

JsonScanner::JsonScanner(QByteArrayView json, Comments comments)
    : m_text(json), m_at(json.data()), m_end(json.data() + json.size()), m_comments(comments)
{}

bool JsonScanner::start()
{
    if (m_text.startsWith(kByteOrderMark))
        m_at += kByteOrderMark.size();
    return blanks();
}

bool JsonScanner::finish()
{
    return blanks() && (m_at == m_end || fail("expected the end of the text"));
}

bool JsonScanner::skipValue(int depth)
{
    switch (peek()) {
    case '{':
    case '[':
        return forEachItem(depth, [this, depth](const JsonItem &) { return skipValue(depth + 1); });
    case '"':
        return string();
    case 't':
        return word("true");
    case 'f':
        return word("false");
    case 'n':
        return word("null");
    default:
        return number();
    }
}

Error JsonScanner::error() const
{
    const QByteArrayView before = m_text.first(position());
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return Error(m_limit ? ErrorCode::LimitExceeded : ErrorCode::InvalidData,
                 QStringLiteral("line %1, column %2: %3").arg(line).arg(column).arg(QString::fromLatin1(m_what)));
}

bool JsonScanner::blanks()
{
    for (;;) {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
        if (m_at == m_end || *m_at != '/')
            return true;
        if (!comment())
            return false;
    }
}

bool JsonScanner::comment()
{
    const QByteArrayView rest(m_at, m_end);
    if (m_comments == Comments::Refuse)
        return fail("a comment may not stand here");
    if (rest.startsWith("//")) {
        const qsizetype end = rest.indexOf('\n');
        m_at = end < 0 ? m_end : m_at + end;
        return true;
    }
    if (!rest.startsWith("/*"))
        return fail("expected a value");
    const qsizetype end = rest.sliced(2).indexOf("*/");
    if (end < 0)
        return fail("this comment has no end");
    m_at += end + 4;
    return true;
}

bool JsonScanner::string()
{
    const char *const begin = m_at++;
    for (;;) {
        while (m_end - m_at >= 8 && isPlain(m_at))
            m_at += 8;
        if (m_at == m_end) {
            m_at = begin;
            return fail("this string has no end");
        }
        const char c = *m_at;
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (c == '\\') {
            if (!escape())
                return false;
        } else if (static_cast<uchar>(c) < 0x20) {
            return fail("a control character stands in a string"); // RFC 8259 section 7
        } else {
            ++m_at;
        }
    }
}

bool JsonScanner::escape()
{
    const qsizetype left = m_end - m_at;
    if (left >= 2 && m_at[1] != '\0' && std::strchr("\"\\/bfnrt", m_at[1])) {
        m_at += 2;
        return true;
    }
    if (left < 6 || m_at[1] != 'u' || !isHex(m_at[2]) || !isHex(m_at[3]) || !isHex(m_at[4]) || !isHex(m_at[5]))
        return fail("this escape is none of JSON's");
    m_at += 6;
    return true;
}

bool JsonScanner::number()
{
    if (peek() == '-')
        ++m_at;
    else if (!isDigit(peek()))
        return fail("expected a value");
    if (peek() == '0')
        ++m_at;
    else if (!digits())
        return false;
    if (peek() == '.') {
        ++m_at;
        if (!digits())
            return false;
    }
    if ((peek() | 32) == 'e') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        return digits();
    }
    return true;
}

bool JsonScanner::digits()
{
    const char *const begin = m_at;
    while (isDigit(peek()))
        ++m_at;
    return m_at != begin || fail("expected a digit");
}

bool JsonScanner::word(QByteArrayView expected)
{
    if (!QByteArrayView(m_at, m_end).startsWith(expected))
        return fail("expected a value");
    m_at += expected.size();
    return true;
}

bool JsonScanner::name(JsonItem &item)
{
    if (peek() != '"')
        return fail("expected a member's name in quotation marks");
    if (!string())
        return false;
    item.nameEnd = position();
    if (!blanks())
        return false;
    if (peek() != ':')
        return fail("expected ':'");
    ++m_at;
    if (!blanks())
        return false;
    item.value = position();
    return true;
}

bool JsonScanner::enter(int depth)
{
    if (depth >= jsonedit::kMaxDepth)
        return tooDeep();
    ++m_at;
    return true;
}

bool JsonScanner::tooDeep()
{
    m_limit = true;
    return fail("the text is nested deeper than 256 levels");
}

bool JsonScanner::fail(const char *what)
{
    m_what = what;
    return false;
}

} // namespace sightglass::mcp
