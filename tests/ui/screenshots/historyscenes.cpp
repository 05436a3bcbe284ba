// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/historyscenes.h"

#include "ui/detail/detailpane.h"
#include "ui/history/historyresults.h"
#include "ui/history/historywindow.h"
#include "ui/models/historymodel.h"
#include "ui/screenshots/photographer.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowhistory.h"

namespace sightglass::screenshots {

using namespace Qt::Literals::StringLiterals;

void takeHistory(ui::MainWindow &window, Photographer &photographer)
{
    ui::HistoryWindow &history = window.history().open();
    models::HistoryModel &model = history.model();
    until(u"the recording"_s, [&] { return model.rowCount() > 0 && !model.isSearching(); });
    history.search(u"poem"_s);
    until(u"the search"_s,
          [&] { return model.query().text == u"poem" && model.rowCount() > 2 && !model.isSearching(); });
    history.results().enter();
    history.results().setCurrentIndex(model.index(2, 0));
    history.detail().setCurrentTab(ui::DetailPane::Response);
    photographer.take(u"history"_s, history);
    history.close();
}

} // namespace sightglass::screenshots
