// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sightglass {

/// The \a n-th number of the sequence that begins at \a start, without the ones before it: splitmix64's output function
/// (Steele, Lea, Flood 2014). The same on every platform and in every version, for what a seed has to repeat.
constexpr quint64 splitmix64(quint64 start, quint64 n)
{
    quint64 z = start + n * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

/// Random bits as 0 <= x < 1. The distributions of the standard library differ between implementations.
constexpr double unitFraction(quint64 bits)
{
    return double(bits >> 11) * 0x1.0p-53;
}

} // namespace sightglass
