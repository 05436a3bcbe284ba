// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/noting.h"

#include <utility>

namespace sightglass::interceptor {

using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;

void addNote(exchange::Record &record, Note note)
{
    if (record.notes.size() < Note::kMaxPerExchange - 1) {
        record.notes.append(std::move(note));
        return;
    }
    const bool begun = record.notes.size() == Note::kMaxPerExchange;
    const qulonglong lost = begun ? record.notes.constLast().text.section(QLatin1Char(' '), 0, 0).toULongLong() : 0;
    Note last;
    last.kind = NoteKind::Trouble;
    last.severity = Severity::Warning;
    last.code = "notes";
    last.text = QStringLiteral("%1 more notes were not kept").arg(lost + 1);
    if (begun)
        record.notes.last() = std::move(last);
    else
        record.notes.append(std::move(last));
}

Note troubleNote(const QString &who, const QString &what)
{
    Note note;
    note.kind = NoteKind::Trouble;
    note.severity = Severity::Warning;
    note.code = who.toUtf8();
    note.text = what;
    return note;
}

} // namespace sightglass::interceptor
