// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Both parties MUST only use capabilities that were successfully negotiated" (2025-11-25 basic/lifecycle "Operation");
// in the modern era a client declares them with each request (2026-07-28 basic/index "_meta").
#include "interceptor/lint/checks.h"
#include "mcp/membertoken.h"

#include <algorithm>
#include <array>

namespace sightglass::interceptor::lint {
namespace {

using mcp::MessageKind;

constexpr char kCode[] = "undeclared-capability";

struct Need {
    const char *method;
    const char *capability;
    const char *since; // the capability did not exist before
};

// What a client asks for, by the capability that the server must have declared …
constexpr std::array<Need, 11> kOfServer = {{
    {"tools/list", "tools", "2024-11-05"},
    {"tools/call", "tools", "2024-11-05"},
    {"prompts/list", "prompts", "2024-11-05"},
    {"prompts/get", "prompts", "2024-11-05"},
    {"resources/list", "resources", "2024-11-05"},
    {"resources/templates/list", "resources", "2024-11-05"},
    {"resources/read", "resources", "2024-11-05"},
    {"resources/subscribe", "resources.subscribe", "2024-11-05"},
    {"resources/unsubscribe", "resources.subscribe", "2024-11-05"},
    {"logging/setLevel", "logging", "2024-11-05"},
    {"completion/complete", "completions", "2025-03-26"},
}};
// … what a server announces, by what it must have declared itself …
constexpr std::array<Need, 5> kAnnounced = {{
    {"notifications/tools/list_changed", "tools.listChanged", "2024-11-05"},
    {"notifications/prompts/list_changed", "prompts.listChanged", "2024-11-05"},
    {"notifications/resources/list_changed", "resources.listChanged", "2024-11-05"},
    {"notifications/resources/updated", "resources.subscribe", "2024-11-05"},
    {"notifications/message", "logging", "2024-11-05"},
}};
// … and what a server asks a client for.
constexpr std::array<Need, 3> kOfClient = {{
    {"sampling/createMessage", "sampling", "2024-11-05"},
    {"roots/list", "roots", "2024-11-05"},
    {"elicitation/create", "elicitation", "2025-06-18"},
}};

template <std::size_t size>
const Need *needOf(const std::array<Need, size> &needs, const QByteArray &method)
{
    const auto found =
        std::find_if(needs.begin(), needs.end(), [&](const Need &need) { return method == need.method; });
    return found == needs.end() ? nullptr : &*found;
}

void require(Look &look, const Need *need, const Capabilities &declared, const char *who, const QByteArray &where)
{
    if (!need || !declared.known() || declared.has(need->capability))
        return;
    if (!look.version.isEmpty() && look.version < need->since)
        return;
    look.report(kCode,
                QStringLiteral("%1 needs the capability \"%2\", which the %3 did not declare")
                    .arg(QLatin1StringView(need->method), QLatin1StringView(need->capability), QLatin1StringView(who)),
                where);
}

// A mode of elicitation or a part of sampling that needs more than the capability itself (2025-11-25 client/elicitation,
// client/sampling).
void requireParts(Look &look, const QByteArray &method, const Json &params, const Capabilities &declared,
                  const QByteArray &where)
{
    const auto need = [&](const char *capability, const char *what) {
        if (declared.known() && !declared.has(capability))
            look.report(kCode,
                        QStringLiteral("%1 needs the capability \"%2\", which the client did not declare")
                            .arg(QLatin1StringView(what), QLatin1StringView(capability)),
                        where);
    };
    if (method == "elicitation/create" && member(params, "mode") == "url" && declared.has("elicitation"))
        need("elicitation.url", "elicitation of mode \"url\"");
    if (method == "sampling/createMessage" && params.contains("tools") && declared.has("sampling"))
        need("sampling.tools", "sampling with tools");
}

void learnHandshake(Look &look)
{
    const mcp::Envelope *request = look.request;
    const Json &result = member(look.json, "result");
    if (!request || !result.is_object())
        return;
    if (request->method == "server/discover" && look.modern()) {
        look.memory.route(look.context.record.route, look.era).server.learn(member(result, "capabilities"));
    } else if (request->method == "initialize") {
        QByteArray id = look.context.record.sessionId;
        if (const auto given = look.context.head ? look.context.head->find("Mcp-Session-Id") : std::nullopt)
            id = given->toByteArray();
        if (id.isEmpty())
            return;
        SessionMemory &session = look.memory.newSession(look.context.record.route, id);
        session.fromStart = true;
        session.version = look.envelope.negotiatedVersion;
        session.server.learn(member(result, "capabilities"));
        if (look.context.request)
            session.client.learn(member(member(parseJson(look.context.request->raw()), "params"), "capabilities"));
    }
}

void checkToServer(Look &look)
{
    const Need *need = needOf(kOfServer, look.envelope.method);
    if (look.modern())
        return require(look, need, look.memory.route(look.context.record.route, look.era).server, "server", "/method");
    if (!look.session)
        return;
    require(look, need, look.session->server, "server", "/method");
    if (look.envelope.method == "notifications/roots/list_changed" && look.session->client.known()
        && !look.session->client.has("roots.listChanged"))
        look.report(kCode,
                    QStringLiteral("notifications/roots/list_changed needs the capability \"roots.listChanged\", "
                                   "which the client did not declare"),
                    "/method");
}

void checkInputRequests(Look &look, const Capabilities &client)
{
    const Json &requests = member(member(look.json, "result"), "inputRequests");
    if (!requests.is_object())
        return;
    for (const auto &[name, request] : requests.items()) {
        const QByteArray method = textOf(member(request, "method"));
        const QByteArray where = step("/result/inputRequests", QByteArrayView(name.data(), qsizetype(name.size())));
        require(look, needOf(kOfClient, method), client, "client", where);
        requireParts(look, method, member(request, "params"), client, where);
    }
}

// What a modern client declares stands in the request that this answers.
void checkModernToClient(Look &look)
{
    const mcp::Message *request = look.context.request;
    if (!request || request->kind() != MessageKind::Request)
        return;
    if (look.envelope.inputRequired) {
        const Json asked = parseJson(request->raw());
        Capabilities client;
        client.learn(member(member(member(asked, "params"), "_meta"), "io.modelcontextprotocol/clientCapabilities"));
        checkInputRequests(look, client);
    }
    // "If absent, the server MUST NOT send notifications/message for this request".
    if (look.envelope.method == "notifications/message"
        && !mcp::memberToken(request->raw(), {"params", "_meta", "io.modelcontextprotocol/logLevel"}))
        look.report(kCode,
                    QStringLiteral("notifications/message, but the request asked for none: its _meta has no "
                                   "\"io.modelcontextprotocol/logLevel\""),
                    "/method");
    require(look, needOf(kAnnounced, look.envelope.method),
            look.memory.route(look.context.record.route, look.era).server, "server", "/method");
}

void checkToClient(Look &look)
{
    if (look.modern())
        return checkModernToClient(look);
    if (!look.session)
        return;
    const QByteArray &method = look.envelope.method;
    require(look, needOf(kAnnounced, method), look.session->server, "server", "/method");
    require(look, needOf(kOfClient, method), look.session->client, "client", "/method");
    requireParts(look, method, member(look.json, "params"), look.session->client, "/method");
}

} // namespace

void checkCapabilities(Look &look)
{
    if (look.toServer())
        return checkToServer(look);
    learnHandshake(look);
    checkToClient(look);
}

} // namespace sightglass::interceptor::lint
