// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textview.h"

#include "ui/detail/jsoncolours.h"
#include "ui/detail/textaccess.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFontMetricsF>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStringMatcher>

#include <algorithm>
#include <cmath>

namespace sightglass::ui {
namespace {

constexpr int kMargin = 8;

} // namespace

TextView::TextView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    TextAccess::install();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&theme, &Theme::changed, this, &TextView::restyle);
    restyle();
}

TextView::~TextView() = default;

void TextView::restyle()
{
    setFont(m_theme.monospace());
    const QFontMetricsF metrics(font());
    constexpr int kMeasured = 64; // the widths of single glyphs are rounded
    m_cell = std::max(1.0, metrics.horizontalAdvance(QString(kMeasured, u'0')) / kMeasured);
    m_lineHeight = std::max(1, int(std::ceil(metrics.lineSpacing())));
    relayout();
}

void TextView::setLines(TextLines lines, bool json)
{
    m_lines = std::move(lines);
    m_json = json;
    m_cursor = m_anchor = 0;
    m_wishedX = -1;
    m_hits = nullptr;
    relayout();
    verticalScrollBar()->setValue(0);
    Q_EMIT textChanged();
}

void TextView::relayout()
{
    const qsizetype first = m_lines.row(std::min<qsizetype>(verticalScrollBar()->value(), m_lines.rowCount() - 1)).at;
    m_lines.wrap(int((viewport()->width() - 2 * kMargin) / m_cell));
    const int page = std::max(1, (viewport()->height() - kMargin) / m_lineHeight);
    verticalScrollBar()->setRange(0, int(std::max<qsizetype>(0, m_lines.rowCount() - page)));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setValue(int(m_lines.rowAt(first)));
    viewport()->update();
}

void TextView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

int TextView::rowTop(qsizetype row) const
{
    return kMargin / 2 + int(std::clamp<qsizetype>(row - verticalScrollBar()->value(), -1000, 1000)) * m_lineHeight;
}

std::vector<std::pair<models::JsonRange, QColor>> TextView::colours(const TextLines::Row &row) const
{
    std::vector<std::pair<models::JsonRange, QColor>> found;
    const QStringView line = m_lines.line(row.line);
    if (!m_json || line.size() > kColouredLine)
        return found;
    const qsizetype shift = row.at - m_lines.lineStart(row.line);
    for (const models::JsonToken &token : models::jsonTokens(line)) {
        const qsizetype from = std::max<qsizetype>(token.range.at - shift, 0);
        const qsizetype end = std::min(token.range.at + token.range.length - shift, row.length);
        if (from < end)
            found.push_back({{from, end - from}, m_theme.color(jsonRole(token.kind))});
    }
    return found;
}

QList<QTextLayout::FormatRange> TextView::formats(const TextLines::Row &row) const
{
    QList<QTextLayout::FormatRange> ranges;
    const auto add = [&](qsizetype at, qsizetype length, Role role) {
        const qsizetype from = std::max(at, row.at);
        const qsizetype end = std::min(at + length, row.at + row.length);
        if (from >= end)
            return;
        QTextCharFormat format;
        format.setBackground(m_theme.color(role));
        ranges.append({int(from - row.at), int(end - from), format});
    };
    if (m_hits) {
        const auto first = quint32(std::max<qsizetype>(0, row.at - m_hitLength));
        for (auto hit = std::lower_bound(m_hits->begin(), m_hits->end(), first);
             hit != m_hits->end() && qsizetype(*hit) < row.at + row.length; ++hit)
            add(*hit, m_hitLength, Role::MatchBackground);
    }
    add(place(), std::max(m_cursor, m_anchor) - place(), Role::Selection);
    return ranges;
}

void TextView::lay(QTextLayout &layout, const TextLines::Row &row) const
{
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(m_cell * TextLines::kTabCells);
    layout.setText(TextLines::drawable(m_lines.view(row)));
    layout.setFont(font());
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> coloured;
    for (const auto &[range, colour] : colours(row)) {
        QTextCharFormat format;
        format.setForeground(colour);
        coloured.append({int(range.at), int(range.length), format});
    }
    layout.setFormats(coloured);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

void TextView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(Role::Base));
    painter.setPen(m_theme.color(Role::Text));
    const qsizetype top = verticalScrollBar()->value();
    const qsizetype last = std::min(m_lines.rowCount(), top + viewport()->height() / m_lineHeight + 1);
    for (qsizetype number = top; number < last; ++number) {
        const int y = rowTop(number);
        if (y > event->rect().bottom() || y + m_lineHeight < event->rect().top())
            continue;
        const TextLines::Row row = m_lines.row(number);
        QTextLayout layout;
        lay(layout, row);
        layout.draw(&painter, QPointF(kMargin, y), formats(row));
        if (hasFocus() && m_lines.rowAt(m_cursor) == number)
            painter.fillRect(cursorRect(m_cursor), m_theme.color(Role::Text));
    }
}

QRect TextView::cursorRect(qsizetype position) const
{
    const qsizetype number = m_lines.rowAt(position);
    const TextLines::Row row = m_lines.row(number);
    QTextLayout layout;
    lay(layout, row);
    const qreal x = layout.lineAt(0).cursorToX(int(std::min(position - row.at, row.length)));
    return {kMargin + int(x), rowTop(number), 1, m_lineHeight};
}

qsizetype TextView::positionAt(const QPoint &point) const
{
    const int below = int(std::floor(double(point.y() - kMargin / 2) / m_lineHeight));
    const qsizetype number =
        std::clamp<qsizetype>(verticalScrollBar()->value() + qsizetype(below), 0, m_lines.rowCount() - 1);
    const TextLines::Row row = m_lines.row(number);
    QTextLayout layout;
    lay(layout, row);
    return row.at + layout.lineAt(0).xToCursor(point.x() - kMargin);
}

void TextView::setCursor(qsizetype position, bool select)
{
    m_cursor = m_lines.stop(position, position > m_cursor);
    if (!select)
        m_anchor = m_cursor;
    m_wishedX = -1;
    makeVisible(m_cursor);
    viewport()->update();
}

void TextView::makeVisible(qsizetype position)
{
    const int row = int(m_lines.rowAt(position));
    const int page = verticalScrollBar()->pageStep();
    if (row < verticalScrollBar()->value())
        verticalScrollBar()->setValue(row);
    else if (row >= verticalScrollBar()->value() + page)
        verticalScrollBar()->setValue(row - page + 1);
}

QString TextView::selectedText() const
{
    return m_lines.text().mid(place(), std::max(m_cursor, m_anchor) - place());
}

void TextView::selectAll()
{
    m_anchor = 0;
    m_cursor = m_lines.size();
    viewport()->update();
}

void TextView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *copied = menu->addAction(icon(Glyph::Copy, m_theme), tr("&Copy"));
    copied->setEnabled(hasSelection());
    connect(copied, &QAction::triggered, this, &TextView::copy);
    connect(menu->addAction(tr("Select &all")), &QAction::triggered, this, &TextView::selectAll);
    connect(menu->addAction(icon(Glyph::Search, m_theme), tr("&Find …")), &QAction::triggered, this,
            &TextView::findRequested);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(cursorRect(m_cursor).bottomLeft()) : event->globalPos());
}

qsizetype TextView::seek(const QString &wanted)
{
    m_wanted = wanted;
    return wanted.size();
}

qsizetype TextView::hitIn(qsizetype from, qsizetype until) const
{
    const QStringView text(m_lines.text());
    const qsizetype end = std::min(until + m_wanted.size() - 1, text.size());
    if (m_wanted.isEmpty() || from >= end)
        return -1;
    const qsizetype at = text.sliced(from, end - from).indexOf(m_wanted, 0, Qt::CaseInsensitive);
    return at < 0 ? -1 : from + at;
}

void TextView::markHits(const std::vector<quint32> *hits, qsizetype length)
{
    m_hits = hits;
    m_hitLength = length;
    viewport()->update();
}

void TextView::showHit(qsizetype at, qsizetype length)
{
    makeVisible(at + length);
    makeVisible(at);
    m_anchor = at + length;
    m_cursor = at;
    m_wishedX = -1;
    viewport()->update();
}

QString TextView::chosen() const
{
    constexpr qsizetype kMostSought = 200;
    const qsizetype length = std::max(m_cursor, m_anchor) - place();
    const QString text = length <= kMostSought ? selectedText() : QString();
    return text.contains(u'\n') ? QString() : text;
}

QString TextView::prompt() const
{
    return tr("Find in this text");
}

} // namespace sightglass::ui
