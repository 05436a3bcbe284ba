// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/jsonscan.h"

#include <QAbstractItemModel>
#include <QByteArray>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace sightglass::models {

/// A JSON text as a tree over its bytes: original order, spelling and duplicates. Children are found when they are
/// wanted, in blocks; the bytes are not copied. A broken text shows what is there and, where it breaks, a row that says
/// so.
///
/// Thread: the UI's.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Key, Value, ColumnCount };
    enum Role {
        FullTextRole = Qt::UserRole + 1, ///< QString: a string's value in whole, another value's spelling
        PointerRole,                     ///< QString: the JSON Pointer
        RawRole,                         ///< QByteArray: the exact bytes of the value
        TypeRole,                        ///< int: JsonType
        RangeRole,                       ///< QPoint: first byte and length in the document
        ErrorRole,                       ///< bool: the row says where the text breaks
        CutRole,                         ///< bool: the text shown is not the whole one
    };
    static constexpr qsizetype kMaxText = 512;
    /// Children that one fetchMore() adds.
    static constexpr int kFetchBlock = 500;

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QHash<int, QByteArray> roleNames() const override;

    void setDocument(const QByteArray &text);
    const QByteArray &document() const { return m_text; }
    /// The root is the document's value: an object's members are top level rows.
    JsonType rootType() const;
    /// The row of a JSON Pointer, fetching what is needed; invalid when there is none.
    QModelIndex indexOf(QByteArrayView pointer);

private:
    /// Nodes lie in one container and point to each other: a document may be nested as deep as its bytes allow, and no
    /// destructor must follow it down.
    struct Node {
        Node *parent = nullptr;
        int row = 0;
        JsonValue value;
        std::optional<JsonFault> fault; // this row says where the text breaks
        std::vector<Node *> children;
        std::unique_ptr<JsonChildren> rest; // what has not been fetched; made when it is wanted
        bool exhausted = false;

        bool isContainer() const { return !fault && (value.type == JsonType::Object || value.type == JsonType::Array); }
    };
    Node *add(Node &parent);
    void fetch(Node &node, bool tell);
    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node) const;
    QByteArrayView bytesOf(const Node &node) const;
    QString valueText(const Node &node) const;
    QString keyText(const Node &node) const;
    QByteArray tokenOf(const Node &node) const;
    QString pointerOf(const Node &node) const;

    QByteArray m_text;
    std::deque<Node> m_nodes; // all of them; they stay where they are
    Node *m_root = nullptr;   // the document; no row
    std::optional<JsonFault> m_trailing;
};

} // namespace sightglass::models
