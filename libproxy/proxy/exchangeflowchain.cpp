// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a message passes the chain of interceptors, and what becomes of it there.
#include "interceptor/noting.h"
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/headerfields.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "wire/http1writer.h"

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

void ExchangeFlow::startWalk(Walking what, const mcp::Message &message)
{
    m_walking = what;
    m_walk.emplace(*m_chain, what == Walking::Request ? Way::ToServer : Way::ToClient, message);
    walkOn();
}

ChainWalk::Surroundings ExchangeFlow::surroundings()
{
    const bool toServer = m_walking == Walking::Request;
    const bool isEvent = m_walking == Walking::Event;
    return {m_exchange.facts(),
            toServer ? &m_request.head : &m_responseHead,
            isEvent,
            &m_request.head,
            toServer ? nullptr : &m_message,
            isEvent ? m_events.front().part : m_walkPart,
            m_walking == Walking::StreamHead};
}

void ExchangeFlow::walkOn()
{
    m_waiting = false;
    ChainWalk::Outcome outcome;
    do
        outcome = m_walk->advance(surroundings(), m_pump.reader());
    while (outcome == ChainWalk::Outcome::Held && !mayHold());
    if (outcome == ChainWalk::Outcome::Delayed)
        waitFor(m_walk->milliseconds());
    else if (outcome == ChainWalk::Outcome::Held)
        hold();
    else
        carryOut(outcome);
}

void ExchangeFlow::carryOut(ChainWalk::Outcome outcome)
{
    switch (m_walking) {
    case Walking::Request:
        walkToServer(outcome);
        break;
    case Walking::StreamHead:
        walkStreamHead(outcome);
        break;
    case Walking::Answer:
        walkToClient(outcome);
        break;
    case Walking::Event:
        walkEvent(outcome);
        break;
    }
}

void ExchangeFlow::waitFor(int milliseconds)
{
    m_waiting = true;
    m_pump.resumeLater(*this, ++m_stop, milliseconds);
}

void ExchangeFlow::resume(quint64 stop)
{
    if (!m_waiting || m_held || stop != m_stop || !m_walk)
        return;
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    walkOn(); // may end and destroy this
    if (pump.find(self) == this)
        pumpEvents();
}

// ---- what becomes of it -------------------------------------------------------------------------------------------------

void ExchangeFlow::walkToServer(ChainWalk::Outcome outcome)
{
    std::optional<ChainWalk> walk = std::exchange(m_walk, std::nullopt);
    switch (outcome) {
    case ChainWalk::Outcome::Responded:
        respond(*walk);
        return;
    case ChainWalk::Outcome::Rejected:
        reject(*walk);
        return;
    case ChainWalk::Outcome::Dropped:
        drop(QStringLiteral("an interceptor dropped the message"));
        return;
    case ChainWalk::Outcome::Passed:
    case ChainWalk::Outcome::Delayed:
    case ChainWalk::Outcome::Held:
        break;
    }
    if (!walk->route().isEmpty() && !redirect(*walk))
        return;
    m_exchange.facts().edited = walk->edited() || walk->editedHead() || !walk->route().isEmpty();
    if (walk->edited()) {
        m_message = mcp::Message(walk->message());
        m_request.body = m_message.raw();
        m_exchange.addPart(PartKind::SentRequestBody, m_request.body);
    }
    sendOn(std::move(walk));
}

// False when there is no such route; the client was told.
bool ExchangeFlow::redirect(const ChainWalk &walk)
{
    auto match = m_pump.router().via(walk.route(), m_request.head.target());
    if (!match) {
        // No 4xx: that would make clients change the era.
        replyError(502, ProxyErrorCode::NoRoute,
                   QStringLiteral("an interceptor sends this message over route '%1', which does not exist")
                       .arg(walk.route().left(200)),
                   State::Failed);
        return false;
    }
    m_route = match->route;
    m_target = std::move(match->target);
    return true;
}

// The head of a stream, before anything of it goes to the client.
void ExchangeFlow::walkStreamHead(ChainWalk::Outcome outcome)
{
    const std::optional<ChainWalk> walk = std::exchange(m_walk, std::nullopt);
    if (outcome == ChainWalk::Outcome::Passed && walk->edited())
        outcome = ChainWalk::Outcome::Responded; // the message that somebody put there goes out in place of the stream
    switch (outcome) {
    case ChainWalk::Outcome::Responded:
        m_call.reset();
        respond(*walk);
        return;
    case ChainWalk::Outcome::Rejected:
        m_call.reset();
        reject(*walk);
        return;
    case ChainWalk::Outcome::Dropped:
        m_call.reset();
        drop(QStringLiteral("an interceptor dropped the answer"));
        return;
    default:
        break;
    }
    if (!m_streamFailure.isEmpty()) { // meanwhile, and the client has seen nothing of it
        replyError(502, ProxyErrorCode::UpstreamClosed, m_streamFailure, State::Failed);
        return;
    }
    if (walk->editedHead()) {
        m_responseHead = *walk->editedHead();
        m_exchange.facts().edited = true;
        m_exchange.addPart(PartKind::SentResponseHead, m_responseHead.block());
    }
    beginStream();
}

void ExchangeFlow::walkToClient(ChainWalk::Outcome outcome)
{
    const std::optional<ChainWalk> walk = std::exchange(m_walk, std::nullopt);
    switch (outcome) {
    case ChainWalk::Outcome::Rejected:
        reject(*walk);
        return;
    case ChainWalk::Outcome::Dropped:
        drop(QStringLiteral("an interceptor dropped the answer"));
        return;
    case ChainWalk::Outcome::Responded: {
        // What stands in for an answer that is none of JSON-RPC needs a head of its own.
        const auto type = m_responseHead.find("Content-Type");
        if (m_responseHead.status() != 200 || !type || !type->startsWith("application/json")
            || !walk->answerHeaders().isEmpty()) {
            respond(*walk);
            return;
        }
        break;
    }
    default:
        break;
    }
    if (walk->editedHead() && !m_reply.hasBegun()) {
        m_responseHead = *walk->editedHead();
        m_exchange.facts().edited = true;
        m_exchange.addPart(PartKind::SentResponseHead, m_responseHead.block());
    }
    if (walk->edited()) {
        m_decoded = m_decoder != nullptr;
        m_exchange.facts().edited = true;
        m_exchange.addPart(PartKind::SentResponseBody, walk->message().raw());
    }
    if (m_reply.isEventStreamOfOurs()) {
        passAsEvent(walk->message());
        finishAnswer(true);
    } else {
        finishAnswer(passResponse(walk->edited() ? walk->message().raw() : m_body, walk->delivery()));
    }
}

void ExchangeFlow::respond(const ChainWalk &walk)
{
    m_exchange.facts().edited = true;
    if (!expectsAnswer(m_message.kind()))
        replyHere(202, editedFields({}, walk.answerHeaders()), {}, State::Completed, {});
    else
        replyHere(200, editedFields("Content-Type: application/json\r\n", walk.answerHeaders()), walk.message().raw(),
                  State::Completed, {}, walk.delivery());
}

void ExchangeFlow::reject(const ChainWalk &walk)
{
    // 200: the answer to a request of JSON-RPC is an error response; a 4xx would make clients change the era. What
    // nobody answers is refused by its status (2025-11-25 basic/transports, "Sending Messages to the Server").
    const bool isAnswer = facts().httpMethod == "POST" && expectsAnswer(m_message.kind());
    int status = isAnswer ? 200 : 400;
    if (walk.httpStatus() >= 200 && walk.httpStatus() <= 599)
        status = walk.httpStatus();
    m_exchange.facts().errorCode = static_cast<int>(ProxyErrorCode::Rejected);
    QByteArray fields = transport::proxyErrorFields(ProxyErrorCode::Rejected);
    if (walk.retryAfterSeconds() > 0)
        wire::HeadWriter(fields).field("Retry-After", quint64(walk.retryAfterSeconds()));
    replyHere(status, editedFields(fields, walk.answerHeaders()),
              transport::proxyErrorBody(ProxyErrorCode::Rejected, walk.reason(), facts().rpcId.toJson()), State::Failed,
              walk.reason(), walk.delivery());
}

void ExchangeFlow::drop(const QString &why)
{
    m_reply.abort();
    finish(State::Dropped, why);
}

} // namespace sightglass::proxy
