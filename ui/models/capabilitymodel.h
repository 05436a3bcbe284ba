// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>

#include <vector>

namespace sightglass::models {

/// What client and server said they can do, side by side: one row per capability and setting in it (`resources`,
/// `resources.subscribe`), with what either side says of it. Any bytes will do; what is no JSON object is said to be
/// none. Bounded by kMostRows.
///
/// Thread: the UI's.
class CapabilityModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Client, Server, ColumnCount };
    enum class Side : quint8 { Both, Client, Server };
    enum Role {
        SideRole = Qt::UserRole + 1, ///< int: Side
        DepthRole,                   ///< int: 0 for a capability, 1 and up for what is in it
    };
    static constexpr int kMostRows = 500;
    static constexpr int kMostDepth = 8;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// JSON objects as they came; empty: not known.
    void setCapabilities(const QByteArray &client, const QByteArray &server);
    bool isEmpty() const { return m_rows.empty(); }
    /// What could not be read, in words; empty: all was.
    QString problem() const { return m_problem; }

private:
    struct Row {
        QString name; ///< with its parents, joined by dots
        int depth = 0;
        QString client; ///< null: it does not say so
        QString server;
    };
    QByteArray m_client;
    QByteArray m_server;
    std::vector<Row> m_rows;
    QString m_problem;
};

} // namespace sightglass::models
