// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"
#include "base/result.h"
#include "interceptor/holdqueue.h"
#include "interceptor/interceptorchain.h"
#include "proxy/engine.h"
#include "proxy/interception.h"
#include "proxy/proxyconfig.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace sightglass::proxy {

/// Where a route can be reached.
struct Endpoint {
    QString route;
    QUrl url;
};

/// A running proxy: the engine in a thread of its own, recordings written by another. Made by ProxyBuilder.
///
/// Thread: the one that made it, with or without an event loop. Owner: its user. Destroying it stops it in order.
class ProxyServer : public QObject
{
    Q_OBJECT
public:
    ~ProxyServer() override;

    /// Opens the store, binds, serves. The error says what could not be had; nothing runs then.
    Result<void> start();
    /// Orderly stop: what is under way may finish (ProxyConfig::stopGraceMs), the rest is cut, everything recorded is
    /// written. Blocks until done.
    StopReport stop();
    bool isRunning() const { return m_engine != nullptr; }

    /// One per route; valid after start().
    QList<Endpoint> endpoints() const { return m_endpoints; }
    /// Asks the engine; blocks for the time of one turn of its loop.
    EngineStatus status() const;

    // What stands in the chain, see Interception. Each change is for the exchanges that begin from now on, or from the
    // start on; those under way keep theirs. From any thread but the engine's, and not during start() and stop(); blocks
    // as status() does. The error is about an interceptor of the builder's that misses one it needs; the chain stays as it
    // was then.
    Result<void> setRules(interceptor::rules::RuleSetPtr rules);
    Result<void> setPolicy(const interceptor::policy::PolicyConfig &policy);
    Result<void> setFaults(const interceptor::fault::FaultConfig &faults);
    Result<void> setPause(const interceptor::PauseOptions &pause);
    Result<void> setLint(bool on);
    /// What each rule has done since the proxy was made.
    std::shared_ptr<interceptor::rules::RuleStats> ruleStats() const;
    /// Rules that do not compile.
    qsizetype ruleErrorCount() const;
    /// This chain in place of all that, until the next of these calls; null is an empty one.
    void setChain(std::shared_ptr<const interceptor::InterceptorChain> chain);
    /// How the interceptors of the chain in use have done. Asks the engine, as status() does.
    std::vector<interceptor::InterceptorStatus> interceptorStatus() const;

    /// The messages that an interceptor holds now. Asks the engine, as status() does.
    std::vector<interceptor::HeldMessage> heldMessages() const;
    /// Decides about one of them; false when it waits no more (its client gave up, or somebody else decided).
    bool release(interceptor::HoldId id, const interceptor::HoldDecision &decision);
    /// Decides about all that wait now.
    void releaseAll(const interceptor::HoldDecision &decision);
    /// The sessions that live now, and clients without one on the wire. Asks the engine, as status() does.
    std::vector<exchange::SessionPtr> sessions() const;
    /// Ends one: its streams are closed, its server is told, its client gets 404 from then on. False when it does not live.
    bool endSession(const QByteArray &key);
    /// Whether the store of sessions can be reached. Asks the engine, as status() does.
    store::StoreHealth sessionStoreHealth() const;

    /// Keeps what a person noted about an exchange beside it; nothing happens when nothing is recorded.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// The way to readers of what is recorded, from any thread and as long as wanted; empty when nothing is.
    store::ReaderOpener readerOpener() const;
    /// Null when nothing is recorded.
    const store::StoreThread *recorder() const { return m_recorder.get(); }

Q_SIGNALS:
    /// A batch of snapshots, for a live view. Emitted in the engine thread: connect queued.
    void captured(const sightglass::exchange::RecordBatch &batch);
    /// A message waits for a decision. Emitted in the engine thread.
    void messageHeld(const sightglass::interceptor::HeldMessage &message);
    /// It waits no more. Emitted in the engine thread.
    void messageReleased(sightglass::interceptor::HoldId id, sightglass::interceptor::HoldEnd end);
    /// The newest snapshots of sessions that changed. Emitted in the engine thread.
    void sessionsChanged(const sightglass::exchange::SessionBatch &sessions);
    /// The store of sessions cannot be reached, or can again. Emitted in the engine thread: connect queued.
    void sessionStoreHealthChanged(const sightglass::store::StoreHealth &health);
    /// Recording a batch failed; traffic goes on. Emitted in the store thread: connect queued.
    void recordingFailed(const QString &text);

private:
    friend class ProxyBuilder;
    ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore, store::StoreUrl stateUrl,
                Interception interception, exchange::ExchangeId idsAfter);
    void startEngine(exchange::ExchangeId lastId, std::shared_ptr<const interceptor::InterceptorChain> chain,
                     std::function<void(Result<void>)> done);
    Result<void> change(const std::function<void(Interception &)> &how);
    void swapIn(std::shared_ptr<const interceptor::InterceptorChain> chain, const interceptor::PauseOptions &pause);
    void endThreads();

    ProxyConfig m_config;
    store::StoreUrl m_stateUrl;             // where sessions are kept
    mutable std::mutex m_interceptionMutex; // changes come from any thread, one after the other
    Interception m_interception;
    exchange::ExchangeId m_idsAfter;
    std::unique_ptr<store::StoreThread> m_recorder;
    QThread m_thread;
    std::unique_ptr<CallQueue> m_calls; // into m_thread; there while it runs
    Engine *m_engine = nullptr;         // lives in m_thread, destroyed there
    QList<Endpoint> m_endpoints;
};

} // namespace sightglass::proxy
