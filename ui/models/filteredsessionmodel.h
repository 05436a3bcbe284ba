// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QSortFilterProxyModel>
#include <QTimer>

namespace sightglass::models {

class SessionListModel;

/// The sessions that hold all of some words in what they show, in the order that a person asked for. What changes keeps
/// its place until the next sorting, every kResortMs at most, so that rows do not run about under the pointer.
///
/// Thread: the UI's. Owner: the window; the source outlives it.
class FilteredSessionModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    static constexpr int kResortMs = 1000;

    explicit FilteredSessionModel(SessionListModel &source, QObject *parent = nullptr);

    /// Each word is looked for by itself, in any case.
    void setText(const QString &text);
    void setEndedShown(bool shown);
    bool isEndedShown() const { return m_endedShown; }

    exchange::SessionPtr session(int row) const;
    int rowOf(const QByteArray &key) const; ///< -1: not shown

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    SessionListModel &m_source;
    QStringList m_words;
    QTimer m_resort;
    bool m_endedShown = true;
};

} // namespace sightglass::models
