// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/engine.h"

#include <utility>

namespace sightglass::proxy {

Engine::Engine(const ProxyConfig &config, exchange::ExchangeId lastId,
               std::shared_ptr<const interceptor::InterceptorChain> chain)
    : m_config(config),
      m_router(m_config.routes, m_wheel),
      m_pump(m_config, m_router, m_bus, m_wheel, lastId),
      m_listener(std::make_unique<transport::HttpListener>(m_pump, m_wheel, m_config.limits, m_config.access))
{
    if (chain)
        m_pump.setChain(std::move(chain));
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, &Engine::finishStop);
    connect(&m_pump, &ExchangePump::exchangeEnded, this, [this] {
        if (m_stopped && m_pump.finiteCount() == 0)
            m_grace.start(0);
    });
}

Engine::~Engine()
{
    // Clients first: their flows hold calls of the upstreams and refer to the pump.
    m_listener.reset();
}

Result<void> Engine::listen()
{
    return m_listener->start(m_config.listenAddress, m_config.listenPort);
}

void Engine::stop(std::function<void()> done)
{
    m_stopped = std::move(done);
    m_listener->drain();
    m_pump.stopHolding();
    m_grace.start(m_pump.finiteCount() == 0 ? 0 : m_config.stopGraceMs);
}

void Engine::finishStop()
{
    if (!m_stopped)
        return;
    m_grace.stop();
    const auto done = std::exchange(m_stopped, nullptr);
    m_pump.cutAll(QStringLiteral("the proxy stopped"));
    m_listener->closeAll();
    m_bus.flush();
    done();
}

EngineStatus Engine::status() const
{
    EngineStatus status;
    status.openExchanges = m_pump.openCount();
    status.clientConnections = m_listener->connectionCount();
    for (const auto &route : m_router.routes())
        status.upstreamConnections += route->upstream->connectionCount();
    status.heldMessages = m_pump.heldCount();
    status.endedExchanges = m_bus.endedCount();
    return status;
}

} // namespace sightglass::proxy
