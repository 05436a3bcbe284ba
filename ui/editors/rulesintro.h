// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sightglass::ui {

class Theme;

/// What stands in place of the list while there are no rules: what a rule is, and how to begin.
class RulesIntro : public QWidget
{
    Q_OBJECT
public:
    explicit RulesIntro(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void newRequested();
    void exampleRequested();

private:
    void restyle();

    const Theme &m_theme;
};

} // namespace sightglass::ui
