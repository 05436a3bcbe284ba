// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settings.h"

class QSettings;

namespace sightglass::ui {
class Theme;
}

namespace sightglass::screenshots {

class Photographer;

/// The scenes, one after the other, each with the real program.
class Scenes
{
public:
    Scenes(ui::Theme &theme, QString folder, Photographer &photographer);

    void all();

private:
    void traffic();
    void portInUse();
    ui::Settings settings() const;

    ui::Theme &m_theme;
    QString m_folder; // for settings and recordings
    Photographer &m_photographer;
};

} // namespace sightglass::screenshots
