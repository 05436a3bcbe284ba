// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace sightglass::interceptor::rules {

/// A place in a text, both from 1; the column counts characters.
struct TextPlace {
    qsizetype line = 1;
    qsizetype column = 1;
    /// `line 3, column 7`
    QString toString() const;
};
TextPlace placeOf(QByteArrayView text, qsizetype offset);

/// A JSON text without comments and white space, every token as it was written. \a jsonc must be well-formed.
QByteArray compactJson(QByteArrayView jsonc);

} // namespace sightglass::interceptor::rules
