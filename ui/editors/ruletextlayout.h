// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

/// How a rule's text is laid out in lines. Pure.
namespace sightglass::ui {

/// The indentation that all lines behind the first share.
QByteArray sharedIndentation(const QByteArray &text);
/// \a text without \a indentation in front of its lines (the first excepted) …
QByteArray withoutIndentation(const QByteArray &text, const QByteArray &indentation);
/// … and with it.
QByteArray withIndentation(const QByteArray &text, const QByteArray &indentation);

/// \a json with the value at \a pointer set; a new member or last element gets a line of its own where its neighbours
/// have one. An array's index is its length or `-` to append.
Result<QByteArray> withValue(const QByteArray &json, const QByteArray &pointer, const QByteArray &value);

} // namespace sightglass::ui
