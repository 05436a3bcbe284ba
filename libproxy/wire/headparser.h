// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httpevents.h"

namespace sightglass::wire {

/// Finds the end of a head in bytes that arrive in pieces; looks at each byte once. Refuses early what no later byte can
/// mend: a first byte that begins no HTTP message, a line ended by a bare LF, a folded line (obs-fold, RFC 9112 section
/// 5.2), more bytes or lines than the limits allow. So the outcome does not depend on how the bytes were cut.
class HeadScanner
{
public:
    /// `bytes` is everything since the start of the head, each time. Returns the head's length including the empty
    /// line, or 0 when it is incomplete.
    tl::expected<qsizetype, HttpError> scan(Role role, const HttpLimits &limits, QByteArrayView bytes);

private:
    qsizetype m_seen = 0;      ///< bytes looked at
    qsizetype m_lineStart = 0; ///< where the line begins that m_seen is in
    qsizetype m_lines = 0;     ///< lines ended
};

/// The grammar and the framing of one whole head (Boost.Beast inside). On top of what Beast refuses: two Content-Length
/// even when equal, Content-Length with Transfer-Encoding, Transfer-Encoding in HTTP/1.0 or other than `chunked`, an
/// HTTP/1.1 request without exactly one Host. `block` must be what HeadScanner found. `toHead`: it answers HEAD.
tl::expected<HttpHead, HttpError> parseHead(Role role, QByteArray block, bool toHead);

} // namespace sightglass::wire
