// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demooffer.h"

#include <algorithm>
#include <iterator>

namespace sightglass::app {
namespace {

using namespace server;
using namespace Qt::Literals::StringLiterals;

struct City {
    QStringView name;
    QStringView about;
    const char *sky;
    int celsius;
    int windKmh;
};

constexpr City kCities[] = {
    {u"Lindwick", u"A market town on a slow river, known for its bridges.", "sunny", 21, 8},
    {u"Nimbus Falls", u"Built around a waterfall; umbrellas are free.", "rain", 14, 22},
    {u"Oldhaven", u"A harbour with more gulls than people.", "windy", 12, 45},
    {u"Port Amber", u"The beach glows at dusk.", "clear", 24, 12},
    {u"Snowmere", u"Its lake is frozen nine months of the year.", "snow", -6, 5},
};

// A pixel, for something that is no text.
constexpr char kPixel[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

const City *cityCalled(const QString &name)
{
    const auto found =
        std::find_if(std::begin(kCities), std::end(kCities), [&](const City &city) { return city.name == name; });
    return found == std::end(kCities) ? nullptr : found;
}

Outcome contents(const QString &uri, const char *mimeType, const char *key, const QString &value)
{
    return Outcome::result(
        Json{{"contents",
              Json::array({Json{{"uri", uri.toStdString()}, {"mimeType", mimeType}, {key, value.toStdString()}}})}});
}

QList<QString> citiesLike(const QString &beginning)
{
    QList<QString> found;
    for (const City &city : kCities) {
        if (city.name.startsWith(beginning, Qt::CaseInsensitive))
            found.append(city.name.toString());
    }
    return found;
}

void offerResources(McpServer &server)
{
    server.addResource({.uri = u"demo://menu"_s,
                        .name = u"menu"_s,
                        .title = u"Tea menu"_s,
                        .description = u"What brew_tea can make"_s,
                        .mimeType = u"text/markdown"_s,
                        .read = [](const Json &, const CallPtr &) {
                            return contents(u"demo://menu"_s, "text/markdown", "text",
                                            u"# Tea\n\n- green\n- black\n- mint\n- rooibos\n"_s);
                        }});
    server.addResource({.uri = u"demo://pixel.png"_s,
                        .name = u"pixel"_s,
                        .title = u"A pixel"_s,
                        .description = u"The smallest picture there is"_s,
                        .mimeType = u"image/png"_s,
                        .read = [](const Json &, const CallPtr &) {
                            return contents(u"demo://pixel.png"_s, "image/png", "blob", QString::fromLatin1(kPixel));
                        }});
    server.addResourceTemplate(
        {.uriTemplate = u"demo://cities/{city}"_s,
         .name = u"city"_s,
         .title = u"A city"_s,
         .description = u"What the guide book says about a city"_s,
         .mimeType = u"text/plain"_s,
         .read =
             [](const Json &variables, const CallPtr &) {
                 const QString name = textMember(variables, "city");
                 const City *const city = cityCalled(name);
                 if (!city)
                     return Outcome::error(rpc::kInvalidParams, u"There is no city called "_s + name);
                 return contents(u"demo://cities/"_s + name, "text/plain", "text", city->about.toString());
             },
         .completers = {{u"city"_s, citiesLike}}});
}

void offerPrompts(McpServer &server)
{
    server.addPrompt(
        {.name = u"plan_trip"_s,
         .title = u"Plan a trip"_s,
         .description = u"A plan for some days in a city"_s,
         .arguments = {{u"city"_s, u"Where to"_s, true, citiesLike}, {u"days"_s, u"How long, in days"_s, false, {}}},
         .make = [](const Json &arguments, const CallPtr &) {
             const QString wish = u"Plan %1 days in %2. Ask the weather tool first."_s.arg(
                 textMember(arguments, "days", u"2"_s), textMember(arguments, "city"));
             return Outcome::result(
                 Json{{"description", "A trip through the demo land"},
                      {"messages", Json::array({Json{{"role", "user"}, {"content", textBlock(wish)}}})}});
         }});
    server.addPrompt(
        {.name = u"review_menu"_s,
         .title = u"Review the menu"_s,
         .description = u"Lets the model judge the tea menu, which comes along as a resource"_s,
         .make = [](const Json &, const CallPtr &) {
             const Json menu{
                 {"type", "resource"},
                 {"resource", {{"uri", "demo://menu"}, {"mimeType", "text/markdown"}, {"text", "# Tea\n\n- green\n"}}}};
             return Outcome::result(Json{
                 {"messages", Json::array({Json{{"role", "user"}, {"content", menu}},
                                           Json{{"role", "user"},
                                                {"content", textBlock(u"Is anything missing on this menu?"_s)}}})}});
         }});
}

} // namespace

QStringList demoCities()
{
    return citiesLike({});
}

Json demoWeather(const QString &city)
{
    const City *const found = cityCalled(city);
    if (!found)
        return {};
    return Json{
        {"city", city.toStdString()}, {"sky", found->sky}, {"celsius", found->celsius}, {"windKmh", found->windKmh}};
}

void offerDemoContent(McpServer &server)
{
    offerResources(server);
    offerPrompts(server);
}

} // namespace sightglass::app
