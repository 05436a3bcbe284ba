// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/holdqueue.h"

#include <QTableView>

namespace sightglass::models {
class HoldListModel;
}

namespace sightglass::ui {

class Theme;

/// The list of held messages: what is urgent in colour and words, what has ended greyed.
///
/// Thread: UI. Owner: the pane. Theme and model outlive it.
class HoldTable : public QTableView
{
    Q_OBJECT
public:
    HoldTable(const Theme &theme, models::HoldListModel &model, QWidget *parent = nullptr);

    interceptor::HoldId currentId() const;
    /// Those selected, from top to bottom.
    QList<interceptor::HoldId> selectedIds() const;
    void select(interceptor::HoldId id);

Q_SIGNALS:
    void selectionMoved();
    /// Enter or a double click.
    void opened();
    /// Delete.
    void dismissRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    models::HoldListModel &m_holds;
};

} // namespace sightglass::ui
