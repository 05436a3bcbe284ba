// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/historymodel.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace sightglass::models {

using store::SearchHit;

namespace {

/// Short enough for a column, and never two days that look the same.
QString dayTimeText(qint64 epochUs)
{
    return QDateTime::fromMSecsSinceEpoch(epochUs / 1000).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

bool isSame(const SearchHit &one, const SearchHit &other)
{
    return one.record->id == other.record->id && one.record->revision == other.record->revision;
}

} // namespace

HistoryModel::HistoryModel(HistorySource &source, QObject *parent) : QAbstractTableModel(parent), m_source(source)
{
    connect(&source, &HistorySource::found, this, &HistoryModel::take);
    connect(&source, &HistorySource::failed, this, [this](quint64 ticket, const QString &text) {
        if (ticket != m_ticket)
            return;
        m_ticket = 0;
        Q_EMIT failed(text);
    });
}

void HistoryModel::search(const store::SearchQuery &query)
{
    m_query = query;
    m_query.before = {};
    m_query.limit = kPage;
    m_pageBegin = 0;
    m_before = {};
    m_ticket = m_source.find(m_query);
    Q_EMIT changed();
}

void HistoryModel::clear()
{
    beginResetModel();
    m_hits.clear();
    m_pageBegin = 0;
    m_before = {};
    m_ticket = 0;
    endResetModel();
    Q_EMIT changed();
}

/// A page comes again, longer, while it is looked for and while the index grows: rows that stay are left as they are.
void HistoryModel::take(const HistoryPage &page)
{
    if (page.ticket != m_ticket)
        return;
    const auto begin = m_hits.begin() + static_cast<std::ptrdiff_t>(m_pageBegin);
    const auto [ours, theirs] = std::mismatch(begin, m_hits.end(), page.hits.begin(), page.hits.end(), isSame);
    const auto kept = static_cast<int>(ours - m_hits.begin());
    // An excerpt may be another one in the same row.
    for (auto row = begin; row != ours; ++row)
        row->excerpt = page.hits[static_cast<std::size_t>(row - begin)].excerpt;
    if (ours != m_hits.end()) {
        beginRemoveRows({}, kept, static_cast<int>(m_hits.size()) - 1);
        m_hits.erase(ours, m_hits.end());
        endRemoveRows();
    }
    if (theirs != page.hits.end()) {
        beginInsertRows({}, kept, kept + static_cast<int>(page.hits.end() - theirs) - 1);
        m_hits.insert(m_hits.end(), theirs, page.hits.end());
        endInsertRows();
    }
    if (kept > static_cast<int>(m_pageBegin))
        Q_EMIT dataChanged(index(static_cast<int>(m_pageBegin), Match), index(kept - 1, Match));
    if (page.done) {
        m_ticket = 0;
        m_before = page.before;
    }
    Q_EMIT changed();
}

exchange::RecordPtr HistoryModel::recordAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_hits[static_cast<std::size_t>(row)].record : nullptr;
}

int HistoryModel::rowOf(exchange::ExchangeId id) const
{
    // Newest first.
    const auto place =
        std::lower_bound(m_hits.begin(), m_hits.end(), id,
                         [](const SearchHit &hit, exchange::ExchangeId sought) { return hit.record->id > sought; });
    return place != m_hits.end() && place->record->id == id ? static_cast<int>(place - m_hits.begin()) : -1;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::cellText(const SearchHit &hit, int column) const
{
    const exchange::Record &record = *hit.record;
    switch (column) {
    case Time:
        return dayTimeText(record.startedAtUs);
    case Method:
        return record.method.isEmpty() ? titleText(record) : lineText(record.method);
    case Name:
        return lineText(record.name);
    case Session:
        return shortIdText(record.sessionId);
    case Client:
        return lineText(record.peerName.isEmpty() ? record.client : record.peerName);
    case Status:
        return statusText(record);
    case Duration:
        return durationText(record.endUs);
    case Match:
        return hit.excerpt.text;
    default:
        return {};
    }
}

QString HistoryModel::toolTip(const SearchHit &hit, int column) const
{
    switch (column) {
    case Time:
        return dateTimeText(hit.record->startedAtUs);
    case Session:
        return lineText(hit.record->sessionId);
    case Status:
        return errorText(*hit.record);
    default:
        return cellText(hit, column);
    }
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SearchHit &hit = m_hits[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cellText(hit, index.column());
    case Qt::ToolTipRole:
        return toolTip(hit, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Time
                   ? tr("%1, %2").arg(dayTimeText(hit.record->startedAtUs), accessibleText(*hit.record))
                   : cellText(hit, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == Duration ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case MarksRole:
        return index.column() == Match ? QVariant::fromValue(hit.excerpt.marks) : QVariant();
    case OutcomeRole:
        return QString(exchange::outcomeOf(*hit.record));
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Duration ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("Time"),   tr("Method"),   tr("Name"),   tr("Found in"),
                                         tr("Status"), tr("Duration"), tr("Client"), tr("Session")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_ticket == 0 && m_before.isValid();
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    store::SearchQuery next = m_query;
    next.before = m_before;
    m_pageBegin = m_hits.size();
    m_ticket = m_source.find(next);
    Q_EMIT changed();
}

} // namespace sightglass::models
