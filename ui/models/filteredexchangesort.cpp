// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

// The rows of FilteredExchangeModel in an order of their own. They are sorted by number, kept beside the id, so that a
// live list is merged and not sorted at every turn; what has changed is taken in every kResortMs.
namespace sightglass::models {

void FilteredExchangeModel::sort(int column, Qt::SortOrder order)
{
    sortBy(ExchangeListModel::isSortable(column) ? column : -1, order);
}

void FilteredExchangeModel::sortBy(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && order == m_sortOrder)
        return;
    std::vector<Entry> natural;
    const std::vector<Entry> *before = &m_order;
    if (!isSorted()) {
        for (int position = 0; position < shownCount(); ++position)
            natural.push_back({0, shownId(position)});
        before = &natural;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<quint64> ids;
    for (const QModelIndex &index : from)
        ids.push_back((*before)[static_cast<std::size_t>(index.row())].id);
    m_sortColumn = column;
    m_sortOrder = order;
    sortEverything();
    std::unordered_map<quint64, int> rows;
    if (!from.isEmpty()) {
        for (int row = 0; row < rowCount(); ++row)
            rows.emplace(idAt(row).value(), row);
    }
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(rows.at(ids[static_cast<std::size_t>(i)]), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

FilteredExchangeModel::Entry FilteredExchangeModel::entryOf(quint64 id) const
{
    const exchange::Record *record = m_source->find(exchange::ExchangeId(id));
    return {record ? ExchangeListModel::sortKey(*record, m_sortColumn) : -1, id};
}

bool FilteredExchangeModel::isBefore(const Entry &left, const Entry &right) const
{
    if (left.key != right.key)
        return m_sortOrder == Qt::AscendingOrder ? left.key < right.key : left.key > right.key;
    return left.id < right.id;
}

/// Makes m_order from m_ids and the source, without a signal.
void FilteredExchangeModel::sortEverything()
{
    m_order.clear();
    m_dirty.clear();
    m_resortTimer.stop();
    if (!isSorted())
        return;
    m_order.reserve(m_ids.size());
    for (int position = 0; position < shownCount(); ++position)
        m_order.push_back(entryOf(shownId(position)));
    std::sort(m_order.begin(), m_order.end(),
              [this](const Entry &left, const Entry &right) { return isBefore(left, right); });
}

void FilteredExchangeModel::resort()
{
    if (!isSorted() || m_dirty.empty())
        return;
    std::sort(m_dirty.begin(), m_dirty.end());
    const Ids dirty = std::exchange(m_dirty, {});
    std::vector<Entry> clean;
    std::vector<Entry> changed;
    clean.reserve(m_order.size());
    for (const Entry &entry : m_order) {
        if (std::binary_search(dirty.begin(), dirty.end(), entry.id))
            changed.push_back(entryOf(entry.id));
        else
            clean.push_back(entry);
    }
    const auto before = [this](const Entry &left, const Entry &right) { return isBefore(left, right); };
    std::sort(changed.begin(), changed.end(), before);
    std::vector<Entry> order;
    order.reserve(m_order.size());
    std::merge(clean.begin(), clean.end(), changed.begin(), changed.end(), std::back_inserter(order), before);
    reorder(std::move(order));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// The same rows in another order.
void FilteredExchangeModel::reorder(std::vector<Entry> order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::unordered_map<quint64, int> rows; // of the few that somebody holds
    for (const QModelIndex &index : from)
        rows.emplace(m_order[static_cast<std::size_t>(index.row())].id, -1);
    if (!rows.empty()) {
        for (std::size_t row = 0; row < order.size(); ++row) {
            if (const auto held = rows.find(order[row].id); held != rows.end())
                held->second = static_cast<int>(row);
        }
    }
    QModelIndexList to;
    for (const QModelIndex &held : from)
        to.append(index(rows.at(m_order[static_cast<std::size_t>(held.row())].id), held.column()));
    m_order = std::move(order);
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// At the end for now; resort() brings them to their places.
void FilteredExchangeModel::appendSorted(const Ids &ids)
{
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(ids.size()) - 1);
    if (m_ids.empty() || ids.front() > m_ids.back()) {
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
    } else {
        Ids all;
        all.reserve(m_ids.size() + ids.size());
        std::merge(m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone), m_ids.end(), ids.begin(), ids.end(),
                   std::back_inserter(all));
        m_ids = std::move(all);
        m_gone = 0;
    }
    for (const quint64 id : ids)
        m_order.push_back(entryOf(id));
    endInsertRows();
    m_dirty.insert(m_dirty.end(), ids.begin(), ids.end());
    if (!m_resortTimer.isActive())
        m_resortTimer.start();
}

/// They stand anywhere: first they are brought to the end, then that goes in one piece.
void FilteredExchangeModel::removeSorted(const Ids &ids)
{
    std::vector<Entry> order = m_order;
    const auto stays = [&ids](const Entry &entry) { return !std::binary_search(ids.begin(), ids.end(), entry.id); };
    const auto doomed = std::stable_partition(order.begin(), order.end(), stays);
    const auto left = static_cast<std::size_t>(doomed - order.begin());
    reorder(std::move(order));
    beginRemoveRows({}, static_cast<int>(left), rowCount() - 1);
    m_order.resize(left);
    Ids rest;
    std::set_difference(m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone), m_ids.end(), ids.begin(), ids.end(),
                        std::back_inserter(rest));
    m_ids = std::move(rest);
    m_gone = 0;
    endRemoveRows();
}

} // namespace sightglass::models
