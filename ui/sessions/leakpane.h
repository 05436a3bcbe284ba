// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/leaklistmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace sightglass::models {
class SessionListModel;
}

namespace sightglass::ui {

class TableNote;
class Theme;

/// The leak radar: sessions that nobody will end as it seems, why, what they hold, and a way to be rid of them.
///
/// Thread: UI. Owner: the view. Theme and sessions outlive it.
class LeakPane : public QWidget
{
    Q_OBJECT
public:
    LeakPane(const Theme &theme, const models::SessionListModel &sessions, QWidget *parent = nullptr);

    QTableView &table() const { return *m_table; }
    models::LeakListModel &model() { return m_model; }
    QPushButton &reapSelected() const { return *m_reapSelected; }
    QPushButton &reapAll() const { return *m_reapAll; }
    /// Works it out anew.
    void look();
    void setCanEnd(bool can);
    /// Of the list of thresholds; -1: another one, set in the model.
    void setThresholdIndex(int index);

Q_SIGNALS:
    /// These are to end; nobody has been asked yet.
    void reapRequested(const QList<QByteArray> &keys);
    void sessionRequested(const QByteArray &key);
    void countChanged(int count);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void openMenu(const QPoint &position);
    void refresh();
    QList<QByteArray> selectedKeys() const;

    const models::SessionListModel &m_sessions;
    models::LeakListModel m_model;
    bool m_canEnd = true;
    QTableView *m_table = nullptr;
    TableNote *m_note = nullptr;
    QComboBox *m_threshold = nullptr;
    QLabel *m_count = nullptr;
    QPushButton *m_reapSelected = nullptr;
    QPushButton *m_reapAll = nullptr;
};

} // namespace sightglass::ui
