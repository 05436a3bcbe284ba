// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sightglass::ui {

/// `1 exchange`, `1,200 exchanges`.
QString exchangesText(qint64 count);
/// `1 exchange selected`, `1,200 exchanges selected`.
QString selectedText(qint64 count);

} // namespace sightglass::ui
