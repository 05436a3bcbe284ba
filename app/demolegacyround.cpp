// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demolegacyround.h"

#include "server/callcontext.h"

namespace sightglass::app {

using namespace Qt::Literals::StringLiterals;
using server::bytesMember;
using server::member;

namespace {

constexpr char kVersion[] = "2025-11-25";

} // namespace

DemoLegacyRound::DemoLegacyRound(transport::Upstream &upstream, const QByteArray &target, int pauseMs)
    : DemoRound(upstream, target, pauseMs)
{
    addBeginning();
    addTools();
    addAsking();
    addContent();
    addEnd();
}

QByteArray DemoLegacyRound::fields(const QByteArray &accept) const
{
    QByteArray lines = "Content-Type: application/json\r\nAccept: " + accept + "\r\n";
    if (!m_session.isEmpty())
        lines += "Mcp-Session-Id: " + m_session + "\r\nMCP-Protocol-Version: " + kVersion + "\r\n";
    return lines;
}

// ---- sending ----------------------------------------------------------------------------------------------------------

void DemoLegacyRound::request(const QByteArray &method, const Json &params, Result result, DemoCall::Message message)
{
    const qint64 id = newId();
    const auto take = [this, message](const Json &received) {
        if (received.contains("method") && received.contains("id"))
            answer(received);
        else if (message && received.contains("method"))
            message(received);
    };
    send("POST", fields(), server::requestMessage(id, method, params), take,
         [this, id, result = std::move(result)](const DemoCall &call) {
             const Json &response = call.response();
             if (!check(call.failure().isEmpty(), call.failure())
                 || !check(call.status() == 200, u"HTTP status %1"_s.arg(call.status()))
                 || !check(member(response, "id") == Json(id), u"the response has another id, or there is none"_s)
                 || !check(response.contains("result"), QString::fromUtf8(server::dumpJson(response))))
                 return;
             if (call.sessionId().size() > 0)
                 m_session = call.sessionId();
             result(response["result"]);
         });
}

void DemoLegacyRound::requestError(const QByteArray &method, const Json &params, int code)
{
    send("POST", fields(), server::requestMessage(newId(), method, params), {}, [this, code](const DemoCall &call) {
        const Json &error = member(call.response(), "error");
        if (check(member(error, "code") == Json(code), u"error %1 should have come"_s.arg(code)))
            next();
    });
}

void DemoLegacyRound::notify(const QByteArray &method, const Json &params, std::function<void()> sent)
{
    send("POST", fields(), server::notificationMessage(method, params), {},
         [this, sent = std::move(sent)](const DemoCall &call) {
             if (check(call.status() == 202, u"HTTP status %1 for a notification"_s.arg(call.status())))
                 sent();
         });
}

void DemoLegacyRound::answer(const Json &request)
{
    const Json response{{"jsonrpc", "2.0"}, {"id", member(request, "id")}, {"result", answerTo(request)}};
    send("POST", fields(), server::dumpJson(response), {}, [this](const DemoCall &call) {
        check(call.status() == 202, u"HTTP status %1 for a response"_s.arg(call.status()));
    });
}

void DemoLegacyRound::callTool(const char *tool, Json arguments, const QString &expected)
{
    request("tools/call", toolParams(tool, std::move(arguments)), [this, expected](const Json &result) {
        if (check(textOf(result).contains(expected), u"the tool said \"%1\""_s.arg(textOf(result))))
            next();
    });
}

// ---- steps ------------------------------------------------------------------------------------------------------------

void DemoLegacyRound::addBeginning()
{
    addStep(u"initialize"_s, [this] {
        const Json capabilities{
            {"sampling", Json::object()}, {"elicitation", Json::object()}, {"roots", {{"listChanged", true}}}};
        request("initialize",
                Json{{"protocolVersion", kVersion},
                     {"capabilities", capabilities},
                     {"clientInfo", {{"name", "sightglass-demo-client"}, {"version", "1.0.0"}}}},
                [this](const Json &result) {
                    if (check(bytesMember(result, "protocolVersion") == kVersion, u"another protocol version"_s)
                        && check(!m_session.isEmpty(), u"no session id"_s))
                        next();
                });
    });
    addStep(u"initialized"_s, [this] { notify("notifications/initialized", {}, [this] { next(); }); });
    addStep(u"GET stream"_s, [this] { openStream(); });
    addStep(u"ping"_s, [this] { request("ping", {}, [this](const Json &) { next(); }); });
    addStep(u"logging/setLevel"_s, [this] {
        request("logging/setLevel", Json{{"level", "debug"}}, [this](const Json &) { next(); });
    });
}

void DemoLegacyRound::openStream()
{
    const auto heard = [this](const Json &message) {
        if (const auto callback = m_heard)
            callback(message);
    };
    m_stream = send(
        "GET", fields("text/event-stream"), {}, heard, [this](const DemoCall &) { m_stream = nullptr; },
        [this](const DemoCall &call) {
            if (check(call.status() == 200, u"HTTP status %1"_s.arg(call.status())))
                next();
        });
}

void DemoLegacyRound::addTools()
{
    addStep(u"tools/list"_s, [this] {
        request("tools/list", {}, [this](const Json &result) {
            if (check(member(result, "tools").size() >= 8, u"tools are missing"_s))
                next();
        });
    });
    addStep(u"weather"_s, [this] {
        request("tools/call", toolParams("weather", {{"city", "Port Amber"}}), [this](const Json &result) {
            if (check(member(member(result, "structuredContent"), "celsius") == Json(24), u"the weather is another"_s))
                next();
        });
    });
    addStep(u"count_words"_s, [this] { callTool("count_words", {{"text", "one two\nthree"}}, u"\"words\":3"_s); });
    addStep(u"roll_dice"_s, [this] { callTool("roll_dice", {{"count", 3}}, u"\"sum\""_s); });
    addStep(u"brew_tea"_s, [this] {
        auto counts = std::make_shared<std::pair<int, int>>();
        Json params = toolParams("brew_tea", {{"kind", "mint"}, {"steps", 3}, {"stepMs", 20}});
        params["_meta"]["progressToken"] = "tea-" + std::to_string(newId());
        request(
            "tools/call", params,
            [this, counts](const Json &result) {
                if (check(counts->first == 4, u"%1 progress notifications"_s.arg(counts->first))
                    && check(counts->second == 4, u"%1 log messages"_s.arg(counts->second))
                    && check(textOf(result).contains(u"mint tea"_s), u"another tea"_s))
                    next();
            },
            [counts](const Json &message) {
                ++(bytesMember(message, "method") == "notifications/progress" ? counts->first : counts->second);
            });
    });
    addStep(u"open_old_chest"_s, [this] {
        request("tools/call", toolParams("open_old_chest"), [this](const Json &result) {
            if (check(member(result, "isError") == Json(true), u"it should have failed"_s))
                next();
        });
    });
    addStep(u"an unknown tool"_s,
            [this] { requestError("tools/call", toolParams("no_such_tool"), server::rpc::kInvalidParams); });
    addStep(u"an unknown method"_s, [this] { requestError("no/such/method", {}, server::rpc::kMethodNotFound); });
}

void DemoLegacyRound::addAsking()
{
    addStep(u"quiz"_s, [this] { callTool("quiz", Json::object(), u"Well done, Ada"_s); });
    addStep(u"write_poem"_s, [this] { callTool("write_poem", {{"about", "tea"}}, u"Steam curls up"_s); });
    addStep(u"list_workspaces"_s,
            [this] { callTool("list_workspaces", Json::object(), u"file:///home/demo/garden"_s); });
}

void DemoLegacyRound::addContent()
{
    addStep(u"resources/list"_s, [this] {
        request("resources/list", {}, [this](const Json &result) {
            if (check(member(result, "resources").size() >= 3, u"resources are missing"_s))
                next();
        });
    });
    addStep(u"resources/read"_s, [this] {
        request("resources/read", Json{{"uri", "demo://cities/Oldhaven"}}, [this](const Json &result) {
            if (check(server::dumpJson(result).contains("gulls"), u"another city"_s))
                next();
        });
    });
    addStep(u"a resource that is not there"_s, [this] {
        requestError("resources/read", Json{{"uri", "demo://nowhere"}}, server::rpc::kResourceNotFound);
    });
    addStep(u"resources/subscribe"_s, [this] {
        request("resources/subscribe", Json{{"uri", "demo://clock"}}, [this](const Json &) { next(); });
    });
    addStep(u"resources/updated"_s, [this] {
        m_heard = [this](const Json &message) {
            if (bytesMember(message, "method") != "notifications/resources/updated")
                return;
            m_heard = {};
            request("resources/unsubscribe", Json{{"uri", "demo://clock"}}, [this](const Json &) { next(); });
        };
        request("tools/call", toolParams("wind_clock"), [](const Json &) {});
    });
    addStep(u"prompts/list"_s, [this] {
        request("prompts/list", {}, [this](const Json &result) {
            if (check(member(result, "prompts").size() >= 2, u"prompts are missing"_s))
                next();
        });
    });
    addStep(u"prompts/get"_s, [this] {
        request("prompts/get", Json{{"name", "plan_trip"}, {"arguments", {{"city", "Lindwick"}, {"days", "3"}}}},
                [this](const Json &result) {
                    if (check(server::dumpJson(result).contains("3 days in Lindwick"), u"another prompt"_s))
                        next();
                });
    });
    addStep(u"completion/complete"_s, [this] {
        request("completion/complete",
                Json{{"ref", {{"type", "ref/prompt"}, {"name", "plan_trip"}}},
                     {"argument", {{"name", "city"}, {"value", "nim"}}}},
                [this](const Json &result) {
                    if (check(server::dumpJson(result).contains("Nimbus Falls"), u"another completion"_s))
                        next();
                });
    });
}

void DemoLegacyRound::addEnd()
{
    addStep(u"notifications/cancelled"_s, [this] { cancelTea(); });
    addStep(u"DELETE"_s, [this] { endSession(); });
    addStep(u"a request after the end"_s, [this] {
        send("POST", fields(), server::requestMessage(newId(), "ping", {}), {}, [this](const DemoCall &call) {
            if (check(call.status() == 404, u"HTTP status %1 after the session's end"_s.arg(call.status())))
                next();
        });
    });
}

void DemoLegacyRound::cancelTea()
{
    const qint64 id = newId();
    Json params = toolParams("brew_tea", {{"steps", 1000}, {"stepMs", 20}});
    params["_meta"]["progressToken"] = id;
    auto cancelled = std::make_shared<bool>(false);
    send(
        "POST", fields(), server::requestMessage(id, "tools/call", params),
        [this, id, cancelled](const Json &) {
            if (!std::exchange(*cancelled, true))
                notify("notifications/cancelled", Json{{"requestId", id}, {"reason", "the guests have left"}}, [] {});
        },
        [this](const DemoCall &call) {
            if (check(call.failure().isEmpty() && !call.response().is_object(), u"the tea was not cancelled"_s))
                next();
        });
}

void DemoLegacyRound::endSession()
{
    send("DELETE", fields(), {}, {}, [this](const DemoCall &call) {
        if (check(call.status() >= 200 && call.status() < 300, u"HTTP status %1"_s.arg(call.status())))
            next();
    });
}

} // namespace sightglass::app
