// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace sightglass::app {

/// A JSON text in lines, indented, every token as it was written; anything else as the lines that it has. Control characters
/// become a middle dot: a message must not be able to drive the terminal.
QByteArrayList jsonLines(QByteArrayView text);

/// Each line behind \a prefix, with its line end; long lists and lines are cut, and say so.
QByteArray prefixed(const char *prefix, const QByteArrayList &lines);

/// What differs: what is gone behind `  - `, what is new behind `  + `, with a few lines around it.
QByteArray lineDiff(const QByteArrayList &before, const QByteArrayList &after);

} // namespace sightglass::app
