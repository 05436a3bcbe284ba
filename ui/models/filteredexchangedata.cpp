// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/names.h"
#include "ui/models/filteredexchangemodel.h"

#include <algorithm>

// What FilteredExchangeModel says of its rows.
namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;

int FilteredExchangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : isSorted() ? orderSize() : shownCount();
}

int FilteredExchangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ExchangeListModel::ColumnCount;
}

QVariant FilteredExchangeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int source = sourceRow(index.row());
    if (source < 0)
        return {};
    if (index.column() == ExchangeListModel::Time && role == Qt::DisplayRole
        && m_source->timeFormat() == TimeFormat::SincePrevious) {
        // Since the row that is seen above it.
        const int above = index.row() > 0 ? sourceRow(index.row() - 1) : -1;
        return m_source->timeText(source, above < 0 ? nullptr : &m_source->record(above));
    }
    return m_source->data(m_source->index(source, index.column()), role);
}

QVariant FilteredExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_source->headerData(section, orientation, role);
}

QHash<int, QByteArray> FilteredExchangeModel::roleNames() const
{
    return m_source->roleNames();
}

ExchangeId FilteredExchangeModel::idAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return ExchangeId(isSorted() ? entryAt(row).id : shownId(row));
}

int FilteredExchangeModel::rowOf(ExchangeId id) const
{
    if (!isShown(id.value()))
        return -1;
    return isSorted() ? rowInOrder(id.value()) : positionOf(id.value());
}

int FilteredExchangeModel::sourceRow(int row) const
{
    return m_source->rowOf(idAt(row));
}

const exchange::Record &FilteredExchangeModel::record(int row) const
{
    static const exchange::Record kNone;
    const int source = sourceRow(row);
    return source < 0 ? kNone : m_source->record(source);
}

int FilteredExchangeModel::nearestRow(ExchangeId id) const
{
    if (shownCount() == 0)
        return -1;
    return rowOf(ExchangeId(shownId(std::min(positionOf(id.value()), shownCount() - 1))));
}

int FilteredExchangeModel::nextMarked(int row, bool forward) const
{
    int best = -1;
    const Annotations &annotations = m_source->annotations();
    for (auto entry = annotations.cbegin(); entry != annotations.cend(); ++entry) {
        const int candidate = entry->marked ? rowOf(ExchangeId(entry.key())) : -1;
        const bool behind = candidate >= 0 && (row < 0 || (forward ? candidate > row : candidate < row));
        if (behind && (best < 0 || (forward ? candidate < best : candidate > best)))
            best = candidate;
    }
    return best;
}

int FilteredExchangeModel::nextError(int row, bool forward) const
{
    const int step = forward ? 1 : -1;
    const int start = row < 0 ? (forward ? 0 : rowCount() - 1) : row + step;
    for (int candidate = start; candidate >= 0 && candidate < rowCount(); candidate += step) {
        const exchange::Record &shown = record(candidate);
        if (shown.state == exchange::State::Failed || exchange::outcomeOf(shown) == "error"_L1)
            return candidate;
    }
    return -1;
}

} // namespace sightglass::models
