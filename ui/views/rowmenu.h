// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "ui/models/exchangelinks.h"

#include <QMenu>
#include <QModelIndex>

#include <functional>

namespace sightglass::ui {

class FilterBar;
class WindowActions;

/// Called with the exchange that the user wants to go to.
using GoTo = std::function<void(exchange::ExchangeId)>;

/// One action per exchange of \a links, or one that says there is none.
void fillRelatedMenu(QMenu &menu, const models::ExchangeListModel &exchanges, const QList<models::ExchangeLink> &links,
                     const GoTo &goTo);

/// The context menu of \a cell: what filters by it, what copies it, and what can be done with its exchange, or with all
/// \a selected ones. It goes when it is closed.
class RowMenu : public QMenu
{
    Q_OBJECT
public:
    RowMenu(const QModelIndex &cell, WindowActions &actions, FilterBar &filter, QWidget *parent, int selected = 1);

    /// The menu to fill with fillRelatedMenu(); null where several are selected.
    QMenu *related() { return m_related; }

private:
    void addFilters(const QString &term, FilterBar &filter);

    QMenu *m_related = nullptr;
};

} // namespace sightglass::ui
