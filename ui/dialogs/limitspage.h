// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settingspage.h"

namespace sightglass::ui {

/// What is refused, and when patience ends.
class LimitsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit LimitsPage(QWidget *parent = nullptr);

    void load(const Settings &settings) override;
    void store(Settings &settings) const override;

private:
    QSpinBox *m_body = nullptr;
    QSpinBox *m_headerBytes = nullptr;
    QSpinBox *m_headerCount = nullptr;
    QSpinBox *m_depth = nullptr;
    QSpinBox *m_connections = nullptr;
    QSpinBox *m_perAddress = nullptr;
    QSpinBox *m_headSeconds = nullptr;
    QSpinBox *m_bodySeconds = nullptr;
    QSpinBox *m_idleSeconds = nullptr;
};

} // namespace sightglass::ui
