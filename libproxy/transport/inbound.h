// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace sightglass::transport {

/// One whole request from downstream.
struct InboundRequest {
    wire::HttpHead head;
    QByteArray body;       ///< without transfer coding
    QByteArray client;     ///< peer address and port, `127.0.0.1:51234`
    qint64 startedUs = 0;  ///< monotonicUs() of its first byte
    qint64 acceptedUs = 0; ///< monotonicUs() when it was complete
};

/// A request that the listener itself refused: broken HTTP, a limit, a foreign Host or Origin, or a client that left or
/// fell silent before the request was complete.
struct Refusal {
    QByteArray head; ///< what of the head was understood; may be empty
    QByteArray client;
    qint64 startedUs = 0;
    int status = 0; ///< what the client was told; 0: nothing (it had left)
    QString text;   ///< what and where
};

/// The start of an answer. `fields` are ready header lines (`Name: value\r\n` each) without framing ones: the sink
/// writes Content-Length, Transfer-Encoding and Connection, which belong to this hop alone (RFC 9110 §7.6.1).
struct ReplyHead {
    int status = 200;
    QByteArray reason; ///< empty: the standard phrase
    QByteArray fields;
};

/// Told what becomes of an answer. Called in the engine thread, never from within a call to the sink, except where said.
class ReplyObserver
{
public:
    virtual ~ReplyObserver() = default;
    /// The client is gone, or did not read for too long. The sink must not be used any more.
    virtual void clientGone() = 0;
    /// The bytes waiting for the client fell below the low-water mark after writable() had been false.
    virtual void drained() = 0;
};

/// Where the answer to one request goes. Exactly one answer: reply(), or begin() … end(), or abort(). Writes at once and
/// holds nothing back.
///
/// Thread: the engine's. Owner: the connection; valid until the answer ended or clientGone() was called.
class ReplySink
{
public:
    virtual ~ReplySink() = default;
    virtual void setObserver(ReplyObserver *observer) = 0;
    /// A whole answer, body of known length. Ends it.
    virtual void reply(const ReplyHead &head, QByteArrayView body) = 0;
    /// The start of an answer whose body follows by write(): of \a length bytes, or of unknown length.
    virtual void begin(const ReplyHead &head, std::optional<quint64> length = std::nullopt) = 0;
    virtual void write(QByteArrayView bytes) = 0;
    /// Whether comments of our own may be written into an event stream while nothing else is, to keep the connection
    /// open and find a dead client. Off unless asked for; on only while every write ends between two events and nothing
    /// is compressed. Ends with the answer. A transport that needs none ignores it.
    virtual void setIdleComments(bool on) { Q_UNUSED(on) }
    /// The body is complete; \a trailers are ready field lines, sent where the client's HTTP version can take them.
    virtual void end(QByteArrayView trailers = {}) = 0;
    /// The answer cannot be completed: the connection is closed, so that the client sees that it was cut.
    virtual void abort() = 0;
    /// False when more waits for the client than the high-water mark allows: stop reading the source until drained().
    virtual bool writable() const = 0;
};

/// Takes requests from listeners: the proxy's pump, or an MCP server of our own.
///
/// Thread: the engine's. Owner: whoever made it; outlives its listeners.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;
    /// Answer by \a sink, now or later. May call it before returning.
    virtual void accept(InboundRequest &&request, ReplySink &sink) = 0;
    /// For the record; the listener has already dealt with it.
    virtual void refused(const Refusal &refusal) = 0;
};

} // namespace sightglass::transport
