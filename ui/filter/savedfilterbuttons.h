// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QToolBar>

namespace sightglass::ui {

class Theme;

/// A button per saved filter; those that find no room are in the bar's menu. Each has a menu to rename and remove it,
/// on the context menu key too; F2 and Delete work on the button with the focus.
class SavedFilterButtons : public QToolBar
{
    Q_OBJECT
public:
    struct Saved {
        QString name;
        QString text;
        bool operator==(const Saved &) const = default;
    };
    static constexpr int kLongestName = 40;

    explicit SavedFilterButtons(const Theme &theme, QWidget *parent = nullptr);

    const QList<Saved> &filters() const { return m_filters; }
    void setFilters(const QList<Saved> &filters);
    /// Replaces the one of that name, or adds it.
    void save(const QString &name, const QString &text);
    void rename(qsizetype index, const QString &name);
    void remove(qsizetype index);
    /// Shows as pressed what is applied.
    void setApplied(const QString &text);

Q_SIGNALS:
    void triggered(const QString &text);
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void askName(qsizetype index);
    void showMenu(qsizetype index, const QPoint &globalPosition);

    const Theme &m_theme;
    QList<Saved> m_filters;
    QString m_applied;
};

} // namespace sightglass::ui
