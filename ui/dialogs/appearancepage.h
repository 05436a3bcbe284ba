// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settingspage.h"

class QComboBox;

namespace sightglass::ui {

/// Light or dark, the language, and how much the list holds.
class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AppearancePage(QWidget *parent = nullptr);

    void load(const Settings &settings) override;
    void store(Settings &settings) const override;

private:
    QComboBox *m_mode = nullptr;
    QComboBox *m_language = nullptr;
    QSpinBox *m_capacity = nullptr;
};

} // namespace sightglass::ui
