// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settings.h"
#include "ui/fakeinterception.h"
#include "ui/models/bodysearch.h"
#include "ui/models/capturemailbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/filteredexchangemodel.h"
#include "ui/models/livefeed.h"
#include "ui/models/payloadsource.h"
#include "ui/models/sourcetreemodel.h"
#include "ui/proxycontrol.h"
#include "ui/sessionsamples.h"
#include "ui/theme/theme.h"
#include "ui/views/mainwindow.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace sightglass::ui::testing {

/// A proxy control that does what a test says.
class FakeControl : public ProxyControl
{
public:
    State state() const override { return m_state; }
    Problem problem() const override { return m_problem; }
    QString errorText() const override { return m_errorText; }
    QList<proxy::Endpoint> endpoints() const override;
    Settings settings() const override { return m_settings; }
    void start() override { tell(State::Running); }
    void startOnFreePort() override;
    void stop() override { tell(State::Stopped); }
    void sendDemoTraffic() override { ++demoRounds; }
    bool demoTrafficRuns() const override { return false; }
    void apply(const Settings &settings) override;

    void tell(State state);
    void failPortInUse();

    int demoRounds = 0;
    int applied = 0;

private:
    State m_state = State::Stopped;
    Problem m_problem = Problem::None;
    QString m_errorText;
    Settings m_settings;
    quint16 m_port = 8808;
};

/// An ended exchange with payload, as unlike its neighbours as real ones are. \a id from 1.
exchange::RecordPtr sampleRecord(quint64 id);

/// Everything that a window needs, without an engine.
struct ViewFixture {
    ViewFixture();
    ~ViewFixture();

    WindowParts parts();
    MainWindow &openWindow();
    void closeWindow();
    /// Exchanges \a first to \a last come in.
    void receive(quint64 first, quint64 last);
    void receive(const exchange::RecordPtr &record);

    QTemporaryDir folder;
    QSettings settings;
    Theme theme;
    FakeControl control;
    FakeInterception interception;
    FakeSessions sessions;
    models::CaptureMailbox mailbox;
    models::PayloadSource payloads;
    models::ExchangeListModel exchanges;
    models::FilteredExchangeModel shown;
    models::SourceTreeModel sources;
    models::LiveFeed feed;
    models::BodySearch search;
    std::unique_ptr<MainWindow> window;
};

} // namespace sightglass::ui::testing
