// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/exchangeflow.h"

#include "mcp/methods.h"
#include "proxy/exchangepump.h"
#include "proxy/headerfields.h"
#include "proxy/requestfacts.h"
#include "transport/http/httpupstream.h"

namespace sightglass::proxy {

using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using interceptor::Way;
using mcp::MessageKind;
using transport::ProxyErrorCode;

ExchangeFlow::ExchangeFlow(ExchangePump &pump, exchange::ExchangeId id, transport::InboundRequest &&request,
                           transport::ReplySink &sink)
    : m_pump(pump), m_exchange(id, request.startedUs), m_request(std::move(request)), m_sink(&sink)
{
    sink.setObserver(this);
}

ExchangeFlow::~ExchangeFlow()
{
    if (m_sink)
        m_sink->setObserver(nullptr);
}

bool ExchangeFlow::isEndless() const
{
    return facts().kind == Kind::Stream || facts().method == "subscriptions/listen" || m_detached;
}

// ---- the request --------------------------------------------------------------------------------------------------------

void ExchangeFlow::start()
{
    readRequest();
    auto match = m_pump.router().find(m_request.head.target());
    if (!match) {
        replyError(404, ProxyErrorCode::NoRoute,
                   QStringLiteral("no route for %1")
                       .arg(QString::fromLatin1(facts().target.first(std::min<qsizetype>(facts().target.size(), 200)))),
                   State::Failed);
        return;
    }
    m_route = match->route;
    m_target = std::move(match->target);
    m_exchange.facts().route = m_route->config.name;
    if (m_message.tooDeep()) {
        replyError(400, ProxyErrorCode::Refused, m_message.error(), State::Failed);
        return;
    }
    linkAnswers();
    m_pump.bus().touch(*this);
    if (m_request.body.isEmpty() || m_pump.chain()->isEmpty()) {
        sendUpstream();
        return;
    }
    m_walk = std::make_unique<ChainWalk>(m_pump.chain(), Way::ToServer, m_message);
    walkOn();
}

void ExchangeFlow::readRequest()
{
    exchange::Record &record = m_exchange.facts();
    const wire::HttpHead &head = m_request.head;
    record.acceptedUs = m_exchange.now();
    record.client = m_request.client;
    record.httpMethod = head.method().toByteArray();
    record.target = head.target().toByteArray();
    record.requestBytes = m_request.body.size();
    record.parts.reserve(4);
    m_exchange.addPart(PartKind::RequestHead, head.block());
    if (!m_request.body.isEmpty())
        m_exchange.addPart(PartKind::RequestBody, m_request.body);
    if (record.httpMethod == "POST")
        m_message = m_pump.reader().read(m_request.body);
    describeRequest(record, head, m_message);
}

// Answers to a server's requests, and the members of a batch: exchanges of their own in the record.
void ExchangeFlow::linkAnswers()
{
    const auto answered = [this](const mcp::Envelope &envelope, const QByteArray &bytes) {
        const auto request = m_pump.serverRequests().answer(sessionScope(), envelope, bytes);
        if (request.isValid())
            m_exchange.facts().parent = request;
    };
    if (m_message.kind() == MessageKind::Response)
        answered(m_message.envelope(), m_message.raw());
    for (const mcp::Envelope &item : m_message.items()) {
        if (item.kind == MessageKind::Response)
            answered(item, {});
        else if (item.kind == MessageKind::Request)
            m_pump.serverRequests().start(batchScope(), m_pump.nextId(), facts(), item, {});
    }
    if (facts().kind == Kind::Stream && m_request.head.find("Last-Event-ID"))
        m_pump.dropDetached(facts().sessionId);
}

QByteArray ExchangeFlow::sessionScope() const
{
    return facts().route.toLatin1() + '\n' + facts().sessionId;
}

QByteArray ExchangeFlow::batchScope() const
{
    return "#" + QByteArray::number(id().value());
}

// ---- the upstream -------------------------------------------------------------------------------------------------------

void ExchangeFlow::sendUpstream()
{
    const RouteConfig &config = m_route->config;
    RequestFieldChanges changes;
    changes.decodableOnly = config.decodableOnly;
    changes.extra = m_route->extraFields;
    mcp::HeaderMirror::Headers mirror;
    if (facts().edited && facts().era == mcp::Era::Modern) {
        mirror = m_pump.headerMirror(config.name).derive(m_message);
        changes.mirror = &mirror;
    }
    transport::OutboundRequest request;
    request.method = facts().httpMethod;
    request.target = m_target;
    request.fields = requestFields(m_request.head, changes);
    request.body = m_request.body;
    request.headTimeoutMs = config.headTimeoutMs;
    request.bodyTimeoutMs = config.bodyTimeoutMs;
    request.safeToRepeat =
        request.method != "POST"
        || (m_message.kind() == MessageKind::Request && mcp::isSafeToRepeat(m_message.envelope().method));
    if (changes.mirror)
        m_exchange.addPart(PartKind::SentRequestHead,
                           request.method + ' ' + request.target + " HTTP/1.1\r\n" + request.fields + "\r\n");
    m_call = m_route->upstream->send(std::move(request), *this);
}

void ExchangeFlow::onSent()
{
    m_exchange.facts().sentUs = m_exchange.now();
}

void ExchangeFlow::onHead(wire::HttpHead &&head)
{
    exchange::Record &record = m_exchange.facts();
    record.firstByteUs = m_exchange.now();
    record.status = head.status();
    m_exchange.addPart(PartKind::ResponseHead, head.block());
    if (const auto session = head.find("Mcp-Session-Id"); session && record.sessionId.isEmpty())
        record.sessionId = session->toByteArray();
    m_responseHead = std::move(head);
    const auto type = m_responseHead.find("Content-Type");
    if (transport::isEventStream(m_responseHead))
        m_mode = BodyMode::Events;
    else if (!type || type->startsWith("application/json") || m_responseHead.framing() == wire::Framing::Length
             || m_responseHead.framing() == wire::Framing::None)
        m_mode = BodyMode::Collect;
    else
        m_mode = BodyMode::Stream;
    if (const auto coding = m_responseHead.find("Content-Encoding"))
        m_decoder = wire::ContentDecoder::forCoding(*coding);
    if (m_mode == BodyMode::Collect) {
        if (const auto length = m_responseHead.contentLength())
            m_body.reserve(std::min<qsizetype>(qsizetype(*length), 64 * 1024));
        return;
    }
    if (m_mode == BodyMode::Events) {
        m_sse = std::make_unique<wire::SseParser>();
        m_decoded = m_decoder && !m_pump.chain()->isEmpty();
        m_pump.bus().touch(*this);
    }
    m_began = true;
    if (m_sink)
        m_sink->begin(replyHead());
}

transport::ReplyHead ExchangeFlow::replyHead()
{
    QByteArray fields = responseFields(m_responseHead, m_decoded);
    fields += corsFields(m_request.head, m_responseHead);
    return {m_responseHead.status(), m_responseHead.reason().toByteArray(), std::move(fields)};
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
        if (m_sink)
            m_sink->write(bytes);
        break;
    case BodyMode::Events:
        if (!m_streamFailure.isEmpty())
            return;
        feedEvents(bytes);
        pumpEvents();
        if (!m_streamFailure.isEmpty()) {
            if (m_sink)
                m_sink->abort();
            m_sink = nullptr;
            finish(State::Failed, m_streamFailure);
            return;
        }
        break;
    }
    applyBackPressure();
}

void ExchangeFlow::applyBackPressure()
{
    const bool full = (m_sink && !m_sink->writable()) || m_queuedBytes > kMaxQueuedEventBytes;
    if (full && m_call)
        m_call->setPaused(true);
}

void ExchangeFlow::drained()
{
    if (m_call && m_queuedBytes <= kMaxQueuedEventBytes)
        m_call->setPaused(false);
}

void ExchangeFlow::onTrailers(QByteArrayView lines)
{
    m_trailers = lines.toByteArray();
    m_exchange.addPart(PartKind::Trailers, m_trailers);
}

void ExchangeFlow::onEnd()
{
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
    m_call.reset();
    if (m_began) {
        if (m_sink)
            m_sink->abort(); // an honest cut: the client must not take half an answer for a whole one
        m_sink = nullptr;
        finish(State::Failed, failure.text);
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

// ---- ends ---------------------------------------------------------------------------------------------------------------

void ExchangeFlow::clientGone()
{
    m_sink = nullptr;
    if (m_hold.isValid())
        m_pump.holds().withdraw(std::exchange(m_hold, {}));
    // In the legacy era closing a connection is not a cancellation where the stream can be resumed (2025-11-25
    // basic/transports, SEP-1699); in the modern era it is (2026-07-28 basic/patterns/cancellation).
    const bool resumable = facts().era == mcp::Era::Legacy && facts().httpMethod == "POST" && m_sawEventId && m_call;
    if (!resumable) {
        m_call.reset();
        finish(State::Cancelled, QStringLiteral("the client left before its answer was complete"));
        return;
    }
    m_detached = true;
    m_waiting = false;
    m_walk.reset();
    for (const QueuedEvent &queued : std::exchange(m_events, {}))
        passEvent(queued);
    m_queuedBytes = 0;
    m_pump.noteDetached(*this);
    m_call->setPaused(false);
    Deadline::start(m_pump.wheel(), kDetachedMs);
}

void ExchangeFlow::expired()
{
    cut(QStringLiteral("the client left, and the server did not finish within %1 minutes").arg(kDetachedMs / 60'000));
}

void ExchangeFlow::cut(const QString &why)
{
    if (m_hold.isValid())
        m_pump.holds().withdraw(std::exchange(m_hold, {}));
    m_call.reset();
    if (m_sink && !m_began) {
        replyError(503, ProxyErrorCode::Stopping, why, State::Cancelled);
        return;
    }
    if (m_sink)
        std::exchange(m_sink, nullptr)->abort();
    finish(State::Cancelled, why);
}

void ExchangeFlow::finish(State state, const QString &why)
{
    if (!m_exchange.end(state, why))
        return;
    if (facts().kind == Kind::Batch)
        m_pump.serverRequests().cancelScope(batchScope(), state == State::Completed ? State::Failed : state,
                                            QStringLiteral("the batch ended without an answer to this request"));
    if (facts().kind == Kind::End && facts().status < 300 && !facts().sessionId.isEmpty())
        m_pump.serverRequests().cancelScope(sessionScope(), State::Cancelled, QStringLiteral("the session ended"));
    m_pump.finished(*this); // destroys this
}

} // namespace sightglass::proxy
