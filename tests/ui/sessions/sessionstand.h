// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/exchangelistmodel.h"
#include "ui/models/modelfixture.h"
#include "ui/models/payloadsource.h"
#include "ui/sessions/leakpane.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/sessionsview.h"
#include "ui/sessions/sessiontable.h"
#include "ui/sessionsamples.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace sightglass::ui::testing {

/// A view of sessions with everything it needs, and a clock that stands still.
struct SessionStand {
    SessionStand() : view(theme, control, exchanges, payloads)
    {
        view.setClock([this] { return nowUs; });
        view.resize(1200, 420);
        view.show();
        view.activateWindow();
        ready = QTest::qWaitForWindowActive(&view);
    }

    /// Exchange \a id of \a session, a tool call with a secret in its head.
    exchange::Record call(quint64 id, const exchange::SessionRecord &session) const
    {
        exchange::Record record = models::callRecord(id);
        record.sessionId = session.id;
        record.route = session.route;
        record.startedAtUs = session.createdAtUs + qint64(id) * 10'000;
        record.sentUs = 10;
        record.firstByteUs = 50;
        record.parts = {
            {exchange::PartKind::RequestHead, 0, "POST /mcp HTTP/1.1\r\nAuthorization: Bearer hush\r\n\r\n"},
            {exchange::PartKind::RequestBody, 1, R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"}};
        return record;
    }

    void receive(const std::vector<exchange::Record> &records)
    {
        std::vector<exchange::RecordPtr> shared;
        for (const exchange::Record &record : records)
            shared.push_back(models::share(record));
        const std::vector<exchange::RecordBatch> batches{models::batchOf(std::move(shared))};
        payloads.add(batches);
        exchanges.apply(batches);
    }

    SessionsPage &page() { return view.page(); }
    SessionTable &table() { return view.page().table(); }
    QMessageBox *question() { return view.findChild<QMessageBox *>(); }

    Theme theme{*qApp, Theme::Mode::Light};
    FakeSessions control;
    models::ExchangeListModel exchanges;
    models::PayloadSource payloads;
    qint64 nowUs = kSessionsBeginUs + qint64(60) * 1'000'000;
    SessionsView view;
    bool ready = false;
};

/// The button of \a root that reads \a text.
inline QPushButton *button(const QWidget &root, const QString &text)
{
    for (QPushButton *one : root.findChildren<QPushButton *>()) {
        if (QString(one->text()).remove(u'&') == text)
            return one;
    }
    return nullptr;
}

} // namespace sightglass::ui::testing
