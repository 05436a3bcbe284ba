// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"

namespace sightglass::interceptor {

// What a message looks like to a filter, live and in a dry run over a recording alike (docs/rules.md, "What a condition
// sees"): the exchange as it stands when the message passes, described by what this message itself tells.
//
// - To the server: not answered yet, so `status:open`, and no status, code or duration.
// - An answer, as a body or as an event: the client's request with this message's outcome; the duration is the time until
//   the answer's head was here.
// - The head of a stream, which passes before the stream's first event with no message: not answered yet.
// - A request or notification of the server inside an event stream: its own method, name, id and kind, `dir:server`.
// - The sizes are those of the request and of this one message.

/// What a message is about: its own method where it has one, else that of the request it answers.
struct SubjectNames {
    exchange::Kind kind = exchange::Kind::Request;
    exchange::Direction direction = exchange::Direction::ClientToServer;
    QByteArray method;
    QByteArray name;
};
SubjectNames subjectNames(const Context &context);

/// The context is about the head of a stream: of events, or of a body that is passed on as it comes.
bool isStreamHead(const Context &context);

/// Fills in everything but the parts; \a subject may be used again and again.
void describeSubject(exchange::Record &subject, const Context &context);
/// Adds the parts: the client's request and, on the way back, the answer's head and this one message.
void addSubjectParts(exchange::Record &subject, const Context &context);
/// Both at once.
exchange::Record subjectOf(const Context &context);

} // namespace sightglass::interceptor
