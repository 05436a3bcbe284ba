// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which method exists when, and who sends it (schema.ts of each revision; 2026-07-28 changelog).
#include "interceptor/lint/checks.h"

#include <algorithm>
#include <array>

namespace sightglass::interceptor::lint {
namespace {

using mcp::MessageKind;

constexpr char kCode[] = "method-not-in-version";
constexpr char kFirst[] = "2024-11-05";
constexpr char kLastLegacy[] = "2025-11-25";
constexpr char kModern[] = "2026-07-28";
constexpr char kNewest[] = "9999";

enum Side { Client = 1, Server = 2, Both = 3 };

struct Rule {
    const char *method;
    Side side;
    bool isRequest;
    const char *since;
    const char *until;
};

constexpr std::array<Rule, 36> kRules = {{
    {"initialize", Client, true, kFirst, kLastLegacy},
    {"notifications/initialized", Client, false, kFirst, kLastLegacy},
    {"ping", Both, true, kFirst, kLastLegacy},
    {"server/discover", Client, true, kModern, kNewest},
    {"subscriptions/listen", Client, true, kModern, kNewest},
    {"notifications/subscriptions/acknowledged", Server, false, kModern, kNewest},
    {"tools/list", Client, true, kFirst, kNewest},
    {"tools/call", Client, true, kFirst, kNewest},
    {"prompts/list", Client, true, kFirst, kNewest},
    {"prompts/get", Client, true, kFirst, kNewest},
    {"resources/list", Client, true, kFirst, kNewest},
    {"resources/templates/list", Client, true, kFirst, kNewest},
    {"resources/read", Client, true, kFirst, kNewest},
    {"resources/subscribe", Client, true, kFirst, kLastLegacy},
    {"resources/unsubscribe", Client, true, kFirst, kLastLegacy},
    {"completion/complete", Client, true, kFirst, kNewest},
    {"logging/setLevel", Client, true, kFirst, kLastLegacy},
    {"notifications/cancelled", Both, false, kFirst, kNewest},
    {"notifications/progress", Both, false, kFirst, kNewest},
    {"notifications/message", Server, false, kFirst, kNewest},
    {"notifications/tools/list_changed", Server, false, kFirst, kNewest},
    {"notifications/prompts/list_changed", Server, false, kFirst, kNewest},
    {"notifications/resources/list_changed", Server, false, kFirst, kNewest},
    {"notifications/resources/updated", Server, false, kFirst, kNewest},
    {"roots/list", Server, true, kFirst, kLastLegacy},
    {"notifications/roots/list_changed", Client, false, kFirst, kLastLegacy},
    {"sampling/createMessage", Server, true, kFirst, kLastLegacy},
    {"elicitation/create", Server, true, "2025-06-18", kLastLegacy},
    {"notifications/elicitation/complete", Server, false, kLastLegacy, kLastLegacy},
    {"tasks/get", Both, true, kLastLegacy, kNewest},
    {"tasks/cancel", Both, true, kLastLegacy, kNewest},
    {"tasks/list", Both, true, kLastLegacy, kLastLegacy},
    {"tasks/result", Both, true, kLastLegacy, kLastLegacy},
    {"notifications/tasks/status", Both, false, kLastLegacy, kLastLegacy},
    {"tasks/update", Client, true, kModern, kNewest},
    {"notifications/tasks", Server, false, kModern, kNewest},
}};

void checkKind(Look &look, const Rule &rule)
{
    const bool isRequest = look.envelope.kind == MessageKind::Request;
    if (rule.isRequest && !isRequest)
        look.report("malformed-message",
                    QStringLiteral("%1 is a request and needs an id").arg(QLatin1StringView(rule.method)), "/id");
}

} // namespace

void checkMethod(Look &look)
{
    const mcp::Envelope &envelope = look.envelope;
    if (envelope.kind != MessageKind::Request && envelope.kind != MessageKind::Notification)
        return;
    const QString sender = look.toServer() ? QStringLiteral("a client") : QStringLiteral("a server");
    // "The server MUST NOT send JSON-RPC requests" (2026-07-28 basic/transports/streamable-http).
    if (look.modern() && !look.toServer() && envelope.kind == MessageKind::Request)
        return look.report(kCode,
                           QStringLiteral("%1: a server sends no requests in %2; it asks by an input_required result")
                               .arg(shown(envelope.method), QLatin1StringView(kModern)),
                           "/method");
    const auto rule =
        std::find_if(kRules.begin(), kRules.end(), [&](const Rule &one) { return envelope.method == one.method; });
    if (rule == kRules.end()) // an extension's, or one of a revision to come
        return;
    checkKind(look, *rule);
    if (!(rule->side & (look.toServer() ? Client : Server)))
        return look.report(kCode, QStringLiteral("%1 is nothing that %2 sends").arg(shown(envelope.method), sender),
                           "/method");
    if (look.version.isEmpty())
        return;
    if (look.version < rule->since || look.version > rule->until)
        look.report(kCode, QStringLiteral("%1 does not exist in %2").arg(shown(envelope.method), shown(look.version)),
                    "/method");
}

} // namespace sightglass::interceptor::lint
