// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "transport/http/httplistener.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace sightglass::test {

/// One answer under way, begun as an event stream.
struct OpenStream final : transport::ReplyObserver {
    void clientGone() override
    {
        gone = true;
        sink = nullptr;
    }
    void drained() override {}
    void end();
    QByteArray target;
    transport::ReplySink *sink = nullptr;
    bool gone = false;
};

/// A listener whose handler begins an event stream for each request; the target `/comments` allows idle comments.
class StreamFixture final : public transport::RequestHandler
{
public:
    explicit StreamFixture(int heartbeatMs);
    quint16 port() const { return listener.serverPort(); }
    void accept(transport::InboundRequest &&request, transport::ReplySink &sink) override;
    void refused(const transport::Refusal &) override {}
    quint64 beats() const { return listener.heartbeats().beats; }
    quint64 comments() const { return listener.heartbeats().comments; }
    /// The stream that was begun for that target; null before.
    OpenStream *find(const QByteArray &target) const;

    TimerWheel wheel;
    std::vector<std::unique_ptr<OpenStream>> streams;
    transport::HttpListener listener; // goes first: its connections report to the streams

private:
    static transport::ListenerLimits limits(int heartbeatMs);
};

/// A client that reads only when told to, so that the kernel's buffers are all there is. \a bufferBytes 0: as the
/// system has it.
class KernelClient
{
public:
    explicit KernelClient(quint16 port, const QByteArray &target, int bufferBytes = 0, int versionMinor = 1);
    ~KernelClient();
    KernelClient(const KernelClient &) = delete;
    KernelClient &operator=(const KernelClient &) = delete;

    /// Reads what is there, at most so much. Returns all that was read so far.
    const QByteArray &read(qsizetype atMost = 16 * 1024 * 1024);
    /// The body so far, without its chunks' frames.
    QByteArray body();
    bool closed() const { return m_closed; }
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    bool m_closed = false;
    bool m_chunked;
    QByteArray m_received;
};

} // namespace sightglass::test
