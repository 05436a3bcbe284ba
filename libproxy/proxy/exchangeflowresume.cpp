// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event streams that the proxy answers for, and clients that come back for the rest of one (2025-11-25 basic/transports,
// "Resumability and Redelivery").
#include "proxy/exchangepump.h"
#include "proxy/following.h"
#include "proxy/headerfields.h"
#include "proxy/heldstate.h"
#include "proxy/pacedrequest.h"
#include "proxy/streamkeeper.h"
#include "wire/http1writer.h"
#include "wire/ssewriter.h"

#include <QPointer>

#include <utility>

namespace sightglass::proxy {

using exchange::Kind;
using exchange::PartKind;
using exchange::State;
using interceptor::ChainWalk;
using transport::ProxyErrorCode;

namespace {

// Revisions from which on a client knows an event that has an id and no data.
constexpr QByteArrayView kFirstPriming("2025-11-25");

} // namespace

// ---- the stream as it comes from the server -------------------------------------------------------------------------------

bool ExchangeFlow::mayKeep() const
{
    return m_route->config.resume == Resume::Proxy && facts().era == mcp::Era::Legacy && !facts().sessionId.isEmpty()
           && m_responseHead.status() == 200 && !isOpaque() && !(m_following && m_following->peer);
}

QByteArrayView ExchangeFlow::credential() const
{
    return m_request.head.find("Authorization").value_or(QByteArrayView());
}

void ExchangeFlow::beginKept()
{
    if (m_kept || !mayKeep())
        return;
    const auto origin = facts().kind == Kind::Stream ? KeptStream::Origin::Get : KeptStream::Origin::Post;
    m_kept = std::make_unique<KeptStream>(sessionKey(), m_pump.keeper().newName(origin, credential()));
    m_pump.keeper().began(*m_kept, id());
    if (facts().protocolVersion < kFirstPriming)
        return;
    const store::StoredEvent first = m_kept->prime();
    m_exchange.addPart(PartKind::SentEvent, first.bytes);
    m_pump.keeper().add(*m_kept, first);
    m_out.append(first.bytes);
}

void ExchangeFlow::endKept(bool finished)
{
    if (const auto kept = std::move(m_kept))
        m_pump.keeper().ended(*kept, finished);
}

// The client has left; false: and with it goes the exchange. In the legacy era closing a connection is not a cancellation
// where the stream can be resumed (2025-11-25 basic/transports, SEP-1699); in the modern era it is (2026-07-28
// basic/patterns/cancellation).
bool ExchangeFlow::detach()
{
    // A kept stream has its events still to keep when the server is through and some wait in the chain.
    const bool goesOn = m_kept ? m_call || m_streamEnded : m_call && facts().httpMethod == "POST" && m_sawEventId;
    if (facts().era != mcp::Era::Legacy || !goesOn)
        return false;
    m_detached = true;
    if (!m_kept) {
        m_waiting = false;
        m_walk.reset();
        m_events.clear();
        m_queuedBytes = 0;
    }
    m_out.clear();
    m_pump.noteDetached(*this);
    if (m_call)
        m_call->setPaused(false);
    Deadline::start(m_pump.wheel(), m_pump.config().detachedMs);
    return true;
}

void ExchangeFlow::leaveClient()
{
    if (m_detached)
        return;
    m_reply.abort();
    if (!detach())
        cut(QStringLiteral("the client came back for this stream on another connection"));
}

void ExchangeFlow::clientLeftAgain()
{
    if (m_detached)
        Deadline::start(m_pump.wheel(), m_pump.config().detachedMs);
}

bool ExchangeFlow::isAbandonedStanding() const
{
    return m_kept && m_detached && KeptStream::originOf(m_kept->name()) == KeptStream::Origin::Get
           && !m_pump.keeper().followerOf(m_kept->name()).isValid();
}

// Compressed in a way that we cannot read: nothing of ours may come between its bytes.
bool ExchangeFlow::isOpaque() const
{
    const auto coding = m_responseHead.find("Content-Encoding");
    return coding && !m_decoder && !coding->isEmpty() && !wire::equalsIgnoreCase(*coding, "identity");
}

// ---- a client that comes back ---------------------------------------------------------------------------------------------

bool ExchangeFlow::resumes() const
{
    return facts().kind == Kind::Stream && !facts().sessionId.isEmpty() && m_request.head.find("Last-Event-ID");
}

// To the server, or to wherever the stream is that the client comes back for.
void ExchangeFlow::sendOn(std::optional<ChainWalk> walk)
{
    if (!resumes()) {
        sendUpstream(walk ? &*walk : nullptr);
        return;
    }
    m_following = std::make_unique<Following>();
    m_following->walk = std::move(walk);
    m_following->forwarded = m_request.head.find(kForwardedField).has_value();
    if (m_route->config.resume == Resume::Proxy)
        m_following->place = StreamPlace::fromEventId(*m_request.head.find("Last-Event-ID"));
    if (m_following->place && !KeptStream::isFor(m_following->place->stream, credential())) {
        replyError(400, ProxyErrorCode::Refused,
                   QStringLiteral("the stream of this Last-Event-ID began with another Authorization"), State::Failed);
        return;
    }
    if (m_following->place && m_pump.keeper().producerOf(m_following->place->stream).isValid())
        followStream();
    else
        locateStream();
}

void ExchangeFlow::locateStream()
{
    const auto found = [pump = QPointer(&m_pump), self = id()](const QByteArray &other) {
        if (ExchangeFlow *flow = pump ? pump->find(self) : nullptr)
            flow->located(other);
    };
    if (m_following->place)
        m_pump.keeper().locateStream(m_following->place->stream, found);
    else
        m_pump.keeper().locate(ExchangePump::detachedThing(sessionKey()), found);
}

void ExchangeFlow::located(const QByteArray &otherAddress)
{
    if (!otherAddress.isEmpty() && !m_following->forwarded) {
        sendToPeer(otherAddress);
    } else if (m_following->place) {
        followStream();
    } else {
        const std::optional<ChainWalk> walk = std::move(m_following->walk);
        sendUpstream(walk ? &*walk : nullptr);
    }
}

// The instance that has the stream gets the request as the client sent it.
void ExchangeFlow::sendToPeer(const QByteArray &address)
{
    m_following->peer = &m_pump.keeper().peer(address);
    m_following->peerAddress = address;
    RequestFieldChanges changes;
    changes.decodableOnly = false;
    transport::OutboundRequest request;
    request.method = facts().httpMethod;
    request.target = facts().target;
    request.fields = requestFields(m_request.head, changes);
    wire::HeadWriter(request.fields).field(kForwardedField, m_pump.keeper().self().id);
    request.headTimeoutMs = m_route->config.headTimeoutMs;
    request.safeToRepeat = true; // a GET, over a connection that may have been closed meanwhile
    // Its chain has seen all of it.
    m_following->walk.reset();
    m_chain = std::make_shared<const interceptor::InterceptorChain>();
    m_exchange.addPart(PartKind::SentRequestHead,
                       request.method + ' ' + request.target + " HTTP/1.1\r\n" + request.fields + "\r\n");
    m_call = m_following->peer->send(std::move(request), *this);
}

// The instance that had the stream is gone when nobody answers at its address: then it is nobody's. False when this is not
// about another instance, or it failed in another way, which the client learns as of any server.
bool ExchangeFlow::peerFailed(const transport::UpstreamFailure &failure)
{
    if (!m_following || !m_following->peer || m_reply.hasBegun()
        || failure.reason != transport::UpstreamFailure::Reason::Unreachable)
        return false;
    m_chain = m_pump.chain();
    m_following->peer = nullptr;
    m_pump.keeper().reportDead(std::exchange(m_following->peerAddress, {}));
    m_following->forwarded = true; // whoever has it now, there is no second try
    locateStream();
    return true;
}

void ExchangeFlow::followStream()
{
    StreamKeeper &keeper = m_pump.keeper();
    const QByteArray &stream = m_following->place->stream;
    if (ExchangeFlow *older = m_pump.find(keeper.followerOf(stream)); older && older != this)
        older->cut(QStringLiteral("the client came back for this stream on another connection"));
    if (ExchangeFlow *producer = m_pump.find(keeper.producerOf(stream)))
        producer->leaveClient();
    keeper.follow(stream, id());
    m_following->attached = true;
    readKept();
}

void ExchangeFlow::readKept()
{
    m_following->reading = true;
    m_pump.keeper().read(sessionKey(), *m_following->place,
                         [pump = QPointer(&m_pump), self = id()](const Result<store::StoredStream> &kept) {
                             if (ExchangeFlow *flow = pump ? pump->find(self) : nullptr)
                                 flow->takeKept(kept);
                         });
}

void ExchangeFlow::takeKept(const Result<store::StoredStream> &kept)
{
    m_following->reading = false;
    const bool missed = std::exchange(m_following->missed, false); // something came behind what this reading found
    if (!kept && m_following->begun) {
        m_reply.abort();
        finish(State::Failed, kept.error().text);
        return;
    }
    if (!kept) {
        const bool unknown = kept.error().code == ErrorCode::NotFound;
        replyError(unknown ? 400 : 503, ProxyErrorCode::Refused,
                   unknown ? QStringLiteral("Last-Event-ID names no stream of this session that is still kept")
                           : kept.error().text,
                   State::Failed);
        return;
    }
    StreamPlace &place = *m_following->place;
    if (kept->firstNumber > place.number + 1 && kept->lastNumber > place.number)
        m_exchange.facts().failure = QStringLiteral("%1 events before %2 were no longer kept")
                                         .arg(kept->firstNumber - place.number - 1)
                                         .arg(QString::fromLatin1(place.toEventId()));
    const bool isProduced = m_pump.keeper().producerOf(place.stream).isValid();
    // The newest ones were too big to be kept, or there were too many behind them: no reading brings them.
    const bool isGone = kept->events.empty() && place.number < kept->lastNumber;
    if (isGone && !isProduced && !missed && !m_following->begun) {
        replyError(
            502, ProxyErrorCode::UpstreamTooLarge,
            QStringLiteral("the events behind %1 are no longer kept").arg(QString::fromLatin1(place.toEventId())),
            State::Failed);
        return;
    }
    if (isProduced || kept->finished || missed || m_following->begun) {
        beginFollowing();
        for (const store::StoredEvent &event : kept->events)
            writeFollowed(event);
        place.number = std::max(place.number, kept->lastNumber);
    }
    if (missed) {
        m_pump.bus().touch(*this);
        if (m_reply.writable())
            readKept(); // else drained() does
        return;
    }
    if (kept->finished && place.number >= kept->lastNumber) {
        m_reply.end();
        finishWhenSent(State::Completed, facts().failure);
    } else if (isProduced) {
        m_pump.bus().touch(*this);
    } else if (m_following->begun) { // whoever read it from the server stopped meanwhile: the client comes back
        m_reply.end();
        finishWhenSent(State::Cancelled, QStringLiteral("the server's stream broke"));
    } else {
        takeOver(*kept);
    }
}

// Nobody reads the stream from the server: this exchange does from now on.
void ExchangeFlow::takeOver(const store::StoredStream &kept)
{
    const StreamPlace place = *m_following->place;
    for (const store::StoredEvent &event : kept.events) {
        m_following->pending += event.bytes;
        m_exchange.addPart(PartKind::SentEvent, event.bytes);
    }
    if (kept.lastUpstreamId.isEmpty() && KeptStream::originOf(place.stream) == KeptStream::Origin::Post) {
        const QString why = QStringLiteral("the server gave no event id to go on from: what it sent meanwhile is lost");
        // An error once nothing is left to give, or the client would come back for ever.
        if (!serveKeptOnly(why))
            replyError(502, ProxyErrorCode::UpstreamClosed, why, State::Failed);
        return;
    }
    m_pump.keeper().unfollow(place.stream, id());
    m_following->attached = false;
    m_kept = std::make_unique<KeptStream>(sessionKey(), place.stream, kept, place.number);
    m_pump.keeper().began(*m_kept, id(), true);
    const std::optional<ChainWalk> walk = std::move(m_following->walk);
    sendUpstream(walk ? &*walk : nullptr);
}

// The server does not go on with the stream. What is kept goes out, and the client may come back for the rest.
bool ExchangeFlow::serveKeptOnly(const QString &why)
{
    if (!m_following || m_following->pending.isEmpty() || !m_reply.isOpen() || m_reply.hasBegun())
        return false;
    m_call.reset();
    beginFollowing();
    m_reply.write(std::exchange(m_following->pending, {}));
    m_reply.end();
    finishWhenSent(State::Failed, why);
    return true;
}

// ---- while it follows -----------------------------------------------------------------------------------------------------

void ExchangeFlow::beginFollowing()
{
    if (std::exchange(m_following->begun, true))
        return;
    QByteArray fields("Content-Type: text/event-stream\r\nCache-Control: no-cache, no-transform\r\n");
    wire::HeadWriter(fields).field("Mcp-Session-Id", facts().sessionId);
    fields += corsFields(m_request.head, {});
    m_exchange.facts().status = 200;
    m_exchange.facts().firstByteUs = m_exchange.now();
    m_exchange.addPart(PartKind::SentResponseHead, "HTTP/1.1 200 OK\r\n" + fields + "\r\n");
    m_reply.begin({200, {}, fields});
    m_reply.allowIdleComments();
}

void ExchangeFlow::writeFollowed(const store::StoredEvent &event)
{
    if (event.number <= m_following->place->number)
        return;
    m_following->place->number = event.number;
    ++m_exchange.facts().eventCount;
    m_exchange.facts().responseBytes += event.bytes.size();
    m_exchange.addPart(PartKind::SentEvent, event.bytes);
    m_reply.write(event.bytes);
}

void ExchangeFlow::streamAdvanced(const store::StoredEvent &event)
{
    if (!m_following)
        return;
    if (m_following->reading) {
        m_following->missed = true; // the next reading brings it
        return;
    }
    if (event.number == m_following->place->number + 1 && m_reply.writable()) {
        writeFollowed(event);
        m_pump.bus().touch(*this);
    } else if (m_reply.writable()) {
        readKept();
    }
}

void ExchangeFlow::streamEnded()
{
    if (!m_following)
        return;
    if (m_following->reading)
        m_following->missed = true;
    else if (m_reply.writable())
        readKept(); // what is left, and the end
}

void ExchangeFlow::endFollowing()
{
    if (!m_following || !m_following->place)
        return;
    const QByteArray &stream = m_following->place->stream;
    m_pump.keeper().unfollow(stream, id());
    const exchange::ExchangeId producer = m_pump.keeper().producerOf(stream);
    if (!producer.isValid())
        m_pump.keeper().release(stream);
    else if (ExchangeFlow *flow = m_pump.find(producer))
        flow->clientLeftAgain();
}

} // namespace sightglass::proxy
