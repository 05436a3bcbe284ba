// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/searchhits.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"

#include <algorithm>

namespace sightglass::ui {

SearchHits::SearchHits(const models::ExchangeListModel &exchanges, QObject *parent)
    : QAbstractListModel(parent), m_exchanges(exchanges)
{}

int SearchHits::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

QVariant SearchHits::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_ids.size())
        return {};
    const exchange::ExchangeId id = m_ids.at(index.row());
    const exchange::Record *record = m_exchanges.find(id);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return record ? models::summaryText(*record) : tr("#%1, in the recording only").arg(id.value());
    case Qt::AccessibleTextRole:
        return record ? models::accessibleText(*record) : tr("Exchange %1, in the recording only").arg(id.value());
    default:
        return {};
    }
}

void SearchHits::clear()
{
    beginResetModel();
    m_ids.clear();
    endResetModel();
}

void SearchHits::add(const QList<exchange::ExchangeId> &ids)
{
    const qsizetype room = std::min<qsizetype>(ids.size(), kMaxHits - m_ids.size());
    if (room <= 0)
        return;
    beginInsertRows({}, int(m_ids.size()), int(m_ids.size() + room - 1));
    m_ids.append(ids.first(room));
    endInsertRows();
}

} // namespace sightglass::ui
