// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangelistmodel.h"

#include "exchange/names.h"
#include "ui/models/exchangecells.h"
#include "ui/models/exchangetext.h"
#include "ui/models/recordpool.h"
#include "ui/models/recordring.h"

#include <algorithm>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

namespace {

const QList<int> kRecordRoles = {Qt::DisplayRole,
                                 Qt::ToolTipRole,
                                 Qt::AccessibleTextRole,
                                 ExchangeListModel::FilterTermRole,
                                 ExchangeListModel::OutcomeRole,
                                 ExchangeListModel::SortKeyRole};
const QList<int> kMarkRoles = {ExchangeListModel::MarkRole};
const QList<int> kCommentRoles = {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole};
const QList<int> kRelatedRoles = {ExchangeListModel::RelatedRole};

bool isBefore(const Record *left, const Record *right)
{
    return left->id != right->id ? left->id < right->id : left->revision < right->revision;
}

} // namespace

ExchangeListModel::ExchangeListModel(QObject *parent)
    : QAbstractTableModel(parent), m_ring(std::make_unique<RecordRing>()), m_pool(std::make_unique<RecordPool>())
{}

ExchangeListModel::~ExchangeListModel() = default;

// ---- what comes and goes ----------------------------------------------------------------------------------------------

/// The newest snapshot of each exchange, in the order of the ids.
ExchangeListModel::Records ExchangeListModel::newest(const std::vector<exchange::RecordBatch> &batches) const
{
    Records records;
    for (const exchange::RecordBatch &batch : batches) {
        for (const exchange::RecordPtr &record : *batch)
            records.push_back(record.get());
    }
    if (!std::is_sorted(records.begin(), records.end(), isBefore))
        std::sort(records.begin(), records.end(), isBefore);
    const auto sameAsNext = [](const Record *left, const Record *right) { return left->id == right->id; };
    // From the back, as the last one of several is the newest and unique() keeps the first.
    const auto kept = std::unique(records.rbegin(), records.rend(), sameAsNext);
    records.erase(records.begin(), kept.base());
    return records;
}

void ExchangeListModel::apply(const std::vector<exchange::RecordBatch> &batches)
{
    Records known;
    Records late;
    Records fresh;
    const ExchangeId last = lastId();
    for (const Record *record : newest(batches)) {
        if (record->id <= last && find(record->id))
            known.push_back(record);
        else if (record->id <= m_putAway)
            continue;
        else if (record->id <= last)
            late.push_back(record);
        else
            fresh.push_back(record);
    }
    update(known);
    insertLate(late);
    append(fresh);
    tellDone();
}

void ExchangeListModel::update(const Records &known)
{
    std::vector<int> rows;
    for (const Record *record : known) {
        const int row = rowOf(record->id);
        if (record->revision <= this->record(row).revision)
            continue;
        const Record before = this->record(row);
        m_ring->replace(static_cast<std::size_t>(row), m_pool->interned(*record));
        for (RowObserver *observer : m_observers)
            observer->rowUpdated(before, this->record(row));
        rows.push_back(row);
    }
    if (rows.empty())
        return;
    tellChanged(rows);
    for (const int row : rows)
        Q_EMIT recordChanged(idAt(row));
}

/// One signal per run of rows; when it is most of them anyway, one for all.
void ExchangeListModel::tellChanged(const std::vector<int> &rows)
{
    const auto tell = [this](int first, int last) {
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1), kRecordRoles);
    };
    if (rows.size() > 16 && rows.size() * 2 > static_cast<std::size_t>(rows.back() - rows.front())) {
        tell(rows.front(), rows.back());
        return;
    }
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        tell(rows[i], rows[end - 1]);
        i = end;
    }
}

void ExchangeListModel::insertLate(const Records &late)
{
    for (std::size_t i = 0; i < late.size();) {
        const std::size_t row = m_ring->lowerBound(late[i]->id);
        const ExchangeId next = m_ring->at(row).id;
        std::size_t end = i + 1;
        while (end < late.size() && late[end]->id < next)
            ++end;
        const int first = static_cast<int>(row);
        const int last = static_cast<int>(row + (end - i) - 1);
        beginInsertRows({}, first, last);
        std::vector<Record> run;
        for (; i < end; ++i)
            run.push_back(m_pool->interned(*late[i]));
        m_ring->insert(row, std::move(run));
        endInsertRows();
        tellAdded(first, last);
    }
    if (!late.empty() && m_ring->size() > keptRows())
        makeRoom(0);
}

void ExchangeListModel::append(const Records &fresh)
{
    if (fresh.empty())
        return;
    // More than the ring holds: the first of them would go at once.
    const std::size_t skip = fresh.size() > keptRows() ? fresh.size() - keptRows() : 0;
    m_removed += skip;
    makeRoom(fresh.size() - skip);
    const int first = rowCount();
    const int last = first + static_cast<int>(fresh.size() - skip) - 1;
    beginInsertRows({}, first, last);
    for (std::size_t i = skip; i < fresh.size(); ++i)
        m_ring->append(m_pool->interned(*fresh[i]));
    endInsertRows();
    if (m_originUs == 0)
        m_originUs = record(0).startedAtUs;
    tellAdded(first, last);
}

void ExchangeListModel::makeRoom(std::size_t fresh)
{
    const std::size_t size = m_ring->size();
    if (size + fresh <= keptRows())
        return;
    const std::size_t over = size + fresh - keptRows();
    // A list of a few rows only would be emptied by a whole block.
    const std::size_t block = std::min<std::size_t>(kRemovalBlock, std::max<std::size_t>(keptRows() / 8, 1));
    const std::size_t gone = std::min(size, (over + block - 1) / block * block);
    beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_putAway = std::max(m_putAway, m_ring->at(gone - 1).id);
    for (RowObserver *observer : m_observers) {
        for (std::size_t row = 0; row < gone; ++row)
            observer->rowRemoved(m_ring->at(row));
    }
    m_ring->popFront(gone);
    m_removed += gone;
    endRemoveRows();
}

void ExchangeListModel::prepend(const std::vector<exchange::RecordPtr> &older)
{
    // A page that was asked for before the list changed may reach into it.
    std::size_t count = older.size();
    while (count > 0 && firstId().isValid() && older[count - 1]->id >= firstId())
        --count;
    if (count == 0)
        return;
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (std::size_t i = count; i > 0; --i)
        m_ring->prepend(m_pool->interned(*older[i - 1]));
    m_prepended += count;
    endInsertRows();
    m_originUs = m_originUs == 0 ? record(0).startedAtUs : std::min(m_originUs, record(0).startedAtUs);
    tellAdded(0, static_cast<int>(count) - 1);
    tellDone();
}

void ExchangeListModel::clear()
{
    beginResetModel();
    m_putAway = std::max(m_putAway, lastId());
    m_ring->clear();
    m_related.clear();
    m_removed = 0;
    m_prepended = 0;
    m_originUs = 0;
    for (RowObserver *observer : m_observers)
        observer->rowsCleared();
    endResetModel();
    tellDone();
}

void ExchangeListModel::startOver()
{
    m_annotations.clear();
    clear();
    m_putAway = {};
}

void ExchangeListModel::setCapacity(int rows)
{
    m_capacity = std::max(rows, 1);
    m_prepended = 0;
    makeRoom(0);
    tellDone();
}

// ---- rows -------------------------------------------------------------------------------------------------------------

int ExchangeListModel::rowFrom(ExchangeId id) const
{
    return static_cast<int>(m_ring->lowerBound(id));
}

int ExchangeListModel::rowOf(ExchangeId id) const
{
    const std::size_t row = m_ring->lowerBound(id);
    return row < m_ring->size() && m_ring->at(row).id == id ? static_cast<int>(row) : -1;
}

const Record &ExchangeListModel::record(int row) const
{
    return m_ring->at(static_cast<std::size_t>(row));
}

const Record *ExchangeListModel::find(ExchangeId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &record(row);
}

RecordSnapshot ExchangeListModel::freeze()
{
    return m_ring->freeze();
}

void ExchangeListModel::thaw()
{
    m_ring->thaw();
}

ExchangeId ExchangeListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? record(row).id : ExchangeId();
}

ExchangeId ExchangeListModel::firstId() const
{
    return idAt(0);
}

ExchangeId ExchangeListModel::lastId() const
{
    return idAt(rowCount() - 1);
}

// ---- what people note -------------------------------------------------------------------------------------------------

void ExchangeListModel::setMarked(ExchangeId id, bool marked)
{
    Annotation changed = annotation(id);
    changed.marked = marked;
    annotate(id, changed);
}

void ExchangeListModel::setComment(ExchangeId id, const QString &comment)
{
    Annotation changed = annotation(id);
    changed.comment = comment;
    annotate(id, changed);
}

void ExchangeListModel::annotate(ExchangeId id, const Annotation &changed)
{
    const Annotation before = annotation(id);
    if (changed == before)
        return;
    if (changed.isEmpty())
        m_annotations.remove(id.value());
    else
        m_annotations.insert(id.value(), changed);
    if (const int row = rowOf(id); row >= 0) {
        if (changed.marked != before.marked)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1), kMarkRoles);
        if (changed.comment != before.comment)
            Q_EMIT dataChanged(index(row, Comment), index(row, Comment), kCommentRoles);
    }
    Q_EMIT annotated(id, changed);
}

void ExchangeListModel::setAnnotations(Annotations annotations)
{
    m_annotations = std::move(annotations);
    if (isEmpty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), kMarkRoles);
    Q_EMIT dataChanged(index(0, Comment), index(rowCount() - 1, Comment), kCommentRoles);
}

int ExchangeListModel::nextMarked(int row, bool forward) const
{
    // Marks are few, rows are many.
    int best = -1;
    for (auto entry = m_annotations.cbegin(); entry != m_annotations.cend(); ++entry) {
        const int candidate = entry->marked ? rowOf(ExchangeId(entry.key())) : -1;
        const bool behind = candidate >= 0 && (row < 0 || (forward ? candidate > row : candidate < row));
        if (behind && (best < 0 || (forward ? candidate < best : candidate > best)))
            best = candidate;
    }
    return best;
}

void ExchangeListModel::setRelated(const QList<ExchangeId> &ids)
{
    setIds(m_related, ids, kRelatedRoles);
}

void ExchangeListModel::setHeld(const QList<ExchangeId> &ids)
{
    setIds(m_held, ids, {HeldRole, Qt::DisplayRole, Qt::AccessibleTextRole});
}

void ExchangeListModel::setIds(std::vector<ExchangeId> &kept, const QList<ExchangeId> &ids, const QList<int> &roles)
{
    std::vector<ExchangeId> touched(ids.begin(), ids.end());
    std::sort(touched.begin(), touched.end());
    if (touched == kept)
        return;
    touched.insert(touched.end(), kept.begin(), kept.end());
    kept.assign(ids.begin(), ids.end());
    std::sort(kept.begin(), kept.end());
    for (const ExchangeId id : touched) {
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1), roles);
    }
}

void ExchangeListModel::setTimeFormat(TimeFormat format)
{
    if (format == m_timeFormat)
        return;
    m_timeFormat = format;
    if (!isEmpty())
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

// ---- observers --------------------------------------------------------------------------------------------------------

void ExchangeListModel::addObserver(RowObserver *observer)
{
    m_observers.push_back(observer);
}

void ExchangeListModel::removeObserver(RowObserver *observer)
{
    std::erase(m_observers, observer);
}

void ExchangeListModel::tellAdded(int first, int last)
{
    for (RowObserver *observer : m_observers) {
        for (int row = first; row <= last; ++row)
            observer->rowAdded(record(row));
    }
}

void ExchangeListModel::tellDone()
{
    for (RowObserver *observer : m_observers)
        observer->updateDone();
}

} // namespace sightglass::models
