// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/palette.h"

#include <QIcon>
#include <QPainterPath>

class QPainter;

namespace sightglass::ui {

class Theme;

/// The signs of the interface. Each is drawn as lines on a grid of 16 by 16, so it is sharp at any scale.
enum class Glyph : quint8 {
    Start,
    Stop,
    Pause,
    Resume,
    Clear,
    Follow,
    Demo,
    Copy,
    Search,
    Filter,
    Settings,
    Close,
    Plus,
    Minus,
    Up,
    Down,
    Left,
    Right,
    ChevronDown,
    ChevronRight,
    Star,
    Mark,
    Comment,
    Save,
    Open,
    Link,
    Info,
    Warning,
    Question,
    More,
    // outcomes
    Ok,
    Error,
    Failed,
    Cancelled,
    Dropped,
    Running,
    // directions and kinds
    ToServer,
    ToClient,
    Stream,
    Event,
    Batch,
    // places
    Traffic,
    Route,
    Session,
    Sidebar,
    DetailBelow,
    DetailRight,
    Command,
    Keyboard,
    Refresh,
    Edit,
    Intercept, ///< a message stopped on its way
    Undo,
    Redo,
};
inline constexpr int kGlyphCount = int(Glyph::Redo) + 1;

/// The strokes of a glyph on a grid of 16 by 16. `filled` paths are to be filled, others drawn with a round pen.
struct GlyphShape {
    QPainterPath strokes;
    QPainterPath filled;
};
const GlyphShape &glyphShape(Glyph glyph);

/// Draws a glyph into \a rect (it keeps its proportions) in \a color. Cheap enough for delegates.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

/// An icon that draws itself in the theme's colours whenever it is painted: it needs no change when the theme does.
/// \a role is the colour of the enabled icon; disabled ones are DimText made fainter. \a theme outlives the icon.
QIcon icon(Glyph glyph, const Theme &theme, Role role = Role::Text);

} // namespace sightglass::ui
