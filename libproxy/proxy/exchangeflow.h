// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "exchange/exchange.h"
#include "interceptor/chainwalk.h"
#include "interceptor/holdqueue.h"
#include "mcp/message.h"
#include "proxy/capturebus.h"
#include "proxy/clientreply.h"
#include "proxy/keptstream.h"
#include "session/visit.h"
#include "transport/inbound.h"
#include "transport/proxyerror.h"
#include "transport/upstream.h"
#include "wire/contentdecoder.h"
#include "wire/sseparser.h"

#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace sightglass::proxy {

class ExchangePump;
struct Route;

/// One exchange under way, from the whole request to its end: the chain forward, the upstream, the chain backward, the
/// client. A state struct driven by callbacks; it never waits.
///
/// Thread: the engine's. Owner: the pump, which destroys it when it has ended.
class ExchangeFlow final : public transport::ReplyObserver,
                           public transport::UpstreamObserver,
                           public CaptureSource,
                           private ClientReply::Listener,
                           private wire::SseParser::Sink,
                           private Deadline
{
public:
    /// Events that wait behind a held one; above it nothing more is read from the server.
    static constexpr qsizetype kMaxQueuedEventBytes = 1024 * 1024;

    ExchangeFlow(ExchangePump &pump, exchange::ExchangeId id, transport::InboundRequest &&request,
                 transport::ReplySink &sink);
    ~ExchangeFlow() override;

    /// Carries it out; it may have ended when this returns.
    void start();
    /// The proxy stops: ends now.
    void cut(const QString &why);
    /// Goes on after a delay.
    void resume(quint64 stop);
    /// Its client says that it no longer wants an answer, while a message of it is held.
    void giveUp();

    exchange::ExchangeId id() const { return m_exchange.id(); }
    const exchange::Record &facts() const { return m_exchange.facts(); }
    const wire::HttpHead &requestHead() const { return m_request.head; }
    /// Names the route and its session, see exchange::sessionKey(); what a request's answer is found by.
    QByteArray sessionKey() const;
    /// Its client has left, and the server's stream is read to its end for the record.
    bool isDetached() const { return m_detached; }
    /// It has no natural end: a GET stream or a subscription.
    bool isEndless() const;
    /// Its client loses nothing when the stream ends now, in order: it comes back for the rest.
    bool canComeBack() const;
    /// The proxy answers for its event stream, and goes on reading it without a client.
    bool isKept() const { return m_kept != nullptr; }

    // A client came back for the rest of a stream, in this exchange or, if it is this one's, in another.
    /// The stream that this exchange follows has another event.
    void streamAdvanced(const store::StoredEvent &event);
    /// Nobody reads the stream that this exchange follows from the server any more.
    void streamEnded();
    /// This exchange's stream goes to its client over another connection from now on.
    void leaveClient();
    /// That connection is gone too: the time that a client may be away begins anew.
    void clientLeftAgain();
    /// A standing stream that nobody reads: its client may begin another one.
    bool isAbandonedStanding() const;

    // CaptureSource
    exchange::RecordPtr snapshot() override { return m_exchange.snapshot(); }
    // ReplyObserver
    void clientGone() override;
    void drained() override;
    // UpstreamObserver
    void onSent() override;
    void onHead(wire::HttpHead &&head) override;
    void onBody(QByteArrayView bytes) override;
    void onTrailers(QByteArrayView lines) override;
    void onEnd() override;
    void onFailed(const transport::UpstreamFailure &failure) override;

private:
    enum class BodyMode : quint8 {
        Collect, // JSON and whatever is small: one message, passed on whole
        Events,  // server-sent events: each passed on as it comes
        Stream,  // anything else of unknown nature: passed on as it comes
    };
    // What passes, or waits in, the chain.
    enum class Walking : quint8 { Request, StreamHead, Answer, Event };
    struct QueuedEvent {
        wire::SseEvent event;
        mcp::Message message;
        qint32 part = -1;
    };
    class PacedRequest;
    class HeldState;
    struct Following;

    void readRequest();
    void linkAnswers();
    bool enterSession();
    QByteArray batchScope() const;
    qint32 lastPart() const;

    // exchangeflowchain.cpp: the way through the chain
    void startWalk(Walking what, const mcp::Message &message);
    interceptor::ChainWalk::Surroundings surroundings();
    void walkOn();
    void carryOut(interceptor::ChainWalk::Outcome outcome);
    void walkToServer(interceptor::ChainWalk::Outcome outcome);
    void walkStreamHead(interceptor::ChainWalk::Outcome outcome);
    void walkToClient(interceptor::ChainWalk::Outcome outcome);
    void walkEvent(interceptor::ChainWalk::Outcome outcome);
    bool redirect(const interceptor::ChainWalk &walk);
    void reject(const interceptor::ChainWalk &walk);
    void respond(const interceptor::ChainWalk &walk);
    void drop(const QString &why);
    void waitFor(int milliseconds);

    // exchangeflowhold.cpp: messages that wait for a decision
    bool mayHold();
    void hold();
    void decided(const interceptor::HoldDecision &decision, interceptor::HoldEnd end);
    void endHold(const QString &how);
    void learnPatience(bool gaveUp);
    QByteArray clientName() const;
    bool canKeepAlive() const;
    void keepAlive();
    void beginHeldStream();

    // exchangeflowupstream.cpp: the server's side
    void sendUpstream(const interceptor::ChainWalk *walk);
    void requestCut(qint64 afterBytes);
    void beginStream();
    void applyBackPressure();

    // exchangeflowresume.cpp: streams that the proxy answers for, and clients that come back
    void sendOn(std::optional<interceptor::ChainWalk> walk);
    bool resumes() const;
    void locateStream();
    void located(const QByteArray &otherAddress);
    void sendToPeer(const QByteArray &address);
    bool peerFailed(const transport::UpstreamFailure &failure);
    bool isOpaque() const;
    QByteArrayView credential() const;
    void followStream();
    void readKept();
    void takeKept(const Result<store::StoredStream> &kept);
    void takeOver(const store::StoredStream &kept);
    void beginFollowing();
    void writeFollowed(const store::StoredEvent &event);
    void endFollowing();
    bool serveKeptOnly(const QString &why);
    bool mayKeep() const;
    void beginKept();
    void endKept(bool finished);
    bool detach();

    // exchangeflowanswer.cpp: a whole answer, the server's or one of our own
    void takeResponse();
    mcp::Message readResponse();
    void learnFrom(const mcp::Envelope &response, const QByteArray &message);
    bool passResponse(const QByteArray &body, const interceptor::Delivery &delivery = {});
    void passAsEvent(const mcp::Message &answer);
    void finishAnswer(bool passed);
    void replyHere(int status, const QByteArray &fields, const QByteArray &body, exchange::State state,
                   const QString &why, const interceptor::Delivery &delivery = {});
    void replyError(int status, transport::ProxyErrorCode code, const QString &text, exchange::State state);
    transport::ReplyHead replyHead();

    // exchangeflowevents.cpp
    void feedEvents(QByteArrayView bytes);
    void onEvent(wire::SseEvent &&event) override;
    void noteEvent(const wire::SseEvent &event, const mcp::Message &message);
    void passEvent(const wire::SseEvent &event, QByteArray bytes, const interceptor::Delivery &delivery = {});
    void passEdited(const wire::SseEvent &event, const QByteArray &data, const interceptor::Delivery &delivery);
    void putOut(const QByteArray &bytes, const interceptor::Delivery &delivery);
    void pumpEvents();
    void flushOut();
    void finishStream();

    // ClientReply::Listener
    void replySent() override;
    void replyCut(qint64 afterBytes) override;
    void replyDrained() override { drained(); }

    void expired() override;
    void finishWhenSent(exchange::State state, const QString &why = {});
    void finish(exchange::State state, const QString &why = {});

    ExchangePump &m_pump;
    exchange::Exchange m_exchange;
    transport::InboundRequest m_request;
    ClientReply m_reply;
    session::Visit m_visit;
    Route *m_route = nullptr;
    QByteArray m_target;
    mcp::Message m_message; // the request; as it went to the server, once it did
    std::unique_ptr<transport::UpstreamCall> m_call;
    std::unique_ptr<PacedRequest> m_pacedRequest;
    wire::HttpHead m_responseHead;
    QByteArray m_body; // BodyMode::Collect; of a Stream what waits for its head
    QByteArray m_trailers;
    std::shared_ptr<const interceptor::InterceptorChain> m_chain; // the one it began with
    std::optional<interceptor::ChainWalk> m_walk;                 // of m_message, m_answer or the first of m_events
    mcp::Message m_answer;
    std::unique_ptr<HeldState> m_held; // while the walk waits for a decision
    std::unique_ptr<wire::SseParser> m_sse;
    std::unique_ptr<KeptStream> m_kept;              // the proxy answers for this stream
    std::unique_ptr<Following> m_following;          // the client came back for a stream
    std::unique_ptr<wire::ContentDecoder> m_decoder; // the answer is compressed, and can be read
    std::deque<QueuedEvent> m_events;                // the first is in the chain, the others wait for it
    std::unique_ptr<std::pair<QByteArray, interceptor::Delivery>> m_swapped; // goes out behind the next event
    std::unique_ptr<std::pair<exchange::State, QString>> m_pendingEnd; // the answer still goes out, at its own pace
    qsizetype m_queuedBytes = 0;
    QByteArray m_out;       // events of one read that go out in one write
    quint64 m_stop = 0;     // counts the stops of the walk, so that a late timer does not resume another one
    qint32 m_walkPart = -1; // index of the part that the request's or answer's message came in
    BodyMode m_mode = BodyMode::Collect;
    Walking m_walking = Walking::Request;
    bool m_decoded = false; // the client gets it without its Content-Encoding
    bool m_detached = false;
    bool m_sawEventId = false;
    bool m_answered = false;    // a response came by on the event stream
    bool m_streamEnded = false; // the server's stream is over; what is queued still goes out
    QString m_streamFailure;    // why the stream cannot be read on; empty while it can
    bool m_waiting = false;     // the walk stopped for a delay or a hold
};

} // namespace sightglass::proxy
