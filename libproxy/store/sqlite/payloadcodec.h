// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/record.h"

namespace sightglass::store {

/// The payload of one snapshot as it stands inside a chunk of the database: a sequence of frames, one per Part,
///
///     kind u8 | atUs varint | length varint | bytes
///
/// without anything around it; the row that points here knows offset and length. A varint is LEB128 (7 bits a byte, low
/// bits first, at most 10 bytes), shortest form; atUs is never negative. The layout has a number, kPayloadFormat, kept
/// with each chunk (`chunk.format`): a reader refuses numbers it does not know, so frames may change in a later schema.
inline constexpr int kPayloadFormat = 1;

/// Upper bound of what appendFrames() adds for \a parts.
qsizetype framesSizeBound(const QList<exchange::Part> &parts);

/// Appends one frame for each part to \a chunk. A negative atUs is written as 0.
void appendFrames(const QList<exchange::Part> &parts, QByteArray &chunk);

/// Reads all frames of one piece and appends them to \a parts. \a frames may hold anything: what appendFrames() cannot
/// have written is InvalidData, and \a parts is then as before. Kinds that this version does not know are kept.
Result<void> readFrames(QByteArrayView frames, QList<exchange::Part> &parts);

} // namespace sightglass::store
