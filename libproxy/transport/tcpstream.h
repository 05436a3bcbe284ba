// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QSocketNotifier>

#include <memory>

namespace sightglass::transport {

/// A connected TCP socket without buffers: reads go from the kernel to the caller, writes to the kernel, and only what
/// it does not take waits here. QTcpSocket cannot do this for accepted sockets (only connectToHost() honours
/// QIODevice::Unbuffered), and keeps 16 KiB per direction and socket (docs/adr/0007-own-tcp-stream.md).
///
/// Thread: the engine's. Owner: a connection. Closes the descriptor when destroyed.
class TcpStream
{
public:
    /// Told of events. May destroy the stream from neither; it may abort() it.
    class User
    {
    public:
        virtual ~User() = default;
        virtual void streamReadable() = 0;
        /// Some of what waited was taken by the kernel.
        virtual void streamWritten() = 0;
    };

    explicit TcpStream(User &user) : m_user(user) {}
    ~TcpStream() { abort(); }
    TcpStream(const TcpStream &) = delete;
    TcpStream &operator=(const TcpStream &) = delete;

    /// Takes over a connected descriptor: non-blocking, no delay, keep-alive.
    void adopt(qintptr descriptor);
    /// -1 when closed.
    qintptr descriptor() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }
    /// Bytes read; 0 when there are none now; -1 when the peer closed or the connection broke.
    qint64 read(char *data, qint64 size);
    /// False when the connection is broken. Otherwise everything is sent or waits.
    bool write(QByteArrayView bytes);
    qint64 bytesToWrite() const { return m_waiting.size() - m_written; }
    /// While off nothing is told of what arrives, and the kernel makes the peer wait.
    void setReading(bool on);
    void abort();

    QHostAddress peerAddress() const;
    quint16 peerPort() const;
    QHostAddress localAddress() const;

private:
    void flush();

    User &m_user;
    qintptr m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_readNotifier;
    std::unique_ptr<QSocketNotifier> m_writeNotifier; // only while something waits
    QByteArray m_waiting;
    qsizetype m_written = 0; // of m_waiting
};

} // namespace sightglass::transport
