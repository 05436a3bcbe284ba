// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/timingbar.h"

#include "ui/models/exchangetext.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass::ui {
namespace {

using exchange::Part;
using exchange::PartKind;

constexpr int kMargin = 14;
constexpr int kBarHeight = 26;

/// A round step, 1, 2 or 5 times a power of ten, so that at most \a most of them fit into \a total.
qint64 niceStep(qint64 total, int most)
{
    for (qint64 power = 1; power < std::numeric_limits<qint64>::max() / 10; power *= 10) {
        for (const qint64 step : {power, 2 * power, 5 * power}) {
            if (total / step <= most)
                return step;
        }
    }
    return std::max<qint64>(total, 1);
}

} // namespace

Timing Timing::of(const exchange::Record &record, const QList<Part> &parts)
{
    Timing timing;
    timing.open = !record.ended();
    qint64 latest = std::max({record.acceptedUs, record.sentUs, record.firstByteUs, record.endUs, qint64(0)});
    for (const Part &part : parts) {
        if (part.kind == PartKind::Event)
            timing.events.push_back(part.atUs);
        latest = std::max(latest, part.atUs);
    }
    timing.totalUs = record.endUs >= 0 ? record.endUs : latest;
    struct Step {
        QString name;
        QString help;
        qint64 end;
        Role color;
    };
    const Step steps[] = {
        {tr("Request arrives"), tr("from its first byte until it is complete"), record.acceptedUs, Role::RequestTint},
        {tr("In Sightglass"), tr("rules and the connection to the server"), record.sentUs, Role::DimText},
        {tr("Waiting for the server"), tr("until the first byte of its answer"), record.firstByteUs, Role::WarnText},
        {tr("Answer arrives"), tr("until its last byte"), record.endUs, Role::ResponseTint},
    };
    qint64 from = 0;
    for (const Step &step : steps) {
        if (step.end >= 0) {
            timing.phases.push_back({step.name, step.help, from, std::max(from, step.end), step.color, false});
            from = std::max(from, step.end);
        } else if (timing.open) {
            timing.phases.push_back({step.name, step.help, from, std::max(from, latest), step.color, true});
            return timing;
        }
    }
    return timing;
}

TimingBar::TimingBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Phases of the exchange"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimingBar::setTiming(const Timing &timing)
{
    m_timing = timing;
    QStringList said;
    for (const TimingPhase &phase : timing.phases)
        said.append(tr("%1 %2").arg(phase.name, models::durationText(phase.toUs - phase.fromUs)));
    setAccessibleDescription(said.join(QStringLiteral(", ")));
    update();
}

QSize TimingBar::sizeHint() const
{
    return {400, kBarHeight + 12 + QFontMetrics(m_theme.small()).height() + 2 * kMargin};
}

QSize TimingBar::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void TimingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area(kMargin, kMargin, width() - 2.0 * kMargin, kBarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Raised));
    painter.drawRect(area);
    if (m_timing.phases.empty())
        return;
    const double total = double(std::max<qint64>(1, m_timing.totalUs));
    const auto xOf = [&](qint64 us) {
        return area.left() + area.width() * double(std::min(us, m_timing.totalUs)) / total;
    };
    for (const TimingPhase &phase : m_timing.phases) {
        const double left = xOf(phase.fromUs);
        const double right =
            std::min(area.right(), std::max(xOf(phase.toUs), left + 2)); // what took no time is seen too
        const QRectF bar(std::min(left, area.right() - 2), area.top(), std::max(2.0, right - left), area.height());
        QColor color = m_theme.color(phase.color);
        painter.setBrush(phase.open ? QBrush(color, Qt::BDiagPattern) : QBrush(color));
        painter.drawRect(bar);
    }
    // One tick per event, over the bar; many at one place are one line.
    painter.setPen(QPen(m_theme.color(Role::Base), 3));
    double last = -10;
    for (int pass = 0; pass < 2; ++pass) {
        for (const qint64 at : m_timing.events) {
            const double x = std::round(xOf(at)) + 0.5;
            if (x - last < 1 && x >= last)
                continue;
            last = x;
            painter.drawLine(QPointF(x, area.top() + 6), QPointF(x, area.bottom() + 4));
        }
        painter.setPen(QPen(m_theme.color(Role::Text), 1));
        last = -10;
    }
    paintAxis(painter, area, area.bottom() + 6);
}

void TimingBar::paintAxis(QPainter &painter, const QRectF &area, double y) const
{
    const QFontMetrics metrics(m_theme.small());
    painter.setFont(m_theme.small());
    painter.setPen(m_theme.color(Role::Border));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    const qint64 total = std::max<qint64>(1, m_timing.totalUs);
    const QString end =
        m_timing.open ? tr("%1, still open").arg(models::durationText(total)) : models::durationText(total);
    const double endLeft = area.right() - metrics.horizontalAdvance(end);
    const qint64 step = niceStep(total, std::max(1, int(area.width()) / 110));
    for (qint64 at = 0; at < total; at += step) {
        const double x = std::round(area.left() + area.width() * double(at) / double(total)) + 0.5;
        const QString text = at == 0 ? QStringLiteral("0") : models::durationText(at);
        if (x + metrics.horizontalAdvance(text) + 16 > endLeft)
            break;
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(QPointF(x, y), QPointF(x, y + 4));
        painter.setPen(m_theme.color(Role::DimText));
        painter.drawText(QPointF(x + 3, y + metrics.ascent() + 3), text);
    }
    painter.setPen(m_theme.color(Role::DimText));
    painter.drawText(QPointF(endLeft, y + metrics.ascent() + 3), end);
}

} // namespace sightglass::ui
