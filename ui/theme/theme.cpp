// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kSystemChangeDelay{150};

QPalette paletteOf(const Theme &theme)
{
    const auto color = [&theme](Role role) { return theme.color(role); };
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Role ours) { palette.setColor(role, color(ours)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Base);
    set(QPalette::AlternateBase, Role::AlternateBase);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::DimText);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::ErrorText);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Link, Role::LinkText);
    set(QPalette::LinkVisited, Role::LinkText);
    set(QPalette::Mid, Role::Border);
    set(QPalette::Midlight, Role::Border);
    set(QPalette::Dark, Role::Border);
    // Fusion draws outlines and the arrows of scroll bars from these.
    palette.setColor(QPalette::Light, color(Role::Raised));
    palette.setColor(QPalette::Shadow, color(Role::Border));
    QColor faint = color(Role::DimText);
    faint.setAlphaF(0.6F);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

} // namespace

Theme::Theme(QApplication &application, Mode mode) : m_application(application), m_mode(mode)
{
    m_application.setStyle(new Style(*this));
    m_systemChange.setSingleShot(true);
    m_systemChange.setInterval(kSystemChangeDelay);
    connect(&m_systemChange, &QTimer::timeout, this, [this] {
        if (m_mode == Mode::System)
            apply();
    });
    apply();
    m_application.installEventFilter(this);
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

QFont Theme::monospace() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont general = QApplication::font();
    if (general.pointSizeF() > 0)
        font.setPointSizeF(general.pointSizeF());
    else
        font.setPixelSize(general.pixelSize());
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont Theme::small() const
{
    QFont font = QApplication::font();
    font.setPointSizeF(std::max(7.0, QFontInfo(font).pointSizeF() * 0.9));
    return font;
}

QFont Theme::heading() const
{
    QFont font = QApplication::font();
    font.setPointSizeF(QFontInfo(font).pointSizeF() * 1.6);
    font.setWeight(QFont::DemiBold);
    return font;
}

QString Theme::modeName(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return u"light"_s;
    case Mode::Dark:
        return u"dark"_s;
    case Mode::System:
        break;
    }
    return u"system"_s;
}

Theme::Mode Theme::modeFromName(QStringView name)
{
    return name == u"light" ? Mode::Light : name == u"dark" ? Mode::Dark : Mode::System;
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool systemChanged = event->type() == QEvent::ThemeChange
                               || (event->type() == QEvent::ApplicationPaletteChange && watched == &m_application);
    if (systemChanged && !m_applying)
        m_systemChange.start();
    return QObject::eventFilter(watched, event);
}

bool Theme::systemIsDark() const
{
    // An application palette that resolves nothing lets the system's own shine through.
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    return system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
}

void Theme::apply()
{
    m_applying = true;
    m_dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    ++m_version;
    QApplication::setPalette(paletteOf(*this));
    m_application.setStyleSheet(styleSheet(*this));
    m_applying = false;
    Q_EMIT changed();
}

} // namespace sightglass::ui
