// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/dryrunmodel.h"

#include "ui/models/exchangetext.h"

#include <algorithm>

namespace sightglass::models {

int DryRunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

int DryRunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DryRunModel::display(const DryRunHit &hit, int column) const
{
    switch (column) {
    case Number:
        return QString::number(hit.record->id.value());
    case Time:
        return clockText(hit.record->startedAtUs);
    case What:
        return titleText(*hit.record);
    case Would:
        return cutText(hit.what);
    default:
        return {};
    }
}

QVariant DryRunModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DryRunHit &shown = m_hits.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return display(shown, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == Number)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case IdRole:
        return qulonglong(shown.record->id.value());
    case TroubledRole:
        return shown.troubled;
    default:
        return {};
    }
}

QVariant DryRunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Number)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Time:
        return tr("Time");
    case What:
        return tr("Exchange");
    case Would:
        return tr("What the rule does");
    default:
        return {};
    }
}

void DryRunModel::clear()
{
    beginResetModel();
    m_hits.clear();
    endResetModel();
}

void DryRunModel::add(const QList<DryRunHit> &hits)
{
    if (hits.isEmpty())
        return;
    const int first = int(m_hits.size());
    beginInsertRows({}, first, first + int(hits.size()) - 1);
    m_hits.append(hits);
    endInsertRows();
}

int DryRunModel::rowOf(exchange::ExchangeId id) const
{
    const auto found =
        std::find_if(m_hits.begin(), m_hits.end(), [id](const DryRunHit &hit) { return hit.record->id == id; });
    return found == m_hits.end() ? -1 : int(found - m_hits.begin());
}

} // namespace sightglass::models
