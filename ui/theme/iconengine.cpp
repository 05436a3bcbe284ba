// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/iconengine.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace sightglass::ui {

namespace {

constexpr double kGrid = 16;
constexpr double kPenWidth = 1.35;
constexpr float kDisabledOpacity = 0.45F;

} // namespace

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const GlyphShape &shape = glyphShape(glyph);
    const double scale = std::min(rect.width(), rect.height()) / kGrid;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(kGrid, kGrid) * scale / 2);
    painter.scale(scale, scale);
    painter.setPen(QPen(color, kPenWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape.strokes);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(shape.filled);
    painter.restore();
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    QColor color = m_theme.color(m_role);
    if (mode == QIcon::Disabled) {
        color = m_theme.color(Role::DimText);
        color.setAlphaF(kDisabledOpacity);
    }
    paintGlyph(*painter, m_glyph, rect, color);
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QIcon icon(Glyph glyph, const Theme &theme, Role role)
{
    return QIcon(new IconEngine(glyph, theme, role));
}

} // namespace sightglass::ui
