// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/findtarget.h"
#include "ui/detail/textlines.h"
#include "ui/models/jsonscan.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QTextLayout>

#include <utility>

namespace sightglass::ui {

class Theme;

/// Text to read, select and copy, wrapped at the view's width. Lays out only the rows that are seen, so its speed does not
/// depend on the size. Lines of JSON may be coloured.
class TextView : public QAbstractScrollArea, public FindTarget
{
    Q_OBJECT
public:
    /// Longer lines are not coloured: the tokens of a whole line are read for each row that is drawn.
    static constexpr qsizetype kColouredLine = 16 * 1024;

    explicit TextView(const Theme &theme, QWidget *parent = nullptr);
    ~TextView() override;

    void setLines(TextLines lines, bool json);
    const TextLines &lines() const { return m_lines; }
    qsizetype cursor() const { return m_cursor; }
    qsizetype anchor() const { return m_anchor; }
    void setCursor(qsizetype position, bool select = false);
    bool hasSelection() const { return m_cursor != m_anchor; }
    QString selectedText() const;
    /// Of the cursor at \a position, in the viewport.
    QRect cursorRect(qsizetype position) const;
    qsizetype positionAt(const QPoint &point) const;
    /// The colours of a row, as they are drawn.
    std::vector<std::pair<models::JsonRange, QColor>> colours(const TextLines::Row &row) const;

    qsizetype seek(const QString &wanted) override;
    qsizetype hitIn(qsizetype from, qsizetype until) const override;
    qsizetype extent() const override { return m_lines.size(); }
    void markHits(const std::vector<quint32> *hits, qsizetype length) override;
    void showHit(qsizetype at, qsizetype length) override;
    qsizetype place() const override { return std::min(m_cursor, m_anchor); }
    QString chosen() const override;
    QString prompt() const override;
    QWidget &widget() override { return *this; }

public Q_SLOTS:
    void copy();
    void selectAll();

Q_SIGNALS:
    void textChanged();
    void findRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Move { Left, Right, WordLeft, WordRight, RowStart, RowEnd, Up, Down, PageUp, PageDown, Start, End };

    void restyle();
    void relayout();
    void lay(QTextLayout &layout, const TextLines::Row &row) const;
    QList<QTextLayout::FormatRange> formats(const TextLines::Row &row) const;
    int rowTop(qsizetype row) const;
    qsizetype moved(Move move) const;
    qsizetype movedRows(qsizetype rows) const;
    void makeVisible(qsizetype position);
    void offerSelection() const;

    const Theme &m_theme;
    TextLines m_lines;
    bool m_json = false;
    int m_lineHeight = 16;
    qreal m_cell = 8;
    qsizetype m_cursor = 0;
    qsizetype m_anchor = 0;
    int m_wishedX = -1; // where Up and Down would like to be
    QBasicTimer m_dragging;
    QString m_wanted;
    const std::vector<quint32> *m_hits = nullptr;
    qsizetype m_hitLength = 0;
};

} // namespace sightglass::ui
