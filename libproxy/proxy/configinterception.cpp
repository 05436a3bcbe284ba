// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/configinterception.h"

namespace sightglass::proxy {

using namespace config;
using interceptor::fault::Fault;
using interceptor::fault::FaultConfig;
using interceptor::fault::Profile;
using interceptor::policy::PolicyConfig;
using interceptor::policy::RateLimit;
using interceptor::policy::RoutePolicy;
using interceptor::rules::Directions;

namespace {

constexpr double kMaxPerSecond = 1e9;
constexpr qint64 kMaxBurst = 1'000'000'000;
constexpr qint64 kMaxCopies = 1'000;

// One member per route; `*` is every route.
Taker routePolicies(QList<RoutePolicy> &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_object())
            return bad(where, QStringLiteral("expected an object with one member per route, or * for all"));
        for (const auto &[name, lists] : value.items()) {
            RoutePolicy route;
            route.route = name == "*" ? QString() : shown(name);
            const auto taken = takeObject(lists, where + "." + name,
                                          {
                                              {"allowMethods", list(route.allowMethods)},
                                              {"denyMethods", list(route.denyMethods)},
                                              {"allowTools", list(route.allowTools)},
                                              {"denyTools", list(route.denyTools)},
                                          });
            if (!taken)
                return taken;
            out.append(route);
        }
        return {};
    };
}

Result<void> takeRate(const Json &value, const Text &where, QList<RateLimit> &out)
{
    RateLimit rate;
    const auto taken = takeObject(value, where,
                                  {
                                      {"per", word<RateLimit::Per>(rate.per, {{"all", RateLimit::Per::All},
                                                                              {"route", RateLimit::Per::Route},
                                                                              {"client", RateLimit::Per::Client},
                                                                              {"method", RateLimit::Per::Method},
                                                                              {"tool", RateLimit::Per::Tool}})},
                                      {"route", text([&](const QString &name) { rate.route = name; })},
                                      {"perSecond", real(rate.perSecond, 1e-6, kMaxPerSecond)},
                                      {"burst", number(rate.burst, 1, kMaxBurst)},
                                  });
    if (taken)
        out.append(rate);
    return taken;
}

Taker filter(exchange::Filter &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_string())
            return bad(where, QStringLiteral("expected a filter expression"));
        const auto parsed = exchange::Filter::parse(QString::fromStdString(value.get<Text>()));
        if (!parsed)
            return bad(where, parsed.error().text());
        out = *parsed;
        return {};
    };
}

Taker directions(Directions &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        out = Directions{false, false, false};
        return takeArray(value, where, [&out](const Json &item, const Text &here) -> Result<void> {
            bool Directions::*which = nullptr;
            const auto taken = word<bool Directions::*>(which, {{"request", &Directions::requests},
                                                                {"response", &Directions::responses},
                                                                {"event", &Directions::events}})(item, here);
            if (taken)
                out.*which = true;
            return taken;
        });
    };
}

// A number, or an array of the lowest and the highest.
Taker milliseconds(Fault &fault)
{
    return [&fault](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_array()) {
            const auto taken = number(fault.minMs, 0, kMs)(value, where);
            fault.maxMs = fault.minMs;
            return taken;
        }
        if (value.size() != 2)
            return bad(where, QStringLiteral("expected a number of milliseconds, or the lowest and the highest"));
        if (const auto taken = number(fault.minMs, 0, kMs)(value[0], where + "[0]"); !taken)
            return taken;
        return number(fault.maxMs, fault.minMs, kMs)(value[1], where + "[1]");
    };
}

Result<void> takeFault(const Json &value, const Text &where, QList<Fault> &out)
{
    Fault fault;
    std::vector<std::pair<Text, Fault::Kind>> kinds;
    for (int kind = 0; kind <= int(Fault::Kind::Stall); ++kind)
        kinds.emplace_back(nameOf(Fault::Kind(kind)).data(), Fault::Kind(kind));
    const auto taken = takeObject(value, where,
                                  {
                                      {"kind", word(fault.kind, kinds)},
                                      {"name", text([&](const QString &name) { fault.name = name; })},
                                      {"match", filter(fault.filter)},
                                      {"on", directions(fault.directions)},
                                      {"probability", real(fault.probability, 0, 1)},
                                      {"ms", milliseconds(fault)},
                                      {"bytes", number(fault.bytes, 0, kAny)},
                                      {"bytesPerSecond", number(fault.bytesPerSecond, 1, kAny)},
                                      {"copies", number(fault.copies, 2, kMaxCopies)},
                                      {"code", number(fault.code, -kAny, kAny)},
                                      {"text", text([&](const QString &words) { fault.text = words; })},
                                      {"httpStatus", number(fault.httpStatus, 400, 599)},
                                  });
    if (!taken)
        return taken;
    if (!value.contains("kind"))
        return bad(where, QStringLiteral("\"kind\" is missing"));
    if (fault.kind == Fault::Kind::Throttle && fault.bytesPerSecond == 0)
        return bad(where, QStringLiteral("\"bytesPerSecond\" is missing"));
    out.append(fault);
    return {};
}

} // namespace

Taker policyTaker(PolicyConfig &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        const auto taken =
            takeObject(value, where,
                       {
                           {"httpMethods", list(out.httpMethods)},
                           {"origins", lowerCaseList(out.origins)},
                           {"hosts", lowerCaseList(out.hosts)},
                           {"contentTypes", lowerCaseList(out.contentTypes)},
                           {"maxRequestBytes", number(out.maxRequestBytes, 1, kAny)},
                           {"maxResponseBytes", number(out.maxResponseBytes, 1, kAny)},
                           {"routes", routePolicies(out.routes)},
                           {"rates",
                            [&out](const Json &rates, const Text &here) {
                                return takeArray(rates, here, [&out](const Json &rate, const Text &there) {
                                    return takeRate(rate, there, out.rates);
                                });
                            }},
                       });
        return taken;
    };
}

Taker faultsTaker(FaultConfig &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        out.enabled = true;
        return takeObject(value, where,
                          {
                              {"enabled", boolean(out.enabled)},
                              {"seed", number(out.seed, 0, kAny)},
                              {"profile", word<Profile>(out.profile, {{"steady", Profile::Steady},
                                                                      {"gradual", Profile::Gradual},
                                                                      {"sudden", Profile::Sudden},
                                                                      {"intermittent", Profile::Intermittent}})},
                              {"periodSeconds", real(out.periodSeconds, 0.001, 1e9)},
                              {"faults",
                               [&out](const Json &faults, const Text &here) {
                                   return takeArray(faults, here, [&out](const Json &fault, const Text &there) {
                                       return takeFault(fault, there, out.faults);
                                   });
                               }},
                          });
    };
}

} // namespace sightglass::proxy
