// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace sightglass::screenshots {

/// Ends the program with a message when \a condition does not come true in time; the event loop turns meanwhile.
void until(const QString &what, const std::function<bool()> &condition, int timeoutMs = 30'000);

/// Saves pictures of widgets under names that tell scene, theme and scale.
class Photographer
{
public:
    Photographer(QString folder, QString theme) : m_folder(std::move(folder)), m_theme(std::move(theme)) {}

    /// Waits until the widget looks the same twice in a row, and saves that.
    void take(const QString &scene, QWidget &widget);
    int count() const { return m_count; }

private:
    QString m_folder;
    QString m_theme;
    int m_count = 0;
};

} // namespace sightglass::screenshots
