// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/finding.h"

#include <algorithm>
#include <array>

namespace sightglass::interceptor::lint {
namespace {

using exchange::Severity;

#define SPEC "https://modelcontextprotocol.io/specification/"

FindingKind kind(const char *code, Severity severity, const char *title, const char *link)
{
    return {QLatin1StringView(code), severity, QLatin1StringView(title), QLatin1StringView(link)};
}

const std::array kKinds = {
    kind("malformed-message", Severity::Error, "The message is no valid JSON-RPC message of MCP",
         SPEC "2026-07-28/basic#messages"),
    kind("stdout-noise", Severity::Warning, "Something that is no message stands where messages should be",
         SPEC "2025-11-25/basic/transports#stdio"),
    kind("not-checked", Severity::Info, "The message is too large to be checked in depth",
         SPEC "2026-07-28/basic#messages"),
    kind("method-not-in-version", Severity::Error, "The method does not exist in the protocol version, or this way",
         SPEC "2026-07-28/changelog"),
    kind("missing-meta", Severity::Error, "A member of _meta that must be there is missing",
         SPEC "2026-07-28/basic#meta"),
    kind("missing-client-info", Severity::Info, "A request does not say which client it comes from",
         SPEC "2026-07-28/basic#meta"),
    kind("header-mismatch", Severity::Error, "A header does not say what the body says",
         SPEC "2026-07-28/basic/transports/streamable-http#header-validation"),
    kind("undeclared-capability", Severity::Error, "Something is used that the peer did not declare",
         SPEC "2025-11-25/basic/lifecycle#capability-negotiation"),
    kind("id-reuse", Severity::Error, "A request has the id of an earlier one", SPEC "2025-11-25/basic#requests"),
    kind("response-without-request", Severity::Error, "An answer belongs to no request",
         SPEC "2025-11-25/basic#responses"),
    kind("progress-backwards", Severity::Error, "Progress does not increase",
         SPEC "2025-11-25/basic/utilities/progress#progress-flow"),
    kind("unknown-progress-token", Severity::Warning, "Progress has a token that no request gave",
         SPEC "2025-11-25/basic/utilities/progress#progress-flow"),
    kind("arguments-mismatch", Severity::Warning, "The arguments do not fit the tool's inputSchema",
         SPEC "2026-07-28/server/tools#calling-tools"),
    kind("result-mismatch", Severity::Error, "The result does not fit the tool's outputSchema",
         SPEC "2026-07-28/server/tools#output-schema"),
    kind("tool-schema", Severity::Warning, "A tool's schema is not usable as it is",
         SPEC "2026-07-28/server/tools#tool"),
    kind("invalid-mcp-header", Severity::Warning, "An x-mcp-header annotation is invalid; clients drop the tool",
         SPEC "2026-07-28/basic/transports/streamable-http#x-mcp-header"),
    kind("tool-changed", Severity::Warning, "A tool's definition is not what it was",
         SPEC "2026-07-28/server/tools#security-considerations"),
    kind("hidden-text", Severity::Error, "A tool's definition holds text that people do not see",
         SPEC "2026-07-28/server/tools#security-considerations"),
    kind("model-instructions", Severity::Warning, "A tool's definition gives orders to the model",
         SPEC "2026-07-28/server/tools#security-considerations"),
};

#undef SPEC

} // namespace

std::span<const FindingKind> findingKinds()
{
    return kKinds;
}

const FindingKind *findKind(QByteArrayView code)
{
    const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const FindingKind &one) {
        return QByteArrayView(one.code.data(), one.code.size()) == code;
    });
    return found == kKinds.end() ? nullptr : &*found;
}

} // namespace sightglass::interceptor::lint
