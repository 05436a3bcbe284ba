// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/background.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/roworder.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace sightglass::models {

class PayloadSource;

/// The rows of an ExchangeListModel that a filter wants: same columns and roles. New rows are tested as they come; a new
/// filter or another order of a long list is worked out in other threads (of a short one at once), while the rows of
/// before stay shown. In a long sorted list, what is new stands at the end until the next merge, and what is gone is
/// blank until then. What only the payload can tell is asked of the PayloadSource, and those rows come later.
///
/// Thread: the UI's. \a source and \a payload (may be null: then nothing that needs payload matches) outlive it.
class FilteredExchangeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Rows that are filtered or sorted within the call.
    static constexpr int kAtOnce = 10'000;
    /// How often a sorted list takes in what has changed.
    static constexpr int kResortMs = 250;

    explicit FilteredExchangeModel(ExchangeListModel *source, PayloadSource *payload = nullptr,
                                   QObject *parent = nullptr);
    ~FilteredExchangeModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// The view's way to sortBy(); columns that do not sort end the sorting.
    void sort(int column, Qt::SortOrder order) override;

    ExchangeListModel *source() const { return m_source; }
    const exchange::Filter &filter() const { return m_filter.main; }
    void setFilter(const exchange::Filter &filter);
    /// The sidebar's; both must match.
    void setExtraFilter(const exchange::Filter &filter);
    bool isFiltering() const { return m_scan.has_value() || m_searching; }

    /// By a numeric column (ExchangeListModel::isSortable()); -1: in the order they began.
    void sortBy(int column, Qt::SortOrder order = Qt::AscendingOrder);
    int sortColumn() const { return m_sort.column; }
    Qt::SortOrder sortOrder() const { return m_sort.order; }
    /// Another order is being worked out.
    bool isSorting() const { return m_sorting.has_value(); }

    exchange::ExchangeId idAt(int row) const;
    int rowOf(exchange::ExchangeId id) const; ///< -1: not shown
    int sourceRow(int row) const;
    /// An empty record where the row has just left the list.
    const exchange::Record &record(int row) const;
    /// The row of \a id, or else the nearest one that began after it, or else the last one; -1: no rows.
    int nearestRow(exchange::ExchangeId id) const;
    /// The next row below or above \a row that is marked or whose outcome is no success; -1: none.
    int nextMarked(int row, bool forward) const;
    int nextError(int row, bool forward) const;

Q_SIGNALS:
    void filteringChanged(bool filtering);
    /// Of the search through payload: 0 to 100.
    void filterProgressed(int percent);
    void countChanged();

private:
    /// A new filter on its way through the list.
    struct Scan {
        quint64 work = 0;
        int running = 0;
        std::vector<FilteredRows> parts;
        RowIds touched; ///< what has changed meanwhile; any order, repeated
        std::shared_ptr<std::atomic<bool>> stale = std::make_shared<std::atomic<bool>>(false);
    };
    /// Another order of what is shown, being worked out.
    struct Sorting {
        quint64 work = 0;
        std::shared_ptr<const RowIds> ids; ///< that were shown when it began
        RowIds changes;                    ///< came or went since; any order, repeated
    };
    /// What has changed, being merged into a sorted list.
    struct Merge {
        quint64 work = 0;
        std::size_t tail = 0; ///< how much of m_tail is in it
        RowIds dirty;
    };

    void connectSource();
    void restart();
    void dropWork();
    void scanned(quint64 work, std::size_t part, FilteredRows rows);
    void finishScan(FilteredRows found, RowOrder order);
    void show(RowIds ids, RowOrder order, const RowIds &unordered);
    void tellFiltering();
    void test(const exchange::Record &record, RowIds &wanted, RowIds &unwanted);
    using Then = std::function<void()>;
    void runOverRows(std::function<Then(const RecordSnapshot &)> work);

    void sourceInserted(int first, int last);
    void sourceToBeRemoved(int first, int last);
    void sourceChanged(int first, int last, int firstColumn, int lastColumn, const QList<int> &roles);
    void retest(int first, int last);

    bool isShown(quint64 id) const;
    int positionOf(quint64 id) const; // of the first shown id that is not below, in m_ids without what is gone
    quint64 shownId(int position) const { return m_ids[m_gone + static_cast<std::size_t>(position)]; }
    int shownCount() const { return static_cast<int>(m_ids.size() - m_gone); }
    void include(const RowIds &ids);
    void exclude(const RowIds &ids);
    void insertAt(int position, RowIds::const_iterator begin, RowIds::const_iterator end);
    void eraseAt(int first, int last);
    void addIds(const RowIds &ids);
    void dropIds(const RowIds &ids);
    void dropFront(std::size_t count);
    RowIds shownIds() const { return {m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone), m_ids.end()}; }

    bool isSorted() const { return m_ordered.isSet(); }
    int orderSize() const { return static_cast<int>(m_base->size() + m_tail.size()); }
    const RowEntry &entryAt(int row) const;
    RowEntry entryOf(quint64 id, RowSort sort) const;
    int rowInOrder(quint64 id) const;
    void sorted(quint64 work, RowOrder order);
    void resort();
    void merged(quint64 work, MergedRows rows);
    void install(RowOrder base, RowOrder tail, const RowOrder &gone, RowSort sort);
    void removeTail(std::size_t count);
    void flushDoomed();
    void dropMerge();
    void toNaturalOrder();
    void appendSorted(const RowIds &ids);
    void removeSorted(const RowIds &ids);
    void mergeSoon();

    void ask(quint64 id);
    void askNow();
    void stopAsking();
    void told(quint64 ticket, const QList<exchange::ExchangeId> &wanted, int percent, bool done);

    ExchangeListModel *m_source;
    PayloadSource *m_payload;
    RowFilter m_filter;
    RowIds m_ids;           // what is shown
    std::size_t m_gone = 0; // of m_ids, at its beginning: erased when they are many
    RowSort m_sort;         // that is wanted
    RowSort m_ordered;      // that the rows stand in: m_base, then m_tail; not set: m_ids
    std::shared_ptr<const RowOrder> m_base = std::make_shared<RowOrder>();
    RowOrder m_tail;                       // not yet at their places
    RowIds m_dirty;                        // have another key by now, or a first one; any order, repeated
    RowIds m_doomed;                       // are not shown any more, their rows go with the next merge; any order
    std::unordered_set<quint64> m_leaving; // the same, and those of the merge under way
    quint64 m_work = 0;                    // counts what was given to others
    int m_frozen = 0;                      // how often the source is
    std::optional<Scan> m_scan;
    std::optional<Sorting> m_sorting;
    std::optional<Merge> m_merge;
    RowIds m_toAsk; // what only the payload can tell; any order, repeated
    RowIds m_asked; // under way
    quint64 m_ticket = 0;
    QTimer m_askTimer;
    QTimer m_resortTimer;
    bool m_searching = false; // through payload, for a new filter
    bool m_wasFiltering = false;
    std::unique_ptr<Background> m_background = std::make_unique<Background>();
};

} // namespace sightglass::models
