// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "transport/heartbeat.h"
#include "transport/tcpstream.h"
#include "transport/upstream.h"
#include "wire/http1parser.h"

#include <QObject>

#include <memory>

class QTcpSocket;

namespace sightglass::transport {

class HttpCall;
class HttpUpstream;

/// One connection to a server: carries one call after the other. A QTcpSocket connects (names, several addresses), then
/// an unbuffered TcpStream takes over; over TLS it stays a QSslSocket, which needs its buffers.
///
/// Thread: the engine's. Owner: the HttpUpstream's set; it deletes itself when it is closed.
class UpstreamConnection final : public QObject,
                                 private wire::HttpEvents,
                                 private TcpStream::User,
                                 private Deadline,
                                 private Heartbeat
{
    Q_OBJECT
public:
    explicit UpstreamConnection(HttpUpstream &upstream);
    ~UpstreamConnection() override;

    /// Connects, then carries \a call.
    void connectFor(HttpCall &call);
    /// Carries a further call; the connection is idle.
    void start(HttpCall &call);
    /// The call is no longer wanted: the connection is closed, which tells the server.
    void abandon();
    void setPaused(bool paused);
    /// More of the body of a call whose body follows.
    void writeBody(QByteArrayView bytes);

    std::size_t idleIndex = 0; ///< its place in the pool's list while idle

private:
    enum class Phase : quint8 { Connecting, Busy, Idle, Closed };

    void onHead(wire::HttpHead &&head) override;
    void onBody(QByteArrayView bytes) override;
    void onTrailers(QByteArrayView lines) override;
    void onMessageEnd() override;
    void expired() override;
    // Heartbeat
    PeerState beat() override;
    void peerDied() override;

    void connected();
    // TcpStream::User
    void streamReadable() override { readyRead(); }
    void streamWritten() override {}

    void readyRead();
    qint64 read(char *data, qint64 size);
    bool write(QByteArrayView bytes);
    qint64 bytesToWrite() const;
    qintptr descriptor() const;
    void consume(QByteArrayView bytes);
    void lost(UpstreamFailure::Reason reason, const QString &text);
    void peerClosed();
    void answerComplete();
    void writeRequest(const OutboundRequest &request);
    void close();
    QString lostText() const;

    HttpUpstream &m_upstream;
    std::unique_ptr<QTcpSocket> m_socket; // while connecting, and over TLS
    TcpStream m_stream;
    wire::Http1Parser m_parser;
    std::unique_ptr<HeartbeatTimer> m_heartbeat; // while the answer is an event stream
    HttpCall *m_call = nullptr;
    UpstreamFailure m_bad{UpstreamFailure::Reason::Closed, {}}; // found inside feed(); carried out after it
    int m_keepAliveMs = 0;                                      // as the server's Keep-Alive header says; 0: not said
    int m_served = 0;                                           // calls before this one
    Phase m_phase = Phase::Connecting;
    bool m_reusable = false; // after the answer under way
    bool m_interim = false;  // the message under way is a 1xx
    bool m_gotBytes = false; // of the answer under way
    bool m_declaredLength = false;
    bool m_unreadWhilePaused = false;
};

} // namespace sightglass::transport
