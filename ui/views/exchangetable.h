// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QTableView>

#include <limits>
#include <utility>
#include <vector>

namespace sightglass::models {
class FilteredExchangeModel;
}

namespace sightglass::ui {

class ColumnLayout;
class FollowTail;
class Theme;

/// The list of exchanges. The current row is an exchange, not a number: it stays the same one while rows come and go, and
/// when a filter takes it out of the list nothing is selected in its place. Several rows can be selected, by mouse and by
/// keys, as everywhere; the current one of them is the one whose details are shown.
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
    /// The selected ones that are in the list, in the order of the rows, at most \a limit; the current one alone where
    /// nothing is selected.
    QList<exchange::ExchangeId> selectedExchanges(int limit = std::numeric_limits<int>::max()) const;
    int selectedCount() const;

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
    /// Others are selected than before, or more, or less.
    void selectedExchangesChanged();
    /// A key that means nothing to the list: the beginning of a filter.
    void typed(const QString &text);
    /// The user asked for the menu of \a index.
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);
    /// Enter or a double click.
    void opened();

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyboardSearch(const QString &) override {} ///< letters are keys of the window, or begin a filter

private:
    void setUpRows();
    void step(int rows);
    void goToRow(int row);
    int lastVisibleRow() const;
    bool extendByKey(const QKeyEvent &event);
    void extendTo(const QModelIndex &index, bool keep);
    std::vector<std::pair<int, int>> selectedRows() const; // first and last of each run, rising
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
    exchange::ExchangeId m_anchor; // where a selection of several begins
    exchange::ExchangeId m_top;    // first visible one, while rows above it change
    bool m_restoring = false;
};

} // namespace sightglass::ui
