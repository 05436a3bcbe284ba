// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sequencerows.h"

#include <QAbstractListModel>
#include <QSet>

namespace sightglass::models {

/// The messages of some exchanges as the rows of a sequence diagram. What is put in shows with the next rebuild(), which
/// touches only the rows that differ. Bounded: the oldest exchanges go, and of a long stream only the first events are
/// rows of their own.
///
/// Thread: the UI's. Owner: the pane.
class SequenceModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        RowRole = Qt::UserRole + 1, ///< models::SequenceRow
        OffsetRole,                 ///< QString: since the first row
        ExchangeRole,               ///< qulonglong
    };
    static constexpr std::size_t kMostExchanges = 10'000;
    static constexpr std::size_t kMostEvents = 2'000; ///< of one exchange

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void put(const exchange::Record &record);
    void putParts(exchange::ExchangeId id, const QList<exchange::Part> &parts);
    void rebuild();
    void clear();

    const SequenceRow &row(int row) const { return m_rows[std::size_t(row)]; }
    /// The first row of \a id; -1: none.
    int rowOf(exchange::ExchangeId id) const;
    bool has(exchange::ExchangeId id) const { return m_items.contains(id.value()); }
    std::size_t exchangeCount() const { return m_items.size(); }
    /// Exchanges that are not shown any more, as they were too many.
    quint64 leftOut() const { return m_leftOut; }
    /// The newest exchange whose events are not known, or have become more since; invalid: none.
    exchange::ExchangeId wantsParts() const;

private:
    QString offset(const SequenceRow &row) const;
    QString words(const SequenceRow &row) const;

    std::map<quint64, SequenceItem> m_items;
    std::map<quint64, qint64> m_wanted; ///< exchanges with events that are not known, by their number of events
    std::vector<SequenceRow> m_rows;
    quint64 m_leftOut = 0;
};

} // namespace sightglass::models

Q_DECLARE_METATYPE(sightglass::models::SequenceRow)
