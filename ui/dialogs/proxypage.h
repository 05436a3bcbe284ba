// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settingspage.h"

class QComboBox;

namespace sightglass::ui {

/// Where clients find the proxy.
class ProxyPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit ProxyPage(QWidget *parent = nullptr);

    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    QString problem() const override;

private:
    QString typedAddress() const;
    void describe();

    QComboBox *m_address = nullptr;
    QSpinBox *m_port = nullptr;
    QLabel *m_url = nullptr;
    QLabel *m_warning = nullptr;
};

} // namespace sightglass::ui
