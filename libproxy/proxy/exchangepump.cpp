// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/exchangepump.h"

#include "exchange/names.h"
#include "proxy/exchangeflow.h"
#include "proxy/streamkeeper.h"
#include "wire/http1writer.h"

#include <QTimer>

#include <algorithm>

namespace sightglass::proxy {

ExchangePump::ExchangePump(const ProxyConfig &config, Router &router, CaptureBus &bus, TimerWheel &wheel,
                           StreamKeeper &keeper, session::SessionManager &sessions, exchange::ExchangeId lastId,
                           QObject *parent)
    : QObject(parent),
      m_config(config),
      m_router(router),
      m_bus(bus),
      m_wheel(wheel),
      m_keeper(keeper),
      m_sessions(sessions),
      m_reader(config.maxJsonDepth),
      m_chain(std::make_shared<interceptor::InterceptorChain>()),
      m_serverRequests([this](exchange::RecordPtr record) { m_bus.publish(std::move(record)); },
                       [this](const QByteArray &session, bool began) {
                           if (began)
                               m_sessions.serverRequestBegan(session);
                           else
                               m_sessions.serverRequestEnded(session);
                       }),
      m_lastId(lastId.value())
{
    connect(&m_sessions, &session::SessionManager::ended, this, &ExchangePump::sessionEnded);
    connect(&m_keeper, &StreamKeeper::advanced, this,
            [this](exchange::ExchangeId follower, const store::StoredEvent &event) {
                if (ExchangeFlow *flow = find(follower))
                    flow->streamAdvanced(event);
            });
    connect(&m_keeper, &StreamKeeper::producerEnded, this, [this](exchange::ExchangeId follower) {
        if (ExchangeFlow *flow = find(follower))
            flow->streamEnded();
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

void ExchangePump::cancelHeld(const ExchangeFlow &by, const mcp::RequestId &request)
{
    if (!request.isPresent())
        return;
    QList<exchange::ExchangeId> found;
    for (const exchange::ExchangeId id : m_holds.exchanges()) {
        const ExchangeFlow *flow = find(id);
        if (flow && flow->facts().rpcId == request && flow->sessionKey() == by.sessionKey()
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

// A session that only left the memory goes on as soon as its client is back.
void ExchangePump::sessionEnded(const exchange::SessionPtr &session, bool atServer)
{
    using exchange::SessionEnd;
    const bool isOver = session->end == SessionEnd::ByClient || session->end == SessionEnd::ByServer
                        || session->end == SessionEnd::ByPerson || atServer;
    if (!isOver || session->kind != exchange::SessionKind::Wire)
        return;
    QList<exchange::ExchangeId> ids;
    for (const auto &[id, flow] : m_flows) {
        if (flow->facts().sessionId == session->id && flow->facts().route == session->route)
            ids.append(exchange::ExchangeId(id));
    }
    if (atServer) {
        for (const exchange::ExchangeId id : ids) {
            if (ExchangeFlow *flow = find(id))
                flow->cut(session->endText);
        }
        endAtServer(*session);
    }
    m_serverRequests.cancelScope(session->key, exchange::State::Cancelled, QStringLiteral("the session ended"));
    m_keeper.forgetSession(session->key);
}

// Told as the client would tell it; what the server says to that changes nothing here.
void ExchangePump::endAtServer(const exchange::SessionRecord &session)
{
    const auto match = m_router.via(session.route, "/mcp");
    if (!match)
        return;
    transport::OutboundRequest request;
    request.method = "DELETE";
    request.target = match->route->upstreamPath;
    wire::HeadWriter writer(request.fields);
    writer.field("Mcp-Session-Id", session.id);
    if (!session.protocolVersion.isEmpty())
        writer.field("MCP-Protocol-Version", session.protocolVersion);
    request.fields += match->route->extraFields;
    m_surplus.send(*match->route->upstream, std::move(request));
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
        m_keeper.hold(detachedThing(flow.sessionKey()));
}

void ExchangePump::dropDetached(const ExchangeFlow &by, bool resumes)
{
    const QList<quint64> ids = m_detached.values(by.facts().sessionId);
    for (const quint64 id : ids) {
        ExchangeFlow *flow = find(exchange::ExchangeId(id));
        if (!flow || flow->facts().route != by.facts().route)
            continue;
        // A kept stream goes on until its client comes back for it, or begins a standing one anew.
        if (flow->isKept() ? !resumes && flow->isAbandonedStanding() : resumes)
            flow->cut(QStringLiteral("the client left, and came back to resume the stream"));
    }
}

void ExchangePump::finished(ExchangeFlow &flow)
{
    if (flow.isDetached()) {
        m_detached.remove(flow.facts().sessionId, flow.id().value());
        if (!m_detached.contains(flow.facts().sessionId))
            m_keeper.release(detachedThing(flow.sessionKey()));
    }
    m_bus.finished(flow, flow.snapshot());
    m_flows.erase(flow.id().value());
    Q_EMIT exchangeEnded();
}

} // namespace sightglass::proxy
