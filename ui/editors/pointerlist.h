// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sightglass::ui {

/// Most places of one message that are offered.
inline constexpr qsizetype kMostPointers = 300;
/// Larger messages are not looked into: this is done while somebody types.
inline constexpr qsizetype kMostPointedBytes = 256 * 1024;

/// JSON Pointers of the values of \a json, outer ones first; nothing where it is no JSON. Pure.
QStringList pointersOf(const QByteArray &json);

} // namespace sightglass::ui
