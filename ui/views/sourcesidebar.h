// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"

#include <QWidget>

class QModelIndex;
class QTreeView;

namespace sightglass::models {
class SourceTreeModel;
}

namespace sightglass::ui {

class Theme;

/// Where traffic comes from: routes, and the sessions and clients in each, with counts. Picking one narrows the list to
/// it, beside whatever the filter bar says.
///
/// Thread: UI. Owner: its parent. Theme and model outlive it.
class SourceSidebar : public QWidget
{
    Q_OBJECT
public:
    SourceSidebar(const Theme &theme, models::SourceTreeModel &sources, QWidget *parent = nullptr);

    /// The filter of the node that is picked; empty: all traffic.
    QString filterText() const { return m_filterText; }
    /// Picks the node with this filter, now or when it appears; an empty text picks all traffic.
    void pick(const QString &filterText);
    QTreeView &tree() { return *m_tree; }

Q_SIGNALS:
    void sourcePicked(const sightglass::exchange::Filter &filter, const QString &filterText);

private:
    void currentChanged();
    void rowsInserted(const QModelIndex &parent, int first, int last);
    void rowsRemoved();
    void showPicked();

    models::SourceTreeModel &m_sources;
    QTreeView *m_tree = nullptr;
    QString m_filterText;
    bool m_picking = false;
};

} // namespace sightglass::ui
