// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QColor>

namespace sightglass::ui {

class Theme;

/// The colours that a rule may give an exchange, by name: red, orange, yellow, green, blue, purple, grey. What is not known
/// is grey. As a spot, and as the ground of a row, on which every text role is readable.
QColor noteColour(QByteArrayView name, const Theme &theme);
QColor noteGround(QByteArrayView name, const Theme &theme);

} // namespace sightglass::ui
