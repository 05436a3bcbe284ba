// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON-RPC 2.0 as MCP narrows it (2026-07-28 basic/index "Messages"; the legacy revisions say the same).
#include "interceptor/lint/checks.h"

#include <algorithm>
#include <cmath>

namespace sightglass::interceptor::lint {
namespace {

using mcp::MessageKind;

constexpr char kCode[] = "malformed-message";

bool withinInteger(double number)
{
    return number == std::trunc(number) && std::abs(number) < 9e15;
}

bool isId(const Json &id)
{
    // 1.0 is the integer 1; what has a fraction is no id of MCP ("MUST be a string or integer").
    return id.is_string() || id.is_number_integer() || (id.is_number_float() && withinInteger(id.get<double>()));
}

void checkRequest(Look &look)
{
    const Json &json = look.json;
    if (json.contains("id")) {
        const Json &id = member(json, "id");
        if (id.is_null())
            look.report(kCode, QStringLiteral("the id of a request must not be null"), "/id");
        else if (!isId(id))
            look.report(kCode, QStringLiteral("an id is a string or an integer"), "/id");
    }
    if (json.contains("params") && !member(json, "params").is_object())
        look.report(kCode, QStringLiteral("\"params\" must be an object"), "/params");
    if (look.envelope.method.isEmpty())
        look.report(kCode, QStringLiteral("\"method\" must be a string that is not empty"), "/method");
    if (json.contains("result") || json.contains("error"))
        look.report(kCode, QStringLiteral("a message has a method or an answer, not both"));
    const bool named = look.envelope.method.startsWith("notifications/");
    if (named && look.envelope.kind == MessageKind::Request)
        look.report(kCode, QStringLiteral("a notification has no id"), "/id");
}

void checkError(Look &look)
{
    const Json &error = member(look.json, "error");
    if (!error.is_object())
        return look.report(kCode, QStringLiteral("\"error\" must be an object"), "/error");
    const Json &code = member(error, "code");
    if (!code.is_number_integer() && !(code.is_number_float() && withinInteger(code.get<double>())))
        look.report(kCode, QStringLiteral("the code of an error must be an integer"), "/error/code");
    if (!member(error, "message").is_string())
        look.report(kCode, QStringLiteral("the message of an error must be a string"), "/error/message");
}

void checkResponse(Look &look)
{
    const Json &json = look.json;
    const bool hasResult = json.contains("result");
    const bool hasError = json.contains("error");
    if (hasResult && hasError)
        look.report(kCode, QStringLiteral("an answer has a result or an error, not both"));
    if (hasResult && !member(json, "result").is_object())
        look.report(kCode, QStringLiteral("\"result\" must be an object"), "/result");
    if (hasError)
        checkError(look);
    const Json &id = member(json, "id");
    // Only an error may lack the id: the request may have been unreadable.
    if (!isId(id) && !(id.is_null() && hasError))
        look.report(kCode, QStringLiteral("an answer must have the id of its request"), "/id");
}

bool isJsonType(const wire::HttpHead *head)
{
    const auto type = head ? head->find("Content-Type") : std::nullopt;
    return type && type->trimmed().toByteArray().toLower().startsWith("application/json");
}

// Authorization takes the same way through a proxy and is no JSON-RPC: RFC 6749, 7591, 7009, 7662, 8414, 9728.
bool isOther(const exchange::Record &record)
{
    static const QByteArrayList kEnds = {"/token", "/register", "/authorize", "/revoke", "/introspect"};
    const qsizetype query = record.target.indexOf('?');
    const QByteArray path = query < 0 ? record.target : record.target.first(query);
    return record.kind == exchange::Kind::Http || path.contains("/.well-known/")
           || std::any_of(kEnds.begin(), kEnds.end(), [&](const QByteArray &end) { return path.endsWith(end); });
}

} // namespace

void checkShape(Look &look)
{
    if (!look.json.is_object())
        return;
    if (look.envelope.kind == MessageKind::Response)
        checkResponse(look);
    else
        checkRequest(look);
}

void reportInvalid(Look &look)
{
    const Context &context = look.context;
    const QByteArray &raw = context.message.raw();
    const QByteArray text = raw.trimmed();
    const bool looksLikeJson = text.startsWith('{') || text.startsWith('[');
    if (context.record.httpMethod.isEmpty() && context.head == nullptr && !looksLikeJson) // stdio
        return look.report("stdout-noise", QStringLiteral("a line that is no message: %1").arg(shown(text)));
    if (context.isEvent && !looksLikeJson) {
        // HTTP+SSE (2024-11-05) begins with an event that holds the address for POSTs.
        const bool isEndpoint =
            context.record.kind == exchange::Kind::Stream && (text.startsWith('/') || text.startsWith("http"));
        if (!isEndpoint && !text.isEmpty())
            look.report("stdout-noise", QStringLiteral("an event whose data is no JSON: %1").arg(shown(text)));
        return;
    }
    if (isOther(context.record))
        return;
    // An error page, a form, an image: only what claims to be JSON is held against JSON-RPC. Errors of what stands
    // before the server need not be JSON-RPC (2026-07-28 basic/transports/streamable-http).
    const wire::HttpHead *const asked = context.requestHead;
    const wire::HttpHead *const answered = context.isEvent ? nullptr : context.head;
    if (look.toServer() && !looksLikeJson && asked && asked->find("Content-Type") && !isJsonType(asked))
        return;
    if (!look.toServer() && answered && (!isJsonType(answered) || (answered->status() >= 400 && looksLikeJson)))
        return;
    look.report(kCode, context.message.error());
}

} // namespace sightglass::interceptor::lint
