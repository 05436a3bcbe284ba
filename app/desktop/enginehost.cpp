// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginehost.h"

#include "proxy/proxybuilder.h"

namespace sightglass::app {
namespace {

constexpr int kPortsTried = 20; // behind the configured one, before the system may choose

/// The ports to try, in order.
QList<quint16> portsOf(const EngineOrder &order)
{
    if (!order.onFreePort || order.config.listenPort == 0)
        return {order.config.listenPort};
    QList<quint16> ports;
    for (int port = order.config.listenPort; port <= qMin(order.config.listenPort + kPortsTried, 65535); ++port)
        ports.append(quint16(port));
    ports.append(0);
    return ports;
}

} // namespace

EngineHost::EngineHost(Sink sink) : m_sink(std::move(sink)) {}

EngineHost::~EngineHost()
{
    stopServer();
}

void EngineHost::start(const EngineOrder &order)
{
    stopServer();
    Result<void> result;
    EngineOrder attempt = order;
    for (const quint16 port : portsOf(order)) {
        attempt.config.listenPort = port;
        result = tryStart(attempt);
        if (result || result.error().code != ErrorCode::AddressInUse)
            break;
    }
    if (!result) {
        Q_EMIT failed(result.error().code, result.error().text);
        return;
    }
    const exchange::Annotations waiting = std::exchange(m_unwritten, {});
    for (auto note = waiting.cbegin(); note != waiting.cend(); ++note)
        m_server->annotate(exchange::ExchangeId(note.key()), note.value());
    Q_EMIT started({m_server->endpoints(), m_server->readerOpener()});
}

void EngineHost::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    if (m_server)
        m_server->annotate(id, annotation);
    else
        m_unwritten.insert(id.value(), annotation);
}

void EngineHost::stop()
{
    Q_EMIT stopped(stopServer());
}

Result<void> EngineHost::tryStart(const EngineOrder &order)
{
    proxy::ProxyBuilder builder(order.config);
    // A window that outlives this engine tells the exchanges of the next one apart by their ids.
    builder.idsAfter(exchange::ExchangeId(m_lastId.load()));
    if (order.store && order.config.record)
        builder.record(*order.store);
    auto server = builder.build();
    if (!server)
        return tl::unexpected(server.error());
    // Direct: the batches go from the engine's thread into the sink, which does not care for threads.
    connect(server->get(), &proxy::ProxyServer::captured, this, &EngineHost::take, Qt::DirectConnection);
    connect(server->get(), &proxy::ProxyServer::recordingFailed, this, &EngineHost::recordingFailed);
    if (auto started = (*server)->start(); !started)
        return started;
    m_server = std::move(*server);
    return {};
}

void EngineHost::take(const exchange::RecordBatch &batch)
{
    quint64 last = m_lastId.load();
    for (const exchange::RecordPtr &record : *batch)
        last = std::max(last, record->id.value());
    m_lastId.store(last);
    m_sink(batch);
}

qint64 EngineHost::stopServer()
{
    if (!m_server)
        return 0;
    m_server->stop();
    const store::StoreThread *recorder = m_server->recorder();
    const qint64 lost = recorder ? recorder->lostRecords() : 0;
    m_server.reset();
    return lost;
}

} // namespace sightglass::app
