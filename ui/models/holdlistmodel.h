// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/holdqueue.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace sightglass::models {

/// The messages that wait for a person, oldest first. One whose client gave up, or that the proxy's stop sent on, stays
/// until it is dismissed, so that nobody edits on into the void without being told.
///
/// Knows no clock: tick() says what time it is. Thread: the UI's. Owner: the window.
class HoldListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { WayColumn, Method, Name, Client, Waiting, Left, StateColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qulonglong: the hold's
        ExchangeRole,              ///< qulonglong
        UrgencyRole,               ///< int: Urgency
        EndedRole,                 ///< bool: nobody waits any more
    };
    enum class State : quint8 { Waiting, ClientGone, Stopped };
    /// How close the client is to giving up.
    enum class Urgency : quint8 { Calm, Soon, Overdue };
    static constexpr qint64 kSoonUs = 15'000'000;
    /// Ended ones that are kept; above, the oldest go.
    static constexpr int kMostEnded = 200;

    explicit HoldListModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void add(const interceptor::HeldMessage &message);
    /// Decided ones go, others stay as ended.
    void end(interceptor::HoldId id, interceptor::HoldEnd how);
    /// Takes an ended one away; false when it still waits, or is not here.
    bool dismiss(interceptor::HoldId id);
    void dismissEnded();
    /// A person changed the message and has not sent it.
    void setEdited(interceptor::HoldId id, bool edited);
    /// It is \a nowUs, microseconds since the Unix epoch.
    void tick(qint64 nowUs);

    int waitingCount() const { return m_waiting; }
    int endedCount() const { return int(m_rows.size()) - m_waiting; }
    int rowOf(interceptor::HoldId id) const; ///< -1: not here
    interceptor::HoldId idAt(int row) const;
    const interceptor::HeldMessage *find(interceptor::HoldId id) const; ///< null: not here
    State state(interceptor::HoldId id) const;
    /// The exchanges that wait, each once.
    QList<exchange::ExchangeId> waitingExchanges() const;
    /// Until the client gives up, as far as that is known.
    std::optional<qint64> leftUs(int row) const;
    Urgency urgency(int row) const;

Q_SIGNALS:
    /// Another number waits, or is kept.
    void countChanged();

private:
    struct Row {
        interceptor::HeldMessage message;
        State state = State::Waiting;
        bool edited = false;
        qint64 endedAtUs = 0;
    };
    QString text(int row, int column) const;
    QString stateText(const Row &row) const;
    QString leftText(int row) const;
    QString toolTip(int row, int column) const;
    void removeRow(int row);

    std::vector<Row> m_rows;
    int m_waiting = 0;
    qint64 m_nowUs = 0;
};

} // namespace sightglass::models
