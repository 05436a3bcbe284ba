// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sequencedelegate.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sequencemodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cstdlib>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using models::Lane;
using models::SequenceKind;
using models::SequenceModel;
using models::SequenceRow;

namespace {

constexpr int kHead = 6; // half the height of an arrow's head
constexpr int kPadding = 8;
constexpr int kBelow = 8; // from the arrow to the row's lower edge
constexpr int kDot = 5;   // where the proxy had a hand in it

/// Solid asks, dashed answers, dotted tells: so the colour is never alone.
Qt::PenStyle penOf(const SequenceRow &row)
{
    switch (row.kind) {
    case SequenceKind::Response:
        return Qt::DashLine;
    case SequenceKind::Event:
    case SequenceKind::Notification:
        return Qt::DotLine;
    default:
        return Qt::SolidLine;
    }
}

Role roleOf(const SequenceRow &row)
{
    if (row.isError || row.kind == SequenceKind::Failure)
        return row.isError ? Role::ErrorText : Role::CancelText;
    if (row.kind == SequenceKind::Stream || row.kind == SequenceKind::Http)
        return Role::DimText;
    return row.from < row.to ? Role::RequestTint : Role::ResponseTint;
}

} // namespace

Lifelines lifelines(int left, int width, const QFontMetrics &metrics)
{
    Lifelines lines;
    lines.time = metrics.horizontalAdvance(u"+00 m 00.000 s"_s) + 2 * kPadding;
    // Half a lane's name stays free at either edge.
    const int edge = metrics.horizontalAdvance(u"nnnnnn"_s);
    const int first = left + lines.time + edge;
    const int last = std::max(first + 40, left + width - edge);
    lines.x = {first, (first + last) / 2, last};
    return lines;
}

SequenceDelegate::SequenceDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize SequenceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(index)
    return {100, 2 * kBelow + option.fontMetrics.height() + 4};
}

void SequenceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto row = index.data(SequenceModel::RowRole).value<SequenceRow>();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor ground = m_theme.color(isSelected ? Role::Selection : Role::Base);
    const QRect &rect = option.rect;
    painter->save();
    painter->setFont(option.font);
    painter->fillRect(rect, ground);
    if (isSelected)
        painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), m_theme.color(Role::Accent));
    const Lifelines lines = lifelines(rect.left(), rect.width(), option.fontMetrics);
    const bool isGap = row.kind == SequenceKind::Gap;
    painter->setPen(QPen(m_theme.color(Role::Border), 1, isGap ? Qt::DotLine : Qt::SolidLine));
    for (const int x : lines.x)
        painter->drawLine(x, rect.top(), x, rect.bottom());
    if (isGap) {
        paintGap(*painter, rect, lines, row, ground);
    } else {
        painter->setPen(m_theme.color(Role::DimText));
        painter->drawText(rect.adjusted(kPadding, 0, 0, -kBelow / 2)
                              .intersected(QRect(rect.left(), rect.top(), lines.time - kPadding, rect.height())),
                          int(Qt::AlignRight | Qt::AlignBottom), index.data(SequenceModel::OffsetRole).toString());
        paintArrow(*painter, rect, lines, row, ground);
    }
    painter->restore();
}

void SequenceDelegate::paintGap(QPainter &painter, const QRect &rect, const Lifelines &lines, const SequenceRow &row,
                                const QColor &ground) const
{
    const QRect room(lines.at(Lane::Client) + kPadding, rect.top(),
                     lines.at(Lane::Server) - lines.at(Lane::Client) - 2 * kPadding, rect.height());
    paintLabel(painter, room, u"⋮  "_s + row.label, Role::DimText, ground);
}

void SequenceDelegate::paintLabel(QPainter &painter, const QRect &room, const QString &text, Role role,
                                  const QColor &ground) const
{
    if (room.width() <= 0)
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room.width());
    const int width = metrics.horizontalAdvance(shown) + 6;
    const QRect box(room.center().x() - width / 2, room.center().y() - metrics.height() / 2, width, metrics.height());
    painter.fillRect(box, ground); // the lifeline of the proxy goes behind the words
    painter.setPen(m_theme.color(role));
    painter.drawText(box, int(Qt::AlignCenter), shown);
}

void SequenceDelegate::paintArrow(QPainter &painter, const QRect &rect, const Lifelines &lines, const SequenceRow &row,
                                  const QColor &ground) const
{
    const Role role = roleOf(row);
    const QColor color = m_theme.color(role);
    const int y = rect.bottom() - kBelow;
    const int from = lines.at(row.from);
    const int to = lines.at(row.to);
    QString text = row.label;
    if (row.durationUs >= 0)
        text += u" · "_s + models::durationText(row.durationUs);
    painter.setRenderHint(QPainter::Antialiasing);
    if (from == to) { // it ends here
        painter.setPen(QPen(color, 2));
        painter.drawLine(to - kDot, y - kDot, to + kDot, y + kDot);
        painter.drawLine(to - kDot, y + kDot, to + kDot, y - kDot);
    } else {
        const int step = from < to ? 1 : -1;
        painter.setPen(QPen(color, 1.4, penOf(row)));
        painter.drawLine(QPointF(from, y + 0.5), QPointF(to - step * kHead, y + 0.5));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF{QPointF(to, y + 0.5), QPointF(to - step * (kHead + 2), y + 0.5 - kHead * 0.7),
                                      QPointF(to - step * (kHead + 2), y + 0.5 + kHead * 0.7)});
    }
    if (row.isEdited) {
        painter.setPen(QPen(m_theme.color(Role::WarnText), 1.6));
        painter.setBrush(ground);
        painter.drawEllipse(QPointF(lines.at(Lane::Proxy), y + 0.5), kDot, kDot);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int left = from == to ? lines.at(Lane::Client) : std::min(from, to);
    const int right = from == to ? lines.at(Lane::Server) : std::max(from, to);
    const int top = rect.top() + 2;
    const bool isShort = right - left < lines.at(Lane::Server) - lines.at(Lane::Client);
    // What spans one lane only may take the next one's room for its words.
    const QRect room(left + kPadding, top, (isShort ? lines.at(Lane::Server) - left : right - left) - 2 * kPadding,
                     y - top - 2);
    paintLabel(painter, room, row.isEdited ? text + u" ✎"_s : text, role, ground);
}

} // namespace sightglass::ui
