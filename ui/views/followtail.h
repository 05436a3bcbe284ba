// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAbstractItemView;
class QToolButton;

namespace sightglass::ui {

class Theme;

/// Keeps a list at its newest row until the user scrolls up; then a floating button says how many have come since and
/// brings the end back. Scrolling to the end follows again.
///
/// Thread: UI. Owner: the view.
class FollowTail : public QObject
{
    Q_OBJECT
public:
    FollowTail(QAbstractItemView &view, const Theme &theme);

    bool isFollowing() const { return m_following && !m_suspended; }
    void setFollowing(bool following);
    /// A sorted list has no newest end.
    void setSuspended(bool suspended);
    /// Rows that came since the list stopped following.
    qint64 missedCount() const { return m_missed; }

    /// For the view: rows were added, or all rows are others.
    void rowsAdded(int count);
    void rowsReplaced();
    /// For the view: it was resized.
    void placeButton();

public Q_SLOTS:
    void jumpToNewest();

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void scrolled(int value);
    void scrolledByUser();
    void toEnd();
    void updateButton();

    QAbstractItemView &m_view;
    QToolButton *m_button;
    qint64 m_missed = 0;
    bool m_following = true;
    bool m_suspended = false;
    bool m_scrolling = false; // by this
};

} // namespace sightglass::ui
