// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginehost.h"

#include "proxy/proxybuilder.h"

#include <tuple>
#include <utility>

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

bool samePause(const interceptor::PauseOptions &one, const interceptor::PauseOptions &other)
{
    return one.enabled == other.enabled && one.requests == other.requests && one.responses == other.responses
           && one.events == other.events && one.keepAliveMs == other.keepAliveMs && one.progress == other.progress
           && one.maxHeld == other.maxHeld && one.filter.toString() == other.filter.toString();
}

} // namespace

EngineHost::EngineHost(Sink sink) : m_sink(std::move(sink)) {}

EngineHost::~EngineHost()
{
    stopServer();
    writeNotes();
}

void EngineHost::start(const EngineOrder &order)
{
    stopServer();
    const std::optional<store::StoreUrl> store = order.config.record ? order.store : std::nullopt;
    if (store != m_store) // what was noted is about what the other one holds
        writeNotes();
    m_store = store;
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
    Q_EMIT started({m_server->endpoints(), m_server->ruleStats(), m_server->readerOpener(), m_server->sessions()});
}

void EngineHost::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    if (m_server)
        m_server->annotate(id, annotation);
    else
        m_unwritten.insert(id.value(), annotation);
}

void EngineHost::setInterception(const EngineInterception &interception)
{
    const EngineInterception before = std::exchange(m_interception, interception);
    if (!m_server)
        return;
    // Each of these makes a new chain, so only what is another one. None can fail here: nothing in this chain needs an
    // interceptor that a builder could have forgotten.
    if (interception.rules != before.rules)
        std::ignore = m_server->setRules(interception.rules);
    if (interception.lint != before.lint)
        std::ignore = m_server->setLint(interception.lint);
    if (!samePause(interception.pause, before.pause))
        std::ignore = m_server->setPause(interception.pause);
}

void EngineHost::decide(interceptor::HoldId id, const interceptor::HoldDecision &decision)
{
    // What an earlier engine held has ended with it.
    if (m_server && id.value() > m_holdBase)
        m_server->release(interceptor::HoldId(id.value() - m_holdBase), decision);
}

void EngineHost::endSessions(const QList<QByteArray> &keys)
{
    int ended = 0;
    for (const QByteArray &key : keys)
        ended += m_server && m_server->endSession(key) ? 1 : 0;
    Q_EMIT sessionsEnded(ended, int(keys.size()));
}

void EngineHost::connectHolds(proxy::ProxyServer &server)
{
    m_holdBase = m_lastHold.load();
    // Direct: a hold is to be seen even while this thread waits for the engine to stop.
    connect(
        &server, &proxy::ProxyServer::messageHeld, this,
        [this, base = m_holdBase](const interceptor::HeldMessage &message) {
            interceptor::HeldMessage told = message;
            told.id = interceptor::HoldId(message.id.value() + base);
            m_lastHold.store(std::max(m_lastHold.load(), told.id.value()));
            Q_EMIT messageHeld(told);
        },
        Qt::DirectConnection);
    connect(
        &server, &proxy::ProxyServer::messageReleased, this,
        [this, base = m_holdBase](interceptor::HoldId id, interceptor::HoldEnd end) {
            Q_EMIT messageReleased(interceptor::HoldId(id.value() + base), end);
        },
        Qt::DirectConnection);
}

/// Into the recording itself: there is no engine to do it.
void EngineHost::writeNotes()
{
    const exchange::Annotations waiting = std::exchange(m_unwritten, {});
    if (!m_store || waiting.isEmpty())
        return;
    auto store = store::createStore(*m_store);
    Result<void> done = store ? (*store)->open() : tl::unexpected(store.error());
    for (auto note = waiting.cbegin(); done && note != waiting.cend(); ++note)
        done = (*store)->annotate(exchange::ExchangeId(note.key()), note.value());
    if (store)
        (*store)->close();
    if (!done)
        Q_EMIT recordingFailed(done.error().text);
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
    builder.rules(m_interception.rules).pause(m_interception.pause).lint(m_interception.lint);
    if (order.store && order.config.record)
        builder.record(*order.store);
    auto server = builder.build();
    if (!server)
        return tl::unexpected(server.error());
    // Direct: the batches go from the engine's thread into the sink, which does not care for threads.
    connect(server->get(), &proxy::ProxyServer::captured, this, &EngineHost::take, Qt::DirectConnection);
    // So do the failures, from the recorder's.
    connect(server->get(), &proxy::ProxyServer::recordingFailed, this, &EngineHost::recordingFailed,
            Qt::DirectConnection);
    connect(server->get(), &proxy::ProxyServer::sessionsChanged, this, &EngineHost::sessionsChanged,
            Qt::DirectConnection);
    connectHolds(**server);
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
