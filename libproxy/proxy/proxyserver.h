// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"
#include "base/result.h"
#include "interceptor/holdqueue.h"
#include "interceptor/interceptorchain.h"
#include "proxy/engine.h"
#include "proxy/proxyconfig.h"
#include "store/storethread.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>
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
    void stop();
    bool isRunning() const { return m_engine != nullptr; }

    /// One per route; valid after start().
    QList<Endpoint> endpoints() const { return m_endpoints; }
    /// Asks the engine; blocks for the time of one turn of its loop.
    EngineStatus status() const;
    /// Exchanges that begin from now on pass this chain; null is an empty one. From any thread; blocks as status() does.
    void setChain(std::shared_ptr<const interceptor::InterceptorChain> chain);
    /// The messages that an interceptor holds now. Asks the engine, as status() does.
    std::vector<interceptor::HeldMessage> heldMessages() const;
    /// Decides about one of them; false when it waits no more (its client gave up, or somebody else decided).
    bool release(interceptor::HoldId id, const interceptor::HoldDecision &decision);
    /// Keeps what a person noted about an exchange beside it; nothing happens when nothing is recorded.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// The way to readers of what is recorded, from any thread and as long as wanted; empty when nothing is.
    store::ReaderOpener readerOpener() const;
    /// Null when nothing is recorded.
    const store::StoreThread *recorder() const { return m_recorder.get(); }

Q_SIGNALS:
    /// A batch of snapshots, for a live view. Emitted in the engine thread: connect queued.
    void captured(const sightglass::exchange::RecordBatch &batch);
    /// Recording a batch failed; traffic goes on. Emitted in the store thread: connect queued.
    void recordingFailed(const QString &text);

private:
    friend class ProxyBuilder;
    ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore,
                std::shared_ptr<const interceptor::InterceptorChain> chain, exchange::ExchangeId idsAfter);
    void endThreads();

    ProxyConfig m_config;
    std::shared_ptr<const interceptor::InterceptorChain> m_chain;
    exchange::ExchangeId m_idsAfter;
    std::unique_ptr<store::StoreThread> m_recorder;
    QThread m_thread;
    std::unique_ptr<CallQueue> m_calls; // into m_thread; there while it runs
    Engine *m_engine = nullptr;         // lives in m_thread, destroyed there
    QList<Endpoint> m_endpoints;
};

} // namespace sightglass::proxy
