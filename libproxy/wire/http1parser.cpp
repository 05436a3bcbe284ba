// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/http1parser.h"

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

/// RFC 9112 section 2.2: ignore at least one empty line before a request line; old clients sent them after a body.
constexpr int kMaxLeadingBytes = 4;
/// First buffer for a head that comes in pieces.
constexpr qsizetype kFirstHeadBytes = 1024;

tl::unexpected<HttpError> refused(int status, QString text)
{
    return tl::unexpected<HttpError>(HttpError{status, std::move(text)});
}

} // namespace

tl::expected<qsizetype, HttpError> Http1Parser::feed(QByteArrayView bytes, HttpEvents &events)
{
    auto used = feedAny(bytes, events);
    if (!used)
        m_phase = Phase::Failed;
    return used;
}

Http1Parser::Used Http1Parser::feedAny(QByteArrayView bytes, HttpEvents &events)
{
    if (m_phase == Phase::Failed)
        return refused(400, u"more bytes after a refused message"_s);
    qsizetype used = 0;
    if (m_phase == Phase::Idle) {
        Used skipped = skipEmptyLines(bytes);
        if (!skipped)
            return skipped;
        used = *skipped;
        if (used < bytes.size())
            m_phase = Phase::Head;
    }
    if (m_phase == Phase::Head) {
        Used head = feedHead(bytes.sliced(used), events);
        if (!head)
            return head;
        used += *head;
    }
    if (m_phase == Phase::Idle || m_phase == Phase::Head || m_phase == Phase::Done || used == bytes.size())
        return used;
    Used body = feedBody(bytes.sliced(used), events);
    if (!body)
        return body;
    return used + *body;
}

Http1Parser::Used Http1Parser::skipEmptyLines(QByteArrayView bytes)
{
    qsizetype at = 0;
    if (m_role == Role::Response)
        return at;
    while (at < bytes.size() && m_leading < kMaxLeadingBytes) {
        const bool wantsLf = m_leading % 2 == 1;
        if (bytes[at] != (wantsLf ? '\n' : '\r')) {
            if (wantsLf)
                return refused(400, u"a CR without LF before the request line"_s);
            break;
        }
        ++at;
        ++m_leading;
    }
    return at;
}

Http1Parser::Used Http1Parser::feedHead(QByteArrayView bytes, HttpEvents &events)
{
    const qsizetype before = m_head.size();
    QByteArrayView all = bytes;
    if (before > 0) {
        m_head.append(bytes.first(qMin(bytes.size(), m_limits.headerBytes - before)));
        all = m_head;
    }
    auto end = m_scanner.scan(m_role, m_limits, all);
    if (!end)
        return end;
    if (*end == 0) {
        if (before == 0 && !bytes.isEmpty()) {
            m_head.reserve(qMax(kFirstHeadBytes, bytes.size() * 2));
            m_head.append(bytes);
        }
        return bytes.size();
    }
    QByteArray block;
    if (before > 0) {
        m_head.truncate(*end);
        block = std::exchange(m_head, QByteArray());
    } else {
        block = QByteArray(bytes.data(), *end);
    }
    auto head = parseHead(m_role, std::move(block), m_noBody);
    if (!head)
        return tl::unexpected<HttpError>(std::move(head.error()));
    if (auto started = startBody(std::move(*head), events); !started)
        return tl::unexpected<HttpError>(std::move(started.error()));
    return *end - before;
}

Http1Parser::Checked Http1Parser::startBody(HttpHead &&head, HttpEvents &events)
{
    switch (head.framing()) {
    case Framing::None:
        m_phase = Phase::Length;
        break;
    case Framing::Length:
        m_bodyLeft = *head.contentLength();
        if (m_bodyLeft > m_bodyLimit)
            return refused(413, u"Content-Length %1 is more than %2 bytes"_s.arg(m_bodyLeft).arg(m_bodyLimit));
        m_phase = Phase::Length;
        break;
    case Framing::Chunked:
        m_phase = Phase::Chunks;
        break;
    case Framing::UntilClose:
        m_phase = Phase::UntilClose;
        break;
    }
    events.onHead(std::move(head));
    if (m_phase == Phase::Length && m_bodyLeft == 0)
        complete(events);
    return {};
}

Http1Parser::Used Http1Parser::feedBody(QByteArrayView bytes, HttpEvents &events)
{
    if (m_phase == Phase::Chunks) {
        HttpLimits limits = m_limits;
        limits.bodyBytes = m_bodyLimit;
        Used used = m_chunks.feed(bytes, limits, events);
        if (used && m_chunks.done())
            complete(events);
        return used;
    }
    const bool untilClose = m_phase == Phase::UntilClose;
    const quint64 allowed = untilClose ? m_bodyLimit - qMin(m_bodyBytes, m_bodyLimit) : m_bodyLeft;
    const qsizetype length = qsizetype(qMin(allowed, quint64(bytes.size())));
    m_bodyBytes += quint64(length);
    if (length > 0)
        events.onBody(bytes.first(length));
    if (untilClose) {
        if (length < bytes.size())
            return refused(413, u"body longer than %1 bytes"_s.arg(m_bodyLimit));
        return length;
    }
    m_bodyLeft -= quint64(length);
    if (m_bodyLeft == 0)
        complete(events);
    return length;
}

void Http1Parser::complete(HttpEvents &events)
{
    m_phase = Phase::Done;
    events.onMessageEnd();
}

tl::expected<void, HttpError> Http1Parser::finish(HttpEvents &events)
{
    QString text;
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Done:
        return {};
    case Phase::UntilClose:
        complete(events);
        return {};
    case Phase::Head:
        text = u"connection closed inside the head, after %1 bytes"_s.arg(m_head.size());
        break;
    case Phase::Length:
        text = u"connection closed with %1 bytes of the body missing"_s.arg(m_bodyLeft);
        break;
    case Phase::Chunks:
        text = u"connection closed inside a chunked body, after %1 bytes"_s.arg(bodyBytes());
        break;
    case Phase::Failed:
        text = u"connection closed after a refused message"_s;
        break;
    }
    m_phase = Phase::Failed;
    return refused(400, text);
}

void Http1Parser::reset()
{
    m_chunks.reset();
    m_scanner = HeadScanner();
    m_head = QByteArray();
    m_bodyLimit = m_limits.bodyBytes;
    m_bodyLeft = 0;
    m_bodyBytes = 0;
    m_leading = 0;
    m_phase = Phase::Idle;
}

} // namespace sightglass::wire
