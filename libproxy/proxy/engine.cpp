// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/engine.h"

#include "base/freedmemory.h"

#include <QRandomGenerator>

#include <utility>

namespace sightglass::proxy {
namespace {

// So many sessions together are worth a look at the heap, and as seldom.
constexpr int kManySessions = 5'000;
constexpr int kReleaseMs = 2'000;

QByteArray newInstanceId()
{
    return QByteArray::number(QRandomGenerator::system()->generate64() >> 16, 16).rightJustified(12, '0');
}

// Other instances call us by the name that we tell them.
ProxyConfig withOwnName(ProxyConfig config)
{
    if (!config.advertise.isEmpty())
        config.access.hosts.append(transport::hostOfAuthority(config.advertise.toLatin1()));
    return config;
}

} // namespace

Engine::Engine(const ProxyConfig &config, exchange::ExchangeId lastId,
               std::shared_ptr<const interceptor::InterceptorChain> chain, store::SharedState state)
    : m_config(withOwnName(config)),
      m_state(std::move(state)),
      m_keeper(m_state, {newInstanceId(), {}}, m_wheel),
      m_sessions(m_config.sessions, m_keeper.self().id),
      m_link(m_sessions, *m_state.sessions, m_config.retention.maxAgeSeconds),
      m_router(m_config.routes, m_config.limits.heartbeatMs, m_wheel),
      m_pump(m_config, m_router, m_bus, m_wheel, m_keeper, m_sessions, lastId),
      m_listener(std::make_unique<transport::HttpListener>(m_pump, m_wheel, m_config.limits, m_config.access))
{
    if (chain)
        m_pump.setChain(std::move(chain));
    m_release.setSingleShot(true);
    m_release.setInterval(kReleaseMs);
    connect(&m_release, &QTimer::timeout, this, &Engine::releaseMemory);
    connect(&m_sessions, &session::SessionManager::ended, this, &Engine::noteSessionEnded);
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, &Engine::finishStop);
    connect(&m_pump, &ExchangePump::exchangeEnded, this, [this] {
        if (!m_stopped)
            return;
        ++m_report.finished;
        if (m_pump.finiteCount() == 0)
            m_grace.start(0);
    });
}

Engine::~Engine()
{
    // Clients first: their flows hold calls of the upstreams and refer to the pump.
    m_listener.reset();
}

void Engine::open(store::Done<void> done)
{
    m_state.sessions->open([this, done = std::move(done)](Result<void> opened) {
        if (opened)
            m_state.events->open(done);
        else
            done(std::move(opened));
    });
}

Result<void> Engine::listen()
{
    const auto listening = m_listener->start(m_config.listenAddress, m_config.listenPort);
    if (listening) {
        m_link.begin();
        m_keeper.setSelf({m_keeper.self().id, ownAddress()});
    }
    return listening;
}

// Where other instances reach this one.
QByteArray Engine::ownAddress() const
{
    if (!m_config.advertise.isEmpty())
        return m_config.advertise.toLatin1();
    QUrl url;
    url.setHost(isAnyAddress(m_config.listenAddress) ? QStringLiteral("127.0.0.1") : m_config.listenAddress.toString());
    url.setPort(port());
    return url.authority(QUrl::FullyEncoded).toLatin1();
}

void Engine::noteSessionEnded()
{
    if (++m_endedSessions >= kManySessions && !m_release.isActive()) {
        m_endedSessions = 0;
        m_release.start();
    }
}

void Engine::releaseMemory()
{
    releaseFreedMemory();
    if (std::exchange(m_endedSessions, 0) > 0) // the end of many is not over yet
        m_release.start();
}

void Engine::stop(std::function<void(const StopReport &)> done)
{
    m_stopped = std::move(done);
    m_report.released = m_pump.heldCount();
    m_listener->drain();
    m_pump.stopHolding();
    m_grace.start(m_pump.finiteCount() == 0 ? 0 : m_config.stopGraceMs);
}

void Engine::finishStop()
{
    if (!m_stopped || m_closing > 0)
        return;
    m_grace.stop();
    const qsizetype finished = m_report.finished;
    m_pump.cutAll(QStringLiteral("the proxy stopped"), m_report.streamsEnded, m_report.cut);
    m_report.finished = finished; // those that were just cut did not
    m_listener->closeAll();
    m_bus.flush();
    m_sessions.sweep();
    closeStores();
}

void Engine::closeStores()
{
    m_closing = 3;
    const auto closed = [this](const Result<void> &result) {
        if (!result && m_report.storeError.isEmpty())
            m_report.storeError = result.error().text;
        if (--m_closing == 0)
            std::exchange(m_stopped, nullptr)(m_report);
    };
    m_state.sessions->flush(closed);
    m_state.events->flush(closed);
    m_state.instances->withdraw(closed);
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
    status.sessions = m_sessions.count();
    return status;
}

} // namespace sightglass::proxy
