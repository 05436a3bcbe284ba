// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/exchangelistmodel.h"

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

namespace sightglass::models {

/// What lint found in the exchanges of the list, in the order in which it was found. Bounded: above kMost the oldest go.
/// A finding outlives its exchange in the list. Counts along with the list: an exchange without findings costs nothing.
///
/// Thread: the UI's. Owner: the window; the list outlives it.
class FindingListModel : public QAbstractTableModel, private RowObserver
{
    Q_OBJECT
public:
    enum Column { SeverityColumn, Exchange, Code, What, Method, Where, ColumnCount };
    enum Role {
        ExchangeRole = Qt::UserRole + 1, ///< qulonglong
        SeverityRole,                    ///< int: exchange::Severity
        CodeRole,                        ///< QByteArray
        PointerRole,                     ///< QByteArray
        PartRole,                        ///< int
    };
    static constexpr std::size_t kMost = 20'000;
    static constexpr std::size_t kRemovalBlock = 1'000;

    explicit FindingListModel(ExchangeListModel &list, QObject *parent = nullptr);
    ~FindingListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// All severities are shown at first.
    void setShown(exchange::Severity severity, bool shown);
    bool isShown(exchange::Severity severity) const { return m_shown[slot(severity)]; }
    /// Of all that are kept, shown or not.
    int count(exchange::Severity severity) const { return m_counts[slot(severity)]; }

Q_SIGNALS:
    void countChanged();

private:
    /// A recording may hold what is no severity.
    static std::size_t slot(exchange::Severity severity) { return std::min<std::size_t>(std::size_t(severity), 3); }
    struct Finding {
        exchange::ExchangeId exchange;
        QByteArray method;
        QByteArray name;
        exchange::Note note;
    };
    void rowAdded(const exchange::Record &record) override;
    void rowUpdated(const exchange::Record &before, const exchange::Record &after) override;
    void rowRemoved(const exchange::Record &record) override { Q_UNUSED(record) }
    void rowsCleared() override;
    void updateDone() override;
    void take(const exchange::Record &record, qsizetype skip);
    void makeRoom();
    void rebuild();
    const Finding &at(int row) const { return m_all[std::size_t(m_rows[std::size_t(row)] - m_first)]; }
    QString text(const Finding &finding, int column) const;

    ExchangeListModel &m_list;
    std::deque<Finding> m_all;
    quint64 m_first = 0;        // number of m_all.front(), counted since the beginning
    std::deque<quint64> m_rows; // numbers of those that are shown
    std::vector<Finding> m_new; // until updateDone()
    std::array<int, 4> m_counts{};
    std::array<bool, 4> m_shown{true, true, true, true};
};

} // namespace sightglass::models
