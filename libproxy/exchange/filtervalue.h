// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filterfields.h"
#include "exchange/filterlexer.h"

#include <vector>

namespace sightglass::exchange {

/// A range of numbers, both ends within.
struct NumberRange {
    qint64 least = 0;
    qint64 most = 0;
};

/// What a Number, Word or Status field is compared with: any of the ranges, or any of the bits.
struct FieldValue {
    std::vector<NumberRange> ranges;
    quint32 bits = 0;
};

/// Reads the value of a Number, Word or Status field: items separated by commas, each with or without a comparison
/// sign. \a written is what stands before them, for messages: `duration:`.
FilterResult<FieldValue> readFieldValue(FilterLexer &lexer, const FieldInfo &field, const QString &written);

} // namespace sightglass::exchange
