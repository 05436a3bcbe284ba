// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace sightglass::wire {

/// One block of a text/event-stream, up to and including the empty line that ends it. Comment-only blocks and lone
/// empty lines are events too (hasData false, type empty), so that the raw bytes of all events are the whole stream.
struct SseEvent {
    QByteArray raw;                ///< exactly as received, line ends included
    QByteArray type;               ///< the `event` field; empty means "message"
    QByteArray data;               ///< the `data` lines joined by LF
    std::optional<QByteArray> id;  ///< the `id` field when there is one; may be empty (resets the last event id)
    std::optional<qint64> retryMs; ///< the `retry` field, in milliseconds
    bool hasData = false; ///< there was a `data` field, possibly empty; a browser dispatches only those with data
};

inline constexpr qsizetype kDefaultSseEventBytes = qsizetype(16) * 1024 * 1024;

/// Reads the fields of one block (WHATWG HTML section 9.2.6). `streamStart`: a byte order mark may come first.
SseEvent parseSseBlock(QByteArray raw, bool streamStart = false);

/// Cuts an event stream into events while it arrives. Sans-io; looks at each byte once, however the stream is cut; the
/// events do not depend on the cuts. The raw bytes of all events plus takeRest() are the input, byte for byte.
class SseParser
{
public:
    class Sink
    {
    public:
        virtual ~Sink() = default;
        virtual void onEvent(SseEvent &&event) = 0; ///< must not feed or destroy the parser
    };

    explicit SseParser(qsizetype maxEventBytes = kDefaultSseEventBytes) : m_maxEventBytes(maxEventBytes) {}

    /// LimitExceeded when one event grows beyond the limit. Nothing more is read then, only kept for takeRest(), so
    /// that a proxy can go on passing bytes.
    Result<void> feed(QByteArrayView bytes, Sink &sink);
    /// The stream ended: gives the event that only waited to see whether an LF follows its last CR.
    void finish(Sink &sink);
    /// The bytes of an unfinished event at the end of the stream, which a client must discard (WHATWG) and a proxy
    /// must pass on. The parser is as new afterwards.
    QByteArray takeRest();

private:
    /// What the last byte was: the end of a line with LF (or nothing yet); part of a line; a CR that ended a line and
    /// may have its LF to come; a CR that was an empty line, likewise; a CR that ended an event. The last differs from
    /// the one before it in that the line before also ended with a lone CR: in such a stream an event is not held back
    /// for an LF that will hardly come, and if it does it begins the next event's raw bytes.
    enum class State : quint8 { LineStart, InLine, AfterCr, AfterEmptyCr, AfterEvent };
    enum class Cut : quint8 { None, Before, After }; ///< whether an event ends before or after the byte

    Cut advance(char byte);
    bool emitEvent(QByteArrayView tail, Sink &sink);

    QByteArray m_buffer; ///< of the event under way, from earlier calls
    qsizetype m_maxEventBytes;
    State m_state = State::LineStart;
    bool m_streamStart = true;
    bool m_failed = false;
};

} // namespace sightglass::wire
