// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/savedfilterbuttons.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

SavedFilterButtons::SavedFilterButtons(const Theme &theme, QWidget *parent) : QToolBar(parent), m_theme(theme)
{
    setObjectName(u"savedFilters"_s);
    setAccessibleName(tr("Saved filters"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setMovable(false);
    setIconSize(QSize(14, 14));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(0);
    setStyleSheet(u"QToolBar { border: none; padding: 0; }"_s); // stands within a bar, is none
    hide();
}

void SavedFilterButtons::setFilters(const QList<Saved> &filters)
{
    if (filters == m_filters)
        return;
    m_filters = filters;
    rebuild();
    Q_EMIT changed();
}

void SavedFilterButtons::save(const QString &name, const QString &text)
{
    const QString trimmed = name.trimmed().left(kLongestName);
    if (trimmed.isEmpty() || text.trimmed().isEmpty())
        return;
    const auto same =
        std::find_if(m_filters.begin(), m_filters.end(), [&](const Saved &s) { return s.name == trimmed; });
    if (same != m_filters.end())
        same->text = text;
    else
        m_filters.append({trimmed, text});
    rebuild();
    Q_EMIT changed();
}

void SavedFilterButtons::rename(qsizetype index, const QString &name)
{
    const QString trimmed = name.trimmed().left(kLongestName);
    if (index < 0 || index >= m_filters.size() || trimmed.isEmpty())
        return;
    m_filters[index].name = trimmed;
    rebuild();
    Q_EMIT changed();
}

void SavedFilterButtons::remove(qsizetype index)
{
    if (index < 0 || index >= m_filters.size())
        return;
    m_filters.removeAt(index);
    rebuild();
    Q_EMIT changed();
}

void SavedFilterButtons::setApplied(const QString &text)
{
    m_applied = text;
    for (QAction *action : actions())
        action->setChecked(m_filters.value(action->data().toInt()).text == text);
}

void SavedFilterButtons::rebuild()
{
    qDeleteAll(actions());
    for (qsizetype i = 0; i < m_filters.size(); ++i) {
        const Saved &saved = m_filters.at(i);
        QString shown = saved.name;
        auto *action = addAction(icon(Glyph::Star, m_theme), shown.replace(u'&', "&&"_L1));
        action->setData(int(i));
        action->setCheckable(true);
        action->setChecked(saved.text == m_applied);
        action->setToolTip(saved.text);
        connect(action, &QAction::triggered, this, [this, action, text = saved.text] {
            action->setChecked(true); // pressed means applied, not toggled
            Q_EMIT triggered(text);
        });
        auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
        button->setProperty("chip", true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(tr("Saved filter %1").arg(saved.name));
        button->setAccessibleDescription(saved.text);
        button->setProperty("savedIndex", int(i));
        button->installEventFilter(this);
    }
    setVisible(!m_filters.isEmpty());
}

bool SavedFilterButtons::eventFilter(QObject *watched, QEvent *event)
{
    const QVariant index = watched->property("savedIndex");
    if (!index.isValid())
        return QToolBar::eventFilter(watched, event);
    if (event->type() == QEvent::ContextMenu) {
        showMenu(index.toInt(), static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        // After the event: both end in the button's death.
        if (key == Qt::Key_F2) {
            QMetaObject::invokeMethod(
                this, [this, i = index.toInt()] { askName(i); }, Qt::QueuedConnection);
            return true;
        }
        if (key == Qt::Key_Delete) {
            QMetaObject::invokeMethod(
                this, [this, i = index.toInt()] { remove(i); }, Qt::QueuedConnection);
            return true;
        }
    }
    return QToolBar::eventFilter(watched, event);
}

void SavedFilterButtons::showMenu(qsizetype index, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *renameAction = menu->addAction(icon(Glyph::Edit, m_theme), tr("Re&name…"));
    QAction *removeAction = menu->addAction(icon(Glyph::Close, m_theme), tr("&Remove"));
    connect(renameAction, &QAction::triggered, this, [this, index] { askName(index); });
    connect(
        removeAction, &QAction::triggered, this, [this, index] { remove(index); }, Qt::QueuedConnection);
    menu->popup(globalPosition);
}

void SavedFilterButtons::askName(qsizetype index)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename filter"));
    dialog->setLabelText(tr("Name of the filter:"));
    dialog->setTextValue(m_filters.value(index).name);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, index](const QString &name) { rename(index, name); });
    dialog->open();
}

} // namespace sightglass::ui
