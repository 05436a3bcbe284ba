// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/names.h"
#include "ui/models/exchangecells.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"
#include "ui/models/recordring.h"

#include <algorithm>

// What ExchangeListModel says of its cells.
namespace sightglass::models {

using exchange::Record;

namespace {

/// As a number, which every release of Qt reads.
int alignment(int column)
{
    return (Qt::AlignVCenter | (isNumericColumn(column) ? Qt::AlignRight : Qt::AlignLeft)).toInt();
}

} // namespace

int ExchangeListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ring->size());
}

int ExchangeListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExchangeListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    const Record &row = record(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), column);
    case Qt::ToolTipRole:
        return toolTip(index.row(), column);
    case Qt::AccessibleTextRole: {
        const QString words = column == Outcome && isHeld(row.id) ? QString() : cellWords(row, column);
        return words.isEmpty() ? display(index.row(), column) : words;
    }
    case Qt::TextAlignmentRole:
        return alignment(column);
    case IdRole:
        return static_cast<qulonglong>(row.id.value());
    case FilterTermRole:
        return cellFilterTerm(row, column);
    case MarkRole:
        return annotation(row.id).marked;
    case OutcomeRole:
        return QString(exchange::outcomeOf(row));
    case DirectionRole:
        return static_cast<int>(row.direction);
    case RelatedRole:
        return std::binary_search(m_related.begin(), m_related.end(), row.id);
    case HeldRole:
        return isHeld(row.id);
    case ColourRole:
        return ruleColour(row);
    case SeverityRole:
        return static_cast<int>(countFindings(row).worst);
    case SortKeyRole:
        return isSortable(column) ? QVariant(static_cast<qlonglong>(sortKey(row, column))) : QVariant();
    default:
        return {};
    }
}

bool ExchangeListModel::isHeld(exchange::ExchangeId id) const
{
    return !m_held.empty() && std::binary_search(m_held.begin(), m_held.end(), id);
}

QVariant ExchangeListModel::display(int row, int column) const
{
    if (column == Time)
        return timeText(row, row > 0 ? &record(row - 1) : nullptr);
    if (column == Comment)
        return cutText(annotation(idAt(row)).comment);
    if (column == Outcome && isHeld(idAt(row)))
        return QStringLiteral("⏸ ") + tr("held");
    return cellText(record(row), column);
}

QVariant ExchangeListModel::toolTip(int row, int column) const
{
    return column == Comment ? annotation(idAt(row)).comment : cellToolTip(record(row), column);
}

QString ExchangeListModel::timeText(int row, const Record *previous) const
{
    const qint64 startedUs = record(row).startedAtUs;
    switch (m_timeFormat) {
    case TimeFormat::Clock:
        break;
    case TimeFormat::SinceStart:
        return offsetText(startedUs - m_originUs);
    case TimeFormat::SincePrevious:
        return offsetText(previous ? startedUs - previous->startedAtUs : 0);
    }
    return clockText(startedUs);
}

QVariant ExchangeListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(section);
    case Qt::ToolTipRole:
        return columnToolTip(section);
    case Qt::TextAlignmentRole:
        return alignment(section);
    default:
        return {};
    }
}

QHash<int, QByteArray> ExchangeListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{IdRole, "id"},
                  {FilterTermRole, "filterTerm"},
                  {MarkRole, "marked"},
                  {OutcomeRole, "outcome"},
                  {DirectionRole, "direction"},
                  {RelatedRole, "related"},
                  {HeldRole, "held"},
                  {ColourRole, "colour"},
                  {SeverityRole, "severity"},
                  {SortKeyRole, "sortKey"}});
    return names;
}

bool ExchangeListModel::isSortable(int column)
{
    return column == Time || isNumericColumn(column);
}

qint64 ExchangeListModel::sortKey(const Record &record, int column)
{
    return cellSortKey(record, column);
}

QStringList ExchangeListModel::valuesOf(QStringView field, int limit) const
{
    constexpr int kNewest = 20'000;
    QHash<QByteArray, int> counts;
    for (int row = rowCount() - 1; row >= std::max(0, rowCount() - kNewest); --row) {
        if (const QByteArray value = fieldValue(record(row), field); !value.isEmpty() && value.isValidUtf8())
            ++counts[value];
    }
    std::vector<std::pair<int, QByteArray>> ranked;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        ranked.emplace_back(-count.value(), count.key());
    std::sort(ranked.begin(), ranked.end());
    QStringList values;
    for (std::size_t i = 0; i < ranked.size() && values.size() < limit; ++i)
        values.append(QString::fromUtf8(ranked[i].second));
    return values;
}

} // namespace sightglass::models
