// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/upstreamconnection.h"

#include "transport/http/httpcall.h"
#include "transport/http/httpupstream.h"
#include "transport/tcphealth.h"
#include "wire/http1writer.h"

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

#include <array>
#include <fcntl.h>
#include <utility>

namespace sightglass::transport {
namespace {

constexpr qsizetype kReadSize = 64 * 1024;
constexpr qsizetype kJoinLimit = 16 * 1024;

thread_local std::array<char, kReadSize> t_readBuffer;
thread_local QByteArray t_writeBuffer;

// `Keep-Alive: timeout=5` in milliseconds, less a second for what is on its way; 0 when nothing is said.
int keepAliveMsOf(const wire::HttpHead &head)
{
    const auto value = head.find("Keep-Alive");
    const qsizetype at = value ? value->indexOf("timeout=") : -1;
    if (at < 0)
        return 0;
    int seconds = 0;
    for (qsizetype i = at + 8; i < value->size() && value->at(i) >= '0' && value->at(i) <= '9' && seconds < 100'000;
         ++i)
        seconds = seconds * 10 + (value->at(i) - '0');
    return seconds > 1 ? (seconds - 1) * 1000 : 500;
}

} // namespace

UpstreamConnection::UpstreamConnection(HttpUpstream &upstream)
    : QObject(&upstream),
      m_upstream(upstream),
      m_stream(*this),
      m_parser(wire::Role::Response, upstream.m_options.limits)
{}

UpstreamConnection::~UpstreamConnection()
{
    if (m_call)
        m_call->connection = nullptr;
    // Closed: forgotten already, and the upstream, whose child this is, may be half gone.
    if (m_phase != Phase::Closed)
        m_upstream.forget(*this);
}

// ---- connecting -------------------------------------------------------------------------------------------------------

void UpstreamConnection::connectFor(HttpCall &call)
{
    m_call = &call;
    call.connection = this;
    const QUrl &url = m_upstream.m_options.url;
    if (m_upstream.m_encrypted) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(m_upstream.m_tls);
        socket->setReadBufferSize(kReadSize); // back-pressure: Qt stops reading when nobody takes it
        connect(socket.get(), &QSslSocket::encrypted, this, &UpstreamConnection::connected);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QAbstractSocket::connected, this, &UpstreamConnection::connected);
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    // Queued: a failure may be reported from within connectToHost(), which runs inside send().
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &UpstreamConnection::peerClosed,
            Qt::QueuedConnection);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &UpstreamConnection::peerClosed,
            Qt::QueuedConnection);
    connect(m_socket.get(), &QIODevice::readyRead, this, &UpstreamConnection::readyRead);
    Deadline::start(m_upstream.m_wheel, m_upstream.m_options.connectTimeoutMs);
    const QString host = url.host();
    if (m_upstream.m_encrypted)
        static_cast<QSslSocket *>(m_socket.get())->connectToHostEncrypted(host, quint16(url.port(443)));
    else
        m_socket->connectToHost(host, quint16(url.port(80)));
}

void UpstreamConnection::connected()
{
    if (m_phase != Phase::Connecting || !m_call)
        return;
    if (m_upstream.m_encrypted) {
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    } else {
        const int own = fcntl(static_cast<int>(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
        if (own < 0) {
            lost(UpstreamFailure::Reason::Unreachable,
                 QStringLiteral("cannot reach %1: no descriptor is free").arg(m_upstream.name()));
            return;
        }
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // its signal is on the stack; closing its descriptor leaves ours open
        m_stream.adopt(own);
    }
    if (const int heartbeatMs = m_upstream.m_options.heartbeatMs; heartbeatMs > 0)
        setKeepAlive(descriptor(), heartbeatMs);
    HttpCall &call = *m_call;
    start(call);
}

// ---- a call -----------------------------------------------------------------------------------------------------------

void UpstreamConnection::start(HttpCall &call)
{
    m_call = &call;
    call.connection = this;
    m_phase = Phase::Busy;
    m_gotBytes = m_interim = m_reusable = m_declaredLength = m_unreadWhilePaused = false;
    m_parser.reset();
    m_parser.expectNoBody(call.request.method == "HEAD");
    if (call.request.headTimeoutMs > 0)
        Deadline::start(m_upstream.m_wheel, call.request.headTimeoutMs);
    else
        Deadline::stop();
    writeRequest(call.request);
}

void UpstreamConnection::writeRequest(const OutboundRequest &request)
{
    t_writeBuffer.resize(0);
    wire::HeadWriter writer(t_writeBuffer);
    bool valid = writer.startRequest(request.method, request.target);
    valid = writer.field("Host", m_upstream.m_authority) && valid;
    t_writeBuffer.append(request.fields);
    if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT")
        writer.field("Content-Length", quint64(request.body.size()));
    writer.finish();
    const bool join = request.body.size() <= kJoinLimit;
    if (join && !request.bodyFollows)
        t_writeBuffer.append(request.body);
    if (valid)
        valid = write(t_writeBuffer);
    if (valid && !join && !request.bodyFollows)
        valid = write(request.body);
    // Queued: this may run inside send(), and the observer must not hear of a failure from within.
    if (!valid)
        QMetaObject::invokeMethod(this, &UpstreamConnection::peerClosed, Qt::QueuedConnection);
    else
        m_call->observer.onSent();
}

void UpstreamConnection::writeBody(QByteArrayView bytes)
{
    if (m_phase == Phase::Busy && !write(bytes))
        QMetaObject::invokeMethod(this, &UpstreamConnection::peerClosed, Qt::QueuedConnection);
}

qint64 UpstreamConnection::read(char *data, qint64 size)
{
    return m_stream.isOpen() ? m_stream.read(data, size) : m_socket->read(data, size);
}

bool UpstreamConnection::write(QByteArrayView bytes)
{
    return m_stream.isOpen() ? m_stream.write(bytes) : m_socket && m_socket->write(bytes.data(), bytes.size()) >= 0;
}

qint64 UpstreamConnection::bytesToWrite() const
{
    return m_stream.isOpen() ? m_stream.bytesToWrite() : m_socket ? m_socket->bytesToWrite() : 0;
}

qintptr UpstreamConnection::descriptor() const
{
    return m_stream.isOpen() ? m_stream.descriptor() : m_socket ? m_socket->socketDescriptor() : -1;
}

void UpstreamConnection::setPaused(bool paused)
{
    m_stream.setReading(!paused);
    if (paused) {
        if (m_declaredLength)
            Deadline::stop(); // it is our client who is slow
        return;
    }
    if (m_declaredLength && m_call && m_call->request.bodyTimeoutMs > 0)
        Deadline::start(m_upstream.m_wheel, m_call->request.bodyTimeoutMs);
    if (std::exchange(m_unreadWhilePaused, false))
        QMetaObject::invokeMethod(this, &UpstreamConnection::readyRead, Qt::QueuedConnection);
}

void UpstreamConnection::readyRead()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Idle) { // the server closes, or says something that nobody asked for: of no use any more
        close();
        return;
    }
    // Over TLS Qt holds the bytes: go on until they are gone. In the clear one read takes what the kernel has.
    for (bool more = true; more && m_phase == Phase::Busy;) {
        if (m_call && m_call->isPaused) {
            m_unreadWhilePaused = true;
            return;
        }
        const qint64 count = read(t_readBuffer.data(), kReadSize);
        if (count < 0) {
            peerClosed();
            return;
        }
        if (count == 0)
            break;
        consume(QByteArrayView(t_readBuffer.data(), count));
        more = m_upstream.m_encrypted && m_phase == Phase::Busy && m_socket->bytesAvailable() > 0;
    }
    // It closed while we were not reading, and said so then.
    if (m_upstream.m_encrypted && m_phase == Phase::Busy && m_call && !m_call->isPaused
        && m_socket->state() == QAbstractSocket::UnconnectedState && m_socket->bytesAvailable() == 0) {
        peerClosed();
    }
}

void UpstreamConnection::consume(QByteArrayView bytes)
{
    m_gotBytes = true;
    while (!bytes.isEmpty() && m_phase == Phase::Busy) {
        const auto used = m_parser.feed(bytes, *this);
        if (m_phase != Phase::Busy)
            return; // the call was abandoned from within
        if (!used) {
            const bool tooLarge = used.error().status == 413;
            lost(
                tooLarge ? UpstreamFailure::Reason::TooLarge : UpstreamFailure::Reason::BadResponse,
                QStringLiteral("%1 answered with what is no valid HTTP: %2").arg(m_upstream.name(), used.error().text));
            return;
        }
        if (!m_bad.text.isEmpty()) {
            const UpstreamFailure bad = std::exchange(m_bad, UpstreamFailure{UpstreamFailure::Reason::Closed, {}});
            lost(bad.reason, bad.text);
            return;
        }
        bytes = bytes.sliced(*used);
        if (!m_parser.done())
            continue;
        if (m_interim) {
            m_interim = false;
            m_parser.reset();
            continue;
        }
        if (!bytes.isEmpty())
            m_reusable = false; // more than was asked for
        answerComplete();
        return;
    }
}

void UpstreamConnection::onHead(wire::HttpHead &&head)
{
    const int status = head.status();
    m_interim = status < 200;
    if (m_interim) {
        if (status == 101)
            m_bad = {UpstreamFailure::Reason::BadResponse,
                     QStringLiteral("%1 switched protocols, which nobody asked for").arg(m_upstream.name())};
        return;
    }
    // A body that still follows may never be complete; then the connection is of no use any more.
    m_reusable =
        head.keepAlive() && head.framing() != wire::Framing::UntilClose && !(m_call && m_call->request.bodyFollows);
    m_keepAliveMs = keepAliveMsOf(head);
    m_declaredLength = head.framing() == wire::Framing::Length;
    if (isEventStream(head)) {
        m_parser.setBodyLimit(wire::kUnlimitedBody);
        if (const int heartbeatMs = m_upstream.m_options.heartbeatMs; heartbeatMs > 0 && !m_declaredLength)
            m_heartbeat =
                std::make_unique<HeartbeatTimer>(m_upstream.m_wheel, static_cast<Heartbeat &>(*this), heartbeatMs);
    }
    if (m_declaredLength && m_call && m_call->request.bodyTimeoutMs > 0)
        Deadline::start(m_upstream.m_wheel, m_call->request.bodyTimeoutMs);
    else
        Deadline::stop();
    if (m_call)
        m_call->observer.onHead(std::move(head));
}

void UpstreamConnection::onBody(QByteArrayView bytes)
{
    if (!m_call || m_interim)
        return;
    if (m_declaredLength && Deadline::isRunning())
        Deadline::start(m_upstream.m_wheel, m_call->request.bodyTimeoutMs);
    m_call->observer.onBody(bytes);
}

void UpstreamConnection::onTrailers(QByteArrayView lines)
{
    if (m_call)
        m_call->observer.onTrailers(lines);
}

void UpstreamConnection::onMessageEnd() {}

void UpstreamConnection::answerComplete()
{
    HttpCall *call = std::exchange(m_call, nullptr);
    Deadline::stop();
    m_heartbeat.reset();
    if (m_reusable && bytesToWrite() == 0) {
        m_phase = Phase::Idle;
        m_stream.setReading(true); // an idle connection must notice that the server closes it
        ++m_served;
        const int limit = m_upstream.m_options.idleTimeoutMs;
        Deadline::start(m_upstream.m_wheel, m_keepAliveMs > 0 ? std::min(m_keepAliveMs, limit) : limit);
        m_upstream.release(*this);
    } else {
        close();
    }
    if (call) {
        call->connection = nullptr;
        call->finished = true;
        call->observer.onEnd();
    }
}

// ---- ends -------------------------------------------------------------------------------------------------------------

QString UpstreamConnection::lostText() const
{
    const QString server = m_upstream.name();
    if (m_phase == Phase::Connecting)
        return QStringLiteral("cannot reach %1: %2").arg(server, m_socket->errorString());
    if (m_parser.headComplete())
        return QStringLiteral("%1 closed the connection in the middle of its answer, after %2 bytes of body")
            .arg(server)
            .arg(m_parser.bodyBytes());
    return QStringLiteral("%1 closed the connection before it answered").arg(server);
}

void UpstreamConnection::peerClosed()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Idle) {
        close();
        return;
    }
    if (m_phase == Phase::Connecting) {
        const bool tls = m_socket->error() == QAbstractSocket::SslHandshakeFailedError;
        lost(tls ? UpstreamFailure::Reason::Tls : UpstreamFailure::Reason::Unreachable, lostText());
        return;
    }
    if (m_upstream.m_encrypted && m_call && m_call->isPaused && m_socket->bytesAvailable() > 0) {
        m_unreadWhilePaused = true; // read first what was said before it closed
        return;
    }
    while (m_phase == Phase::Busy && m_upstream.m_encrypted && m_socket->bytesAvailable() > 0)
        readyRead();
    if (m_phase != Phase::Busy)
        return;
    const QString text = lostText(); // finish() forgets how far it had come
    const bool untilClose = m_parser.headComplete() && m_parser.finish(*this).has_value();
    if (m_phase != Phase::Busy)
        return;
    if (untilClose) {
        m_reusable = false;
        answerComplete();
    } else {
        lost(UpstreamFailure::Reason::Closed, text);
    }
}

void UpstreamConnection::lost(UpstreamFailure::Reason reason, const QString &text)
{
    HttpCall *call = std::exchange(m_call, nullptr);
    const bool staleReuse =
        m_phase == Phase::Busy && m_served > 0 && !m_gotBytes && reason == UpstreamFailure::Reason::Closed;
    close();
    if (!call)
        return;
    call->connection = nullptr;
    if (staleReuse && call->request.safeToRepeat && !std::exchange(call->repeated, true)) {
        m_upstream.assign(*call, true);
        return;
    }
    call->finished = true;
    call->observer.onFailed({reason, text});
}

void UpstreamConnection::abandon()
{
    m_call = nullptr;
    close();
}

void UpstreamConnection::close()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    Deadline::stop();
    m_heartbeat.reset();
    m_stream.abort();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    m_upstream.forget(*this);
    deleteLater();
}

PeerState UpstreamConnection::beat()
{
    ++m_upstream.m_heartbeats.beats;
    // While paused the kernel may hold bytes of a server that is gone: they are read first.
    const auto health = m_call && m_call->isPaused ? std::nullopt : tcpHealth(descriptor());
    // What the kernel itself closed shows on reading, behind what came before.
    return health && !health->closed ? judge(*health, m_upstream.m_options.heartbeatMs) : PeerState::Unknown;
}

void UpstreamConnection::peerDied()
{
    ++m_upstream.m_heartbeats.deadPeers;
    lost(UpstreamFailure::Reason::Closed,
         QStringLiteral("%1 is gone: nothing at all came from its machine for over %2 s, after %3 bytes of the stream")
             .arg(m_upstream.name())
             .arg(m_upstream.m_options.heartbeatMs / 1000.0)
             .arg(m_parser.bodyBytes()));
}

void UpstreamConnection::expired()
{
    const QString server = m_upstream.name();
    switch (m_phase) {
    case Phase::Connecting:
        lost(UpstreamFailure::Reason::TimedOut, QStringLiteral("cannot reach %1: no connection within %2 s")
                                                    .arg(server)
                                                    .arg(m_upstream.m_options.connectTimeoutMs / 1000));
        break;
    case Phase::Busy:
        lost(UpstreamFailure::Reason::TimedOut,
             m_parser.headComplete() ? QStringLiteral("%1 stopped in the middle of its answer, after %2 bytes of body")
                                           .arg(server)
                                           .arg(m_parser.bodyBytes())
                                     : QStringLiteral("%1 did not begin to answer in time").arg(server));
        break;
    case Phase::Idle:
        close();
        break;
    case Phase::Closed:
        break;
    }
}

} // namespace sightglass::transport
