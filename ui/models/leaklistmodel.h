// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace sightglass::models {

/// Why a session looks as if nobody will ever end it.
enum class LeakKind : quint8 {
    None,
    ClientLeft,   ///< its client began another one since, and did not end this one
    NeverUsed,    ///< initialized, and nothing asked of it ever since
    SilentStream, ///< an event stream is open, and nothing passes
    Unanswered,   ///< requests under way that nobody has answered
    Abandoned,    ///< nothing open, nothing under way, unused
};

QString leakText(LeakKind kind); ///< in two or three words

/// What a session takes in the proxy, by the sizes measured of its parts; not a measurement of this one.
qint64 estimatedBytes(const exchange::SessionRecord &session);

/// The sessions that leak, by what their records say. A pure look at them: refresh() works it out anew, and what is
/// listed still keeps its row. Groups of traffic without a session hold nothing at any server; they are listed only for
/// open streams and requests.
///
/// Thread: the UI's. Owner: the window.
class LeakListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Kind, Client, Unused, Age, Holds, Memory, Why, Route, ColumnCount };
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< QByteArray
        KindRole,                   ///< int: LeakKind
    };
    static constexpr qint64 kDefaultThresholdUs = qint64(5) * 60 * 1'000'000;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    static bool isNumeric(int column) { return (column >= Unused && column <= Age) || column == Memory; }

    /// How long a session must have been unused.
    void setThresholdUs(qint64 us) { m_thresholdUs = us; }
    qint64 thresholdUs() const { return m_thresholdUs; }
    void refresh(const std::vector<exchange::SessionPtr> &sessions, qint64 nowUs);

    QByteArray keyAt(int row) const { return m_rows[std::size_t(row)].session->key; }
    int rowOf(const QByteArray &key) const { return m_rowOf.value(key, -1); }
    LeakKind kindAt(int row) const { return m_rows[std::size_t(row)].kind; }
    qint64 totalBytes() const;

Q_SIGNALS:
    void countChanged();

private:
    struct Row {
        exchange::SessionPtr session;
        LeakKind kind = LeakKind::None;
        qint64 successorUs = 0; ///< when its client began the next one; 0: it has not
    };
    std::vector<Row> leaksOf(const std::vector<exchange::SessionPtr> &sessions) const;
    void removeGone(const QHash<QByteArray, std::size_t> &found);
    QString text(const Row &row, int column) const;
    QString why(const Row &row) const;

    std::vector<Row> m_rows;
    QHash<QByteArray, int> m_rowOf;
    qint64 m_thresholdUs = kDefaultThresholdUs;
    qint64 m_nowUs = 0;
};

} // namespace sightglass::models
