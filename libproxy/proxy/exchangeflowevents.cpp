// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How server-sent events go back to the client: each as it comes, unless one waits in the chain.
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "proxy/streamkeeper.h"
#include "wire/ssewriter.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sightglass::proxy {

using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using mcp::MessageKind;
using transport::ProxyErrorCode;

// A compressed stream that nobody may change passes as it is, and a decompressed copy is looked at.
void ExchangeFlow::feedEvents(QByteArrayView bytes)
{
    const auto failed = [this](const Error &error) { m_streamFailure = error.text; };
    if (!m_decoder) {
        if (const auto fed = m_sse->feed(bytes, *this); !fed)
            failed(fed.error());
        return;
    }
    if (!m_decoded)
        m_out.append(bytes);
    const auto plain = m_decoder->decode(bytes, std::numeric_limits<quint64>::max());
    if (!plain)
        failed(plain.error());
    else if (const auto fed = m_sse->feed(*plain, *this); !fed)
        failed(fed.error());
}

void ExchangeFlow::onEvent(wire::SseEvent &&event)
{
    m_sawEventId = m_sawEventId || (event.id && !event.id->isEmpty());
    m_exchange.addPart(PartKind::Event, event.raw);
    mcp::Message message;
    if (event.hasData && !event.data.isEmpty()) {
        ++m_exchange.facts().eventCount;
        message = m_pump.reader().read(event.data);
        noteEvent(event, message);
    }
    if (m_decoder && !m_decoded)
        return; // the compressed bytes went out already
    if (m_events.empty() && !m_walk && m_chain->isEmpty()) {
        if (m_kept)
            passEvent(event, event.raw);
        else
            m_out.append(event.raw);
        return;
    }
    m_queuedBytes += event.raw.size();
    m_events.push_back({std::move(event), std::move(message), lastPart()});
}

void ExchangeFlow::noteEvent(const wire::SseEvent &event, const mcp::Message &message)
{
    const auto note = [&](const mcp::Envelope &envelope) {
        m_visit.eventSeen(envelope);
        if (envelope.kind == MessageKind::Response) {
            m_answered = true;
            learnFrom(envelope, event.data);
        } else if (envelope.kind == MessageKind::Request && !(m_following && m_following->peer)) {
            exchange::Record child = facts();
            child.parts.clear();
            child.direction = exchange::Direction::ServerToClient;
            m_pump.serverRequests().start(sessionKey(), m_pump.nextId(), child, envelope, event.data);
        }
    };
    note(message.envelope());
    for (const mcp::Envelope &item : message.items())
        note(item);
}

// Sends what may go: events pass the chain one after the other, and one that waits holds back those behind it.
void ExchangeFlow::pumpEvents()
{
    const exchange::ExchangeId self = id();
    ExchangePump &pump = m_pump;
    while (!m_events.empty() && !m_waiting) {
        if (m_events.front().message.raw().isEmpty()) {
            passEvent(m_events.front().event, m_events.front().event.raw);
            m_queuedBytes -= m_events.front().event.raw.size();
            m_events.pop_front();
            continue;
        }
        startWalk(Walking::Event, m_events.front().message);
        if (pump.find(self) != this)
            return;
    }
    flushOut();
    if (m_call && m_queuedBytes <= kMaxQueuedEventBytes && m_reply.writable())
        m_call->setPaused(false);
    if (m_streamEnded && m_events.empty() && !m_waiting)
        finishStream();
}

void ExchangeFlow::walkEvent(ChainWalk::Outcome outcome)
{
    const std::optional<ChainWalk> walk = std::exchange(m_walk, std::nullopt);
    const QueuedEvent &queued = m_events.front(); // the walk refers to its message
    m_queuedBytes -= queued.event.raw.size();
    const QByteArray leftOut;
    switch (outcome) {
    case ChainWalk::Outcome::Dropped:
        m_exchange.facts().edited = true;
        m_exchange.addPart(PartKind::SentEvent, leftOut);
        break;
    case ChainWalk::Outcome::Rejected: {
        const mcp::Envelope &envelope = queued.message.envelope();
        const QByteArray forId = envelope.kind == MessageKind::Response ? envelope.id.toJson() : QByteArray();
        if (forId.isEmpty()) { // nobody waits for an answer to a notification
            m_exchange.facts().edited = true;
            m_exchange.addPart(PartKind::SentEvent, leftOut);
        } else {
            passEdited(queued.event, transport::proxyErrorBody(ProxyErrorCode::Rejected, walk->reason(), forId),
                       walk->delivery());
        }
        break;
    }
    default:
        if (walk->edited())
            passEdited(queued.event, walk->message().raw(), walk->delivery());
        else
            passEvent(queued.event, queued.event.raw, walk->delivery());
    }
    m_events.pop_front();
}

void ExchangeFlow::passEdited(const wire::SseEvent &event, const QByteArray &data,
                              const interceptor::Delivery &delivery)
{
    // The id stays: it is the client's place in the stream (mcp-protocol: resumability).
    const QByteArray bytes = wire::serializeSse(event.type, data, event.id, event.retryMs);
    m_exchange.facts().edited = true;
    if (!m_kept)
        m_exchange.addPart(PartKind::SentEvent, bytes);
    passEvent(event, bytes, delivery);
}

// An event on its way out, in its place where the proxy answers for the stream.
void ExchangeFlow::passEvent(const wire::SseEvent &event, QByteArray bytes, const interceptor::Delivery &delivery)
{
    if (m_kept) {
        if (auto kept = m_kept->take(event, bytes)) {
            m_exchange.addPart(PartKind::SentEvent, kept->bytes);
            m_pump.keeper().add(*m_kept, *kept);
            if (m_kept->clientHas(*kept))
                return;
            bytes = std::move(kept->bytes);
        }
    }
    if (delivery.swapWithNext && !m_swapped) {
        m_swapped = std::make_unique<std::pair<QByteArray, interceptor::Delivery>>(bytes, delivery);
        return;
    }
    putOut(bytes, delivery);
    if (const auto swapped = std::move(m_swapped))
        putOut(swapped->first, swapped->second);
}

void ExchangeFlow::putOut(const QByteArray &bytes, const interceptor::Delivery &delivery)
{
    if (delivery.isPlain()) {
        m_out.append(bytes);
        return;
    }
    flushOut();
    interceptor::Delivery one = delivery;
    one.swapWithNext = false;
    for (int left = std::clamp(std::exchange(one.copies, 1), 1, SurplusCalls::kMaxCopies); left > 0; --left)
        m_reply.write(bytes, one);
}

void ExchangeFlow::flushOut()
{
    if (m_out.isEmpty())
        return;
    m_pump.bus().touch(*this);
    m_reply.write(m_out);
    m_out.resize(0);
}

void ExchangeFlow::finishStream()
{
    if (const auto swapped = std::move(m_swapped)) // none came behind it
        putOut(swapped->first, swapped->second);
    flushOut();
    if (!m_streamFailure.isEmpty()) {
        m_reply.abort(); // an honest cut: the client must not take half an answer for a whole one
        finish(State::Failed, m_streamFailure);
        return;
    }
    // A stream that ends in order without the answer is one that the server wants the client to come back to (SEP-1699).
    endKept(m_answered);
    m_reply.end(m_trailers);
    if (m_detached)
        finish(State::Cancelled, QStringLiteral("the client left before the end; the server finished its answer"));
    else
        finishWhenSent(State::Completed);
}

} // namespace sightglass::proxy
