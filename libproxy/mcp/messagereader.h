// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"

#include <memory>

namespace sightglass::mcp {

/// Deepest nesting of a JSON document that is accepted.
inline constexpr int kMaxJsonDepth = 256;
/// Most members of a batch that are looked at one by one; the official SDK's server refuses more than 100.
inline constexpr int kMaxBatchItems = 1000;

/// Reads envelopes with simdjson, on demand: what is not asked for is not decoded, so numbers beyond a double, lone
/// surrogates and duplicate keys in a payload are none of its business. Never fails: what it cannot read becomes a
/// Message of kind Invalid. Of duplicate keys the last one counts, as in JSON.parse.
///
/// Keeps buffers between calls. Thread: one at a time. Owner: whoever reads.
class MessageReader
{
public:
    explicit MessageReader(int maxDepth = kMaxJsonDepth);
    ~MessageReader();
    MessageReader(const MessageReader &) = delete;
    MessageReader &operator=(const MessageReader &) = delete;

    Message read(QByteArray raw);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Deepest nesting of arrays and objects in \a json, strings respected; does not validate.
int jsonDepth(QByteArrayView json);

} // namespace sightglass::mcp
