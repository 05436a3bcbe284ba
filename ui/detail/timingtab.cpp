// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/timingtab.h"

#include "ui/detail/timingbar.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTreeWidget>

namespace sightglass::ui {
namespace {

// In the unit of the figure beside it: phases of microseconds would all begin at +0.0 ms.
QString sinceStart(qint64 us)
{
    return QLatin1Char('+') + models::durationText(us);
}

QIcon swatch(const QColor &color)
{
    QPixmap pixmap(48, 48); // scaled down, so it is sharp at 1× to 4×
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(6, 6, 36, 36), 6, 6);
    return QIcon(pixmap);
}

} // namespace

TimingTab::TimingTab(const Theme &theme, QWidget *parent) : DetailTab(parent), m_theme(theme)
{
    m_bar = new TimingBar(theme, this);
    m_table = new QTreeWidget(this);
    m_table->setAccessibleName(tr("Timing in figures"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setRootIsDecorated(false);
    m_table->setFocusPolicy(Qt::StrongFocus);
    m_table->setItemDelegate(new PaddedDelegate(m_table));
    m_table->setUniformRowHeights(true);
    m_table->setColumnCount(4);
    m_table->setHeaderLabels({tr("Phase"), tr("Begins"), tr("Takes"), tr("Meaning")});
    m_table->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setIconSize(QSize(12, 12));
    const int unit = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(0, unit * 30);
    m_table->setColumnWidth(1, unit * 15);
    m_table->setColumnWidth(2, unit * 15);
    for (const int column : {1, 2})
        m_table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_table, 1);
}

void TimingTab::addRow(const QStringList &texts, const QColor &color)
{
    auto *item = new QTreeWidgetItem(m_table, texts);
    for (const int column : {1, 2})
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setForeground(3, m_theme.color(Role::DimText));
    if (color.isValid())
        item->setIcon(0, swatch(color));
    for (const int column : {1, 2})
        item->setFont(column, m_theme.monospace());
    item->setData(0, Qt::AccessibleTextRole, texts.join(QStringLiteral(", ")));
}

void TimingTab::present(const DetailContent &content)
{
    const Timing timing = Timing::of(content.record, content.parts);
    m_bar->setTiming(timing);
    const int row = m_table->indexOfTopLevelItem(m_table->currentItem());
    m_table->clear();
    for (const TimingPhase &phase : timing.phases) {
        const QString took = models::durationText(phase.toUs - phase.fromUs);
        addRow({phase.name, sinceStart(phase.fromUs), took, phase.open ? tr("has not ended yet") : phase.help},
               m_theme.color(phase.color));
    }
    if (content.record.endUs >= 0)
        addRow({tr("Together"), sinceStart(0), models::durationText(content.record.endUs),
                tr("from the first byte to the last")});
    if (!timing.events.empty()) {
        qint64 longest = 0;
        qint64 before = timing.events.front();
        qint64 longestAt = before;
        for (const qint64 at : timing.events) {
            if (at - before > longest) {
                longest = at - before;
                longestAt = before;
            }
            before = at;
        }
        addRow({tr("Events: %1").arg(models::countText(content.record.eventCount)), sinceStart(timing.events.front()),
                models::durationText(timing.events.back() - timing.events.front()),
                tr("from the first to the last; each is a line in the bar")});
        if (timing.events.size() > 1)
            addRow(
                {tr("Longest pause"), sinceStart(longestAt), models::durationText(longest), tr("between two events")});
    }
    addRow({tr("Began"), {}, {}, models::dateTimeText(content.record.startedAtUs)});
    if (auto *item = m_table->topLevelItem(row))
        m_table->setCurrentItem(item);
}

} // namespace sightglass::ui
