// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httpevents.h"

namespace sightglass::wire {

/// The chunked transfer coding (RFC 9112 section 7.1) from bytes that arrive in pieces. Keeps nothing but trailer
/// fields, and looks at each byte once. Exactly CRLF ends a line; a size is 1 to 16 hexadecimal digits with nothing
/// before them; extensions are skipped up to a limit. Trailer fields that frame, route or authenticate (RFC 9110
/// section 6.5.1) are checked like all others, then dropped. The outcome does not depend on how the bytes were cut.
class ChunkDecoder
{
public:
    /// Decodes up to the end of the body, calling onBody and onTrailers; returns the bytes used (all, unless done()).
    /// The same `limits` each time, except that bodyBytes may be raised.
    tl::expected<qsizetype, HttpError> feed(QByteArrayView bytes, const HttpLimits &limits, HttpEvents &events);
    void reset() { *this = ChunkDecoder(); }
    bool done() const { return m_state == State::Done; }
    quint64 bodyBytes() const { return m_total; } ///< data so far, without framing

private:
    enum class State : quint8 { SizeStart, Size, SizeSpace, Extension, SizeLf, Data, DataCr, DataLf, Trailer, Done };
    using Checked = tl::expected<void, HttpError>;

    Checked step(char byte, const HttpLimits &limits);
    Checked sizeByte(char byte, const HttpLimits &limits);
    Checked extensionByte(char byte, const HttpLimits &limits);
    Checked endSizeLine(char byte, const HttpLimits &limits);
    tl::expected<qsizetype, HttpError> feedTrailer(QByteArrayView bytes, const HttpLimits &limits, HttpEvents &events);
    Checked endTrailerLine(const HttpLimits &limits);
    QString where() const;

    QByteArray m_trailer; ///< kept field lines, then the one under way
    quint64 m_left = 0;   ///< of the chunk under way; its size while that is read
    quint64 m_total = 0;
    quint64 m_chunk = 1; ///< number of the chunk under way, for error texts
    qsizetype m_extensionBytes = 0;
    qsizetype m_lineStart = 0;    ///< in m_trailer
    qsizetype m_trailerBytes = 0; ///< received, kept or not
    qsizetype m_trailerLines = 0;
    int m_digits = 0;
    State m_state = State::SizeStart;
};

} // namespace sightglass::wire
