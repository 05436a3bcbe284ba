// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "ui/models/recordring.h"

#include <Qt>

#include <atomic>
#include <optional>
#include <vector>

/// The long work of FilteredExchangeModel: pure functions over what does not change meanwhile, from any thread.
namespace sightglass::models {

using RowIds = std::vector<quint64>; ///< of exchanges, rising

/// A row of a sorted list.
struct RowEntry {
    qint64 key = 0;
    quint64 id = 0;
};
using RowOrder = std::vector<RowEntry>;

/// How a list is sorted; equal keys by id.
struct RowSort {
    int column = -1; ///< of ExchangeListModel; -1: in the order they began
    Qt::SortOrder order = Qt::AscendingOrder;

    bool isSet() const { return column >= 0; }
    bool isBefore(const RowEntry &left, const RowEntry &right) const;
    bool operator==(const RowSort &) const = default;
};

/// Both must match.
struct RowFilter {
    exchange::Filter main;
    exchange::Filter extra;

    bool isEmpty() const { return main.isEmpty() && extra.isEmpty(); }
    /// None: only the payload can tell.
    std::optional<bool> verdict(const exchange::Record &record) const;
};

struct FilteredRows {
    RowIds wanted;
    RowIds unsure; ///< only their payload can tell
};
/// Of the rows from \a first to before \a end. Ends early, with what it has, when \a stale.
FilteredRows filterRows(const RecordSnapshot &rows, std::size_t first, std::size_t end, const RowFilter &filter,
                        const std::atomic<bool> &stale);

/// Those of \a ids that are in \a rows, sorted.
RowOrder sortRows(const RecordSnapshot &rows, const RowIds &ids, RowSort sort);

struct MergedRows {
    RowOrder order;
    RowOrder gone; ///< the doomed ones
};
/// \a base, which is sorted but for those that are \a changed (with their new keys, any order), and \a tail, which is not;
/// without the \a doomed.
MergedRows mergeRows(const RowOrder &base, const RowOrder &tail, RowOrder changed, const RowIds &doomed, RowSort sort);

void sortUnique(RowIds &ids);
/// Merges \a ids into \a into; what is there already stays once.
void uniteIds(RowIds &into, const RowIds &ids);
void subtractIds(RowIds &from, const RowIds &ids);

} // namespace sightglass::models
