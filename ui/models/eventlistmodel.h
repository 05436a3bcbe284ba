// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "mcp/messagereader.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace sightglass::models {

/// The server-sent events of one exchange, in the order they came. Grows while the stream lives.
///
/// Thread: the UI's.
class EventListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Offset, DirectionColumn, EventId, Kind, Method, Size, Text, ColumnCount };
    enum Role {
        PartRole = Qt::UserRole + 1, ///< int: index within the exchange's parts
        DataRole,                    ///< QByteArray: the event's data, untouched
        RawRole,                     ///< QByteArray: the event as it was on the wire
        CommentOnlyRole,             ///< bool: carries no data (a comment that keeps the stream alive)
        ErrorRole,                   ///< bool: a JSON-RPC error or a tool's error
    };
    /// Longest text of the Text column.
    static constexpr qsizetype kMaxText = 512;

    explicit EventListModel(QObject *parent = nullptr);
    ~EventListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// All parts of an exchange; those that are no events are left out.
    void setParts(const QList<exchange::Part> &parts);
    /// The parts that follow.
    void appendParts(const QList<exchange::Part> &added);
    void clear() { setParts({}); }
    /// Whether events without data are rows too.
    void setCommentsShown(bool shown);
    bool commentsShown() const { return m_commentsShown; }

    exchange::Part partAt(int row) const;
    QByteArray eventData(int row) const;

private:
    /// What is read of an event when a cell is wanted.
    struct Facts {
        QByteArray type;
        QByteArray id;
        QString kind;
        QByteArray method;
        QString text;
        qsizetype size = 0;
        bool isError = false;
    };
    struct Row {
        exchange::Part part;
        int partIndex = 0;
        int number = 0;
        bool hasData = false;
        std::optional<Facts> facts = {};
    };
    const Facts &facts(int row) const;
    QVariant display(int row, int column) const;
    bool isShown(const Row &row) const { return m_commentsShown || row.hasData; }
    const Row &shown(int row) const { return m_rows[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(row)])]; }

    mutable std::vector<Row> m_rows; // all events
    std::vector<int> m_shown;        // indexes of m_rows
    std::unique_ptr<mcp::MessageReader> m_reader;
    int m_partCount = 0;
    int m_eventCount = 0;
    bool m_commentsShown = true;
};

} // namespace sightglass::models
