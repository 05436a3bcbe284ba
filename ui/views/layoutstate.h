// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

class QSettings;

namespace sightglass::ui {

/// How the window was left, but for the columns, which keep themselves. Plain data.
struct LayoutState {
    /// Rises when what is kept is no longer understood; what another version kept is not read.
    static constexpr int kVersion = 1;

    QByteArray geometry;
    QByteArray mainSplitter;   ///< sidebar | work
    QByteArray detailSplitter; ///< list | detail
    QByteArray docks;          ///< around all of these
    bool sidebar = true;
    bool detail = true;
    bool detailRight = false;
    int detailTab = 0;
    int timeFormat = 0;
    QString filter;
    QString source;
    QStringList filterHistory;
    QStringList savedFilters;

    static LayoutState load(QSettings &from);
    void save(QSettings &to) const;
    /// Back to how it was at first; filters and their history stay.
    void resetArrangement();
};

} // namespace sightglass::ui
