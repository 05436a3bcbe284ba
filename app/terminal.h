// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sightglass::app {

/// Is stdout a terminal that may be coloured (https://no-color.org)?
bool stdoutTakesColour();

/// What a peer wrote, made fit for a terminal: characters that print nothing (control characters of both blocks, those
/// that turn the direction) become a middle dot; what is longer than \a width characters is cut and ends in an ellipsis.
QByteArray printable(QByteArrayView text, qsizetype width);
/// With blanks behind it up to \a width characters.
QByteArray padded(QByteArray text, qsizetype width);

/// One exchange as one line for a terminal, with its line end. What comes from the wire is stripped of control
/// characters: a recording must not be able to drive the terminal.
QByteArray exchangeLine(const exchange::Record &record, bool colour);

/// The column titles that fit exchangeLine().
QByteArray exchangeHeading(bool colour);

/// `1.2 ms`, `3.4 s`; `12 B`, `3.4 kB`.
QByteArray shownDuration(qint64 microseconds);
QByteArray shownSize(qint64 bytes);

} // namespace sightglass::app
