// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QPointer>

class QLineEdit;
class QListView;
class QMenuBar;
class QStandardItemModel;

namespace sightglass::ui {

class Theme;

/// Every action of the window in one list that narrows while one types; Enter runs the first. Show it with open().
///
/// Thread: UI. Owner: its parent; it goes when it is closed.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    struct Entry {
        QString text; ///< with the menus it is in: `View › Sidebar`
        QPointer<QAction> action;
    };

    /// What the menus hold, without separators and what is switched off.
    static QList<Entry> entriesOf(const QMenuBar &menuBar);

    CommandPalette(const Theme &theme, QList<Entry> entries, QWidget *parent);

    QStringList shownTexts() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &text);
    void run();

    const QList<Entry> m_entries;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
    QStandardItemModel *m_model = nullptr;
};

} // namespace sightglass::ui
