// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a message passes the chain of interceptors, and waits there.
#include "proxy/exchangeflow.h"

#include "proxy/exchangepump.h"

#include <utility>

namespace sightglass::proxy {

using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using interceptor::Way;
using mcp::MessageKind;
using transport::ProxyErrorCode;

namespace {

bool expectsAnswer(MessageKind kind)
{
    return kind != MessageKind::Notification && kind != MessageKind::Response;
}

} // namespace

void ExchangeFlow::walkOn()
{
    m_waiting = false;
    const bool toServer = m_walk->way() == Way::ToServer;
    const bool isEvent = !m_events.empty();
    const auto outcome =
        m_walk->advance(facts(), toServer ? &m_request.head : &m_responseHead, isEvent, m_pump.reader());
    if (outcome == ChainWalk::Outcome::Delayed)
        waitFor(m_walk->milliseconds());
    else if (outcome == ChainWalk::Outcome::Held)
        hold();
    else if (toServer)
        walkToServer(outcome);
    else if (isEvent)
        walkEvent(outcome);
    else
        walkToClient(outcome);
}

void ExchangeFlow::waitFor(int milliseconds)
{
    m_waiting = true;
    m_pump.resumeLater(*this, ++m_stop, milliseconds);
}

void ExchangeFlow::resume(quint64 stop)
{
    if (!m_waiting || stop != m_stop || !m_walk)
        return;
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    walkOn(); // may end and destroy this
    if (pump.find(self) == this)
        pumpEvents();
}

void ExchangeFlow::hold()
{
    m_waiting = true;
    m_hold = m_pump.holds().add(id(), m_walk->way(), m_walk->message().raw(), m_walk->reason(),
                                [&pump = m_pump, flowId = id()](const interceptor::HoldDecision &decision) {
                                    if (ExchangeFlow *flow = pump.find(flowId))
                                        flow->decided(decision);
                                });
}

void ExchangeFlow::decided(const interceptor::HoldDecision &decision)
{
    m_hold = {};
    m_waiting = false;
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    const bool isEvent = !m_events.empty();
    const auto carryOut = [&](ChainWalk::Outcome outcome) {
        if (m_walk->way() == Way::ToServer)
            walkToServer(outcome);
        else if (isEvent)
            walkEvent(outcome);
        else
            walkToClient(outcome);
    };
    switch (decision.kind) {
    case interceptor::HoldDecision::Kind::SendEdited:
        m_walk->replace(decision.message, m_pump.reader());
        [[fallthrough]];
    case interceptor::HoldDecision::Kind::SendOriginal:
        walkOn();
        break;
    case interceptor::HoldDecision::Kind::Respond:
        m_walk->replace(decision.message, m_pump.reader());
        carryOut(ChainWalk::Outcome::Responded);
        break;
    case interceptor::HoldDecision::Kind::Fail:
        m_walk->reject(decision.reason);
        carryOut(ChainWalk::Outcome::Rejected);
        break;
    }
    if (pump.find(self) == this)
        pumpEvents();
}

void ExchangeFlow::walkToServer(ChainWalk::Outcome outcome)
{
    const std::unique_ptr<ChainWalk> walk = std::move(m_walk);
    exchange::Record &record = m_exchange.facts();
    record.edited = record.edited || walk->edited();
    switch (outcome) {
    case ChainWalk::Outcome::Responded:
        if (expectsAnswer(m_message.kind()))
            replyHere(200, "Content-Type: application/json\r\n", walk->message().raw(), State::Completed, {});
        else
            replyHere(202, {}, {}, State::Completed, {});
        return;
    case ChainWalk::Outcome::Rejected:
        // 200: the answer to a request of JSON-RPC is an error response; a 4xx would make clients change the era. What
        // nobody answers is refused by its status (2025-11-25 basic/transports, "Sending Messages to the Server").
        replyError(expectsAnswer(m_message.kind()) ? 200 : 400, ProxyErrorCode::Rejected, walk->reason(),
                   State::Failed);
        return;
    case ChainWalk::Outcome::Dropped:
        m_sink->abort();
        m_sink = nullptr;
        finish(State::Dropped, QStringLiteral("an interceptor dropped the message"));
        return;
    case ChainWalk::Outcome::Passed:
    case ChainWalk::Outcome::Delayed:
    case ChainWalk::Outcome::Held:
        break;
    }
    if (walk->edited()) {
        m_message = walk->message();
        m_request.body = m_message.raw();
        m_exchange.addPart(PartKind::SentRequestBody, m_request.body);
    }
    sendUpstream();
}

} // namespace sightglass::proxy
