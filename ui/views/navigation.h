// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "ui/views/mainwindow.h"

#include <QObject>
#include <QTimer>

class QModelIndex;
class QPoint;

namespace sightglass::ui {

/// Where one is in the list, and the ways from there: shows the details of the current exchange, marks the rows that
/// belong to it, follows links, opens its menu.
///
/// Thread: UI. Owner: the window.
class Navigation : public QObject
{
    Q_OBJECT
public:
    Navigation(const WindowParts &parts, WindowPanes &panes, WindowActions &actions, QWidget &window);

    exchange::ExchangeId current() const;
    /// What a command for several is about: all that is selected, or the current one. One more than
    /// RowCommands::kMaxAtOnce at most.
    QList<exchange::ExchangeId> selected() const;
    /// To the row of \a id, or only to its details where the filter hides it.
    void goTo(exchange::ExchangeId id);
    void goToRelated(bool forward);

Q_SIGNALS:
    /// One line about the current exchange, or how many are selected; empty when there is none.
    void summaryChanged(const QString &summary);
    void noted(const QString &text);

private:
    void connectTable();
    void connectActions();
    void currentChanged(exchange::ExchangeId id);
    void selectionChanged();
    void checkMark();
    void refresh();
    void openMenu(const QModelIndex &cell, const QPoint &position);

    const WindowParts m_parts;
    WindowPanes &m_panes;
    WindowActions &m_actions;
    QWidget &m_window;
    QTimer m_refresh; ///< what belongs to an exchange is looked for when one stays with it
};

} // namespace sightglass::ui
