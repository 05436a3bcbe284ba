// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace sightglass::mcp::samples {

/// JSON texts as nobody sane would write them: white space anywhere, members of one name, names with escapes, numbers in
/// every spelling. Few names, so that random pointers and patches hit something.
class RandomJson
{
public:
    explicit RandomJson(quint32 seed) : m_random(seed) {}

    int below(int bound) { return int(m_random.bounded(quint32(bound))); }

    QByteArray document(int depth = 4) { return blanks() + value(depth) + blanks(); }

    QByteArray value(int depth)
    {
        switch (below(depth > 0 ? 9 : 5)) {
        case 0:
            return pick({"true", "false", "null"});
        case 1:
        case 2:
            return pick({"0", "-0", "1", "1.0", "-12.50", "1e2", "1E+2", "10e-1", "9007199254740993",
                         "-9223372036854775808", "18446744073709551615", "18446744073709551616", "0.1e1"});
        case 3:
        case 4:
            return text();
        case 5:
        case 6:
            return array(depth);
        default:
            return object(depth);
        }
    }

    QByteArray object(int depth)
    {
        QByteArray out = "{" + blanks();
        const int members = below(5);
        for (int i = 0; i < members; ++i) {
            out += (i ? "," + blanks() : QByteArray()) + name() + blanks() + ':' + blanks();
            out += value(depth - 1) + blanks();
        }
        return out + '}';
    }

    /// The names that name() writes, without quotation marks and escapes.
    static constexpr std::array kNames{"a", "b", "c/d", "e~f", "", "0", "é", "\n"};

private:
    QByteArray array(int depth)
    {
        QByteArray out = "[" + blanks();
        const int elements = below(5);
        for (int i = 0; i < elements; ++i)
            out += (i ? "," + blanks() : QByteArray()) + value(depth - 1) + blanks();
        return out + ']';
    }

    QByteArray name()
    {
        return pick({R"("a")", R"("\u0061")", R"("b")", R"("c/d")", R"("c\/d")", R"("e~f")", R"("")", R"("0")",
                     R"("é")", R"("\u00e9")", R"("\n")", R"("\u000a")"});
    }

    QByteArray text()
    {
        return pick({R"("")", R"("x")", R"("a longer text, with } ] and \" within")", R"("\\")", R"("\ud83d\ude00 😀")",
                     R"("\/\b\f\n\r\t")", R"("// no comment")", R"("12345678\"12345678")"});
    }

    QByteArray blanks() { return below(3) ? QByteArray() : pick({" ", "\n", "\r\n\t", "  "}); }

    QByteArray pick(std::initializer_list<const char *> choices)
    {
        return *(choices.begin() + below(int(choices.size())));
    }

    QRandomGenerator m_random;
};

} // namespace sightglass::mcp::samples
