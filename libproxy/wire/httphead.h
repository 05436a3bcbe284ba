// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QVarLengthArray>

#include <optional>

namespace sightglass::wire {

/// Which side of HTTP a message belongs to: what a client sends, or what a server answers.
enum class Role { Request, Response };

/// How the end of a message's body is found (RFC 9112 section 6.3).
enum class Framing { None, Length, Chunked, UntilClose };

/// True when both are equal as ASCII without regard to case: header names, tokens, host names.
bool equalsIgnoreCase(QByteArrayView left, QByteArrayView right) noexcept;

/// A place in a head's block: bytes [at, at + length).
struct Span {
    quint32 at = 0;
    quint32 length = 0;
};

/// What a parser found out about a block; HttpHead owns one beside the bytes.
struct HeadLayout {
    struct Field {
        Span name;
        Span value;
    };
    Span method; ///< requests only, as are target
    Span target;
    Span reason; ///< responses only, as is status
    int status = 0;
    int versionMinor = 1;
    Framing framing = Framing::None;
    bool keepAlive = true;
    std::optional<quint64> contentLength;
    QVarLengthArray<Field, 24> fields;
};

/// One HTTP/1.x message head: the bytes exactly as they came, and where its parts are in them. A value: copies share
/// the bytes. Every view lives as long as this head (or any copy of its block()).
class HttpHead
{
public:
    using Role = wire::Role;
    using Framing = wire::Framing;

    HttpHead() = default;
    /// For parsers: `layout` must have been made from `block`.
    HttpHead(QByteArray block, HeadLayout layout) : m_block(std::move(block)), m_layout(std::move(layout)) {}

    /// Parses stored bytes again (recordings). `block` is a whole head including its final empty line. Default limits.
    /// InvalidData or LimitExceeded when it is not one. The answer to a HEAD request needs `toHead`, or its framing
    /// would promise a body.
    static Result<HttpHead> parse(Role role, QByteArray block, bool toHead = false);

    /// Start line up to and including the final CRLFCRLF, exactly as received.
    const QByteArray &block() const { return m_block; }
    QByteArrayView method() const { return view(m_layout.method); }
    QByteArrayView target() const { return view(m_layout.target); }
    QByteArrayView reason() const { return view(m_layout.reason); }
    int status() const { return m_layout.status; }
    int versionMinor() const { return m_layout.versionMinor; } ///< 0 or 1

    qsizetype fieldCount() const { return m_layout.fields.size(); }
    QByteArrayView name(qsizetype i) const { return view(m_layout.fields[i].name); }
    /// Without the white space around it.
    QByteArrayView value(qsizetype i) const { return view(m_layout.fields[i].value); }
    /// The first field of that name (any case); nullopt when there is none. An empty value is a value.
    std::optional<QByteArrayView> find(QByteArrayView name) const;
    qsizetype count(QByteArrayView name) const;
    /// Whether any field of that name holds the token in its comma separated list; both in any case.
    bool hasToken(QByteArrayView name, QByteArrayView token) const;

    Framing framing() const { return m_layout.framing; }
    /// As declared; also set where no body follows (204, 304, answers to HEAD).
    std::optional<quint64> contentLength() const { return m_layout.contentLength; }
    /// Whether the sender keeps the connection open after this message (RFC 9112 section 9.3).
    bool keepAlive() const { return m_layout.keepAlive; }

private:
    QByteArrayView view(Span span) const
    {
        return QByteArrayView(m_block.constData() + span.at, qsizetype(span.length));
    }

    QByteArray m_block;
    HeadLayout m_layout;
};

} // namespace sightglass::wire
