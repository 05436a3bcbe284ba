// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArrayView>
#include <QString>

/// How the values of an exchange read for people: pure functions, translated, from any thread. What a peer sent is cut
/// to kMaxCellText and its control characters are replaced, so that it may stand in a cell, a title or a tool tip.
namespace sightglass::models {

/// Longest text of a cell, in UTF-16 code units; what is cut ends in an ellipsis.
inline constexpr qsizetype kMaxCellText = 512;

QString durationText(qint64 us);      ///< `840 µs`, `12.3 ms`, `1.24 s`, `2 m 03 s`; empty below 0 (not yet)
QString sizeText(qint64 bytes);       ///< `0 B`, `812 B`, `1.2 KiB`, `16.0 MiB`
QString countText(qint64 count);      ///< with the locale's group separators
QString rateText(double perSecond);   ///< `0/s`, `8.3/s`, `9,840/s`
QString clockText(qint64 epochUs);    ///< local time of day, `14:03:22.118`
QString dateTimeText(qint64 epochUs); ///< `2026-11-21 14:03:22.118`
QString offsetText(qint64 us);        ///< signed, always with a sign: `+1.204 s`, `+0.8 ms`

QString directionArrow(exchange::Direction direction); ///< `→` from the client, `←` from the server
QString directionText(exchange::Direction direction);  ///< in words
QString eraText(mcp::Era era);
QString kindText(exchange::Kind kind);
QString outcomeText(const exchange::Record &record);  ///< translated; exchange::outcomeOf() is the key
QString outcomeGlyph(const exchange::Record &record); ///< one character, so that colour is never alone: ✓ ✗ …
QString partKindText(exchange::PartKind kind);
QString statusText(const exchange::Record &record); ///< `200`, `200 · -32602`; empty: no answer yet
QString errorText(const exchange::Record &record);  ///< why it is no success, in one line; empty when it is
QString httpStatusText(int status);                 ///< `404 Not Found`; the number alone where it has no name

/// \a bytes from the wire for one line: UTF-8, or Latin-1 where it is not; control characters as their pictures.
QString lineText(QByteArrayView bytes, qsizetype maxLength = kMaxCellText);
/// \a text cut to \a maxLength.
QString cutText(const QString &text, qsizetype maxLength = kMaxCellText);
/// The tail of a session id or another opaque one, enough to tell it from others: `…0305e82c3301`.
QString shortIdText(QByteArrayView id);

/// What it is about in a few words: `tools/call search`, `GET stream`, `POST /mcp (invalid)`.
QString titleText(const exchange::Record &record);
/// A line for a list or a status bar: `#12 → tools/call search, 200 ok, 12.3 ms`.
QString summaryText(const exchange::Record &record);
/// The same in full words, for a screen reader.
QString accessibleText(const exchange::Record &record);

/// A term of the filter language, quoted where it must be: `tool:search`, `resource:"file:///a b"`. Empty for bytes that
/// are no UTF-8, which the language cannot write.
QString filterTerm(QStringView field, QStringView value);
QString filterTerm(QStringView field, QByteArrayView value);
QString filterWord(QByteArrayView value); ///< a term without a field, always quoted; empty when it cannot be written

} // namespace sightglass::models
