// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/timerwheel.h"
#include "proxy/capturebus.h"
#include "proxy/exchangepump.h"
#include "proxy/proxyconfig.h"
#include "proxy/router.h"
#include "proxy/sessionlink.h"
#include "proxy/streamkeeper.h"
#include "store/sharedstate.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace sightglass::proxy {

/// Counters of a running engine.
struct EngineStatus {
    qsizetype openExchanges = 0;
    qsizetype clientConnections = 0;
    qsizetype upstreamConnections = 0;
    qsizetype heldMessages = 0;
    quint64 endedExchanges = 0;
    qsizetype sessions = 0;
};

/// What became of what was under way when the proxy stopped.
struct StopReport {
    qsizetype finished = 0;     ///< exchanges that ended by themselves within the time they had
    qsizetype released = 0;     ///< messages that were held, and went on as they were
    qsizetype streamsEnded = 0; ///< event streams ended so that their clients come back
    qsizetype cut = 0;          ///< exchanges that were cut
    QString storeError;         ///< why a store could not be written to the end; empty: it was
};

/// Everything that lives in the engine thread, made and destroyed there.
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(const ProxyConfig &config, exchange::ExchangeId lastId,
           std::shared_ptr<const interceptor::InterceptorChain> chain, store::SharedState state);
    ~Engine() override;

    void addSink(CaptureBus::Sink sink) { m_bus.addSink(std::move(sink)); }
    /// Opens what sessions and events are kept in; \a done is called from the event loop.
    void open(store::Done<void> done);
    Result<void> listen();
    /// Stops accepting, lets what ends by itself finish within the configured time, ends streams so that their clients come
    /// back, cuts the rest, writes the stores to the end, then calls \a done.
    void stop(std::function<void(const StopReport &)> done);

    quint16 port() const { return m_listener->serverPort(); }
    EngineStatus status() const;
    ExchangePump &pump() { return m_pump; }
    session::SessionManager &sessions() { return m_sessions; }
    const store::SessionStore &sessionStore() const { return *m_state.sessions; }

private:
    void noteSessionEnded();
    void releaseMemory();
    void finishStop();
    void closeStores();
    QByteArray ownAddress() const;

    ProxyConfig m_config;
    TimerWheel m_wheel;
    store::SharedState m_state;
    StreamKeeper m_keeper;
    session::SessionManager m_sessions;
    SessionLink m_link;
    Router m_router;
    CaptureBus m_bus;
    ExchangePump m_pump;
    std::unique_ptr<transport::HttpListener> m_listener;
    QTimer m_grace;
    QTimer m_release; // of memory, a while after many sessions ended
    int m_endedSessions = 0;
    std::function<void(const StopReport &)> m_stopped;
    StopReport m_report;
    int m_closing = 0; // stores that are still being written
};

} // namespace sightglass::proxy
