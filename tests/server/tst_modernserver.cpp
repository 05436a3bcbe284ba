// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverbench.h"

using namespace sightglass;
using namespace sightglass::server;
using namespace sightglass::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kVersion[] = "2026-07-28";
constexpr char kVersionKey[] = "io.modelcontextprotocol/protocolVersion";
constexpr char kCapabilitiesKey[] = "io.modelcontextprotocol/clientCapabilities";
constexpr char kSubscriptionKey[] = "io.modelcontextprotocol/subscriptionId";

Json withMeta(Json params, const Json &capabilities = Json::object())
{
    if (params.is_null())
        params = Json::object();
    params["_meta"][kVersionKey] = kVersion;
    params["_meta"][kCapabilitiesKey] = capabilities;
    return params;
}

QByteArray fields(const QByteArray &method, const QByteArray &more = {})
{
    return "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMCP-Protocol-Version: "
           + QByteArray(kVersion) + "\r\nMcp-Method: " + method + "\r\n" + more;
}

Json toolParams(const char *tool, Json arguments = Json::object())
{
    return Json{{"name", tool}, {"arguments", std::move(arguments)}};
}

AnswerPtr callTool(ServerBench &bench, const char *tool, Json params, const QByteArray &more = {})
{
    return bench.send("POST", fields("tools/call", "Mcp-Name: " + QByteArray(tool) + "\r\n" + more),
                      requestMessage(5, "tools/call", params));
}

Tool regionTool()
{
    const Json properties{{"region", {{"type", "string"}, {"x-mcp-header", "Region"}}},
                          {"shard", {{"type", "integer"}, {"x-mcp-header", "Shard"}}}};
    return {.name = u"region"_s,
            .inputSchema = Json{{"type", "object"}, {"properties", properties}},
            .call = [](const Json &, const CallPtr &) { return Outcome::text(u"ok"_s); }};
}

// Asks for two things, one after the other.
Tool askingTool()
{
    return {.name = u"ask"_s, .call = [](const Json &, const CallPtr &call) {
                call->ask("first", "elicitation/create", Json{{"message", "1"}}, [call](const ClientAnswer &first) {
                    const QString one = textMember(*first, "action");
                    call->ask("second", "elicitation/create", Json{{"message", "2"}},
                              [call, one](const ClientAnswer &second) {
                                  call->finish(Outcome::text(one + textMember(*second, "action")));
                              });
                });
                return Outcome::later();
            }};
}

} // namespace

class TestModernServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void discovers()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const AnswerPtr answer =
            bench.send("POST", fields("server/discover"), requestMessage(1, "server/discover", withMeta({})));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 200);
        const Json result = answer->result();
        QCOMPARE(result["supportedVersions"], Json::array({kVersion}));
        QCOMPARE(result["resultType"], Json("complete"));
        QCOMPARE(result["ttlMs"], Json(0));
        QCOMPARE(result["cacheScope"], Json("private"));
        QCOMPARE(result["_meta"]["io.modelcontextprotocol/serverInfo"],
                 (Json{{"name", "bench"}, {"version", "1.2.3"}}));
        QVERIFY(answer->header("Mcp-Session-Id").isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const QByteArray common = "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
        const QByteArray version = "MCP-Protocol-Version: 2026-07-28\r\n";
        const QByteArray list = requestMessage(1, "tools/list", withMeta({}));
        const QByteArray call = requestMessage(1, "tools/call", withMeta(toolParams("echo", {{"text", "x"}})));
        Json old = withMeta({});
        old["_meta"][kVersionKey] = "2027-01-01";
        Json noCapabilities = withMeta({});
        noCapabilities["_meta"].erase(kCapabilitiesKey);
        const auto row = [&](const char *name, const QByteArray &head, const QByteArray &body, int status, int code) {
            QTest::newRow(name) << common + head << body << status << code;
        };
        row("no version header", "Mcp-Method: tools/list\r\n", list, 400, -32020);
        row("no method header", version, list, 400, -32020);
        row("another method", version + "Mcp-Method: prompts/list\r\n", list, 400, -32020);
        row("the method in capitals", version + "Mcp-Method: TOOLS/LIST\r\n", list, 400, -32020);
        row("no name", version + "Mcp-Method: tools/call\r\n", call, 400, -32020);
        row("a stale name", version + "Mcp-Method: tools/call\r\nMcp-Name: other\r\n", call, 400, -32020);
        row("two names", version + "Mcp-Method: tools/call\r\nMcp-Name: echo\r\nMcp-Name: echo\r\n", call, 400, -32020);
        row("base64 without padding", version + "Mcp-Method: tools/call\r\nMcp-Name: =?base64?ZWNobw?=\r\n", call, 400,
            -32020);
        row("no _meta", version + "Mcp-Method: tools/list\r\n", requestMessage(1, "tools/list", {}), 400, -32602);
        row("no capabilities", version + "Mcp-Method: tools/list\r\n", requestMessage(1, "tools/list", noCapabilities),
            400, -32602);
        row("a version to come", "MCP-Protocol-Version: 2027-01-01\r\nMcp-Method: tools/list\r\n",
            requestMessage(1, "tools/list", old), 400, -32022);
        row("version header of another", version + "Mcp-Method: tools/list\r\n", requestMessage(1, "tools/list", old),
            400, -32020);
        row("unknown method", version + "Mcp-Method: no/method\r\n", requestMessage(1, "no/method", withMeta({})), 404,
            -32601);
        row("of the legacy era", version + "Mcp-Method: ping\r\n", requestMessage(1, "ping", withMeta({})), 404,
            -32601);
        row("not offered", version + "Mcp-Method: prompts/list\r\n", requestMessage(1, "prompts/list", withMeta({})),
            404, -32601);
        row("a batch", version, '[' + list + ']', 400, -32600);
        row("a response", version, R"({"jsonrpc":"2.0","id":1,"result":{}})", 400, -32600);
        row("a resource that is not there", version + "Mcp-Method: resources/read\r\nMcp-Name: a://c\r\n",
            requestMessage(1, "resources/read", withMeta(Json{{"uri", "a://c"}})), 200, -32602);
    }
    void refuses()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, body);
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        bench.mcp.addResource({.uri = u"a://b"_s, .name = u"b"_s});
        const AnswerPtr answer = bench.send("POST", fields, body);
        QTRY_VERIFY(answer->ended);
        QTEST(answer->status, "status");
        QTEST(answer->errorCode(), "code");
        if (body.startsWith('{') && !body.contains("result\":"))
            QCOMPARE(answer->response()["id"], Json(1));
    }

    void saysWhichVersionsItSpeaks()
    {
        ServerBench bench;
        Json params = withMeta({});
        params["_meta"][kVersionKey] = "2027-01-01";
        const AnswerPtr answer = bench.send("POST",
                                            "Content-Type: application/json\r\nAccept: */*\r\nMCP-Protocol-Version: "
                                            "2027-01-01\r\nMcp-Method: server/discover\r\n",
                                            requestMessage(1, "server/discover", params));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->response()["error"]["data"],
                 (Json{{"supported", Json::array({kVersion})}, {"requested", "2027-01-01"}}));
    }

    void takesNamesInBase64()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const AnswerPtr answer =
            bench.send("POST", fields("tools/call", "Mcp-Name: =?base64?ZWNobw==?=\r\n"),
                       requestMessage(1, "tools/call", withMeta(toolParams("echo", {{"text", "x"}}))));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->text(), u"x"_s);
    }

    void checksMirroredArguments_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("mirrored") << QByteArray(R"({"region":"eu"})") << QByteArray("Mcp-Param-Region: eu\r\n") << true;
        QTest::newRow("in base64") << QByteArray(R"({"region":"é"})")
                                   << QByteArray("mcp-param-region: =?base64?w6k=?=\r\n") << true;
        QTest::newRow("missing") << QByteArray(R"({"region":"eu"})") << QByteArray() << false;
        QTest::newRow("another") << QByteArray(R"({"region":"eu"})") << QByteArray("Mcp-Param-Region: us\r\n") << false;
        QTest::newRow("not in the body") << QByteArray("{}") << QByteArray("Mcp-Param-Region: eu\r\n") << false;
        QTest::newRow("absent") << QByteArray("{}") << QByteArray() << true;
        QTest::newRow("null") << QByteArray(R"({"region":null})") << QByteArray() << true;
        QTest::newRow("number") << QByteArray(R"({"shard":42})") << QByteArray("Mcp-Param-Shard: 42\r\n") << true;
        QTest::newRow("the same number") << QByteArray(R"({"shard":42})") << QByteArray("Mcp-Param-Shard: 42.0\r\n")
                                         << true;
        QTest::newRow("another number") << QByteArray(R"({"shard":42})") << QByteArray("Mcp-Param-Shard: 43\r\n")
                                        << false;
        QTest::newRow("no number") << QByteArray(R"({"shard":0})") << QByteArray("Mcp-Param-Shard: x\r\n") << false;
        QTest::newRow("not ours") << QByteArray("{}") << QByteArray("Mcp-Param-Other: eu\r\n") << true;
    }
    void checksMirroredArguments()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, headers);
        QFETCH(bool, accepted);
        ServerBench bench;
        bench.mcp.addTool(regionTool());
        const AnswerPtr answer =
            callTool(bench, "region", withMeta(toolParams("region", parseJson(arguments))), headers);
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, accepted ? 200 : 400);
        QCOMPARE(answer->errorCode(), accepted ? 0 : rpc::kHeaderMismatch);
    }

    void asksInRounds()
    {
        ServerBench bench;
        bench.mcp.addTool(askingTool());
        const Json can{{"elicitation", Json::object()}};
        const AnswerPtr first = callTool(bench, "ask", withMeta(toolParams("ask"), can));
        QTRY_VERIFY(first->ended);
        QCOMPARE(first->result()["resultType"], Json("input_required"));
        const Json expected = parseJson(R"({"first":{"method":"elicitation/create","params":{"message":"1"}}})");
        QCOMPARE(first->result()["inputRequests"], expected);
        Json params = withMeta(toolParams("ask"), can);
        params["inputResponses"] = parseJson(R"({"first":{"action":"a"},"extra":{"action":"x"}})");
        const AnswerPtr second = callTool(bench, "ask", params);
        QTRY_VERIFY(second->ended);
        QVERIFY(second->result()["inputRequests"].contains("second"));
        QVERIFY(!second->result()["inputRequests"].contains("first"));
        params["requestState"] = second->result()["requestState"];
        params["inputResponses"] = parseJson(R"({"second":{"action":"b"}})");
        const AnswerPtr third = callTool(bench, "ask", params);
        QTRY_VERIFY(third->ended);
        QCOMPARE(third->text(), u"ab"_s); // the first answer was carried along
        QCOMPARE(third->result()["resultType"], Json("complete"));
        // The state belongs to this request, unchanged.
        params["arguments"]["more"] = 1;
        const AnswerPtr foreign = callTool(bench, "ask", params);
        params["arguments"] = Json::object();
        params["requestState"] = params["requestState"].get<std::string>() + "x";
        const AnswerPtr forged = callTool(bench, "ask", params);
        params.erase("requestState");
        params["inputResponses"] = parseJson(R"({"first":7})");
        const AnswerPtr malformed = callTool(bench, "ask", params);
        QTRY_VERIFY(foreign->ended && forged->ended && malformed->ended);
        QCOMPARE(foreign->errorCode(), rpc::kInvalidParams);
        QCOMPARE(forged->errorCode(), rpc::kInvalidParams);
        QCOMPARE(malformed->errorCode(), rpc::kInvalidParams);
    }

    void asksOnlyForWhatTheClientCan()
    {
        ServerBench bench;
        bench.mcp.addTool(askingTool());
        bench.mcp.addTool({.name = u"sampler"_s,
                           .requiredCapabilities = Json{{"sampling", Json::object()}},
                           .call = [](const Json &, const CallPtr &) { return Outcome::text(u"ok"_s); }});
        const AnswerPtr asking = callTool(bench, "ask", withMeta(toolParams("ask")));
        const AnswerPtr sampling = callTool(bench, "sampler", withMeta(toolParams("sampler")));
        const AnswerPtr able =
            callTool(bench, "sampler", withMeta(toolParams("sampler"), Json{{"sampling", Json::object()}}));
        QTRY_VERIFY(asking->ended && sampling->ended && able->ended);
        for (const Answer *refused : {asking.get(), sampling.get()}) {
            QCOMPARE(refused->status, 400);
            QCOMPARE(refused->errorCode(), rpc::kMissingCapability);
        }
        const Json expected = parseJson(R"({"requiredCapabilities":{"elicitation":{}}})");
        QCOMPARE(asking->response()["error"]["data"], expected);
        QCOMPARE(able->text(), u"ok"_s);
    }

    void logsOnlyWhenAsked()
    {
        ServerBench bench;
        bench.mcp.addTool({.name = u"log"_s, .call = [](const Json &, const CallPtr &call) {
                               call->log(LogLevel::Info, {}, "info");
                               call->log(LogLevel::Error, {}, "error");
                               return Outcome::text({});
                           }});
        const AnswerPtr silent = callTool(bench, "log", withMeta(toolParams("log")));
        Json params = withMeta(toolParams("log"));
        params["_meta"]["io.modelcontextprotocol/logLevel"] = "warning";
        const AnswerPtr loud = callTool(bench, "log", params);
        QTRY_VERIFY(silent->ended && loud->ended);
        QVERIFY(!silent->isStream());
        QVERIFY(loud->isStream());
        QCOMPARE(loud->messages.size(), 2);
        QCOMPARE(loud->messages[0]["params"]["data"], Json("error"));
        for (const auto &event : loud->events)
            QVERIFY(!event.id); // streams are not resumable in this era
    }

    void leavingCancels_data()
    {
        QTest::addColumn<bool>("streaming");
        QTest::newRow("before anything came") << false;
        QTest::newRow("in the stream") << true;
    }
    void leavingCancels()
    {
        QFETCH(bool, streaming);
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        Json params = withMeta(toolParams("wait"));
        params["_meta"]["progressToken"] = 1;
        const AnswerPtr answer = callTool(bench, "wait", params);
        QTRY_COMPARE(calls.size(), 1);
        bool told = false;
        calls[0]->onCancelled([&] { told = true; });
        if (streaming) {
            calls[0]->progress(1);
            QTRY_COMPARE(answer->messages.size(), 1);
        }
        answer->leave();
        QTRY_VERIFY(told);
        QVERIFY(calls[0]->isCancelled());
        QCOMPARE(bench.mcp.openAnswers(), 0);
        calls[0]->progress(2);
        calls[0]->finish(Outcome::text(u"late"_s));
    }

    void acceptsJsonAlone()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const QByteArray onlyJson = fields("tools/call", "Mcp-Name: echo\r\n").replace(", text/event-stream", "");
        const AnswerPtr answer = bench.send(
            "POST", onlyJson, requestMessage(1, "tools/call", withMeta(toolParams("echo", {{"text", "x"}}))));
        const QByteArray listening = fields("subscriptions/listen").replace(", text/event-stream", "");
        const AnswerPtr listen =
            bench.send("POST", listening,
                       requestMessage(1, "subscriptions/listen", withMeta(Json{{"notifications", Json::object()}})));
        QTRY_VERIFY(answer->ended && listen->ended);
        QCOMPARE(answer->text(), u"x"_s);
        QCOMPARE(listen->status, 406);
    }

    void acceptsNotifications()
    {
        ServerBench bench;
        const AnswerPtr answer =
            bench.send("POST", fields("notifications/cancelled"),
                       notificationMessage("notifications/cancelled", withMeta(Json{{"requestId", 1}})));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 202);
        QVERIFY(answer->body.isEmpty());
    }

    void subscribes()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        bench.mcp.addResource({.uri = u"a://b"_s, .name = u"b"_s});
        const Json wanted{{"toolsListChanged", true},
                          {"promptsListChanged", true},
                          {"resourcesListChanged", false},
                          {"resourceSubscriptions", Json::array({"a://b"})}};
        const AnswerPtr stream =
            bench.send("POST", fields("subscriptions/listen"),
                       requestMessage(77, "subscriptions/listen", withMeta(Json{{"notifications", wanted}})));
        QTRY_COMPARE(stream->messages.size(), 1);
        QCOMPARE(stream->methods(), QList<QByteArray>{"notifications/subscriptions/acknowledged"});
        // Prompts are not offered, and changes of resources were not asked for.
        const Json agreed = Json{{"toolsListChanged", true}, {"resourceSubscriptions", Json::array({"a://b"})}};
        QCOMPARE(stream->messages[0]["params"]["notifications"], agreed);
        QCOMPARE(bench.mcp.subscriptionCount(), 1);
        bench.mcp.addResource({.uri = u"a://c"_s, .name = u"c"_s});
        bench.mcp.notifyResourceUpdated(u"a://c"_s);
        bench.mcp.notifyResourceUpdated(u"a://b"_s);
        bench.mcp.removeTool(u"echo"_s);
        QTRY_COMPARE(stream->methods().mid(1),
                     (QList<QByteArray>{"notifications/resources/updated", "notifications/tools/list_changed"}));
        for (const Json &message : stream->messages)
            QCOMPARE(message["params"]["_meta"][kSubscriptionKey], Json(77));
        bench.mcp.shutDown();
        QTRY_VERIFY(stream->ended);
        QCOMPARE(stream->response()["id"], Json(77));
        QCOMPARE(stream->result()["_meta"][kSubscriptionKey], Json(77));
        QCOMPARE(bench.mcp.subscriptionCount(), 0);
    }

    void forgetsSubscribersThatLeft()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const auto listen = [&] {
            return bench.send("POST", fields("subscriptions/listen"),
                              requestMessage(1, "subscriptions/listen",
                                             withMeta(Json{{"notifications", {{"toolsListChanged", true}}}})));
        };
        const AnswerPtr first = listen();
        QTRY_COMPARE(first->messages.size(), 1);
        first->leave();
        QTRY_COMPARE(bench.mcp.openAnswers(), 0);
        bench.mcp.removeTool(u"echo"_s);
        bench.mcp.addTool(echoTool());
        const AnswerPtr second = listen();
        QTRY_COMPARE(second->messages.size(), 1);
        QCOMPARE(bench.mcp.subscriptionCount(), 1);
    }

    void completes()
    {
        ServerBench bench;
        const Completer numbers = [](const QString &value) {
            QList<QString> found;
            for (int i = 0; i < 150; ++i)
                found.append(value + QString::number(i));
            return found;
        };
        bench.mcp.addPrompt({.name = u"p"_s,
                             .arguments = {{u"x"_s, {}, true, numbers}},
                             .make = [](const Json &, const CallPtr &) { return Outcome::result(Json::object()); }});
        const auto complete = [&](const char *reference) {
            return bench.send("POST", fields("completion/complete"),
                              requestMessage(1, "completion/complete",
                                             withMeta(Json{{"ref", parseJson(reference)},
                                                           {"argument", {{"name", "x"}, {"value", "v"}}}})));
        };
        const AnswerPtr answer = complete(R"({"type":"ref/prompt","name":"p"})");
        const AnswerPtr unknown = complete(R"({"type":"ref/prompt","name":"q"})");
        QTRY_VERIFY(answer->ended && unknown->ended);
        const Json completion = answer->result()["completion"];
        QCOMPARE(completion["values"].size(), 100u);
        QCOMPARE(completion["total"], Json(150));
        QCOMPARE(completion["hasMore"], Json(true));
        QCOMPARE(unknown->errorCode(), rpc::kInvalidParams);
    }

    void canBeSwitchedOff()
    {
        ServerBench bench({.modern = false});
        const AnswerPtr answer =
            bench.send("POST", fields("server/discover"), requestMessage(1, "server/discover", withMeta({})));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 400);
        QCOMPARE(answer->errorCode(), rpc::kBadRequest); // none of the modern codes, so that clients fall back
    }
};

QTEST_GUILESS_MAIN(TestModernServer)
#include "tst_modernserver.moc"
