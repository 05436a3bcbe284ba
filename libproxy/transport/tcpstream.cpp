// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/tcpstream.h"

#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sightglass::transport {
namespace {

constexpr qsizetype kCompactBytes = 256 * 1024;

int toFd(qintptr descriptor)
{
    return static_cast<int>(descriptor);
}

template <typename Ask>
sockaddr_storage addressOf(qintptr descriptor, Ask ask)
{
    sockaddr_storage address = {};
    socklen_t size = sizeof address;
    ask(toFd(descriptor), reinterpret_cast<sockaddr *>(&address), &size);
    return address;
}

QHostAddress hostOf(const sockaddr_storage &address)
{
    QHostAddress host(reinterpret_cast<const sockaddr *>(&address));
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4); // ::ffff:127.0.0.1 of a dual-stack listener
    return isV4 ? QHostAddress(v4) : host;
}

} // namespace

void TcpStream::adopt(qintptr descriptor)
{
    m_descriptor = descriptor;
    const int fd = toFd(descriptor);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    m_readNotifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QObject::connect(m_readNotifier.get(), &QSocketNotifier::activated, m_readNotifier.get(),
                     [this] { m_user.streamReadable(); });
}

qint64 TcpStream::read(char *data, qint64 size)
{
    if (!isOpen())
        return -1;
    for (;;) {
        const ssize_t count = recv(toFd(m_descriptor), data, static_cast<std::size_t>(size), 0);
        if (count > 0)
            return count;
        if (count == 0)
            return -1;
        if (errno != EINTR)
            return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
    }
}

bool TcpStream::write(QByteArrayView bytes)
{
    if (!isOpen())
        return false;
    while (!bytes.isEmpty() && bytesToWrite() == 0) {
        const ssize_t count =
            send(toFd(m_descriptor), bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (count >= 0)
            bytes = bytes.sliced(count);
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            break;
        else if (errno != EINTR)
            return false;
    }
    if (bytes.isEmpty())
        return true;
    m_waiting.append(bytes);
    if (!m_writeNotifier) {
        m_writeNotifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
        QObject::connect(m_writeNotifier.get(), &QSocketNotifier::activated, m_writeNotifier.get(),
                         [this] { flush(); });
    }
    m_writeNotifier->setEnabled(true);
    return true;
}

void TcpStream::flush()
{
    while (bytesToWrite() > 0) {
        const ssize_t count = send(toFd(m_descriptor), m_waiting.constData() + m_written,
                                   static_cast<std::size_t>(bytesToWrite()), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK)
                m_writeNotifier->setEnabled(false); // broken: the reading side hears of it
            return;
        }
        m_written += count;
        if (m_written < m_waiting.size() && m_written < kCompactBytes)
            break; // the kernel is full again
    }
    if (m_written == m_waiting.size()) {
        m_waiting = {};
        m_written = 0;
        m_writeNotifier->setEnabled(false);
    } else if (m_written >= kCompactBytes) {
        m_waiting.remove(0, m_written);
        m_written = 0;
    }
    m_user.streamWritten();
}

void TcpStream::setReading(bool on)
{
    if (m_readNotifier)
        m_readNotifier->setEnabled(on);
}

void TcpStream::abort()
{
    if (!isOpen())
        return;
    // This may run inside an activation of either: they are switched off now and deleted once that is over.
    for (auto *notifier : {&m_readNotifier, &m_writeNotifier}) {
        if (*notifier) {
            (*notifier)->setEnabled(false);
            (*notifier)->disconnect();
            notifier->release()->deleteLater();
        }
    }
    ::close(toFd(m_descriptor));
    m_descriptor = -1;
    m_waiting = {};
    m_written = 0;
}

QHostAddress TcpStream::peerAddress() const
{
    return isOpen() ? hostOf(addressOf(m_descriptor, getpeername)) : QHostAddress();
}

quint16 TcpStream::peerPort() const
{
    const sockaddr_storage address = addressOf(m_descriptor, getpeername);
    return address.ss_family == AF_INET6 ? ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port)
                                         : ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
}

QHostAddress TcpStream::localAddress() const
{
    return isOpen() ? hostOf(addressOf(m_descriptor, getsockname)) : QHostAddress();
}

} // namespace sightglass::transport
