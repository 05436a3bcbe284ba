// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QAbstractListModel>
#include <QList>

namespace sightglass::models {
class ExchangeListModel;
}

namespace sightglass::ui {

/// What a search has found, one row per exchange, newest first as the search goes.
///
/// Thread: UI. The list outlives it.
class SearchHits : public QAbstractListModel
{
    Q_OBJECT
public:
    /// More are counted, not listed.
    static constexpr int kMaxHits = 10'000;

    explicit SearchHits(const models::ExchangeListModel &exchanges, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void clear();
    void add(const QList<exchange::ExchangeId> &ids);
    exchange::ExchangeId idAt(int row) const { return m_ids.at(row); }

private:
    const models::ExchangeListModel &m_exchanges;
    QList<exchange::ExchangeId> m_ids;
};

} // namespace sightglass::ui
