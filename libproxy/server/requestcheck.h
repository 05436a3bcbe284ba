// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"
#include "server/catalogue.h"
#include "wire/httphead.h"

#include <optional>

namespace sightglass::server {

/// Does the request's Accept header allow \a type (`text/event-stream`)? Without the header everything is allowed.
bool acceptsType(const wire::HttpHead &head, QByteArrayView type);
/// Is its Content-Type application/json, whatever its parameters?
bool isJsonBody(const wire::HttpHead &head);
/// The first value of a header; empty when there is none.
QByteArray headerValue(const wire::HttpHead &head, QByteArrayView name);

/// What a modern request is refused for before anything of it is looked at: `_meta` fields that are missing (-32602),
/// headers that do not mirror the body (-32020), a version that is not spoken (-32022), in this order
/// (2026-07-28 basic/index "_meta", basic/transports/streamable-http "Server Validation"). The status is 400 each time.
std::optional<RpcError> checkModernRequest(const wire::HttpHead &head, const mcp::Envelope &envelope,
                                           const Json &params, const mcp::HeaderMirror &mirror);

} // namespace sightglass::server
