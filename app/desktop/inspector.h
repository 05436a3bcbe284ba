// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demotraffic.h"
#include "app/desktop/handover.h"
#include "store/storeurl.h"
#include "ui/dialogs/settings.h"
#include "ui/models/bodysearch.h"
#include "ui/models/capturemailbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/filteredexchangemodel.h"
#include "ui/models/livefeed.h"
#include "ui/models/payloadsource.h"
#include "ui/models/recordingreader.h"
#include "ui/models/sourcetreemodel.h"

#include <QObject>

#include <memory>

class QSettings;

namespace sightglass::ui {
class MainWindow;
class ProxyControl;
} // namespace sightglass::ui

namespace sightglass::app {

class EngineController;
class InterceptionController;
class SessionController;
class ViewerControl;

/// The whole desktop program but for its main(): engine, models and window, put together.
///
/// Thread: UI. Owner: main, or a test. The theme and the settings outlive it.
class Inspector : public QObject
{
    Q_OBJECT
public:
    struct Start {
        ui::Settings settings;
        QString recording;       ///< only look at this file; empty: run the proxy
        bool onFreePort = false; ///< take the next free port when the one of the settings is taken
        QString rules{};         ///< the rules file; empty: beside the recordings
    };

    Inspector(ui::Theme &theme, QSettings &keep, const Start &start, QObject *parent = nullptr);
    ~Inspector() override;

    /// Shows the window, and starts the engine or opens the recording.
    void start();
    /// What a second start of the program asks for.
    void takeOver(const Handover &handover);
    /// Closes the window, and stops in order; finished() follows.
    void close();

    ui::MainWindow &window() { return *m_window; }
    ui::ProxyControl &control();
    /// Null when it only looks at a recording.
    EngineController *engine() { return m_engine.get(); }
    InterceptionController &interception() { return *m_interception; }
    SessionController &sessions() { return *m_sessionControl; }
    models::CaptureMailbox &mailbox() { return m_mailbox; }
    models::ExchangeListModel &exchanges() { return m_exchanges; }
    models::FilteredExchangeModel &shown() { return m_shown; }
    models::LiveFeed &feed() { return m_feed; }
    models::PayloadSource &payloads() { return m_payloads; }

Q_SIGNALS:
    /// The window was closed; what is under way may finish.
    void closing();
    /// The engine has stopped after the window was closed: the program may end with this code.
    void finished(int exitCode);

private:
    void makeEngine(const ui::Settings &settings);
    void engineChanged();
    void followStore();
    void storeOpened();
    void tellUnrecorded();
    void applySettings();
    void readRecording();
    void takePage(quint64 ticket, const std::vector<exchange::RecordPtr> &records, bool reachedStart);
    void shutDown();
    void finishWhenStopped();

    ui::Theme &m_theme;
    QSettings &m_keep;
    QString m_recordingFile;
    DemoTraffic m_demo;
    models::CaptureMailbox m_mailbox; // the engine posts into it to its last moment
    std::unique_ptr<EngineController> m_engine;
    std::unique_ptr<ViewerControl> m_viewer;
    std::unique_ptr<InterceptionController> m_interception;
    std::unique_ptr<SessionController> m_sessionControl;
    models::RecordingReader m_recording;
    models::PayloadSource m_payloads;
    models::ExchangeListModel m_exchanges;
    models::FilteredExchangeModel m_shown;
    models::SourceTreeModel m_sources;
    models::LiveFeed m_feed;
    models::BodySearch m_search;
    std::unique_ptr<ui::MainWindow> m_window;
    std::optional<store::StoreUrl> m_openStore;
    quint64 m_pageTicket = 0;          // of the page that is being read for --open
    exchange::ExchangeId m_unrecorded; // what the list shows up to it was there before anything was recorded
    quint64 m_clashTicket = 0;         // asks whether the recording has others of these numbers
    bool m_notesRead = false;          // of m_openStore
    bool m_onFreePort = false;
    bool m_closing = false;
};

} // namespace sightglass::app
