// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass::ui {

namespace {

struct Pair {
    Role role;
    QRgb light;
    QRgb dark;
};

// In the order of Role. A new colour has to pass the contrast test with every other one of its kind.
constexpr std::array<Pair, kRoleCount> kColors{{
    {Role::Window, 0xfff3f4f7, 0xff1e2127},
    {Role::Base, 0xffffffff, 0xff16181d},
    {Role::AlternateBase, 0xfff8f9fb, 0xff1a1d23},
    {Role::Raised, 0xfffbfbfd, 0xff282c34},
    {Role::Selection, 0xffd6e6fb, 0xff233f63},
    {Role::ValidBackground, 0xffe2f5e6, 0xff17351f},
    {Role::InvalidBackground, 0xfffde5e4, 0xff45201f},
    {Role::WarnBackground, 0xfffdf1d3, 0xff3d3014},
    {Role::MarkBackground, 0xfffdf3cf, 0xff3a3113},
    {Role::RelatedBackground, 0xffeaf1fb, 0xff1f2b3c},
    {Role::MatchBackground, 0xffffe58a, 0xff4d3c0e},
    {Role::Text, 0xff1a1e25, 0xffe4e7ec},
    {Role::DimText, 0xff545c69, 0xffa9b1bd},
    {Role::LinkText, 0xff0a55b5, 0xff82b7ff},
    {Role::OkText, 0xff13632b, 0xff72d08a},
    {Role::ErrorText, 0xffae1a1f, 0xffff9c96},
    {Role::WarnText, 0xff7c4a00, 0xffefbb5e},
    {Role::CancelText, 0xff5b5566, 0xffbdb3cc},
    {Role::OpenText, 0xff0a55b5, 0xff82b7ff},
    {Role::RequestTint, 0xff0a55b5, 0xff82b7ff},
    {Role::ResponseTint, 0xff6a2fb0, 0xffcba6ff},
    {Role::JsonKey, 0xff0b4fa8, 0xff8cc0ff},
    {Role::JsonString, 0xff1d6130, 0xff83d39a},
    {Role::JsonNumber, 0xff8a3f00, 0xfff2b176},
    {Role::JsonLiteral, 0xff7a2d9e, 0xffd3acff},
    {Role::JsonPunctuation, 0xff545c69, 0xffa9b1bd},
    {Role::Accent, 0xff1466d0, 0xff5aa2ff},
    {Role::AccentText, 0xffffffff, 0xff0d1726},
    {Role::Border, 0xffd3d7de, 0xff3a404a},
    {Role::Handle, 0xffb3bac4, 0xff535b67},
    {Role::MarkStripe, 0xffd99a00, 0xffe2b13c},
    {Role::Shadow, 0x30000000, 0x80000000},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kColors.size(); ++i) {
        if (std::size_t(kColors[i].role) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "kColors is indexed by Role");

constexpr std::array kGrounds{Role::Window,
                              Role::Base,
                              Role::AlternateBase,
                              Role::Raised,
                              Role::Selection,
                              Role::ValidBackground,
                              Role::InvalidBackground,
                              Role::WarnBackground,
                              Role::MarkBackground,
                              Role::RelatedBackground,
                              Role::MatchBackground};
constexpr std::array kTexts{Role::Text,        Role::DimText,      Role::LinkText,       Role::OkText,
                            Role::ErrorText,   Role::WarnText,     Role::CancelText,     Role::OpenText,
                            Role::RequestTint, Role::ResponseTint, Role::JsonKey,        Role::JsonString,
                            Role::JsonNumber,  Role::JsonLiteral,  Role::JsonPunctuation};

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor schemeColor(Role role, bool dark)
{
    const Pair &pair = kColors[std::size_t(role)];
    return QColor::fromRgba(dark ? pair.dark : pair.light);
}

std::span<const Role> groundRoles()
{
    return kGrounds;
}

std::span<const Role> textRoles()
{
    return kTexts;
}

double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace sightglass::ui
