// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QHash>
#include <QMetaType>
#include <QString>

namespace sightglass::exchange {

/// What a person noted about an exchange. Kept beside it, never part of it.
struct Annotation {
    bool marked = false;
    QString comment;

    bool isEmpty() const { return !marked && comment.isEmpty(); }
    bool operator==(const Annotation &) const = default;
};

/// Of those exchanges that have one, by the number of the exchange.
using Annotations = QHash<quint64, Annotation>;

} // namespace sightglass::exchange

Q_DECLARE_METATYPE(sightglass::exchange::Annotation)
