// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sightglass::mcp {

/// The value of the member that \a path leads to in the JSON text \a json, as it is written there: the quotes and
/// escapes of a string, the digits of a number of any size. Of an object or array only the opening bracket. Names are
/// compared without their escapes; of two members of one name the last counts. None when there is no such member, or
/// the text is no JSON.
///
/// Thread: any.
std::optional<QByteArray> memberToken(const QByteArray &json, const QList<QByteArray> &path);

} // namespace sightglass::mcp
