// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QStringTokenizer>

#include <array>

namespace sightglass::ui {

namespace {

/// A drawing in a small path language on a grid of 16 by 16: `M x y` move, `L x y` line, `Q cx cy x y` curve, `Z` close,
/// `O cx cy r` circle, `R x y w h r` rounded rectangle, `A cx cy r start sweep` arc in degrees.
struct Drawing {
    Glyph glyph;
    QStringView strokes;
    QStringView filled;
};

constexpr std::array<Drawing, kGlyphCount> kDrawings{{
    {Glyph::Start, u"", u"M 4.5 2.8 L 13 8 L 4.5 13.2 Z"},
    {Glyph::Stop, u"", u"R 3.8 3.8 8.4 8.4 1.2"},
    {Glyph::Pause, u"", u"R 3.8 3.2 3 9.6 0.7 R 9.2 3.2 3 9.6 0.7"},
    {Glyph::Resume, u"", u"R 2.6 3.2 2.2 9.6 0.6 M 6.6 3.2 L 13.4 8 L 6.6 12.8 Z"},
    {Glyph::Clear,
     u"M 3 4.5 L 13 4.5 M 6 4.5 L 6 2.8 L 10 2.8 L 10 4.5 M 4.3 4.5 L 5 13.2 L 11 13.2 L 11.7 4.5 "
     u"M 6.8 7 L 7 10.8 M 9.2 7 L 9 10.8",
     u""},
    {Glyph::Follow, u"M 8 2.5 L 8 10 M 4.8 7 L 8 10.2 L 11.2 7 M 3.5 13.2 L 12.5 13.2", u""},
    {Glyph::Demo,
     u"M 6.5 2.5 L 6.5 6.5 L 3 12 Q 2.4 13.4 4 13.4 L 12 13.4 Q 13.6 13.4 13 12 L 9.5 6.5 L 9.5 2.5 "
     u"M 5.4 2.5 L 10.6 2.5 M 4.9 9.8 L 11.1 9.8",
     u""},
    {Glyph::Copy,
     u"R 5.5 5.5 8 8 1.5 M 3.6 10.5 Q 2.5 10.5 2.5 9.4 L 2.5 3.6 Q 2.5 2.5 3.6 2.5 L 9.4 2.5 "
     u"Q 10.5 2.5 10.5 3.6",
     u""},
    {Glyph::Search, u"O 7 7 4.2 M 10.2 10.2 L 13.5 13.5", u""},
    {Glyph::Filter, u"M 2.5 3 L 13.5 3 L 9.6 8 L 9.6 13.2 L 6.4 11.5 L 6.4 8 Z", u""},
    {Glyph::Settings,
     u"M 2.5 4.6 L 7.8 4.6 M 11.6 4.6 L 13.5 4.6 O 9.7 4.6 1.8 M 2.5 11.4 L 4.4 11.4 "
     u"M 8.2 11.4 L 13.5 11.4 O 6.3 11.4 1.8",
     u""},
    {Glyph::Close, u"M 4 4 L 12 12 M 12 4 L 4 12", u""},
    {Glyph::Plus, u"M 8 3 L 8 13 M 3 8 L 13 8", u""},
    {Glyph::Minus, u"M 3 8 L 13 8", u""},
    {Glyph::Up, u"M 8 13 L 8 3.2 M 4 7.2 L 8 3.2 L 12 7.2", u""},
    {Glyph::Down, u"M 8 3 L 8 12.8 M 4 8.8 L 8 12.8 L 12 8.8", u""},
    {Glyph::Left, u"M 13 8 L 3.2 8 M 7.2 4 L 3.2 8 L 7.2 12", u""},
    {Glyph::Right, u"M 3 8 L 12.8 8 M 8.8 4 L 12.8 8 L 8.8 12", u""},
    {Glyph::ChevronDown, u"M 4 6 L 8 10 L 12 6", u""},
    {Glyph::ChevronRight, u"M 6 4 L 10 8 L 6 12", u""},
    {Glyph::Star,
     u"M 8 2.2 L 9.8 5.9 L 13.8 6.5 L 10.9 9.3 L 11.6 13.3 L 8 11.4 L 4.4 13.3 L 5.1 9.3 L 2.2 6.5 "
     u"L 6.2 5.9 Z",
     u""},
    {Glyph::Mark, u"", u"M 4.2 2.2 L 11.8 2.2 L 11.8 13.8 L 8 10.9 L 4.2 13.8 Z"},
    {Glyph::Comment,
     u"M 4 3 L 12 3 Q 13.5 3 13.5 4.5 L 13.5 9 Q 13.5 10.5 12 10.5 L 8 10.5 L 5 13.3 L 5 10.5 "
     u"L 4 10.5 Q 2.5 10.5 2.5 9 L 2.5 4.5 Q 2.5 3 4 3 Z",
     u""},
    {Glyph::Save, u"M 8 2.5 L 8 9.5 M 5 6.8 L 8 9.8 L 11 6.8 M 2.8 10.5 L 2.8 13.2 L 13.2 13.2 L 13.2 10.5", u""},
    {Glyph::Open, u"M 2.5 12.8 L 2.5 3.6 L 6.2 3.6 L 7.6 5.4 L 13.5 5.4 L 13.5 12.8 Z", u""},
    {Glyph::Link,
     u"M 7 5 L 8.6 3.4 Q 10.6 1.8 12.4 3.6 Q 14.2 5.4 12.6 7.4 L 11 9 M 9 11 L 7.4 12.6 "
     u"Q 5.4 14.2 3.6 12.4 Q 1.8 10.6 3.4 8.6 L 5 7 M 6.2 9.8 L 9.8 6.2",
     u""},
    {Glyph::Info, u"O 8 8 5.7 M 8 7.4 L 8 11", u"O 8 5.1 0.9"},
    {Glyph::Warning, u"M 8 2.6 L 14 13 L 2 13 Z M 8 6.6 L 8 9.4", u"O 8 11.2 0.8"},
    {Glyph::Question, u"O 8 8 5.7 M 6.2 6.5 Q 6.3 4.9 8 4.9 Q 9.8 5 9.8 6.5 Q 9.7 7.5 8 8.2 L 8 9", u"O 8 11 0.8"},
    {Glyph::More, u"", u"O 3.5 8 1.2 O 8 8 1.2 O 12.5 8 1.2"},
    {Glyph::Ok, u"M 3 8.5 L 6.5 12 L 13 4.5", u""},
    {Glyph::Error, u"O 8 8 5.7 M 5.8 5.8 L 10.2 10.2 M 10.2 5.8 L 5.8 10.2", u""},
    {Glyph::Failed, u"", u"M 9 1.6 L 3.4 9 L 7.3 9 L 6.4 14.4 L 12.6 6.6 L 8.4 6.6 Z"},
    {Glyph::Cancelled, u"O 8 8 5.7 M 4 12 L 12 4", u""},
    {Glyph::Dropped, u"O 8 8 5.7 M 5.3 8 L 10.7 8", u""},
    {Glyph::Running, u"A 8 8 5.5 60 280", u"O 8 8 1.6"},
    {Glyph::ToServer, u"M 2.5 8 L 13 8 M 9 4 L 13 8 L 9 12", u""},
    {Glyph::ToClient, u"M 13.5 8 L 3 8 M 7 4 L 3 8 L 7 12", u""},
    {Glyph::Stream, u"M 2 5.6 Q 5 2.4 8 5.6 Q 11 8.8 14 5.6 M 2 10.6 Q 5 7.4 8 10.6 Q 11 13.8 14 10.6", u""},
    {Glyph::Event, u"M 6.6 4.6 L 13.4 4.6 M 6.6 8 L 13.4 8 M 6.6 11.4 L 11 11.4",
     u"O 3.4 4.6 1 O 3.4 8 1 O 3.4 11.4 1"},
    {Glyph::Batch, u"M 8 2.2 L 14 5.2 L 8 8.2 L 2 5.2 Z M 2 8.1 L 8 11.1 L 14 8.1 M 2 11 L 8 14 L 14 11", u""},
    {Glyph::Traffic,
     u"M 3 5.3 L 12.8 5.3 M 10 2.5 L 12.8 5.3 L 10 8.1 M 13 10.9 L 3.2 10.9 M 6 8.1 L 3.2 10.9 L 6 13.7", u""},
    {Glyph::Route, u"R 2.5 2.9 11 4.2 1 R 2.5 8.9 11 4.2 1", u"O 5 5 0.9 O 5 11 0.9"},
    {Glyph::Session, u"O 8 5.2 2.6 M 3 13.5 Q 3.2 9.6 8 9.6 Q 12.8 9.6 13 13.5", u""},
    {Glyph::Sidebar, u"R 2 3 12 10 1.5 M 6 3 L 6 13", u""},
    {Glyph::DetailBelow, u"R 2 3 12 10 1.5 M 2 8.5 L 14 8.5", u""},
    {Glyph::DetailRight, u"R 2 3 12 10 1.5 M 9 3 L 9 13", u""},
    {Glyph::Command, u"R 2 3 12 10 1.5 M 4.8 6 L 6.8 8 L 4.8 10 M 8.2 10.2 L 11 10.2", u""},
    {Glyph::Keyboard, u"R 1.8 4 12.4 8 1.3 M 5 9.6 L 11 9.6",
     u"O 4.4 6.8 0.7 O 6.8 6.8 0.7 O 9.2 6.8 0.7 O 11.6 6.8 0.7"},
    {Glyph::Refresh, u"A 8 8 5.2 30 300 M 12.7 2.3 L 12.5 5.4 L 9.3 5.2", u""},
    {Glyph::Edit, u"M 3 13 L 3.6 10 L 10.6 3 L 13 5.4 L 6 12.4 Z M 9 4.6 L 11.4 7", u""},
    {Glyph::Intercept,
     u"M 5.4 2.2 L 10.6 2.2 L 13.8 5.4 L 13.8 10.6 L 10.6 13.8 L 5.4 13.8 L 2.2 10.6 L 2.2 5.4 Z "
     u"M 6.4 5.8 L 6.4 10.2 M 9.6 5.8 L 9.6 10.2",
     u""},
    {Glyph::Undo, u"M 3 6 L 9.6 6 Q 13.4 6 13.4 9.6 Q 13.4 13.2 9.6 13.2 L 6 13.2 M 6 3 L 3 6 L 6 9", u""},
    {Glyph::Redo, u"M 13 6 L 6.4 6 Q 2.6 6 2.6 9.6 Q 2.6 13.2 6.4 13.2 L 10 13.2 M 10 3 L 13 6 L 10 9", u""},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kDrawings.size(); ++i) {
        if (std::size_t(kDrawings[i].glyph) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "kDrawings is indexed by Glyph");

class PathReader
{
public:
    explicit PathReader(QStringView text)
    {
        for (const QStringView token : text.tokenize(u' ', Qt::SkipEmptyParts))
            m_tokens.append(token);
    }

    QPainterPath read()
    {
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        while (m_next < m_tokens.size())
            step(path, m_tokens.at(m_next++).at(0));
        return path;
    }

private:
    double number() { return m_tokens.at(m_next++).toDouble(); }
    QPointF point()
    {
        const double x = number();
        return {x, number()};
    }
    static QRectF square(QPointF centre, double radius)
    {
        return {centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius};
    }
    void step(QPainterPath &path, QChar command)
    {
        if (command == u'M') {
            path.moveTo(point());
        } else if (command == u'L') {
            path.lineTo(point());
        } else if (command == u'Q') {
            const QPointF control = point();
            path.quadTo(control, point());
        } else if (command == u'O') {
            const QPointF centre = point();
            path.addEllipse(square(centre, number()));
        } else if (command == u'R') {
            const QPointF corner = point();
            const QPointF size = point();
            const double radius = number();
            path.addRoundedRect(QRectF(corner, QSizeF(size.x(), size.y())), radius, radius);
        } else if (command == u'A') {
            const QPointF centre = point();
            const QRectF rect = square(centre, number());
            const double start = number();
            path.arcMoveTo(rect, start);
            path.arcTo(rect, start, number());
        } else {
            path.closeSubpath();
        }
    }

    QList<QStringView> m_tokens;
    qsizetype m_next = 0;
};

} // namespace

const GlyphShape &glyphShape(Glyph glyph)
{
    static const std::array<GlyphShape, kGlyphCount> shapes = [] {
        std::array<GlyphShape, kGlyphCount> all;
        for (const Drawing &drawing : kDrawings)
            all[std::size_t(drawing.glyph)] = {PathReader(drawing.strokes).read(), PathReader(drawing.filled).read()};
        return all;
    }();
    return shapes[std::size_t(glyph)];
}

} // namespace sightglass::ui
