// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/holdtable.h"

#include "ui/models/holdlistmodel.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace sightglass::ui {

using models::HoldListModel;

namespace {

constexpr int kRowHeight = 26;

class HoldDelegate final : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    Role roleOf(const QModelIndex &index) const override
    {
        const bool ended = index.data(HoldListModel::EndedRole).toBool();
        if (ended)
            return index.column() == HoldListModel::StateColumn ? Role::ErrorText : Role::DimText;
        const auto urgency = HoldListModel::Urgency(index.data(HoldListModel::UrgencyRole).toInt());
        if (index.column() == HoldListModel::Left && urgency != HoldListModel::Urgency::Calm)
            return urgency == HoldListModel::Urgency::Soon ? Role::WarnText : Role::ErrorText;
        return index.column() == HoldListModel::Client ? Role::DimText : Role::Text;
    }
};

} // namespace

HoldTable::HoldTable(const Theme &theme, HoldListModel &model, QWidget *parent) : QTableView(parent), m_holds(model)
{
    setModel(&model);
    setAccessibleName(tr("Held messages"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(std::max(kRowHeight, fontMetrics().height() + 8));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    setItemDelegate(new HoldDelegate(theme, this));
    const int em = fontMetrics().horizontalAdvance(u'n');
    for (const auto &[column, letters] : {std::pair{HoldListModel::WayColumn, 10},
                                          {HoldListModel::Method, 11},
                                          {HoldListModel::Name, 14},
                                          {HoldListModel::Client, 12},
                                          {HoldListModel::Waiting, 9},
                                          {HoldListModel::Left, 12}})
        setColumnWidth(column, letters * em);
}

interceptor::HoldId HoldTable::currentId() const
{
    return currentIndex().isValid() ? m_holds.idAt(currentIndex().row()) : interceptor::HoldId();
}

QList<interceptor::HoldId> HoldTable::selectedIds() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QList<interceptor::HoldId> ids;
    for (const int row : rows)
        ids.append(m_holds.idAt(row));
    return ids;
}

void HoldTable::select(interceptor::HoldId id)
{
    const int row = m_holds.rowOf(id);
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_holds.index(row, 0),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void HoldTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void HoldTable::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT opened();
    } else if (event->key() == Qt::Key_Delete) {
        Q_EMIT dismissRequested();
    } else {
        QTableView::keyPressEvent(event);
    }
}

} // namespace sightglass::ui
