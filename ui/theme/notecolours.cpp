// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/notecolours.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <array>

namespace sightglass::ui {
namespace {

struct NoteColour {
    QByteArrayView name;
    QRgb lightSpot;
    QRgb darkSpot;
    QRgb lightGround;
    QRgb darkGround;
};

// The last one stands for what is not known.
constexpr std::array<NoteColour, 7> kColours{{{"red", 0xffc93a3a, 0xfff28b8b, 0xfffde4e4, 0xff3a2225},
                                              {"orange", 0xffc96a12, 0xfff0a95c, 0xfffdebd7, 0xff39291c},
                                              {"yellow", 0xffa88600, 0xffe0c84a, 0xfffbf3c9, 0xff343019},
                                              {"green", 0xff2f8f46, 0xff7ccf8e, 0xffe0f4e2, 0xff1d3023},
                                              {"blue", 0xff2f6fc4, 0xff7fb2f0, 0xffdfecfb, 0xff1d2c40},
                                              {"purple", 0xff8450b8, 0xffc39af0, 0xffefe4fa, 0xff2e2640},
                                              {"grey", 0xff6b7280, 0xffa0a7b4, 0xffe9ebee, 0xff2c3036}}};

const NoteColour &find(QByteArrayView name)
{
    const auto found =
        std::find_if(kColours.begin(), kColours.end(), [&](const NoteColour &colour) { return colour.name == name; });
    return found == kColours.end() ? kColours.back() : *found;
}

} // namespace

QColor noteColour(QByteArrayView name, const Theme &theme)
{
    const NoteColour &colour = find(name);
    return QColor::fromRgb(theme.isDark() ? colour.darkSpot : colour.lightSpot);
}

QColor noteGround(QByteArrayView name, const Theme &theme)
{
    const NoteColour &colour = find(name);
    return QColor::fromRgb(theme.isDark() ? colour.darkGround : colour.lightGround);
}

} // namespace sightglass::ui
