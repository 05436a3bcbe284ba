// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/exchangepump.h"

#include "exchange/names.h"
#include "proxy/exchangeflow.h"
#include "proxy/streamkeeper.h"

#include <QTimer>

#include <algorithm>

namespace sightglass::proxy {

ExchangePump::ExchangePump(const ProxyConfig &config, Router &router, CaptureBus &bus, TimerWheel &wheel,
                           StreamKeeper &keeper, exchange::ExchangeId lastId, QObject *parent)
    : QObject(parent),
      m_config(config),
      m_router(router),
      m_bus(bus),
      m_wheel(wheel),
      m_keeper(keeper),
      m_reader(config.maxJsonDepth),
      m_chain(std::make_shared<interceptor::InterceptorChain>()),
      m_serverRequests([this](exchange::RecordPtr record) { m_bus.publish(std::move(record)); }),
      m_lastId(lastId.value())
{
    connect(&m_keeper, &StreamKeeper::advanced, this,
            [this](exchange::ExchangeId follower, const store::StoredEvent &event) {
                if (ExchangeFlow *flow = find(follower))
                    flow->streamAdvanced(event);
            });
    connect(&m_keeper, &StreamKeeper::producerEnded, this, [this](exchange::ExchangeId follower, bool finished) {
        if (ExchangeFlow *flow = find(follower))
            flow->streamEnded(finished);
    });
}

ExchangePump::~ExchangePump() = default;

void ExchangePump::accept(transport::InboundRequest &&request, transport::ReplySink &sink)
{
    const exchange::ExchangeId id = nextId();
    auto flow = std::make_unique<ExchangeFlow>(*this, id, std::move(request), sink);
    ExchangeFlow &started = *flow;
    m_flows.emplace(id.value(), std::move(flow));
    started.start();
}

void ExchangePump::refused(const transport::Refusal &refusal)
{
    exchange::Exchange exchange(nextId(), refusal.startedUs);
    exchange::Record &record = exchange.facts();
    record.kind = exchange::Kind::Invalid;
    record.client = refusal.client;
    record.status = refusal.status;
    if (!refusal.head.isEmpty()) {
        if (const auto head = wire::HttpHead::parse(wire::Role::Request, refusal.head)) {
            record.httpMethod = head->method().toByteArray();
            record.target = head->target().toByteArray();
        }
        exchange.addPart(exchange::PartKind::RequestHead, refusal.head);
    }
    exchange.end(refusal.status == 0 ? exchange::State::Cancelled : exchange::State::Failed, refusal.text);
    m_bus.publish(exchange.snapshot());
}

qsizetype ExchangePump::finiteCount() const
{
    return std::count_if(m_flows.begin(), m_flows.end(), [](const auto &entry) { return !entry.second->isEndless(); });
}

void ExchangePump::cutAll(const QString &why, qsizetype &streamsEnded, qsizetype &cut)
{
    while (!m_flows.empty()) {
        ExchangeFlow &flow = *m_flows.begin()->second;
        ++(flow.canComeBack() ? streamsEnded : cut);
        flow.cut(why);
    }
    m_serverRequests.cancelAll(exchange::State::Cancelled, why);
}

void ExchangePump::stopHolding()
{
    m_stopping = true;
    m_holds.releaseAll({}, interceptor::HoldEnd::Stopped);
}

void ExchangePump::rememberClient(const QByteArray &sessionId, const QByteArray &name)
{
    if (sessionId.isEmpty() || name.isEmpty())
        return;
    if (m_clients.size() >= kMaxClients && !m_clients.contains(sessionId))
        m_clients.erase(m_clients.begin());
    m_clients.insert(sessionId, name);
}

void ExchangePump::cancelHeld(const ExchangeFlow &by, const mcp::RequestId &request)
{
    if (!request.isPresent())
        return;
    QList<exchange::ExchangeId> found;
    for (const exchange::ExchangeId id : m_holds.exchanges()) {
        const ExchangeFlow *flow = find(id);
        if (flow && flow->facts().rpcId == request && flow->sessionScope() == by.sessionScope()
            && (!by.facts().sessionId.isEmpty()
                || exchange::addressOf(flow->facts().client) == exchange::addressOf(by.facts().client)))
            found.append(id);
    }
    // Without a session two clients of one host may use one id: then nobody can tell whose it is.
    if (found.size() != 1)
        return;
    if (ExchangeFlow *flow = find(found.constFirst()))
        flow->giveUp();
}

ExchangeFlow *ExchangePump::find(exchange::ExchangeId id) const
{
    const auto found = m_flows.find(id.value());
    return found == m_flows.end() ? nullptr : found->second.get();
}

void ExchangePump::resumeLater(ExchangeFlow &flow, quint64 stop, int milliseconds)
{
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, this, [this, id = flow.id(), stop] {
        if (ExchangeFlow *waiting = find(id))
            waiting->resume(stop);
    });
}

void ExchangePump::noteDetached(ExchangeFlow &flow)
{
    m_detached.insert(flow.facts().sessionId, flow.id().value());
    if (!flow.isKept())
        m_keeper.hold(detachedThing(flow.sessionScope()));
}

void ExchangePump::dropDetached(const ExchangeFlow &by, bool resumes)
{
    const QList<quint64> ids = m_detached.values(by.facts().sessionId);
    for (const quint64 id : ids) {
        ExchangeFlow *flow = find(exchange::ExchangeId(id));
        if (!flow || flow->facts().route != by.facts().route)
            continue;
        // A kept stream goes on until its client comes back for it, or begins a standing one anew.
        if (flow->isKept() ? !resumes && flow->facts().kind == exchange::Kind::Stream : resumes)
            flow->cut(QStringLiteral("the client left, and came back to resume the stream"));
    }
}

void ExchangePump::finished(ExchangeFlow &flow)
{
    if (flow.isDetached()) {
        m_detached.remove(flow.facts().sessionId, flow.id().value());
        if (!m_detached.contains(flow.facts().sessionId))
            m_keeper.release(detachedThing(flow.sessionScope()));
    }
    m_bus.finished(flow, flow.snapshot());
    m_flows.erase(flow.id().value());
    Q_EMIT exchangeEnded();
}

} // namespace sightglass::proxy
