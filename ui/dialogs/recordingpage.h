// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settingspage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace sightglass::ui {

/// Whether, where and how much is recorded.
class RecordingPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit RecordingPage(QWidget *parent = nullptr);

    void load(const Settings &settings) override;
    void store(Settings &settings) const override;

private:
    enum Place { DefaultPlace, FilePlace, MemoryPlace };
    void update();
    void browse();

    QCheckBox *m_record = nullptr;
    QComboBox *m_place = nullptr;
    QLineEdit *m_path = nullptr;
    QPushButton *m_browse = nullptr;
    QSpinBox *m_rows = nullptr;
    QSpinBox *m_megabytes = nullptr;
    QSpinBox *m_days = nullptr;
};

} // namespace sightglass::ui
