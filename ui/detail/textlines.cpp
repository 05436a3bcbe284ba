// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textlines.h"

#include <algorithm>
#include <limits>

namespace sightglass::ui {
namespace {

/// A row is broken at a space when there is one in this part of its end.
constexpr int kLookedBack = 3;

bool isPlain(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() < 0x7f;
}

/// Belongs to the character before it.
bool isJoined(QChar c)
{
    if (c.unicode() < 0x300)
        return false;
    if (c.isLowSurrogate() || c.unicode() == 0x200d)
        return true;
    const auto category = c.category();
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

/// The most that the fonts at hand draw: Latin, Greek and Cyrillic are fixed-pitch, the rest comes from other fonts.
int cells(QChar c)
{
    constexpr char16_t kEndOfNarrow = 0x590;
    if (isJoined(c))
        return 0;
    if (c.isHighSurrogate())
        return 3;
    return c.unicode() < kEndOfNarrow ? 1 : 2;
}

bool turnsOrder(QChar c)
{
    const char16_t unit = c.unicode();
    return (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0x200e || unit == 0x200f;
}

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c.isSurrogate() || isJoined(c);
}

} // namespace

TextLines::TextLines(QString text) : m_text(std::move(text))
{
    // Bodies are bounded far below this; a position takes half the memory so.
    m_text.truncate(std::numeric_limits<qint32>::max());
    qsizetype from = 0;
    while (true) {
        const qsizetype found = m_text.indexOf(u'\n', from);
        const qsizetype end = found < 0 ? m_text.size() : found;
        const auto shown = QStringView(m_text).sliced(from, end - from);
        const bool plain = std::all_of(shown.begin(), shown.end() - (shown.endsWith(u'\r') ? 1 : 0), isPlain);
        m_lines.push_back({quint32(from), plain});
        if (found < 0)
            break;
        from = found + 1;
    }
    wrap(80);
}

qsizetype TextLines::lineAt(qsizetype position) const
{
    const auto behind = std::upper_bound(m_lines.begin(), m_lines.end(), position,
                                         [](qsizetype at, const Line &line) { return at < qsizetype(line.at); });
    return std::max<qsizetype>(0, behind - m_lines.begin() - 1);
}

qsizetype TextLines::lineEnd(qsizetype line) const
{
    if (line + 1 >= lineCount())
        return m_text.size();
    qsizetype end = lineStart(line + 1) - 1;
    if (end > lineStart(line) && m_text.at(end - 1) == u'\r')
        --end;
    return end;
}

QStringView TextLines::line(qsizetype line) const
{
    return QStringView(m_text).sliced(lineStart(line), lineEnd(line) - lineStart(line));
}

void TextLines::wrap(int columns)
{
    columns = std::max(columns, kLeastColumns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    m_rows.clear();
    m_rows.reserve(m_lines.size());
    for (qsizetype i = 0; i < lineCount(); ++i) {
        const Line line = m_lines[std::size_t(i)];
        const auto end = quint32(lineEnd(i));
        m_rows.push_back(line.at);
        if (line.plain)
            wrapPlain(line.at, end);
        else
            wrapAny(line.at, end);
    }
}

void TextLines::wrapPlain(quint32 from, quint32 end)
{
    const auto columns = quint32(m_columns);
    while (end - from > columns) {
        quint32 at = from + columns;
        for (quint32 space = at; space > at - columns / kLookedBack; --space) {
            if (m_text.at(space - 1) == u' ') {
                at = space;
                break;
            }
        }
        m_rows.push_back(at);
        from = at;
    }
}

void TextLines::wrapAny(quint32 from, quint32 end)
{
    int used = 0;
    int sinceSpace = 0;
    quint32 space = from; // behind the last one
    for (quint32 at = from; at < end; ++at) {
        const QChar c = m_text.at(at);
        const int wide = c == u'\t' ? kTabCells - used % kTabCells : cells(c);
        if (wide > 0 && used + wide > m_columns) {
            const bool atSpace = space > from && sinceSpace <= m_columns / kLookedBack;
            from = atSpace ? space : at;
            used = atSpace ? sinceSpace : 0;
            m_rows.push_back(from);
        }
        used += c == u'\t' ? kTabCells - used % kTabCells : wide;
        sinceSpace += wide;
        if (c == u' ' || c == u'\t') {
            space = at + 1;
            sinceSpace = 0;
        }
    }
}

TextLines::Row TextLines::row(qsizetype number) const
{
    Row row;
    row.at = m_rows[std::size_t(number)];
    row.line = lineAt(row.at);
    const qsizetype next = number + 1 < rowCount() ? qsizetype(m_rows[std::size_t(number) + 1]) : m_text.size();
    row.length = std::min(next, lineEnd(row.line)) - row.at;
    return row;
}

qsizetype TextLines::rowAt(qsizetype position) const
{
    const auto behind = std::upper_bound(m_rows.begin(), m_rows.end(), position,
                                         [](qsizetype at, quint32 row) { return at < qsizetype(row); });
    return std::max<qsizetype>(0, behind - m_rows.begin() - 1);
}

qsizetype TextLines::stop(qsizetype position, bool forward) const
{
    qsizetype at = std::clamp<qsizetype>(position, 0, size());
    const auto isWithin = [this](qsizetype place) {
        if (place <= 0 || place >= size())
            return false;
        return isJoined(m_text.at(place)) || (m_text.at(place) == u'\n' && m_text.at(place - 1) == u'\r');
    };
    while (isWithin(at))
        at += forward ? 1 : -1;
    return at;
}

qsizetype TextLines::wordStop(qsizetype position, bool forward) const
{
    qsizetype at = std::clamp<qsizetype>(position, 0, size());
    if (forward) {
        while (at < size() && isWord(m_text.at(at)))
            ++at;
        while (at < size() && !isWord(m_text.at(at)))
            ++at;
    } else {
        while (at > 0 && !isWord(m_text.at(at - 1)))
            --at;
        while (at > 0 && isWord(m_text.at(at - 1)))
            --at;
    }
    return at;
}

QString TextLines::drawable(QStringView row)
{
    QString drawn = row.toString();
    for (QChar &c : drawn) {
        if (c.unicode() < 0x20 && c != u'\t')
            c = QChar(char16_t(0x2400 + c.unicode()));
        else if (c.unicode() == 0x7f)
            c = QChar(u'\u2421');
        else if (turnsOrder(c) || c.unicode() == 0x2028 || c.unicode() == 0x2029)
            c = QChar(QChar::ReplacementCharacter);
    }
    return drawn;
}

} // namespace sightglass::ui
