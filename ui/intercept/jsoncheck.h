// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sightglass::ui {

/// Where a text is no JSON, and why in words.
struct JsonTrouble {
    qsizetype at = 0; ///< byte
    QString text;     ///< with line and column, without a trailing full stop
};
/// Reads the whole of \a text strictly (RFC 8259); nothing: it is one JSON value. Pure.
std::optional<JsonTrouble> jsonTrouble(const QByteArray &text);

/// \a json without the white space between its tokens; each token keeps its spelling.
QByteArray compacted(QByteArrayView json);

} // namespace sightglass::ui
