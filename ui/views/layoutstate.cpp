// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/layoutstate.h"

#include <QSettings>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kGroup = "window"_L1;

} // namespace

LayoutState LayoutState::load(QSettings &from)
{
    LayoutState state;
    from.beginGroup(kGroup);
    if (from.value("version"_L1).toInt() == kVersion) {
        state.geometry = from.value("geometry"_L1).toByteArray();
        state.mainSplitter = from.value("mainSplitter"_L1).toByteArray();
        state.detailSplitter = from.value("detailSplitter"_L1).toByteArray();
        state.docks = from.value("docks"_L1).toByteArray();
        state.sidebar = from.value("sidebar"_L1, true).toBool();
        state.detail = from.value("detail"_L1, true).toBool();
        state.detailRight = from.value("detailRight"_L1, false).toBool();
        state.detailTab = from.value("detailTab"_L1, 0).toInt();
        state.timeFormat = from.value("timeFormat"_L1, 0).toInt();
        state.filter = from.value("filter"_L1).toString();
        state.source = from.value("source"_L1).toString();
        state.filterHistory = from.value("filterHistory"_L1).toStringList();
        state.savedFilters = from.value("savedFilters"_L1).toStringList();
    }
    from.endGroup();
    return state;
}

void LayoutState::save(QSettings &to) const
{
    to.beginGroup(kGroup);
    to.setValue("version"_L1, kVersion);
    to.setValue("geometry"_L1, geometry);
    to.setValue("mainSplitter"_L1, mainSplitter);
    to.setValue("detailSplitter"_L1, detailSplitter);
    to.setValue("docks"_L1, docks);
    to.setValue("sidebar"_L1, sidebar);
    to.setValue("detail"_L1, detail);
    to.setValue("detailRight"_L1, detailRight);
    to.setValue("detailTab"_L1, detailTab);
    to.setValue("timeFormat"_L1, timeFormat);
    to.setValue("filter"_L1, filter);
    to.setValue("source"_L1, source);
    to.setValue("filterHistory"_L1, filterHistory);
    to.setValue("savedFilters"_L1, savedFilters);
    to.endGroup();
}

void LayoutState::resetArrangement()
{
    const LayoutState fresh;
    mainSplitter = fresh.mainSplitter;
    detailSplitter = fresh.detailSplitter;
    sidebar = fresh.sidebar;
    detail = fresh.detail;
    detailRight = fresh.detailRight;
    detailTab = fresh.detailTab;
    timeFormat = fresh.timeFormat;
}

} // namespace sightglass::ui
