// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruledraft.h"

#include "rulefixture.h"
#include "ui/editors/actionshapes.h"
#include "ui/editors/pointerlist.h"
#include "ui/editors/rulecompletion.h"
#include "ui/editors/ruletemplates.h"
#include "ui/editors/ruletextlayout.h"
#include "ui/models/ruletext.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using interceptor::rules::RuleSet;

namespace {

const QByteArray kRule = R"({
      "id": "slow",
      "name": "Slow search", // its name
      /* what
         for */
      "match": "tool:search",
      "actions": [
        {"delay": 100} // a little
      ]
    })";

} // namespace

class RuleDraftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFilesIndentationIsTakenOffAndPutBack()
    {
        RuleDraft draft;
        draft.load(kRule);
        QVERIFY2(draft.error().isEmpty(), qUtf8Printable(draft.error()));
        QVERIFY(draft.text().startsWith("{\n  \"id\": \"slow\",\n"));
        QVERIFY(draft.text().endsWith("\n}"));
        QCOMPARE(draft.fileText(), kRule);
        QVERIFY(!draft.isModified());
    }

    void anEditByFieldKeepsTheComments()
    {
        RuleDraft draft;
        draft.load(kRule);
        draft.setString("/name", u"Fast “search”"_s);
        QCOMPARE(draft.fileText(), QByteArray(kRule).replace("Slow search", "Fast “search”"));
        draft.set("/stop", "true");
        QCOMPARE(draft.fileText(), QByteArray(kRule)
                                       .replace("Slow search", "Fast “search”")
                                       .replace("      ]\n    }", "      ],\n      \"stop\": true\n    }"));
        draft.remove("/stop");
        QVERIFY(draft.fileText().contains("// a little"));
        QVERIFY(!draft.fileText().contains("stop"));
        QCOMPARE(draft.rule().name, u"Fast “search”"_s);
    }

    void actionsGetLinesOfTheirOwn()
    {
        RuleDraft draft;
        draft.load(kRule);
        draft.append("/actions", R"({"tag": "x"})");
        QVERIFY2(draft.text().contains("    {\"delay\": 100}, // a little\n    {\"tag\": \"x\"}\n  ]"),
                 draft.text().constData());
        draft.move("/actions", 1, 0);
        QVERIFY2(draft.text().contains("    {\"tag\": \"x\"}, // a little\n    {\"delay\": 100}\n  ]"),
                 draft.text().constData());
        QCOMPARE(draft.rule().actions.size(), 2);
        RuleDraft bare;
        bare.load(R"({"name": "x"})");
        bare.append("/actions", R"({"drop": true})");
        QCOMPARE(bare.rule().actions.size(), 1);
    }

    void oneFieldIsOneStepOfUndo()
    {
        RuleDraft draft;
        draft.load(kRule);
        for (const QString &name : {u"a"_s, u"ab"_s, u"abc"_s})
            draft.setString("/name", name);
        draft.setString("/match", u"tool:other"_s);
        draft.undo();
        QCOMPARE(draft.string("/name"), u"abc"_s);
        QCOMPARE(draft.string("/match"), u"tool:search"_s);
        draft.undo();
        QCOMPARE(draft.fileText(), kRule);
        QVERIFY(!draft.isModified());
        draft.redo();
        QCOMPARE(draft.string("/name"), u"abc"_s);
    }

    void brokenTextHasAPlace()
    {
        RuleDraft draft;
        draft.load("{\n  \"name\": \"x\",\n  \"match\" \"tool:x\"\n}");
        QVERIFY(!draft.isReadable());
        QVERIFY2(draft.error().contains(u"ine 3"_s), qUtf8Printable(draft.error()));
        const qsizetype second = draft.text().indexOf("\"tool");
        QVERIFY(draft.errorPosition() >= second && draft.errorPosition() <= second + 8);
        const QByteArray before = draft.text();
        draft.setString("/name", u"y"_s); // there is nothing to change
        QCOMPARE(draft.text(), before);
    }

    void whatIsNoRuleSaysSo()
    {
        RuleDraft draft;
        draft.load(R"({"match": "tool:", "actions": [{"drop": true}]})");
        QVERIFY(draft.isReadable());
        QVERIFY(!draft.error().isEmpty());
        draft.setString("/match", u"tool:x"_s);
        QCOMPARE(draft.error(), QString());
    }

    void strangeCharactersSurvive()
    {
        const QByteArray rule = "{\"name\": \"a\u00a0b\u2028c\U0001F600\", \"actions\": [{\"pass\": true}]}";
        RuleDraft draft;
        draft.load(rule);
        QCOMPARE(draft.fileText(), rule);
        draft.setString("/name", u"a\u00a0b\u2028c\U0001F601"_s);
        QVERIFY(draft.text().contains("\U0001F601"));
        QVERIFY(draft.text().contains("\u00a0"));
    }

    void everyShapeOfActionCompiles()
    {
        for (const ActionShape &shape : actionShapes()) {
            const auto rule = RuleSet::compile("{\"actions\": [" + QByteArray(shape.fresh) + "]}");
            QVERIFY2(rule.error.isEmpty(), qPrintable(QString::fromLatin1(shape.member) + u": "_s + rule.error));
            QVERIFY(!models::actionText(rule.actions.first()).isEmpty());
            QCOMPARE(actionShapes()[std::size_t(actionShapeOf(shape.fresh))].member, shape.member);
        }
        QCOMPARE(actionShapeOf("{\"x\": 1}"), -1);
        QCOMPARE(actionShapeOf("nonsense"), -1);
    }

    void templatesCompile()
    {
        const RuleSet none;
        const auto call = testing::toolCall(7, "search");
        for (const QByteArray &text :
             {emptyRule(none), exampleRule(none), ruleFor(*call, call->parts, false, none),
              ruleFor(*call, call->parts, true, none), ruleFor(*call, {}, false, none), blockingRule(*call, none)}) {
            const auto rule = RuleSet::compile(text);
            QVERIFY2(rule.error.isEmpty(), qPrintable(rule.error));
        }
        const auto rule = RuleSet::compile(ruleFor(*call, call->parts, false, none));
        QCOMPARE(rule.actions.first().pointer, "/params/arguments/query");
        QCOMPARE(messagesLike(*call), u"method:tools/call and tool:search"_s);
        QVERIFY(RuleSet::compile(blockingRule(*call, none)).enabled);
        const auto known = RuleSet::parse(R"({"formatVersion": 1, "rules": [)" + blockingRule(*call, none) + "]}");
        QVERIFY(known);
        QVERIFY(RuleSet::compile(blockingRule(*call, **known)).id != (*known)->rules().front().id);
        const auto copy = RuleSet::compile(duplicateOf((*known)->rules().front(), **known));
        QVERIFY2(copy.error.isEmpty(), qPrintable(copy.error));
        QVERIFY(!copy.enabled);
    }

    void placesOfAMessage()
    {
        QCOMPARE(pointersOf(R"({"a":{"b/c":[1,{"d":2}]},"e":null})"),
                 QStringList({u"/a"_s, u"/e"_s, u"/a/b~1c"_s, u"/a/b~1c/0"_s, u"/a/b~1c/1"_s, u"/a/b~1c/1/d"_s}));
        QCOMPARE(pointersOf("nonsense"), QStringList());
        QCOMPARE(pointersOf('[' + QByteArray("1,").repeated(1000) + "1]").size(), kMostPointers);
    }

    void completion_data()
    {
        QTest::addColumn<QString>("text"); // | is the cursor
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("after");
        QTest::newRow("member") << u"{ \"ma|"_s << u"match"_s << u"{ \"match"_s;
        QTest::newRow("member without quotes") << u"{ ev|"_s << u"everyNth"_s << u"{ \"everyNth\": 2"_s;
        QTest::newRow("action") << u"{\"actions\": [{\"respondE|"_s << u"respondError"_s
                                << u"{\"actions\": [{\"respondError"_s;
        QTest::newRow("whole action") << u"{\"actions\": [dro|"_s << u"drop"_s << u"{\"actions\": [{\"drop\": true}"_s;
        QTest::newRow("direction") << u"{\"on\": [\"request\", \"ev|"_s << u"event"_s
                                   << u"{\"on\": [\"request\", \"event"_s;
        QTest::newRow("colour") << u"{\"actions\": [{\"colour\": \"pu|"_s << u"purple"_s
                                << u"{\"actions\": [{\"colour\": \"purple"_s;
        QTest::newRow("flag") << u"{\"enabled\": fa|"_s << u"false"_s << u"{\"enabled\": false"_s;
        QTest::newRow("filter") << u"{ // \"x\n \"match\": \"meth|"_s << u"method:"_s
                                << u"{ // \"x\n \"match\": \"method:"_s;
        QTest::newRow("filter value") << u"{\"match\": \"tool:sea|"_s << u"search it"_s
                                      << u"{\"match\": \"tool:\\\"search it\\\""_s;
        QTest::newRow("comment") << u"{ // ma|"_s << QString() << QString();
        QTest::newRow("a name is free") << u"{\"name\": \"ma|"_s << QString() << QString();
    }
    void completion()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        QFETCH(QString, after);
        const qsizetype cursor = text.indexOf(u'|');
        text.remove(u'|');
        const auto values = [](QStringView field) {
            return field == u"tool" ? QStringList{u"search it"_s} : QStringList();
        };
        const auto found = RuleCompletion::suggestions(text, cursor, values, false);
        QCOMPARE(found.isEmpty(), first.isEmpty());
        if (found.isEmpty())
            return;
        QCOMPARE(found.first().label, first);
        QCOMPARE(text.replace(found.first().from, found.first().length, found.first().insert), after);
    }

    void anEmptyWordIsCompletedOnDemandOnly()
    {
        QVERIFY(RuleCompletion::suggestions(u"{ ", 2, {}, false).isEmpty());
        QVERIFY(RuleCompletion::suggestions(u"{ ", 2, {}, true).size() > 5);
    }
};

QTEST_MAIN(RuleDraftTest)
#include "tst_ruledraft.moc"
