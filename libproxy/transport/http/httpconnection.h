// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "transport/heartbeat.h"
#include "transport/inbound.h"
#include "transport/tcpstream.h"
#include "wire/http1parser.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace sightglass::transport {

class HttpListener;

/// One client connection: the only object it costs. Parses requests, hands them to the handler one at a time and is the
/// sink of the answer under way.
///
/// The stream is unbuffered: bytes go from the kernel to the parser and from the answer to the kernel.
///
/// Thread: the engine's. Owner: itself; it deletes itself when the connection is closed.
class HttpConnection final : public QObject,
                             public ReplySink,
                             private wire::HttpEvents,
                             private TcpStream::User,
                             private Deadline,
                             private Heartbeat
{
    Q_OBJECT
public:
    HttpConnection(HttpListener &listener, qintptr descriptor);
    ~HttpConnection() override;

    bool isIdle() const { return m_phase == Phase::Idle; }
    /// Answers 503 and closes: there are too many.
    void refuseConnection(const QString &why) { refuse(503, why); }
    /// Closes now, whatever is under way.
    void close(const QString &why);
    /// Closes after the answer under way, or at once when idle.
    void finishAndClose();
    const QHostAddress &peer() const { return m_peer; }

    // ReplySink
    void setObserver(ReplyObserver *observer) override { m_observer = observer; }
    void reply(const ReplyHead &head, QByteArrayView body) override;
    void begin(const ReplyHead &head, std::optional<quint64> length) override;
    void write(QByteArrayView bytes) override;
    void end(QByteArrayView trailers) override;
    void abort() override;
    void setIdleComments(bool on) override { m_idleComments = on; }
    bool writable() const override;

private:
    enum class Phase : quint8 {
        Idle,      // between requests
        Reading,   // inside a request
        Answering, // the handler has the request
        Closing,   // everything is written or given up; waiting for the client to read it
        Closed,
    };
    enum class BodyForm : quint8 { None, Length, Chunked, UntilClose };

    // wire::HttpEvents
    void onHead(wire::HttpHead &&head) override;
    void onBody(QByteArrayView bytes) override;
    void onMessageEnd() override;
    // Deadline
    void expired() override;
    // Heartbeat
    PeerState beat() override;
    void peerDied() override;

    // TcpStream::User
    void streamReadable() override;
    void streamWritten() override;

    void consume(QByteArrayView bytes);
    void dispatch();
    void refuse(int status, const QString &text);
    void lostClient();
    void send(QByteArrayView bytes);
    QByteArray clientName();
    /// Into the thread's write buffer.
    void composeHead(const ReplyHead &head, std::optional<quint64> length);
    void answerDone();
    void shutDown();
    void armIdle();

    HttpListener &m_listener;
    TcpStream m_stream;
    wire::Http1Parser m_parser;
    QHostAddress m_peer;
    QHostAddress m_local;
    std::unique_ptr<InboundRequest> m_request;   // while Reading
    QByteArray m_ahead;                          // pipelined bytes that wait for the answer under way
    std::unique_ptr<HeartbeatTimer> m_heartbeat; // while an event stream is open
    ReplyObserver *m_observer = nullptr;
    qint64 m_startedUs = 0;
    QByteArray m_clientName;
    quint16 m_peerPort = 0;
    QString m_refusal; // decided in onHead, carried out after feed()
    Phase m_phase = Phase::Idle;
    BodyForm m_bodyForm = BodyForm::None;
    bool m_keepAlive = true; // the client's wish, for the answer under way
    bool m_http10 = false;
    bool m_isHead = false;          // the request was a HEAD: the answer has no body
    bool m_pausedReading = false;   // too much read ahead
    bool m_consuming = false;       // consume() is on the stack
    mutable bool m_wasFull = false; // writable() was false: the observer waits for drained()
    bool m_refused = false;
    bool m_idleComments = false; // the stream's source allows them
    bool m_betweenEvents = true; // the event stream stands where a comment breaks nothing
    bool m_wroteSinceBeat = false;
};

} // namespace sightglass::transport
