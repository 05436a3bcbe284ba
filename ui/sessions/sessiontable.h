// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QTableView>

namespace sightglass::models {
class FilteredSessionModel;
}

namespace sightglass::ui {

class Theme;

/// The list of sessions: the state as a sign and a word, ended ones greyed. A session stays selected wherever its row goes.
///
/// Thread: UI. Owner: the page. Theme and model outlive it.
class SessionTable : public QTableView
{
    Q_OBJECT
public:
    SessionTable(const Theme &theme, models::FilteredSessionModel &model, QWidget *parent = nullptr);

    /// Null: none.
    exchange::SessionPtr currentSession() const;
    /// False when it is not shown.
    bool select(const QByteArray &key);
    /// Where a menu of the current row belongs when a key asks for it; in the window's coordinates of the screen.
    QPoint menuPlace() const;

Q_SIGNALS:
    /// Another one is current, or none.
    void currentSessionChanged();
    /// Enter or a double click.
    void opened();
    /// Delete.
    void endRequested();
    void copyRequested();
    void menuRequested(const QPoint &globalPosition);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    models::FilteredSessionModel &m_sessions;
    QByteArray m_key; ///< of the current one
    bool m_resetting = false;
};

} // namespace sightglass::ui
