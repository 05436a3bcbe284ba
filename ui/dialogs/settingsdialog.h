// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settings.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QListWidget;
class QStackedWidget;

namespace sightglass::ui {

class SettingsPage;
class Theme;

/// Edits Settings. What is wrong is said in words while somebody types, and cannot be accepted. Show it with open().
///
/// Thread: the UI's. Owner: its parent. The theme outlives it.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    enum Page { Proxy, Routes, Recording, Limits, Appearance, PageCount };

    SettingsDialog(const Theme &theme, const Settings &settings, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    /// As they stand in the fields, valid or not.
    Settings settings() const;
    bool isValid() const;
    void setCurrentPage(Page page);

Q_SIGNALS:
    void settingsAccepted(const sightglass::ui::Settings &settings);

protected:
    void accept() override;

private:
    void addPage(SettingsPage *page, const QString &title);
    void check();

    const Theme &m_theme;
    Settings m_initial;
    QList<SettingsPage *> m_pages;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_problem = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace sightglass::ui
