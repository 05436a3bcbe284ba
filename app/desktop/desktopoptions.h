// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/handover.h"
#include "app/options.h"
#include "base/result.h"
#include "ui/dialogs/settings.h"

#include <optional>

namespace sightglass::app {

/// The command line of the desktop program.
class DesktopOptions
{
public:
    DesktopOptions();

    /// The exit code when the program is over already.
    std::optional<int> parse(const QStringList &arguments) { return m_options.parse(arguments); }

    /// The file that keeps the settings; the same for every start without --settings.
    QString settingsFile() const;
    /// The file of rules: beside the settings where those are given, else in its usual place (empty).
    QString rulesFile() const;
    /// \a kept, and what the command line says for this run.
    Result<ui::Settings> over(const ui::Settings &kept) const;
    /// An old recording to look at; empty: none.
    QString recording() const { return m_options.value("open"); }
    bool mayTakeAnyPort() const { return m_options.has("any-port"); }
    bool wantsDemo() const { return m_options.has("demo"); }
    /// Does this start look for a window that is there already?
    bool mayHandOver() const { return !m_options.has("new-instance") && recording().isEmpty(); }
    Handover handover() const { return {m_options.values("upstream"), wantsDemo()}; }

private:
    Options m_options;
};

} // namespace sightglass::app
