// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sseparser.h"

#include <QVarLengthArray>

#include <charconv>
#include <cstring>

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF", 3);

/// The next CR or LF at or after a place that only moves forward. Remembers both, so that a stream without one kind is
/// not searched for it again and again.
class LineEndFinder
{
public:
    LineEndFinder(const char *begin, const char *end) : m_end(end), m_cr(find(begin, '\r')), m_lf(find(begin, '\n')) {}

    const char *next(const char *at)
    {
        if (m_cr < at)
            m_cr = find(at, '\r');
        if (m_lf < at)
            m_lf = find(at, '\n');
        return m_cr < m_lf ? m_cr : m_lf;
    }

private:
    const char *find(const char *at, char byte) const
    {
        const void *const found = at == m_end ? nullptr : std::memchr(at, byte, size_t(m_end - at));
        return found ? static_cast<const char *>(found) : m_end;
    }

    const char *m_end;
    const char *m_cr;
    const char *m_lf;
};

std::optional<qint64> parseRetry(QByteArrayView digits)
{
    quint64 number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.isEmpty() || error != std::errc() || end != digits.data() + digits.size()
        || number > quint64(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return qint64(number);
}

using DataLines = QVarLengthArray<QByteArrayView, 16>;

void readField(QByteArrayView line, SseEvent &event, DataLines &data)
{
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (name == "data")
        data.append(value);
    else if (name == "event")
        event.type = value.toByteArray();
    else if (name == "id" && !value.contains('\0'))
        event.id = value.isEmpty() ? QByteArray("") : value.toByteArray();
    else if (name == "retry") {
        if (const auto retry = parseRetry(value))
            event.retryMs = retry;
    }
}

QByteArray joined(const DataLines &lines)
{
    qsizetype total = lines.isEmpty() ? 0 : lines.size() - 1;
    for (const QByteArrayView line : lines)
        total += line.size();
    QByteArray text;
    text.reserve(total);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            text.append('\n');
        text.append(lines[i]);
    }
    return text;
}

} // namespace

SseEvent parseSseBlock(QByteArray raw, bool streamStart)
{
    SseEvent event;
    DataLines data;
    const char *at = raw.constData();
    const char *const end = at + raw.size();
    if (streamStart && raw.startsWith(kByteOrderMark))
        at += kByteOrderMark.size();
    LineEndFinder lineEnds(at, end);
    while (at != end) {
        const char *const lineEnd = lineEnds.next(at);
        if (lineEnd != at)
            readField(QByteArrayView(at, lineEnd - at), event, data);
        at = lineEnd == end ? end : lineEnd + 1; // the LF of a CRLF makes an empty line, which changes nothing
    }
    event.hasData = !data.isEmpty();
    event.data = joined(data);
    event.raw = std::move(raw);
    return event;
}

Result<void> SseParser::feed(QByteArrayView bytes, Sink &sink)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    const char *start = at; // of what is not yet in an event
    LineEndFinder lineEnds(at, end);
    while (at != end && !m_failed) {
        if (m_state == State::InLine) {
            at = lineEnds.next(at);
            if (at == end)
                break;
        }
        const Cut cut = advance(*at);
        if (cut == Cut::Before && emitEvent(QByteArrayView(start, at - start), sink))
            start = at;
        ++at;
        if (cut == Cut::None || m_failed)
            continue;
        // After a cut before it, a CR is an empty line of its own.
        const bool after = cut == Cut::After || at[-1] == '\r';
        if (after && emitEvent(QByteArrayView(start, at - start), sink))
            start = at;
    }
    m_buffer.append(QByteArrayView(start, end - start));
    m_failed = m_failed || m_buffer.size() > m_maxEventBytes;
    if (m_failed)
        return failure(ErrorCode::LimitExceeded,
                       u"event longer than %1 bytes in an event stream"_s.arg(m_maxEventBytes));
    return {};
}

SseParser::Cut SseParser::advance(char byte)
{
    const State before = m_state;
    if (byte == '\n') {
        m_state = State::LineStart;
        return before == State::LineStart || before == State::AfterEmptyCr ? Cut::After : Cut::None;
    }
    if (byte != '\r') {
        m_state = State::InLine;
        return before == State::AfterEmptyCr ? Cut::Before : Cut::None;
    }
    switch (before) {
    case State::InLine:
        m_state = State::AfterCr;
        return Cut::None;
    case State::LineStart:
        m_state = State::AfterEmptyCr;
        return Cut::None;
    case State::AfterCr:
    case State::AfterEvent:
        m_state = State::AfterEvent;
        return Cut::After;
    case State::AfterEmptyCr:
        m_state = State::AfterEvent;
        return Cut::Before;
    }
    return Cut::None;
}

bool SseParser::emitEvent(QByteArrayView tail, Sink &sink)
{
    if (m_buffer.size() + tail.size() > m_maxEventBytes) {
        m_failed = true;
        return false;
    }
    QByteArray raw = std::exchange(m_buffer, QByteArray());
    if (raw.isEmpty())
        raw = tail.toByteArray();
    else
        raw.append(tail);
    sink.onEvent(parseSseBlock(std::move(raw), std::exchange(m_streamStart, false)));
    return true;
}

void SseParser::finish(Sink &sink)
{
    if (m_state == State::AfterEmptyCr && !m_failed)
        emitEvent({}, sink);
    m_state = State::LineStart;
}

QByteArray SseParser::takeRest()
{
    m_state = State::LineStart;
    m_streamStart = true;
    m_failed = false;
    return std::exchange(m_buffer, QByteArray());
}

} // namespace sightglass::wire
