// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruleindex.h"
#include "interceptor/rules/rulesupport.h"
#include "interceptor/subject.h"

#include <QRandomGenerator>

using namespace sightglass;
using namespace sightglass::test;
using exchange::NoteKind;
using interceptor::Context;
using interceptor::Verdict;
using interceptor::Way;

// What conditions see, when rules act, and that asking quickly gives the same as asking one by one.
class TestRuleMatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conditions_data();
    void conditions();
    void everyNthAndFirstN();
    void probability();
    void countersSurviveAReload();
    void quickIsRight();
    void manyTextsAreRuledOut();
    void cacheStaysSmall();

private:
    static QByteArray randomCondition(QRandomGenerator &random, int depth);
};

void TestRuleMatching::conditions_data()
{
    QTest::addColumn<QByteArray>("on");
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<bool>("wanted");
    const auto row = [](const char *on, const char *match, bool wanted) {
        QTest::addRow("%s %s", on, match) << QByteArray(on) << QByteArray(match) << wanted;
    };
    row("request", "method:tools/call tool:search kind:request dir:client era:legacy route:default", true);
    row("request", "status:open -status:200 -duration:>0us -code:*", true);
    row("request", "status:ok or status:error", false);
    row("request", "text:9007199254740993 header:content-type=application/json", true);
    row("request", "text:hit", false);
    row("request", "size:>100 size:<200", true);
    row("response", "method:tools/call tool:search status:ok status:200", true);
    row("response", "text:hit text:9007199254740993 header:x-node=4", true);
    row("response", "duration:=2ms", true);
    row("response", "status:open", false);
    row("event", "method:notifications/progress kind:notification dir:server", true);
    row("event", "method:tools/call", false);
    row("event", "text:progressToken status:open status:200", true);
    row("event", "duration:>0us", false);
}

void TestRuleMatching::conditions()
{
    QFETCH(QByteArray, on);
    QFETCH(QByteArray, match);
    QFETCH(bool, wanted);
    RulesBench bench(oneRule(R"({"tag":"x"})", R"("on":[")" + on + R"("],"match":")" + match + '"'));
    bench.record.firstByteUs = 2000;
    const Verdict request = bench.request(kCall);
    const Verdict verdict = on == "request" ? request : on == "event" ? bench.event(kProgress) : bench.answer(kResult);
    QCOMPARE(!notesOf(verdict, NoteKind::Tag).isEmpty(), wanted);
    QCOMPARE(bench.counter().matches.load(), wanted ? 1u : 0u);
}

void TestRuleMatching::everyNthAndFirstN()
{
    RulesBench bench(oneRule(R"({"tag":"x"})", R"("everyNth":2,"firstN":5)"));
    QByteArray acted;
    for (int i = 0; i < 8; ++i)
        acted += notesOf(bench.request(kCall), NoteKind::Tag).isEmpty() ? '-' : 'x';
    QCOMPARE(acted, "-x-x----");
    QCOMPARE(bench.counter().matches.load(), 8u);
    QCOMPARE(bench.counter().hits.load(), 2u);
}

void TestRuleMatching::probability()
{
    const auto pattern = [](const char *id, quint64 seed, const char *probability) {
        RulesBench bench(ruleSet(R"({"id":")" + QByteArray(id) + R"(","probability":)" + probability
                                     + R"(,"actions":[{"tag":"x"}]})",
                                 seed));
        QByteArray acted;
        for (int i = 0; i < 1000; ++i)
            acted += notesOf(bench.request(kCall), NoteKind::Tag).isEmpty() ? '-' : 'x';
        return acted;
    };
    const QByteArray quarter = pattern("a", 1, "0.25");
    QVERIFY2(quarter.count('x') > 190 && quarter.count('x') < 310, qPrintable(QString::number(quarter.count('x'))));
    QCOMPARE(pattern("a", 1, "0.25"), quarter); // a run repeats
    QVERIFY(pattern("a", 2, "0.25") != quarter);
    QVERIFY(pattern("b", 1, "0.25") != quarter);
    QCOMPARE(pattern("a", 1, "0").count('x'), 0);
    QCOMPARE(pattern("a", 1, "1").count('x'), 1000);
}

void TestRuleMatching::countersSurviveAReload()
{
    RulesBench bench(oneRule(R"({"tag":"x"})", R"("firstN":2)"));
    bench.request(kCall);
    rules::RulesInterceptor reloaded(ruleSet(R"({"id":"r","firstN":2,"actions":[{"tag":"y"}]})"), bench.stats);
    const Context context = bench.context(Way::ToServer, kCall);
    QVERIFY(reloaded.intercept(context).effects());
    QVERIFY(!reloaded.intercept(context).effects());
    QCOMPARE(bench.counter().hits.load(), 2u);
    rules::RulesInterceptor another(ruleSet(R"({"id":"other","actions":[{"tag":"y"}]})"), bench.stats);
    QCOMPARE(bench.counter().hits.load(), 0u); // forgotten with its rule
}

QByteArray TestRuleMatching::randomCondition(QRandomGenerator &random, int depth)
{
    static const QByteArrayList kTerms{"method:tools/call",
                                       "method:tools/*",
                                       "method:notifications/*",
                                       "tool:search",
                                       "tool:s*",
                                       "tool:*",
                                       "resource:file*",
                                       "prompt:*",
                                       "route:default",
                                       "route:b",
                                       "era:modern",
                                       "kind:request",
                                       "kind:response",
                                       "dir:server",
                                       "status:ok",
                                       "status:error",
                                       "status:open",
                                       "status:200",
                                       "code:*",
                                       "duration:>1ms",
                                       "size:>150",
                                       "session:S1",
                                       "id:7",
                                       "text:search",
                                       "text:HIT",
                                       "text:nothere",
                                       "text:Progress",
                                       "text:ab",
                                       "search",
                                       "nothere",
                                       "default",
                                       "s1",
                                       "text:/h.t/",
                                       "header:x-node",
                                       "header:accept=*json*",
                                       "tag:x",
                                       "text:\\\"jsonrpc\\\"",
                                       "text:9007199254740993"};
    if (depth == 0 || random.bounded(3) == 0)
        return kTerms[random.bounded(kTerms.size())];
    const QByteArray left = randomCondition(random, depth - 1);
    switch (random.bounded(3)) {
    case 0:
        return "not (" + left + ')';
    case 1:
        return '(' + left + " and " + randomCondition(random, depth - 1) + ')';
    default:
        return '(' + left + " or " + randomCondition(random, depth - 1) + ')';
    }
}

// Random rules over random messages: the candidates, the runs of bytes and the scopes together decide as the filter does.
void TestRuleMatching::quickIsRight()
{
    QRandomGenerator random(20261121);
    const QByteArrayList messages{kCall,
                                  kResult,
                                  kProgress,
                                  {},
                                  "no json",
                                  R"({"jsonrpc":"2.0","id":7,"method":"resources/read","params":{"uri":"file:///a"}})",
                                  R"({"jsonrpc":"2.0","id":"7","method":"prompts/get","params":{"name":"SEARCH"}})",
                                  R"({"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"nothere"}})",
                                  R"([{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search"}}])"};
    qint64 matched = 0;
    for (int round = 0; round < 60; ++round) {
        QByteArrayList elements;
        for (int i = 0; i < 40; ++i)
            elements.append(R"({"id":"r)" + QByteArray::number(i) + R"(","on":["request","response","event"],"match":")"
                            + randomCondition(random, 3) + R"(","actions":[{"comment":"c"}]})");
        const auto set = ruleSet(elements.join(','));
        RulesBench bench(set);
        for (int i = 0; i < 40; ++i) {
            bench.record.era = random.bounded(2) == 0 ? mcp::Era::Modern : mcp::Era::Legacy;
            bench.record.route = random.bounded(2) == 0 ? QStringLiteral("default") : QStringLiteral("b");
            bench.record.sessionId = random.bounded(2) == 0 ? QByteArray("S1") : QByteArray();
            bench.record.firstByteUs = random.bounded(3000);
            bench.sent = bench.reader.read(messages[random.bounded(messages.size())]);
            const QByteArray raw = messages[random.bounded(messages.size())];
            const int way = random.bounded(3);
            const Context asked = bench.context(Way::ToServer, way == 0 ? raw : bench.sent.raw());
            bench.record.kind =
                bench.message.kind() == mcp::MessageKind::Response ? exchange::Kind::Response : exchange::Kind::Request;
            const mcp::Message answer = bench.reader.read(raw);
            const Context answered{bench.record, Way::ToClient, answer,     &bench.responseHead,
                                   way == 2,     &bench.head,   &bench.sent};
            const Context &context = way == 0 ? asked : answered;
            const exchange::Record subject = interceptor::subjectOf(context);
            QByteArrayList expected;
            for (const rules::Rule &rule : set->rules()) {
                if (rule.filter.matches(subject))
                    expected.append(rule.id);
            }
            QByteArrayList actual;
            for (const exchange::Note &note : notesOf(bench.rulesAtWork.intercept(context), NoteKind::Rule))
                actual.append(note.code);
            QCOMPARE(actual, expected);
            matched += expected.size();
        }
    }
    QVERIFY2(matched > 10'000 && matched < 86'000, qPrintable(QString::number(matched))); // neither all nor nothing
}

void TestRuleMatching::manyTextsAreRuledOut()
{
    QByteArrayList elements;
    for (int i = 0; i < 200; ++i)
        elements.append(R"({"match":"text:\"needle number )" + QByteArray::number(i) + R"(\"","actions":[{"tag":"t)"
                        + QByteArray::number(i) + R"("}]})");
    RulesBench bench(ruleSet(elements.join(',')));
    QByteArray call = kCall;
    QVERIFY(!bench.request(call).effects());
    call.replace("\"x\"", "\"a NEEDLE Number 17!\"");
    const auto tags = notesOf(bench.request(call), NoteKind::Tag);
    QCOMPARE(tags.size(), 2); // 1 and 17
    // Too large for the runs of bytes: one by one then.
    call.replace("!", QByteArray(2 * rules::GramSet::kMaxBytes, '!'));
    QCOMPARE(notesOf(bench.request(call), NoteKind::Tag).size(), 2);
}

void TestRuleMatching::cacheStaysSmall()
{
    QByteArrayList elements;
    for (int i = 0; i < 1000; ++i)
        elements.append(R"({"match":"tool:t)" + QByteArray::number(i) + R"( or text:zzz","actions":[{"tag":"x"}]})");
    RulesBench bench(ruleSet(elements.join(',')));
    for (int i = 0; i < 2000; ++i) {
        QByteArray call = kCall;
        const QByteArray name = "t" + QByteArray::number(i);
        call.replace("search", name);
        QCOMPARE(notesOf(bench.request(call), NoteKind::Tag).size(), i < 1000 ? 1 : 0);
    }
    // Names that are too long to be kept.
    for (const QByteArray &end : {QByteArray("zzz"), QByteArray("yyy")}) {
        QByteArray call = kCall;
        call.replace("search", QByteArray(2 * rules::RuleIndex::kMaxNameBytes, 't') + end);
        const qsizetype tags = notesOf(bench.request(call), NoteKind::Tag).size();
        QCOMPARE(tags, end == "zzz" ? exchange::Note::kMaxPerExchange / 2 + 1 : 0); // beside each stands its rule
    }
}

QTEST_GUILESS_MAIN(TestRuleMatching)
#include "tst_rulematching.moc"
