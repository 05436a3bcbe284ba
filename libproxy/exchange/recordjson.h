// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/annotation.h"
#include "exchange/record.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sightglass::exchange {

/// The version that each line names; it rises when a field changes its meaning or goes, not when one is added.
inline constexpr int kRecordJsonVersion = 1;

/// One exchange as one JSON object on one line, without the line's end: what `export --format jsonl` and `tail --json`
/// print (docs/export-format.md). \a record carries its whole payload; without it, only the envelope is written.
/// What a person noted is in it where there is an \a annotation.
/// Always valid JSON in valid UTF-8, whatever the peers sent.
QByteArray toJsonLine(const Record &record, const Annotation &annotation = {});

/// \a bytes as a JSON value: a string where they are valid UTF-8, else {"base64":"…"}. Either way they are all there.
QByteArray bytesToJson(QByteArrayView bytes);

} // namespace sightglass::exchange
