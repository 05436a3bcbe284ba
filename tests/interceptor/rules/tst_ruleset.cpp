// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/actionwords.h"
#include "interceptor/rules/rulesupport.h"

using namespace sightglass;
using namespace sightglass::test;
using rules::Action;
using rules::Rule;
using rules::RuleSet;

class TestRuleSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeFile();
    void defaults();
    void fileErrors_data();
    void fileErrors();
    void ruleErrors_data();
    void ruleErrors();
    void oneWrongRuleHarmsNoOther();
    void ids();
    void limits();
    void compile();
    void valuesStayAsWritten();
    void words_data();
    void words();
};

void TestRuleSet::wholeFile()
{
    const QByteArray text = R"(// rules of ours
{
  "formatVersion": 1, "seed": 42,
  "rules": [
    /* the first */ { "id": "block.shell_1-a", "name": "Block the shell tool", "enabled": false,
      "match": "method:tools/call and tool:shell", "on": ["response", "event"],
      "probability": 0.5, "everyNth": 2, "firstN": 10, "stop": true,
      "actions": [ { "rateLimit": { "perSecond": 5, "burst": 10, "per": "session" } }, {"tag": "x"} ] }
  ]
})";
    const auto set = RuleSet::parse(text);
    QVERIFY2(set, qPrintable(set ? QString() : set.error().text));
    QCOMPARE((*set)->seed(), 42u);
    QCOMPARE((*set)->errorCount(), 0);
    QVERIFY(!(*set)->hasActive());
    QCOMPARE((*set)->rules().size(), 1u);
    const Rule &rule = (*set)->rules().front();
    QCOMPARE(rule.id, "block.shell_1-a");
    QCOMPARE(rule.name, QStringLiteral("Block the shell tool"));
    QCOMPARE(rule.filter.toString(), QStringLiteral("method:tools/call and tool:shell"));
    QCOMPARE(rule.directions, (rules::Directions{false, true, true}));
    QCOMPARE(rule.probability, 0.5);
    QCOMPARE(rule.everyNth, 2u);
    QCOMPARE(rule.firstN, 10u);
    QVERIFY(rule.stop && !rule.enabled);
    QCOMPARE(rule.line, 5);
    QVERIFY(rule.source.startsWith("{ \"id\"") && rule.source.endsWith("] }"));
    QVERIFY(text.contains(rule.source));
    QCOMPARE(rule.actions.size(), 2);
    QCOMPARE(rule.actions[0].kind, Action::Kind::RateLimit);
    QCOMPARE(rule.actions[0].per, Action::Per::Session);
    QCOMPARE(rule.actions[0].burst, 10);
}

void TestRuleSet::defaults()
{
    const auto set = ruleSet(R"({"actions":[{"rateLimit":{"perSecond":2.5}}]})");
    const Rule &rule = set->rules().front();
    QVERIFY(rule.enabled && rule.filter.isEmpty() && !rule.stop && rule.active());
    QCOMPARE(rule.directions, (rules::Directions{true, false, false}));
    QCOMPARE(rule.probability, 1.0);
    QCOMPARE(rule.everyNth, 1u);
    QCOMPARE(rule.firstN, 0u);
    QCOMPARE(rule.actions[0].burst, 3);
    QCOMPARE(rule.actions[0].per, Action::Per::All);
    const auto empty = RuleSet::parse(R"({"formatVersion":1})");
    QVERIFY(empty && (*empty)->rules().empty());
}

void TestRuleSet::fileErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const char *text, const char *error) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(error);
    };
    row("nothing", "", "line 1, column 1: ");
    row("no JSON", "{\n  \"formatVersion\": 1,\n  oops\n}", "line 3, column 3: ");
    row("two values", "{} {}", "line 1, column 4: ");
    row("no object", "[]", "line 1, column 1: expected an object");
    row("no version", "{}", "line 1, column 1: \"formatVersion\": 1 is missing");
    row("another version", "{\"formatVersion\":2}", "\"formatVersion\": this program reads version 1");
    row("a version in words", "{\"formatVersion\":\"1\"}",
        "line 1, column 18: \"formatVersion\": expected a whole number");
    row("a broken seed", "{\"formatVersion\":1,\n\"seed\":-1}", "line 2, column 8: \"seed\": expected a whole number");
    row("unknown member", "{\"formatVersion\":1,\n \"ruls\":[]}", "line 2, column 2: unknown member \"ruls\"");
    row("no array", "{\"formatVersion\":1,\"rules\":{}}", "line 1, column 28: \"rules\": expected an array");
    row("a comment without end", "{\"formatVersion\":1 /* ", "line 1, column ");
}

void TestRuleSet::fileErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    const auto set = RuleSet::parse(text);
    QVERIFY(!set);
    QVERIFY2(set.error().text.startsWith(error), qPrintable(set.error().text));
}

void TestRuleSet::ruleErrors_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *rule, const char *error) {
        QTest::newRow(rule) << QByteArray(rule) << QString::fromUtf8(error);
    };
    const auto action = [&](const char *text, const char *error) {
        QTest::newRow(text) << R"({"actions":[)" + QByteArray(text) + "]}" << QString::fromUtf8(error);
    };
    row("7", "line 3, column 1: expected an object");
    row("{}", "line 3, column 1: the member \"actions\" is missing");
    row(R"({"actions":[]})", "line 3, column 12: \"actions\": expected an array of actions");
    row(R"({"actions":{}})", "line 3, column 12: \"actions\": expected an array of actions");
    row("{\"action\":1,\n \"actions\":[{\"drop\":true}]}", "line 3, column 11: unknown member \"action\"");
    row("{\"é\":1,\"x/y\":2}", "line 3, column 6: unknown member \"é\"");
    row(R"({"id":"a b"})", "line 3, column 7: \"id\": expected letters");
    row(R"({"id":""})", "line 3, column 7: \"id\": expected letters");
    row(R"({"id":7})", "line 3, column 7: \"id\": expected a string");
    row(R"({"enabled":"yes"})", "line 3, column 12: \"enabled\": expected true or false");
    row("{\n\"match\":\"tool:\"}", "line 4, column 9: \"match\": position 6: expected a value after 'tool:'");
    row(R"({"match":"metod:x"})",
        "line 3, column 10: \"match\": position 1: unknown field 'metod'; did you mean 'method'?");
    row(R"({"on":"request"})", "line 3, column 7: \"on\": expected an array");
    row(R"({"on":[]})", "line 3, column 7: \"on\": expected an array");
    row(R"({"on":["requests"]})", "line 3, column 7: \"on\": expected an array");
    row(R"({"probability":1.5})", "line 3, column 16: \"probability\": expected a number from 0 to 1");
    row(R"({"everyNth":0})", "line 3, column 13: \"everyNth\": expected a whole number from 1");
    row(R"({"everyNth":18446744073709551615})", "line 3, column 13: \"everyNth\": expected a whole number from 1");
    row(R"({"firstN":1.5})", "line 3, column 11: \"firstN\": expected a whole number");
    row(R"({"stop":1})", "line 3, column 9: \"stop\": expected true or false");
    row(R"({"name":"\ud800"})", "line 3, column 1: ");
    row(R"({"on":["event"],"actions":[{"redirect":"x"}]})", "line 3, column 28: this works on requests only");
    row(R"({"on":["event"],"actions":[{"setHeader":"x","value":"y"}]})", "line 3, column 28: an event has no headers");
    action("{}", "line 3, column 13: expected one of pass, set");
    action("7", "line 3, column 13: expected an object such as");
    action(R"({"pass":true,"drop":true})", "line 3, column 13: an action does one thing: \"pass\" or \"drop\"");
    action(R"({"pass":false})", "line 3, column 21: \"pass\": expected true");
    action(R"({"drop":true,"value":1})", "line 3, column 34: unknown member \"value\"; known are drop");
    action(R"({"set":"params","value":1})", "line 3, column 20: \"set\": ");
    action(R"({"set":"/params"})", "line 3, column 13: the member \"value\" is missing");
    action(R"({"remove":""})", "line 3, column 23: \"remove\": the whole message cannot be removed");
    action(R"({"jsonPatch":{}})", "line 3, column 26: \"jsonPatch\": expected an array of JSON Patch operations");
    action(R"({"jsonPatch":[{"op":"move","path":"/a"}]})", "line 3, column 26: \"jsonPatch\": ");
    action(R"({"mergePatch":1})", "line 3, column 27: \"mergePatch\": expected an object");
    action(R"({"respond":"x"})", "line 3, column 24: \"respond\": expected an object");
    action(R"({"respondError":{"code":"x","message":""}})",
           "line 3, column 29: \"respondError\": \"code\": expected a whole number");
    action(R"({"respondError":{"code":1}})", "line 3, column 29: \"respondError\": the member \"message\" is missing");
    action(R"({"reject":true})", "line 3, column 23: \"reject\": expected a string");
    action(R"({"delay":-1})", "line 3, column 22: \"delay\": expected milliseconds");
    action(R"({"delay":[1]})", "line 3, column 22: \"delay\": expected milliseconds");
    action(R"({"delay":[2,1]})", "line 3, column 22: \"delay\": the least time is above the most");
    action(R"({"delay":600001})", "line 3, column 22: \"delay\": expected milliseconds");
    action(R"({"setHeader":"X"})", "line 3, column 13: the member \"value\" is missing");
    action(R"({"setHeader":"Content-Length","value":"1"})", "line 3, column 26: \"setHeader\": ");
    action(R"({"setHeader":"X","value":"a\r\nb: c"})", "line 3, column 26: \"setHeader\": ");
    action(R"({"setHeader":"bad name","value":"a"})", "line 3, column 26: \"setHeader\": ");
    action(R"({"redirect":""})", "line 3, column 25: \"redirect\": expected a name");
    action(R"({"colour":"pink"})", "line 3, column 23: \"colour\": expected red");
    action(R"({"tag":"a\nb"})", "line 3, column 20: \"tag\": expected a name in one line");
    action(R"({"rateLimit":{"perSecond":0}})", "line 3, column 26: \"rateLimit\": \"perSecond\": expected a number");
    action(R"({"rateLimit":{"burst":1}})", "line 3, column 26: \"rateLimit\": the member \"perSecond\" is missing");
    action(R"({"rateLimit":{"perSecond":1,"per":"x"}})", "line 3, column 26: \"rateLimit\": \"per\": expected all");
    action(R"({"drop":true},{"reject":"x"})", "line 3, column 27: the message's fate is decided by an action before");
    action(R"({"respond":{}},{"set":"/a","value":1})", "line 3, column 28: this comes too late");
    action(R"({"hold":""},{"drop":true})", "line 3, column 25: a message that is held is decided by");
}

void TestRuleSet::ruleErrors()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, error);
    const auto set = RuleSet::parse("{\"formatVersion\":1,\"rules\":[\n\n" + rule + "]}");
    QVERIFY2(set, qPrintable(set ? QString() : set.error().text));
    QCOMPARE((*set)->rules().size(), 1u);
    QVERIFY2((*set)->rules().front().error.startsWith(error), qPrintable((*set)->rules().front().error));
    QVERIFY(!(*set)->rules().front().active());
}

void TestRuleSet::oneWrongRuleHarmsNoOther()
{
    const auto set = RuleSet::parse(R"({"formatVersion":1,"rules":[
        {"id":"a","actions":[{"tag":"a"}]},
        {"id":"b","name":"The broken one","match":"tool:","actions":[{"drop":true}]},
        {"id":"c","actions":[{"tag":"c"}]}]})");
    QVERIFY(set);
    QCOMPARE((*set)->errorCount(), 1);
    QVERIFY((*set)->hasActive());
    QCOMPARE((*set)->rules()[1].name, QStringLiteral("The broken one")); // a list still shows which one it is
    QCOMPARE((*set)->rules()[1].line, 3);
    RulesBench bench(*set);
    QCOMPARE(notesOf(bench.request(kCall), exchange::NoteKind::Tag).size(), 2);
}

void TestRuleSet::ids()
{
    const auto set = RuleSet::parse(R"({"formatVersion":1,"rules":[
        {"actions":[{"drop":true}]}, {"actions":[{"drop":true}]},
        {"name":"Block: the Shell!","actions":[{"drop":true}]}, {"name":"block the shell","actions":[{"drop":true}]},
        {"id":"block-the-shell","actions":[{"drop":true}]},
        {"id":"x","actions":[{"drop":true}]},
        {"id":"x","actions":[{"drop":true}]},
        {"name":"日本","actions":[{"drop":true}]}]})");
    QVERIFY(set);
    QByteArrayList ids;
    for (const Rule &rule : (*set)->rules())
        ids.append(rule.id);
    QCOMPARE(ids, (QByteArrayList{"rule-1", "rule-2", "block-the-shell-2", "block-the-shell-3", "block-the-shell", "x",
                                  "x-2", "rule-3"}));
    QCOMPARE((*set)->errorCount(), 1);
    QVERIFY2((*set)->rules()[6].error.contains(QStringLiteral("\"x\" is that of the rule in line 5")),
             qPrintable((*set)->rules()[6].error));
}

void TestRuleSet::limits()
{
    QByteArray actions = R"({"drop":true})";
    actions = R"({"actions":[)" + (R"({"tag":"x"},)" + QByteArray()).repeated(Rule::kMaxActions) + actions + "]}";
    QVERIFY(RuleSet::compile(actions).error.contains(QStringLiteral("more than 64 actions")));
    QVERIFY(
        RuleSet::compile(R"({"id":")" + QByteArray(65, 'x') + "\"}").error.contains(QStringLiteral("longer than 64")));
    QVERIFY(RuleSet::compile(R"({"match":")" + QByteArray(70'000, 'x') + "\"}")
                .error.contains(QStringLiteral("longer than")));
    const QByteArray deep = R"({"formatVersion":1,"rules":)" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}';
    QCOMPARE(RuleSet::parse(deep).error().code, ErrorCode::LimitExceeded);
    const QByteArray large = R"({"formatVersion":1} )" + QByteArray(RuleSet::kMaxFileBytes, ' ');
    QCOMPARE(RuleSet::parse(large).error().code, ErrorCode::LimitExceeded);
    const QByteArray many = R"({"formatVersion":1,"rules":[)" + QByteArray("0,").repeated(RuleSet::kMaxRules) + "0]}";
    QCOMPARE(RuleSet::parse(many).error().code, ErrorCode::LimitExceeded);
}

void TestRuleSet::compile()
{
    const Rule good = RuleSet::compile(" // mine\n{\"name\":\"A b\",\"actions\":[{\"drop\":true}]}\n");
    QVERIFY2(good.error.isEmpty(), qPrintable(good.error));
    QCOMPARE(good.id, "a-b");
    QVERIFY(RuleSet::compile("{\"actions\":[}").error.startsWith(QStringLiteral("line 1, column 13: ")));
    QVERIFY(RuleSet::compile("{\n\"actions\":[{\"drop\":1}]}").error.startsWith(QStringLiteral("line 2, column 20: ")));
    QVERIFY(!RuleSet::compile({}).error.isEmpty());
    QCOMPARE(RuleSet::of({good}, 5)->seed(), 5u);
}

void TestRuleSet::valuesStayAsWritten()
{
    const Rule rule =
        RuleSet::compile("{\"actions\":[{\"set\":\"/a\",\"value\":{ \"b\" : [ 1.50, 12345678901234567890 ], // why\n"
                         "\"a\":\"x // y \\\" \\u00e9\" }}]}");
    QVERIFY2(rule.error.isEmpty(), qPrintable(rule.error));
    QCOMPARE(rule.actions[0].value, "{\"b\":[1.50,12345678901234567890],\"a\":\"x // y \\\" \\u00e9\"}");
}

void TestRuleSet::words_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *action, const char *words) {
        QTest::newRow(action) << QByteArray(action) << QString::fromUtf8(words);
    };
    row(R"({"set":"/a","value":"x"})", "set /a to \"x\"");
    row(R"({"set":"","value":{}})", "set the message to {}");
    row(R"({"remove":"/a"})", "remove /a");
    row(R"({"respondError":{"code":-1,"message":"no"}})", "respond error -1: no");
    row(R"({"reject":""})", "reject");
    row(R"({"delay":[1,2]})", "delay 1 to 2 ms");
    row(R"({"delay":2})", "delay 2 ms");
    row(R"({"setHeader":"X","value":"y"})", "set header X: y");
    row(R"({"setHeader":"Authorization","value":"Bearer abc"})", "set header Authorization: [redacted]");
    row(R"({"set":"/params/arguments/api_key","value":"abc"})", "set /params/arguments/api_key to \"[redacted]\"");
    row(R"({"mergePatch":{"a":{"password":"abc"}}})", "merge {\"a\":{\"password\":\"[redacted]\"}}");
    row(R"({"removeHeader":"X"})", "remove header X");
    row(R"({"redirect":"b"})", "redirect to b");
    row(R"({"rateLimit":{"perSecond":5,"burst":9,"per":"tool"}})", "at most 5/s per tool, 9 at once");
    row(R"({"independentHeaders":true})", "leave mirrored headers");
}

void TestRuleSet::words()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, words);
    const Rule rule = RuleSet::compile(R"({"actions":[)" + action + "]}");
    QVERIFY2(rule.error.isEmpty(), qPrintable(rule.error));
    QCOMPARE(rules::actionWords(rule.actions), words);
}

QTEST_GUILESS_MAIN(TestRuleSet)
#include "tst_ruleset.moc"
