// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/streamfixture.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sightglass::test {

using namespace transport;

void OpenStream::end()
{
    std::exchange(sink, nullptr)->end({});
}

ListenerLimits StreamFixture::limits(int heartbeatMs)
{
    ListenerLimits limits;
    limits.heartbeatMs = heartbeatMs;
    return limits;
}

StreamFixture::StreamFixture(int heartbeatMs) : listener(*this, wheel, limits(heartbeatMs), {})
{
    if (!listener.start(QHostAddress(QHostAddress::LocalHost), 0))
        qFatal("cannot listen");
}

void StreamFixture::accept(InboundRequest &&request, ReplySink &sink)
{
    streams.push_back(std::make_unique<OpenStream>());
    OpenStream &stream = *streams.back();
    stream.target = request.head.target().toByteArray();
    stream.sink = &sink;
    sink.setObserver(&stream);
    sink.begin({200, {}, "Content-Type: text/event-stream\r\n"});
    if (stream.target.startsWith("/comments"))
        sink.setIdleComments(true);
}

OpenStream *StreamFixture::find(const QByteArray &target) const
{
    for (const auto &stream : streams) {
        if (stream->target == target)
            return stream.get();
    }
    return nullptr;
}

KernelClient::KernelClient(quint16 port, const QByteArray &target, int bufferBytes, int versionMinor)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0)), m_chunked(versionMinor > 0)
{
    if (bufferBytes > 0)
        setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &bufferBytes, sizeof bufferBytes);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("cannot connect");
    const QByteArray request =
        "GET " + target + " HTTP/1." + QByteArray::number(versionMinor) + "\r\nHost: 127.0.0.1\r\n\r\n";
    if (::send(m_descriptor, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL) != request.size())
        qFatal("cannot send");
}

KernelClient::~KernelClient()
{
    ::close(m_descriptor);
}

const QByteArray &KernelClient::read(qsizetype atMost)
{
    QByteArray buffer(std::min<qsizetype>(atMost, 256 * 1024), Qt::Uninitialized);
    while (atMost > 0 && !m_closed) {
        const ssize_t count =
            ::recv(m_descriptor, buffer.data(), std::size_t(std::min(atMost, buffer.size())), MSG_DONTWAIT);
        if (count > 0) {
            m_received.append(buffer.constData(), count);
            atMost -= count;
        } else if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
            break;
        } else {
            m_closed = true;
        }
    }
    return m_received;
}

QByteArray KernelClient::body()
{
    read();
    qsizetype at = m_received.indexOf("\r\n\r\n");
    if (at < 0)
        return {};
    at += 4;
    if (!m_chunked)
        return m_received.mid(at);
    QByteArray body;
    for (;;) {
        const qsizetype lineEnd = m_received.indexOf("\r\n", at);
        bool valid = false;
        const qsizetype size = lineEnd < 0 ? 0 : m_received.mid(at, lineEnd - at).toLongLong(&valid, 16);
        if (!valid || size == 0 || m_received.size() < lineEnd + 2 + size + 2)
            return body;
        body.append(m_received.mid(lineEnd + 2, size));
        at = lineEnd + 2 + size + 2;
    }
}

} // namespace sightglass::test
