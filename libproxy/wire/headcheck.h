// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httpevents.h"

namespace sightglass::wire {

/// The fields that decide where a message ends, as they are met while parsing. Only the last of several is kept: more
/// than one is refused anyway.
struct FramingFields {
    int lengths = 0;
    int encodings = 0;
    int hosts = 0;
    QByteArrayView length;
    QByteArrayView encoding;

    /// Takes note of the field if it is one of them; `name` in any case.
    void note(QByteArrayView name, QByteArrayView value);
};

/// RFC 9112 section 6.3 and 3.2: refuses what two parsers could read differently, and sets layout.framing and
/// layout.contentLength.
tl::expected<void, HttpError> decideFraming(Role role, const FramingFields &fields, bool toHead, HeadLayout &layout);

/// Why Beast refused this head, with line number and field name. Slow; for the refused only. `fallback` is Beast's own
/// text, for a reason not found here.
HttpError explainRefusal(Role role, QByteArrayView block, const QString &fallback);

/// The same for one field line without its CRLF; nullopt when nothing is wrong. `where` begins the text.
std::optional<HttpError> checkFieldLine(QByteArrayView line, const QString &where);

/// Bytes of a peer for an error text: in double quotes, escaped, cut at 64 bytes.
QString quoted(QByteArrayView bytes);

/// Whether every byte may stand in a field value: no control character but HTAB (RFC 9110 section 5.5).
bool isFieldValue(QByteArrayView bytes) noexcept;
/// Whether it is a token and not empty: field names, methods (RFC 9110 section 5.6.2).
bool isToken(QByteArrayView bytes) noexcept;
bool isTokenByte(char byte) noexcept;

} // namespace sightglass::wire
