// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

#include <limits>

namespace sightglass::wire {

inline constexpr qsizetype kDefaultHeaderBytes = qsizetype(64) * 1024;
inline constexpr qsizetype kDefaultHeaderCount = 128;
inline constexpr quint64 kDefaultBodyBytes = quint64(16) * 1024 * 1024;
inline constexpr qsizetype kDefaultChunkExtensionBytes = qsizetype(4) * 1024;
inline constexpr quint64 kUnlimitedBody = std::numeric_limits<quint64>::max(); ///< event streams

/// What one message may cost. Each is a setting; passing one is an HttpError.
struct HttpLimits {
    qsizetype headerBytes = kDefaultHeaderBytes;                 ///< start line and fields; trailers: as much again
    qsizetype headerCount = kDefaultHeaderCount;                 ///< fields; trailers: as many again
    quint64 bodyBytes = kDefaultBodyBytes;                       ///< without chunk framing
    qsizetype chunkExtensionBytes = kDefaultChunkExtensionBytes; ///< all chunk extensions of a message together

    bool operator==(const HttpLimits &) const = default;
};

/// Why a message was refused.
struct HttpError {
    int status = 400; ///< what a server should answer: 400, 413, 414, 431, 501 or 505; no meaning for responses
    QString text;     ///< one sentence: where and what. At most 64 bytes of the peer's, escaped
};

/// Receives one message after the other. Views are valid during the call only. Must not destroy, reset or feed the
/// parser from within a call.
class HttpEvents
{
public:
    virtual ~HttpEvents() = default;
    virtual void onHead(HttpHead &&head) = 0;
    virtual void onBody(QByteArrayView bytes) = 0;
    virtual void onMessageEnd() = 0;
    /// Before onMessageEnd, when a chunked body had trailers: the field lines as received, each with its CRLF, without
    /// those that must not be trailers.
    virtual void onTrailers(QByteArrayView rawBlock) { Q_UNUSED(rawBlock) }
};

} // namespace sightglass::wire
