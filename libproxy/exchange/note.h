// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

namespace sightglass::exchange {

enum class NoteKind : quint8 {
    Rule = 1,    ///< a rule matched: `code` is the rule's id, `text` what it did
    Tag = 2,     ///< `code` is the tag
    Colour = 3,  ///< `code` is a colour's name: red, orange, yellow, green, blue, purple, grey
    Comment = 4, ///< `text`, from a rule
    Finding = 5, ///< lint: `code` names the finding, `text` says what and where
    Fault = 6,   ///< a fault was injected: `code` is the fault's kind, `text` what was done
    Trouble = 7, ///< an interceptor failed or took too long: `code` is its name, `text` why
    Held = 8,    ///< the message waited for a decision: `text` says how long and what was decided
};

enum class Severity : quint8 { None = 0, Info = 1, Warning = 2, Error = 3 };

/// Something an interceptor noted about an exchange: which rule matched, a tag, a finding. Part of the record, unlike an
/// Annotation, which is a person's and comes later.
struct Note {
    /// Notes of one exchange; what comes above is counted in the last one's text, not kept.
    static constexpr qsizetype kMaxPerExchange = 200;

    NoteKind kind = NoteKind::Comment;
    Severity severity = Severity::None;
    QByteArray code;
    QString text;
    QByteArray pointer; ///< JSON Pointer into the message it is about; empty: the whole of it, or its head
    qint32 part = -1;   ///< index, within the whole payload, of the part that the message came in; -1: none

    bool operator==(const Note &) const = default;
};

} // namespace sightglass::exchange
