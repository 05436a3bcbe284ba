// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace sightglass {

/// Each byte with A to Z made small, others as they are.
inline constexpr std::array<uchar, 256> kAsciiLower = [] {
    std::array<uchar, 256> table = {};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<uchar>(i >= 'A' && i <= 'Z' ? i + 32 : i);
    return table;
}();

} // namespace sightglass
