// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jsonlines.h"

#include "mcp/messagereader.h"

#include <QString>

#include <algorithm>

namespace sightglass::app {
namespace {

constexpr qsizetype kMaxLines = 60;
constexpr qsizetype kMaxWidth = 200;
constexpr qsizetype kContextLines = 2;

QByteArray printableLine(QByteArrayView line)
{
    QString out;
    for (const QChar c : QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 4 * kMaxWidth))))
        out += c.isPrint() || c.isSurrogate() ? c : QChar(u'\u00B7');
    if (out.size() > kMaxWidth)
        out = out.first(kMaxWidth) + QChar(u'\u2026');
    return out.toUtf8();
}

// Lays a JSON text out; the last line is under way.
class Layout
{
public:
    void take(QByteArrayView text)
    {
        for (const char c : text)
            take(c);
        endLine();
    }
    QByteArrayList lines;

private:
    void take(char c)
    {
        if (m_inString) {
            m_line += c;
            m_inString = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
            return;
        }
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (blank)
            return;
        const bool closes = c == '}' || c == ']';
        if (closes && --m_depth >= 0 && !std::exchange(m_opened, false))
            endLine();
        else if (std::exchange(m_opened, false) && !closes)
            endLine();
        m_line += c;
        m_inString = c == '"';
        if (c == ':')
            m_line += ' ';
        if (c == '{' || c == '[') {
            ++m_depth;
            m_opened = true;
        } else if (c == ',') {
            endLine();
        }
    }

    void endLine()
    {
        if (!m_line.isEmpty())
            lines.append(m_line);
        m_line = QByteArray(std::clamp(m_depth, 0, mcp::kMaxJsonDepth) * 2, ' ');
    }

    QByteArray m_line;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_opened = false; // an empty container stays on its line
};

} // namespace

QByteArrayList jsonLines(QByteArrayView text)
{
    QByteArrayList lines;
    if (text.startsWith('{') || text.startsWith('[')) {
        Layout layout;
        layout.take(text);
        lines = std::move(layout.lines);
    } else if (!text.isEmpty()) {
        lines = text.toByteArray().split('\n');
    }
    std::transform(lines.begin(), lines.end(), lines.begin(),
                   [](const QByteArray &line) { return printableLine(line); });
    return lines;
}

QByteArray prefixed(const char *prefix, const QByteArrayList &lines)
{
    QByteArray out;
    const qsizetype shown = std::min(lines.size(), kMaxLines);
    for (qsizetype i = 0; i < shown; ++i)
        out += prefix + lines[i] + '\n';
    if (lines.size() > shown)
        out += prefix + QByteArray("… ") + QByteArray::number(lines.size() - shown) + " more lines\n";
    return out;
}

QByteArray lineDiff(const QByteArrayList &before, const QByteArrayList &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype same = 0;
    while (same < shorter && before[same] == after[same])
        ++same;
    qsizetype sameEnd = 0;
    while (sameEnd < shorter - same && before[before.size() - 1 - sameEnd] == after[after.size() - 1 - sameEnd])
        ++sameEnd;
    const qsizetype from = std::max<qsizetype>(0, same - kContextLines);
    return prefixed("    ", before.mid(from, same - from))
           + prefixed("  - ", before.mid(same, before.size() - same - sameEnd))
           + prefixed("  + ", after.mid(same, after.size() - same - sameEnd))
           + prefixed("    ", before.mid(before.size() - sameEnd, std::min(sameEnd, kContextLines)));
}

} // namespace sightglass::app
