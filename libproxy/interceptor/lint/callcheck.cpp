// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/checks.h"

namespace sightglass::interceptor::lint {
namespace {

ToolMemory *toolOf(Look &look, const QByteArray &name)
{
    return look.memory.route(look.context.record.route, look.era).tools.find(name);
}

QString named(const QByteArray &tool, const QString &text)
{
    return QStringLiteral("tool \"%1\": %2").arg(shown(tool), text);
}

void checkArguments(Look &look)
{
    const ToolMemory *tool = toolOf(look, look.envelope.name);
    const JsonSchema *schema = tool ? look.memory.schema(tool->inputSchema) : nullptr;
    if (!schema)
        return;
    static const Json kNone = Json::object();
    const Json &params = member(look.json, "params");
    const Json &arguments = params.contains("arguments") ? member(params, "arguments") : kNone;
    if (const auto misfit = schema->check(arguments))
        look.report("arguments-mismatch", named(look.envelope.name, misfit->text),
                    "/params/arguments" + misfit->pointer);
}

// "Servers MUST provide structured results that conform to this schema" (2025-06-18 server/tools "Output Schema").
void checkResult(Look &look)
{
    const ToolMemory *tool = toolOf(look, look.request->name);
    const Json &result = member(look.json, "result");
    if (!tool || tool->outputSchema.isEmpty() || look.envelope.toolError || !look.versionFrom("2025-06-18"))
        return;
    const Json &type = member(result, "resultType");
    // A task answers later (2025-11-25 tasks, io.modelcontextprotocol/tasks); input_required is no result yet.
    if ((!type.is_null() && type != "complete") || result.contains("task"))
        return;
    const JsonSchema *schema = look.memory.schema(tool->outputSchema);
    const Json &content = member(result, "structuredContent");
    if (content.is_null())
        look.report("result-mismatch",
                    named(look.request->name,
                          QStringLiteral("it has an outputSchema, but the result has no structuredContent")),
                    "/result");
    else if (const auto misfit = schema ? schema->check(content) : std::nullopt)
        look.report("result-mismatch", named(look.request->name, misfit->text),
                    "/result/structuredContent" + misfit->pointer);
}

} // namespace

void checkCall(Look &look)
{
    if (!look.json.is_object())
        return;
    if (look.toServer() && look.envelope.kind == mcp::MessageKind::Request && look.envelope.method == "tools/call")
        checkArguments(look);
    else if (!look.toServer() && look.envelope.hasResult && look.request && look.request->method == "tools/call")
        checkResult(look);
}

} // namespace sightglass::interceptor::lint
