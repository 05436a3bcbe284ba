// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/look.h"

#include "interceptor/lint/finding.h"

namespace sightglass::interceptor::lint {

void Look::report(const char *code, const QString &text, const QByteArray &where)
{
    static constexpr qsizetype kMaxText = 1'000;
    static constexpr qsizetype kMaxPointer = 500;
    if (notes.size() >= kMaxFindings)
        return;
    exchange::Note note;
    note.kind = exchange::NoteKind::Finding;
    note.code = code;
    if (const FindingKind *kind = findKind(note.code))
        note.severity = kind->severity;
    note.text = text.size() > kMaxText ? text.first(kMaxText) + QChar(0x2026) : text;
    note.pointer = (pointer + where).left(kMaxPointer);
    note.part = context.part;
    notes.append(note);
}

QByteArray requestHeader(const Context &context, QByteArrayView name)
{
    const auto value = context.requestHead ? context.requestHead->find(name) : std::nullopt;
    return value ? value->toByteArray() : QByteArray();
}

} // namespace sightglass::interceptor::lint
