// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sequencemodel.h"

#include "ui/models/exchangetext.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;
using exchange::Record;

int SequenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

void SequenceModel::put(const Record &record)
{
    SequenceItem &item = m_items[record.id.value()];
    if (item.record.id.isValid() && item.record.revision > record.revision)
        return;
    const bool isMore = !item.eventsKnown || item.record.eventCount != record.eventCount;
    if (record.eventCount > 0 && isMore && item.events.size() < kMostEvents)
        m_wanted[record.id.value()] = record.eventCount;
    item.record = record;
    item.record.parts.clear();
    while (m_items.size() > kMostExchanges) {
        m_wanted.erase(m_items.begin()->first);
        m_items.erase(m_items.begin());
        ++m_leftOut;
    }
}

void SequenceModel::putParts(ExchangeId id, const QList<exchange::Part> &parts)
{
    m_wanted.erase(id.value());
    const auto item = m_items.find(id.value());
    if (item == m_items.end())
        return;
    item->second.events = sequenceEvents(parts, kMostEvents);
    item->second.eventsKnown = !item->second.events.empty();
}

ExchangeId SequenceModel::wantsParts() const
{
    return m_wanted.empty() ? ExchangeId() : ExchangeId(m_wanted.rbegin()->first);
}

void SequenceModel::rebuild()
{
    std::vector<SequenceRow> rows = sequenceRows(m_items);
    // What is the same at both ends stays, so that whoever stands on a row stands on it still.
    const auto oldFirst = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end()).first;
    const auto first = oldFirst - m_rows.begin();
    const auto oldLast =
        std::mismatch(m_rows.rbegin(), std::make_reverse_iterator(oldFirst), rows.rbegin(), rows.rend() - first).first;
    const auto kept = oldLast - m_rows.rbegin();
    const auto gone = std::ptrdiff_t(m_rows.size()) - kept - first;
    const auto fresh = std::ptrdiff_t(rows.size()) - kept - first;
    if (gone > 0) {
        beginRemoveRows({}, int(first), int(first + gone) - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + gone);
        endRemoveRows();
    }
    if (fresh > 0) {
        beginInsertRows({}, int(first), int(first + fresh) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

void SequenceModel::clear()
{
    beginResetModel();
    m_items.clear();
    m_wanted.clear();
    m_rows.clear();
    m_leftOut = 0;
    endResetModel();
}

int SequenceModel::rowOf(ExchangeId id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [id](const SequenceRow &row) { return row.exchange == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString SequenceModel::offset(const SequenceRow &row) const
{
    return offsetText(row.atUs - m_rows.front().atUs);
}

QString SequenceModel::words(const SequenceRow &row) const
{
    if (row.kind == SequenceKind::Gap)
        return row.label;
    const auto laneText = [](Lane lane) {
        return lane == Lane::Client ? tr("client") : lane == Lane::Proxy ? tr("proxy") : tr("server");
    };
    QString text = tr("%1, %2 to %3: %4").arg(offset(row), laneText(row.from), laneText(row.to), row.label);
    if (row.durationUs >= 0)
        text += u", "_s + durationText(row.durationUs);
    if (row.isEdited)
        text += u", "_s + tr("changed on its way");
    return text;
}

QVariant SequenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SequenceRow &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.label;
    case Qt::AccessibleTextRole:
        return words(row);
    case Qt::ToolTipRole:
        return row.kind == SequenceKind::Gap ? row.label : dateTimeText(row.atUs) + u'\n' + words(row);
    case RowRole:
        return QVariant::fromValue(row);
    case OffsetRole:
        return offset(row);
    case ExchangeRole:
        return qulonglong(row.exchange.value());
    default:
        return {};
    }
}

} // namespace sightglass::models
