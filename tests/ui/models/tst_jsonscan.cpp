// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jsonscan.h"

#include <QRandomGenerator>
#include <QTest>

using namespace sightglass;
using namespace sightglass::models;

namespace {

QByteArray slice(QByteArrayView text, JsonRange range)
{
    return text.sliced(range.at, range.length).toByteArray();
}

/// Keys and values of the document's children, as they are spelled.
QByteArrayList childrenOf(QByteArrayView text, std::optional<JsonFault> *fault = nullptr)
{
    QByteArrayList found;
    const JsonRoot root = jsonRoot(text);
    if (!root.value)
        return found;
    JsonChildren children(text, *root.value);
    while (const auto child = children.next())
        found.append((child->key.length > 0 ? slice(text, child->key) + '=' : QByteArray())
                     + slice(text, child->range));
    if (fault)
        *fault = children.fault();
    return found;
}

QByteArray withoutBlanks(QByteArrayView text)
{
    QByteArray out;
    for (const JsonToken &token : jsonTokens(text))
        out += slice(text, token.range);
    return out;
}

/// A random document: deep enough, with every kind of value.
QByteArray randomJson(QRandomGenerator &random, int depth)
{
    static const char *const kScalars[] = {"1",    "-0.5e+10",       "1e400",  "true",        "null",
                                           "\"\"", "\"a\\\"b\\\\\"", "\"{[\"", "\"\\ud800\"", "12345678901234567890",
                                           "false"};
    const int kind = static_cast<int>(random.bounded(depth > 4 ? 1 : 3));
    if (kind == 0)
        return kScalars[random.bounded(11)];
    QByteArray out(kind == 1 ? "{" : "[");
    const int count = static_cast<int>(random.bounded(5));
    for (int i = 0; i < count; ++i) {
        out += i > 0 ? (random.bounded(2) ? "," : " ,\n\t") : "";
        if (kind == 1)
            out += "\"k" + QByteArray::number(random.bounded(3)) + "\"" + (random.bounded(2) ? ":" : " : ");
        out += randomJson(random, depth + 1);
    }
    return out + (kind == 1 ? "}" : "]");
}

} // namespace

class TestJsonScan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void children();
    void faults_data();
    void faults();
    void pointers();
    void indents_data();
    void indents();
    void randomDocuments();
    void truncatedAnywhere();
    void changedAnywhere();
    void deepNesting();
    void big();
    void cancels();
    void tokens();
    void positions();
};

void TestJsonScan::children()
{
    QCOMPARE(childrenOf(R"( {"b" : 1.0, "a":[1,2], "b":"\ud800", "c":{"x":"}"} ,"n":1e400} )"),
             QByteArrayList({R"("b"=1.0)", R"("a"=[1,2])", R"("b"="\ud800")", R"("c"={"x":"}"})", R"("n"=1e400)"}));
    QCOMPARE(childrenOf(R"([true,false,null,-0,"",{}])"),
             QByteArrayList({"true", "false", "null", "-0", "\"\"", "{}"}));
    QCOMPARE(childrenOf("{}"), QByteArrayList());
    QCOMPARE(childrenOf("\xEF\xBB\xBF[1]"), QByteArrayList({"1"}));
}

void TestJsonScan::faults_data()
{
    using What = JsonFault::What;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<int>("what");
    QTest::addColumn<qsizetype>("at");
    const auto row = [](const char *text, QByteArrayList before, What what, qsizetype at) {
        QTest::newRow(text) << QByteArray(text) << before << static_cast<int>(what) << at;
    };
    row("[1,2", {"1", "2"}, What::UnexpectedEnd, 4);
    row("[1,", {"1"}, What::UnexpectedEnd, 3);
    row("[1 2]", {"1"}, What::UnexpectedByte, 3);
    row("[1,]", {"1"}, What::UnexpectedByte, 3);
    row("[1,2}", {"1", "2"}, What::UnexpectedByte, 4);
    row("{\"a\":1,b:2}", {"\"a\"=1"}, What::BadString, 7);
    row("{\"a\":1,\"b\" 2}", {"\"a\"=1"}, What::UnexpectedByte, 11);
    row("{\"a\":1,\"b", {"\"a\"=1"}, What::UnexpectedEnd, 9);
    row("[01]", {}, What::BadNumber, 1);
    row("[1.]", {}, What::BadNumber, 1);
    row("[NaN]", {}, What::BadLiteral, 1);
    row("[tru]", {}, What::BadLiteral, 1);
    row("[tru", {}, What::UnexpectedEnd, 1);
    row("['a']", {}, What::UnexpectedByte, 1);
}

void TestJsonScan::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, before);
    QFETCH(int, what);
    QFETCH(qsizetype, at);
    std::optional<JsonFault> fault;
    QCOMPARE(childrenOf(text, &fault), before);
    QVERIFY(fault.has_value());
    QCOMPARE(static_cast<int>(fault->what), what);
    QCOMPARE(fault->at, at);
    QVERIFY(!faultText(fault->what).isEmpty());
}

void TestJsonScan::pointers()
{
    const QByteArray text = R"({"a":{"b/c":[10,{"~":"x"}]},"a":{"b/c":[20,{"~":"y"}]},"":3})";
    const auto at = [&](const char *pointer) {
        const auto value = jsonAt(text, pointer);
        return value ? slice(text, value->range) : QByteArray("none");
    };
    QCOMPARE(at("/a/b~1c/0"), "20"); // of duplicate keys the last one
    QCOMPARE(at("/a/b~1c/1/~0"), "\"y\"");
    QCOMPARE(at("/"), "3");
    QCOMPARE(at(""), text);
    QCOMPARE(at("/a/b~1c/2"), "none");
    QCOMPARE(at("/a/b~1c/-1"), "none");
    QCOMPARE(at("a"), "none");
    QCOMPARE(pointerToken("~/"), "~0~1");
}

void TestJsonScan::indents_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("object") << QByteArray(R"({"b":1.0,"a":[1,2],"e":{},"f":[ ]})")
                            << QByteArray(
                                   "{\n  \"b\": 1.0,\n  \"a\": [\n    1,\n    2\n  ],\n  \"e\": {},\n  \"f\": []\n}");
    QTest::newRow("scalar") << QByteArray(" 1e400 ") << QByteArray("1e400");
    QTest::newRow("cut off") << QByteArray(R"({"a":[1,"b)") << QByteArray("{\n  \"a\": [\n    1,\n    \"b");
    QTest::newRow("wrong bracket") << QByteArray("[1}, rest") << QByteArray("[\n  1}, rest");
    QTest::newRow("lines") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << QByteArray("{\n  \"a\": 1\n}\n{\n  \"b\": 2\n}");
    QTest::newRow("text") << QByteArray("Bad Gateway") << QByteArray("Bad\nGateway");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestJsonScan::indents()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(indented(text), expected);
}

void TestJsonScan::randomDocuments()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        const QByteArray text = randomJson(random, 0);
        QCOMPARE(withoutBlanks(indented(text)), withoutBlanks(text));
        const JsonRoot root = jsonRoot(text);
        QVERIFY(root.value && !root.fault && root.value->complete);
        // Every container is enumerated to its end.
        std::vector<JsonValue> open = {*root.value};
        while (!open.empty()) {
            JsonChildren children(text, open.back());
            open.pop_back();
            while (const auto child = children.next())
                open.push_back(*child);
            QVERIFY(!children.fault());
        }
    }
}

void TestJsonScan::truncatedAnywhere()
{
    const QByteArray text = R"({"a":[1,{"b":"c\"d\\"},-1.5e3],"e":true,"f":null,"g":"ü"})";
    for (qsizetype size = 0; size < text.size(); ++size) {
        const QByteArray cut = text.first(size);
        std::optional<JsonFault> fault;
        childrenOf(cut, &fault);
        if (size > 0)
            QVERIFY2(fault.has_value(), cut.constData());
        QCOMPARE(withoutBlanks(indented(cut)), withoutBlanks(cut));
    }
}

void TestJsonScan::changedAnywhere()
{
    QRandomGenerator random(11);
    const QByteArray text = R"({"a":[1,{"b":"c\"d\\"},-1.5e3],"e":true,"f":null,"g":"ü"})";
    for (int i = 0; i < 5000; ++i) {
        QByteArray broken = text;
        for (int n = 0; n < 3; ++n)
            broken[static_cast<qsizetype>(random.bounded(text.size()))] = static_cast<char>(random.bounded(256));
        childrenOf(broken);
        indented(broken);
        qsizetype end = 0;
        for (const JsonToken &token : jsonTokens(QByteArrayView(broken))) {
            QVERIFY(token.range.at >= end && token.range.length > 0);
            end = token.range.end();
        }
        QVERIFY(end <= broken.size());
        const QString line = QString::fromUtf8(broken);
        for (const JsonToken &token : jsonTokens(QStringView(line)))
            QVERIFY(token.range.end() <= line.size());
    }
}

void TestJsonScan::deepNesting()
{
    const QByteArray text = QByteArray(100'000, '[') + QByteArray(100'000, ']');
    const JsonRoot root = jsonRoot(text);
    QVERIFY(root.value && root.value->complete);
    QCOMPARE(childrenOf(text).size(), 1);
    QVERIFY(indented(text).size() < 20'000'000); // the indentation does not outgrow the text
    QCOMPARE(jsonTokens(QByteArrayView(text)).size(), std::size_t(200'000));
    std::optional<JsonFault> fault;
    childrenOf(text.first(150'000), &fault);
    QVERIFY(fault.has_value());
}

void TestJsonScan::big()
{
    QByteArray text("[");
    while (text.size() < 10 * 1024 * 1024)
        text += "{\"key\":\"a value of some length\",\"n\":12345},";
    text += "0]";
    const JsonRoot root = jsonRoot(text);
    QVERIFY(root.value && root.value->complete && !root.fault);
    JsonChildren children(text, *root.value);
    qsizetype count = 0;
    while (children.next())
        ++count;
    QCOMPARE(count, text.count('{') + 1);
    QVERIFY(indented(text).size() > text.size());
}

void TestJsonScan::cancels()
{
    const std::atomic<bool> cancelled = true;
    QCOMPARE(indented("[1,2]", 2, &cancelled), QByteArray());
}

void TestJsonScan::tokens()
{
    QByteArray kinds;
    const QString line = QStringLiteral(R"(  "a b" : "ü:", -1.5, true, nul, [{}] "open)");
    QStringList texts;
    for (const JsonToken &token : jsonTokens(QStringView(line))) {
        kinds += "KSNLPE"[static_cast<int>(token.kind)];
        texts.append(line.sliced(token.range.at, token.range.length));
    }
    QCOMPARE(kinds, "KPSPNPLPEPPPPPE");
    QCOMPARE(texts[2], QStringLiteral("\"ü:\""));
    QCOMPARE(texts.last(), QStringLiteral("\"open"));
}

void TestJsonScan::positions()
{
    QCOMPARE(lineAndColumn("ab\ncd", 0), std::pair(qsizetype(1), qsizetype(1)));
    QCOMPARE(lineAndColumn("ab\ncd", 4), std::pair(qsizetype(2), qsizetype(2)));
    QCOMPARE(lineAndColumn("ab", 99), std::pair(qsizetype(1), qsizetype(3)));
}

QTEST_GUILESS_MAIN(TestJsonScan)
#include "tst_jsonscan.moc"
