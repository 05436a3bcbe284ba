// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "exchange/exchange.h"
#include "interceptor/chainwalk.h"
#include "interceptor/holdqueue.h"
#include "mcp/message.h"
#include "proxy/capturebus.h"
#include "transport/inbound.h"
#include "transport/proxyerror.h"
#include "transport/upstream.h"
#include "wire/contentdecoder.h"
#include "wire/sseparser.h"

#include <deque>
#include <memory>
#include <optional>

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
                           private wire::SseParser::Sink,
                           private Deadline
{
public:
    /// A client that left a resumable stream: the server may go on for this long, so that its work is seen and kept.
    static constexpr int kDetachedMs = 10 * 60 * 1000;
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

    exchange::ExchangeId id() const { return m_exchange.id(); }
    const exchange::Record &facts() const { return m_exchange.facts(); }
    /// Its client has left, and the server's stream is read to its end for the record.
    bool isDetached() const { return m_detached; }
    /// It has no natural end: a GET stream or a subscription.
    bool isEndless() const;

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
    struct QueuedEvent {
        wire::SseEvent event;
        mcp::Message message;
    };

    void readRequest();
    void linkAnswers();
    void walkOn();
    void walkToServer(interceptor::ChainWalk::Outcome outcome);
    void walkToClient(interceptor::ChainWalk::Outcome outcome);
    void walkEvent(interceptor::ChainWalk::Outcome outcome);
    void waitFor(int milliseconds);
    void hold();
    void decided(const interceptor::HoldDecision &decision);

    void sendUpstream();
    void takeResponse();
    mcp::Message readResponse();
    void learnFrom(const mcp::Envelope &response, const QByteArray &message);
    bool passResponse(const QByteArray &body);
    void finishAnswer(bool passed);
    void replyHere(int status, const QByteArray &fields, const QByteArray &body, exchange::State state,
                   const QString &why);
    void replyError(int status, transport::ProxyErrorCode code, const QString &text, exchange::State state);
    transport::ReplyHead replyHead();

    void feedEvents(QByteArrayView bytes);
    void onEvent(wire::SseEvent &&event) override;
    void noteEvent(const wire::SseEvent &event, const mcp::Message &message);
    void passEvent(const QueuedEvent &queued);
    void passEdited(const wire::SseEvent &event, const QByteArray &data);
    void pumpEvents();
    void flushOut();
    void finishStream();
    void applyBackPressure();

    void expired() override;
    void finish(exchange::State state, const QString &why = {});
    QByteArray sessionScope() const;
    QByteArray batchScope() const;

    ExchangePump &m_pump;
    exchange::Exchange m_exchange;
    transport::InboundRequest m_request;
    transport::ReplySink *m_sink; // null once the client is gone or answered
    Route *m_route = nullptr;
    QByteArray m_target;
    mcp::Message m_message;
    std::unique_ptr<transport::UpstreamCall> m_call;
    wire::HttpHead m_responseHead;
    QByteArray m_body; // BodyMode::Collect
    QByteArray m_trailers;
    std::unique_ptr<interceptor::ChainWalk> m_walk; // a message that passes, or waits in, the chain
    std::unique_ptr<wire::SseParser> m_sse;
    std::unique_ptr<wire::ContentDecoder> m_decoder; // the answer is compressed, and can be read
    std::deque<QueuedEvent> m_events;                // the first is in the chain, the others wait for it
    qsizetype m_queuedBytes = 0;
    QByteArray m_out; // events of one read that go out in one write
    interceptor::HoldId m_hold;
    quint64 m_stop = 0; // counts the stops of the walk, so that a late timer does not resume another one
    BodyMode m_mode = BodyMode::Collect;
    bool m_began = false;   // the client has the head
    bool m_decoded = false; // the client gets it without its Content-Encoding
    bool m_detached = false;
    bool m_sawEventId = false;
    bool m_streamEnded = false; // the server's stream is over; what is queued still goes out
    QString m_streamFailure;    // why the event stream cannot be read on; empty while it can
    bool m_waiting = false;     // the walk stopped for a delay or a hold
};

} // namespace sightglass::proxy
