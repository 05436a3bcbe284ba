// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/sessionscenes.h"

#include "ui/models/leaklistmodel.h"
#include "ui/models/sequencemodel.h"
#include "ui/screenshots/photographer.h"
#include "ui/sessions/leakpane.h"
#include "ui/sessions/sequencepane.h"
#include "ui/sessions/sequenceview.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/sessionsview.h"
#include "ui/sessions/sessiontable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"
#include "ui/views/windowsessions.h"

#include <QDockWidget>
#include <QTableView>

#include <algorithm>

namespace sightglass::screenshots {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kHeight = 430;
constexpr qint64 kMinuteUs = 60'000'000;

/// The session that has most to tell.
QByteArray busiest(const ui::SessionsView &view)
{
    QByteArray key;
    quint64 most = 0;
    for (const exchange::SessionPtr &session : view.sessions().sessions()) {
        const bool isWire = session->kind == exchange::SessionKind::Wire;
        const quint64 messages =
            session->counters.requests + session->counters.events + session->counters.serverRequests;
        if (isWire && messages > most) {
            most = messages;
            key = session->key;
        }
    }
    return key;
}

} // namespace

void takeSessions(ui::MainWindow &window, Photographer &photographer)
{
    ui::SessionsView &view = window.sessions().view();
    window.actions().action(ui::Command::SessionsDock)->trigger();
    until(u"sessions"_s, [&] { return !busiest(view).isEmpty(); });
    // The figures stand still while the picture is taken.
    qint64 now = 0;
    for (const exchange::SessionPtr &session : view.sessions().sessions())
        now = std::max(now, session->lastActivityAtUs);
    view.setClock([now] { return now + 8'000'000; });
    window.resizeDocks({&window.sessions().dock()}, {kHeight}, Qt::Vertical);
    window.panes().setDetailShown(false);
    view.showSession(busiest(view));
    view.page().detail().setCurrentTab(ui::SessionDetail::Capabilities);
    view.page().table().setFocus();
    photographer.take(u"sessions"_s, window);

    view.page().detail().setCurrentTab(ui::SessionDetail::Sequence);
    ui::SequencePane &sequence = view.page().detail().sequence();
    until(u"the session's messages"_s,
          [&] { return sequence.model().rowCount() > 8 && !sequence.model().wantsParts().isValid(); });
    window.resizeDocks({&window.sessions().dock()}, {kHeight + 120}, Qt::Vertical);
    sequence.view().setCurrentIndex(sequence.model().index(6, 0));
    photographer.take(u"session-detail"_s, window);

    view.setClock([now] { return now + 42 * kMinuteUs; });
    view.showLeaks();
    until(u"leaks"_s, [&] { return view.leaks().model().rowCount() > 0; });
    window.resizeDocks({&window.sessions().dock()}, {kHeight - 130}, Qt::Vertical);
    view.leaks().table().selectRow(0);
    photographer.take(u"leak-radar"_s, window);
    view.showList();
    window.sessions().dock().hide();
    window.panes().setDetailShown(true);
}

} // namespace sightglass::screenshots
