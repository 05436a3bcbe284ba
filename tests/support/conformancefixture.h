// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/mcpserver.h"

namespace sightglass::test {

/// What the scenarios of @modelcontextprotocol/conformance ask a server to offer, by their names for it.
void offerConformanceFixture(server::McpServer &server);

// Its parts.
void offerFixtureTools(server::McpServer &server);   ///< content, logging, progress, errors, diagnostics
void offerFixtureInput(server::McpServer &server);   ///< sampling, elicitation, roots, multi round-trip requests
void offerFixtureContent(server::McpServer &server); ///< resources and prompts

inline constexpr char kFixtureImage[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
inline constexpr char kFixtureAudio[] = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

} // namespace sightglass::test
