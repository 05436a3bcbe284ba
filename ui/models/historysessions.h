// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/historysource.h"

#include <QAbstractItemModel>
#include <QDate>

namespace sightglass::models {

/// The sessions of a recording under the days on which they began, the newest first; above them a row for all.
///
/// Thread: the UI's. Owner: its user. The source outlives it.
class HistorySessions : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Client, Server, Begin, Duration, Requests, Version, ColumnCount };
    static constexpr int kPage = 500;

    explicit HistorySessions(HistorySource &source, QObject *parent = nullptr);

    /// Reads them anew.
    void load();
    void clear();
    bool isEmpty() const { return m_days.empty(); }
    /// Null for a day and for the row of all.
    exchange::SessionPtr sessionAt(const QModelIndex &index) const;
    /// What is said in \a session: all the exchanges of a wire session; of one without an id, those of its route that carry
    /// none, in its time.
    static void narrow(store::SearchQuery &query, const exchange::SessionRecord &session);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded();

private:
    struct Day {
        QDate date;
        std::vector<exchange::SessionPtr> sessions;
    };
    void take(const std::vector<exchange::SessionPtr> &sessions, bool more);
    void add(const exchange::SessionPtr &session);
    const Day *dayAt(const QModelIndex &index) const;
    QString cellText(const exchange::SessionRecord &session, int column) const;

    HistorySource &m_source;
    std::vector<Day> m_days; // newest first
    store::SessionQuery m_next;
    bool m_more = false;
    bool m_reading = false;
};

} // namespace sightglass::models
