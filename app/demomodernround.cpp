// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demomodernround.h"

#include "server/callcontext.h"

namespace sightglass::app {

using namespace Qt::Literals::StringLiterals;
using server::bytesMember;
using server::member;

namespace {

constexpr char kVersion[] = "2026-07-28";
constexpr char kSubscriptionKey[] = "io.modelcontextprotocol/subscriptionId";

} // namespace

DemoModernRound::DemoModernRound(transport::Upstream &upstream, const QByteArray &target, int pauseMs, bool provokes)
    : DemoRound(upstream, target, pauseMs)
{
    addBeginning();
    addTools();
    addAsking();
    addContent();
    addRefusals(provokes);
}

// ---- sending ----------------------------------------------------------------------------------------------------------

QByteArray DemoModernRound::body(qint64 id, const QByteArray &method, Json params) const
{
    if (!params.is_object())
        params = Json::object();
    Json &meta = params["_meta"];
    meta["io.modelcontextprotocol/protocolVersion"] = kVersion;
    meta["io.modelcontextprotocol/clientInfo"] = Json{{"name", "sightglass-demo-client"}, {"version", "1.0.0"}};
    meta["io.modelcontextprotocol/clientCapabilities"] =
        Json{{"sampling", Json::object()}, {"elicitation", Json::object()}, {"roots", Json::object()}};
    if (m_wantsLog)
        meta["io.modelcontextprotocol/logLevel"] = "info";
    return server::requestMessage(id, method, params);
}

QByteArray DemoModernRound::fieldsFor(const QByteArray &body)
{
    QByteArray lines = "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
    for (const auto &[name, value] : m_mirror.derive(m_reader.read(body)))
        lines += name + ": " + value + "\r\n";
    return lines;
}

void DemoModernRound::request(const QByteArray &method, const Json &params, Result result, DemoCall::Message message)
{
    const qint64 id = newId();
    const QByteArray text = body(id, method, params);
    const auto take = [message](const Json &received) {
        if (message && received.contains("method"))
            message(received);
    };
    send("POST", fieldsFor(text), text, take, [=, this](const DemoCall &call) {
        const Json &response = call.response();
        if (!check(call.failure().isEmpty(), call.failure())
            || !check(call.status() == 200, u"HTTP status %1"_s.arg(call.status()))
            || !check(member(response, "id") == Json(id), u"the response has another id, or there is none"_s)
            || !check(response.contains("result"), QString::fromUtf8(server::dumpJson(response))))
            return;
        if (method == "tools/list")
            m_mirror.learn(server::dumpJson(response));
        const Json &received = response["result"];
        if (bytesMember(received, "resultType") != "input_required")
            return result(received);
        // The same request again, with what was asked for, under another id (SEP-2322).
        Json retry = params;
        for (const auto &[key, asked] : member(received, "inputRequests").items())
            retry["inputResponses"][key] = answerTo(asked);
        if (received.contains("requestState"))
            retry["requestState"] = received["requestState"];
        else
            retry.erase("requestState");
        request(method, retry, result, message);
    });
}

void DemoModernRound::requestError(const QByteArray &body, const QByteArray &fields, int status, int code)
{
    send("POST", fields, body, {}, [this, status, code](const DemoCall &call) {
        if (check(call.status() == status, u"HTTP status %1 instead of %2"_s.arg(call.status()).arg(status))
            && check(member(member(call.response(), "error"), "code") == Json(code),
                     u"error %1 should have come"_s.arg(code)))
            next();
    });
}

void DemoModernRound::callTool(const char *tool, Json arguments, const QString &expected)
{
    request("tools/call", toolParams(tool, std::move(arguments)), [this, expected](const Json &result) {
        if (check(textOf(result).contains(expected), u"the tool said \"%1\""_s.arg(textOf(result))))
            next();
    });
}

// ---- steps ------------------------------------------------------------------------------------------------------------

void DemoModernRound::addBeginning()
{
    addStep(u"server/discover"_s, [this] {
        request("server/discover", {}, [this](const Json &result) {
            if (check(member(result, "supportedVersions") == Json::array({kVersion}), u"other versions"_s))
                next();
        });
    });
    addStep(u"tools/list"_s, [this] {
        request("tools/list", {}, [this](const Json &result) {
            if (check(member(result, "tools").size() >= 8, u"tools are missing"_s)
                && check(!m_mirror.argumentsOf("shop_stock").isEmpty(), u"no argument to mirror"_s))
                next();
        });
    });
    addStep(u"subscriptions/listen"_s, [this] { listen(); });
}

void DemoModernRound::listen()
{
    const qint64 id = newId();
    m_listenId = id;
    const QByteArray text =
        body(id, "subscriptions/listen",
             Json{{"notifications",
                   {{"toolsListChanged", true}, {"resourceSubscriptions", Json::array({"demo://clock"})}}}});
    m_heard = [this](const Json &message) {
        m_heard = {};
        if (check(bytesMember(message, "method") == "notifications/subscriptions/acknowledged",
                  u"no acknowledgement"_s))
            next();
    };
    m_stream = send(
        "POST", fieldsFor(text), text,
        [this](const Json &message) {
            const auto callback = m_heard;
            if (callback)
                callback(message);
        },
        [this](const DemoCall &) { m_stream = nullptr; });
}

void DemoModernRound::addTools()
{
    addStep(u"weather"_s, [this] { callTool("weather", {{"city", "Snowmere"}}, u"\"celsius\":-6"_s); });
    addStep(u"count_words"_s, [this] { callTool("count_words", {{"text", "a b c d"}}, u"\"words\":4"_s); });
    addStep(u"shop_stock"_s, [this] {
        callTool("shop_stock", {{"region", "coast"}, {"item", "umbrella"}}, u"umbrella"_s);
    });
    addStep(u"brew_tea"_s, [this] {
        m_wantsLog = true;
        auto count = std::make_shared<int>(0);
        Json params = toolParams("brew_tea", {{"kind", "rooibos"}, {"steps", 3}, {"stepMs", 20}});
        params["_meta"]["progressToken"] = newId();
        request(
            "tools/call", params,
            [this, count](const Json &result) {
                m_wantsLog = false;
                if (check(*count == 8, u"%1 notifications"_s.arg(*count))
                    && check(textOf(result).contains(u"rooibos tea"_s), u"another tea"_s))
                    next();
            },
            [count](const Json &) { ++*count; });
    });
    addStep(u"open_old_chest"_s, [this] {
        request("tools/call", toolParams("open_old_chest"), [this](const Json &result) {
            if (check(member(result, "isError") == Json(true), u"it should have failed"_s))
                next();
        });
    });
}

void DemoModernRound::addAsking()
{
    addStep(u"quiz"_s, [this] { callTool("quiz", Json::object(), u"Well done, Ada"_s); });
    addStep(u"write_poem"_s, [this] { callTool("write_poem", {{"about", "rain"}}, u"Steam curls up"_s); });
    addStep(u"list_workspaces"_s,
            [this] { callTool("list_workspaces", Json::object(), u"file:///home/demo/garden"_s); });
}

void DemoModernRound::addContent()
{
    addStep(u"resources/read"_s, [this] {
        request("resources/read", Json{{"uri", "demo://cities/Nimbus%20Falls"}}, [this](const Json &result) {
            if (check(server::dumpJson(result).contains("waterfall"), u"another city"_s))
                next();
        });
    });
    addStep(u"resources/updated"_s, [this] {
        m_heard = [this](const Json &message) {
            m_heard = {};
            const Json &params = member(message, "params");
            if (check(bytesMember(message, "method") == "notifications/resources/updated", u"another notification"_s)
                && check(member(member(params, "_meta"), kSubscriptionKey) == m_listenId, u"another subscription"_s))
                next();
        };
        request("tools/call", toolParams("wind_clock"), [](const Json &) {});
    });
    addStep(u"prompts/get"_s, [this] {
        request("prompts/get", Json{{"name", "plan_trip"}, {"arguments", {{"city", "Oldhaven"}}}},
                [this](const Json &result) {
                    if (check(server::dumpJson(result).contains("2 days in Oldhaven"), u"another prompt"_s))
                        next();
                });
    });
    addStep(u"completion/complete"_s, [this] {
        request("completion/complete",
                Json{{"ref", {{"type", "ref/resource"}, {"uri", "demo://cities/{city}"}}},
                     {"argument", {{"name", "city"}, {"value", "p"}}}},
                [this](const Json &result) {
                    if (check(server::dumpJson(result).contains("Port Amber"), u"another completion"_s))
                        next();
                });
    });
}

void DemoModernRound::addRefusals(bool provokes)
{
    addStep(u"an unknown method"_s, [this] {
        const QByteArray text = body(newId(), "no/such/method", {});
        requestError(text, fieldsFor(text), 404, server::rpc::kMethodNotFound);
    });
    if (provokes) {
        addStep(u"a header that mirrors another body"_s, [this] {
            const QByteArray text = body(newId(), "tools/call", toolParams("weather", {{"city", "Lindwick"}}));
            const QByteArray other = body(newId(), "tools/call", toolParams("roll_dice"));
            requestError(text, fieldsFor(other), 400, server::rpc::kHeaderMismatch);
        });
    }
    addStep(u"leaving in the middle"_s, [this] { abandonTea(); });
    addStep(u"the end of the listen stream"_s, [this] {
        if (!check(m_stream != nullptr, u"the server closed the listen stream"_s))
            return;
        drop(std::exchange(m_stream, nullptr));
        next();
    });
}

// In this era, closing the stream is how a request is cancelled.
void DemoModernRound::abandonTea()
{
    Json params = toolParams("brew_tea", {{"steps", 1000}, {"stepMs", 20}});
    params["_meta"]["progressToken"] = newId();
    const QByteArray text = body(newId(), "tools/call", params);
    auto call = std::make_shared<DemoCall *>(nullptr);
    *call = send(
        "POST", fieldsFor(text), text,
        [this, call](const Json &message) {
            if (!check(message.contains("method"), u"an answer came at once"_s) || !*call)
                return;
            drop(std::exchange(*call, nullptr));
            next();
        },
        [this](const DemoCall &) { fail(u"the tea ended by itself"_s); });
}

} // namespace sightglass::app
