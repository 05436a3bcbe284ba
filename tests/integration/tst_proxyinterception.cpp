// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules, policy, faults, pause and lint through the proxy's own interface: their order, and their change while it runs.
#include "interceptor/chainsupport.h"
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::NoteKind;
using exchange::PartKind;
using interceptor::Context;
using interceptor::Verdict;
using interceptor::Way;
using interceptor::rules::RuleSet;
using interceptor::rules::RuleSetPtr;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":1}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"content":[]}})";

RuleSetPtr rulesOf(const QByteArray &list)
{
    return RuleSet::parse("{\"formatVersion\":1,\"rules\":[" + list + "]}").value();
}

interceptor::PauseOptions pauseAll()
{
    interceptor::PauseOptions pause;
    pause.enabled = true;
    return pause;
}

interceptor::policy::PolicyConfig denying(const QByteArray &tool)
{
    interceptor::policy::PolicyConfig policy;
    interceptor::policy::RoutePolicy route;
    route.denyTools = {tool};
    policy.routes = {route};
    return policy;
}

interceptor::fault::FaultConfig delaying()
{
    interceptor::fault::Fault fault;
    fault.kind = interceptor::fault::Fault::Kind::Delay;
    fault.minMs = fault.maxMs = 1;
    interceptor::fault::FaultConfig faults;
    faults.enabled = true;
    faults.faults = {fault};
    return faults;
}

QStringList namesOf(const std::vector<interceptor::InterceptorStatus> &status)
{
    QStringList names;
    for (const auto &one : status)
        names.append(one.name);
    return names;
}

} // namespace

class TestProxyInterception : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderOfTheChain();
    void nothingToDoIsNoChain();
    void setBeforeTheStart();
    void changedWhileItRuns();
    void rulesAtWork();
    void ruleErrorsAreCounted();
    void streamHeadsAreForHeaderRules();
    void ownInterceptorMissesAnother();
    void everyoneSeesWhatTheOthersLeft();
};

void TestProxyInterception::orderOfTheChain()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.pause(pauseAll()).faults(delaying()).policy(denying("x")).lint();
        builder.rules(rulesOf(R"({"id":"r","actions":[{"tag":"t"}]})"));
        builder.intercept(std::make_shared<Scripted>([](const Context &) { return Verdict::proceed(); }));
    });
    const QStringList expected{QStringLiteral("lint-client"), QStringLiteral("policy"), QStringLiteral("scripted"),
                               QStringLiteral("rules"),       QStringLiteral("fault"),  QStringLiteral("pause"),
                               QStringLiteral("lint-server")};
    QCOMPARE(namesOf(proxy.server().interceptorStatus()), expected);
}

void TestProxyInterception::nothingToDoIsNoChain()
{
    ScriptedServer server;
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.rules(rulesOf(R"({"id":"off","enabled":false,"actions":[{"drop":true}]})"))
            .pause({})
            .policy({})
            .faults({});
    });
    QVERIFY(proxy.server().interceptorStatus().empty());
}

void TestProxyInterception::setBeforeTheStart()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    proxy::ProxyBuilder builder;
    auto proxy =
        builder.listen(QHostAddress(QHostAddress::LocalHost), 0).route(QStringLiteral("default"), server.url()).build();
    QVERIFY(proxy);
    QVERIFY((*proxy)->setRules(rulesOf(R"({"id":"r","actions":[{"reject":"not here"}]})")));
    QVERIFY((*proxy)->setLint(true));
    QVERIFY((*proxy)->interceptorStatus().empty()); // it does not run
    QVERIFY((*proxy)->start());
    QCOMPARE((*proxy)->interceptorStatus().size(), std::size_t(3));
    RawClient client(quint16((*proxy)->endpoints().constFirst().url.port()));
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY(firstAnswer(client.received()).body.contains("not here"));
    QCOMPARE((*proxy)->ruleStats()->counter("r")->hits.load(), quint64(1));
}

void TestProxyInterception::changedWhileItRuns()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    RawClient client(proxy.port());
    const auto answer = [&] {
        client.clear();
        client.send(post(kCall));
        const bool whole = QTest::qWaitFor([&] { return firstAnswer(client.received()).whole; }, 20'000);
        return whole ? firstAnswer(client.received()).body : QByteArray();
    };
    QCOMPARE(answer(), kResult);
    QVERIFY(proxy.server().setPolicy(denying("add")));
    QVERIFY(answer().contains("error"));
    QVERIFY(proxy.server().setPolicy({}));
    QCOMPARE(answer(), kResult);
    QVERIFY(proxy.server().setRules(rulesOf(R"({"id":"r","match":"tool:add","actions":[{"respond":{"by":"rule"}}]})")));
    QCOMPARE(answer(), R"({"jsonrpc":"2.0","id":1,"result":{"by":"rule"}})");
    QVERIFY(proxy.server().setFaults(delaying()));
    QCOMPARE(answer(), R"({"jsonrpc":"2.0","id":1,"result":{"by":"rule"}})");
    QVERIFY(proxy.server().setRules(nullptr));
    QCOMPARE(answer(), kResult);
    QVERIFY(proxy.server().setFaults({}));
    QVERIFY(proxy.server().interceptorStatus().empty());
    QVERIFY(proxy.server().setPause(pauseAll()));
    client.clear();
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QVERIFY(proxy.server().setPause({})); // what is held stays held
    QCOMPARE(proxy.status().heldMessages, 1);
    proxy.releaseAll({});
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

// Each kind of effect out of a rules file, on the wire.
void TestProxyInterception::rulesAtWork()
{
    ScriptedServer server;
    ScriptedServer second;
    server.answer(jsonAnswer(kResult, "X-Server: 1\r\n"));
    second.answer(jsonAnswer(kResult, "X-Server: 2\r\n"));
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.route(QStringLiteral("other"), second.url());
        builder.rules(rulesOf(R"(
            {"id":"edit","match":"tool:add","actions":[{"set":"/params/arguments/a","value":9007199254740993},
                {"setHeader":"X-Rule","value":"edit"},{"removeHeader":"X-Gone"},{"tag":"edited"}]},
            {"id":"away","match":"tool:sub","actions":[{"redirect":"other"}]},
            {"id":"answer","on":["response"],"match":"tool:add","actions":[{"setHeader":"X-Answer","value":"yes"},
                {"remove":"/result/content"}]},
            {"id":"wait","match":"tool:mul","actions":[{"hold":"look at it"}]})"));
    });
    RawClient client(proxy.port());
    client.send(post(kCall, "X-Gone: 1\r\n"));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n"
                                                    + QByteArray(kCall).replace(":1}}}", ":9007199254740993}}}")));
    QVERIFY(server.requests().constFirst().contains("\r\nX-Rule: edit\r\n"));
    QVERIFY(!server.requests().constFirst().contains("X-Gone"));
    QCOMPARE(client.received(),
             jsonAnswer(R"({"jsonrpc":"2.0","id":1,"result":{}})", "X-Server: 1\r\nX-Answer: yes\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    const QList<exchange::Note> notes = proxy.ended().constFirst().notes;
    const auto has = [&](NoteKind kind, const QByteArray &code) {
        return std::any_of(notes.begin(), notes.end(),
                           [&](const exchange::Note &note) { return note.kind == kind && note.code == code; });
    };
    QVERIFY(has(NoteKind::Rule, "edit") && has(NoteKind::Rule, "answer") && has(NoteKind::Tag, "edited"));
    client.clear();
    client.send(post(QByteArray(kCall).replace("\"add\"", "\"sub\"")));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).field("X-Server"), "2");
    client.clear();
    client.send(post(QByteArray(kCall).replace("\"add\"", "\"mul\"")));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QVERIFY(proxy.server().heldMessages().front().reason.contains(QStringLiteral("look at it")));
    proxy.releaseAll({});
    TRY_VERIFY(firstAnswer(client.received()).whole);
}

void TestProxyInterception::ruleErrorsAreCounted()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url());
    QCOMPARE(proxy.server().ruleErrorCount(), 0);
    const QByteArray rules = R"({"id":"bad","match":"no such field:","actions":[{"drop":true}]},
                                {"id":"good","actions":[{"tag":"t"}]})";
    QVERIFY(proxy.server().setRules(rulesOf(rules)));
    QCOMPARE(proxy.server().ruleErrorCount(), 1);
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult)); // it is skipped
}

// A rule on whole answers edits a stream's headers; its other actions are none of a stream's business.
void TestProxyInterception::streamHeadsAreForHeaderRules()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(sseEvent(kResult)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.rules(rulesOf(R"({"id":"head","on":["response"],"actions":[{"setHeader":"X-Rule","value":"1"}]},
                                 {"id":"body","on":["response"],"actions":[{"respond":{"not":"this"}}]})"));
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, sseEvent(kResult));
    QCOMPARE(firstAnswer(client.received()).field("X-Rule"), "1");
}

void TestProxyInterception::ownInterceptorMissesAnother()
{
    const auto needy = std::make_shared<Scripted>([](const Context &) { return Verdict::proceed(); });
    interceptor::Traits traits;
    traits.behind = {QStringLiteral("policy")};
    needy->setTraits(traits);
    proxy::ProxyBuilder builder;
    builder.listen(QHostAddress(QHostAddress::LocalHost), 0)
        .route(QStringLiteral("default"), QUrl(QStringLiteral("http://127.0.0.1:9/mcp")))
        .intercept(needy);
    const auto without = builder.build();
    QVERIFY(!without);
    QVERIFY(without.error().text.contains(QStringLiteral("policy")));
    builder.policy(denying("x"));
    auto with = builder.build();
    QVERIFY(with);
    QVERIFY((*with)->start());
    QVERIFY(!(*with)->setPolicy({})); // it would be missed
    QCOMPARE((*with)->interceptorStatus().size(), std::size_t(2));
    QVERIFY((*with)->setLint(true)); // the refused change is forgotten
    QCOMPARE((*with)->interceptorStatus().size(), std::size_t(4));
}

void TestProxyInterception::everyoneSeesWhatTheOthersLeft()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), [](proxy::ProxyBuilder &builder) {
        builder.intercept(
            onText(Way::ToServer, "add", Verdict::replace(QByteArray(kCall).replace("\"add\"", "\"sub\""))));
        builder.rules(rulesOf(R"({"id":"r","match":"tool:sub","actions":[{"set":"/params/name","value":"mul"}]})"));
        interceptor::PauseOptions pause = pauseAll();
        pause.filter = exchange::Filter::parse(u"tool:mul").value();
        builder.pause(pause);
    });
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.status().heldMessages, 1);
    QCOMPARE(proxy.server().heldMessages().front().message, QByteArray(kCall).replace("\"add\"", "\"mul\""));
    proxy.releaseAll({});
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QVERIFY(server.requests().constFirst().contains("\"mul\""));
}

QTEST_GUILESS_MAIN(TestProxyInterception)
#include "tst_proxyinterception.moc"
