// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/timerwheel.h"
#include "proxy/capturebus.h"
#include "proxy/exchangepump.h"
#include "proxy/proxyconfig.h"
#include "proxy/router.h"

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
};

/// Everything that lives in the engine thread, made and destroyed there.
class Engine : public QObject
{
    Q_OBJECT
public:
    Engine(const ProxyConfig &config, exchange::ExchangeId lastId,
           std::shared_ptr<const interceptor::InterceptorChain> chain);
    ~Engine() override;

    void addSink(CaptureBus::Sink sink) { m_bus.addSink(std::move(sink)); }
    Result<void> listen();
    /// Stops accepting, lets what ends by itself finish within the configured time, cuts the rest, then calls \a done.
    void stop(std::function<void()> done);

    quint16 port() const { return m_listener->serverPort(); }
    EngineStatus status() const;
    ExchangePump &pump() { return m_pump; }

private:
    void finishStop();

    ProxyConfig m_config;
    TimerWheel m_wheel;
    Router m_router;
    CaptureBus m_bus;
    ExchangePump m_pump;
    std::unique_ptr<transport::HttpListener> m_listener;
    QTimer m_grace;
    std::function<void()> m_stopped;
};

} // namespace sightglass::proxy
