// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruletable.h"

#include "ui/models/rulelistmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

namespace sightglass::ui {

using models::RuleListModel;

namespace {

class RuleDelegate : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TintedDelegate::initStyleOption(option, index);
        const bool broken = !index.data(RuleListModel::ErrorRole).toString().isEmpty();
        if (!broken || index.column() != RuleListModel::Name)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(Glyph::Warning, theme(), Role::ErrorText);
        option->decorationSize = QSize(16, 16);
    }
    Role roleOf(const QModelIndex &index) const override
    {
        const bool broken = !index.data(RuleListModel::ErrorRole).toString().isEmpty();
        if (broken && index.column() == RuleListModel::Does)
            return Role::ErrorText;
        return index.data(RuleListModel::ActiveRole).toBool() ? Role::Text : Role::DimText;
    }
};

} // namespace

RuleTable::RuleTable(const Theme &theme, RuleListModel &rules, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("rulesTable"));
    setAccessibleName(tr("Rules, in the order in which they are tried"));
    setModel(&rules);
    setItemDelegate(new RuleDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setDragDropMode(InternalMove);
    setDragDropOverwriteMode(false);
    setDropIndicatorShown(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(RuleListModel::Does, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    setColumnWidth(RuleListModel::On, letter * 6);
    setColumnWidth(RuleListModel::Name, letter * 30);
    setColumnWidth(RuleListModel::Match, letter * 44);
    setColumnWidth(RuleListModel::Hits, letter * 11);
    setColumnWidth(RuleListModel::LastHit, letter * 15);
    setColumnHidden(RuleListModel::ErrorColumn, true); // the Does column says it
}

} // namespace sightglass::ui
