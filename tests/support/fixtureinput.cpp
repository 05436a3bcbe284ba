// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformancefixture.h"

namespace sightglass::test {
namespace {

using namespace server;
using namespace Qt::Literals::StringLiterals;

Json form(const char *message, const char *schema)
{
    return Json{{"message", message}, {"requestedSchema", parseJson(schema)}};
}

Json elicit(const char *message, const char *schema)
{
    return Json{{"method", "elicitation/create"}, {"params", form(message, schema)}};
}

Json sample(const QString &prompt, int maxTokens)
{
    return Json{{"messages", Json::array({Json{{"role", "user"}, {"content", textBlock(prompt)}}})},
                {"maxTokens", maxTokens}};
}

constexpr char kName[] = R"({"type":"object","properties":{"name":{"type":"string"}},"required":["name"]})";
constexpr char kOk[] = R"({"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"]})";

void addTool(McpServer &server, const QString &name, Handler call, Json schema = Json{{"type", "object"}})
{
    server.addTool({.name = name,
                    .description = u"Asks the client for something in the middle of the call"_s,
                    .inputSchema = std::move(schema),
                    .call = std::move(call)});
}

// A tool that asks one question and answers with \a lead and what came.
void addAsking(McpServer &server, const QString &name, const QByteArray &key, const QByteArray &method,
               const Json &params, std::function<QString(const Json &)> tell)
{
    addTool(server, name, [=](const Json &, const CallPtr &call) {
        call->ask(key, method, params, [call, tell](const ClientAnswer &answer) {
            call->finish(answer ? Outcome::text(tell(*answer)) : Outcome::toolError(answer.error().message));
        });
        return Outcome::later();
    });
}

QString elicited(const QString &lead, const Json &answer)
{
    const Json &content = member(answer, "content");
    return u"%1: action=%2, content=%3"_s.arg(
        lead, textMember(answer, "action"), QString::fromUtf8(dumpJson(content.is_null() ? Json::object() : content)));
}

void offerLegacyInput(McpServer &server)
{
    addTool(
        server, u"test_sampling"_s,
        [](const Json &arguments, const CallPtr &call) {
            call->ask("completion", "sampling/createMessage", sample(textMember(arguments, "prompt"), 100),
                      [call](const ClientAnswer &answer) {
                          call->finish(answer ? Outcome::text(u"LLM response: "_s
                                                              + textMember(member(*answer, "content"), "text"))
                                              : Outcome::toolError(answer.error().message));
                      });
            return Outcome::later();
        },
        parseJson(R"({"type":"object","properties":{"prompt":{"type":"string"}},"required":["prompt"]})"));
    addTool(
        server, u"test_elicitation"_s,
        [](const Json &arguments, const CallPtr &call) {
            Json params = form("", R"({"type":"object","properties":{"response":{"type":"string",
            "description":"User's response"}},"required":["response"]})");
            params["message"] = member(arguments, "message");
            call->ask("answer", "elicitation/create", params, [call](const ClientAnswer &answer) {
                call->finish(answer ? Outcome::text(elicited(u"User response"_s, *answer))
                                    : Outcome::toolError(answer.error().message));
            });
            return Outcome::later();
        },
        parseJson(R"({"type":"object","properties":{"message":{"type":"string"}},"required":["message"]})"));
    const auto completed = [](const Json &answer) { return elicited(u"Elicitation completed"_s, answer); };
    addAsking(server, u"test_elicitation_sep1034_defaults"_s, "form", "elicitation/create",
              form("Please review and update the form fields with defaults", R"({"type":"object","properties":{
                  "name":{"type":"string","description":"User name","default":"John Doe"},
                  "age":{"type":"integer","description":"User age","default":30},
                  "score":{"type":"number","description":"User score","default":95.5},
                  "status":{"type":"string","description":"User status","enum":["active","inactive","pending"],
                      "default":"active"},
                  "verified":{"type":"boolean","description":"Verification status","default":true}},"required":[]})"),
              completed);
    addAsking(server, u"test_elicitation_sep1330_enums"_s, "form", "elicitation/create",
              form("Please select options from the enum fields", R"({"type":"object","properties":{
                  "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
                  "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
                      {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
                  "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
                      "enumNames":["Option One","Option Two","Option Three"]},
                  "untitledMulti":{"type":"array","minItems":1,"maxItems":3,
                      "items":{"type":"string","enum":["option1","option2","option3"]}},
                  "titledMulti":{"type":"array","minItems":1,"maxItems":3,
                      "items":{"anyOf":[{"const":"value1","title":"First Choice"},
                      {"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}},
                  "required":[]})"),
              completed);
}

void offerOneRound(McpServer &server)
{
    const auto greet = [](const Json &answer) {
        return u"Hello, %1!"_s.arg(textMember(member(answer, "content"), "name"));
    };
    addAsking(server, u"test_input_required_result_elicitation"_s, "user_name", "elicitation/create",
              form("What is your name?", kName), greet);
    addAsking(server, u"test_streaming_elicitation"_s, "user_name", "elicitation/create",
              form("What is your name?", kName), greet);
    addAsking(server, u"test_input_required_result_sampling"_s, "capital_question", "sampling/createMessage",
              sample(u"What is the capital of France?"_s, 100),
              [](const Json &answer) { return textMember(member(answer, "content"), "text"); });
    addAsking(server, u"test_input_required_result_list_roots"_s, "client_roots", "roots/list", Json::object(),
              [](const Json &answer) { return QString::fromUtf8(dumpJson(member(answer, "roots"))); });
    addTool(server, u"test_input_required_result_capabilities"_s, [](const Json &, const CallPtr &call) {
        Json requests = Json::object();
        if (call->clientSupports("sampling"))
            requests["text"] = Json{{"method", "sampling/createMessage"}, {"params", sample(u"Say something"_s, 50)}};
        if (call->clientSupports("elicitation"))
            requests["name"] = elicit("What is your name?", kName);
        if (requests.empty() || !call->inputResponses().empty())
            return Outcome::text(u"Done"_s);
        return Outcome::inputRequired(std::move(requests));
    });
    server.addPrompt(
        {.name = u"test_input_required_result_prompt"_s,
         .description = u"Asks for its context"_s,
         .make = [](const Json &, const CallPtr &call) {
             call->ask("user_context", "elicitation/create",
                       form("What context should the prompt use?",
                            R"({"type":"object","properties":{"context":{"type":"string"}},"required":["context"]})"),
                       [call](const ClientAnswer &answer) {
                           if (!answer)
                               return call->finish(Outcome::error(answer.error()));
                           const QString context = textMember(member(*answer, "content"), "context");
                           call->finish(Outcome::result(Json{
                               {"messages", Json::array({Json{{"role", "user"}, {"content", textBlock(context)}}})}}));
                       });
             return Outcome::later();
         }});
}

void offerWithState(McpServer &server)
{
    const Handler confirming = [](const Json &, const CallPtr &call) {
        if (call->state() == Json("asked") && call->inputResponses().contains("confirm"))
            return Outcome::text(u"state-ok"_s);
        return Outcome::inputRequired(Json{{"confirm", elicit("Please confirm", kOk)}}, "asked");
    };
    addTool(server, u"test_input_required_result_request_state"_s, confirming);
    addTool(server, u"test_input_required_result_tampered_state"_s, confirming);
    addTool(server, u"test_input_required_result_multiple_inputs"_s, [](const Json &, const CallPtr &call) {
        const Json &given = call->inputResponses();
        if (given.contains("user_name") && given.contains("greeting") && given.contains("client_roots"))
            return Outcome::text(u"All three came"_s);
        return Outcome::inputRequired(
            Json{{"user_name", elicit("What is your name?", kName)},
                 {"greeting", {{"method", "sampling/createMessage"}, {"params", sample(u"Generate a greeting"_s, 50)}}},
                 {"client_roots", {{"method", "roots/list"}, {"params", Json::object()}}}},
            "asked");
    });
    addTool(server, u"test_input_required_result_multi_round"_s, [](const Json &, const CallPtr &call) {
        const Json &given = call->inputResponses();
        if (given.contains("step2"))
            return Outcome::text(u"Both rounds are done"_s);
        if (!given.contains("step1"))
            return Outcome::inputRequired(Json{{"step1", elicit("Step 1: What is your name?", kName)}}, 1);
        return Outcome::inputRequired(
            Json{{"step2",
                  elicit("Step 2: What is your favorite color?",
                         R"({"type":"object","properties":{"color":{"type":"string"}},"required":["color"]})")}},
            2);
    });
}

} // namespace

void offerFixtureInput(McpServer &server)
{
    offerLegacyInput(server);
    offerOneRound(server);
    offerWithState(server);
}

} // namespace sightglass::test
