// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace sightglass::ui {

/// A text cut into the lines it has and the rows that are drawn of them, so that a view of any size needs to lay out only
/// what is seen. Widths are counted in cells, the width of one digit of a fixed-pitch font; a character that may be wider
/// counts as more, so a row never overflows. Positions are UTF-16 code units from the start of the text.
///
/// Making it and wrapping read the whole text once. Pure; may be made on one thread and used on another.
class TextLines
{
public:
    static constexpr int kTabCells = 4;
    static constexpr int kLeastColumns = 8;

    struct Row {
        qsizetype at = 0;
        qsizetype length = 0; ///< without the line break
        qsizetype line = 0;
    };

    TextLines() : TextLines(QString()) {}
    explicit TextLines(QString text);

    const QString &text() const { return m_text; }
    qsizetype size() const { return m_text.size(); }

    qsizetype lineCount() const { return qsizetype(m_lines.size()); }
    qsizetype lineAt(qsizetype position) const;
    qsizetype lineStart(qsizetype line) const { return m_lines[std::size_t(line)].at; }
    /// Without its line break.
    QStringView line(qsizetype line) const;

    /// Breaks the lines into rows of at most \a columns cells, at spaces where there are some.
    void wrap(int columns);
    int columns() const { return m_columns; }
    /// At least 1: an empty text has an empty row.
    qsizetype rowCount() const { return qsizetype(m_rows.size()); }
    Row row(qsizetype number) const;
    /// The row that \a position stands in; where one row ends and the next begins it is the latter.
    qsizetype rowAt(qsizetype position) const;
    QStringView view(const Row &row) const { return QStringView(m_text).sliced(row.at, row.length); }

    /// The nearest position, from \a position on in the direction \a forward, where a cursor can stand: not within a
    /// character of several code units.
    qsizetype stop(qsizetype position, bool forward) const;
    /// The next word in that direction.
    qsizetype wordStop(qsizetype position, bool forward) const;
    /// A row as it is to be drawn, position by position: control characters as their pictures, and no character that
    /// would turn the order of the others around: what is looked at may come from somebody who wants to deceive.
    static QString drawable(QStringView row);

private:
    struct Line {
        quint32 at = 0;
        bool plain = true; ///< printable ASCII only: each code unit is one cell
    };
    qsizetype lineEnd(qsizetype line) const;
    void wrapPlain(quint32 from, quint32 end);
    void wrapAny(quint32 from, quint32 end);

    QString m_text;
    std::vector<Line> m_lines;
    std::vector<quint32> m_rows; // where each begins
    int m_columns = 0;
};

} // namespace sightglass::ui
