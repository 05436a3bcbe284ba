// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/inspector.h"

#include "app/desktop/enginecontroller.h"
#include "app/desktop/interceptioncontroller.h"
#include "app/desktop/sessioncontroller.h"
#include "app/desktop/viewercontrol.h"
#include "app/exitcodes.h"
#include "app/servesettings.h"
#include "ui/views/mainwindow.h"
#include "ui/views/statusstrip.h"

#include <QDir>

#include <cstdio>

namespace sightglass::app {
namespace {

constexpr int kFirstPage = 500; // on screen at once
constexpr int kFurtherPage = 5000;

/// For scripts, as `sightglass serve` does it; after each start, as the routes or the port may be others.
void printReady(const QList<proxy::Endpoint> &endpoints)
{
    const QByteArray line = readyLine(endpoints);
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

} // namespace

Inspector::Inspector(ui::Theme &theme, QSettings &keep, const Start &start, QObject *parent)
    : QObject(parent),
      m_theme(theme),
      m_keep(keep),
      m_recordingFile(start.recording),
      m_payloads(&m_recording),
      m_shown(&m_exchanges, &m_payloads),
      m_sources(&m_exchanges),
      m_feed(m_mailbox, m_exchanges, &m_payloads),
      m_search(m_payloads, m_exchanges),
      m_onFreePort(start.onFreePort)
{
    if (m_recordingFile.isEmpty())
        makeEngine(start.settings);
    else
        m_viewer = std::make_unique<ViewerControl>(m_recordingFile, start.settings);
    connect(&m_recording, &models::RecordingReader::annotationsRead, this, [this](models::Annotations notes) {
        notes.insert(m_exchanges.annotations()); // what is noted here is newer
        m_exchanges.setAnnotations(std::move(notes));
    });
    m_interception = std::make_unique<InterceptionController>(
        start.rules.isEmpty() ? InterceptionController::defaultRulesPath() : start.rules, m_engine.get(), &m_keep);
    m_sessionControl = std::make_unique<SessionController>(m_engine.get());
    applySettings();
    m_window =
        std::make_unique<ui::MainWindow>(ui::WindowParts{m_theme, control(), *m_interception, *m_sessionControl,
                                                         m_exchanges, m_shown, m_feed, m_payloads, m_sources, m_search},
                                         m_keep);
    connect(m_window.get(), &ui::MainWindow::closed, this, &Inspector::shutDown);
}

Inspector::~Inspector() = default;

ui::ProxyControl &Inspector::control()
{
    if (m_engine)
        return *m_engine;
    return *m_viewer;
}

void Inspector::makeEngine(const ui::Settings &settings)
{
    m_engine = std::make_unique<EngineController>(
        settings, [this](const exchange::RecordBatch &batch) { m_mailbox.post(batch); }, m_demo, &m_keep);
    connect(m_engine.get(), &EngineController::stateChanged, this, &Inspector::engineChanged);
    connect(m_engine.get(), &EngineController::settingsChanged, this, &Inspector::applySettings);
    connect(&m_exchanges, &models::ExchangeListModel::annotated, m_engine.get(), &EngineController::annotate);
    connect(&m_exchanges, &models::ExchangeListModel::annotated, this, &Inspector::tellUnrecorded);
    connect(&m_recording, &models::RecordingReader::opened, this, &Inspector::storeOpened);
    connect(&m_recording, &models::RecordingReader::rowsRead, this,
            [this](quint64 ticket, const std::vector<exchange::RecordPtr> &records) {
                if (ticket != m_clashTicket || records.empty())
                    return;
                m_clashTicket = 0;
                m_exchanges.startOver();
                m_payloads.clearCache();
                m_recording.annotations();
                m_window->status().showNote(tr("The list begins anew: it showed what was not recorded, under numbers "
                                               "that the recording has for other exchanges"));
            });
    connect(m_engine.get(), &EngineController::recordingFailed, this, [](const QString &text) {
        std::fprintf(stderr, "sightglass: recording failed: %s\n", qUtf8Printable(text));
    });
}

void Inspector::start()
{
    m_window->show();
    m_feed.start();
    if (!m_engine)
        readRecording();
    else if (m_onFreePort)
        m_engine->startOnFreePort();
    else
        m_engine->start();
}

void Inspector::engineChanged()
{
    using State = ui::ProxyControl::State;
    switch (m_engine->state()) {
    case State::Starting:
        followStore();
        break;
    case State::Running: {
        followStore();
        printReady(m_engine->endpoints());
        break;
    }
    case State::Failed:
        std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(m_engine->errorText()));
        [[fallthrough]];
    case State::Stopped:
        finishWhenStopped();
        break;
    case State::Stopping:
        break;
    }
}

void Inspector::followStore()
{
    const auto url = m_engine->storeUrl();
    if (!url)
        return;
    const auto &store = *url;
    if (m_openStore && store != m_openStore) {
        // The ids of what is shown mean other exchanges there.
        m_exchanges.clear();
        m_exchanges.setAnnotations({});
        m_payloads.clearCache();
        m_recording.close();
        m_notesRead = false;
    }
    if (!m_openStore)
        m_unrecorded = m_exchanges.lastId();
    m_openStore = store;
    if (m_engine->state() != ui::ProxyControl::State::Running)
        return;
    if (const store::ReaderOpener opener = m_engine->readerOpener())
        m_recording.open(opener);
    else
        m_recording.close();
}

void Inspector::storeOpened()
{
    if (m_unrecorded.isValid() && m_exchanges.firstId() <= m_unrecorded)
        m_clashTicket = m_recording.rowsBetween(exchange::ExchangeId(m_exchanges.firstId().value() - 1),
                                                exchange::ExchangeId(m_unrecorded.value() + 1), 1);
    m_unrecorded = {};
    // Once per recording: what is noted from then on is here first.
    if (!std::exchange(m_notesRead, true))
        m_recording.annotations();
}

void Inspector::tellUnrecorded()
{
    const auto store = m_engine->storeUrl();
    if (store && !*store)
        m_window->status().showNote(tr("Nothing is recorded: marks and comments go when the window is closed"));
}

void Inspector::applySettings()
{
    const ui::Settings settings = control().settings();
    m_theme.setMode(settings.themeMode);
    if (m_exchanges.capacity() != settings.listCapacity)
        m_exchanges.setCapacity(settings.listCapacity);
}

void Inspector::takeOver(const Handover &handover)
{
    m_window->raiseToFront();
    if (!m_engine || m_closing)
        return;
    if (!handover.upstreams.isEmpty()) {
        ui::Settings settings = m_engine->settings();
        takeRoutes(handover.upstreams, settings.proxy.routes);
        if (const auto valid = ui::validate(settings); valid)
            m_engine->use(settings);
        else
            report(valid.error());
    }
    if (handover.demo)
        m_engine->keepDemoTraffic();
}

void Inspector::readRecording()
{
    connect(&m_recording, &models::RecordingReader::pageRead, this, &Inspector::takePage);
    connect(&m_recording, &models::RecordingReader::opened, this, [this] {
        m_pageTicket = m_recording.pageBefore({}, kFirstPage);
        m_recording.annotations();
    });
    const auto failed = [this](const QString &text) { m_viewer->fail(text); };
    connect(&m_recording, &models::RecordingReader::openFailed, m_viewer.get(), failed);
    connect(&m_recording, &models::RecordingReader::pageFailed, m_viewer.get(),
            [failed](quint64, const QString &text) { failed(text); });
    const store::StoreUrl url{store::StoreUrl::Kind::Sqlite, m_recordingFile};
    m_recording.open([url] { return store::openReader(url); });
}

void Inspector::takePage(quint64 ticket, const std::vector<exchange::RecordPtr> &records, bool reachedStart)
{
    if (ticket != m_pageTicket)
        return;
    if (m_exchanges.isEmpty())
        printReady({}); // the newest are on the screen
    if (records.empty())
        return;
    m_exchanges.prepend(records);
    const int room = m_viewer->settings().listCapacity - m_exchanges.rowCount();
    if (!reachedStart && room > 0)
        m_pageTicket = m_recording.pageBefore(m_exchanges.firstId(), qMin(room, kFurtherPage));
}

void Inspector::close()
{
    m_window->close();
}

void Inspector::shutDown()
{
    if (std::exchange(m_closing, true))
        return;
    Q_EMIT closing();
    m_feed.stop();
    if (m_engine)
        m_engine->stop();
    finishWhenStopped();
}

void Inspector::finishWhenStopped()
{
    using State = ui::ProxyControl::State;
    if (!m_closing)
        return;
    if (!m_engine) {
        Q_EMIT finished(kExitOk);
    } else if (m_engine->state() == State::Stopped || m_engine->state() == State::Failed) {
        if (m_engine->lostRecords() > 0)
            std::fprintf(stderr, "sightglass: %lld records could not be kept\n",
                         static_cast<long long>(m_engine->lostRecords()));
        Q_EMIT finished(m_engine->lostRecords() > 0 ? kExitFailed : kExitOk);
    }
}

} // namespace sightglass::app
