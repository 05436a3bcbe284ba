// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/exchangelistmodel.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_map>
#include <vector>

namespace sightglass::models {

/// Where the traffic of the list comes from: all of it, the routes, in each the sessions (legacy) and what has no session
/// by era, and below the modern era its clients, by name or else address; with counts of the rows that are in the list
/// now.
///
/// Thread: the UI's. \a list outlives it.
class SourceTreeModel : public QAbstractItemModel, private RowObserver
{
    Q_OBJECT
public:
    enum Column { Name, Count, ColumnCount };
    enum Role {
        FilterTextRole =
            Qt::UserRole + 1, ///< QString: the filter that wants what the node stands for; empty: everything
        TotalRole,            ///< int
        ErrorsRole,           ///< int
        OpenRole,             ///< int
        NodeKindRole,         ///< int: NodeKind
    };
    enum class NodeKind : quint8 { All, Route, Session, Era, Client };
    /// Most nodes that are shown below one other; the rest is in its count.
    static constexpr int kMaxChildren = 500;

    explicit SourceTreeModel(ExchangeListModel *list, QObject *parent = nullptr);
    ~SourceTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The node with this FilterTextRole; invalid: none (any more).
    QModelIndex indexOf(const QString &filterText) const;

private:
    struct Node {
        Node *parent = nullptr; // null: a row of the first level
        NodeKind kind = NodeKind::All;
        mcp::Era era = mcp::Era::Unknown;
        int row = -1; // not shown (yet)
        int total = 0;
        int errors = 0;
        int open = 0;
        bool touched = false;
        QByteArray key;     // among its siblings
        QByteArray session; // or the client
        QString route;
        QByteArray peer; // the newest name that its client gave
        std::vector<Node *> shown;
        std::vector<Node *> hidden; // wait for updateDone(), or for room
        std::unordered_map<QByteArray, std::unique_ptr<Node>> children;
    };

    void rowAdded(const exchange::Record &record) override;
    void rowUpdated(const exchange::Record &before, const exchange::Record &after) override;
    void rowRemoved(const exchange::Record &record) override;
    void rowsCleared() override;
    void updateDone() override;

    void count(const exchange::Record &record, int sign);
    Node &child(Node &parent, const QByteArray &key, NodeKind kind, const exchange::Record &record);
    void add(Node &node, const exchange::Record &record, int sign);
    void touch(Node &node);
    void removeEmpty(Node &parent, std::vector<Node *> empty);
    void showHidden(Node &parent);
    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex find(const Node &parent, const QString &filterText) const;
    QModelIndex indexOf(const Node &node, int column = 0) const;
    QString filterText(const Node &node) const;
    QString nameText(const Node &node) const;
    QString words(const Node &node) const;

    ExchangeListModel *m_list;
    Node m_root;                 // no row; its children are the routes, and before them:
    Node m_all;                  // all traffic
    Node *m_lastRoute = nullptr; // of the exchange counted last: mostly that of the next one
    std::vector<Node *> m_touched;
};

} // namespace sightglass::models
