// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace sightglass::mcp {

/// Changes of a JSON text that leave every byte outside of what they change as it is: order, spelling of numbers,
/// white space, duplicate members. Pointers are JSON Pointers (RFC 6901); of duplicate members the last one is meant.
/// Values are JSON texts, checked. Comments (JSONC) are stepped over where they stand. Errors say what and where;
/// nothing is changed then.
///
/// Thread: any; no state.
namespace jsonedit {

/// Deepest nesting that is followed.
inline constexpr int kMaxDepth = 256;
/// Largest text that an edit may make: a patch that copies can double it with each operation.
inline constexpr qsizetype kMaxBytes = 64 * 1024 * 1024;
/// Most operations of one JSON Patch.
inline constexpr qsizetype kMaxOperations = 1000;

/// Where a value stands: [begin, end) of the value itself.
struct Span {
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// The value at \a pointer; NotFound when there is none.
Result<Span> locate(QByteArrayView json, QByteArrayView pointer);
/// The value's own bytes.
Result<QByteArray> value(QByteArrayView json, QByteArrayView pointer);
/// The places of an array's elements or an object's member values, in order.
Result<QList<Span>> children(QByteArrayView json, QByteArrayView pointer);

/// Puts \a value at \a pointer: replaces what is there, adds a member whose parent is there; missing parents are made as
/// objects. `-` or the length as an array's index appends.
Result<QByteArray> set(QByteArrayView json, QByteArrayView pointer, QByteArrayView value);
/// Takes a member or element away, with its comma, and all earlier members of its name, which would count otherwise;
/// NotFound when it is not there.
Result<QByteArray> remove(QByteArrayView json, QByteArrayView pointer);
/// Inserts before the element at the pointer's index (RFC 6902 "add" on arrays); as set() on objects.
Result<QByteArray> insert(QByteArrayView json, QByteArrayView pointer, QByteArrayView value);
/// RFC 6902, all six operations; all of it or nothing.
Result<QByteArray> patch(QByteArrayView json, QByteArrayView jsonPatch);
/// RFC 7396.
Result<QByteArray> mergePatch(QByteArrayView json, QByteArrayView mergePatch);

} // namespace jsonedit
} // namespace sightglass::mcp
