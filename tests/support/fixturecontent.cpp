// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformancefixture.h"

namespace sightglass::test {
namespace {

using namespace server;
using namespace Qt::Literals::StringLiterals;

Json userMessage(Json content)
{
    return Json{{"role", "user"}, {"content", std::move(content)}};
}

Outcome messages(Json list)
{
    return Outcome::result(Json{{"messages", std::move(list)}});
}

Handler reading(const char *uri, const char *mimeType, const char *key, const char *value)
{
    const Json result{{"contents", Json::array({Json{{"uri", uri}, {"mimeType", mimeType}, {key, value}}})}};
    return [result](const Json &, const CallPtr &) { return Outcome::result(result); };
}

void offerResources(McpServer &server)
{
    server.addResource({.uri = u"test://static-text"_s,
                        .name = u"static-text"_s,
                        .title = u"Static text"_s,
                        .description = u"A static text resource"_s,
                        .mimeType = u"text/plain"_s,
                        .read = reading("test://static-text", "text/plain", "text",
                                        "This is the content of the static text resource.")});
    server.addResource({.uri = u"test://static-binary"_s,
                        .name = u"static-binary"_s,
                        .title = u"Static image"_s,
                        .description = u"A static binary resource"_s,
                        .mimeType = u"image/png"_s,
                        .read = reading("test://static-binary", "image/png", "blob", kFixtureImage)});
    server.addResource({.uri = u"test://watched-resource"_s,
                        .name = u"watched-resource"_s,
                        .title = u"Watched"_s,
                        .description = u"A resource to subscribe to"_s,
                        .mimeType = u"text/plain"_s,
                        .read = reading("test://watched-resource", "text/plain", "text", "Watched resource content")});
    server.addResourceTemplate(
        {.uriTemplate = u"test://template/{id}/data"_s,
         .name = u"template"_s,
         .title = u"Template"_s,
         .description = u"A family of resources"_s,
         .mimeType = u"application/json"_s,
         .read = [](const Json &variables, const CallPtr &) {
             const QString id = textMember(variables, "id");
             const Json data{
                 {"id", id.toStdString()}, {"templateTest", true}, {"data", "Data for ID: " + id.toStdString()}};
             return Outcome::result(
                 Json{{"contents", Json::array({Json{{"uri", "test://template/" + id.toStdString() + "/data"},
                                                     {"mimeType", "application/json"},
                                                     {"text", data.dump()}}})}});
         }});
}

void offerPrompts(McpServer &server)
{
    server.addPrompt({.name = u"test_simple_prompt"_s,
                      .description = u"A prompt without arguments"_s,
                      .make = [](const Json &, const CallPtr &) {
                          return messages(
                              Json::array({userMessage(textBlock(u"This is a simple prompt for testing."_s))}));
                      }});
    const Completer suggest = [](const QString &value) {
        return QStringList{u"paris"_s, u"park"_s, u"party"_s}.filter(value, Qt::CaseInsensitive);
    };
    server.addPrompt({.name = u"test_prompt_with_arguments"_s,
                      .description = u"A prompt with required arguments"_s,
                      .arguments = {{u"arg1"_s, u"First test argument"_s, true, suggest},
                                    {u"arg2"_s, u"Second test argument"_s, true, {}}},
                      .make = [](const Json &arguments, const CallPtr &) {
                          const QString text = u"Prompt with arguments: arg1='%1', arg2='%2'"_s.arg(
                              textMember(arguments, "arg1"), textMember(arguments, "arg2"));
                          return messages(Json::array({userMessage(textBlock(text))}));
                      }});
    server.addPrompt(
        {.name = u"test_prompt_with_embedded_resource"_s,
         .description = u"A prompt with a resource in it"_s,
         .arguments = {{u"resourceUri"_s, u"URI of the resource to embed"_s, true, {}}},
         .make = [](const Json &arguments, const CallPtr &) {
             const Json resource{{"type", "resource"},
                                 {"resource",
                                  {{"uri", member(arguments, "resourceUri")},
                                   {"mimeType", "text/plain"},
                                   {"text", "Embedded resource content for testing."}}}};
             return messages(Json::array(
                 {userMessage(resource), userMessage(textBlock(u"Please process the embedded resource above."_s))}));
         }});
    server.addPrompt({.name = u"test_prompt_with_image"_s,
                      .description = u"A prompt with an image in it"_s,
                      .make = [](const Json &, const CallPtr &) {
                          const Json image{{"type", "image"}, {"data", kFixtureImage}, {"mimeType", "image/png"}};
                          return messages(Json::array(
                              {userMessage(image), userMessage(textBlock(u"Please analyze the image above."_s))}));
                      }});
}

} // namespace

void offerFixtureContent(McpServer &server)
{
    offerResources(server);
    offerPrompts(server);
}

void offerConformanceFixture(McpServer &server)
{
    offerFixtureTools(server);
    offerFixtureInput(server);
    offerFixtureContent(server);
}

} // namespace sightglass::test
