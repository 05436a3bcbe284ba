// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/payloadcodec.h"

#include <cstring>
#include <limits>

namespace sightglass::store {

namespace {

constexpr int kMaxVarintBytes = 10;

char *writeVarint(char *out, quint64 value)
{
    while (value >= 0x80) {
        *out++ = static_cast<char>(value | 0x80);
        value >>= 7;
    }
    *out++ = static_cast<char>(value);
    return out;
}

/// Takes a varint off the front; false when it is cut short, too long, or not the shortest form of its value.
bool takeVarint(QByteArrayView &frames, quint64 &value)
{
    value = 0;
    for (int i = 0; i < kMaxVarintBytes && i < frames.size(); ++i) {
        const auto byte = static_cast<quint8>(frames[i]);
        if (i == kMaxVarintBytes - 1 && byte > 1) // more than 64 bits
            return false;
        value |= quint64(byte & 0x7f) << (7 * i);
        if (byte & 0x80)
            continue;
        frames = frames.sliced(i + 1);
        return byte != 0 || i == 0;
    }
    return false;
}

} // namespace

qsizetype framesSizeBound(const QList<exchange::Part> &parts)
{
    qsizetype size = 0;
    for (const exchange::Part &part : parts)
        size += 1 + 2 * kMaxVarintBytes + part.bytes.size();
    return size;
}

void appendFrames(const QList<exchange::Part> &parts, QByteArray &chunk)
{
    const qsizetype before = chunk.size();
    const qsizetype needed = before + framesSizeBound(parts);
    if (needed > chunk.capacity())
        chunk.reserve(qMax(needed, 2 * chunk.capacity()));
    // Grow to the bound, write, shrink: no check of capacity at each byte.
    chunk.resize(needed);
    char *const begin = chunk.data();
    char *out = begin + before;
    for (const exchange::Part &part : parts) {
        *out++ = static_cast<char>(part.kind);
        out = writeVarint(out, static_cast<quint64>(qMax<qint64>(0, part.atUs)));
        out = writeVarint(out, static_cast<quint64>(part.bytes.size()));
        std::memcpy(out, part.bytes.constData(), static_cast<size_t>(part.bytes.size()));
        out += part.bytes.size();
    }
    chunk.resize(out - begin);
}

Result<void> readFrames(QByteArrayView frames, QList<exchange::Part> &parts)
{
    const qsizetype before = parts.size();
    while (!frames.isEmpty()) {
        exchange::Part part;
        part.kind = static_cast<exchange::PartKind>(frames.front());
        frames = frames.sliced(1);
        quint64 at = 0;
        quint64 length = 0;
        if (!takeVarint(frames, at) || !takeVarint(frames, length)
            || at > static_cast<quint64>(std::numeric_limits<qint64>::max())
            || length > static_cast<quint64>(frames.size())) {
            parts.resize(before);
            return failure(ErrorCode::InvalidData, QStringLiteral("The payload of an exchange is damaged"));
        }
        part.atUs = static_cast<qint64>(at);
        part.bytes = frames.first(static_cast<qsizetype>(length)).toByteArray();
        frames = frames.sliced(static_cast<qsizetype>(length));
        parts.append(std::move(part));
    }
    return {};
}

} // namespace sightglass::store
