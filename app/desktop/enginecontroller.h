// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/enginehost.h"
#include "base/callqueue.h"
#include "ui/dialogs/settings.h"
#include "ui/proxycontrol.h"

#include <QThread>

class QSettings;

namespace sightglass::app {

class DemoTraffic;

/// The engine as the window knows it: runs it in threads of its own, so that nothing here ever blocks, and adds a route
/// to the built-in demo server, so that there is something to look at before any server is configured.
///
/// Thread: UI. Owner: the program. The demo traffic and the settings outlive it.
class EngineController final : public ui::ProxyControl
{
    Q_OBJECT
public:
    /// \a keep (may be null) is where apply() saves.
    EngineController(ui::Settings settings, EngineHost::Sink sink, DemoTraffic &demo, QSettings *keep = nullptr,
                     QObject *parent = nullptr);
    /// Stops the engine and waits for that; call stop() and wait for Stopped to keep the window alive meanwhile.
    ~EngineController() override;

    State state() const override { return m_state; }
    Problem problem() const override { return m_problem; }
    QString errorText() const override { return m_errorText; }
    QList<proxy::Endpoint> endpoints() const override { return m_up.endpoints; }
    ui::Settings settings() const override { return m_settings; }
    void start() override;
    void startOnFreePort() override;
    void stop() override;
    void sendDemoTraffic() override;
    bool demoTrafficRuns() const override;
    void apply(const ui::Settings &settings) override;

    /// As apply(), for this run of the program only.
    void use(const ui::Settings &settings);
    /// Demo traffic from the start of the engine until it stops, at a pace that a person can follow.
    void keepDemoTraffic();
    /// The name of the demo server's route.
    QString demoRoute() const;
    /// Where it records, or what is wrong with how the settings say it; none when it does not record into a file.
    Result<std::optional<store::StoreUrl>> storeUrl() const;
    /// The way to what the engine that runs records; empty: there is none.
    store::ReaderOpener readerOpener() const { return m_up.reader; }
    /// Keeps a note in the recording.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// Rules, pause and lint: from now on, and for each start to come.
    void setInterception(const EngineInterception &interception);
    void decide(interceptor::HoldId id, const interceptor::HoldDecision &decision);
    /// Ends sessions in the name of a person; sessionsEnded() follows.
    void endSessions(const QList<QByteArray> &keys);
    /// Those that lived when the engine that runs had started.
    const std::vector<exchange::SessionPtr> &sessionsAtStart() const { return m_up.sessions; }
    /// What the rules have done since the start; null while nothing runs.
    std::shared_ptr<interceptor::rules::RuleStats> ruleStats() const { return m_up.ruleStats; }
    /// Snapshots that could not be recorded since the program began.
    qint64 lostRecords() const { return m_lostRecords; }
    ErrorCode errorCode() const { return m_errorCode; }

Q_SIGNALS:
    void settingsChanged();
    /// Recording a batch failed; traffic goes on.
    void recordingFailed(const QString &text);
    void messageHeld(const sightglass::interceptor::HeldMessage &message);
    void messageReleased(sightglass::interceptor::HoldId id, sightglass::interceptor::HoldEnd end);
    void sessionsChanged(const sightglass::exchange::SessionBatch &sessions);
    /// \a count of the \a asked ones lived.
    void sessionsEnded(int count, int asked);

private:
    enum class Next { Nothing, Start, StartOnFreePort };

    void begin(bool onFreePort);
    void order();
    void restart();
    void onStarted(const EngineUp &up);
    void onFailed(ErrorCode code, const QString &text);
    void onStopped(qint64 lostRecords);
    void connectHost();
    void onRecordingFailed(const QString &text);
    void onDemoServer();
    void onDemoFinished(bool ok, const QString &text);
    void playDemo(int rounds, int pauseMs);
    proxy::ProxyConfig configWithDemo() const;
    void setState(State state);

    ui::Settings m_settings;
    DemoTraffic &m_demo;
    QSettings *m_keep;
    QThread m_thread;
    CallQueue m_answers; // outlives m_thread's loop, which posts into it
    EngineHost *m_host;  // lives in m_thread, deleted there
    CallQueue *m_calls;  // into m_thread; lives and is deleted there
    EngineUp m_up;       // while it runs
    QString m_errorText;
    ErrorCode m_errorCode = ErrorCode::Stopped;
    State m_state = State::Stopped;
    Problem m_problem = Problem::None;
    Next m_next = Next::Nothing; // once it has stopped
    qint64 m_lostRecords = 0;
    bool m_onFreePort = false;
    bool m_waitsForDemoServer = false;
    bool m_demoOnce = false; // as soon as it runs
    bool m_demoAlways = false;
};

} // namespace sightglass::app
