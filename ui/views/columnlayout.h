// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMenu;
class QSettings;
class QTableView;

namespace sightglass::ui {

class Theme;

/// Which columns the exchange table shows, in what order, how wide, and what it sorts by. The header's context menu
/// changes it; save() and restore() keep it.
///
/// Thread: UI. Owner: the table. The theme outlives it.
class ColumnLayout : public QObject
{
    Q_OBJECT
public:
    /// Rises when what save() writes is no longer understood.
    static constexpr int kVersion = 2;

    ColumnLayout(QTableView &table, const Theme &theme);

    void reset();
    void save(QSettings &settings) const;
    /// Falls back to reset() for what another version wrote.
    void restore(QSettings &settings);

    bool isShown(int column) const;
    /// The last column that is shown cannot be hidden.
    void setShown(int column, bool shown);
    /// Sorts by \a column, which must sort, or by none (-1).
    void sortBy(int column, Qt::SortOrder order);
    int sortColumn() const { return m_sortColumn; }

    /// One checkable action per column, and what belongs to \a column (-1: none).
    void fillMenu(QMenu &menu, int column);

Q_SIGNALS:
    void sortChanged(int column, Qt::SortOrder order);

private:
    void headerClicked(int column);
    void openMenu(const QPoint &position);
    int shownCount() const;
    int defaultWidth(int column) const;

    QTableView &m_table;
    const Theme &m_theme;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace sightglass::ui
