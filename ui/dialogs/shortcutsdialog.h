// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QLineEdit;
class QMenu;
class QTreeWidget;

namespace sightglass::ui {

/// One line of the list of keys.
struct Shortcut {
    QString keys; ///< as a person reads them: `Ctrl+K`
    QString text; ///< what they do
};

/// The keys of one menu, or of one part of the window.
struct ShortcutGroup {
    QString title;
    QList<Shortcut> shortcuts;
};

/// The actions of \a menu and of its submenus that have keys, in their order.
ShortcutGroup shortcutsOf(const QMenu &menu);

/// Lists every key, group by group, with a field that narrows the list. Show it with open() or show().
///
/// Thread: the UI's. Owner: its parent.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(const QList<ShortcutGroup> &groups, QWidget *parent = nullptr);

private:
    void fill(const QList<ShortcutGroup> &groups);
    void narrow(const QString &text);

    QLineEdit *m_search = nullptr;
    QTreeWidget *m_tree = nullptr;
};

} // namespace sightglass::ui
