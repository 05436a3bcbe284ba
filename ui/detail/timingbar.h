// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "ui/theme/palette.h"

#include <QCoreApplication>
#include <QWidget>

#include <vector>

namespace sightglass::ui {

class Theme;

/// One stretch of an exchange's time, in microseconds since it began.
struct TimingPhase {
    QString name;
    QString help;
    qint64 fromUs = 0;
    qint64 toUs = 0;
    Role color = Role::Accent;
    bool open = false; ///< has not ended: toUs is the latest that is known
};

/// The phases of an exchange and the moments of its events. Pure.
class Timing
{
    Q_DECLARE_TR_FUNCTIONS(sightglass::ui::Timing)

public:
    static Timing of(const exchange::Record &record, const QList<exchange::Part> &parts);

    std::vector<TimingPhase> phases;
    std::vector<qint64> events; ///< of those that carry something
    qint64 totalUs = 0;         ///< end of the axis
    bool open = false;
};

/// The phases as one bar over a time axis, with a tick per event. The table beside it says the same in figures.
class TimingBar : public QWidget
{
    Q_OBJECT
public:
    explicit TimingBar(const Theme &theme, QWidget *parent = nullptr);

    void setTiming(const Timing &timing);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintAxis(QPainter &painter, const QRectF &area, double y) const;

    const Theme &m_theme;
    Timing m_timing;
};

} // namespace sightglass::ui
