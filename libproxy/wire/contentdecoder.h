// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace sightglass::wire {

/// Undoes `Content-Encoding: gzip` or `deflate` on a copy of a body, piece by piece, so that what passes compressed can
/// still be read. The bytes on the wire are not its business. Sans-io.
class ContentDecoder
{
public:
    /// Null when the coding is unknown (br, zstd, a list of several) or none.
    static std::unique_ptr<ContentDecoder> forCoding(QByteArrayView contentEncoding);
    ~ContentDecoder();

    /// The decoded bytes that \a bytes give. InvalidData when they are not what the coding promises; LimitExceeded when
    /// more than \a maxBytes come out in total.
    Result<QByteArray> decode(QByteArrayView bytes, quint64 maxBytes);

private:
    ContentDecoder();
    struct Private;
    std::unique_ptr<Private> d;
};

/// \a acceptEncoding without the codings that ContentDecoder cannot undo; \a acceptEncoding itself when it names none
/// of those. Never empty: `identity` when nothing else is left.
QByteArray decodableCodings(QByteArrayView acceptEncoding);

} // namespace sightglass::wire
