// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a message waits for a decision, and what its client gets meanwhile.
#include "base/clock.h"
#include "interceptor/noting.h"
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/headerfields.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "wire/ssewriter.h"

#include <utility>

namespace sightglass::proxy {

using exchange::State;
using interceptor::ChainWalk;
using interceptor::HoldDecision;
using interceptor::HoldEnd;
using mcp::MessageKind;

namespace {

constexpr QByteArrayView kKeepAliveComment(": keepalive\n\n");
// The server's own progress begins anywhere from 0, and progress must rise (2025-11-25 basic/utilities/progress): ours
// stays below whatever it says first, unless that is 0.
constexpr double kProgressStep = 1e-6;

exchange::Note heldNote(const QString &text)
{
    exchange::Note note;
    note.kind = exchange::NoteKind::Held;
    note.severity = exchange::Severity::Info;
    note.code = "held";
    note.text = text;
    return note;
}

QString nameOf(const HoldDecision &decision, HoldEnd end)
{
    if (end == HoldEnd::Stopped)
        return QStringLiteral("sent on as it was, because the proxy stopped");
    switch (decision.kind) {
    case HoldDecision::Kind::SendOriginal:
        return QStringLiteral("sent on as it was");
    case HoldDecision::Kind::SendEdited:
        return QStringLiteral("sent on edited");
    case HoldDecision::Kind::Respond:
        return QStringLiteral("answered by hand");
    case HoldDecision::Kind::Fail:
        return QStringLiteral("failed by hand");
    }
    return {};
}

bool takesEvents(const wire::HttpHead &request)
{
    const auto accept = request.find("Accept");
    return accept && accept->indexOf("text/event-stream") >= 0;
}

} // namespace

// The walk was told to hold; false: it goes on at once.
bool ExchangeFlow::mayHold()
{
    const int most = m_pump.holdOptions().maxHeld;
    if (m_pump.isStopping() || !m_reply.isOpen())
        return false;
    if (m_pump.holds().size() < most)
        return true;
    interceptor::addNote(m_exchange.facts(), heldNote(QStringLiteral("not held: %1 messages wait already").arg(most)));
    return false;
}

void ExchangeFlow::hold()
{
    m_waiting = true;
    ++m_stop;
    m_held = std::make_unique<HeldState>(*this);
    const exchange::Record &record = facts();
    const ClientPatience::Known patience = m_pump.patience().of(clientName());
    interceptor::HeldMessage message;
    message.exchange = id();
    message.way = m_walk->way();
    message.isEvent = m_walking == Walking::Event;
    message.message = m_walk->message().raw();
    if (!message.isEvent)
        message.head = (m_walk->editedHead() ? m_walk->editedHead() : surroundings().head)->block();
    message.reason = m_walk->reason();
    message.requestedAtUs = record.startedAtUs + record.acceptedUs;
    message.clientTimeoutMs = patience.milliseconds;
    message.timeoutLearned = patience.learned;
    message.keptAlive = canKeepAlive();
    message.route = record.route;
    message.method = record.method;
    message.name = record.name;
    message.peerName = clientName();
    message.sessionId = record.sessionId;
    if (message.keptAlive)
        m_held->start(m_pump.wheel(), m_pump.holdOptions().keepAliveMs);
    flushOut();
    m_pump.bus().touch(*this); // whoever decides wants to see it
    ExchangePump &pump = m_pump;
    const exchange::ExchangeId self = id();
    const auto resume = [&pump, self](const HoldDecision &decision, HoldEnd end) {
        if (ExchangeFlow *flow = pump.find(self))
            flow->decided(decision, end);
    };
    // It may be decided, and this destroyed, before add() returns.
    const interceptor::HoldId hold = pump.holds().add(std::move(message), resume);
    if (pump.holds().contains(hold))
        m_held->id = hold;
}

void ExchangeFlow::decided(const HoldDecision &decision, HoldEnd end)
{
    learnPatience(false);
    endHold(nameOf(decision, end));
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    switch (decision.kind) {
    case HoldDecision::Kind::SendEdited:
        m_walk->replace(decision.message, m_pump.reader());
        if (!decision.headers.isEmpty())
            m_walk->editHeaders(decision.headers, surroundings());
        if (decision.independentHeaders)
            m_walk->leaveMirroredHeaders();
        [[fallthrough]];
    case HoldDecision::Kind::SendOriginal:
        walkOn();
        break;
    case HoldDecision::Kind::Respond:
        m_walk->replace(decision.message, m_pump.reader());
        carryOut(ChainWalk::Outcome::Responded);
        break;
    case HoldDecision::Kind::Fail:
        m_walk->reject(decision.reason);
        carryOut(ChainWalk::Outcome::Rejected);
        break;
    }
    if (pump.find(self) == this)
        pumpEvents();
}

void ExchangeFlow::endHold(const QString &how)
{
    const qint64 waitedMs = (monotonicUs() - m_held->sinceUs) / 1000;
    exchange::Note note =
        heldNote(QStringLiteral("held for %1 s, then %2").arg(double(waitedMs) / 1000.0, 0, 'f', 1).arg(how));
    note.part = surroundings().part;
    interceptor::addNote(m_exchange.facts(), std::move(note));
    m_held.reset();
    m_waiting = false;
}

void ExchangeFlow::giveUp()
{
    if (!m_held)
        return;
    learnPatience(true);
    m_pump.holds().withdraw(m_held->id);
    endHold(QStringLiteral("the client gave up"));
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    if (m_walking == Walking::Event) { // the stream is the server's to end: it hears of the cancellation itself
        walkOn();
        if (pump.find(self) == this)
            pumpEvents();
        return;
    }
    m_walk.reset();
    m_call.reset();
    // No response to a cancelled request (2025-11-25 basic/utilities/cancellation).
    replyHere(202, {}, {}, State::Cancelled, QStringLiteral("the client cancelled the request while it was held"));
}

// ---- the client's patience ------------------------------------------------------------------------------------------------

void ExchangeFlow::learnPatience(bool gaveUp)
{
    const qint64 waitedMs = (m_exchange.now() - facts().acceptedUs) / 1000;
    if (facts().kind != exchange::Kind::Request)
        return;
    if (gaveUp)
        m_pump.patience().gaveUp(clientName(), waitedMs);
    else
        m_pump.patience().waited(clientName(), waitedMs);
}

// What the client calls itself: in this request, when its session began, or in its User-Agent.
QByteArray ExchangeFlow::clientName() const
{
    if (!m_message.envelope().peerName.isEmpty())
        return m_message.envelope().peerName;
    if (const exchange::SessionPtr known = m_pump.sessions().find(m_visit.key());
        known && !known->client.name.isEmpty())
        return known->client.name;
    const auto agent = m_request.head.find("User-Agent");
    if (!agent)
        return {};
    const qsizetype end = agent->indexOf(' ');
    return (end < 0 ? *agent : agent->first(end)).toByteArray();
}

// ---- meanwhile ------------------------------------------------------------------------------------------------------------

bool ExchangeFlow::canKeepAlive() const
{
    if (m_pump.holdOptions().keepAliveMs <= 0 || !m_reply.isOpen() || m_walking == Walking::StreamHead)
        return false;
    if (m_reply.hasBegun())
        return m_walking == Walking::Event || m_reply.isEventStreamOfOurs();
    // The handshake's answer carries the session in its head, and an answer that is no 200 says so there.
    return facts().httpMethod == "POST" && m_message.kind() == MessageKind::Request && facts().method != "initialize"
           && takesEvents(m_request.head) && (m_walking == Walking::Request || m_responseHead.status() == 200);
}

void ExchangeFlow::beginHeldStream()
{
    QByteArray fields;
    if (m_walking == Walking::Answer)
        fields = responseFields(m_walk->editedHead() ? *m_walk->editedHead() : m_responseHead, true);
    fields = editedFields(
        fields, {{"Content-Type", QByteArray("text/event-stream")}, {"Cache-Control", QByteArray("no-cache")}});
    fields += corsFields(m_request.head, m_responseHead);
    m_exchange.facts().status = 200;
    m_exchange.facts().edited = true;
    m_exchange.addPart(exchange::PartKind::SentResponseHead, "HTTP/1.1 200 OK\r\n" + fields + "\r\n");
    m_reply.beginEventStream({200, {}, fields});
}

void ExchangeFlow::keepAlive()
{
    if (!m_reply.isOpen())
        return;
    if (!m_reply.hasBegun())
        beginHeldStream();
    m_reply.write(kKeepAliveComment);
    ++m_held->comments;
    const mcp::RequestId &token = m_message.envelope().progressToken;
    if (m_pump.holdOptions().progress && token.isPresent() && m_walking != Walking::Event) {
        const QByteArray progress = R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":)"
                                    + token.toJson() + R"(,"progress":)"
                                    + QByteArray::number(m_held->comments * kProgressStep, 'f', 6)
                                    + R"(,"message":"Sightglass holds this message"}})";
        m_reply.write(wire::serializeSse({}, progress));
    }
    m_held->start(m_pump.wheel(), m_pump.holdOptions().keepAliveMs);
}

} // namespace sightglass::proxy
