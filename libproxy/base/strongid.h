// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>
#include <functional>

namespace sightglass {

/// A number that names one kind of thing and cannot be mixed up with another kind. Zero means "none".
template <typename Tag>
class StrongId
{
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(quint64 value) : m_value(value) {}

    constexpr quint64 value() const { return m_value; }
    constexpr bool isValid() const { return m_value != 0; }
    constexpr auto operator<=>(const StrongId &) const = default;

private:
    quint64 m_value = 0;
};

} // namespace sightglass

template <typename Tag>
struct std::hash<sightglass::StrongId<Tag>> {
    std::size_t operator()(const sightglass::StrongId<Tag> &id) const noexcept
    {
        return std::hash<quint64>()(id.value());
    }
};
