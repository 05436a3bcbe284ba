// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/headcheck.h"
#include "wire/headparser.h"

#include <cstring>

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<HttpError> refused(int status, QString text)
{
    return tl::unexpected<HttpError>(HttpError{status, std::move(text)});
}

constexpr QByteArrayView kStatusLineStart("HTTP/", 5);

/// How many of the bytes can begin a message: all, or the place of the first that cannot. So a strange protocol on the
/// port is told at once, not after a time limit.
qsizetype goodStart(Role role, QByteArrayView bytes)
{
    if (role == Role::Request)
        return bytes.isEmpty() || isTokenByte(bytes[0]) ? bytes.size() : 0;
    const qsizetype known = qMin(bytes.size(), kStatusLineStart.size());
    for (qsizetype i = 0; i < known; ++i) {
        if (bytes[i] != kStatusLineStart[i])
            return i;
    }
    return bytes.size();
}

} // namespace

tl::expected<qsizetype, HttpError> HeadScanner::scan(Role role, const HttpLimits &limits, QByteArrayView bytes)
{
    if (m_lines == 0 && m_seen < kStatusLineStart.size()) {
        if (const qsizetype good = goodStart(role, bytes); good < bytes.size())
            return refused(400, u"line 1 begins no HTTP/1 message: "_s + quoted(bytes.first(good + 1)));
    }
    const char *const data = bytes.data();
    const qsizetype end = qMin(bytes.size(), limits.headerBytes);
    while (m_seen < end) {
        // Beast would join folded lines; RFC 9112 section 5.2 lets a server refuse them, and 2.2 a first line of blanks.
        if (m_lines > 0 && m_seen == m_lineStart && (data[m_seen] == ' ' || data[m_seen] == '\t'))
            return refused(400, u"line %1 is folded (begins with white space)"_s.arg(m_lines + 1));
        const void *const found = std::memchr(data + m_seen, '\n', size_t(end - m_seen));
        if (!found) {
            m_seen = end;
            break;
        }
        const qsizetype at = static_cast<const char *>(found) - data;
        ++m_lines;
        if (at == m_lineStart || data[at - 1] != '\r')
            return refused(400, u"line %1 ends with a bare LF"_s.arg(m_lines));
        if (at - m_lineStart == 1)
            return at + 1;
        if (m_lines > limits.headerCount + 1)
            return refused(431, u"more than %1 header fields"_s.arg(limits.headerCount));
        m_lineStart = m_seen = at + 1;
    }
    if (bytes.size() < limits.headerBytes)
        return 0;
    if (m_lines == 0 && role == Role::Request)
        return refused(414, u"request line longer than %1 bytes"_s.arg(limits.headerBytes));
    return refused(431, u"head longer than %1 bytes, in line %2"_s.arg(limits.headerBytes).arg(m_lines + 1));
}

} // namespace sightglass::wire
