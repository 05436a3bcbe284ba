// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/palette.h"

#include <QFont>
#include <QObject>
#include <QTimer>

class QApplication;

namespace sightglass::ui {

/// How the application looks: one set of colours by role, the fonts, and the style. Applies itself to the application:
/// Fusion, a QPalette from the roles, and a small style sheet.
///
/// Thread: UI. Owner: the program's main (or a test); it is passed by reference and outlives every widget.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    /// Applies \a mode to \a application at once.
    explicit Theme(QApplication &application, Mode mode = Mode::System);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    bool isDark() const { return m_dark; }

    QColor color(Role role) const { return schemeColor(role, m_dark); }
    /// The system's fixed-pitch font at the size of the interface's text; for data.
    QFont monospace() const;
    /// Secondary text: one step smaller than the interface's text.
    QFont small() const;
    /// Headings of pages and empty states.
    QFont heading() const;
    /// Rises whenever colours or fonts change, so that what is cached by colour knows that it is stale.
    int version() const { return m_version; }

    /// The spelling that settings keep: system, light, dark; what is not known reads as System.
    static QString modeName(Mode mode);
    static Mode modeFromName(QStringView name);

Q_SIGNALS:
    /// Colours or fonts changed and are applied already.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool systemIsDark() const;
    void apply();

    QApplication &m_application;
    QTimer m_systemChange; ///< gathers the burst of events that a change of the system's colours makes
    Mode m_mode = Mode::System;
    bool m_dark = false;
    bool m_applying = false;
    int m_version = 0;
};

} // namespace sightglass::ui
