// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "interceptor/holdqueue.h"
#include "interceptor/pauseinterceptor.h"
#include "interceptor/rules/ruleset.h"
#include "proxy/proxyserver.h"
#include "store/storeurl.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sightglass::app {

/// What the engine is to be built from.
struct EngineOrder {
    proxy::ProxyConfig config;
    std::optional<store::StoreUrl> store; ///< none: nothing is recorded
    bool onFreePort = false;              ///< takes the first free port from the configured one on
};

/// What stands in the engine's way of messages, and may change while it runs.
struct EngineInterception {
    interceptor::rules::RuleSetPtr rules;
    interceptor::PauseOptions pause;
    bool lint = true;
};

/// What is known of an engine that runs.
struct EngineUp {
    QList<proxy::Endpoint> endpoints;
    std::shared_ptr<interceptor::rules::RuleStats> ruleStats;
    store::ReaderOpener reader;                 ///< empty: nothing is recorded
    std::vector<exchange::SessionPtr> sessions; ///< that live already
};

/// Makes, starts and stops the proxy server. Both may block for seconds (a locked store, requests under way), so this
/// lives in a thread of its own; it answers each start() with started() or failed(), and each stop() with stopped(), in
/// the order of the calls.
///
/// Thread: its own, and so are its signals, but for recordingFailed(), which comes from any. Owner: EngineController.
class EngineHost : public QObject
{
    Q_OBJECT
public:
    /// Is called with each batch, in the engine's thread.
    using Sink = std::function<void(const exchange::RecordBatch &)>;

    explicit EngineHost(Sink sink);
    ~EngineHost() override;

    /// Stops what runs, and starts anew.
    void start(const EngineOrder &order);
    void stop();
    /// Keeps a note in the recording; while nothing runs, when something does again or at the end.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// Holds from now on, and for each engine to come.
    void setInterception(const EngineInterception &interception);
    /// About a message that is held, by the id that messageHeld() told.
    void decide(interceptor::HoldId id, const interceptor::HoldDecision &decision);
    /// In the name of a person; sessionsEnded() follows.
    void endSessions(const QList<QByteArray> &keys);

Q_SIGNALS:
    void started(const sightglass::app::EngineUp &up);
    void failed(sightglass::ErrorCode code, const QString &text);
    /// \a lostRecords could not be recorded since the start.
    void stopped(qint64 lostRecords);
    void recordingFailed(const QString &text);
    /// In the engine's thread. The ids are unique over all engines of this host.
    void messageHeld(const sightglass::interceptor::HeldMessage &message);
    void messageReleased(sightglass::interceptor::HoldId id, sightglass::interceptor::HoldEnd end);
    /// In the engine's thread.
    void sessionsChanged(const sightglass::exchange::SessionBatch &sessions);
    /// \a count of the \a asked ones lived.
    void sessionsEnded(int count, int asked);

private:
    Result<void> tryStart(const EngineOrder &order);
    qint64 stopServer();

    void writeNotes();
    void take(const exchange::RecordBatch &batch);
    void connectHolds(proxy::ProxyServer &server);

    Sink m_sink;
    std::atomic<quint64> m_lastId = 0; // written in the engine's thread
    std::unique_ptr<proxy::ProxyServer> m_server;
    exchange::Annotations m_unwritten;      // notes, for m_store
    std::optional<store::StoreUrl> m_store; // that the last engine recorded into
    EngineInterception m_interception;
    std::atomic<quint64> m_lastHold = 0; // written in the engine's thread
    quint64 m_holdBase = 0;              // each engine counts from 1: what its ids are raised by
};

} // namespace sightglass::app
