// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../contextbench.h"
#include "base/clock.h"
#include "interceptor/policy/policyinterceptor.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::interceptor;
using policy::PolicyConfig;
using policy::PolicyInterceptor;
using policy::RateLimit;
using policy::RoutePolicy;

namespace {

const QByteArray kEcho = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}})";
const QByteArray kList = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
const QByteArray kAnswer = R"({"jsonrpc":"2.0","id":1,"result":{}})";

int statusOf(const Verdict &verdict)
{
    return verdict.fate() == Verdict::Fate::Reject ? verdict.effects()->httpStatus : -1;
}

} // namespace

class PolicyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void http_data();
    void http();
    void allowHeaderNamesTheMethods();
    void sizes();
    void lists_data();
    void lists();
    void everyMemberOfABatchCounts();
    void listsOfOtherRoutes();
    void rates_data();
    void rates();
    void rateRefills();
    void limiterIsBounded();
    void emptyPolicyPassesAll();
};

void PolicyTest::http_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("status");
    const QByteArray json = "Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n";
    QTest::newRow("fine") << "POST /mcp HTTP/1.1\r\nHost: LocalHost:1\r\n" + json << -1;
    QTest::newRow("ipv6") << "POST /mcp HTTP/1.1\r\nHost: [::1]:8808\r\n" + json << -1;
    QTest::newRow("method") << "PATCH /mcp HTTP/1.1\r\nHost: localhost\r\n" + json << 405;
    QTest::newRow("host") << "POST /mcp HTTP/1.1\r\nHost: evil.example:80\r\n" + json << 403;
    QTest::newRow("origin") << "POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: https://EVIL.example\r\n" + json
                            << 403;
    QTest::newRow("good origin") << "POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3\r\n" + json
                                 << -1;
    QTest::newRow("type") << QByteArray(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 2\r\n")
                          << 415;
    QTest::newRow("no type") << QByteArray("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n") << 415;
}

void PolicyTest::http()
{
    QFETCH(QByteArray, head);
    QFETCH(int, status);
    PolicyConfig config;
    config.httpMethods = {"POST", "GET"};
    config.hosts = {"localhost", "[::1]"};
    config.origins = {"http://localhost:*"};
    config.contentTypes = {"application/json"};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    bench.setHead(head + "\r\n");
    QCOMPARE(statusOf(policy.intercept(bench.context(Way::ToServer, kEcho))), status);
    // An answer is not judged by its request's head.
    QCOMPARE(statusOf(policy.intercept(bench.context(Way::ToClient, kAnswer))), -1);
}

void PolicyTest::allowHeaderNamesTheMethods()
{
    PolicyConfig config;
    config.httpMethods = {"POST", "GET"};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    bench.setHead("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const Verdict verdict = policy.intercept(bench.context(Way::ToServer, {}));
    QCOMPARE(statusOf(verdict), 405);
    QCOMPARE(verdict.effects()->headers, (HeaderEdits{{"Allow", QByteArray("POST, GET")}}));
    QVERIFY(policy.traits().emptyMessages);
}

void PolicyTest::sizes()
{
    PolicyConfig config;
    config.maxRequestBytes = kEcho.size();
    config.maxResponseBytes = kAnswer.size() - 1;
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    QCOMPARE(statusOf(policy.intercept(bench.context(Way::ToServer, kEcho))), -1);
    QCOMPARE(statusOf(policy.intercept(bench.context(Way::ToServer, kEcho + ' '))), 413);
    const Verdict answer = policy.intercept(bench.context(Way::ToClient, kAnswer));
    QCOMPARE(answer.fate(), Verdict::Fate::Reject);
    QCOMPARE(answer.effects()->httpStatus, 0);
}

void PolicyTest::lists_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("passes");
    QTest::newRow("allowed") << kEcho << true;
    QTest::newRow("denied method") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"tools/evil"})") << false;
    QTest::newRow("not allowed method") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"prompts/list"})") << false;
    QTest::newRow("not allowed notification") << QByteArray(R"({"jsonrpc":"2.0","method":"x"})") << false;
    QTest::newRow("denied tool") << QByteArray(
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shell_exec"}})")
                                 << false;
    QTest::newRow("case counts") << QByteArray(
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"Echo"}})")
                                 << false;
    QTest::newRow("escaped name") << QByteArray(
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shell\u005fexec"}})")
                                  << false;
    QTest::newRow("a client's answer") << kAnswer << true;
    QTest::newRow("no message") << QByteArray() << true;
}

void PolicyTest::lists()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, passes);
    PolicyConfig config;
    RoutePolicy lists;
    lists.allowMethods = {"tools/*", "initialize"};
    lists.denyMethods = {"tools/evil"};
    lists.allowTools = {"echo", "shell_*"};
    lists.denyTools = {"shell_exec"};
    config.routes = {lists};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    const Verdict verdict = policy.intercept(bench.context(Way::ToServer, message));
    QCOMPARE(verdict.fate(), passes ? Verdict::Fate::Continue : Verdict::Fate::Reject);
    if (!passes)
        QCOMPARE(verdict.effects()->httpStatus, 0); // an error of JSON-RPC, no 4xx
}

void PolicyTest::everyMemberOfABatchCounts()
{
    PolicyConfig config;
    RoutePolicy lists;
    lists.denyTools = {"shell"};
    config.routes = {lists};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    const QByteArray bad = R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"shell"}})";
    QCOMPARE(policy.intercept(bench.context(Way::ToServer, "[" + kEcho + "," + kList + "]")).fate(),
             Verdict::Fate::Continue);
    QCOMPARE(policy.intercept(bench.context(Way::ToServer, "[" + kEcho + "," + bad + "]")).fate(),
             Verdict::Fate::Reject);
}

void PolicyTest::listsOfOtherRoutes()
{
    PolicyConfig config;
    RoutePolicy lists;
    lists.route = QStringLiteral("files");
    lists.denyMethods = {"*"};
    config.routes = {lists};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    QCOMPARE(policy.intercept(bench.context(Way::ToServer, kEcho)).fate(), Verdict::Fate::Continue);
    bench.record.route = QStringLiteral("files");
    QCOMPARE(policy.intercept(bench.context(Way::ToServer, kEcho)).fate(), Verdict::Fate::Reject);
}

void PolicyTest::rates_data()
{
    QTest::addColumn<RateLimit::Per>("per");
    QTest::addColumn<bool>("otherClient");
    QTest::addColumn<bool>("otherPort");
    QTest::addColumn<bool>("otherTool");
    QTest::addColumn<bool>("otherMethod");
    QTest::addColumn<bool>("otherRoute");
    QTest::newRow("all") << RateLimit::Per::All << false << false << false << false << false;
    QTest::newRow("route") << RateLimit::Per::Route << false << false << false << false << true;
    QTest::newRow("client") << RateLimit::Per::Client << true << false << false << false << false;
    QTest::newRow("method") << RateLimit::Per::Method << false << false << false << true << false;
    QTest::newRow("tool") << RateLimit::Per::Tool << false << false << true << true << false;
}

// After the bucket of one message is empty: which other messages still pass.
void PolicyTest::rates()
{
    QFETCH(RateLimit::Per, per);
    QFETCH(bool, otherClient);
    QFETCH(bool, otherPort);
    QFETCH(bool, otherTool);
    QFETCH(bool, otherMethod);
    QFETCH(bool, otherRoute);
    PolicyConfig config;
    config.rates = {{per, {}, 0.001, 2}};
    PolicyInterceptor policy(config);
    test::ContextBench bench;
    const auto passes = [&](const QByteArray &message) {
        return statusOf(policy.intercept(bench.context(Way::ToServer, message))) == -1;
    };
    QVERIFY(passes(kEcho));
    QVERIFY(passes(kEcho));
    const Verdict refused = policy.intercept(bench.context(Way::ToServer, kEcho));
    QCOMPARE(statusOf(refused), 429);
    QVERIFY(refused.effects()->retryAfterSeconds > 900 && refused.effects()->retryAfterSeconds <= 1000);
    QVERIFY(passes(kAnswer)); // answers are not limited
    bench.record.client = "127.0.0.1:50001";
    QCOMPARE(passes(kEcho), otherPort);
    bench.record.client = "127.0.0.2:50000";
    QCOMPARE(passes(kEcho), otherClient);
    bench.record.client = "127.0.0.1:50000";
    bench.record.route = QStringLiteral("files");
    QCOMPARE(passes(kEcho), otherRoute);
    bench.record.route = QStringLiteral("default");
    QCOMPARE(passes(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"other"}})"), otherTool);
    QCOMPARE(passes(kList), otherMethod);
}

void PolicyTest::rateRefills()
{
    RateLimiter limiter(10, 2);
    QCOMPARE(limiter.take("a", 0), 0);
    QCOMPARE(limiter.take("a", 0), 0);
    QCOMPARE(limiter.take("a", 0), 100);
    QCOMPARE(limiter.take("a", 50'000), 50);
    QCOMPARE(limiter.take("a", 100'000), 0);
    QCOMPARE(limiter.take("a", 90'000), 100); // a clock that goes back gives nothing
    QCOMPARE(limiter.take("a", 3'600'000'000), 0);
    QCOMPARE(limiter.take("a", 3'600'000'000), 0);
    QCOMPARE(limiter.take("a", 3'600'000'000), 100); // never more than the burst
}

void PolicyTest::limiterIsBounded()
{
    RateLimiter limiter(0.001, 1);
    for (int i = 0; i < 3 * int(RateLimiter::kMaxKeys); ++i)
        limiter.take(QByteArray::number(i), i);
    QVERIFY(limiter.keyCount() <= RateLimiter::kMaxKeys);
}

void PolicyTest::emptyPolicyPassesAll()
{
    PolicyInterceptor policy{PolicyConfig()};
    QVERIFY(PolicyConfig().isEmpty());
    test::ContextBench bench;
    for (const QByteArray &message : {kEcho, kAnswer, QByteArray(), QByteArray("{")})
        QCOMPARE(policy.intercept(bench.context(Way::ToServer, message)).fate(), Verdict::Fate::Continue);
}

QTEST_GUILESS_MAIN(PolicyTest)
#include "tst_policy.moc"
