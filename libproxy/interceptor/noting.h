// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::interceptor {

/// Adds a note to a record. Above Note::kMaxPerExchange the last one says how many more there were.
void addNote(exchange::Record &record, exchange::Note note);

/// A note about an interceptor, or the engine on its behalf, that could not do what it was to do.
exchange::Note troubleNote(const QString &who, const QString &what);

} // namespace sightglass::interceptor
