// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/httpconnection.h"

#include "base/clock.h"
#include "transport/http/eventstream.h"
#include "transport/http/httplistener.h"
#include "transport/proxyerror.h"
#include "transport/tcphealth.h"
#include "wire/http1writer.h"

#include <array>

namespace sightglass::transport {
namespace {

constexpr qsizetype kReadSize = 64 * 1024;
constexpr qsizetype kJoinLimit = 16 * 1024;      // a smaller body goes out in one write with its head
constexpr qsizetype kTrustedReserve = 64 * 1024; // a declared length is believed up to here before the bytes are there
constexpr int kLingerMs = 2'000;

// Both are for the time of one call only, and one thread has one engine: no connection needs buffers of its own.
thread_local std::array<char, kReadSize> t_readBuffer;
thread_local QByteArray t_writeBuffer;

} // namespace

HttpConnection::HttpConnection(HttpListener &listener, qintptr descriptor)
    : QObject(&listener), m_listener(listener), m_stream(*this), m_parser(wire::Role::Request, listener.limits().http)
{
    m_stream.adopt(descriptor);
    if (const int heartbeatMs = listener.limits().heartbeatMs; heartbeatMs > 0)
        setKeepAlive(descriptor, heartbeatMs);
    m_peer = m_stream.peerAddress();
    m_peerPort = m_stream.peerPort();
    m_local = m_stream.localAddress();
    Deadline::start(m_listener.wheel(), m_listener.limits().headTimeoutMs);
}

HttpConnection::~HttpConnection()
{
    // Closed: forgotten already, and the listener, whose child this is, may be half gone.
    if (m_phase != Phase::Closed)
        m_listener.forget(*this, m_peer);
}

// ---- reading ----------------------------------------------------------------------------------------------------------

void HttpConnection::streamReadable()
{
    if (m_phase == Phase::Closed || m_pausedReading)
        return;
    const qint64 count = m_stream.read(t_readBuffer.data(), kReadSize);
    if (count < 0) {
        lostClient();
        return;
    }
    if (count == 0)
        return;
    if (m_phase == Phase::Closing)
        return; // lingering: what still comes is thrown away
    const QByteArrayView bytes(t_readBuffer.data(), count);
    if (m_phase != Phase::Answering) {
        consume(bytes);
        return;
    }
    m_ahead.append(bytes);
    if (m_ahead.size() > m_listener.limits().pipelinedBytes) {
        m_pausedReading = true;
        m_stream.setReading(false); // the kernel's buffer fills and the client waits
    }
}

void HttpConnection::consume(QByteArrayView bytes)
{
    m_consuming = true;
    while (!bytes.isEmpty() && (m_phase == Phase::Idle || m_phase == Phase::Reading)) {
        if (m_phase == Phase::Idle) {
            m_phase = Phase::Reading;
            m_startedUs = monotonicUs();
            Deadline::start(m_listener.wheel(), m_listener.limits().headTimeoutMs);
        }
        const auto used = m_parser.feed(bytes, *this);
        if (!used) {
            refuse(used.error().status, used.error().text);
        } else if (!m_refusal.isEmpty()) {
            refuse(403, m_refusal);
        } else {
            bytes = bytes.sliced(*used);
            if (m_parser.done())
                dispatch();
            else if (m_parser.idle())
                armIdle();
        }
    }
    if (m_phase == Phase::Answering)
        m_ahead.append(bytes);
    m_consuming = false;
}

void HttpConnection::onHead(wire::HttpHead &&head)
{
    if (const auto refusal = m_listener.access().refuse(head, m_local)) {
        m_refusal = *refusal;
        m_request = std::make_unique<InboundRequest>();
        m_request->head = std::move(head);
        return;
    }
    // The body's limit was checked before this is called, so nobody is told to send what would be refused.
    if (head.framing() != wire::Framing::None && head.versionMinor() > 0 && head.hasToken("Expect", "100-continue"))
        send("HTTP/1.1 100 Continue\r\n\r\n");
    m_request = std::make_unique<InboundRequest>();
    if (const auto length = head.contentLength())
        m_request->body.reserve(std::min<qsizetype>(qsizetype(*length), kTrustedReserve));
    m_keepAlive = head.keepAlive();
    m_http10 = head.versionMinor() == 0;
    m_isHead = head.method() == QByteArrayView("HEAD");
    m_request->head = std::move(head);
    if (m_request->head.framing() != wire::Framing::None)
        Deadline::start(m_listener.wheel(), m_listener.limits().bodyTimeoutMs);
}

void HttpConnection::onBody(QByteArrayView bytes)
{
    if (!m_refusal.isEmpty())
        return;
    m_request->body.append(bytes);
    Deadline::start(m_listener.wheel(), m_listener.limits().bodyTimeoutMs);
}

void HttpConnection::onMessageEnd() {}

void HttpConnection::dispatch()
{
    m_phase = Phase::Answering;
    m_idleComments = false;
    Deadline::stop();
    m_parser.reset();
    InboundRequest request = std::move(*m_request);
    m_request.reset();
    request.client = clientName();
    request.startedUs = m_startedUs;
    request.acceptedUs = monotonicUs();
    m_listener.handler().accept(std::move(request), *this);
}

QByteArray HttpConnection::clientName()
{
    if (m_clientName.isEmpty())
        m_clientName = m_peer.toString().toLatin1() + ':' + QByteArray::number(m_peerPort);
    return m_clientName;
}

// ---- answering --------------------------------------------------------------------------------------------------------

void HttpConnection::composeHead(const ReplyHead &head, std::optional<quint64> length)
{
    t_writeBuffer.resize(0);
    wire::HeadWriter writer(t_writeBuffer);
    writer.startResponse(head.status, head.reason);
    t_writeBuffer.append(head.fields);
    const bool bodiless = head.status == 204 || head.status == 304 || head.status < 200;
    if (bodiless || m_isHead) {
        m_bodyForm = BodyForm::None;
        if (length && head.status != 204 && head.status >= 200)
            writer.field("Content-Length", *length);
    } else if (length) {
        m_bodyForm = BodyForm::Length;
        writer.field("Content-Length", *length);
    } else if (!m_http10) {
        m_bodyForm = BodyForm::Chunked;
        writer.field("Transfer-Encoding", "chunked");
    } else {
        m_bodyForm = BodyForm::UntilClose;
        m_keepAlive = false;
    }
    if (m_listener.draining())
        m_keepAlive = false;
    if (!m_keepAlive)
        writer.field("Connection", "close");
    else if (m_http10)
        writer.field("Connection", "keep-alive");
    writer.finish();
}

void HttpConnection::reply(const ReplyHead &head, QByteArrayView body)
{
    if (m_phase != Phase::Answering)
        return;
    composeHead(head, quint64(body.size()));
    const bool hasBody = m_bodyForm == BodyForm::Length && !body.isEmpty();
    if (hasBody && body.size() <= kJoinLimit) {
        t_writeBuffer.append(body);
        send(t_writeBuffer);
    } else {
        send(t_writeBuffer);
        if (hasBody)
            send(body);
    }
    answerDone();
}

void HttpConnection::begin(const ReplyHead &head, std::optional<quint64> length)
{
    if (m_phase != Phase::Answering)
        return;
    composeHead(head, length);
    send(t_writeBuffer);
    const int heartbeatMs = m_listener.limits().heartbeatMs;
    if (heartbeatMs <= 0 || length || m_bodyForm == BodyForm::None || !announcesEventStream(head.fields))
        return;
    m_betweenEvents = true;
    m_wroteSinceBeat = true;
    setProbePause(m_stream.descriptor(), heartbeatMs);
    m_heartbeat = std::make_unique<HeartbeatTimer>(m_listener.wheel(), static_cast<Heartbeat &>(*this), heartbeatMs);
}

void HttpConnection::write(QByteArrayView bytes)
{
    if (m_phase != Phase::Answering || m_bodyForm == BodyForm::None || bytes.isEmpty())
        return;
    m_wroteSinceBeat = true;
    m_betweenEvents = m_heartbeat && endsBetweenEvents(bytes);
    if (m_bodyForm != BodyForm::Chunked) {
        send(bytes);
        return;
    }
    t_writeBuffer.resize(0);
    wire::appendChunk(t_writeBuffer, bytes);
    send(t_writeBuffer);
}

void HttpConnection::end(QByteArrayView trailers)
{
    if (m_phase != Phase::Answering)
        return;
    if (m_bodyForm == BodyForm::Chunked) {
        if (trailers.isEmpty()) {
            send(wire::kLastChunk);
        } else {
            t_writeBuffer = "0\r\n";
            t_writeBuffer.append(trailers).append("\r\n");
            send(t_writeBuffer);
        }
    }
    answerDone();
}

void HttpConnection::answerDone()
{
    m_observer = nullptr;
    m_wasFull = false;
    m_heartbeat.reset();
    if (!m_keepAlive || m_listener.draining()) {
        shutDown();
        return;
    }
    armIdle();
    if (!m_consuming && (!m_ahead.isEmpty() || m_pausedReading)) {
        // Queued: whoever ended the answer is still at work on it.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_phase != Phase::Idle)
                    return;
                const QByteArray ahead = std::exchange(m_ahead, {});
                consume(ahead);
                if (std::exchange(m_pausedReading, false))
                    m_stream.setReading(true);
            },
            Qt::QueuedConnection);
    }
}

void HttpConnection::armIdle()
{
    m_phase = Phase::Idle;
    // The client may still be reading the answer: then it is not idle, only slow.
    const ListenerLimits &limits = m_listener.limits();
    Deadline::start(m_listener.wheel(), m_stream.bytesToWrite() > 0 ? limits.writeTimeoutMs : limits.keepAliveMs);
}

void HttpConnection::send(QByteArrayView bytes)
{
    if (!m_stream.write(bytes)) {
        // Queued: the caller is in the middle of an answer and must not hear of it from within.
        QMetaObject::invokeMethod(this, &HttpConnection::lostClient, Qt::QueuedConnection);
    } else if (m_stream.bytesToWrite() > 0 && !Deadline::isRunning()) {
        Deadline::start(m_listener.wheel(), m_listener.limits().writeTimeoutMs);
    }
}

bool HttpConnection::writable() const
{
    const bool full = m_stream.bytesToWrite() >= m_listener.limits().highWaterBytes;
    if (full)
        m_wasFull = true;
    return !full;
}

void HttpConnection::streamWritten()
{
    const qint64 waiting = m_stream.bytesToWrite();
    if (m_phase == Phase::Closing) {
        if (waiting == 0 && !m_refused)
            abort();
        else if (!m_refused)
            Deadline::start(m_listener.wheel(), m_listener.limits().writeTimeoutMs);
        return;
    }
    if (m_phase == Phase::Idle)
        armIdle();
    if (m_phase != Phase::Answering)
        return;
    if (waiting == 0)
        Deadline::stop();
    else
        Deadline::start(m_listener.wheel(), m_listener.limits().writeTimeoutMs);
    if (m_wasFull && waiting < m_listener.limits().lowWaterBytes) {
        m_wasFull = false;
        if (m_observer)
            m_observer->drained();
    }
}

// ---- heartbeat --------------------------------------------------------------------------------------------------------

PeerState HttpConnection::beat()
{
    ++m_listener.m_heartbeats.beats;
    const auto health = tcpHealth(m_stream.descriptor());
    const PeerState state = health ? judge(*health, m_listener.limits().heartbeatMs) : PeerState::Unknown;
    const bool silent = !std::exchange(m_wroteSinceBeat, false);
    // While something still waits to be acknowledged a further comment would prove nothing and fill the client's buffer.
    const bool waits = m_stream.bytesToWrite() > 0 || (health && health->waiting);
    if (state != PeerState::Dead && silent && !waits && m_idleComments && m_betweenEvents) {
        ++m_listener.m_heartbeats.comments;
        write(kIdleComment);
        m_wroteSinceBeat = false; // it is for the next beat to see its own interval silent
    }
    return state;
}

void HttpConnection::peerDied()
{
    ++m_listener.m_heartbeats.deadPeers;
    lostClient();
}

// ---- ends -------------------------------------------------------------------------------------------------------------

void HttpConnection::refuse(int status, const QString &text)
{
    Refusal refusal;
    if (m_request)
        refusal.head = m_request->head.block();
    refusal.client = clientName();
    refusal.startedUs = m_startedUs ? m_startedUs : monotonicUs();
    refusal.status = status;
    refusal.text = text;
    m_request.reset();
    m_keepAlive = false;
    m_isHead = false;
    m_phase = Phase::Answering;
    const QByteArray body = proxyErrorBody(ProxyErrorCode::Refused, text);
    composeHead({status, {}, proxyErrorFields(ProxyErrorCode::Refused)}, quint64(body.size()));
    t_writeBuffer.append(body);
    send(t_writeBuffer);
    // Closing while the client still sends would reset the connection and take the answer with it (RFC 9112 §9.6).
    m_phase = Phase::Closing;
    m_refused = true;
    Deadline::start(m_listener.wheel(), kLingerMs);
    m_listener.handler().refused(refusal);
}

void HttpConnection::shutDown()
{
    m_phase = Phase::Closing;
    if (m_stream.bytesToWrite() == 0)
        abort();
    else
        Deadline::start(m_listener.wheel(), m_listener.limits().writeTimeoutMs);
}

void HttpConnection::abort()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_observer = nullptr;
    m_heartbeat.reset();
    Deadline::stop();
    m_stream.abort();
    m_listener.forget(*this, m_peer);
    deleteLater();
}

void HttpConnection::lostClient()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Reading && !m_parser.idle()) {
        Refusal refusal;
        if (m_request)
            refusal.head = m_request->head.block();
        refusal.client = clientName();
        refusal.startedUs = m_startedUs;
        refusal.text = QStringLiteral("the client left before its request was complete");
        m_listener.handler().refused(refusal);
    }
    ReplyObserver *const observer = m_observer;
    abort();
    if (observer)
        observer->clientGone();
}

void HttpConnection::close(const QString &why)
{
    Q_UNUSED(why)
    lostClient();
}

void HttpConnection::finishAndClose()
{
    if (m_phase == Phase::Idle)
        abort();
    else
        m_keepAlive = false;
}

void HttpConnection::expired()
{
    switch (m_phase) {
    case Phase::Idle:
        abort();
        break;
    case Phase::Reading:
        refuse(408, m_parser.headComplete() ? QStringLiteral("the request's body made no progress for %1 s")
                                                  .arg(m_listener.limits().bodyTimeoutMs / 1000)
                                            : QStringLiteral("the request's head was not complete within %1 s")
                                                  .arg(m_listener.limits().headTimeoutMs / 1000));
        break;
    case Phase::Answering:
        lostClient(); // it has not read anything for the whole write timeout
        break;
    case Phase::Closing:
        abort();
        break;
    case Phase::Closed:
        break;
    }
}

} // namespace sightglass::transport
