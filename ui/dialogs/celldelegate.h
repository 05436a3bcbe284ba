// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QStyledItemDelegate>

namespace sightglass::ui {

/// Cells in line with the headings above them, with room above and below, and no focus box within a lit row.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (option.state.testFlag(
                QStyle::State_Selected)) // the whole cell, not only the part that is left for the text
            painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
        QStyledItemDelegate::paint(painter, option, index);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kSide, 2 * kAbove);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->rect.adjust(kSide, 0, -kSide, 0);
        option->state.setFlag(QStyle::State_HasFocus, false);
    }

private:
    static constexpr int kSide = 5;
    static constexpr int kAbove = 3;
};

} // namespace sightglass::ui
