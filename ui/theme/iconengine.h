// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QIconEngine>

namespace sightglass::ui {

/// Paints one glyph in the theme's colours of the moment.
class IconEngine : public QIconEngine
{
public:
    IconEngine(Glyph glyph, const Theme &theme, Role role) : m_glyph(glyph), m_theme(theme), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new IconEngine(m_glyph, m_theme, m_role); }
    QString key() const override { return QStringLiteral("sightglass"); }
    bool isNull() override { return false; }

private:
    Glyph m_glyph;
    const Theme &m_theme;
    Role m_role;
};

} // namespace sightglass::ui
