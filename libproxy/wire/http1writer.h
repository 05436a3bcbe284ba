// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

namespace sightglass::wire {

/// Writes one HTTP/1.1 head at the end of `out` (which it does not own): a start line, fields, finish(). Nothing that
/// would let a value break out of its line is ever written (response splitting, RFC 9110 section 5.5); the caller sees
/// `false` and decides.
class HeadWriter
{
public:
    explicit HeadWriter(QByteArray &out) : m_out(out) {}

    /// False, and nothing written, when the method is no token or the target is empty or has white space or control
    /// characters.
    [[nodiscard]] bool startRequest(QByteArrayView method, QByteArrayView target);
    /// An empty `reason` becomes defaultReason(). False, and nothing written, when status is outside 100…999 or the
    /// reason has control characters.
    bool startResponse(int status, QByteArrayView reason = {});
    /// False, and nothing written, when name or value contain forbidden bytes.
    bool field(QByteArrayView name, QByteArrayView value);
    bool field(QByteArrayView name, quint64 number);
    /// Copies a parsed field with its name's case kept; needs no check, since it came from a parsed head.
    void copyField(const HttpHead &head, qsizetype i);
    /// The empty line.
    void finish() { m_out.append("\r\n", 2); }

private:
    QByteArray &m_out;
};

/// One chunk of the chunked transfer coding; nothing for empty data (an empty chunk would end the body).
void appendChunk(QByteArray &out, QByteArrayView data);
/// Ends a chunked body without trailers.
inline constexpr QByteArrayView kLastChunk("0\r\n\r\n", 5);

/// The reason phrase that a status code is registered with; empty when there is none.
QByteArrayView registeredReason(int status);
/// The same, but "Unknown" when there is none.
QByteArrayView defaultReason(int status);

/// Fields a proxy must not pass on (RFC 9110 section 7.6.1): Connection, Keep-Alive, Proxy-Connection,
/// Proxy-Authenticate, Proxy-Authorization, TE, Trailer, Transfer-Encoding, Upgrade. Names listed in Connection are
/// hop-by-hop too: ask head.hasToken("Connection", name).
bool isHopByHop(QByteArrayView name);

} // namespace sightglass::wire
