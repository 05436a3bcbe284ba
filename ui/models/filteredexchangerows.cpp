// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include <algorithm>
#include <iterator>
#include <utility>

// The rows of FilteredExchangeModel that come and go.
namespace sightglass::models {

int FilteredExchangeModel::positionOf(quint64 id) const
{
    const auto begin = m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone);
    // Most questions are about the newest.
    if (begin == m_ids.end() || id > m_ids.back())
        return shownCount();
    return static_cast<int>(std::lower_bound(begin, m_ids.end(), id) - begin);
}

bool FilteredExchangeModel::isShown(quint64 id) const
{
    const int position = positionOf(id);
    return position < shownCount() && shownId(position) == id;
}

/// \a ids rise; those that are shown already are skipped.
void FilteredExchangeModel::include(const RowIds &ids)
{
    RowIds fresh;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(fresh), [this](quint64 id) { return !isShown(id); });
    if (fresh.empty())
        return;
    if (m_sorting)
        m_sorting->changes.insert(m_sorting->changes.end(), fresh.begin(), fresh.end());
    if (isSorted()) {
        appendSorted(fresh);
    } else {
        for (auto begin = fresh.cbegin(); begin != fresh.cend();) {
            const int position = positionOf(*begin);
            auto end = fresh.cend(); // what has no shown row in between comes in one go
            if (position < shownCount())
                end = std::lower_bound(begin, fresh.cend(), shownId(position));
            insertAt(position, begin, end);
            begin = end;
        }
    }
    Q_EMIT countChanged();
}

void FilteredExchangeModel::insertAt(int position, RowIds::const_iterator begin, RowIds::const_iterator end)
{
    beginInsertRows({}, position, position + static_cast<int>(end - begin) - 1);
    m_ids.insert(m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone) + position, begin, end);
    endInsertRows();
}

/// \a ids rise; those that are not shown are skipped.
void FilteredExchangeModel::exclude(const RowIds &ids)
{
    RowIds shown;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(shown), [this](quint64 id) { return isShown(id); });
    if (shown.empty())
        return;
    if (m_sorting)
        m_sorting->changes.insert(m_sorting->changes.end(), shown.begin(), shown.end());
    if (isSorted()) {
        removeSorted(shown);
    } else {
        for (auto id = shown.cbegin(); id != shown.cend();) {
            const int first = positionOf(*id);
            int last = first;
            for (++id; id != shown.cend() && last + 1 < shownCount() && shownId(last + 1) == *id; ++id)
                ++last;
            eraseAt(first, last);
        }
    }
    Q_EMIT countChanged();
}

void FilteredExchangeModel::eraseAt(int first, int last)
{
    beginRemoveRows({}, first, last);
    if (first == 0) {
        dropFront(static_cast<std::size_t>(last) + 1);
    } else {
        const auto begin = m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone);
        m_ids.erase(begin + first, begin + last + 1);
    }
    endRemoveRows();
}

void FilteredExchangeModel::dropFront(std::size_t count)
{
    constexpr std::size_t kMaxGone = 64 * 1024;
    m_gone += count;
    if (m_gone > kMaxGone || m_gone * 2 > m_ids.size())
        m_ids.erase(m_ids.begin(), m_ids.begin() + static_cast<std::ptrdiff_t>(std::exchange(m_gone, 0)));
}

} // namespace sightglass::models
