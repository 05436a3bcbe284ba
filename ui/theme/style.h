// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace sightglass::ui {

class Theme;

/// Fusion, with combo boxes, spin boxes and check boxes framed as line edits are: a style sheet could not draw their arrows without
/// image files, and Fusion's outline does not show in the dark.
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;

private:
    void drawCheckBox(QPainter &painter, const QStyleOption &option) const;
    void drawFrame(QPainter &painter, const QStyleOption &option) const;
    void drawArrow(QPainter &painter, const QRect &rect, bool up, bool enabled) const;

    const Theme &m_theme;
};

} // namespace sightglass::ui
