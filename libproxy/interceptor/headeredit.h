// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sightglass::interceptor {

/// One change of a head: a field set in place of all of that name, or removed. Names compare without regard to case.
struct HeaderEdit {
    QByteArray name;
    std::optional<QByteArray> value; ///< none: the field is removed
    bool operator==(const HeaderEdit &) const = default;
};
using HeaderEdits = QList<HeaderEdit>;

} // namespace sightglass::interceptor
