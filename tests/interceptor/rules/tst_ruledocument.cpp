// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruledocument.h"
#include "interceptor/rules/ruleset.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::interceptor::rules;

class RuleDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyDocument();
    void read();
    void refused_data();
    void refused();
    void replace();
    void insert_data();
    void insert();
    void remove_data();
    void remove();
    void move_data();
    void move();
    void setEnabled_data();
    void setEnabled();
    void failuresChangeNothing();
    void randomEdits();
};

namespace {

const QByteArray kFile = R"(// Rules of the demo.
{
  "formatVersion": 1, // the only one
  "rules": [ // in order
    // ---- blocking ----

    // Nobody needs a shell.
    { "id": "a", "enabled": true }, // a's own
    { "id": "b" /* inside b */ }

    , { "id": "c" } // the last
    // end of the list
  ],
  "seed": 7
}
)";

RuleDocument document(const QByteArray &text)
{
    return RuleDocument::fromText(text).value();
}

QList<QByteArray> rulesOf(const RuleDocument &document)
{
    QList<QByteArray> rules;
    for (qsizetype i = 0; i < document.size(); ++i)
        rules.append(document.rule(i));
    return rules;
}

// How many of the comments that randomEdits() writes.
qsizetype commentsIn(const QByteArray &text)
{
    return text.count("// line") + text.count("/* block */") + text.count("// two") + text.count("/*,*/");
}

QByteArray inFile(const QByteArray &array)
{
    return "{\n  \"rules\": " + array + "\n}";
}

} // namespace

void RuleDocumentTest::emptyDocument()
{
    RuleDocument document;
    QCOMPARE(document.size(), 0);
    QCOMPARE(document.rule(0), QByteArray());
    const auto set = RuleSet::parse(document.text());
    QVERIFY(set);
    QVERIFY((*set)->rules().empty());
    QVERIFY(document.insert(0, "{\n  \"id\": \"x\"\n}"));
    QCOMPARE(document.text(),
             QByteArray("{\n  \"formatVersion\": 1,\n  \"rules\": [\n    {\n      \"id\": \"x\"\n    }\n  ]\n}\n"));
    QVERIFY(document.remove(0));
    QVERIFY(RuleSet::parse(document.text()));
}

void RuleDocumentTest::read()
{
    const RuleDocument read = document(kFile);
    QCOMPARE(read.text(), kFile);
    QCOMPARE(rulesOf(read), (QList<QByteArray>{R"({ "id": "a", "enabled": true })", R"({ "id": "b" /* inside b */ })",
                                               R"({ "id": "c" })"}));
    QCOMPARE(document("{}").size(), 0);
    QCOMPARE(document(R"({"rules":[1],"rules":[{},{}]})").size(), 2);
}

void RuleDocumentTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &text, const char *message) {
        QTest::newRow(name) << text << QString::fromLatin1(message);
    };
    row("nothing", "", "line 1, column 1: expected a value");
    row("array", "[]", "a rules file is a JSON object");
    row("rules is an object", R"({"rules":{}})", "'rules' is no array");
    row("broken", "{\n\"rules\": [{]}", "line 2, column 12: expected a member's name in quotation marks");
    row("broken behind the rules", "{\"rules\":[]\n", "line 2, column 1: expected ',' or '}'");
    row("too large", QByteArray(RuleSet::kMaxFileBytes + 1, ' '), "a rules file has at most 16 MiB");
}

void RuleDocumentTest::refused()
{
    QFETCH(QByteArray, text);
    const auto read = RuleDocument::fromText(text);
    QVERIFY(!read);
    QTEST(read.error().text, "message");
}

void RuleDocumentTest::replace()
{
    RuleDocument edited = document(kFile);
    QVERIFY(edited.replace(1, " { \"id\": \"B\" /* kept */ }\n"));
    QCOMPARE(edited.text(),
             QByteArray(kFile).replace("{ \"id\": \"b\" /* inside b */ }", "{ \"id\": \"B\" /* kept */ }"));
}

void RuleDocumentTest::insert_data()
{
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &array, int index, const QByteArray &expected) {
        QTest::newRow(name) << array << index << expected;
    };
    row("empty", "[]", 0, "[\n    {\"n\":1}\n  ]");
    row("empty with a line", "[\n  ]", 0, "[\n    {\"n\":1}\n  ]");
    row("empty with a comment", "[ // none\n  ]", 0, "[ // none\n    {\"n\":1}\n  ]");
    row("empty with a comment in line", "[ /* none */ ]", 0, "[ /* none */\n    {\"n\":1}\n  ]");
    row("one line, first", "[{}, {}]", 0, "[{\"n\":1}, {}, {}]");
    row("one line, middle", "[{}, {}]", 1, "[{}, {\"n\":1}, {}]");
    row("one line, last", "[{}, {}]", 2, "[{}, {}, {\"n\":1}]");
    row("lines, first", "[\n    {},\n    {}\n  ]", 0, "[\n    {\"n\":1},\n    {},\n    {}\n  ]");
    row("lines, middle", "[\n    {},\n    {}\n  ]", 1, "[\n    {},\n    {\"n\":1},\n    {}\n  ]");
    row("lines, last", "[\n    {},\n    {}\n  ]", 2, "[\n    {},\n    {},\n    {\"n\":1}\n  ]");
    row("Windows lines", "[\r\n    {}\r\n  ]", 1, "[\r\n    {},\r\n    {\"n\":1}\r\n  ]");
    row("behind a rule's comment", "[\n    {} // its\n  ]", 1, "[\n    {}, // its\n    {\"n\":1}\n  ]");
    row("above a rule's comment", "[\n    {},\n    // its\n    {}\n  ]", 1,
        "[\n    {},\n    {\"n\":1},\n    // its\n    {}\n  ]");
}

void RuleDocumentTest::insert()
{
    QFETCH(QByteArray, array);
    QFETCH(int, index);
    QFETCH(QByteArray, expected);
    RuleDocument edited = document(inFile(array));
    QVERIFY(edited.insert(index, "{\"n\":1}"));
    QCOMPARE(edited.text(), inFile(expected));

    RuleDocument without = document("{ \"formatVersion\": 1 }");
    QVERIFY(without.insert(0, "{}"));
    QCOMPARE(without.text(), QByteArray("{ \"formatVersion\": 1, \"rules\": [\n  {}\n] }"));
}

void RuleDocumentTest::remove_data()
{
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &array, int index, const QByteArray &expected) {
        QTest::newRow(name) << array << index << expected;
    };
    row("only", "[{}]", 0, "[]");
    row("only in lines", "[\n    {} // its\n  ]", 0, "[\n  ]");
    row("one line, first", "[{\"a\":1}, {}]", 0, "[{}]");
    row("one line, last", "[{\"a\":1}, {}]", 1, "[{\"a\":1}]");
    row("its comments go", "[\n    {\"a\":1}, // a\n    // b\n    {}, // b\n    {\"c\":1} // c\n  ]", 1,
        "[\n    {\"a\":1}, // a\n    {\"c\":1} // c\n  ]");
    row("the last one's too", "[\n    {\"a\":1}, // a\n    // b\n    {} // b\n    // list\n  ]", 1,
        "[\n    {\"a\":1} // a\n    // list\n  ]");
    row("others stay", "[ // list\n    // part\n\n    // a\n    {\"a\":1},\n    // b\n    {}\n  ]", 0,
        "[ // list\n    // part\n\n    // b\n    {}\n  ]");
    row("comma on the next line", "[\n    {} // a\n    , {\"b\":1}\n  ]", 0, "[\n    {\"b\":1}\n  ]");
}

void RuleDocumentTest::remove()
{
    QFETCH(QByteArray, array);
    QFETCH(int, index);
    QFETCH(QByteArray, expected);
    RuleDocument edited = document(inFile(array));
    QVERIFY(edited.remove(index));
    QCOMPARE(edited.text(), inFile(expected));
}

void RuleDocumentTest::move_data()
{
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &array, int from, int to, const QByteArray &expected) {
        QTest::newRow(name) << array << from << to << expected;
    };
    row("one line", "[{\"a\":1}, {}]", 0, 1, "[{}, {\"a\":1}]");
    row("down", "[\n    // a\n    {\"a\":1}, // A\n    {\"b\":1},\n    {} // c\n  ]", 0, 2,
        "[\n    {\"b\":1},\n    {}, // c\n    // a\n    {\"a\":1} // A\n  ]");
    row("up", "[\n    {\"a\":1},\n\n    // part\n\n    // b\n    {} /* B */\n  ]", 1, 0,
        "[\n    // b\n    {}, /* B */\n\n    // part\n\n    {\"a\":1}\n  ]");
    row("a line comment never swallows what follows", "[{\"a\":1}, // a\n{}]", 0, 1, "[{},\n{\"a\":1} // a\n]");
    row("onto itself", "[{}, {\"a\":1}]", 1, 1, "[{}, {\"a\":1}]");
}

void RuleDocumentTest::move()
{
    QFETCH(QByteArray, array);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QByteArray, expected);
    RuleDocument edited = document(inFile(array));
    QVERIFY(edited.move(from, to));
    QCOMPARE(edited.text(), inFile(expected));
}

void RuleDocumentTest::setEnabled_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("enabled");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &rule, bool enabled, const QByteArray &expected) {
        QTest::newRow(name) << rule << enabled << expected;
    };
    row("off", R"({ "id": "a", "enabled" : true /*x*/ })", false, R"({ "id": "a", "enabled" : false /*x*/ })");
    row("on", R"({"enabled":false})", true, R"({"enabled":true})");
    row("no change", R"({"enabled": true})", true, R"({"enabled": true})");
    row("on by itself", R"({"id":"a"})", true, R"({"id":"a"})");
    row("off, not there, one member", R"({ "id": "a" })", false, R"({ "enabled": false, "id": "a" })");
    row("off, not there, lines", "{\n  // about id\n  \"id\": \"a\",\n  \"name\": \"b\" // last\n}", false,
        "{\n  // about id\n  \"enabled\": false,\n  \"id\": \"a\",\n  \"name\": \"b\" // last\n}");
    row("off, empty rule", "{}", false, R"({"enabled": false})");
    row("not even a truth value", R"({"enabled":"no"})", false, R"({"enabled":false})");
}

void RuleDocumentTest::setEnabled()
{
    QFETCH(QByteArray, rule);
    QFETCH(bool, enabled);
    QFETCH(QByteArray, expected);
    const QByteArray before = "// x\n{\"rules\":[{},";
    RuleDocument edited = document(before + rule + "/*y*/]}");
    QVERIFY(edited.setEnabled(1, enabled));
    QCOMPARE(edited.text(), before + expected + "/*y*/]}");
}

void RuleDocumentTest::failuresChangeNothing()
{
    RuleDocument edited = document(R"({"rules":[{},5]})");
    const QByteArray before = edited.text();
    const QList<QByteArray> bad{
        "",    "5", "[]",     "{} // swallows the comma", "{} // }", "/* x */ {}", "{},{\"id\":1}",
        "{}]", "{", "\"{}\"", "{\"a\":\"\xff\"}"};
    for (const QByteArray &text : bad) {
        QVERIFY2(!edited.replace(0, text), text.constData());
        QVERIFY2(!edited.insert(0, text), text.constData());
    }
    for (const qsizetype index : {-1, 2, 1000}) {
        QCOMPARE(edited.replace(index, "{}").error().code, ErrorCode::NotFound);
        QCOMPARE(edited.remove(index).error().code, ErrorCode::NotFound);
        QCOMPARE(edited.move(index, 0).error().code, ErrorCode::NotFound);
        QCOMPARE(edited.move(0, index).error().code, ErrorCode::NotFound);
        QCOMPARE(edited.setEnabled(index, true).error().code, ErrorCode::NotFound);
    }
    QVERIFY(!edited.insert(3, "{}"));
    QVERIFY(!edited.setEnabled(1, false));
    const QByteArray large = "{\"a\":\"" + QByteArray(RuleSet::kMaxFileBytes, 'x') + "\"}";
    QCOMPARE(edited.insert(0, large).error().code, ErrorCode::LimitExceeded);
    QCOMPARE(edited.text(), before);
}

// Whatever is done in whatever order: the list is the one that a list of texts would be, what is around it stays, and of
// the comments only those of removed rules go.
void RuleDocumentTest::randomEdits()
{
    QRandomGenerator random(11);
    const auto below = [&random](qsizetype bound) { return qsizetype(random.bounded(quint32(bound))); };
    const QByteArray blanks[] = {"", " ", "\n", "\r\n\t", " // line\n", "/* block */", "\n\n  // two\n  ", "/*,*/\n"};
    for (int round = 0; round < 400; ++round) {
        const auto blank = [&] { return blanks[below(std::size(blanks))]; };
        QList<QByteArray> expected;
        QByteArray array = "[" + blank() + blank();
        for (qsizetype i = below(5); i > 0; --i) {
            expected.append("{\"n\":" + QByteArray::number(i) + blank() + "}");
            array += expected.back() + blank() + blank() + (i > 1 ? "," + blank() + blank() : QByteArray());
        }
        const QByteArray head = "/* a */ {\"rules\":";
        const QByteArray tail = ", \"seed\": 1} // z";
        RuleDocument edited = document(head + array + "]" + tail);
        QCOMPARE(rulesOf(edited), expected);
        qsizetype comments = commentsIn(edited.text());
        for (int step = 0; step < 8; ++step) {
            const QByteArray before = edited.text();
            const qsizetype count = expected.size();
            const qsizetype at = count > 0 ? below(count) : 0;
            const QByteArray added = "{\"added\":\n" + QByteArray::number(step) + "}";
            bool removed = false;
            switch (below(count > 0 ? 4 : 1)) {
            case 0: {
                const qsizetype to = count > 0 ? at + below(2) : 0;
                QVERIFY(edited.insert(to, added));
                const QByteArray indented = edited.rule(to);
                QCOMPARE(indented.simplified(), added.simplified());
                expected.insert(to, indented);
                break;
            }
            case 1:
                QVERIFY(edited.remove(at));
                expected.removeAt(at);
                removed = true;
                break;
            case 2: {
                const qsizetype to = below(count);
                QVERIFY(edited.move(at, to));
                expected.move(at, to);
                break;
            }
            default:
                QVERIFY(edited.replace(at, edited.rule(at)));
                QCOMPARE(edited.text(), before);
            }
            const QByteArray told = before + "\n--->\n" + edited.text();
            QVERIFY2(rulesOf(edited) == expected, told.constData());
            QVERIFY2(edited.text().startsWith(head) && edited.text().endsWith(tail), told.constData());
            const qsizetype now = commentsIn(edited.text());
            QVERIFY2(removed ? now <= comments : now == comments, told.constData());
            comments = now;
        }
    }
}

QTEST_GUILESS_MAIN(RuleDocumentTest)
#include "tst_ruledocument.moc"
