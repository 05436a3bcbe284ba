// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QAbstractTableModel>
#include <QHash>

#include <deque>
#include <vector>

namespace sightglass::models {

/// The sessions that the engine knows, one row each, in the order in which they came; those that ended stay. Bounded:
/// above a number of ended ones the first of them go. An older snapshot that comes late is ignored.
///
/// Knows no clock: tick() says what time it is. Thread: the UI's. Owner: the window.
class SessionListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        Client,
        Server,
        Version,
        Era,
        Age,
        LastActivity,
        Streams,
        InFlight,
        Requests,
        Errors,
        Route,
        ColumnCount
    };
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< QByteArray
        StateRole,                  ///< int: exchange::SessionState
        EndedRole,                  ///< bool
        SessionRole,                ///< exchange::SessionPtr
    };
    static constexpr int kMostEnded = 2'000;
    /// Ended ones go in blocks of this many; a reset where they lie far apart.
    static constexpr int kRemovalBlock = 100;

    explicit SessionListModel(QObject *parent = nullptr, int mostEnded = kMostEnded);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    static bool isNumeric(int column);

    void apply(const exchange::SessionBatch &batch);
    /// Another engine: these are all that live. Ended ones stay; those that lived before and are not here go.
    void startOver(const std::vector<exchange::SessionPtr> &sessions);
    void clearEnded();
    /// It is \a nowUs, microseconds since the Unix epoch.
    void tick(qint64 nowUs);
    qint64 nowUs() const { return m_nowUs; }

    int liveCount() const { return rowCount() - m_ended; }
    int endedCount() const { return m_ended; }
    int rowOf(const QByteArray &key) const { return m_rowOf.value(key, -1); } ///< -1: not here
    const exchange::SessionPtr &session(int row) const { return m_rows[std::size_t(row)]; }
    exchange::SessionPtr find(const QByteArray &key) const; ///< null: not here
    /// All rows, for what counts them.
    const std::vector<exchange::SessionPtr> &sessions() const { return m_rows; }

Q_SIGNALS:
    /// Another number lives, or is kept.
    void countChanged();
    /// After each apply() or startOver().
    void updated();

private:
    QString text(const exchange::SessionRecord &session, int column) const;
    QString toolTip(const exchange::SessionRecord &session, int column) const;
    bool update(const exchange::SessionPtr &session, std::vector<int> &changed);
    void tellChanged(std::vector<int> rows);
    void append(std::vector<exchange::SessionPtr> fresh);
    void makeRoom();
    void removeRows(std::vector<int> rows);
    void renumber(std::size_t from);
    void listEndings();

    std::vector<exchange::SessionPtr> m_rows;
    QHash<QByteArray, int> m_rowOf;
    std::deque<QByteArray> m_endings; ///< keys in the order in which they ended; some may live again, or be gone
    int m_ended = 0;
    const int m_mostEnded;
    qint64 m_nowUs = 0;
};

} // namespace sightglass::models
