// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a modern server refuses a request for before it looks at anything else: _meta, then the headers that mirror the
// body (2026-07-28 basic/index "_meta", basic/transports/streamable-http "Server Validation"). The texts are those of
// our own server (server/requestcheck.cpp); a test holds both against each other.
#include "interceptor/lint/checks.h"
#include "mcp/methods.h"
#include "mcp/mirroredvalue.h"

namespace sightglass::interceptor::lint {
namespace {

constexpr char kCode[] = "header-mismatch";
constexpr char kVersionKey[] = "io.modelcontextprotocol/protocolVersion";
constexpr char kCapabilitiesKey[] = "io.modelcontextprotocol/clientCapabilities";
constexpr char kClientInfoKey[] = "io.modelcontextprotocol/clientInfo";
constexpr char kMetaPointer[] = "/params/_meta";

/// A header against the value of the body that it mirrors; \a what names that for a person. True when they agree.
bool checkMirrored(Look &look, QByteArrayView header, const QByteArray &what, const Json &body, const QByteArray &where)
{
    const wire::HttpHead &head = *look.context.requestHead;
    const auto given = head.find(header);
    const auto mismatch = [&](const QString &text) {
        look.report(kCode, QStringLiteral("-32020 Header mismatch: ") + text, where);
        return false;
    };
    if (body.is_null()) {
        return !given
               || mismatch(QStringLiteral("%1 is \"%2\", but the body carries no %3")
                               .arg(shown(header), shown(*given), shown(what)));
    }
    if (!given || head.count(header) > 1)
        return mismatch(QStringLiteral("%1 must be there once, for %2 of the body").arg(shown(header), shown(what)));
    if (mcp::mirrors(*given, body))
        return true;
    return mismatch(
        QStringLiteral("%1 is \"%2\", but the body carries another %3").arg(shown(header), shown(*given), shown(what)));
}

void checkArguments(Look &look)
{
    const ToolMemory *tool = look.memory.route(look.context.record.route, look.era).tools.find(look.envelope.name);
    if (!tool)
        return;
    for (const mcp::MirroredArgument &argument : tool->mirrored) {
        const Json *value = &member(member(look.json, "params"), "arguments");
        QByteArray where = "/params/arguments";
        for (const QByteArray &name : argument.path) {
            value = &member(*value, std::string_view(name.constData(), std::size_t(name.size())));
            where = step(where, name);
        }
        if (!value->is_null() && value->is_structured())
            continue; // arguments-mismatch says so
        if (!checkMirrored(look, "Mcp-Param-" + argument.header, argument.path.join('.'), *value, where))
            return;
    }
}

// A server stops at the first mismatch, and so do we: the text is the one that the client gets.
void checkMirrors(Look &look, const Json &params, const Json &meta)
{
    if (!checkMirrored(look, "MCP-Protocol-Version", "_meta version", member(meta, kVersionKey),
                       step(kMetaPointer, kVersionKey))
        || !checkMirrored(look, "Mcp-Method", "method", member(look.json, "method"), "/method"))
        return;
    if (const QByteArray name = mcp::mirroredParameter(look.envelope.method).toByteArray(); !name.isEmpty()) {
        const Json &value = member(params, std::string_view(name.constData(), std::size_t(name.size())));
        if (value.is_string() && !checkMirrored(look, "Mcp-Name", "params." + name, value, step("/params", name)))
            return;
    }
    if (look.envelope.method == "tools/call")
        checkArguments(look);
}

void checkModern(Look &look)
{
    const Json &params = member(look.json, "params");
    const Json &meta = member(params, "_meta");
    const auto missing = [&](const char *key) {
        look.report("missing-meta", QStringLiteral("params._meta must hold \"%1\"").arg(QLatin1StringView(key)),
                    meta.is_object() ? QByteArray(kMetaPointer) : QByteArray());
    };
    const bool hasVersion = member(meta, kVersionKey).is_string();
    const bool hasCapabilities = member(meta, kCapabilitiesKey).is_object();
    if (!hasVersion)
        missing(kVersionKey);
    if (!hasCapabilities)
        missing(kCapabilitiesKey);
    if (!hasVersion || !hasCapabilities)
        return;
    if (!member(meta, kClientInfoKey).is_object())
        look.report("missing-client-info",
                    QStringLiteral("params._meta should hold \"%1\"").arg(QLatin1StringView(kClientInfoKey)),
                    kMetaPointer);
    if (look.context.requestHead)
        checkMirrors(look, params, meta);
}

// "the client MUST include the MCP-Protocol-Version header … on all subsequent requests", with the version that was
// negotiated (2025-11-25 basic/transports). One that is missing is too common to be worth a word.
void checkLegacy(Look &look)
{
    const QByteArray header = requestHeader(look.context, "MCP-Protocol-Version");
    if (!look.session || header.isEmpty() || look.session->version.isEmpty() || header == look.session->version
        || look.envelope.method == "initialize")
        return;
    look.report(kCode, QStringLiteral("MCP-Protocol-Version is \"%1\", but the session negotiated %2")
                           .arg(shown(header), shown(look.session->version)));
}

// "All notifications … MUST include" the id of the listen request (2026-07-28 basic/patterns/subscriptions).
void checkSubscription(Look &look)
{
    const QByteArray &method = look.envelope.method;
    const bool ofSubscription = method.endsWith("/list_changed") || method == "notifications/resources/updated"
                                || method == "notifications/subscriptions/acknowledged";
    if (ofSubscription && look.context.record.method == "subscriptions/listen"
        && !look.envelope.subscriptionId.isPresent())
        look.report("missing-meta", QStringLiteral("params._meta must hold \"io.modelcontextprotocol/subscriptionId\""),
                    "/params");
}

} // namespace

void checkHeaders(Look &look)
{
    if (!look.json.is_object())
        return;
    if (look.toServer() && look.modern() && look.envelope.kind == mcp::MessageKind::Request)
        checkModern(look);
    else if (look.toServer() && !look.modern())
        checkLegacy(look);
    else if (!look.toServer() && look.modern() && look.envelope.kind == mcp::MessageKind::Notification)
        checkSubscription(look);
}

} // namespace sightglass::interceptor::lint
