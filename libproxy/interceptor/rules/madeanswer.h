// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"
#include "interceptor/rules/rule.h"

namespace sightglass::interceptor::rules {

/// The JSON-RPC answer that an action (RespondResult, RespondError) gives in place of the server's, with the request's id; to a
/// batch one to each of its requests. Empty where the message asks for no answer (a notification): the client gets an empty
/// acknowledgement. An error text when the message can have no answer at all.
struct MadeAnswer {
    QByteArray message;
    QString error;
};
MadeAnswer makeAnswer(const Action &action, const Context &context);

} // namespace sightglass::interceptor::rules
