// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a request goes to the server, and what comes back.
#include "mcp/methods.h"
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/headerfields.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "transport/http/httpupstream.h"

#include <utility>

namespace sightglass::proxy {

using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using mcp::MessageKind;
using transport::ProxyErrorCode;

void ExchangeFlow::sendUpstream(const ChainWalk *walk)
{
    const RouteConfig &config = m_route->config;
    RequestFieldChanges changes;
    changes.decodableOnly = config.decodableOnly;
    changes.extra = m_route->extraFields;
    mcp::HeaderMirror::Headers mirror;
    if (walk && walk->edited() && !walk->independentHeaders() && facts().era == mcp::Era::Modern) {
        mirror = m_pump.headerMirror(config.name).derive(m_message);
        changes.mirror = &mirror;
    }
    if (walk && walk->editedHead())
        changes.edits = &walk->headerEdits();
    if (m_kept) // the server knows nothing of our numbers
        changes.lastEventId = m_kept->upstreamId();
    transport::OutboundRequest request;
    request.method = facts().httpMethod;
    request.target = m_target;
    request.fields = requestFields(changes.edits ? *walk->editedHead() : m_request.head, changes);
    request.body = m_request.body;
    request.headTimeoutMs = config.headTimeoutMs;
    request.bodyTimeoutMs = config.bodyTimeoutMs;
    request.safeToRepeat =
        request.method != "POST"
        || (m_message.kind() == MessageKind::Request && mcp::isSafeToRepeat(m_message.envelope().method));
    if (changes.mirror || changes.edits || (walk && !walk->route().isEmpty()))
        m_exchange.addPart(PartKind::SentRequestHead,
                           request.method + ' ' + request.target + " HTTP/1.1\r\n" + request.fields + "\r\n");
    int surplus = 0;
    if (walk && !walk->delivery().isPlain()) {
        interceptor::Delivery delivery = walk->delivery();
        surplus = std::min(std::exchange(delivery.copies, 1), SurplusCalls::kMaxCopies) - 1;
        if (!delivery.isPlain() && !request.body.isEmpty()) {
            request.bodyFollows = true;
            request.safeToRepeat = false;
            m_pacedRequest = std::make_unique<PacedRequest>(*this, request.body, delivery);
        }
    }
    transport::OutboundRequest again;
    if (surplus > 0) {
        again = request;
        again.bodyFollows = false;
    }
    m_call = m_route->upstream->send(std::move(request), *this);
    for (; surplus > 0; --surplus)
        m_pump.surplusCalls().send(*m_route->upstream, again);
}

void ExchangeFlow::onSent()
{
    m_exchange.facts().sentUs = m_exchange.now();
    if (m_pacedRequest)
        m_pacedRequest->begin();
}

void ExchangeFlow::requestCut(qint64 afterBytes)
{
    m_call.reset();
    replyError(502, ProxyErrorCode::UpstreamClosed,
               QStringLiteral("an interceptor cut the request after %1 bytes").arg(afterBytes), State::Failed);
}

// ---- the answer ---------------------------------------------------------------------------------------------------------

void ExchangeFlow::onHead(wire::HttpHead &&head)
{
    exchange::Record &record = m_exchange.facts();
    record.firstByteUs = m_exchange.now();
    if (!m_reply.isEventStreamOfOurs())
        record.status = head.status();
    m_exchange.addPart(PartKind::ResponseHead, head.block());
    m_walkPart = lastPart();
    if (const auto session = head.find("Mcp-Session-Id"); session && record.sessionId.isEmpty())
        record.sessionId = session->toByteArray();
    m_responseHead = std::move(head);
    const auto type = m_responseHead.find("Content-Type");
    if (transport::isEventStream(m_responseHead))
        m_mode = BodyMode::Events;
    else if (!type || type->startsWith("application/json") || m_responseHead.framing() == wire::Framing::Length
             || m_responseHead.framing() == wire::Framing::None || m_reply.isEventStreamOfOurs())
        m_mode = BodyMode::Collect;
    else
        m_mode = BodyMode::Stream;
    if (const auto coding = m_responseHead.find("Content-Encoding"))
        m_decoder = wire::ContentDecoder::forCoding(*coding);
    if (m_kept && (m_mode != BodyMode::Events || m_responseHead.status() != 200)) {
        if (serveKeptOnly(QStringLiteral("the server answered %1 and does not go on with the stream")
                              .arg(m_responseHead.status())))
            return;
        endKept(false);
    }
    if (m_mode == BodyMode::Collect) {
        if (const auto length = m_responseHead.contentLength())
            m_body.reserve(std::min<qsizetype>(qsizetype(*length), 64 * 1024));
        return;
    }
    if (m_mode == BodyMode::Events) {
        m_sse = std::make_unique<wire::SseParser>();
        m_decoded = m_decoder && (!m_chain->isEmpty() || m_kept || mayKeep());
        m_pump.bus().touch(*this);
    }
    static const mcp::Message noMessage;
    if (m_chain->wantsStreamHeads() && !m_reply.hasBegun())
        startWalk(Walking::StreamHead, noMessage); // may end and destroy this
    else
        beginStream();
}

// The client gets the head of a stream, and what came meanwhile.
void ExchangeFlow::beginStream()
{
    if (!m_reply.hasBegun())
        m_reply.begin(replyHead());
    if (m_mode == BodyMode::Events) {
        if (m_decoded || (!m_decoder && !isOpaque()))
            m_reply.allowIdleComments();
        beginKept();
        if (m_following)
            m_out.append(std::exchange(m_following->pending, {}));
        flushOut();
    }
    if (m_mode == BodyMode::Stream) {
        m_queuedBytes -= m_body.size();
        m_reply.write(std::exchange(m_body, {}));
    }
}

void ExchangeFlow::onBody(QByteArrayView bytes)
{
    m_exchange.facts().responseBytes += bytes.size();
    switch (m_mode) {
    case BodyMode::Collect:
        m_body.append(bytes);
        return;
    case BodyMode::Stream:
        m_exchange.addPart(PartKind::ResponseBody, bytes.toByteArray());
        m_pump.bus().touch(*this);
        if (m_waiting) { // for the decision about its head
            m_body.append(bytes);
            m_queuedBytes += bytes.size();
        } else {
            m_reply.write(bytes);
        }
        break;
    case BodyMode::Events: {
        if (!m_streamFailure.isEmpty())
            return;
        feedEvents(bytes);
        if (!m_streamFailure.isEmpty()) {
            m_call.reset();
            m_streamEnded = true;
        }
        const exchange::ExchangeId self = id();
        ExchangePump &pump = m_pump;
        pumpEvents();
        if (pump.find(self) != this)
            return;
        break;
    }
    }
    applyBackPressure();
}

void ExchangeFlow::applyBackPressure()
{
    if (m_call && (!m_reply.writable() || m_queuedBytes > kMaxQueuedEventBytes))
        m_call->setPaused(true);
}

void ExchangeFlow::drained()
{
    if (m_following && m_following->attached && !m_following->reading) {
        readKept();
        return;
    }
    if (m_call && m_queuedBytes <= kMaxQueuedEventBytes && m_reply.writable())
        m_call->setPaused(false);
}

void ExchangeFlow::onTrailers(QByteArrayView lines)
{
    m_trailers = lines.toByteArray();
    m_exchange.addPart(PartKind::Trailers, m_trailers);
}

void ExchangeFlow::onEnd()
{
    m_pacedRequest.reset();
    m_call.reset();
    if (m_mode == BodyMode::Collect) {
        takeResponse();
        return;
    }
    if (m_sse) {
        m_sse->finish(*this);
        if (const QByteArray rest = m_sse->takeRest(); !rest.isEmpty()) {
            wire::SseEvent event;
            event.raw = rest;
            onEvent(std::move(event));
        }
    }
    m_streamEnded = true;
    pumpEvents();
}

void ExchangeFlow::onFailed(const transport::UpstreamFailure &failure)
{
    m_pacedRequest.reset();
    m_call.reset();
    if (peerFailed(failure) || serveKeptOnly(failure.text))
        return;
    if (m_mode != BodyMode::Collect && (m_reply.hasBegun() || m_waiting || !m_reply.isOpen())) {
        m_streamFailure = failure.text;
        m_streamEnded = true;
        pumpEvents(); // a held event still goes out when it is decided
        return;
    }
    using Reason = transport::UpstreamFailure::Reason;
    switch (failure.reason) {
    case Reason::Unreachable:
        replyError(502, ProxyErrorCode::UpstreamUnreachable, failure.text, State::Failed);
        break;
    case Reason::Tls:
        replyError(502, ProxyErrorCode::UpstreamTls, failure.text, State::Failed);
        break;
    case Reason::TimedOut:
        replyError(504, ProxyErrorCode::UpstreamTimedOut, failure.text, State::Failed);
        break;
    case Reason::Closed:
        replyError(502, ProxyErrorCode::UpstreamClosed, failure.text, State::Failed);
        break;
    case Reason::BadResponse:
        replyError(502, ProxyErrorCode::UpstreamBadResponse, failure.text, State::Failed);
        break;
    case Reason::TooLarge:
        replyError(502, ProxyErrorCode::UpstreamTooLarge, failure.text, State::Failed);
        break;
    case Reason::Stopped:
        replyError(503, ProxyErrorCode::Stopping, failure.text, State::Failed);
        break;
    }
}

} // namespace sightglass::proxy
