// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paddeddelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace sightglass::ui {

void PaddedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    // The ground fills the whole cell, not only the part that is left for the text.
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, cell.palette.brush(QPalette::Highlight));
    else if (cell.backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option.rect, cell.backgroundBrush);
    QStyledItemDelegate::paint(painter, option, index);
}

QSize PaddedDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * m_side, 2 * m_above);
}

void PaddedDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->rect.adjust(m_side, 0, -m_side, 0);
    option->state.setFlag(QStyle::State_HasFocus, false);
}

void TintedDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    PaddedDelegate::initStyleOption(option, index);
    const QColor color = m_theme.color(roleOf(index));
    option->palette.setColor(QPalette::Text, color);
    option->palette.setColor(QPalette::HighlightedText, color);
}

} // namespace sightglass::ui
