// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "ui/models/exchangelistmodel.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <optional>
#include <utility>
#include <vector>

namespace sightglass::models {

class PayloadSource;

/// The rows of an ExchangeListModel that a filter wants: same columns and roles. New rows are tested as they come; a new
/// filter runs over what is there in slices of at most kSliceMs between two turns of the event loop (a short list: at
/// once), while the rows of the filter before stay shown. What only the payload can tell is asked of the PayloadSource,
/// and those rows come later.
///
/// Thread: the UI's. \a source and \a payload (may be null: then nothing that needs payload matches) outlive it.
class FilteredExchangeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int kSliceMs = 5;
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
    const exchange::Filter &filter() const { return m_filter; }
    void setFilter(const exchange::Filter &filter);
    /// The sidebar's; both must match.
    void setExtraFilter(const exchange::Filter &filter);
    bool isFiltering() const { return m_scan.has_value() || m_searching; }

    /// By a numeric column (ExchangeListModel::isSortable()); -1: in the order they began.
    void sortBy(int column, Qt::SortOrder order = Qt::AscendingOrder);
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    exchange::ExchangeId idAt(int row) const;
    int rowOf(exchange::ExchangeId id) const; ///< -1: not shown
    int sourceRow(int row) const;
    const exchange::Record &record(int row) const { return m_source->record(sourceRow(row)); }
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
    /// A row of a sorted list.
    struct Entry {
        qint64 key = 0;
        quint64 id = 0;
    };
    /// A new filter on its way through the list.
    struct Scan {
        quint64 nextId = 0; ///< exchanges below are done
        std::vector<quint64> ids;
    };
    using Ids = std::vector<quint64>; // rising

    void connectSource();
    void restart();
    void scanSlice();
    void finishScan();
    void tellFiltering();
    std::optional<bool> verdict(const exchange::Record &record) const;
    void test(const exchange::Record &record, Ids &wanted, Ids &unwanted);

    void sourceInserted(int first, int last);
    void sourceToBeRemoved(int first, int last);
    void sourceChanged(int first, int last, int firstColumn, int lastColumn, const QList<int> &roles);
    void retest(int first, int last);

    bool isSorted() const { return m_sortColumn >= 0; }
    bool isShown(quint64 id) const;
    int positionOf(quint64 id) const; // of the first shown id that is not below, in m_ids without what is gone
    quint64 shownId(int position) const { return m_ids[m_gone + static_cast<std::size_t>(position)]; }
    int shownCount() const { return static_cast<int>(m_ids.size() - m_gone); }
    void include(const Ids &ids);
    void exclude(const Ids &ids);
    void insertAt(int position, Ids::const_iterator begin, Ids::const_iterator end);
    void eraseAt(int first, int last);
    void show(Ids ids);

    Entry entryOf(quint64 id) const;
    bool isBefore(const Entry &left, const Entry &right) const;
    void sortEverything();
    void resort();
    void reorder(std::vector<Entry> order);
    void appendSorted(const Ids &ids);
    void removeSorted(const Ids &ids);

    void ask(quint64 id);
    void askNow();
    void stopAsking();
    void told(quint64 ticket, const QList<exchange::ExchangeId> &wanted, int percent, bool done);

    ExchangeListModel *m_source;
    PayloadSource *m_payload;
    exchange::Filter m_filter;
    exchange::Filter m_extraFilter;
    Ids m_ids;                  // what is shown
    std::size_t m_gone = 0;     // of m_ids, at its beginning: erased when they are many
    std::vector<Entry> m_order; // the same in the order of the rows, when that is another one
    Ids m_dirty;                // of m_order: have another key by now; any order, repeated
    std::optional<Scan> m_scan;
    Ids m_toAsk; // what only the payload can tell; any order, repeated
    Ids m_asked; // under way
    quint64 m_ticket = 0;
    QTimer m_sliceTimer;
    QTimer m_askTimer;
    QTimer m_resortTimer;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_searching = false; // through payload, for a new filter
    bool m_wasFiltering = false;
};

} // namespace sightglass::models
