// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "mcp/message.h"
#include "wire/httphead.h"

namespace sightglass::proxy {

/// Fills in what a request tells about its exchange: kind, era, method, name, id, session, version. Pure.
void describeRequest(exchange::Record &record, const wire::HttpHead &head, const mcp::Message &message);

} // namespace sightglass::proxy
