// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/tablelook.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace sightglass::ui {
namespace {

constexpr int kRowHeight = 26;
constexpr int kSignSize = 14;

} // namespace

void SignDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    TintedDelegate::initStyleOption(option, index);
    const std::optional<SessionLook> look = signOf(index);
    if (!look)
        return;
    QIcon &kept = m_icons[int(look->glyph) << 8 | int(look->role)];
    if (kept.isNull())
        kept = icon(look->glyph, theme(), look->role);
    option->icon = kept;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(kSignSize, kSignSize);
}

void makePlain(QTableView &table, const QString &name)
{
    table.setAccessibleName(name);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(std::max(kRowHeight, table.fontMetrics().height() + 8));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace sightglass::ui
