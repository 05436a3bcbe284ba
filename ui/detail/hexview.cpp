// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexview.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace sightglass::ui {
namespace {

constexpr int kMargin = 8;
constexpr char kDigits[] = "0123456789abcdef";

QChar shown(char byte)
{
    return byte >= 0x20 && byte < 0x7f ? QLatin1Char(byte) : QChar(u'·');
}

/// Cells between two bytes; one more in the middle of every eight.
int hexCell(int byteInRow)
{
    return byteInRow * 3 + byteInRow / 8;
}

} // namespace

HexView::HexView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setAccessibleName(tr("Bytes in hexadecimal"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    setFont(theme.monospace());
    connect(&theme, &Theme::changed, this, [this] {
        setFont(m_theme.monospace());
        relayout();
        viewport()->update();
    });
}

void HexView::setBytes(const QByteArray &bytes)
{
    if (bytes == m_bytes)
        return;
    const bool grew = bytes.size() > m_bytes.size() && !m_bytes.isEmpty() && bytes.startsWith(m_bytes);
    m_bytes = bytes;
    if (!grew) {
        m_cursor = m_anchor = 0;
        verticalScrollBar()->setValue(0);
    }
    m_hits = nullptr;
    relayout();
    viewport()->update();
    Q_EMIT bytesChanged();
}

int HexView::digits() const
{
    return m_bytes.size() > 0xffffff ? 8 : 6;
}

HexView::Measures HexView::measures() const
{
    const QFontMetrics metrics(font());
    Measures m;
    m.cell = metrics.horizontalAdvance(u'0');
    m.line = metrics.height() + 2;
    m.hexFrom = kMargin + (digits() + 2) * m.cell;
    m.textFrom = m.hexFrom + (hexCell(m_perRow - 1) + 4) * m.cell;
    m.width = m.textFrom + m_perRow * m.cell + kMargin;
    return m;
}

void HexView::relayout()
{
    // As many eights as fit, from 8 to 32.
    m_perRow = 32;
    while (m_perRow > 8 && measures().width > viewport()->width())
        m_perRow -= 8;
    const Measures m = measures();
    const int page = std::max(1, viewport()->height() / m.line);
    verticalScrollBar()->setRange(0, int(std::max<qsizetype>(0, rowCount() - page)));
    verticalScrollBar()->setPageStep(page);
    horizontalScrollBar()->setRange(0, std::max(0, m.width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const qsizetype first = qsizetype(verticalScrollBar()->value()) * m_perRow;
    relayout();
    verticalScrollBar()->setValue(int(first / m_perRow));
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Role::Base));
    painter.setFont(font());
    const Measures m = measures();
    painter.translate(-horizontalScrollBar()->value(), 0);
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype last = std::min(rowCount(), first + viewport()->height() / m.line + 1);
    for (qsizetype row = first; row < last; ++row)
        paintRow(painter, m, row, int(row - first) * m.line + kMargin / 2);
}

void HexView::paintRow(QPainter &painter, const Measures &m, qsizetype row, int y) const
{
    const qsizetype from = row * m_perRow;
    const int count = int(std::min<qsizetype>(m_perRow, m_bytes.size() - from));
    const int baseline = y + QFontMetrics(font()).ascent() + 1;
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(kMargin, baseline, QString::number(from, 16).rightJustified(digits(), u'0'));
    const QColor selection = m_theme.color(hasFocus() ? Role::Selection : Role::Raised);
    for (int i = 0; i < count; ++i) {
        const auto byte = static_cast<unsigned char>(m_bytes.at(from + i));
        const int hexX = m.hexFrom + hexCell(i) * m.cell;
        const int textX = m.textFrom + i * m.cell;
        if (const bool chosen = isSelected(from + i); chosen || isHit(from + i)) {
            const QColor ground = chosen ? selection : m_theme.color(Role::MatchBackground);
            painter.fillRect(hexX - m.cell / 2, y, 3 * m.cell, m.line, ground);
            painter.fillRect(textX, y, m.cell, m.line, ground);
        }
        const bool printable = byte >= 0x20 && byte < 0x7f;
        painter.setPen(m_theme.color(printable ? Role::Text : Role::DimText));
        const QChar hex[2] = {QLatin1Char(kDigits[byte >> 4]), QLatin1Char(kDigits[byte & 15])};
        painter.drawText(hexX, baseline, QString(hex, 2));
        painter.drawText(textX, baseline, QString(shown(char(byte))));
    }
}

bool HexView::isSelected(qsizetype at) const
{
    return at >= std::min(m_anchor, m_cursor) && at <= std::max(m_anchor, m_cursor);
}

bool HexView::isHit(qsizetype at) const
{
    if (!m_hits)
        return false;
    const auto behind = std::upper_bound(m_hits->begin(), m_hits->end(), quint32(at));
    return behind != m_hits->begin() && at < qsizetype(*std::prev(behind)) + m_hitLength;
}

QString HexView::rowText(qsizetype row) const
{
    const qsizetype from = row * m_perRow;
    if (row < 0 || from >= m_bytes.size())
        return {};
    const QByteArray bytes = m_bytes.mid(from, m_perRow);
    QString text = QString::number(from, 16).rightJustified(digits(), u'0') + QStringLiteral("  ")
                   + QString::fromLatin1(bytes.toHex(' ')).leftJustified(m_perRow * 3 - 1) + QStringLiteral("  ");
    for (const char byte : bytes)
        text += shown(byte);
    return text;
}

qsizetype HexView::byteAt(const QPoint &position) const
{
    const Measures m = measures();
    const int x = position.x() + horizontalScrollBar()->value();
    const int line = std::max(0, (position.y() - kMargin / 2) / m.line);
    int column = 0;
    if (x >= m.textFrom - m.cell) {
        column = (x - m.textFrom) / m.cell;
    } else {
        while (column + 1 < m_perRow && x >= m.hexFrom + hexCell(column + 1) * m.cell - m.cell / 2)
            ++column;
    }
    const qsizetype row = std::min<qsizetype>(verticalScrollBar()->value() + line, rowCount() - 1);
    const qsizetype at = row * m_perRow + std::clamp(column, 0, m_perRow - 1);
    return std::clamp<qsizetype>(at, 0, std::max<qsizetype>(0, m_bytes.size() - 1));
}

void HexView::setCursor(qsizetype at, bool select)
{
    m_cursor = std::clamp<qsizetype>(at, 0, std::max<qsizetype>(0, m_bytes.size() - 1));
    if (!select)
        m_anchor = m_cursor;
    makeVisible(m_cursor);
    setAccessibleDescription(rowText(m_cursor / m_perRow));
    viewport()->update();
    Q_EMIT cursorMoved(m_cursor);
}

void HexView::makeVisible(qsizetype at)
{
    const int row = int(at / m_perRow);
    const int page = verticalScrollBar()->pageStep();
    if (row < verticalScrollBar()->value())
        verticalScrollBar()->setValue(row);
    else if (row >= verticalScrollBar()->value() + page)
        verticalScrollBar()->setValue(row - page + 1);
}

bool HexView::event(QEvent *event)
{
    // The window has a use of its own for Ctrl+C; here it is the bytes.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyHex();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const bool select = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool far = event->modifiers().testFlag(Qt::ControlModifier);
    const qsizetype rowStart = m_cursor - m_cursor % m_perRow;
    const qsizetype page = qsizetype(verticalScrollBar()->pageStep()) * m_perRow;
    switch (event->key()) {
    case Qt::Key_Left:
        return setCursor(m_cursor - 1, select);
    case Qt::Key_Right:
        return setCursor(m_cursor + 1, select);
    case Qt::Key_Up:
        return setCursor(m_cursor >= m_perRow ? m_cursor - m_perRow : m_cursor, select);
    case Qt::Key_Down:
        return setCursor(m_cursor + m_perRow < m_bytes.size() ? m_cursor + m_perRow : m_cursor, select);
    case Qt::Key_PageUp:
        return setCursor(m_cursor - page, select);
    case Qt::Key_PageDown:
        return setCursor(m_cursor + page, select);
    case Qt::Key_Home:
        return setCursor(far ? 0 : rowStart, select);
    case Qt::Key_End:
        return setCursor(far ? m_bytes.size() - 1 : rowStart + m_perRow - 1, select);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCursor(byteAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        setCursor(byteAt(event->position().toPoint()), true);
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy as &hexadecimal")), &QAction::triggered, this, &HexView::copyHex);
    connect(menu->addAction(tr("Copy as &text")), &QAction::triggered, this, &HexView::copyText);
    connect(menu->addAction(tr("Select &all")), &QAction::triggered, this, &HexView::selectAll);
    connect(menu->addAction(icon(Glyph::Search, m_theme), tr("&Find …")), &QAction::triggered, this,
            &HexView::findRequested);
    menu->popup(event->globalPos());
}

QByteArray HexView::selected() const
{
    const qsizetype from = std::min(m_anchor, m_cursor);
    return m_bytes.mid(from, std::max(m_anchor, m_cursor) - from + 1);
}

void HexView::copyHex()
{
    QGuiApplication::clipboard()->setText(QString::fromLatin1(selected().toHex(' ')));
}

void HexView::copyText()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(selected()));
}

void HexView::selectAll()
{
    m_anchor = 0;
    m_cursor = std::max<qsizetype>(0, m_bytes.size() - 1);
    viewport()->update();
}

qsizetype HexView::seek(const QString &wanted)
{
    m_pattern = BytePattern(wanted);
    return m_pattern.bytes().size();
}

qsizetype HexView::hitIn(qsizetype from, qsizetype until) const
{
    return m_pattern.firstIn(m_bytes, from, until);
}

void HexView::markHits(const std::vector<quint32> *hits, qsizetype length)
{
    m_hits = hits;
    m_hitLength = length;
    viewport()->update();
}

void HexView::showHit(qsizetype at, qsizetype length)
{
    setCursor(at + length - 1);
    setCursor(at, false);
    m_anchor = at + length - 1;
    viewport()->update();
}

QString HexView::chosen() const
{
    constexpr qsizetype kMostSought = 64;
    if (m_cursor == m_anchor || selected().size() > kMostSought)
        return {};
    return QString::fromLatin1(selected().toHex(' '));
}

QString HexView::prompt() const
{
    return tr("Find text, or bytes such as 0d 0a");
}

} // namespace sightglass::ui
