// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformancefixture.h"

#include <QTimer>

namespace sightglass::test {
namespace {

using namespace server;
using namespace Qt::Literals::StringLiterals;

constexpr int kStepMs = 50; // the suite wants notifications apart from each other

Json content(Json blocks)
{
    return Json{{"content", std::move(blocks)}};
}

Json imageBlock()
{
    return Json{{"type", "image"}, {"data", kFixtureImage}, {"mimeType", "image/png"}};
}

Json resourceBlock(const char *uri, const char *mimeType, const char *text)
{
    return Json{{"type", "resource"}, {"resource", {{"uri", uri}, {"mimeType", mimeType}, {"text", text}}}};
}

Handler always(Json result)
{
    return [result = std::move(result)](const Json &, const CallPtr &) { return Outcome::result(result); };
}

void addTool(McpServer &server, const QString &name, const QString &description, Handler call)
{
    server.addTool({.name = name, .description = description, .call = std::move(call)});
}

void offerContent(McpServer &server)
{
    addTool(server, u"test_simple_text"_s, u"Answers with simple text"_s,
            always(content(Json::array({textBlock(u"This is a simple text response for testing."_s)}))));
    addTool(server, u"test_image_content"_s, u"Answers with an image"_s, always(content(Json::array({imageBlock()}))));
    addTool(
        server, u"test_audio_content"_s, u"Answers with audio"_s,
        always(content(Json::array({Json{{"type", "audio"}, {"data", kFixtureAudio}, {"mimeType", "audio/wav"}}}))));
    const Json embedded =
        resourceBlock("test://embedded-resource", "text/plain", "This is an embedded resource content.");
    addTool(server, u"test_embedded_resource"_s, u"Answers with an embedded resource"_s,
            always(content(Json::array({embedded}))));
    const Json mixed =
        resourceBlock("test://mixed-content-resource", "application/json", R"({"test":"data","value":123})");
    addTool(server, u"test_multiple_content_types"_s, u"Answers with text, an image and a resource"_s,
            always(content(Json::array({textBlock(u"Multiple content types test:"_s), imageBlock(), mixed}))));
    addTool(server, u"test_error_handling"_s, u"Always fails"_s, [](const Json &, const CallPtr &) {
        return Outcome::toolError(u"This tool intentionally returns an error for testing"_s);
    });
}

// Calls \a step with 0, 1, … \a last, one every kStepMs, unless the call is over by then.
void inSteps(const CallPtr &call, int last, std::function<void(int)> step, int now = 0)
{
    if (call->isOver())
        return;
    step(now);
    if (now < last)
        QTimer::singleShot(kStepMs, [=] { inSteps(call, last, step, now + 1); });
}

void offerNotifying(McpServer &server)
{
    addTool(server, u"test_tool_with_logging"_s, u"Logs while it works"_s, [](const Json &, const CallPtr &call) {
        inSteps(call, 2, [call](int step) {
            static const char *const kTexts[] = {"Tool execution started", "Tool processing data",
                                                 "Tool execution completed"};
            call->log(LogLevel::Info, {}, kTexts[step]);
            if (step == 2)
                call->finish(Outcome::text(u"Tool with logging executed successfully"_s));
        });
        return Outcome::later();
    });
    addTool(server, u"test_tool_with_progress"_s, u"Reports progress"_s, [](const Json &, const CallPtr &call) {
        inSteps(call, 2, [call](int step) {
            call->progress(step * 50, 100, u"Completed step %1 of 100"_s.arg(step * 50));
            if (step == 2)
                call->finish(Outcome::text(QString::fromUtf8(dumpJson(call->progressToken()))));
        });
        return Outcome::later();
    });
    addTool(server, u"test_logging_tool"_s, u"Logs one message"_s, [](const Json &, const CallPtr &call) {
        call->log(LogLevel::Info, u"fixture"_s, "A message for those who asked for it");
        return Outcome::text(u"Logged"_s);
    });
    // SEP-1699: lets the client come back for the answer.
    addTool(server, u"test_reconnection"_s, u"Closes the stream in the middle of the call"_s,
            [](const Json &, const CallPtr &call) {
                call->closeStream();
                QTimer::singleShot(2 * kStepMs, [call] {
                    call->finish(Outcome::text(u"The client came back after the stream was closed."_s));
                });
                return Outcome::later();
            });
}

void offerDiagnostics(McpServer &server)
{
    server.addTool({.name = u"test_missing_capability"_s,
                    .description = u"Needs a client that can sample"_s,
                    .requiredCapabilities = Json{{"sampling", Json::object()}},
                    .call = always(content(Json::array({textBlock(u"The client can sample"_s)})))});
    // Both lists are in the end what they were, so that other scenarios see them unchanged.
    addTool(server, u"test_trigger_tool_change"_s, u"Changes the list of tools and changes it back"_s,
            [&server](const Json &, const CallPtr &) {
                addTool(server, u"test_passing_tool"_s, u"Here for a moment"_s, {});
                server.removeTool(u"test_passing_tool"_s);
                return Outcome::text(u"The list of tools changed"_s);
            });
    addTool(server, u"test_trigger_prompt_change"_s, u"Changes the list of prompts and changes it back"_s,
            [&server](const Json &, const CallPtr &) {
                server.addPrompt({.name = u"test_passing_prompt"_s, .description = u"Here for a moment"_s});
                server.removePrompt(u"test_passing_prompt"_s);
                return Outcome::text(u"The list of prompts changed"_s);
            });
    server.addTool({.name = u"test_mirrored_argument"_s,
                    .description = u"Has an argument that clients mirror into a header (SEP-2243)"_s,
                    .inputSchema = parseJson(R"({"type":"object","required":["region"],"properties":{
                        "region":{"type":"string","x-mcp-header":"Region"},
                        "shard":{"type":"integer","x-mcp-header":"Shard"}}})"),
                    .call = [](const Json &arguments, const CallPtr &) {
                        return Outcome::text(u"Region "_s + textMember(arguments, "region"));
                    }});
    // SEP-1613, SEP-2106
    server.addTool({.name = u"json_schema_2020_12_tool"_s,
                    .description = u"Tool with JSON Schema 2020-12 features"_s,
                    .inputSchema = parseJson(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",
                        "type":"object",
                        "$defs":{"address":{"$anchor":"addressDef","type":"object",
                            "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
                        "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
                            "contactMethod":{"type":"string","enum":["phone","email"]},
                            "phone":{"type":"string"},"email":{"type":"string"}},
                        "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
                        "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
                        "then":{"required":["phone"]},"else":{"required":["email"]},
                        "additionalProperties":false})"),
                    .call = [](const Json &arguments, const CallPtr &) {
                        return Outcome::text(QString::fromUtf8(dumpJson(arguments)));
                    }});
}

} // namespace

void offerFixtureTools(McpServer &server)
{
    offerContent(server);
    offerNotifying(server);
    offerDiagnostics(server);
}

} // namespace sightglass::test
