// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsontext.h"

namespace sightglass::mcp {
namespace {

void appendUtf8(QByteArray &out, char32_t code)
{
    if (code < 0x80) {
        out.append(static_cast<char>(code));
    } else if (code < 0x800) {
        out.append(static_cast<char>(0xC0 | (code >> 6)));
        out.append(static_cast<char>(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        out.append(static_cast<char>(0xE0 | (code >> 12)));
        out.append(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
        out.append(static_cast<char>(0x80 | (code & 0x3F)));
    } else {
        out.append(static_cast<char>(0xF0 | (code >> 18)));
        out.append(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
        out.append(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
        out.append(static_cast<char>(0x80 | (code & 0x3F)));
    }
}

// Four hex digits at \a position, or -1.
int hexUnit(QByteArrayView text, qsizetype position)
{
    if (position + 4 > text.size())
        return -1;
    int unit = 0;
    for (const char c : text.sliced(position, 4)) {
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                               : -1;
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

// Resolves the \u escape whose digits begin at \a position; returns the position behind it.
qsizetype appendUnicodeEscape(QByteArray &out, QByteArrayView text, qsizetype position)
{
    const int unit = hexUnit(text, position);
    if (unit < 0)
        return position;
    if (unit >= 0xD800 && unit < 0xDC00 && position + 6 <= text.size() && text[position + 4] == '\\'
        && text[position + 5] == 'u') {
        const int low = hexUnit(text, position + 6);
        if (low >= 0xDC00 && low < 0xE000) {
            appendUtf8(out, 0x10000 + ((char32_t(unit) - 0xD800) << 10) + (char32_t(low) - 0xDC00));
            return position + 10;
        }
    }
    appendUtf8(out, char32_t(unit));
    return position + 4;
}

} // namespace

QByteArray quoteJson(QByteArrayView text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    QByteArray out;
    out.reserve(text.size() + 2);
    out.append('"');
    for (const char c : text) {
        const auto byte = static_cast<uchar>(c);
        switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        default:
            if (byte < 0x20)
                out.append("\\u00").append(kHex[byte >> 4]).append(kHex[byte & 15]);
            else
                out.append(c);
        }
    }
    out.append('"');
    return out;
}

QByteArray unquoteJson(QByteArrayView literal)
{
    if (literal.size() >= 2 && literal.front() == '"' && literal.back() == '"')
        literal = literal.sliced(1, literal.size() - 2);
    if (literal.indexOf('\\') < 0)
        return literal.toByteArray();
    QByteArray out;
    out.reserve(literal.size());
    for (qsizetype i = 0; i < literal.size(); ++i) {
        if (literal[i] != '\\' || i + 1 == literal.size()) {
            out.append(literal[i]);
            continue;
        }
        switch (const char escape = literal[++i]) {
        case 'b':
            out.append('\b');
            break;
        case 'f':
            out.append('\f');
            break;
        case 'n':
            out.append('\n');
            break;
        case 'r':
            out.append('\r');
            break;
        case 't':
            out.append('\t');
            break;
        case 'u':
            i = appendUnicodeEscape(out, literal, i + 1) - 1;
            break;
        default:
            out.append(escape);
        }
    }
    return out;
}

} // namespace sightglass::mcp
