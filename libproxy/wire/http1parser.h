// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/chunkdecoder.h"
#include "wire/headparser.h"

namespace sightglass::wire {

/// HTTP/1.x from bytes: sans-io, push, one message at a time. Give it what the socket had; it calls HttpEvents and says
/// how much it used. It stops at the end of a message, so that pipelined bytes stay with the caller:
///
///     while (!bytes.isEmpty() && !paused) {
///         const auto used = parser.feed(bytes, events);
///         if (!used) → answer used.error() and close
///         bytes = bytes.sliced(*used);
///         if (parser.done()) parser.reset();
///     }
///
/// Strict where leniency makes request smuggling possible: what it refuses is in headparser.h and
/// chunkdecoder.h. An interim response (1xx, 101 too) is a message of its own, without body. A whole small request
/// in one feed costs one allocation, its block. After an error only reset() helps. Not thread-safe.
class Http1Parser
{
public:
    using Role = wire::Role;

    explicit Http1Parser(Role role, const HttpLimits &limits = {})
        : m_limits(limits), m_bodyLimit(limits.bodyBytes), m_role(role)
    {}

    /// Consumes at most to the end of ONE message and returns the number of bytes used. Unless the message is done()
    /// or an error came, that is all of them (what is incomplete is kept here). When done(), it is 0 until reset().
    tl::expected<qsizetype, HttpError> feed(QByteArrayView bytes, HttpEvents &events);

    /// The peer closed its side: ends a body that lasts until close. Fails inside a head or a body; fine when idle()
    /// or done().
    tl::expected<void, HttpError> finish(HttpEvents &events);

    /// The next responses answer HEAD: no body follows, whatever their fields say. Stays until changed, also over
    /// reset(), since interim 1xx responses come first.
    void expectNoBody(bool noBody) { m_noBody = noBody; }

    /// Another body limit for the message under way, until reset(); from within onHead too. An event stream has no end:
    /// kUnlimitedBody.
    void setBodyLimit(quint64 bytes) { m_bodyLimit = bytes; }

    /// Ready for the next message on the same connection, also after an error.
    void reset();

    bool idle() const { return m_phase == Phase::Idle; } ///< nothing of a message seen yet
    bool done() const { return m_phase == Phase::Done; } ///< onMessageEnd was called
    /// onHead was called, and no error came since.
    bool headComplete() const { return m_phase > Phase::Head && m_phase < Phase::Failed; }
    quint64 bodyBytes() const { return m_bodyBytes + m_chunks.bodyBytes(); } ///< given to onBody so far

private:
    enum class Phase : quint8 { Idle, Head, Length, UntilClose, Chunks, Done, Failed };
    using Used = tl::expected<qsizetype, HttpError>;
    using Checked = tl::expected<void, HttpError>;

    Used feedAny(QByteArrayView bytes, HttpEvents &events);
    Used skipEmptyLines(QByteArrayView bytes);
    Used feedHead(QByteArrayView bytes, HttpEvents &events);
    Used feedBody(QByteArrayView bytes, HttpEvents &events);
    Checked startBody(HttpHead &&head, HttpEvents &events);
    void complete(HttpEvents &events);

    HttpLimits m_limits;
    ChunkDecoder m_chunks;
    HeadScanner m_scanner;
    QByteArray m_head; ///< an incomplete head; empty when a head came whole
    quint64 m_bodyLimit;
    quint64 m_bodyLeft = 0;  ///< of a body with declared length
    quint64 m_bodyBytes = 0; ///< given out, of a body that is not chunked
    int m_leading = 0;       ///< bytes of empty lines skipped before a request
    Role m_role;
    Phase m_phase = Phase::Idle;
    bool m_noBody = false;
};

} // namespace sightglass::wire
