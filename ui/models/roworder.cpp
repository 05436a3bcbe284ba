// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/roworder.h"

#include "ui/models/exchangelistmodel.h"

#include <algorithm>
#include <iterator>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

namespace {

/// Rows between two looks at whether anybody still wants to know.
constexpr std::size_t kRowsPerLook = 1024;

/// Is an id one of these? One bit for each where they lie near each other, as those of a list do.
class IdSet
{
public:
    /// Ids over which a bit each is spent: 4 MiB.
    static constexpr quint64 kMaxSpan = quint64(32) * 1024 * 1024;

    explicit IdSet(RowIds ids) : m_ids(std::move(ids))
    {
        sortUnique(m_ids);
        if (m_ids.empty() || m_ids.back() - m_ids.front() >= kMaxSpan)
            return;
        m_bits.resize(m_ids.back() - m_ids.front() + 1);
        for (const quint64 id : m_ids)
            m_bits[id - m_ids.front()] = true;
    }
    bool contains(quint64 id) const
    {
        if (m_ids.empty() || id < m_ids.front() || id > m_ids.back())
            return false;
        return m_bits.empty() ? std::binary_search(m_ids.begin(), m_ids.end(), id) : m_bits[id - m_ids.front()];
    }

private:
    RowIds m_ids;
    std::vector<bool> m_bits;
};

} // namespace

bool RowSort::isBefore(const RowEntry &left, const RowEntry &right) const
{
    if (left.key != right.key)
        return order == Qt::AscendingOrder ? left.key < right.key : left.key > right.key;
    return left.id < right.id;
}

std::optional<bool> RowFilter::verdict(const Record &record) const
{
    const std::optional<bool> first = main.isEmpty() ? true : main.matchesWithoutParts(record);
    if (first == false || extra.isEmpty())
        return first;
    const std::optional<bool> second = extra.matchesWithoutParts(record);
    return second == true ? first : second;
}

FilteredRows filterRows(const RecordSnapshot &rows, std::size_t first, std::size_t end, const RowFilter &filter,
                        const std::atomic<bool> &stale)
{
    FilteredRows found;
    if (filter.isEmpty())
        found.wanted.reserve(end - first);
    for (std::size_t row = first; row < end && !stale;) {
        for (const std::size_t stop = std::min(row + kRowsPerLook, end); row < stop; ++row) {
            const Record &record = rows.at(row);
            const std::optional<bool> answer = filter.verdict(record);
            if (answer != false)
                (answer ? found.wanted : found.unsure).push_back(record.id.value());
        }
    }
    return found;
}

RowOrder sortRows(const RecordSnapshot &rows, const RowIds &ids, RowSort sort)
{
    RowOrder order;
    order.reserve(ids.size());
    std::size_t row = ids.empty() ? 0 : rows.lowerBound(ExchangeId(ids.front()));
    for (const quint64 id : ids) {
        // Rows rise as the ids do; mostly it is the next one, else it may be far.
        if (row < rows.size() && rows.at(row).id.value() < id) {
            ++row;
            if (row < rows.size() && rows.at(row).id.value() < id)
                row = rows.lowerBound(ExchangeId(id));
        }
        if (row < rows.size() && rows.at(row).id.value() == id)
            order.push_back({ExchangeListModel::sortKey(rows.at(row), sort.column), id});
    }
    std::sort(order.begin(), order.end(),
              [sort](const RowEntry &left, const RowEntry &right) { return sort.isBefore(left, right); });
    return order;
}

MergedRows mergeRows(const RowOrder &base, const RowOrder &tail, RowOrder changed, const RowIds &doomed, RowSort sort)
{
    RowIds ids;
    ids.reserve(changed.size());
    for (const RowEntry &entry : changed)
        ids.push_back(entry.id);
    const IdSet moves(std::move(ids));
    const IdSet goes(doomed);
    MergedRows merged;
    RowOrder stays;
    stays.reserve(base.size());
    for (const RowEntry &entry : base) {
        if (goes.contains(entry.id))
            merged.gone.push_back(entry);
        else if (!moves.contains(entry.id))
            stays.push_back(entry);
    }
    for (const RowEntry &entry : tail) {
        if (goes.contains(entry.id))
            merged.gone.push_back(entry);
        else if (!moves.contains(entry.id))
            changed.push_back(entry);
    }
    std::erase_if(changed, [&](const RowEntry &entry) { return goes.contains(entry.id); });
    const auto before = [sort](const RowEntry &left, const RowEntry &right) { return sort.isBefore(left, right); };
    std::sort(changed.begin(), changed.end(), before);
    merged.order.reserve(stays.size() + changed.size());
    std::merge(stays.begin(), stays.end(), changed.begin(), changed.end(), std::back_inserter(merged.order), before);
    return merged;
}

void sortUnique(RowIds &ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void uniteIds(RowIds &into, const RowIds &ids)
{
    if (ids.empty())
        return;
    RowIds merged;
    merged.reserve(into.size() + ids.size());
    std::set_union(into.begin(), into.end(), ids.begin(), ids.end(), std::back_inserter(merged));
    into = std::move(merged);
}

void subtractIds(RowIds &from, const RowIds &ids)
{
    if (ids.empty())
        return;
    RowIds rest;
    rest.reserve(from.size());
    std::set_difference(from.begin(), from.end(), ids.begin(), ids.end(), std::back_inserter(rest));
    from = std::move(rest);
}

} // namespace sightglass::models
