// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulesupport.h"

using namespace sightglass;
using namespace sightglass::test;
using exchange::NoteKind;
using interceptor::Verdict;
using Fate = interceptor::Verdict::Fate;

class TestRuleActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edits_data();
    void edits();
    void answers_data();
    void answers();
    void answersOfTheModernEra();
    void whatHasNoAnswer();
    void fates();
    void delays();
    void holds();
    void headers();
    void headersOfAnAnswerInPlace();
    void headOfAStream();
    void redirects();
    void annotations();
    void rateLimits();
    void rateLimitKeys();
    void troubles();
    void severalActions();
    void severalRules();
    void stops();
    void nothingToDo();
};

void TestRuleActions::edits_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray head = R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search")";
    // The number is beyond a double, and the blank before "n" is the client's.
    const QByteArray arguments = R"(,"arguments":{"q":"x", "n":9007199254740993}}})";
    QTest::newRow("set") << QByteArray(R"({"set":"/params/arguments/q","value":1.50})")
                         << head + R"(,"arguments":{"q":1.50, "n":9007199254740993}}})";
    QTest::newRow("set a name") << QByteArray(R"({"set":"/params/name","value":"other"})")
                                << QByteArray(head).replace("search", "other") + arguments;
    QTest::newRow("set all") << QByteArray(R"({"set":"","value":{ "a" : 1 }})") << QByteArray(R"({"a":1})");
    QTest::newRow("remove") << QByteArray(R"({"remove":"/params/arguments"})") << head + "}}";
    QTest::newRow("jsonPatch") << QByteArray(
        R"({"jsonPatch":[{"op":"test","path":"/id","value":7},{"op":"replace","path":"/id","value":8}]})")
                               << QByteArray(head).replace("\"id\":7", "\"id\":8") + arguments;
    QTest::newRow("mergePatch") << QByteArray(R"({"mergePatch":{"params":{"arguments":null}}})") << head + "}}";
    QTest::newRow("replaceBody") << QByteArray(R"({"replaceBody":[1, /* two */ 2]})") << QByteArray("[1,2]");
}

void TestRuleActions::edits()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, expected);
    RulesBench bench(oneRule(action));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(verdict.fate(), Fate::Continue);
    QCOMPARE(messageOf(verdict), expected);
    QCOMPARE(notesOf(verdict, NoteKind::Rule).size(), 1);
    QCOMPARE(notesOf(verdict, NoteKind::Rule).constFirst().code, "r");
    QCOMPARE(notesOf(verdict, NoteKind::Trouble).size(), 0);
    QCOMPARE(bench.counter().hits.load(), 1u);
    QCOMPARE(bench.counter().failures.load(), 0u);
    QVERIFY(bench.counter().lastHitUs.load() > 0);
}

void TestRuleActions::answers_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray result = R"({"respond":{"content": []}})";
    const QByteArray error = R"({"respondError":{"code":-32000,"message":"no \"x\"","data":[1]}})";
    QTest::newRow("result") << result << kCall << QByteArray(R"({"jsonrpc":"2.0","id":7,"result":{"content":[]}})");
    QTest::newRow("a string as id") << result << QByteArray(R"({"jsonrpc":"2.0","id":"a\"b","method":"ping"})")
                                    << QByteArray(R"({"jsonrpc":"2.0","id":"a\"b","result":{"content":[]}})");
    QTest::newRow("error")
        << error << kCall
        << QByteArray(R"({"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"no \"x\"","data":[1]}})");
    QTest::newRow("batch") << result
                           << QByteArray(R"([{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","method":"n"},)"
                                         R"({"jsonrpc":"2.0","id":2,"method":"b"}])")
                           << QByteArray(R"([{"jsonrpc":"2.0","id":1,"result":{"content":[]}},)"
                                         R"({"jsonrpc":"2.0","id":2,"result":{"content":[]}}])");
    QTest::newRow("notification") << result << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/x"})")
                                  << QByteArray();
    QTest::newRow("a client's answer") << result << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{}})")
                                       << QByteArray();
}

void TestRuleActions::answers()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, expected);
    RulesBench bench(oneRule(action));
    const Verdict verdict = bench.request(request);
    QCOMPARE(verdict.fate(), Fate::Respond);
    QCOMPARE(messageOf(verdict), expected);
}

void TestRuleActions::answersOfTheModernEra()
{
    RulesBench bench(oneRule(R"({"respond":{"tools":[]}})", R"("on":["request","response"])"));
    bench.record.era = mcp::Era::Modern;
    QCOMPARE(messageOf(bench.request(kCall)),
             R"({"jsonrpc":"2.0","id":7,"result":{"tools":[],"resultType":"complete"}})");
    RulesBench own(oneRule(R"({"respond":{"resultType":"input_required"}})"));
    own.record.era = mcp::Era::Modern;
    QCOMPARE(messageOf(own.request(kCall)), R"({"jsonrpc":"2.0","id":7,"result":{"resultType":"input_required"}})");
    const Verdict back = bench.answer(kResult);
    QCOMPARE(back.fate(), Fate::Respond);
    QCOMPARE(messageOf(back), R"({"jsonrpc":"2.0","id":7,"result":{"tools":[],"resultType":"complete"}})");
}

void TestRuleActions::whatHasNoAnswer()
{
    RulesBench bench(oneRule(R"({"respond":{}})", R"("on":["request","event"])"));
    for (const Verdict &verdict : {bench.request({}), bench.request("no json"), bench.event(kProgress)}) {
        QCOMPARE(verdict.fate(), Fate::Continue);
        QVERIFY(messageOf(verdict).isEmpty());
        QCOMPARE(notesOf(verdict, NoteKind::Trouble).size(), 1);
    }
    QCOMPARE(bench.counter().failures.load(), 3u);
}

void TestRuleActions::fates()
{
    RulesBench bench(oneRule(R"({"reject":"not here"})"));
    const Verdict rejected = bench.request(kCall);
    QCOMPARE(rejected.fate(), Fate::Reject);
    QCOMPARE(rejected.effects()->reason, QStringLiteral("not here"));
    RulesBench unnamed(oneRule(R"({"reject":""})"));
    QCOMPARE(unnamed.request(kCall).effects()->reason, QStringLiteral("rule r"));
    RulesBench dropping(oneRule(R"({"drop":true})", R"("on":["event"])"));
    QCOMPARE(dropping.request(kCall).fate(), Fate::Continue);
    QCOMPARE(dropping.answer(kResult).fate(), Fate::Continue);
    QCOMPARE(dropping.event(kProgress).fate(), Fate::Drop);
    RulesBench passing(oneRule(R"({"pass":true})"));
    QCOMPARE(passing.request(kCall).fate(), Fate::Continue);
    QCOMPARE(passing.counter().hits.load(), 1u);
}

void TestRuleActions::delays()
{
    RulesBench fixed(oneRule(R"({"delay":200},{"delay":0})"));
    QCOMPARE(fixed.request(kCall).effects()->delayMs, 200);
    RulesBench ranged(oneRule(R"({"delay":[100,103]})"));
    QSet<int> seen;
    for (int i = 0; i < 200; ++i)
        seen.insert(ranged.request(kCall).effects()->delayMs);
    QCOMPARE(seen, (QSet<int>{100, 101, 102, 103}));
    RulesBench many(oneRule(R"({"delay":600000},{"delay":600000},{"delay":1})"));
    QCOMPARE(many.request(kCall).effects()->delayMs, rules::Action::kMaxDelayMs);
}

void TestRuleActions::holds()
{
    RulesBench bench(ruleSet(R"({"id":"a","actions":[{"hold":"look"}]},
                                {"id":"b","match":"tool:never","actions":[{"reject":"no"}]})"));
    const Verdict held = bench.request(kCall);
    QVERIFY(held.effects()->hold);
    QCOMPARE(held.effects()->reason, QStringLiteral("look"));
    // Who decides the fate later decides for the person, too.
    RulesBench decided(ruleSet(R"({"id":"a","actions":[{"hold":"look"}]}, {"id":"b","actions":[{"reject":"no"}]})"));
    const Verdict rejected = decided.request(kCall);
    QCOMPARE(rejected.fate(), Fate::Reject);
    QVERIFY(!rejected.effects()->hold);
    QCOMPARE(rejected.effects()->reason, QStringLiteral("no"));
}

void TestRuleActions::headers()
{
    RulesBench bench(ruleSet(R"({"id":"a","on":["request","response","event"],
                                 "actions":[{"setHeader":"X-A","value":"1"},{"removeHeader":"content-type"}]},
                                {"id":"b","match":"header:x-a=1 -header:content-type","actions":[{"tag":"seen"}]})"));
    const interceptor::HeaderEdits expected{{"X-A", QByteArray("1")}, {"content-type", std::nullopt}};
    const Verdict request = bench.request(kCall);
    QCOMPARE(request.effects()->headers, expected);
    QCOMPARE(notesOf(request, NoteKind::Tag).size(), 1); // the second rule sees the headers as the first left them
    QCOMPARE(bench.answer(kResult).effects()->headers, expected);
    const Verdict event = bench.event(kProgress);
    QVERIFY(!event.effects()); // they were edited when the stream's head passed
    RulesBench independent(oneRule(R"({"set":"/params/name","value":"x"},{"independentHeaders":true})"));
    QVERIFY(independent.request(kCall).effects()->independentHeaders);
}

void TestRuleActions::headersOfAnAnswerInPlace()
{
    RulesBench bench(ruleSet(R"({"id":"a","actions":[{"setHeader":"X-For-Server","value":"1"}]},
                                {"id":"b","actions":[{"respond":{}},{"setHeader":"X-Mock","value":"2"}]})"));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(verdict.fate(), Fate::Respond);
    QCOMPARE(verdict.effects()->headers, (interceptor::HeaderEdits{{"X-Mock", QByteArray("2")}}));
}

// It passes with no message before the stream's first event: only rules that edit headers are asked about it.
void TestRuleActions::headOfAStream()
{
    const QByteArray on = R"("on":["response","event"],"match":"tool:search -status:ok",)";
    RulesBench bench(ruleSet(R"({"id":"a",)" + on + R"("actions":[{"setHeader":"X-A","value":"1"},{"tag":"head"}]},
                                {"id":"b",)"
                             + on + R"("actions":[{"set":"/result/isError","value":true}]})"));
    bench.responseHead = *wire::HttpHead::parse(
        wire::Role::Response,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    bench.request(kCall);
    const Verdict verdict = bench.answer({});
    QCOMPARE(verdict.effects()->headers.size(), 1);
    QCOMPARE(notesOf(verdict, NoteKind::Tag).size(), 1);
    QCOMPARE(notesOf(verdict, NoteKind::Trouble).size(), 0);
    QCOMPARE(bench.counter("b").matches.load(), 0u);
    // An answer in place of the stream has the request's id.
    RulesBench mocking(
        ruleSet(R"({"id":"a","on":["response"],"actions":[{"setHeader":"X","value":"1"},{"respond":{}}]})"));
    mocking.responseHead = bench.responseHead;
    mocking.request(kCall);
    QCOMPARE(messageOf(mocking.answer({})), R"({"jsonrpc":"2.0","id":7,"result":{}})");
    // An answer without a body is none of a stream.
    RulesBench empty(oneRule(R"({"tag":"t"})", R"("on":["response"],"match":"status:ok")"));
    empty.request(kCall);
    QCOMPARE(notesOf(empty.answer({}), NoteKind::Tag).size(), 1);
}

void TestRuleActions::redirects()
{
    RulesBench bench(oneRule(R"({"redirect":"staging"})", R"("on":["request","response"])"));
    QCOMPARE(bench.request(kCall).effects()->route, QStringLiteral("staging"));
    const Verdict back = bench.answer(kResult);
    QVERIFY(back.effects()->route.isEmpty());
    QCOMPARE(notesOf(back, NoteKind::Trouble).size(), 1);
}

void TestRuleActions::annotations()
{
    RulesBench bench(oneRule(R"({"tag":"slow"},{"colour":"red"},{"comment":"look at this"})"));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(notesOf(verdict, NoteKind::Tag).constFirst().code, "slow");
    QCOMPARE(notesOf(verdict, NoteKind::Colour).constFirst().code, "red");
    QCOMPARE(notesOf(verdict, NoteKind::Comment).constFirst().text, QStringLiteral("look at this"));
    const QString words = notesOf(verdict, NoteKind::Rule).constFirst().text;
    QCOMPARE(words, QStringLiteral("tag slow; colour red; comment: look at this"));
    // A rule behind it can ask for the tag.
    RulesBench chained(ruleSet(R"({"id":"a","actions":[{"tag":"slow"}]},
                                  {"id":"b","match":"tag:slow rule:a","actions":[{"colour":"blue"}]})"));
    QCOMPARE(notesOf(chained.request(kCall), NoteKind::Colour).size(), 1);
}

void TestRuleActions::rateLimits()
{
    // So slow that nothing comes back while this runs.
    RulesBench bench(oneRule(R"({"rateLimit":{"perSecond":0.001,"burst":2}},{"tag":"let-through"})"));
    for (int i = 0; i < 2; ++i) {
        const Verdict verdict = bench.request(kCall);
        QCOMPARE(verdict.fate(), Fate::Continue);
        QCOMPARE(notesOf(verdict, NoteKind::Tag).size(), 1);
    }
    const Verdict over = bench.request(kCall);
    QCOMPARE(over.fate(), Fate::Reject);
    QCOMPARE(over.effects()->httpStatus, 429);
    QVERIFY2(over.effects()->retryAfterSeconds > 900 && over.effects()->retryAfterSeconds <= 1000,
             qPrintable(QString::number(over.effects()->retryAfterSeconds)));
    QCOMPARE(notesOf(over, NoteKind::Tag).size(), 0); // what stands behind the limit is not carried out
    QVERIFY(over.effects()->reason.contains(QStringLiteral("rule r")));
    // A rule that only limits says nothing while it has nothing to do, and a reload does not fill its buckets.
    RulesBench silent(oneRule(R"({"rateLimit":{"perSecond":0.001,"burst":1}})"));
    QVERIFY(!silent.request(kCall).effects());
    QCOMPARE(silent.counter().hits.load(), 0u);
    rules::RulesInterceptor reloaded(oneRule(R"({"rateLimit":{"perSecond":0.001,"burst":1}})"), silent.stats);
    QCOMPARE(reloaded.intercept(silent.context(interceptor::Way::ToServer, kCall)).fate(), Fate::Reject);
}

void TestRuleActions::rateLimitKeys()
{
    const auto limit = [](const char *per) {
        return oneRule(R"({"rateLimit":{"perSecond":0.001,"burst":1,"per":")" + QByteArray(per) + R"("}})");
    };
    QByteArray other = kCall;
    other.replace("search", "other!");
    RulesBench tools(limit("tool"));
    QCOMPARE(tools.request(kCall).fate(), Fate::Continue);
    QCOMPARE(tools.request(other).fate(), Fate::Continue);
    QCOMPARE(tools.request(kCall).fate(), Fate::Reject);
    RulesBench clients(limit("client"));
    QCOMPARE(clients.request(kCall).fate(), Fate::Continue);
    clients.record.client = "127.0.0.1:50001"; // another connection of the same
    QCOMPARE(clients.request(kCall).fate(), Fate::Reject);
    clients.record.client = "127.0.0.2:50001";
    QCOMPARE(clients.request(kCall).fate(), Fate::Continue);
    RulesBench sessions(limit("session"));
    sessions.record.sessionId = "a";
    QCOMPARE(sessions.request(kCall).fate(), Fate::Continue);
    sessions.record.sessionId = "b";
    QCOMPARE(sessions.request(kCall).fate(), Fate::Continue);
    QCOMPARE(sessions.request(kCall).fate(), Fate::Reject);
    for (const char letter : {'c', 'd'}) { // kept by their digest
        sessions.record.sessionId = QByteArray(60'000, 's') + letter;
        QCOMPARE(sessions.request(kCall).fate(), Fate::Continue);
        QCOMPARE(sessions.request(kCall).fate(), Fate::Reject);
    }
}

void TestRuleActions::troubles()
{
    RulesBench bench(oneRule(R"({"remove":"/params/nothing"},{"set":"/params/name","value":"y"})"));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(verdict.fate(), Fate::Continue);
    const auto troubles = notesOf(verdict, NoteKind::Trouble);
    QCOMPARE(troubles.size(), 1);
    QCOMPARE(troubles.constFirst().code, "rules");
    QVERIFY2(troubles.constFirst().text.contains(QStringLiteral("rule r: remove /params/nothing: there is nothing at")),
             qPrintable(troubles.constFirst().text));
    QVERIFY(messageOf(verdict).contains(R"("name":"y")")); // the message goes on, with what could be done
    QCOMPARE(bench.counter().hits.load(), 1u);
    QCOMPARE(bench.counter().failures.load(), 1u);
    for (const QByteArray &body : {QByteArray(), QByteArray("<html>"), QByteArray("[1,2]"), QByteArray("{\"a\":")}) {
        const Verdict broken = bench.request(body);
        QCOMPARE(broken.fate(), Fate::Continue);
        QVERIFY(messageOf(broken).isEmpty());
        QCOMPARE(notesOf(broken, NoteKind::Trouble).size(), 2);
    }
}

void TestRuleActions::severalActions()
{
    RulesBench bench(oneRule(R"({"set":"/params/arguments/q","value":"y"},{"delay":5},{"setHeader":"X","value":"z"},
                                {"redirect":"b"},{"reject":"no"},{"delay":7},{"tag":"t"})"));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(verdict.fate(), Fate::Reject);
    QCOMPARE(verdict.effects()->delayMs, 12);
    QCOMPARE(notesOf(verdict, NoteKind::Tag).size(), 1);
    QVERIFY(verdict.effects()->route.isEmpty());
}

// Each rule sees the message as those before have left it, also when that is another tool or method.
void TestRuleActions::severalRules()
{
    RulesBench bench(ruleSet(R"({"id":"a","match":"tool:search","actions":[{"set":"/params/name","value":"find"}]},
                                {"id":"b","match":"tool:search","actions":[{"tag":"never"}]},
                                {"id":"c","match":"tool:find text:find","actions":[{"set":"/params/arguments","value":{}}]},
                                {"id":"d","match":"text:9007199254740993","actions":[{"tag":"never"}]})"));
    const Verdict verdict = bench.request(kCall);
    QCOMPARE(messageOf(verdict),
             R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"find","arguments":{}}})");
    QCOMPARE(notesOf(verdict, NoteKind::Tag).size(), 0);
    QCOMPARE(notesOf(verdict, NoteKind::Rule).size(), 2);
}

void TestRuleActions::stops()
{
    const QByteArray second = R"(,{"id":"b","actions":[{"tag":"second"}]})";
    RulesBench stopping(ruleSet(R"({"id":"a","stop":true,"actions":[{"pass":true}]})" + second));
    QCOMPARE(notesOf(stopping.request(kCall), NoteKind::Tag).size(), 0);
    // A rule that does not act does not stop anything.
    RulesBench shut(ruleSet(R"({"id":"a","stop":true,"everyNth":2,"actions":[{"pass":true}]})" + second));
    QCOMPARE(notesOf(shut.request(kCall), NoteKind::Tag).size(), 1);
    QCOMPARE(notesOf(shut.request(kCall), NoteKind::Tag).size(), 0);
    RulesBench deciding(ruleSet(R"({"id":"a","actions":[{"respond":{}}]})" + second));
    QCOMPARE(notesOf(deciding.request(kCall), NoteKind::Tag).size(), 0);
}

void TestRuleActions::nothingToDo()
{
    RulesBench bench(ruleSet(R"({"id":"a","match":"tool:other","actions":[{"drop":true}]},
                                {"id":"b","enabled":false,"actions":[{"drop":true}]})"));
    QVERIFY(!bench.request(kCall).effects());
    QVERIFY(!bench.answer(kResult).effects());
    QVERIFY(bench.rulesAtWork.traits().emptyMessages);
    RulesBench off(ruleSet(R"({"id":"b","enabled":false,"actions":[{"drop":true}]})"));
    QVERIFY(!off.rulesAtWork.traits().emptyMessages);
    rules::RulesInterceptor none(nullptr, nullptr);
    QVERIFY(!none.intercept(bench.context(interceptor::Way::ToServer, kCall)).effects());
    // The same bytes are no edit.
    RulesBench same(oneRule(R"({"set":"/params/name","value":"search"})"));
    QVERIFY(messageOf(same.request(kCall)).isEmpty());
}

QTEST_GUILESS_MAIN(TestRuleActions)
#include "tst_ruleactions.moc"
