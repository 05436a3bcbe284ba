// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textview.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

// What hands do to a text view: keys, mouse, clipboard.

namespace sightglass::ui {
namespace {

constexpr int kDragScrollMs = 40;

} // namespace

bool TextView::event(QEvent *event)
{
    // The window has a use of its own for Ctrl+C; here it is the text.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->matches(QKeySequence::Copy) && hasSelection()) || key->matches(QKeySequence::SelectAll))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void TextView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TextView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

qsizetype TextView::movedRows(qsizetype rows) const
{
    const int x = m_wishedX >= 0 ? m_wishedX : cursorRect(m_cursor).x();
    const qsizetype row = m_lines.rowAt(m_cursor) + rows;
    if (row < 0)
        return 0;
    if (row >= m_lines.rowCount())
        return m_lines.size();
    const int y = rowTop(verticalScrollBar()->value()) + m_lineHeight / 2;
    const qsizetype offset = row - verticalScrollBar()->value();
    return positionAt({x, y + int(offset) * m_lineHeight});
}

qsizetype TextView::moved(Move move) const
{
    const TextLines::Row row = m_lines.row(m_lines.rowAt(m_cursor));
    const qsizetype page = verticalScrollBar()->pageStep();
    switch (move) {
    case Move::Left:
        return m_lines.stop(m_cursor - 1, false);
    case Move::Right:
        return m_lines.stop(m_cursor + 1, true);
    case Move::WordLeft:
        return m_lines.wordStop(m_cursor, false);
    case Move::WordRight:
        return m_lines.wordStop(m_cursor, true);
    case Move::RowStart:
        return row.at;
    case Move::RowEnd:
        // Behind the last character of a row that goes on, the cursor would stand in the next one.
        return row.at + row.length < m_lines.size() && m_lines.rowAt(row.at + row.length) != m_lines.rowAt(m_cursor)
                   ? m_lines.stop(row.at + row.length - 1, false)
                   : row.at + row.length;
    case Move::Up:
        return movedRows(-1);
    case Move::Down:
        return movedRows(1);
    case Move::PageUp:
        return movedRows(-page);
    case Move::PageDown:
        return movedRows(page);
    case Move::Start:
        return 0;
    case Move::End:
        break;
    }
    return m_lines.size();
}

void TextView::keyPressEvent(QKeyEvent *event)
{
    struct Key {
        QKeySequence::StandardKey plain;
        QKeySequence::StandardKey selecting;
        Move move;
    };
    static constexpr Key kKeys[] = {
        {QKeySequence::MoveToPreviousChar, QKeySequence::SelectPreviousChar, Move::Left},
        {QKeySequence::MoveToNextChar, QKeySequence::SelectNextChar, Move::Right},
        {QKeySequence::MoveToPreviousWord, QKeySequence::SelectPreviousWord, Move::WordLeft},
        {QKeySequence::MoveToNextWord, QKeySequence::SelectNextWord, Move::WordRight},
        {QKeySequence::MoveToStartOfLine, QKeySequence::SelectStartOfLine, Move::RowStart},
        {QKeySequence::MoveToEndOfLine, QKeySequence::SelectEndOfLine, Move::RowEnd},
        {QKeySequence::MoveToPreviousLine, QKeySequence::SelectPreviousLine, Move::Up},
        {QKeySequence::MoveToNextLine, QKeySequence::SelectNextLine, Move::Down},
        {QKeySequence::MoveToPreviousPage, QKeySequence::SelectPreviousPage, Move::PageUp},
        {QKeySequence::MoveToNextPage, QKeySequence::SelectNextPage, Move::PageDown},
        {QKeySequence::MoveToStartOfDocument, QKeySequence::SelectStartOfDocument, Move::Start},
        {QKeySequence::MoveToEndOfDocument, QKeySequence::SelectEndOfDocument, Move::End},
    };
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    for (const Key &key : kKeys) {
        const bool selects = event->matches(key.selecting);
        if (!selects && !event->matches(key.plain))
            continue;
        const bool byRows = key.move >= Move::Up && key.move <= Move::PageDown;
        const int x = !byRows ? -1 : m_wishedX >= 0 ? m_wishedX : cursorRect(m_cursor).x();
        setCursor(moved(key.move), selects);
        m_wishedX = x;
        return offerSelection();
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void TextView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCursor(positionAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void TextView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const QPoint point = event->position().toPoint();
    setCursor(positionAt(point), true);
    if (viewport()->rect().contains(point))
        m_dragging.stop();
    else if (!m_dragging.isActive())
        m_dragging.start(kDragScrollMs, this);
}

void TextView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragging.stop();
    if (event->button() == Qt::LeftButton)
        offerSelection();
}

void TextView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const qsizetype at = positionAt(event->position().toPoint());
    const auto isWord = [this](qsizetype place) {
        const QChar c = m_lines.text().at(place);
        return c.isLetterOrNumber() || c == u'_' || c.isSurrogate();
    };
    qsizetype from = at;
    qsizetype end = at;
    while (from > 0 && isWord(from - 1))
        --from;
    while (end < m_lines.size() && isWord(end))
        ++end;
    setCursor(from);
    setCursor(end, true);
    offerSelection();
}

void TextView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_dragging.timerId())
        setCursor(positionAt(viewport()->mapFromGlobal(QCursor::pos())), true);
    else
        QAbstractScrollArea::timerEvent(event);
}

void TextView::copy()
{
    if (hasSelection())
        QApplication::clipboard()->setText(selectedText());
}

/// What X11 calls the primary selection.
void TextView::offerSelection() const
{
    if (hasSelection() && QApplication::clipboard()->supportsSelection())
        QApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
}

} // namespace sightglass::ui
