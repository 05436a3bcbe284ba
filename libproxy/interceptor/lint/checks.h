// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/lint/look.h"

namespace sightglass::interceptor::lint {

// Each looks at one aspect of one message and reports what is wrong; some also learn. In the order they are asked.

/// JSON-RPC beyond what the envelope tells: types of id, params, result and error.
void checkShape(Look &look);
/// Does the method exist in the version that holds, and may this side send it?
void checkMethod(Look &look);
/// A modern request's _meta and mirrored headers; a legacy one's version header.
void checkHeaders(Look &look);
/// Handshakes are learnt; what is used must have been declared by the other side.
void checkCapabilities(Look &look);
/// Ids that come again, answers without a request, progress.
void checkSequence(Look &look);
/// What tools/list tells: schemas, x-mcp-header, texts, and whether a tool is still what it was.
void checkTools(Look &look);
/// Arguments of tools/call against inputSchema, its results against outputSchema.
void checkCall(Look &look);

/// Bytes where a message should be that are none.
void reportInvalid(Look &look);

} // namespace sightglass::interceptor::lint
