// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/columnlayout.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangedelegate.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>

#include <array>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using models::ExchangeListModel;

namespace {

struct ColumnDefault {
    int column;
    bool shown;
    QStringView sample; ///< a long but usual text: the column is wide enough for it
};

// In the order in which they stand at first. The last one takes what room is left.
constexpr std::array<ColumnDefault, ExchangeListModel::ColumnCount> kDefaults{{
    {ExchangeListModel::Number, true, u"012345"},
    {ExchangeListModel::Time, true, u"14:03:22.118"},
    {ExchangeListModel::DirectionColumn, true, u"Dir"},
    {ExchangeListModel::Method, true, u"notifications/cancelled"},
    {ExchangeListModel::Name, true, u"resources/document.md"},
    {ExchangeListModel::Outcome, true, u"xx cancelled"},
    {ExchangeListModel::Status, true, u"200 · -32602"},
    {ExchangeListModel::Duration, true, u"999.9 ms"},
    {ExchangeListModel::Size, true, u"999.9 KiB"},
    {ExchangeListModel::Route, false, u"everything"},
    {ExchangeListModel::Session, false, u"…0305e82c3301"},
    {ExchangeListModel::Era, false, u"modern xx"},
    {ExchangeListModel::Kind, false, u"notification"},
    {ExchangeListModel::RpcId, false, u"1234567"},
    {ExchangeListModel::Lint, true, u"xx 9"},
    {ExchangeListModel::Rules, false, u"mock-tool"},
    {ExchangeListModel::Comment, true, u"a few words"},
}};
constexpr int kCellPadding = 18;

QString key(QLatin1StringView name)
{
    return u"columns/"_s + name;
}

} // namespace

ColumnLayout::ColumnLayout(QTableView &table, const Theme &theme) : QObject(&table), m_table(table), m_theme(theme)
{
    QHeaderView *header = table.horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideRight);
    header->setMinimumSectionSize(28);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::sectionClicked, this, &ColumnLayout::headerClicked);
    connect(header, &QWidget::customContextMenuRequested, this, &ColumnLayout::openMenu);
    reset();
}

void ColumnLayout::reset()
{
    QHeaderView *header = m_table.horizontalHeader();
    int visual = 0;
    for (const ColumnDefault &column : kDefaults) {
        header->setSectionHidden(column.column, !column.shown);
        header->moveSection(header->visualIndex(column.column), visual++);
        header->resizeSection(column.column, defaultWidth(column.column));
    }
    sortBy(-1, Qt::AscendingOrder);
}

void ColumnLayout::save(QSettings &settings) const
{
    settings.setValue(key("version"_L1), kVersion);
    settings.setValue(key("header"_L1), m_table.horizontalHeader()->saveState());
    settings.setValue(key("sortColumn"_L1), m_sortColumn);
    settings.setValue(key("sortDescending"_L1), m_sortOrder == Qt::DescendingOrder);
}

void ColumnLayout::restore(QSettings &settings)
{
    const bool known = settings.value(key("version"_L1)).toInt() == kVersion;
    if (!known || !m_table.horizontalHeader()->restoreState(settings.value(key("header"_L1)).toByteArray())) {
        reset();
        return;
    }
    const bool descending = settings.value(key("sortDescending"_L1)).toBool();
    sortBy(settings.value(key("sortColumn"_L1), -1).toInt(), descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

bool ColumnLayout::isShown(int column) const
{
    return !m_table.isColumnHidden(column);
}

void ColumnLayout::setShown(int column, bool shown)
{
    if (!shown && shownCount() == 1)
        return;
    m_table.setColumnHidden(column, !shown);
    if (shown && m_table.columnWidth(column) < m_table.horizontalHeader()->minimumSectionSize())
        m_table.setColumnWidth(column, defaultWidth(column));
}

void ColumnLayout::sortBy(int column, Qt::SortOrder order)
{
    m_sortColumn = ExchangeListModel::isSortable(column) ? column : -1;
    m_sortOrder = order;
    QHeaderView *header = m_table.horizontalHeader();
    header->setSortIndicatorShown(m_sortColumn >= 0);
    header->setSortIndicator(m_sortColumn, order);
    Q_EMIT sortChanged(m_sortColumn, order);
}

void ColumnLayout::fillMenu(QMenu &menu, int column)
{
    if (ExchangeListModel::isSortable(column)) {
        menu.addAction(tr("Sort &Ascending"), this, [this, column] { sortBy(column, Qt::AscendingOrder); });
        menu.addAction(tr("Sort &Descending"), this, [this, column] { sortBy(column, Qt::DescendingOrder); });
    }
    QAction *unsorted =
        menu.addAction(tr("&In the Order They Began"), this, [this] { sortBy(-1, Qt::AscendingOrder); });
    unsorted->setEnabled(m_sortColumn >= 0);
    menu.addSeparator();
    for (const ColumnDefault &shown : kDefaults) {
        const QAbstractItemModel *model = m_table.model();
        // The arrow of the direction's column is no name for a menu.
        QString name = model->headerData(shown.column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        if (name.isEmpty())
            name = model->headerData(shown.column, Qt::Horizontal).toString();
        QAction *action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(isShown(shown.column));
        action->setEnabled(!isShown(shown.column) || shownCount() > 1);
        connect(action, &QAction::toggled, this, [this, id = shown.column](bool on) { setShown(id, on); });
    }
    menu.addSeparator();
    menu.addAction(tr("&Reset Columns"), this, &ColumnLayout::reset);
}

void ColumnLayout::headerClicked(int column)
{
    if (!ExchangeListModel::isSortable(column))
        return;
    // Up, down, and back to the order in which they began.
    if (column != m_sortColumn)
        sortBy(column, Qt::AscendingOrder);
    else if (m_sortOrder == Qt::AscendingOrder)
        sortBy(column, Qt::DescendingOrder);
    else
        sortBy(-1, Qt::AscendingOrder);
}

void ColumnLayout::openMenu(const QPoint &position)
{
    QHeaderView *header = m_table.horizontalHeader();
    auto *menu = new QMenu(&m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu, header->logicalIndexAt(position));
    menu->popup(header->mapToGlobal(position));
}

int ColumnLayout::shownCount() const
{
    const QHeaderView *header = m_table.horizontalHeader();
    return header->count() - header->hiddenSectionCount();
}

int ColumnLayout::defaultWidth(int column) const
{
    const QFontMetrics metrics(showsData(column) ? m_theme.monospace() : m_table.font());
    for (const ColumnDefault &known : kDefaults) {
        if (known.column == column)
            return metrics.horizontalAdvance(known.sample.toString()) + kCellPadding;
    }
    return m_table.horizontalHeader()->defaultSectionSize();
}

} // namespace sightglass::ui
