// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QTableView>

namespace sightglass::models {
class FilteredExchangeModel;
}

namespace sightglass::ui {

class ColumnLayout;
class FollowTail;
class Theme;

/// The list of exchanges. The current row is an exchange, not a number: it stays the same one while rows come and go, and
/// when a filter takes it out of the list nothing is selected in its place.
///
/// Thread: UI. Owner: its parent. Theme and model outlive it.
class ExchangeTable : public QTableView
{
    Q_OBJECT
public:
    ExchangeTable(const Theme &theme, models::FilteredExchangeModel &shown, QWidget *parent = nullptr);
    ~ExchangeTable() override;

    ColumnLayout &columns() { return *m_columns; }
    FollowTail &tail() { return *m_tail; }

    /// What is selected, or was until a filter or the ring took it out of the list; invalid: nothing.
    exchange::ExchangeId currentExchange() const { return m_current; }
    /// False when it is not in the list; the current one stays then.
    bool selectExchange(exchange::ExchangeId id);

public Q_SLOTS:
    void goFirst();
    void goNewest();
    void goNext();
    void goPrevious();
    void goNextMarked();
    void goNextError();
    void goPreviousError();
    void deselect();

Q_SIGNALS:
    void currentExchangeChanged(sightglass::exchange::ExchangeId id);
    /// A key that means nothing to the list: the beginning of a filter.
    void typed(const QString &text);
    /// The user asked for the menu of \a index.
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    /// Enter or a double click.
    void opened();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyboardSearch(const QString &) override {} ///< letters are keys of the window, or begin a filter

private:
    void setUpRows();
    void step(int rows);
    void goToRow(int row);
    int lastVisibleRow() const;
    void rememberTop(int first);
    void restoreTop();
    int restoreCurrent(); ///< its row; -1: not in the list
    void restoreAfterReset();
    bool beginsFilter(const QKeyEvent &event) const;
    void setCurrentExchange(exchange::ExchangeId id);

    models::FilteredExchangeModel &m_shown;
    ColumnLayout *m_columns = nullptr;
    FollowTail *m_tail = nullptr;
    exchange::ExchangeId m_current;
    exchange::ExchangeId m_top; // first visible one, while rows above it change
    bool m_restoring = false;
};

} // namespace sightglass::ui
