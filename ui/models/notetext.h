// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QString>
#include <QUrl>

/// How the notes of interceptors read for people: pure functions, translated, from any thread.
namespace sightglass::models {

/// Findings of one exchange, counted.
struct FindingCount {
    exchange::Severity worst = exchange::Severity::None;
    int errors = 0;
    int warnings = 0;
    int infos = 0;

    int total() const { return errors + warnings + infos; }
};
FindingCount countFindings(const exchange::Record &record);

QString severityText(exchange::Severity severity);  ///< Error, Warning, Info
QString severityGlyph(exchange::Severity severity); ///< one character, so that colour is never alone: ✗ ⚠ ℹ
/// A cell of the list: the worst severity's sign and how many findings there are, `✗ 2`; empty: none.
QString findingsCell(const exchange::Record &record);
/// The same in words: `errors: 2, warnings: 1`.
QString findingsWords(const exchange::Record &record);

/// The texts of the first findings, a line each.
QString findingsToolTip(const exchange::Record &record);

/// What rules did with it, in a few words: their ids, tags with a `#`, the colour's name.
QString rulesCell(const exchange::Record &record);
/// The filter of exchanges that the same rule matched, or that have the same tag; empty: none.
QString ruleTerm(const exchange::Record &record);

/// What a kind of finding is about, and the section of the specification that it follows from; empty when unknown.
QString findingTitle(const QByteArray &code);
QUrl findingLink(const QByteArray &code);

/// The colour that a rule gave the exchange (the last one wins): red, orange, yellow, green, blue, purple, grey; empty:
/// none.
QByteArray ruleColour(const exchange::Record &record);
/// Its name in words.
QString colourText(QByteArrayView colour);

} // namespace sightglass::models
