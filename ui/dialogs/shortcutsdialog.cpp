// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/theme/paddeddelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTreeWidget>

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A menu's text without the marks of its accelerators and the dots of "asks for more".
QString plain(QString text)
{
    text.replace("&&"_L1, QString(QChar(1)));
    text.remove(u'&');
    text.replace(QChar(1), u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

void collect(const QMenu &menu, QList<Shortcut> &into)
{
    for (const QAction *action : menu.actions()) {
        if (action->menu()) {
            collect(*action->menu(), into);
            continue;
        }
        QStringList keys;
        for (const QKeySequence &sequence : action->shortcuts())
            keys.append(sequence.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            into.append({keys.join(", "_L1), plain(action->text())});
    }
}

} // namespace

ShortcutGroup shortcutsOf(const QMenu &menu)
{
    ShortcutGroup group;
    group.title = plain(menu.title());
    collect(menu, group.shortcuts);
    return group;
}

ShortcutsDialog::ShortcutsDialog(const QList<ShortcutGroup> &groups, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_search = new QLineEdit(this);
    m_search->setAccessibleName(tr("Search the shortcuts"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_tree = new QTreeWidget(this);
    m_tree->setAccessibleName(tr("Shortcuts"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Action"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(14);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setItemDelegate(new PaddedDelegate(m_tree));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::narrow);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(buttons);
    const int unit = fontMetrics().height();
    resize(unit * 34, unit * 38);
    fill(groups);
}

void ShortcutsDialog::fill(const QList<ShortcutGroup> &groups)
{
    for (const ShortcutGroup &group : groups) {
        if (group.shortcuts.isEmpty())
            continue;
        auto *top = new QTreeWidgetItem(m_tree, {group.title});
        top->setFlags(Qt::ItemIsEnabled);
        QFont bold = m_tree->font();
        bold.setBold(true);
        top->setFont(0, bold);
        top->setFirstColumnSpanned(true);
        for (const Shortcut &shortcut : group.shortcuts) {
            auto *item = new QTreeWidgetItem(top, {shortcut.text, shortcut.keys});
            item->setData(0, Qt::AccessibleTextRole, tr("%1: %2").arg(shortcut.text, shortcut.keys));
        }
        top->setExpanded(true);
    }
}

void ShortcutsDialog::narrow(const QString &text)
{
    const QString wanted = text.trimmed();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_tree->topLevelItem(i);
        const bool wholeGroup = top->text(0).contains(wanted, Qt::CaseInsensitive);
        bool any = wholeGroup;
        for (int k = 0; k < top->childCount(); ++k) {
            QTreeWidgetItem *item = top->child(k);
            const bool fits = wholeGroup || item->text(0).contains(wanted, Qt::CaseInsensitive)
                              || item->text(1).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!fits);
            any = any || fits;
        }
        top->setHidden(!any);
    }
}

} // namespace sightglass::ui
