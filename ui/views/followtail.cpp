// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/followtail.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>

namespace sightglass::ui {

namespace {

constexpr int kMargin = 14;

} // namespace

FollowTail::FollowTail(QAbstractItemView &view, const Theme &theme)
    : QObject(&view), m_view(view), m_button(new QToolButton(&view))
{
    m_button->setObjectName(QStringLiteral("jumpToNewest"));
    m_button->setProperty("chip", true);
    m_button->setIcon(icon(Glyph::Down, theme, Role::LinkText));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::NoFocus); // the key for it is the list's own
    m_button->setCursor(Qt::PointingHandCursor);
    m_button->hide();
    connect(m_button, &QToolButton::clicked, this, &FollowTail::jumpToNewest);
    QScrollBar *bar = view.verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &FollowTail::scrolled);
    connect(bar, &QScrollBar::actionTriggered, this, &FollowTail::scrolledByUser);
    view.viewport()->installEventFilter(this);
}

void FollowTail::setFollowing(bool following)
{
    if (following)
        toEnd();
    if (following == m_following)
        return;
    m_following = following;
    m_missed = 0;
    updateButton();
    Q_EMIT followingChanged(m_following);
}

void FollowTail::setSuspended(bool suspended)
{
    if (suspended == m_suspended)
        return;
    m_suspended = suspended;
    m_missed = 0;
    if (isFollowing())
        toEnd();
    updateButton();
}

void FollowTail::rowsAdded(int count)
{
    if (isFollowing()) {
        toEnd();
        return;
    }
    m_missed += count;
    updateButton();
}

void FollowTail::rowsReplaced()
{
    m_missed = 0;
    if (isFollowing())
        toEnd();
    updateButton();
}

void FollowTail::jumpToNewest()
{
    setFollowing(true);
}

bool FollowTail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        placeButton();
        if (isFollowing())
            toEnd();
    }
    return QObject::eventFilter(watched, event);
}

void FollowTail::scrolled(int value)
{
    // Not by this, and away from the end: somebody wants to read. Coming to the end this way proves nothing, since a list
    // that gets shorter does the same.
    if (!m_scrolling && m_following && !m_suspended && value < m_view.verticalScrollBar()->maximum())
        setFollowing(false);
    updateButton();
}

void FollowTail::scrolledByUser()
{
    const QScrollBar *bar = m_view.verticalScrollBar();
    if (!m_suspended && bar->sliderPosition() >= bar->maximum())
        setFollowing(true);
}

void FollowTail::toEnd()
{
    m_scrolling = true;
    m_view.scrollToBottom();
    m_scrolling = false;
}

void FollowTail::updateButton()
{
    const QScrollBar *bar = m_view.verticalScrollBar();
    const bool wanted = !m_following && !m_suspended && (m_missed > 0 || bar->value() < bar->maximum());
    if (wanted) {
        const QString text =
            m_missed > 0 ? tr("Jump to newest (%1)").arg(QLocale().toString(m_missed)) : tr("Jump to newest");
        if (m_button->text() != text) {
            m_button->setText(text);
            m_button->setAccessibleName(text);
            placeButton();
        }
    }
    if (m_button->isVisibleTo(&m_view) != wanted) {
        m_button->setVisible(wanted);
        placeButton();
    }
}

void FollowTail::placeButton()
{
    m_button->adjustSize();
    const QRect room = m_view.viewport()->geometry();
    m_button->move(room.right() - m_button->width() - kMargin, room.bottom() - m_button->height() - kMargin);
    m_button->raise();
}

} // namespace sightglass::ui
