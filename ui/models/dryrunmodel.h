// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/dryrun.h"

#include <QAbstractTableModel>

namespace sightglass::models {

/// The exchanges that a dry run found, newest first.
///
/// Thread: the UI's. Never knows a widget.
class DryRunModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Time, What, Would, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qulonglong
        TroubledRole,              ///< bool
    };
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void clear();
    void add(const QList<DryRunHit> &hits);
    const DryRunHit &hit(int row) const { return m_hits.at(row); }
    int rowOf(exchange::ExchangeId id) const; ///< -1: none

private:
    QVariant display(const DryRunHit &hit, int column) const;

    QList<DryRunHit> m_hits;
};

} // namespace sightglass::models
