// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historydelegate.h"

#include "store/searchterms.h"
#include "ui/models/historymodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace sightglass::ui {

using models::HistoryModel;

Role HistoryDelegate::roleOf(const QModelIndex &index) const
{
    switch (index.column()) {
    case HistoryModel::Time:
    case HistoryModel::Session:
        return Role::DimText;
    case HistoryModel::Status: {
        const QString outcome = index.data(HistoryModel::OutcomeRole).toString();
        if (outcome == u"error" || outcome == u"failed")
            return Role::ErrorText;
        if (outcome == u"cancelled")
            return Role::CancelText;
        return outcome == u"dropped" ? Role::WarnText : Role::Text;
    }
    default:
        return Role::Text;
    }
}

void HistoryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    TintedDelegate::initStyleOption(option, index);
    switch (index.column()) {
    case HistoryModel::Method:
    case HistoryModel::Name:
    case HistoryModel::Session:
    case HistoryModel::Match:
        option->font = theme().monospace();
        break;
    default:
        break;
    }
    // An id tells by its end, other texts by their beginning.
    option->textElideMode = index.column() == HistoryModel::Session ? Qt::ElideLeft : Qt::ElideRight;
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != HistoryModel::Match) {
        TintedDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.rect = option.rect;
    const QString text = std::exchange(cell.text, QString());
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    cell.text = text;
    // As far in as the style puts the texts of the other columns.
    const int side = kBesideHeading + cell.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell) + 1;
    cell.rect.adjust(side, 0, -side, 0);
    if (cell.rect.width() > 0)
        paintExcerpt(*painter, cell, index);
}

void HistoryDelegate::paintExcerpt(QPainter &painter, const QStyleOptionViewItem &cell, const QModelIndex &index) const
{
    const QString text = QFontMetrics(cell.font).elidedText(cell.text, Qt::ElideRight, cell.rect.width());
    QTextLayout layout(text, cell.font);
    QTextOption oneLine;
    oneLine.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(oneLine);
    QList<QTextLayout::FormatRange> formats;
    for (const store::SearchMark &mark : index.data(HistoryModel::MarksRole).value<QList<store::SearchMark>>()) {
        if (mark.begin + mark.length > text.size())
            break;
        QTextLayout::FormatRange range{int(mark.begin), int(mark.length), {}};
        range.format.setBackground(theme().color(Role::MatchBackground));
        range.format.setFontWeight(QFont::DemiBold); // colour is never alone
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid())
        return;
    painter.save();
    painter.setClipRect(cell.rect);
    painter.setPen(cell.palette.color(QPalette::Text));
    layout.draw(&painter, QPointF(cell.rect.left(), cell.rect.top() + (cell.rect.height() - line.height()) / 2));
    painter.restore();
}

} // namespace sightglass::ui
