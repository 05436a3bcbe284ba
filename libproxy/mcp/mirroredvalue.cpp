// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/mirroredvalue.h"

#include "mcp/headermirror.h"

#include <algorithm>

namespace sightglass::mcp {

std::optional<QByteArray> readMirrored(QByteArrayView header)
{
    if (!std::all_of(header.begin(), header.end(), [](char c) { return (c >= 0x20 && c <= 0x7E) || c == '\t'; }))
        return std::nullopt;
    const QByteArray text = header.toByteArray();
    const QByteArray value = HeaderMirror::decodeValue(text);
    return value == text || "=?base64?" + value.toBase64() + "?=" == text ? value : text;
}

} // namespace sightglass::mcp
