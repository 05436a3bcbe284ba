// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/appicon.h"

#include "ui/theme/palette.h"

#include <QPainter>

namespace sightglass::ui {
namespace {

/// On a grid of 16 by 16, as all signs are.
QPixmap drawn(int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 16.0, size / 16.0);
    const QColor ground = schemeColor(Role::Accent, false);
    const QColor sign = schemeColor(Role::AccentText, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3.5, 3.5);
    painter.setBrush(sign);
    painter.drawRect(QRectF(0.5, 6.6, 15, 2.8)); // the pipe
    painter.setPen(QPen(sign, 1.6));
    painter.setBrush(ground);
    painter.drawEllipse(QPointF(8, 8), 4.3, 4.3); // the glass
    painter.setPen(QPen(sign, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{6, 8}, {10, 8}})); // what flows
    painter.drawPolyline(QPolygonF({{8.6, 6.5}, {10.1, 8}, {8.6, 9.5}}));
    return pixmap;
}

} // namespace

QIcon appIcon()
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(drawn(size));
    return icon;
}

} // namespace sightglass::ui
