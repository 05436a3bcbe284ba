// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <optional>

namespace sightglass::session {

/// Longest capabilities that are kept, written compactly.
inline constexpr qsizetype kMaxCapabilityBytes = 16 * 1024;
/// Longest name or version that is kept.
inline constexpr qsizetype kMaxNameBytes = 256;
/// A message above this is not searched for what its sender says of itself.
inline constexpr qsizetype kMaxSearchedBytes = 512 * 1024;

/// What a client says of itself: in `params` of initialize, or in `_meta` of any modern request. Nothing when the
/// message does not tell, is no JSON, too deep or too long. Pure.
std::optional<exchange::Party> clientIn(QByteArrayView request);
/// What a server says of itself: in the result of initialize or server/discover, or in `_meta` of any modern result,
/// which has no capabilities.
std::optional<exchange::Party> serverIn(QByteArrayView response);

} // namespace sightglass::session
