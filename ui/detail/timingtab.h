// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QTreeWidget;

namespace sightglass::ui {

class Theme;
class TimingBar;

/// Where the time went: the bar, and the figures in a table.
class TimingTab : public DetailTab
{
    Q_OBJECT
public:
    explicit TimingTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    QTreeWidget &table() const { return *m_table; }
    TimingBar &bar() const { return *m_bar; }

private:
    void addRow(const QStringList &texts, const QColor &color = {});

    const Theme &m_theme;
    TimingBar *m_bar = nullptr;
    QTreeWidget *m_table = nullptr;
};

} // namespace sightglass::ui
