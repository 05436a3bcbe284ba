// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/chunkdecoder.h"

#include "wire/headcheck.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxSizeDigits = 16; ///< of a 64-bit chunk size

tl::unexpected<HttpError> refused(int status, QString text)
{
    return tl::unexpected<HttpError>(HttpError{status, std::move(text)});
}

int hexValue(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    const char lower = char(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// RFC 9110 section 6.5.1: fields for framing, routing, request modifiers, authentication or the content's format.
bool isForbiddenTrailer(QByteArrayView name)
{
    static constexpr std::array<const char *, 26> kNames = {"Age",
                                                            "Authorization",
                                                            "Cache-Control",
                                                            "Connection",
                                                            "Content-Encoding",
                                                            "Content-Length",
                                                            "Content-Range",
                                                            "Content-Type",
                                                            "Cookie",
                                                            "Date",
                                                            "Expect",
                                                            "Expires",
                                                            "Host",
                                                            "Keep-Alive",
                                                            "Location",
                                                            "Max-Forwards",
                                                            "Proxy-Authenticate",
                                                            "Proxy-Authorization",
                                                            "Proxy-Connection",
                                                            "Range",
                                                            "Set-Cookie",
                                                            "TE",
                                                            "Trailer",
                                                            "Transfer-Encoding",
                                                            "Upgrade",
                                                            "WWW-Authenticate"};
    return std::any_of(kNames.begin(), kNames.end(), [name](const char *one) { return equalsIgnoreCase(name, one); });
}

} // namespace

tl::expected<qsizetype, HttpError> ChunkDecoder::feed(QByteArrayView bytes, const HttpLimits &limits,
                                                      HttpEvents &events)
{
    qsizetype at = 0;
    while (at < bytes.size() && m_state != State::Done) {
        if (m_state == State::Data) {
            const qsizetype length = qsizetype(qMin(m_left, quint64(bytes.size() - at)));
            m_left -= quint64(length);
            m_total += quint64(length);
            if (m_left == 0)
                m_state = State::DataCr;
            events.onBody(bytes.sliced(at, length));
            at += length;
        } else if (m_state == State::Trailer) {
            auto used = feedTrailer(bytes.sliced(at), limits, events);
            if (!used)
                return used;
            at += *used;
        } else if (auto checked = step(bytes[at], limits); checked) {
            ++at;
        } else {
            return tl::unexpected<HttpError>(std::move(checked.error()));
        }
    }
    return at;
}

QString ChunkDecoder::where() const
{
    return u"chunk %1 of the body: "_s.arg(m_chunk);
}

ChunkDecoder::Checked ChunkDecoder::step(char byte, const HttpLimits &limits)
{
    switch (m_state) {
    case State::SizeStart:
    case State::Size:
        return sizeByte(byte, limits);
    case State::SizeSpace:
    case State::Extension:
        return extensionByte(byte, limits);
    case State::SizeLf:
        return endSizeLine(byte, limits);
    case State::DataCr:
    case State::DataLf: {
        const bool cr = m_state == State::DataCr;
        if (byte != (cr ? '\r' : '\n'))
            return refused(400, where() + u"no CRLF after its data, but "_s + quoted(QByteArrayView(&byte, 1)));
        m_state = cr ? State::DataLf : State::SizeStart;
        if (!cr)
            ++m_chunk;
        return {};
    }
    case State::Data:
    case State::Trailer:
    case State::Done:
        break; // not byte by byte
    }
    return {};
}

ChunkDecoder::Checked ChunkDecoder::sizeByte(char byte, const HttpLimits &limits)
{
    if (const int digit = hexValue(byte); digit >= 0) {
        if (++m_digits > kMaxSizeDigits)
            return refused(400, where() + u"its size has more than %1 digits"_s.arg(kMaxSizeDigits));
        m_left = m_left * 16 + quint64(digit);
        m_state = State::Size;
        return {};
    }
    if (m_state == State::SizeStart)
        return refused(400, where() + u"its size begins with "_s + quoted(QByteArrayView(&byte, 1)));
    return extensionByte(byte, limits);
}

/// Everything between the size and the CRLF. White space before a `;` is allowed (RFC 9112 section 7.1.1, BWS), and no
/// control character anywhere: a lone LF is where two parsers come to disagree.
ChunkDecoder::Checked ChunkDecoder::extensionByte(char byte, const HttpLimits &limits)
{
    if (byte == '\r' && m_state != State::SizeSpace) {
        m_state = State::SizeLf;
        return {};
    }
    if (++m_extensionBytes > limits.chunkExtensionBytes)
        return refused(431, where() + u"more than %1 bytes of chunk extensions"_s.arg(limits.chunkExtensionBytes));
    if (m_state == State::Extension) {
        if (!isFieldValue(QByteArrayView(&byte, 1)))
            return refused(400, where() + u"control character in its extension"_s);
        return {};
    }
    if (byte == ';')
        m_state = State::Extension;
    else if (byte == ' ' || byte == '\t')
        m_state = State::SizeSpace;
    else
        return refused(400, where() + u"its size is followed by "_s + quoted(QByteArrayView(&byte, 1)));
    return {};
}

ChunkDecoder::Checked ChunkDecoder::endSizeLine(char byte, const HttpLimits &limits)
{
    if (byte != '\n')
        return refused(400, where() + u"its size line has a CR without LF"_s);
    if (m_left > limits.bodyBytes - qMin(m_total, limits.bodyBytes))
        return refused(413, where() + u"body longer than %1 bytes"_s.arg(limits.bodyBytes));
    m_state = m_left == 0 ? State::Trailer : State::Data;
    m_digits = 0;
    return {};
}

tl::expected<qsizetype, HttpError> ChunkDecoder::feedTrailer(QByteArrayView bytes, const HttpLimits &limits,
                                                             HttpEvents &events)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const void *const lf = std::memchr(bytes.data() + at, '\n', size_t(bytes.size() - at));
        const qsizetype end = lf ? static_cast<const char *>(lf) - bytes.data() + 1 : bytes.size();
        m_trailerBytes += end - at;
        if (m_trailerBytes > limits.headerBytes)
            return refused(431, u"trailers longer than %1 bytes"_s.arg(limits.headerBytes));
        m_trailer.append(bytes.sliced(at, end - at));
        at = end;
        if (!lf)
            break;
        if (auto checked = endTrailerLine(limits); !checked)
            return tl::unexpected<HttpError>(std::move(checked.error()));
        if (m_state == State::Done) {
            if (!m_trailer.isEmpty())
                events.onTrailers(m_trailer);
            m_trailer = QByteArray();
            break;
        }
    }
    return at;
}

/// m_trailer ends with an LF: keep the line, drop it, or end the body.
ChunkDecoder::Checked ChunkDecoder::endTrailerLine(const HttpLimits &limits)
{
    const QString place = u"trailer line %1"_s.arg(++m_trailerLines);
    if (!m_trailer.endsWith("\r\n"))
        return refused(400, place + u" ends with a bare LF"_s);
    const QByteArrayView line = QByteArrayView(m_trailer).sliced(m_lineStart).chopped(2);
    if (line.isEmpty()) {
        m_trailer.chop(2);
        m_state = State::Done;
        return {};
    }
    if (m_trailerLines > limits.headerCount)
        return refused(431, u"more than %1 trailer fields"_s.arg(limits.headerCount));
    if (line[0] == ' ' || line[0] == '\t')
        return refused(400, place + u" is folded (begins with white space)"_s);
    if (auto error = checkFieldLine(line, place))
        return tl::unexpected<HttpError>(std::move(*error));
    if (isForbiddenTrailer(line.first(line.indexOf(':'))))
        m_trailer.truncate(m_lineStart);
    m_lineStart = m_trailer.size();
    return {};
}

} // namespace sightglass::wire
