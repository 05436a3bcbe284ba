// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOptionComboBox>
#include <QStyleOptionSpinBox>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kRadius = 4;
constexpr double kCheckRadius = 3;
constexpr double kArrow = 12;
constexpr double kSmallArrow = 9;

} // namespace

Style::Style(const Theme &theme) : QProxyStyle(QStyleFactory::create(u"Fusion"_s)), m_theme(theme) {}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const bool enabled = option->state.testFlag(State_Enabled);
    if (control == CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo && combo->frame) {
            drawFrame(*painter, *option);
            drawArrow(*painter, proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget), false, enabled);
            return;
        }
    } else if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin && spin->frame) {
            drawFrame(*painter, *option);
            if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
                return;
            const bool canUp = enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled);
            const bool canDown = enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled);
            drawArrow(*painter, proxy()->subControlRect(control, option, SC_SpinBoxUp, widget), true, canUp);
            drawArrow(*painter, proxy()->subControlRect(control, option, SC_SpinBoxDown, widget), false, canDown);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawCheckBox(*painter, *option);
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    // A list below the box, not one over it whose place depends on what is chosen.
    if (hint == SH_ComboBox_Popup)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

void Style::drawFrame(QPainter &painter, const QStyleOption &option) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool focused = option.state.testFlag(State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(focused ? Role::Accent : Role::Border));
    painter.setBrush(m_theme.color(enabled ? Role::Base : Role::Window));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    painter.restore();
}

void Style::drawCheckBox(QPainter &painter, const QStyleOption &option) const
{
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool partly = option.state.testFlag(State_NoChange);
    const bool filled = partly || option.state.testFlag(State_On);
    const double size = std::min(option.rect.width(), option.rect.height());
    QRectF box(0, 0, size, size);
    box.moveCenter(QRectF(option.rect).center());
    box.adjust(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!enabled)
        painter.setOpacity(0.45);
    painter.setPen(m_theme.color(filled ? Role::Accent : Role::DimText));
    painter.setBrush(m_theme.color(filled ? Role::Accent : Role::Base));
    painter.drawRoundedRect(box, kCheckRadius, kCheckRadius);
    if (filled)
        paintGlyph(painter, partly ? Glyph::Minus : Glyph::Ok, box.adjusted(1, 1, -1, -1),
                   m_theme.color(Role::AccentText));
    painter.restore();
}

void Style::drawArrow(QPainter &painter, const QRect &rect, bool up, bool enabled) const
{
    QColor color = m_theme.color(Role::DimText);
    if (!enabled)
        color.setAlphaF(0.4F);
    const bool isLow = rect.height() < kArrow + 4;
    const double size = isLow ? kSmallArrow : kArrow;
    const QPointF centre = QRectF(rect).center();
    painter.save();
    painter.translate(centre);
    if (up)
        painter.scale(1, -1);
    paintGlyph(painter, Glyph::ChevronDown, QRectF(-size / 2, -size / 2, size, size), color);
    painter.restore();
}

} // namespace sightglass::ui
