// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/historysource.h"

#include <QAbstractTableModel>

namespace sightglass::models {

/// What a search in a recording found, newest first; whoever scrolls to the end gets the next page.
///
/// Thread: the UI's. Owner: its user. The source outlives it.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Method, Name, Match, Status, Duration, Client, Session, ColumnCount };
    enum HistoryRole {
        MarksRole = Qt::UserRole + 1, ///< QList<store::SearchMark>, within the text of Match
        OutcomeRole,                  ///< exchange::outcomeOf()
    };
    static constexpr int kPage = 100;

    explicit HistoryModel(HistorySource &source, QObject *parent = nullptr);

    /// Looks for \a query from the newest on. What was found before stays until the first answer.
    void search(const store::SearchQuery &query);
    /// Another recording: nothing is there.
    void clear();
    const store::SearchQuery &query() const { return m_query; }

    bool isSearching() const { return m_ticket != 0; }
    /// Whether there is a further page.
    bool hasMore() const { return m_before.isValid(); }
    exchange::RecordPtr recordAt(int row) const;
    int rowOf(exchange::ExchangeId id) const; ///< -1: not there

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// Something was found, or the search came to its end.
    void changed();
    void failed(const QString &text);

private:
    void take(const HistoryPage &page);
    QString cellText(const store::SearchHit &hit, int column) const;
    QString toolTip(const store::SearchHit &hit, int column) const;

    HistorySource &m_source;
    store::SearchQuery m_query;
    std::vector<store::SearchHit> m_hits;
    std::size_t m_pageBegin = 0; // where the page that is asked for goes
    exchange::ExchangeId m_before;
    quint64 m_ticket = 0; // of the page that is asked for
};

} // namespace sightglass::models
