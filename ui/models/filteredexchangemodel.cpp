// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include "ui/models/payloadsource.h"

#include <QElapsedTimer>

#include <algorithm>
#include <iterator>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

namespace {

/// Rows between two looks at the clock.
constexpr int kRowsPerLook = 256;
/// Questions about payload gather for this long: one answer for many rows.
constexpr int kAskMs = 50;

/// Merges rising \a ids into rising \a into; what is there already stays once.
void merge(std::vector<quint64> &into, const std::vector<quint64> &ids)
{
    std::vector<quint64> merged;
    merged.reserve(into.size() + ids.size());
    std::set_union(into.begin(), into.end(), ids.begin(), ids.end(), std::back_inserter(merged));
    into = std::move(merged);
}

void subtract(std::vector<quint64> &from, const std::vector<quint64> &ids)
{
    std::vector<quint64> rest;
    std::set_difference(from.begin(), from.end(), ids.begin(), ids.end(), std::back_inserter(rest));
    from = std::move(rest);
}

void sortUnique(std::vector<quint64> &ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

} // namespace

FilteredExchangeModel::FilteredExchangeModel(ExchangeListModel *source, PayloadSource *payload, QObject *parent)
    : QAbstractTableModel(parent), m_source(source), m_payload(payload)
{
    m_sliceTimer.setInterval(0);
    m_askTimer.setInterval(kAskMs);
    m_askTimer.setSingleShot(true);
    m_resortTimer.setInterval(kResortMs);
    m_resortTimer.setSingleShot(true);
    connect(&m_sliceTimer, &QTimer::timeout, this, &FilteredExchangeModel::scanSlice);
    connect(&m_askTimer, &QTimer::timeout, this, &FilteredExchangeModel::askNow);
    connect(&m_resortTimer, &QTimer::timeout, this, &FilteredExchangeModel::resort);
    connectSource();
    restart();
}

FilteredExchangeModel::~FilteredExchangeModel()
{
    stopAsking();
}

void FilteredExchangeModel::connectSource()
{
    using Source = QAbstractItemModel;
    const auto all = [this](auto handler) {
        return [this, handler](const QModelIndex &, int first, int last) { (this->*handler)(first, last); };
    };
    connect(m_source, &Source::rowsInserted, this, all(&FilteredExchangeModel::sourceInserted));
    connect(m_source, &Source::rowsAboutToBeRemoved, this, all(&FilteredExchangeModel::sourceToBeRemoved));
    connect(m_source, &Source::modelReset, this, &FilteredExchangeModel::restart);
    connect(m_source, &Source::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) {
                sourceChanged(from.row(), to.row(), from.column(), to.column(), roles);
            });
    if (m_payload)
        connect(m_payload, &PayloadSource::matched, this, &FilteredExchangeModel::told);
}

// ---- a new filter -----------------------------------------------------------------------------------------------------

void FilteredExchangeModel::setFilter(const exchange::Filter &filter)
{
    m_filter = filter;
    restart();
}

void FilteredExchangeModel::setExtraFilter(const exchange::Filter &filter)
{
    m_extraFilter = filter;
    restart();
}

std::optional<bool> FilteredExchangeModel::verdict(const Record &record) const
{
    const std::optional<bool> main = m_filter.isEmpty() ? true : m_filter.matchesWithoutParts(record);
    if (main == false || m_extraFilter.isEmpty())
        return main;
    const std::optional<bool> extra = m_extraFilter.matchesWithoutParts(record);
    return extra == true ? main : extra;
}

void FilteredExchangeModel::test(const Record &record, Ids &wanted, Ids &unwanted)
{
    const std::optional<bool> answer = verdict(record);
    if (!answer)
        ask(record.id.value());
    else
        (*answer ? wanted : unwanted).push_back(record.id.value());
}

void FilteredExchangeModel::restart()
{
    stopAsking();
    m_scan.emplace();
    m_sliceTimer.start();
    scanSlice();
    tellFiltering();
}

void FilteredExchangeModel::scanSlice()
{
    QElapsedTimer clock;
    clock.start();
    Ids unwanted;
    int row = m_source->rowFrom(ExchangeId(m_scan->nextId));
    const int end = m_source->rowCount();
    while (row < end && clock.elapsed() < kSliceMs) {
        for (const int stop = std::min(row + kRowsPerLook, end); row < stop; ++row)
            test(m_source->record(row), m_scan->ids, unwanted);
        unwanted.clear();
    }
    if (row >= end) {
        finishScan();
        return;
    }
    m_scan->nextId = m_source->idAt(row).value();
}

void FilteredExchangeModel::finishScan()
{
    m_sliceTimer.stop();
    Ids ids = std::move(m_scan->ids);
    m_scan.reset();
    show(std::move(ids));
    askNow();
    m_searching = m_ticket != 0;
    tellFiltering();
}

void FilteredExchangeModel::show(Ids ids)
{
    beginResetModel();
    m_ids = std::move(ids);
    m_gone = 0;
    sortEverything();
    endResetModel();
    Q_EMIT countChanged();
}

void FilteredExchangeModel::tellFiltering()
{
    if (m_wasFiltering == isFiltering())
        return;
    m_wasFiltering = isFiltering();
    Q_EMIT filteringChanged(m_wasFiltering);
}

// ---- what the source tells --------------------------------------------------------------------------------------------

void FilteredExchangeModel::sourceInserted(int first, int last)
{
    Ids wanted;
    Ids unwanted;
    for (int row = first; row <= last; ++row) {
        const Record &record = m_source->record(row);
        if (!m_scan || record.id.value() < m_scan->nextId) // else the scan will come by
            test(record, wanted, unwanted);
    }
    if (m_scan)
        merge(m_scan->ids, wanted);
    else
        include(wanted);
}

void FilteredExchangeModel::sourceToBeRemoved(int first, int last)
{
    Ids ids;
    for (int row = first; row <= last; ++row)
        ids.push_back(m_source->idAt(row).value());
    exclude(ids);
    if (m_scan)
        subtract(m_scan->ids, ids);
}

void FilteredExchangeModel::sourceChanged(int first, int last, int firstColumn, int lastColumn, const QList<int> &roles)
{
    // Marks, comments and relations are nothing that a filter looks at.
    const bool isRecord = roles.isEmpty() || roles.contains(ExchangeListModel::OutcomeRole);
    if (isRecord)
        retest(first, last);
    if (isSorted() && isRecord) {
        // Where these rows stand is not known; the next resort() shows them.
        for (int row = first; row <= last; ++row)
            m_dirty.push_back(m_source->idAt(row).value());
        if (!m_resortTimer.isActive())
            m_resortTimer.start();
        return;
    }
    int from = positionOf(m_source->idAt(first).value());
    int to = positionOf(m_source->idAt(last).value() + 1) - 1;
    if (isSorted() && from == to)
        from = to = rowOf(ExchangeId(shownId(from)));
    else if (isSorted() && from < to)
        from = 0, to = shownCount() - 1;
    if (from <= to)
        Q_EMIT dataChanged(index(from, firstColumn), index(to, lastColumn), roles);
}

void FilteredExchangeModel::retest(int first, int last)
{
    if (m_filter.isEmpty() && m_extraFilter.isEmpty())
        return;
    Ids wanted;
    Ids unwanted;
    for (int row = first; row <= last; ++row) {
        const Record &record = m_source->record(row);
        if (!m_scan || record.id.value() < m_scan->nextId)
            test(record, wanted, unwanted);
    }
    if (m_scan) {
        merge(m_scan->ids, wanted);
        subtract(m_scan->ids, unwanted);
        return;
    }
    include(wanted);
    exclude(unwanted);
}

// ---- rows that come and go --------------------------------------------------------------------------------------------

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
void FilteredExchangeModel::include(const Ids &ids)
{
    Ids fresh;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(fresh), [this](quint64 id) { return !isShown(id); });
    if (fresh.empty())
        return;
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

void FilteredExchangeModel::insertAt(int position, Ids::const_iterator begin, Ids::const_iterator end)
{
    beginInsertRows({}, position, position + static_cast<int>(end - begin) - 1);
    m_ids.insert(m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone) + position, begin, end);
    endInsertRows();
}

/// \a ids rise; those that are not shown are skipped.
void FilteredExchangeModel::exclude(const Ids &ids)
{
    Ids shown;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(shown), [this](quint64 id) { return isShown(id); });
    if (shown.empty())
        return;
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
    constexpr std::size_t kMaxGone = 64 * 1024;
    beginRemoveRows({}, first, last);
    if (first == 0) {
        m_gone += static_cast<std::size_t>(last) + 1;
        if (m_gone > kMaxGone || m_gone * 2 > m_ids.size())
            m_ids.erase(m_ids.begin(), m_ids.begin() + static_cast<std::ptrdiff_t>(std::exchange(m_gone, 0)));
    } else {
        const auto begin = m_ids.begin() + static_cast<std::ptrdiff_t>(m_gone);
        m_ids.erase(begin + first, begin + last + 1);
    }
    endRemoveRows();
}

// ---- what only the payload can tell -----------------------------------------------------------------------------------

void FilteredExchangeModel::ask(quint64 id)
{
    if (!m_payload)
        return;
    m_toAsk.push_back(id);
    if (!m_scan && !m_askTimer.isActive())
        m_askTimer.start();
}

void FilteredExchangeModel::askNow()
{
    if (m_toAsk.empty() || m_ticket != 0 || m_scan)
        return;
    sortUnique(m_toAsk);
    m_asked = std::exchange(m_toAsk, {});
    const auto wanted = [filter = m_filter, extra = m_extraFilter](const Record &record) {
        return filter.matches(record) && extra.matches(record);
    };
    m_ticket = m_payload->match(wanted, m_asked, *m_source);
}

void FilteredExchangeModel::stopAsking()
{
    m_askTimer.stop();
    m_toAsk.clear();
    m_asked.clear();
    m_searching = false;
    if (m_ticket != 0)
        m_payload->cancel(std::exchange(m_ticket, 0));
}

void FilteredExchangeModel::told(quint64 ticket, const QList<ExchangeId> &wanted, int percent, bool done)
{
    if (ticket != m_ticket)
        return;
    Ids ids;
    for (const ExchangeId id : wanted)
        ids.push_back(id.value());
    sortUnique(ids);
    subtract(m_asked, ids);
    // Meanwhile it may have left the list, or become something that the filter does not want whatever its payload.
    std::erase_if(ids, [this](quint64 id) {
        const Record *record = m_source->find(ExchangeId(id));
        return !record || verdict(*record) == false;
    });
    include(ids);
    if (done) {
        exclude(std::exchange(m_asked, {}));
        m_ticket = 0;
    }
    if (m_searching)
        Q_EMIT filterProgressed(percent);
    if (done)
        m_searching = false;
    if (done && !m_toAsk.empty())
        m_askTimer.start();
    tellFiltering();
}

} // namespace sightglass::models
