// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The control plane beside a running proxy: who may ask, and held messages listed and decided.
#include "control/controljson.h"
#include "control/controlserver.h"
#include "exchange/recordjson.h"
#include "exchange/sessionjson.h"
#include "interceptor/rules/ruleset.h"
#include "support/rawpeer.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <QUrl>

#include <map>

using namespace sightglass;
using namespace sightglass::test;
using interceptor::HoldDecision;
using Json = nlohmann::json;

class ControlServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoMayAsk_data();
    void whoMayAsk();
    void heldIsListedAndDecided();
    void heldAnswerIsFailed();
    void badDecisionsLeaveItWaiting_data();
    void badDecisionsLeaveItWaiting();
    void decisions();
    void heldBytesAreAllThere();
    void sessionsAreListed();
    void sessionIsEnded();
    void badEndsEndNothing_data();
    void badEndsEndNothing();
    void sessionKeys();
};

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":1}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{}})";

std::function<void(proxy::ProxyBuilder &)> holding(const QByteArray &on)
{
    return [on](proxy::ProxyBuilder &builder) {
        const QByteArray file =
            R"({"formatVersion":1,"rules":[{"id":"h","on":[")" + on + R"("],"actions":[{"hold":"a \"look\""}]}]})";
        builder.rules(interceptor::rules::RuleSet::parse(file).value());
    };
}

QByteArray text(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

// A proxy before a server, with its control plane.
struct Stand {
    explicit Stand(const std::function<void(proxy::ProxyBuilder &)> &adjust = {})
        : proxy(server.url(), adjust), control(proxy.server())
    {
        server.answer(jsonAnswer(kResult));
        if (const auto started = control.start(QHostAddress::LocalHost, 0); !started)
            qFatal("%s", qPrintable(started.error().text));
    }

    // The answer to one request; status 0 when none came.
    Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
               const QByteArray &fields = {})
    {
        RawClient client(quint16(QUrl(control.url()).port()));
        client.send(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields
                    + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const bool came = QTest::qWaitFor([&client] { return firstAnswer(client.received()).whole; }, 20'000);
        return came ? firstAnswer(client.received()) : Answer();
    }

    QByteArray token() const { return "Authorization: Bearer " + control.token() + "\r\n"; }
    Json held() { return Json::parse(ask("GET", "/api/held", {}, token()).body.toStdString())["held"]; }
    Answer decide(quint64 id, const QByteArray &decision)
    {
        return ask("POST", "/api/held/" + QByteArray::number(id), decision, token());
    }

    // A client of that name begins the session \a id.
    void open(const QByteArray &id, const std::string &name)
    {
        server.answer(jsonAnswer(R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25"}})",
                                 "Mcp-Session-Id: " + id + "\r\n"));
        const Json initialize{{"jsonrpc", "2.0"},
                              {"id", 1},
                              {"method", "initialize"},
                              {"params",
                               {{"protocolVersion", "2025-11-25"},
                                {"capabilities", Json::object()},
                                {"clientInfo", {{"name", name}, {"version", "1"}}}}}};
        RawClient client(proxy.port());
        client.send(post(text(initialize)));
        if (!QTest::qWaitFor([&client] { return firstAnswer(client.received()).whole; }, 20'000))
            qFatal("no answer to initialize");
    }

    ScriptedServer server;
    ProxyFixture proxy;
    control::ControlServer control;
};

} // namespace

void ControlServerTest::whoMayAsk_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("withToken");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *method, const char *path, const char *fields, bool token,
                        int status) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(fields) << token << status;
    };
    row("health", "GET", "/healthz", "", false, 200);
    row("health for a page", "GET", "/healthz", "Origin: http://localhost\r\n", false, 403);
    row("status", "GET", "/api/status", "", true, 200);
    row("status without token", "GET", "/api/status", "", false, 401);
    row("held", "GET", "/api/held", "", true, 200);
    row("held without token", "GET", "/api/held", "", false, 401);
    row("held, wrong token", "GET", "/api/held", "Authorization: Bearer 00\r\n", false, 401);
    row("held for a page", "GET", "/api/held", "Origin: null\r\n", true, 403);
    row("decide without token", "POST", "/api/held/1", "", false, 401);
    row("decide for a page", "POST", "/api/held/1", "Origin: http://127.0.0.1\r\n", true, 403);
    row("decide, not there", "POST", "/api/held/1", "", true, 404);
    row("decide, no number", "POST", "/api/held/x", "", true, 404);
    row("decide, negative", "POST", "/api/held/-1", "", true, 404);
    row("decide by GET", "GET", "/api/held/1", "", true, 404);
    row("sessions", "GET", "/api/sessions", "", true, 200);
    row("sessions without token", "GET", "/api/sessions", "", false, 401);
    row("sessions, wrong token", "GET", "/api/sessions", "Authorization: Bearer 00\r\n", false, 401);
    row("sessions for a page", "GET", "/api/sessions", "Origin: http://127.0.0.1\r\n", true, 403);
    row("end without token", "POST", "/api/sessions/end", "", false, 401);
    row("end, wrong token", "POST", "/api/sessions/end", "Authorization: Bearer 00\r\n", false, 401);
    row("end for a page", "POST", "/api/sessions/end", "Origin: http://localhost\r\n", true, 403);
    row("end for a sandboxed page", "POST", "/api/sessions/end", "Origin: null\r\n", true, 403);
    row("end, no key", "POST", "/api/sessions/end", "", true, 400);
    row("end, other verb", "POST", "/api/sessions/kill", "", true, 404);
    row("end by GET", "GET", "/api/sessions/end", "", true, 404);
}

void ControlServerTest::whoMayAsk()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, fields);
    QFETCH(bool, withToken);
    Stand stand;
    const QByteArray body = method == "POST" ? QByteArray(R"({"decision":"original"})") : QByteArray();
    QTEST(stand.ask(method, path, body, fields + (withToken ? stand.token() : QByteArray())).status, "status");
}

void ControlServerTest::heldIsListedAndDecided()
{
    Stand stand(holding("request"));
    QVERIFY(stand.held().empty());
    RawClient client(stand.proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(stand.proxy.status().heldMessages, 1);
    const Json held = stand.held();
    QCOMPARE(held.size(), std::size_t(1));
    QCOMPARE(text(held[0]["way"]), text(Json("server")));
    QCOMPARE(text(held[0]["event"]), text(Json(false)));
    QCOMPARE(text(held[0]["method"]), text(Json("tools/call")));
    QCOMPARE(text(held[0]["name"]), text(Json("add")));
    QCOMPARE(text(held[0]["message"]), text(Json(kCall.toStdString())));
    QVERIFY(held[0]["reason"].get<std::string>().find("a \"look\"") != std::string::npos);
    QVERIFY(held[0]["head"].get<std::string>().starts_with("POST /mcp HTTP/1.1\r\n"));
    QVERIFY(held[0]["clientTimeoutMs"].get<int>() > 0);
    QVERIFY(held[0]["heldAtUs"].get<qint64>() >= held[0]["requestedAtUs"].get<qint64>());

    const QByteArray edited = QByteArray(kCall).replace(R"("a":1)", R"("a": "é\u0041")");
    const Json decision{{"decision", "edited"},
                        {"message", edited.toStdString()},
                        {"headers", {{"X-Added", "yes"}, {"Accept", nullptr}}}};
    const auto id = held[0]["id"].get<quint64>();
    QCOMPARE(stand.decide(id, QByteArray::fromStdString(decision.dump())).status, 200);
    TRY_COMPARE(firstAnswer(client.received()).body, kResult);
    const QByteArray sent = stand.server.requests().constFirst();
    QVERIFY(sent.endsWith("\r\n\r\n" + edited));
    QVERIFY(sent.contains("X-Added: yes\r\n"));
    QVERIFY(!sent.toLower().contains("\r\naccept:"));
    QVERIFY(stand.held().empty());
    QCOMPARE(stand.decide(id, R"({"decision":"original"})").status, 404);
}

void ControlServerTest::heldAnswerIsFailed()
{
    Stand stand(holding("response"));
    RawClient client(stand.proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(stand.proxy.status().heldMessages, 1);
    const Json held = stand.held();
    QCOMPARE(text(held[0]["way"]), text(Json("client")));
    QCOMPARE(text(held[0]["message"]), text(Json(kResult.toStdString())));
    QCOMPARE(stand.decide(held[0]["id"].get<quint64>(), R"({"decision":"fail","reason":"not today"})").status, 200);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY(firstAnswer(client.received()).body.contains("not today"));
}

void ControlServerTest::badDecisionsLeaveItWaiting_data()
{
    QTest::addColumn<QByteArray>("decision");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no decision") << QByteArray("{}");
    QTest::newRow("unknown") << QByteArray(R"({"decision":"maybe"})");
    QTest::newRow("a number") << QByteArray(R"({"decision":1})");
    QTest::newRow("edited to nothing") << QByteArray(R"({"decision":"edited"})");
    QTest::newRow("message is an object") << QByteArray(R"({"decision":"edited","message":{"a":1}})");
    QTest::newRow("bad base64") << QByteArray(R"({"decision":"respond","message":{"base64":"@"}})");
    QTest::newRow("headers are a list") << QByteArray(R"({"decision":"edited","message":"x","headers":["a"]})");
    QTest::newRow("header is a number") << QByteArray(R"({"decision":"edited","message":"x","headers":{"a":1}})");
    QTest::newRow("reason is a number") << QByteArray(R"({"decision":"fail","reason":1})");
    QTest::newRow("not UTF-8") << QByteArray("{\"decision\":\"fail\",\"reason\":\"\xff\"}");
}

void ControlServerTest::badDecisionsLeaveItWaiting()
{
    QFETCH(QByteArray, decision);
    Stand stand(holding("request"));
    RawClient client(stand.proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(stand.proxy.status().heldMessages, 1);
    const Answer answer = stand.decide(stand.held()[0]["id"].get<quint64>(), decision);
    QCOMPARE(answer.status, 400);
    QVERIFY(Json::parse(answer.body.toStdString())["error"].is_string());
    QCOMPARE(stand.held().size(), std::size_t(1));
}

void ControlServerTest::decisions()
{
    const auto original = control::decisionFromJson(R"({"decision":"original"})");
    QVERIFY(original);
    QCOMPARE(original->kind, HoldDecision::Kind::SendOriginal);
    const auto respond = control::decisionFromJson(R"({"decision":"respond","message":{"base64":"/wA="}})");
    QVERIFY(respond);
    QCOMPARE(respond->kind, HoldDecision::Kind::Respond);
    QCOMPARE(respond->message, QByteArray("\xff\x00", 2));
    const auto edited = control::decisionFromJson(
        R"({"decision":"edited","message":"","independentHeaders":true,"headers":{"A":"1","B":null}})");
    QVERIFY(edited);
    QVERIFY(edited->independentHeaders);
    QCOMPARE(edited->headers, (interceptor::HeaderEdits{{"A", "1"}, {"B", std::nullopt}}));
}

// Whatever a peer sends, the list is JSON and holds it whole.
void ControlServerTest::heldBytesAreAllThere()
{
    interceptor::HeldMessage message;
    message.id = interceptor::HoldId(3);
    message.message = QByteArray("\xff\x00\"", 3);
    message.head = "GET / HTTP/1.1\r\nX: \"\\\r\n\r\n";
    message.method = "\xc0\n";
    message.isEvent = true;
    message.way = interceptor::Way::ToClient;
    const Json held = Json::parse(control::heldToJson({message, message}).toStdString())["held"];
    QCOMPARE(held.size(), std::size_t(2));
    QCOMPARE(text(held[1]["message"]), text(Json({{"base64", "/wAi"}})));
    QCOMPARE(text(held[1]["head"]), text(Json(message.head.toStdString())));
    QCOMPARE(text(held[1]["method"]), text(Json({{"base64", "wAo="}})));
    QCOMPARE(text(held[1]["event"]), text(Json(true)));
    QCOMPARE(text(held[1]["way"]), text(Json("client")));
}

void ControlServerTest::sessionsAreListed()
{
    Stand stand;
    QCOMPARE(stand.ask("GET", "/api/sessions", {}, stand.token()).body, QByteArray());
    stand.open("S1", "plain");
    stand.open("S2", "evil\n\"\x1b]0;x\x07");
    const Answer answer = stand.ask("GET", "/api/sessions", {}, stand.token());
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.field("Content-Type").startsWith("application/jsonl"));
    QCOMPARE(answer.body.count('\n'), 2); // one a line, whatever the names
    std::map<QByteArray, exchange::SessionRecord> sessions;
    for (const QByteArray &line : answer.body.trimmed().split('\n')) {
        const auto session = exchange::sessionFromJson(line);
        QVERIFY(session);
        sessions[session->id] = *session;
    }
    QCOMPARE(sessions["S1"].key, "default/S1");
    QCOMPARE(sessions["S1"].state, exchange::SessionState::Active);
    QCOMPARE(sessions["S1"].client.name, "plain");
    QCOMPARE(sessions["S1"].counters.requests, quint64(1));
    QCOMPARE(sessions["S2"].client.name, "evil\n\"\x1b]0;x\x07");
}

void ControlServerTest::sessionIsEnded()
{
    Stand stand;
    stand.open("S1", "one");
    stand.open("S2", "two");
    const auto end = [&](const QByteArray &body) {
        return stand.ask("POST", "/api/sessions/end", body, stand.token());
    };
    const Answer answer = end(R"({"key":"default/S1"})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(text(Json::parse(answer.body.toStdString())), text(Json({{"ended", true}})));
    QCOMPARE(stand.proxy.server().sessions().size(), std::size_t(1));
    QCOMPARE(stand.proxy.server().sessions().front()->key, "default/S2");
    TRY_VERIFY(stand.server.requests().constLast().startsWith("DELETE"));
    QCOMPARE(end(R"({"key":"default/S1"})").status, 404); // once
    QCOMPARE(end(R"({"key":{"base64":"ZGVmYXVsdC9TMg=="}})").status, 200);
    QVERIFY(stand.proxy.server().sessions().empty());
}

void ControlServerTest::badEndsEndNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &body, int status) {
        QTest::newRow(name) << body << status;
    };
    row("nothing", "", 400);
    row("no JSON", "{", 400);
    row("array", R"(["default/S1"])", 400);
    row("string", R"("default/S1")", 400);
    row("other member", R"({"id":"default/S1"})", 400);
    row("null", R"({"key":null})", 400);
    row("number", R"({"key":1})", 400);
    row("empty", R"({"key":""})", 400);
    row("bad base64", R"({"key":{"base64":"@"}})", 400);
    row("base64 is a number", R"({"key":{"base64":1}})", 400);
    row("not UTF-8", "{\"key\":\"\xff\"}", 400);
    row("deep", QByteArray("{\"key\":") + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}', 400);
    row("an id and no key", R"({"key":"S1"})", 404);
    row("unknown", R"({"key":"default/S9"})", 404);
    row("unknown route", R"({"key":"other/S1"})", 404);
    row("a beginning", R"({"key":"default/S"})", 404);
    row("a zero behind it", R"({"key":"default/S1\u0000"})", 404);
}

void ControlServerTest::badEndsEndNothing()
{
    QFETCH(QByteArray, body);
    Stand stand;
    stand.open("S1", "one");
    const Answer answer = stand.ask("POST", "/api/sessions/end", body, stand.token());
    QTEST(answer.status, "status");
    QVERIFY(Json::parse(answer.body.toStdString())["error"].is_string());
    const auto sessions = stand.proxy.server().sessions();
    QCOMPARE(sessions.size(), std::size_t(1));
    QVERIFY(!sessions.front()->ended());
    QCOMPARE(stand.server.requestCount(), 1);
}

void ControlServerTest::sessionKeys()
{
    const QByteArray key("a/\xff\0\n", 5);
    const auto named = control::sessionKeyFromJson("{\"key\":" + exchange::bytesToJson(key) + '}');
    QVERIFY(named);
    QCOMPARE(*named, key);
}

QTEST_GUILESS_MAIN(ControlServerTest)
#include "tst_controlserver.moc"
