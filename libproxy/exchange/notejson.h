// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/note.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sightglass::exchange {

/// Notes as a JSON array, as exports and stores keep them: one object each, members that are empty left out. Empty for
/// no notes.
QByteArray notesToJson(const QList<Note> &notes);

/// The other way. What cannot be read is left out, so that a damaged row still shows: kinds of a newer version, say.
QList<Note> notesFromJson(QByteArrayView json);

} // namespace sightglass::exchange
