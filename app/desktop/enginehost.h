// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "proxy/proxyserver.h"
#include "store/storeurl.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace sightglass::app {

/// What the engine is to be built from.
struct EngineOrder {
    proxy::ProxyConfig config;
    std::optional<store::StoreUrl> store; ///< none: nothing is recorded
    bool onFreePort = false;              ///< takes the first free port from the configured one on
};

/// What is known of an engine that runs.
struct EngineUp {
    QList<proxy::Endpoint> endpoints;
    store::ReaderOpener reader; ///< empty: nothing is recorded
};

/// Makes, starts and stops the proxy server. Both may block for seconds (a locked store, requests under way), so this
/// lives in a thread of its own; it answers each start() with started() or failed(), and each stop() with stopped(), in
/// the order of the calls.
///
/// Thread: its own; the signals are for queued connections. Owner: EngineController.
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
    /// Keeps a note in the recording; while nothing runs, as soon as something does.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);

Q_SIGNALS:
    void started(const sightglass::app::EngineUp &up);
    void failed(sightglass::ErrorCode code, const QString &text);
    /// \a lostRecords could not be recorded since the start.
    void stopped(qint64 lostRecords);
    void recordingFailed(const QString &text);

private:
    Result<void> tryStart(const EngineOrder &order);
    qint64 stopServer();

    void take(const exchange::RecordBatch &batch);

    Sink m_sink;
    std::atomic<quint64> m_lastId = 0; // written in the engine's thread
    std::unique_ptr<proxy::ProxyServer> m_server;
    exchange::Annotations m_unwritten;
};

} // namespace sightglass::app

Q_DECLARE_METATYPE(sightglass::ErrorCode)
Q_DECLARE_METATYPE(sightglass::app::EngineUp)
