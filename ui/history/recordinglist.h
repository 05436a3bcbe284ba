// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QSettings;

namespace sightglass::ui {

/// The recordings that were looked into lately, kept in the settings.
class RecordingList
{
public:
    static constexpr int kMost = 8;

    /// \a settings outlive it.
    explicit RecordingList(QSettings &settings);

    /// The one used last comes first; those that are there no more are left out.
    QStringList files() const;
    void add(const QString &file);

private:
    QSettings &m_settings;
};

} // namespace sightglass::ui
