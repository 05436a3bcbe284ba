// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"

#include <QByteArrayView>
#include <QStringView>

#include <optional>
#include <span>

namespace sightglass::exchange {

enum class FieldKind {
    Text,    ///< bytes or a string: globs and regular expressions
    Number,  ///< comparisons
    Word,    ///< one word out of a list
    Status,  ///< a number, a class such as 4xx, or one word out of a list
    Header,  ///< a name, or a name and a value
    Content, ///< all bodies and events
};

enum class FieldUnit { None, Duration, Size };

/// A word and the bits it stands for.
struct FieldWord {
    QLatin1StringView word;
    quint32 bits = 0;
};

/// All that the parser and the terms need to know about one field. Which of the functions is there follows from `kind`.
struct FieldInfo {
    FilterField about;
    FieldKind kind = FieldKind::Text;
    FieldUnit unit = FieldUnit::None;
    bool foldCase = true;
    FilterScope scope = FilterScope::Facts; ///< the narrowest that it can be looked at in
    /// Text: null when the record has none.
    const QByteArray *(*bytes)(const Record &record) = nullptr;
    const QString *(*text)(const Record &record) = nullptr;
    QByteArrayView (*view)(const Record &record) = nullptr; ///< empty when it has none
    /// Number and Status: nullopt when the record has none (yet).
    std::optional<qint64> (*number)(const Record &record) = nullptr;
    /// Word and Status: the one bit of the record's value.
    quint32 (*bit)(const Record &record) = nullptr;
    std::span<const FieldWord> words = {};
    /// Text: looks at the notes of this kind: their code and severity.
    std::optional<NoteKind> notes = std::nullopt;
};

std::span<const FieldInfo> fieldTable();
/// The field of that name, in any case; null when there is none.
const FieldInfo *findField(QStringView name);
/// The field that somebody who wrote \a name may have meant; null when none is near.
const FieldInfo *nearestField(QStringView name);

} // namespace sightglass::exchange
