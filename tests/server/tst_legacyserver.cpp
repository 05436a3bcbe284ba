// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverbench.h"

using namespace sightglass;
using namespace sightglass::server;
using namespace sightglass::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kBoth[] = "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";

QByteArray initializeBody(const QByteArray &version, const Json &capabilities = Json::object())
{
    return requestMessage(1, "initialize",
                          Json{{"protocolVersion", toJson(QByteArrayView(version))},
                               {"capabilities", capabilities},
                               {"clientInfo", {{"name", "test"}, {"version", "1"}}}});
}

Json toolParams(const char *tool, Json arguments = Json::object())
{
    return Json{{"name", tool}, {"arguments", std::move(arguments)}};
}

// A session under way.
struct Client {
    ServerBench &bench;
    QByteArray session;
    QByteArray version;

    QByteArray fields(const QByteArray &accept = "application/json, text/event-stream") const
    {
        return "Content-Type: application/json\r\nAccept: " + accept + "\r\nMcp-Session-Id: " + session
               + "\r\nMCP-Protocol-Version: " + version + "\r\n";
    }
    AnswerPtr post(const QByteArray &body) const { return bench.send("POST", fields(), body); }
    AnswerPtr request(qint64 id, const QByteArray &method, const Json &params = {}) const
    {
        return post(requestMessage(id, method, params));
    }
    AnswerPtr stream(const QByteArray &lastEventId = {}) const
    {
        const QByteArray resume = lastEventId.isEmpty() ? QByteArray() : "Last-Event-ID: " + lastEventId + "\r\n";
        return bench.send("GET", fields("text/event-stream") + resume);
    }
};

} // namespace

class TestLegacyServer : public QObject
{
    Q_OBJECT

    static Client begin(ServerBench &bench, const QByteArray &version = "2025-11-25",
                        const Json &capabilities = Json::object())
    {
        const AnswerPtr answer = bench.send("POST", kBoth, initializeBody(version, capabilities));
        [&] { QTRY_VERIFY(answer->ended); }();
        return {bench, answer->header("Mcp-Session-Id"), bytesMember(answer->result(), "protocolVersion")};
    }

private Q_SLOTS:
    void negotiates_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("agreed");
        for (const char *version : kLegacyVersions)
            QTest::newRow(version) << QByteArray(version) << QByteArray(version);
        QTest::newRow("older") << QByteArray("2024-10-07") << QByteArray("2025-11-25");
        QTest::newRow("modern") << QByteArray("2026-07-28") << QByteArray("2025-11-25");
    }
    void negotiates()
    {
        QFETCH(QByteArray, asked);
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const AnswerPtr answer = bench.send("POST", kBoth, initializeBody(asked));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 200);
        QTEST(bytesMember(answer->result(), "protocolVersion"), "agreed");
        QVERIFY(!answer->header("Mcp-Session-Id").isEmpty());
        QCOMPARE(bytesMember(answer->result()["serverInfo"], "name"), "bench");
        QVERIFY(answer->result()["capabilities"].contains("tools"));
        QVERIFY(!answer->result()["capabilities"].contains("prompts"));
        QVERIFY(!answer->result().contains("resultType")); // belongs to the modern era
        QCOMPARE(bench.mcp.sessionCount(), 1);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const QByteArray ping = requestMessage(1, "ping", {});
        const QByteArray json = "Content-Type: application/json\r\n";
        QTest::newRow("no session") << QByteArray("POST") << QByteArray(kBoth) << ping << 400 << -32000;
        QTest::newRow("unknown session") << QByteArray("POST") << QByteArray(kBoth) + "Mcp-Session-Id: gone\r\n"
                                         << ping << 404 << -32001;
        QTest::newRow("accepts no stream") << QByteArray("POST") << json + "Accept: application/json\r\n"
                                           << ping << 406 << -32000;
        QTest::newRow("accepts no JSON") << QByteArray("POST") << json + "Accept: text/event-stream\r\n"
                                         << ping << 406 << -32000;
        QTest::newRow("text") << QByteArray("POST") << QByteArray("Content-Type: text/plain\r\nAccept: */*\r\n") << ping
                              << 415 << -32000;
        QTest::newRow("no JSON") << QByteArray("POST") << QByteArray(kBoth) << QByteArray("{") << 400 << -32700;
        QTest::newRow("no message") << QByteArray("POST") << QByteArray(kBoth) << QByteArray("{\"a\":1}") << 400
                                    << -32600;
        QTest::newRow("GET without session")
            << QByteArray("GET") << QByteArray("Accept: text/event-stream\r\n") << QByteArray() << 400 << -32000;
        QTest::newRow("GET accepts no stream")
            << QByteArray("GET") << QByteArray("Accept: text/html\r\n") << QByteArray() << 406 << -32000;
        QTest::newRow("DELETE without session")
            << QByteArray("DELETE") << QByteArray() << QByteArray() << 400 << -32000;
        QTest::newRow("PUT") << QByteArray("PUT") << QByteArray(kBoth) << ping << 405 << 0;
    }
    void refuses()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, body);
        ServerBench bench;
        const AnswerPtr answer = bench.send(method, fields, body);
        QTRY_VERIFY(answer->ended);
        QTEST(answer->status, "status");
        QTEST(answer->errorCode(), "code");
    }

    void refusesAnotherPath()
    {
        ServerBench bench;
        const AnswerPtr answer = bench.send("POST", kBoth, initializeBody("2025-11-25"), "/other");
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 404);
    }

    void refusesAnUnknownVersionHeader()
    {
        ServerBench bench;
        Client client = begin(bench);
        client.version = "2199-01-01";
        const AnswerPtr answer = client.request(2, "ping");
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 400);
    }

    void answersWithJsonWhenNothingGoesAhead()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const Client client = begin(bench);
        const AnswerPtr answer = client.request(7, "tools/call", toolParams("echo", {{"text", "hi"}}));
        QTRY_VERIFY(answer->ended);
        QVERIFY(!answer->isStream());
        QCOMPARE(answer->text(), u"hi"_s);
        QCOMPARE(answer->response()["id"], Json(7));
    }

    void keepsIdsAsTheyCame()
    {
        ServerBench bench;
        const Client client = begin(bench);
        for (const QByteArray id : {"\"7\"", "9007199254740993", "\"\\u00e9\""}) {
            const AnswerPtr answer = client.post(R"({"jsonrpc":"2.0","method":"ping","id":)" + id + '}');
            QTRY_VERIFY(answer->ended);
            QVERIFY2(answer->response()["id"] == parseJson(id), answer->body.constData());
        }
    }

    void streamsWhenSomethingGoesAhead_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("primes");
        QTest::newRow("2025-11-25") << QByteArray("2025-11-25") << true;
        QTest::newRow("2025-06-18") << QByteArray("2025-06-18") << false;
    }
    void streamsWhenSomethingGoesAhead()
    {
        QFETCH(QByteArray, version);
        QFETCH(bool, primes);
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench, version);
        Json params = toolParams("wait");
        params["_meta"]["progressToken"] = "p";
        const AnswerPtr answer = client.request(2, "tools/call", params);
        QTRY_COMPARE(calls.size(), 1);
        calls[0]->progress(1, 2, u"half"_s);
        QTRY_COMPARE(answer->messages.size(), 1);
        calls[0]->finish(Outcome::text(u"done"_s));
        QTRY_VERIFY(answer->ended);
        QVERIFY(answer->isStream());
        QCOMPARE(answer->header("X-Accel-Buffering"), "no");
        const Json expected = parseJson(R"({"progressToken":"p","progress":1.0,"total":2.0,"message":"half"})");
        QCOMPARE(answer->messages[0]["params"], expected);
        QCOMPARE(answer->text(), u"done"_s);
        QCOMPARE(answer->events.size(), primes ? 3 : 2);
        QCOMPARE(answer->events[0].data.isEmpty(), primes);
        QCOMPARE(answer->events[0].retryMs.has_value(), primes);
        for (const auto &event : answer->events)
            QVERIFY(event.id && !event.id->isEmpty());
    }

    void asksTheClient()
    {
        ServerBench bench;
        bench.mcp.addTool({.name = u"ask"_s, .call = [](const Json &, const CallPtr &call) {
                               call->ask("name", "elicitation/create", Json{{"message", "?"}},
                                         [call](const ClientAnswer &answer) {
                                             call->finish(answer ? Outcome::text(textMember(*answer, "action"))
                                                                 : Outcome::toolError(answer.error().message));
                                         });
                               return Outcome::later();
                           }});
        const Client client = begin(bench, "2025-11-25", Json{{"elicitation", Json::object()}});
        const AnswerPtr answer = client.request(2, "tools/call", toolParams("ask"));
        QTRY_COMPARE(answer->methods(), QList<QByteArray>{"elicitation/create"});
        const Json reply{{"jsonrpc", "2.0"}, {"id", answer->messages[0]["id"]}, {"result", {{"action", "decline"}}}};
        const AnswerPtr accepted = client.post(dumpJson(reply));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(accepted->status, 202);
        QCOMPARE(answer->text(), u"decline"_s);
        // Another client did not say that it can be asked.
        const Client silent = begin(bench);
        const AnswerPtr refused = silent.request(2, "tools/call", toolParams("ask"));
        QTRY_VERIFY(refused->ended);
        QCOMPARE(refused->result()["isError"], Json(true));
    }

    void cancelsWhenToldTo()
    {
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench);
        const AnswerPtr answer = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(calls.size(), 1);
        bool told = false;
        calls[0]->onCancelled([&] { told = true; });
        const AnswerPtr other = client.post(notificationMessage("notifications/cancelled", Json{{"requestId", "2"}}));
        QTRY_COMPARE(other->status, 202);
        QVERIFY(!calls[0]->isCancelled()); // "2" is not 2
        const AnswerPtr cancel = client.post(notificationMessage("notifications/cancelled", Json{{"requestId", 2}}));
        QTRY_VERIFY(answer->ended);
        QVERIFY(told && calls[0]->isCancelled());
        QVERIFY(answer->messages.isEmpty());
        calls[0]->finish(Outcome::text(u"late"_s)); // nobody hears it
    }

    void resumesAfterALostConnection()
    {
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench);
        const AnswerPtr answer = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(calls.size(), 1);
        calls[0]->log(LogLevel::Error, {}, "one");
        QTRY_COMPARE(answer->messages.size(), 1);
        const QByteArray lastId = *answer->events.last().id;
        answer->leave();
        QTRY_COMPARE(bench.mcp.openAnswers(), 0);
        QVERIFY(!calls[0]->isCancelled()); // leaving is no cancellation in this era
        calls[0]->log(LogLevel::Error, {}, "two");
        const AnswerPtr rest = client.stream(lastId);
        QTRY_COMPARE(rest->messages.size(), 1);
        QCOMPARE(rest->messages[0]["params"]["data"], Json("two"));
        calls[0]->finish(Outcome::text(u"done"_s));
        QTRY_VERIFY(rest->ended);
        QCOMPARE(rest->text(), u"done"_s);
        // What is complete can be had again.
        const AnswerPtr again = client.stream(*rest->events[1].id);
        QTRY_VERIFY(again->ended);
        QCOMPARE(again->messages.size(), 1);
        QCOMPARE(again->text(), u"done"_s);
        const AnswerPtr foreign = client.stream("99-1");
        QTRY_COMPARE(foreign->status, 400);
    }

    void closesTheStreamAndWaitsForTheClient() // SEP-1699
    {
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench);
        const AnswerPtr answer = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(calls.size(), 1);
        calls[0]->closeStream();
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->events.size(), 1);
        QCOMPARE(answer->events[0].retryMs, std::optional<qint64>(500));
        calls[0]->finish(Outcome::text(u"done"_s));
        const AnswerPtr rest = client.stream(*answer->events[0].id);
        QTRY_VERIFY(rest->ended);
        QCOMPARE(rest->text(), u"done"_s);
    }

    void endsWithDelete()
    {
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench);
        const AnswerPtr stream = client.stream();
        const AnswerPtr answer = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(calls.size(), 1);
        QTRY_COMPARE(stream->status, 200);
        const AnswerPtr removed = bench.send("DELETE", client.fields());
        QTRY_VERIFY(removed->ended && stream->ended && answer->ended);
        QCOMPARE(removed->status, 200);
        QVERIFY(calls[0]->isCancelled());
        QCOMPARE(bench.mcp.sessionCount(), 0);
        const AnswerPtr late = client.request(3, "ping");
        QTRY_COMPARE(late->status, 404);
    }

    void takesBatchesWhereTheyExist()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        const QByteArray batch = '[' + requestMessage(1, "ping", {}) + ','
                                 + notificationMessage("notifications/initialized", {}) + ','
                                 + requestMessage(2, "tools/list", {}) + ']';
        const AnswerPtr answer = begin(bench, "2025-03-26").post(batch);
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->status, 200);
        QVERIFY(answer->response().is_array());
        QCOMPARE(answer->response().size(), 2u);
        QCOMPARE(answer->response()[1]["result"]["tools"].size(), 1u);
        const AnswerPtr refused = begin(bench, "2025-06-18").post(batch);
        QTRY_VERIFY(refused->ended);
        QCOMPARE(refused->status, 400);
        QCOMPARE(refused->errorCode(), rpc::kInvalidRequest);
        const AnswerPtr quiet =
            begin(bench, "2025-03-26").post('[' + notificationMessage("notifications/initialized", {}) + ']');
        QTRY_COMPARE(quiet->status, 202);
    }

    void notifiesOnTheGetStream()
    {
        ServerBench bench;
        bench.mcp.addResource({.uri = u"a://b"_s, .name = u"b"_s});
        const Client client = begin(bench);
        const AnswerPtr stream = client.stream();
        const AnswerPtr subscribed = client.request(2, "resources/subscribe", Json{{"uri", "a://b"}});
        QTRY_VERIFY(subscribed->ended && stream->status == 200);
        bench.mcp.notifyResourceUpdated(u"a://other"_s);
        bench.mcp.notifyResourceUpdated(u"a://b"_s);
        bench.mcp.addTool(echoTool());
        QTRY_COMPARE(stream->methods(),
                     (QList<QByteArray>{"notifications/resources/updated", "notifications/tools/list_changed"}));
        QCOMPARE(stream->messages[0]["params"]["uri"], Json("a://b"));
        const AnswerPtr unsubscribed = client.request(3, "resources/unsubscribe", Json{{"uri", "a://b"}});
        QTRY_VERIFY(unsubscribed->ended);
        // Lost, and back again: the rest comes.
        const QByteArray lastId = *stream->events.last().id;
        stream->leave();
        QTRY_COMPARE(bench.mcp.openAnswers(), 0);
        bench.mcp.notifyResourceUpdated(u"a://b"_s);
        bench.mcp.removeTool(u"echo"_s);
        const AnswerPtr resumed = client.stream(lastId);
        QTRY_COMPARE(resumed->methods(), QList<QByteArray>{"notifications/tools/list_changed"});
    }

    void aSecondGetStreamReplacesTheFirst()
    {
        ServerBench bench;
        const Client client = begin(bench);
        const AnswerPtr first = client.stream();
        QTRY_COMPARE(first->status, 200);
        const AnswerPtr second = client.stream();
        QTRY_VERIFY(first->ended);
        QTRY_COMPARE(second->status, 200);
        bench.mcp.addTool(echoTool());
        QTRY_COMPARE(second->messages.size(), 1); // never on both
        QVERIFY(first->messages.isEmpty());
    }

    void logsAsSevereAsAskedFor()
    {
        ServerBench bench;
        bench.mcp.addTool({.name = u"log"_s, .call = [](const Json &, const CallPtr &call) {
                               call->log(LogLevel::Info, u"l"_s, "info");
                               call->log(LogLevel::Error, u"l"_s, "error");
                               return Outcome::text({});
                           }});
        const Client client = begin(bench);
        const AnswerPtr set = client.request(2, "logging/setLevel", Json{{"level", "warning"}});
        QTRY_VERIFY(set->ended);
        QCOMPARE(set->result(), Json::object());
        const AnswerPtr answer = client.request(3, "tools/call", toolParams("log"));
        QTRY_VERIFY(answer->ended);
        QCOMPARE(answer->messages.size(), 2);
        QCOMPARE(answer->messages[0]["params"]["level"], Json("error"));
        const AnswerPtr wrong = client.request(4, "logging/setLevel", Json{{"level", "loud"}});
        QTRY_COMPARE(wrong->errorCode(), rpc::kInvalidParams);
    }

    void keepsStreamsAlive()
    {
        ServerBench bench({.keepAliveMs = 10});
        const Client client = begin(bench);
        const AnswerPtr stream = client.stream();
        QTRY_VERIFY(stream->body.contains(": keepalive\n\n"));
        QVERIFY(stream->messages.isEmpty());
    }

    void makesRoomForSessions()
    {
        ServerBench bench({.maxSessions = 2});
        const Client first = begin(bench);
        const Client second = begin(bench);
        const AnswerPtr used = first.request(2, "ping");
        QTRY_VERIFY(used->ended);
        const Client third = begin(bench);
        QCOMPARE(bench.mcp.sessionCount(), 2);
        const AnswerPtr gone = second.request(2, "ping"); // the one unused for longest
        const AnswerPtr there = first.request(3, "ping");
        QTRY_VERIFY(gone->ended && there->ended);
        QCOMPARE(gone->status, 404);
        QCOMPARE(there->status, 200);
        QVERIFY(third.session != first.session);
    }

    void pagesLists()
    {
        ServerBench bench({.pageSize = 2});
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            bench.mcp.addTool({.name = name});
        const Client client = begin(bench);
        const AnswerPtr first = client.request(2, "tools/list");
        QTRY_VERIFY(first->ended);
        QCOMPARE(first->result()["tools"].size(), 2u);
        const AnswerPtr second = client.request(3, "tools/list", Json{{"cursor", first->result()["nextCursor"]}});
        QTRY_VERIFY(second->ended);
        QCOMPARE(second->result()["tools"], Json::array({Json{{"name", "c"}, {"inputSchema", {{"type", "object"}}}}}));
        QVERIFY(!second->result().contains("nextCursor"));
        const AnswerPtr wrong = client.request(4, "tools/list", Json{{"cursor", "x"}});
        QTRY_COMPARE(wrong->errorCode(), rpc::kInvalidParams);
    }

    void toolErrorsAreForTheModel()
    {
        ServerBench bench;
        bench.mcp.addTool(echoTool());
        bench.mcp.addTool({.name = u"throw"_s, .call = [](const Json &, const CallPtr &) -> Outcome {
                               throw std::runtime_error("out of sorts");
                           }});
        bench.mcp.addTool(
            {.name = u"forget"_s, .call = [](const Json &, const CallPtr &) { return Outcome::later(); }});
        const Client client = begin(bench);
        const AnswerPtr missing = client.request(2, "tools/call", toolParams("echo"));
        const AnswerPtr thrown = client.request(3, "tools/call", toolParams("throw"));
        const AnswerPtr forgotten = client.request(4, "tools/call", toolParams("forget"));
        const AnswerPtr unknown = client.request(5, "tools/call", toolParams("none"));
        const AnswerPtr resource = client.request(6, "no/method");
        QTRY_VERIFY(missing->ended && thrown->ended && forgotten->ended && unknown->ended && resource->ended);
        QCOMPARE(missing->result()["isError"], Json(true));
        QCOMPARE(thrown->errorCode(), rpc::kInternalError);
        QCOMPARE(forgotten->errorCode(), rpc::kInternalError);
        QCOMPARE(unknown->errorCode(), rpc::kInvalidParams);
        QCOMPARE(resource->errorCode(), rpc::kMethodNotFound);
        QCOMPARE(resource->status, 200); // an HTTP 404 would mean that the session is gone
    }

    void ownMethodsAndFallback()
    {
        ServerBench bench;
        bench.mcp.addMethod("own/method", [](const Json &params, const CallPtr &) { return Outcome::result(params); });
        bench.mcp.setFallback([](const Json &, const CallPtr &call) {
            return Outcome::result(Json{{"was", toJson(QByteArrayView(call->facts().method))}});
        });
        const Client client = begin(bench);
        const AnswerPtr own = client.request(2, "own/method", Json{{"n", 1}});
        const AnswerPtr other = client.request(3, "other/method");
        QTRY_VERIFY(own->ended && other->ended);
        QCOMPARE(own->result(), (Json{{"n", 1}}));
        QCOMPARE(other->result(), (Json{{"was", "other/method"}}));
    }

    void refusesAnIdThatIsUnderWay()
    {
        ServerBench bench;
        QList<CallPtr> calls;
        bench.mcp.addTool(waitingTool(calls));
        const Client client = begin(bench);
        const AnswerPtr first = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(calls.size(), 1);
        const AnswerPtr second = client.request(2, "tools/call", toolParams("wait"));
        QTRY_COMPARE(second->errorCode(), rpc::kInvalidRequest);
        calls[0]->finish(Outcome::text(u"done"_s));
        QTRY_COMPARE(first->text(), u"done"_s);
    }

    void canBeSwitchedOff()
    {
        ServerBench bench({.legacy = false});
        const AnswerPtr get = bench.send("GET", "Accept: text/event-stream\r\n");
        const AnswerPtr begun = bench.send("POST", kBoth, initializeBody("2025-11-25"));
        QTRY_VERIFY(get->ended && begun->ended);
        QCOMPARE(get->status, 405);
        QCOMPARE(begun->status, 400);
        QCOMPARE(bench.mcp.sessionCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLegacyServer)
#include "tst_legacyserver.moc"
