// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

// The rows of FilteredExchangeModel in an order of their own. They are sorted by number, kept beside the id. What is new or
// has changed is merged in every kResortMs, by another thread where the list is long: this one only puts the result in
// place. Meanwhile new rows stand at the end, and rows that are gone are blank.
namespace sightglass::models {

using exchange::ExchangeId;

void FilteredExchangeModel::sort(int column, Qt::SortOrder order)
{
    sortBy(ExchangeListModel::isSortable(column) ? column : -1, order);
}

void FilteredExchangeModel::sortBy(int column, Qt::SortOrder order)
{
    const RowSort wanted{column, order};
    if (wanted == m_sort)
        return;
    m_sort = wanted;
    m_sorting.reset();
    dropMerge();
    if (m_scan) {
        restart();
    } else if (!wanted.isSet()) {
        toNaturalOrder();
    } else if (shownCount() <= kAtOnce) {
        flushDoomed();
        const RecordSnapshot rows = m_source->freeze();
        RowOrder sortedRows = sortRows(rows, shownIds(), wanted);
        m_source->thaw();
        m_dirty.clear();
        install(std::move(sortedRows), {}, {}, wanted);
    } else {
        m_sorting = {++m_work, std::make_shared<const RowIds>(shownIds()), {}};
        runOverRows([this, work = m_work, ids = m_sorting->ids, wanted](const RecordSnapshot &rows) {
            auto found = std::make_shared<RowOrder>(sortRows(rows, *ids, wanted));
            return Then([this, work, found] { sorted(work, std::move(*found)); });
        });
    }
}

void FilteredExchangeModel::sorted(quint64 work, RowOrder order)
{
    if (!m_sorting || m_sorting->work != work)
        return;
    RowIds changes = std::move(m_sorting->changes);
    const std::shared_ptr<const RowIds> ids = m_sorting->ids;
    m_sorting.reset();
    sortUnique(changes);
    RowOrder tail;
    RowIds away;
    for (const quint64 id : changes) {
        const bool was = std::binary_search(ids->begin(), ids->end(), id);
        if (was && !isShown(id))
            away.push_back(id);
        if (isShown(id))
            m_dirty.push_back(id);
        if (!was && isShown(id))
            tail.push_back(entryOf(id, m_sort));
    }
    if (!away.empty())
        std::erase_if(order,
                      [&](const RowEntry &entry) { return std::binary_search(away.begin(), away.end(), entry.id); });
    flushDoomed();
    install(std::move(order), std::move(tail), {}, m_sort);
    mergeSoon();
}

const RowEntry &FilteredExchangeModel::entryAt(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return at < m_base->size() ? (*m_base)[at] : m_tail[at - m_base->size()];
}

RowEntry FilteredExchangeModel::entryOf(quint64 id, RowSort sort) const
{
    const exchange::Record *record = m_source->find(ExchangeId(id));
    return {record ? ExchangeListModel::sortKey(*record, sort.column) : -1, id};
}

int FilteredExchangeModel::rowInOrder(quint64 id) const
{
    // Where its key says, unless it has got another one since; then anywhere.
    const RowEntry wanted = entryOf(id, m_ordered);
    const auto place =
        std::lower_bound(m_base->begin(), m_base->end(), wanted, [this](const RowEntry &left, const RowEntry &right) {
            return m_ordered.isBefore(left, right);
        });
    if (place != m_base->end() && place->id == id)
        return static_cast<int>(place - m_base->begin());
    const auto isIt = [id](const RowEntry &entry) { return entry.id == id; };
    if (const auto late = std::find_if(m_tail.begin(), m_tail.end(), isIt); late != m_tail.end())
        return static_cast<int>(m_base->size()) + static_cast<int>(late - m_tail.begin());
    const auto found = std::find_if(m_base->begin(), m_base->end(), isIt);
    return found == m_base->end() ? -1 : static_cast<int>(found - m_base->begin());
}

void FilteredExchangeModel::mergeSoon()
{
    if ((!m_dirty.empty() || !m_doomed.empty()) && !m_resortTimer.isActive())
        m_resortTimer.start();
}

void FilteredExchangeModel::resort()
{
    if (m_scan || m_sorting || m_merge) // each of them ends in a look at what has changed
        return;
    if (!isSorted()) {
        m_dirty.clear();
        return;
    }
    sortUnique(m_dirty);
    sortUnique(m_doomed);
    RowOrder changed;
    RowIds dirty = std::exchange(m_dirty, {});
    for (const quint64 id : dirty) {
        if (isShown(id))
            changed.push_back(entryOf(id, m_ordered));
    }
    if (changed.empty() && m_doomed.empty())
        return;
    m_merge = {++m_work, m_tail.size(), std::move(dirty)};
    RowIds doomed = std::exchange(m_doomed, {});
    if (orderSize() <= kAtOnce) {
        merged(m_work, mergeRows(*m_base, m_tail, std::move(changed), doomed, m_ordered));
        return;
    }
    m_background->run([this, work = m_work, base = m_base, tail = m_tail, changed = std::move(changed),
                       doomed = std::move(doomed), sort = m_ordered] {
        auto rows = std::make_shared<MergedRows>(mergeRows(*base, tail, changed, doomed, sort));
        return Then([this, work, rows] { merged(work, std::move(*rows)); });
    });
}

void FilteredExchangeModel::merged(quint64 work, MergedRows rows)
{
    if (!m_merge || m_merge->work != work)
        return;
    RowOrder tail(m_tail.begin() + static_cast<std::ptrdiff_t>(m_merge->tail), m_tail.end());
    m_merge.reset();
    RowOrder gone;
    for (const RowEntry &entry : rows.gone) {
        if (!isShown(entry.id)) {
            m_leaving.erase(entry.id);
            gone.push_back(entry);
        } else { // wanted again meanwhile
            tail.push_back(entryOf(entry.id, m_ordered));
            m_dirty.push_back(entry.id);
        }
    }
    install(std::move(rows.order), std::move(tail), gone, m_ordered);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    mergeSoon();
}

/// The rows that there are, \a gone included, in another order: \a base, \a tail; then those that are \a gone go.
void FilteredExchangeModel::install(RowOrder base, RowOrder tail, const RowOrder &gone, RowSort sort)
{
    constexpr qsizetype kFew = 16;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<quint64> ids;
    for (const QModelIndex &held : from)
        ids.push_back(idAt(held.row()).value());
    m_base = std::make_shared<const RowOrder>(std::move(base));
    m_tail = std::move(tail);
    m_tail.insert(m_tail.end(), gone.begin(), gone.end());
    m_ordered = sort;
    QModelIndexList to;
    if (from.size() <= kFew) {
        for (qsizetype i = 0; i < from.size(); ++i)
            to.append(index(rowInOrder(ids[static_cast<std::size_t>(i)]), from[i].column()));
    } else {
        std::unordered_map<quint64, int> rows;
        for (const quint64 id : ids)
            rows.emplace(id, -1);
        for (int row = 0; row < orderSize(); ++row) {
            if (const auto held = rows.find(entryAt(row).id); held != rows.end())
                held->second = row;
        }
        for (qsizetype i = 0; i < from.size(); ++i)
            to.append(index(rows.at(ids[static_cast<std::size_t>(i)]), from[i].column()));
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    removeTail(gone.size());
}

void FilteredExchangeModel::removeTail(std::size_t count)
{
    if (count == 0)
        return;
    beginRemoveRows({}, orderSize() - static_cast<int>(count), orderSize() - 1);
    m_tail.resize(m_tail.size() - count);
    endRemoveRows();
}

/// Rows that are shown no more go now, wherever they stand.
void FilteredExchangeModel::flushDoomed()
{
    if (m_leaving.empty())
        return;
    dropMerge();
    m_doomed.clear();
    m_leaving.clear();
    RowOrder base;
    RowOrder tail;
    RowOrder gone;
    for (const RowEntry &entry : *m_base)
        (isShown(entry.id) ? base : gone).push_back(entry);
    for (const RowEntry &entry : m_tail)
        (isShown(entry.id) ? tail : gone).push_back(entry);
    install(std::move(base), std::move(tail), gone, m_ordered);
}

/// The merge under way is of no use any more; what it was to bring to its place is to be brought there later.
void FilteredExchangeModel::dropMerge()
{
    if (!m_merge)
        return;
    m_dirty.insert(m_dirty.end(), m_merge->dirty.begin(), m_merge->dirty.end());
    m_merge.reset();
}

void FilteredExchangeModel::toNaturalOrder()
{
    if (isSorted())
        flushDoomed();
    m_dirty.clear();
    if (!isSorted())
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &held : from)
        to.append(index(positionOf(entryAt(held.row()).id), held.column()));
    m_ordered = {};
    m_base = std::make_shared<const RowOrder>();
    m_tail.clear();
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void FilteredExchangeModel::addIds(const RowIds &ids)
{
    if (m_ids.empty() || ids.front() > m_ids.back()) {
        m_ids.insert(m_ids.end(), ids.begin(), ids.end());
        return;
    }
    RowIds all = shownIds();
    uniteIds(all, ids);
    m_ids = std::move(all);
    m_gone = 0;
}

void FilteredExchangeModel::dropIds(const RowIds &ids)
{
    const bool atFront = positionOf(ids.front()) == 0 && positionOf(ids.back()) + 1 == static_cast<int>(ids.size());
    if (atFront) {
        dropFront(ids.size());
        return;
    }
    RowIds rest = shownIds();
    subtractIds(rest, ids);
    m_ids = std::move(rest);
    m_gone = 0;
}

/// At the end for now; resort() brings them to their places. What still has a row keeps it.
void FilteredExchangeModel::appendSorted(const RowIds &ids)
{
    RowIds fresh;
    for (const quint64 id : ids) {
        if (m_leaving.erase(id) == 0)
            fresh.push_back(id);
    }
    if (fresh.size() < ids.size())
        std::erase_if(m_doomed, [&ids](quint64 id) { return std::binary_search(ids.begin(), ids.end(), id); });
    m_dirty.insert(m_dirty.end(), ids.begin(), ids.end());
    if (!fresh.empty())
        beginInsertRows({}, orderSize(), orderSize() + static_cast<int>(fresh.size()) - 1);
    addIds(ids);
    for (const quint64 id : fresh)
        m_tail.push_back(entryOf(id, m_ordered));
    if (!fresh.empty())
        endInsertRows();
    mergeSoon();
}

void FilteredExchangeModel::removeSorted(const RowIds &ids)
{
    dropIds(ids);
    m_leaving.insert(ids.begin(), ids.end());
    if (orderSize() <= kAtOnce) {
        flushDoomed();
        return;
    }
    m_doomed.insert(m_doomed.end(), ids.begin(), ids.end());
    mergeSoon();
}

} // namespace sightglass::models
