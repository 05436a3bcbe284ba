// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include "ui/models/payloadsource.h"

#include <algorithm>
#include <iterator>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

namespace {

/// Questions about payload gather for this long: one answer for many rows.
constexpr int kAskMs = 50;

RowIds idsBetween(const ExchangeListModel &list, int first, int last)
{
    RowIds ids;
    for (int row = first; row <= last; ++row)
        ids.push_back(list.idAt(row).value());
    return ids;
}

} // namespace

FilteredExchangeModel::FilteredExchangeModel(ExchangeListModel *source, PayloadSource *payload, QObject *parent)
    : QAbstractTableModel(parent), m_source(source), m_payload(payload)
{
    m_askTimer.setInterval(kAskMs);
    m_askTimer.setSingleShot(true);
    m_resortTimer.setInterval(kResortMs);
    m_resortTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &FilteredExchangeModel::askNow);
    connect(&m_resortTimer, &QTimer::timeout, this, &FilteredExchangeModel::resort);
    connectSource();
    restart();
}

FilteredExchangeModel::~FilteredExchangeModel()
{
    stopAsking();
    dropWork();
    m_background.reset();
    for (; m_frozen > 0; --m_frozen) // whose answers are dropped
        m_source->thaw();
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
    m_filter.main = filter;
    restart();
}

void FilteredExchangeModel::setExtraFilter(const exchange::Filter &filter)
{
    m_filter.extra = filter;
    restart();
}

void FilteredExchangeModel::test(const Record &record, RowIds &wanted, RowIds &unwanted)
{
    const std::optional<bool> answer = m_filter.verdict(record);
    if (!answer)
        ask(record.id.value());
    else
        (*answer ? wanted : unwanted).push_back(record.id.value());
}

/// In another thread, over the rows as they are now; the list is told when they are not needed any more.
void FilteredExchangeModel::runOverRows(std::function<Then(const RecordSnapshot &)> work)
{
    ++m_frozen;
    m_background->run([this, rows = std::make_shared<RecordSnapshot>(m_source->freeze()), work = std::move(work)]() {
        Then then = work(*rows);
        return Then([this, rows, then = std::move(then)] {
            *rows = {};
            --m_frozen;
            m_source->thaw();
            then();
        });
    });
}

void FilteredExchangeModel::dropWork()
{
    if (m_scan)
        *m_scan->stale = true;
    m_scan.reset();
    m_sorting.reset();
    dropMerge();
}

void FilteredExchangeModel::restart()
{
    stopAsking();
    dropWork();
    const auto count = static_cast<std::size_t>(m_source->rowCount());
    if (count <= kAtOnce) {
        const RecordSnapshot rows = m_source->freeze();
        FilteredRows found = filterRows(rows, 0, count, m_filter, false);
        RowOrder order = m_sort.isSet() ? sortRows(rows, found.wanted, m_sort) : RowOrder();
        m_source->thaw();
        finishScan(std::move(found), std::move(order));
        return;
    }
    m_scan.emplace();
    m_scan->work = ++m_work;
    m_scan->running = Background::kThreads;
    m_scan->parts.resize(Background::kThreads);
    for (std::size_t part = 0; part < m_scan->parts.size(); ++part) {
        const std::size_t first = count * part / m_scan->parts.size();
        const std::size_t end = count * (part + 1) / m_scan->parts.size();
        runOverRows([this, part, first, end, work = m_work, filter = m_filter,
                     stale = m_scan->stale](const RecordSnapshot &rows) {
            auto found = std::make_shared<FilteredRows>(filterRows(rows, first, end, filter, *stale));
            return Then([this, work, part, found] { scanned(work, part, std::move(*found)); });
        });
    }
    tellFiltering();
}

void FilteredExchangeModel::scanned(quint64 work, std::size_t part, FilteredRows rows)
{
    if (!m_scan || m_scan->work != work)
        return;
    m_scan->parts[part] = std::move(rows);
    if (--m_scan->running > 0)
        return;
    FilteredRows found = std::move(m_scan->parts.front());
    for (std::size_t i = 1; i < m_scan->parts.size(); ++i) {
        const FilteredRows &more = m_scan->parts[i];
        found.wanted.insert(found.wanted.end(), more.wanted.begin(), more.wanted.end());
        found.unsure.insert(found.unsure.end(), more.unsure.begin(), more.unsure.end());
    }
    if (!m_sort.isSet()) {
        finishScan(std::move(found), {});
        return;
    }
    auto shared = std::make_shared<FilteredRows>(std::move(found));
    runOverRows([this, work, shared, sort = m_sort](const RecordSnapshot &all) {
        auto order = std::make_shared<RowOrder>(sortRows(all, shared->wanted, sort));
        return Then([this, work, shared, order] {
            if (m_scan && m_scan->work == work)
                finishScan(std::move(*shared), std::move(*order));
        });
    });
}

/// What has changed since the rows were looked at is looked at now.
void FilteredExchangeModel::finishScan(FilteredRows found, RowOrder order)
{
    RowIds touched = m_scan ? std::move(m_scan->touched) : RowIds();
    m_scan.reset();
    sortUnique(touched);
    const quint64 firstId = m_source->firstId().value(); // older ones have made room
    const auto older = [firstId](RowIds &ids) {
        ids.erase(ids.begin(), std::lower_bound(ids.begin(), ids.end(), firstId));
    };
    const bool changed = !touched.empty() || (!found.wanted.empty() && found.wanted.front() < firstId);
    older(found.wanted);
    older(found.unsure);
    subtractIds(found.wanted, touched);
    subtractIds(found.unsure, touched);
    if (changed)
        order = mergeRows(order, {}, {}, touched, m_sort).order;
    if (changed)
        std::erase_if(order, [firstId](const RowEntry &entry) { return entry.id < firstId; });
    RowIds wanted;
    RowIds unwanted;
    for (const quint64 id : touched) {
        if (const Record *record = m_source->find(ExchangeId(id)))
            test(*record, wanted, unwanted);
    }
    uniteIds(found.wanted, wanted);
    show(std::move(found.wanted), std::move(order), wanted);
    for (const quint64 id : found.unsure)
        ask(id);
    askNow();
    m_searching = m_ticket != 0;
    tellFiltering();
}

/// \a unordered: those of \a ids that are not in \a order, if it is one.
void FilteredExchangeModel::show(RowIds ids, RowOrder order, const RowIds &unordered)
{
    beginResetModel();
    m_ids = std::move(ids);
    m_gone = 0;
    m_ordered = m_sort;
    m_base = std::make_shared<const RowOrder>(std::move(order));
    m_tail.clear();
    m_dirty.clear();
    m_doomed.clear();
    m_leaving.clear();
    if (isSorted()) {
        for (const quint64 id : unordered)
            m_tail.push_back(entryOf(id, m_sort));
        m_dirty = unordered;
    }
    endResetModel();
    mergeSoon();
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
    if (m_scan) {
        const RowIds ids = idsBetween(*m_source, first, last);
        m_scan->touched.insert(m_scan->touched.end(), ids.begin(), ids.end());
        return;
    }
    RowIds wanted;
    RowIds unwanted;
    for (int row = first; row <= last; ++row)
        test(m_source->record(row), wanted, unwanted);
    include(wanted);
}

void FilteredExchangeModel::sourceToBeRemoved(int first, int last)
{
    exclude(idsBetween(*m_source, first, last));
}

void FilteredExchangeModel::sourceChanged(int first, int last, int firstColumn, int lastColumn, const QList<int> &roles)
{
    // Marks, comments and relations are nothing that a filter looks at.
    const bool isRecord = roles.isEmpty() || roles.contains(ExchangeListModel::OutcomeRole);
    if (isRecord)
        retest(first, last);
    if (isRecord && (isSorted() || m_sorting)) {
        // Where these rows stand is not known; the next resort() shows them.
        const RowIds ids = idsBetween(*m_source, first, last);
        m_dirty.insert(m_dirty.end(), ids.begin(), ids.end());
        mergeSoon();
        if (isSorted())
            return;
    }
    int from = positionOf(m_source->idAt(first).value());
    int to = positionOf(m_source->idAt(last).value() + 1) - 1;
    if (isSorted() && from == to)
        from = to = rowOf(ExchangeId(shownId(from)));
    else if (isSorted() && from < to)
        from = 0, to = rowCount() - 1;
    if (from <= to)
        Q_EMIT dataChanged(index(from, firstColumn), index(to, lastColumn), roles);
}

void FilteredExchangeModel::retest(int first, int last)
{
    if (m_scan) {
        const RowIds ids = idsBetween(*m_source, first, last);
        m_scan->touched.insert(m_scan->touched.end(), ids.begin(), ids.end());
        return;
    }
    if (m_filter.isEmpty())
        return;
    RowIds wanted;
    RowIds unwanted;
    for (int row = first; row <= last; ++row)
        test(m_source->record(row), wanted, unwanted);
    include(wanted);
    exclude(unwanted);
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
    const auto wanted = [filter = m_filter](const Record &record) {
        return filter.main.matches(record) && filter.extra.matches(record);
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
    RowIds ids;
    for (const ExchangeId id : wanted)
        ids.push_back(id.value());
    sortUnique(ids);
    subtractIds(m_asked, ids);
    // Meanwhile it may have left the list, or become something that the filter does not want whatever its payload.
    std::erase_if(ids, [this](quint64 id) {
        const Record *record = m_source->find(ExchangeId(id));
        return !record || m_filter.verdict(*record) == false;
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
