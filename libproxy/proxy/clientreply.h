// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/pacedwriter.h"
#include "transport/inbound.h"

#include <memory>
#include <optional>

namespace sightglass::proxy {

/// What the client of one exchange gets: a whole answer or a stream, at once or as a Delivery says. Without a Delivery each
/// call goes straight to the listener's sink.
///
/// Thread: the engine's. Owner: the exchange.
class ClientReply final : private PacedWriter::Target
{
public:
    /// Told about paced answers only, from the event loop. The reply may be destroyed from each.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// Everything up to the end went out.
        virtual void replySent() = 0;
        /// A fault cut the connection.
        virtual void replyCut(qint64 afterBytes) = 0;
        /// What waited went below the mark after writable() had been false.
        virtual void replyDrained() = 0;
    };
    /// Bytes that wait to go out at a slow pace; above it nothing more is read from the server.
    static constexpr qsizetype kMaxWaitingBytes = 1024 * 1024;

    ClientReply(transport::ReplySink &sink, transport::ReplyObserver &observer, Listener &listener);
    ~ClientReply() override;

    /// A client waits for its answer, or for more of it.
    bool isOpen() const { return m_sink && !m_ended; }
    /// It has the head.
    bool hasBegun() const { return m_begun; }
    /// Nothing of it waits any more: it went out whole, or there is nobody to get it.
    bool isSent() const { return !m_sink; }
    /// The head promised an event stream before there was an answer: whatever the answer is, it goes out as an event.
    bool isEventStreamOfOurs() const { return m_ofOurs; }

    void reply(const transport::ReplyHead &head, QByteArrayView body, const interceptor::Delivery &delivery = {});
    void begin(const transport::ReplyHead &head, std::optional<quint64> length = std::nullopt);
    void beginEventStream(const transport::ReplyHead &head);
    /// What follows are whole events: comments may come between them when nothing else does.
    void allowIdleComments();
    void write(QByteArrayView bytes);
    /// One event, or another part of a stream that must stay together.
    void write(QByteArray bytes, const interceptor::Delivery &delivery);
    void end(QByteArray trailers = {});
    /// Closes the connection, so that the client sees that something is missing.
    void abort();
    /// The client has left.
    void forget();
    bool writable() const;

private:
    void pacedBytes(QByteArrayView bytes) override;
    void pacedProgress() override;
    void pacedCut(qint64 afterBytes) override;
    PacedWriter &paced();

    transport::ReplySink *m_sink; // null once the answer is out or the client gone
    Listener &m_listener;
    std::unique_ptr<PacedWriter> m_paced; // from the first piece with a Delivery on
    QByteArray m_trailers;
    bool m_begun = false;
    bool m_ended = false; // end() was called; with m_paced some of it may still wait
    bool m_ofOurs = false;
    mutable bool m_wasFull = false;
};

} // namespace sightglass::proxy
