// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An exchange's beginning and its ends.
#include "proxy/exchangeflow.h"

#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "proxy/requestfacts.h"
#include "proxy/streamkeeper.h"
#include "wire/ssewriter.h"

namespace sightglass::proxy {

using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using mcp::MessageKind;
using transport::ProxyErrorCode;

namespace {

constexpr qint64 kComeBackMs = 1'000; // how long a client is told to wait when the proxy stops

} // namespace

ExchangeFlow::ExchangeFlow(ExchangePump &pump, exchange::ExchangeId id, transport::InboundRequest &&request,
                           transport::ReplySink &sink)
    : m_pump(pump),
      m_exchange(id, request.startedUs),
      m_request(std::move(request)),
      m_reply(sink, *this, *this),
      m_chain(pump.chain())
{}

ExchangeFlow::~ExchangeFlow() = default;

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
    if (!enterSession())
        return;
    linkAnswers();
    m_pump.bus().touch(*this);
    if (m_chain->isEmpty() || (m_request.body.isEmpty() && !m_chain->wantsEmptyMessages()))
        sendOn(std::nullopt);
    else
        startWalk(Walking::Request, m_message);
}

// False when the session refuses it; the client was told.
bool ExchangeFlow::enterSession()
{
    m_visit = m_pump.sessions().enter(facts(), m_message);
    switch (m_visit.refusal()) {
    case session::Refusal::None:
        return true;
    case session::Refusal::TooManySessions:
    case session::Refusal::TooManyOfClient:
        replyError(503, ProxyErrorCode::Refused, m_visit.refusalText(), State::Failed);
        return false;
    case session::Refusal::SessionEnded: // 404: begin anew (2025-11-25 basic/transports "Session Management")
        replyError(404, ProxyErrorCode::Refused, m_visit.refusalText(), State::Failed);
        return false;
    }
    return true;
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
    m_walkPart = lastPart();
    if (record.httpMethod == "POST")
        m_message = m_pump.reader().read(m_request.body);
    describeRequest(record, head, m_message);
}

// Answers to a server's requests, and the members of a batch: exchanges of their own in the record. A cancellation ends
// the hold of what it cancels.
void ExchangeFlow::linkAnswers()
{
    const auto answered = [this](const mcp::Envelope &envelope, const QByteArray &bytes) {
        const auto request = m_pump.serverRequests().answer(sessionKey(), envelope, bytes);
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
    if (facts().kind == Kind::Stream)
        m_pump.dropDetached(*this, m_request.head.find("Last-Event-ID").has_value());
    if (m_message.kind() == MessageKind::Notification && facts().method == "notifications/cancelled")
        m_pump.cancelHeld(*this, m_message.envelope().cancelledId);
}

QByteArray ExchangeFlow::sessionKey() const
{
    return exchange::sessionKey(facts().route, exchange::SessionKind::Wire, facts().sessionId);
}

QByteArray ExchangeFlow::batchScope() const
{
    return "#" + QByteArray::number(id().value());
}

qint32 ExchangeFlow::lastPart() const
{
    return qint32(facts().firstPart + facts().parts.size() - 1);
}

// ---- ends ---------------------------------------------------------------------------------------------------------------

void ExchangeFlow::clientGone()
{
    m_reply.forget();
    m_pacedRequest.reset();
    const bool heldEvent = m_held && m_walking == Walking::Event && m_kept; // whoever decides may still do so
    if (m_held && !heldEvent) {
        learnPatience(true);
        m_pump.holds().withdraw(m_held->id);
        endHold(QStringLiteral("the client left"));
    }
    if (!detach()) {
        m_call.reset();
        finish(State::Cancelled, QStringLiteral("the client left before its answer was complete"));
    }
}

void ExchangeFlow::expired()
{
    // Its client is back, on another connection.
    if (m_kept && m_pump.keeper().followerOf(m_kept->name()).isValid()) {
        Deadline::start(m_pump.wheel(), m_pump.config().detachedMs);
        return;
    }
    cut(QStringLiteral("the client left, and the server did not finish within %1 s")
            .arg(m_pump.config().detachedMs / 1000));
}

void ExchangeFlow::cut(const QString &why)
{
    if (m_held) {
        m_pump.holds().withdraw(m_held->id, interceptor::HoldEnd::Stopped);
        endHold(why);
    }
    m_pacedRequest.reset();
    m_call.reset();
    m_pendingEnd.reset();
    if (m_reply.isOpen() && (!m_reply.hasBegun() || m_reply.isEventStreamOfOurs())) {
        replyError(503, ProxyErrorCode::Stopping, why, State::Cancelled);
        return;
    }
    if (canComeBack()) {
        m_reply.write(wire::serializeSse({}, std::nullopt, std::nullopt, kComeBackMs));
        m_reply.end();
    }
    m_reply.abort();
    finish(State::Cancelled, why);
}

// A legacy stream that ends in order, before its time, is one that the client comes back for: at once where it has a place
// in it, and to a standing stream in any case (2025-11-25 basic/transports, SEP-1699).
bool ExchangeFlow::canComeBack() const
{
    const bool isWhole = m_mode == BodyMode::Events && (!m_decoder || m_decoded);
    return m_streamFailure.isEmpty() && (isWhole || (m_following && m_following->begun))
           && facts().era == mcp::Era::Legacy && m_reply.hasBegun()
           && (m_kept || m_following || m_sawEventId || facts().kind == Kind::Stream);
}

void ExchangeFlow::replySent()
{
    if (!m_pendingEnd)
        return;
    const auto end = std::move(m_pendingEnd);
    finish(end->first, end->second);
}

void ExchangeFlow::replyCut(qint64 afterBytes)
{
    if (m_kept && detach()) // for a kept stream as good as any other loss of the connection
        return;
    m_call.reset();
    finish(State::Failed, QStringLiteral("an interceptor cut the answer after %1 bytes").arg(afterBytes));
}

// An answer at its own pace may still be on its way.
void ExchangeFlow::finishWhenSent(State state, const QString &why)
{
    if (m_reply.isSent()) {
        finish(state, why);
        return;
    }
    m_pendingEnd = std::make_unique<std::pair<State, QString>>(state, why);
    m_pump.bus().touch(*this);
}

void ExchangeFlow::finish(State state, const QString &why)
{
    if (!m_exchange.end(state, why))
        return;
    if (m_held)
        m_pump.holds().withdraw(std::exchange(m_held, nullptr)->id);
    endKept(false);
    endFollowing();
    if (facts().kind == Kind::Batch)
        m_pump.serverRequests().cancelScope(batchScope(), state == State::Completed ? State::Failed : state,
                                            QStringLiteral("the batch ended without an answer to this request"));
    if (facts().kind == Kind::End && facts().status < 300 && !facts().sessionId.isEmpty()) {
        m_pump.serverRequests().cancelScope(sessionKey(), State::Cancelled, QStringLiteral("the session ended"));
    }
    m_visit.leave(facts());
    m_pump.finished(*this); // destroys this
}

} // namespace sightglass::proxy
