// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demooffer.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

namespace sightglass::app {
namespace {

using namespace server;
using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMaxDice = 100;
constexpr qint64 kMaxSteps = 1000;

qint64 integer(const Json &object, const char *key, qint64 fallback, qint64 least, qint64 most)
{
    const Json &value = member(object, key);
    return std::clamp(value.is_number_integer() ? value.get<qint64>() : fallback, least, most);
}

Json readOnly()
{
    return Json{{"readOnlyHint", true}, {"openWorldHint", false}};
}

void offerWeather(McpServer &server)
{
    Json input = parseJson(R"({"type":"object","required":["city"],"properties":{
        "city":{"type":"string","description":"A city of the demo land"}}})");
    for (const QString &city : demoCities())
        input["properties"]["city"]["enum"].push_back(city.toStdString());
    server.addTool({.name = u"weather"_s,
                    .title = u"Weather"_s,
                    .description = u"The weather in a city of the demo land"_s,
                    .inputSchema = std::move(input),
                    .outputSchema = parseJson(R"({"type":"object","required":["city","sky","celsius","windKmh"],
                        "properties":{"city":{"type":"string"},"sky":{"type":"string"},
                        "celsius":{"type":"integer"},"windKmh":{"type":"integer"}}})"),
                    .annotations = readOnly(),
                    .call = [](const Json &arguments, const CallPtr &) {
                        const QString city = textMember(arguments, "city");
                        const Json weather = demoWeather(city);
                        return weather.is_null() ? Outcome::toolError(u"There is no city called %1 here"_s.arg(city))
                                                 : Outcome::structured(weather);
                    }});
}

void offerSmallTools(McpServer &server)
{
    server.addTool(
        {.name = u"count_words"_s,
         .title = u"Count words"_s,
         .description = u"How many words, characters and lines a text has"_s,
         .inputSchema = parseJson(R"({"type":"object","required":["text"],"properties":{"text":{"type":"string"}}})"),
         .outputSchema = parseJson(R"({"type":"object","required":["words","characters","lines"],"properties":{
                        "words":{"type":"integer"},"characters":{"type":"integer"},"lines":{"type":"integer"}}})"),
         .annotations = readOnly(),
         .call = [](const Json &arguments, const CallPtr &) {
             const QString text = textMember(arguments, "text");
             return Outcome::structured(Json{{"words", text.simplified().split(u' ', Qt::SkipEmptyParts).size()},
                                             {"characters", text.size()},
                                             {"lines", text.isEmpty() ? 0 : text.count(u'\n') + 1}});
         }});
    server.addTool({.name = u"roll_dice"_s,
                    .title = u"Roll dice"_s,
                    .description = u"Rolls some dice and adds them up"_s,
                    .inputSchema = parseJson(R"({"type":"object","properties":{
                        "count":{"type":"integer","minimum":1,"maximum":100,"default":2},
                        "sides":{"type":"integer","minimum":2,"maximum":1000,"default":6}}})"),
                    .outputSchema = parseJson(R"({"type":"object","required":["rolls","sum"],"properties":{
                        "rolls":{"type":"array","items":{"type":"integer"}},"sum":{"type":"integer"}}})"),
                    .call = [](const Json &arguments, const CallPtr &) {
                        const qint64 count = integer(arguments, "count", 2, 1, kMaxDice);
                        const qint64 sides = integer(arguments, "sides", 6, 2, 1000);
                        Json rolls = Json::array();
                        qint64 sum = 0;
                        for (qint64 i = 0; i < count; ++i) {
                            const qint64 roll = QRandomGenerator::global()->bounded(int(sides)) + 1;
                            rolls.push_back(roll);
                            sum += roll;
                        }
                        return Outcome::structured(Json{{"rolls", std::move(rolls)}, {"sum", sum}});
                    }});
    server.addTool({.name = u"open_old_chest"_s,
                    .title = u"Open the old chest"_s,
                    .description = u"Never works: somebody lost the key"_s,
                    .call = [](const Json &, const CallPtr &) {
                        return Outcome::toolError(
                            u"The chest is locked, and the key lies at the bottom of the lake."_s);
                    }});
    server.addTool({.name = u"shop_stock"_s,
                    .title = u"Shop stock"_s,
                    .description = u"What a shop of a region has in store; the region is mirrored into a header"_s,
                    .inputSchema = parseJson(R"({"type":"object","required":["region"],"properties":{
                        "region":{"type":"string","enum":["coast","hills","lowlands"],"x-mcp-header":"Region"},
                        "item":{"type":"string","default":"lantern"}}})"),
                    .annotations = readOnly(),
                    .call = [](const Json &arguments, const CallPtr &) {
                        const QString region = textMember(arguments, "region");
                        return Outcome::text(u"The shops of the %1 have %2 pieces of: %3."_s.arg(
                            region, QString::number(3 + region.size()), textMember(arguments, "item", u"lantern"_s)));
                    }});
}

// One step of the tea after the other, until it is ready or nobody waits for it any more.
void brew(const CallPtr &call, const QString &kind, qint64 step, qint64 steps, int stepMs)
{
    if (call->isOver())
        return;
    static const QStringList kTexts{u"Boiling water"_s, u"Warming the pot"_s, u"Steeping"_s, u"Pouring"_s};
    const QString text = kTexts[kTexts.size() * step / (steps + 1)];
    call->progress(double(step), double(steps), text);
    call->log(LogLevel::Info, u"kitchen"_s, Json{{"kind", kind.toStdString()}, {"doing", text.toStdString()}});
    if (step == steps)
        return call->finish(Outcome::text(u"A cup of %1 tea is ready."_s.arg(kind)));
    QTimer::singleShot(stepMs, [=] { brew(call, kind, step + 1, steps, stepMs); });
}

void offerTea(McpServer &server)
{
    server.addTool({.name = u"brew_tea"_s,
                    .title = u"Brew tea"_s,
                    .description = u"Takes its time, and reports progress and log messages; can be cancelled"_s,
                    .inputSchema = parseJson(R"({"type":"object","properties":{
                        "kind":{"type":"string","default":"green"},
                        "steps":{"type":"integer","minimum":1,"maximum":1000,"default":8},
                        "stepMs":{"type":"integer","minimum":1,"maximum":10000,"default":250}}})"),
                    .call = [](const Json &arguments, const CallPtr &call) {
                        brew(call, textMember(arguments, "kind", u"green"_s), 0,
                             integer(arguments, "steps", 8, 1, kMaxSteps),
                             int(integer(arguments, "stepMs", 250, 1, 10'000)));
                        return Outcome::later();
                    }});
}

Json question(const QString &message, const char *key, const char *schema)
{
    return Json{{"message", message.toStdString()},
                {"requestedSchema",
                 {{"type", "object"}, {"properties", {{key, parseJson(schema)}}}, {"required", Json::array({key})}}}};
}

// Runs \a next with what the client's user filled in; without it the call is over.
void elicit(const CallPtr &call, const QByteArray &key, const Json &form, std::function<void(const Json &)> next)
{
    call->ask(key, "elicitation/create", form, [call, next = std::move(next)](const ClientAnswer &answer) {
        if (!answer)
            return call->finish(Outcome::toolError(answer.error().message));
        if (bytesMember(*answer, "action") != "accept")
            return call->finish(Outcome::text(u"No quiz today, then."_s));
        next(member(*answer, "content"));
    });
}

void offerAsking(McpServer &server)
{
    server.addTool({.name = u"quiz"_s,
                    .title = u"Quiz"_s,
                    .description = u"Asks for a name, then a question (elicitation)"_s,
                    .call = [](const Json &, const CallPtr &call) {
                        elicit(call, "name", question(u"Who plays?"_s, "name", R"({"type":"string"})"),
                               [call](const Json &first) {
                                   const QString name = textMember(first, "name", u"stranger"_s);
                                   const Json form = question(u"%1, how many legs has a spider?"_s.arg(name), "legs",
                                                              R"({"type":"integer","minimum":0})");
                                   elicit(call, "legs", form, [call, name](const Json &second) {
                                       const bool right = member(second, "legs") == Json(8);
                                       call->finish(Outcome::text(right ? u"Well done, %1: eight it is."_s.arg(name)
                                                                        : u"No, %1: a spider has eight."_s.arg(name)));
                                   });
                               });
                        return Outcome::later();
                    }});
    server.addTool(
        {.name = u"write_poem"_s,
         .title = u"Write a poem"_s,
         .description = u"Lets the client's own model write it (sampling)"_s,
         .inputSchema = parseJson(R"({"type":"object","required":["about"],"properties":{"about":{"type":"string"}}})"),
         .call = [](const Json &arguments, const CallPtr &call) {
             const QString wish = u"Write a short poem about %1."_s.arg(textMember(arguments, "about"));
             const Json params{{"messages", Json::array({Json{{"role", "user"}, {"content", textBlock(wish)}}})},
                               {"maxTokens", 200}};
             call->ask("poem", "sampling/createMessage", params, [call](const ClientAnswer &answer) {
                 call->finish(answer ? Outcome::text(textMember(member(*answer, "content"), "text"))
                                     : Outcome::toolError(answer.error().message));
             });
             return Outcome::later();
         }});
    server.addTool({.name = u"list_workspaces"_s,
                    .title = u"List workspaces"_s,
                    .description = u"Tells which folders the client works in (roots)"_s,
                    .call = [](const Json &, const CallPtr &call) {
                        call->ask("roots", "roots/list", Json::object(), [call](const ClientAnswer &answer) {
                            if (!answer)
                                return call->finish(Outcome::toolError(answer.error().message));
                            QStringList names;
                            for (const Json &root : member(*answer, "roots"))
                                names.append(textMember(root, "uri"));
                            call->finish(Outcome::text(u"The client works in: "_s + names.join(u", "_s)));
                        });
                        return Outcome::later();
                    }});
}

} // namespace

void offerDemoTools(McpServer &server)
{
    offerWeather(server);
    offerSmallTools(server);
    offerTea(server);
    offerAsking(server);
}

} // namespace sightglass::app
