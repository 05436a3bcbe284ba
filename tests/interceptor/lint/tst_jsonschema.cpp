// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Schemas of strangers: what they mean in each draft, and what they cannot do to us.
#include "interceptor/lint/jsonschema.h"

#include <nlohmann/json.hpp>

#include <QTest>

using sightglass::interceptor::lint::JsonSchema;
using Json = nlohmann::json;

namespace {

bool fits(const QByteArray &schema, const QByteArray &value)
{
    return !JsonSchema::compile(schema)->check(Json::parse(value.begin(), value.end()));
}

} // namespace

class TestJsonSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keywords_data();
    void keywords();
    void never_stricter_data();
    void never_stricter();
    void recursionIsFollowed();
    void hostile_data();
    void hostile();
    void largeValuesAreNotChecked();
    void whereAndWhat();
    void problems();
};

void TestJsonSchema::keywords_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char *name, const char *schema, const char *good, const char *bad) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(good) << QByteArray(bad);
    };
    row("type", R"({"type":"string"})", R"("a")", "1");
    row("types", R"({"type":["string","null"]})", "null", "1");
    row("integer", R"({"type":"integer"})", "1.0", "1.5");
    row("large integer", R"({"type":"integer"})", "9007199254740993", R"("9007199254740993")");
    row("number", R"({"type":"number"})", "1", "true");
    row("enum", R"({"enum":[1,"a",null]})", "1.0", "2");
    row("const", R"({"const":{"a":[1]}})", R"({"a":[1]})", R"({"a":[2]})");
    row("minimum", R"({"minimum":3})", "3", "2");
    row("exclusiveMinimum", R"({"exclusiveMinimum":3})", "3.5", "3");
    row("draft 4 exclusiveMaximum", R"({"maximum":3,"exclusiveMaximum":true})", "2", "3");
    row("multipleOf", R"({"multipleOf":3})", "9", "10");
    row("minLength", R"({"minLength":2})", R"("äö")", R"("ä")");
    row("maxItems", R"({"maxItems":1.0})", "[1]", "[1,2]");
    row("required", R"({"required":["a","a"]})", R"({"a":1})", "{}");
    row("properties", R"({"properties":{"a":{"type":"string"}}})", R"({"b":1})", R"({"a":1})");
    row("a property named $ref", R"({"properties":{"$ref":{"type":"string"}}})", R"({"$ref":"a"})", R"({"$ref":1})");
    row("additionalProperties", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1})", R"({"b":1})");
    row("items", R"({"items":{"type":"string"}})", R"(["a"])", "[1]");
    row("prefixItems", R"({"prefixItems":[{"type":"string"}],"items":{"type":"integer"}})", R"(["a",1,2])",
        R"(["a","b"])");
    row("prefixItems alone", R"({"prefixItems":[{"type":"string"}]})", R"(["a","b"])", "[1]");
    row("old tuple", R"({"items":[{"type":"string"}],"additionalItems":false})", R"(["a"])", R"(["a","b"])");
    row("contains", R"({"contains":{"const":1}})", "[2,1]", "[2]");
    row("allOf", R"({"allOf":[{"type":"string"},{"minLength":2}]})", R"("aa")", R"("a")");
    row("anyOf", R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "null", "1");
    row("oneOf", R"({"oneOf":[{"minimum":1},{"minimum":5}]})", "3", "7");
    row("not", R"({"not":{"type":"string"}})", "1", R"("a")");
    row("if", R"({"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}})", R"({"a":1,"b":1})",
        R"({"a":1})");
    row("dependentRequired", R"({"dependentRequired":{"a":["b"]}})", R"({"a":1,"b":1})", R"({"a":1})");
    row("pattern", R"({"pattern":"^[a-z]+$"})", R"("abc")", R"("A1")");
    row("$ref", R"({"$defs":{"s":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/s"}}})", R"({"a":"b"})",
        R"({"a":1})");
    row("$ref with an escape", R"({"$defs":{"a/b %":{"type":"string"}},"items":{"$ref":"#/$defs/a~1b%20%25"}})",
        R"(["b"])", "[1]");
    row("$anchor", R"({"$defs":{"s":{"$anchor":"text","type":"string"}},"items":{"$ref":"#text"}})", R"(["b"])", "[1]");
    row("beside $ref", R"({"$defs":{"s":{"type":"string"}},"items":{"$ref":"#/$defs/s","minLength":2}})", R"(["bb"])",
        R"(["b"])");
    row("false", R"({"properties":{"a":false}})", "{}", R"({"a":1})");
}

void TestJsonSchema::keywords()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    QVERIFY(JsonSchema::compile(schema)->usable());
    QVERIFY2(JsonSchema::compile(schema)->problems().isEmpty(),
             qPrintable(JsonSchema::compile(schema)->problems().join(u' ')));
    QVERIFY(fits(schema, good));
    QVERIFY(!fits(schema, bad));
}

// What is left out must not turn into a false alarm.
void TestJsonSchema::never_stricter_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *schema, const char *value) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(value);
    };
    row("not of a pattern", R"({"not":{"pattern":"^b"}})", R"("a")");
    row("not of a net reference", R"({"not":{"$ref":"https://example.com/s"}})", "1");
    row("oneOf with a pattern", R"({"oneOf":[{"pattern":"(?<=^|x)a"},{"pattern":"b"}]})", R"("b")");
    row("if with a net reference", R"({"if":{"$ref":"https://example.com/s"},"then":false})", "1");
    row("patternProperties", R"({"patternProperties":{"^x-":{}},"additionalProperties":false})", R"({"x-a":1})");
    row("unevaluatedProperties", R"({"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false})", R"({"a":1})");
    row("format", R"({"format":"date-time"})", R"("yesterday")");
    row("beside $ref in draft 7",
        R"({"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"s":{}},"items":{"$ref":"#/definitions/s","type":"string"}})",
        "[1]");
    row("minContains 0", R"({"contains":{"const":1},"minContains":0})", "[2]");
    row("a base of its own", R"({"$defs":{"s":{"type":"string"}},"items":{"$id":"https://x/y","$ref":"#/$defs/s"}})",
        "[1]");
    row("fractions", R"({"multipleOf":0.1})", "0.3");
    row("multipleOf 0", R"({"multipleOf":0})", "3");
    row("required that is a boolean", R"({"properties":{"a":{"required":true}}})", R"({"a":1})");
    row("an unknown keyword", R"({"fancy":{"$ref":7}})", "1");
    row("a broken pattern", R"({"pattern":"("})", R"("a")");
    row("a pattern that raises its own limit", R"({"pattern":"(*LIMIT_MATCH=4000000000)b"})", R"("a")");
    row("no schema", "7", "1");
    row("not of recursion", R"({"not":{"properties":{"a":{"$ref":"#"}},"required":["a"]}})", R"({"a":{"a":{"a":{}}}})");
}

void TestJsonSchema::never_stricter()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QVERIFY(fits(schema, value));
}

void TestJsonSchema::recursionIsFollowed()
{
    const QByteArray tree =
        R"({"$defs":{"n":{"type":"object","properties":{"v":{"type":"integer"},"c":{"type":"array","items":{"$ref":"#/$defs/n"}}}}},"$ref":"#/$defs/n"})";
    const QByteArray goodTree = R"({"v":1,"c":[{"v":2,"c":[{"v":3}]}]})";
    const QByteArray badTree = R"({"v":1,"c":[{"v":2,"c":[{"v":"3"}]}]})";
    QVERIFY(fits(tree, goodTree));
    QVERIFY(!fits(tree, badTree));
    const QByteArray itself = R"({"properties":{"a":{"$ref":"#"}},"additionalProperties":false})";
    const QByteArray good = R"({"a":{"a":{}}})";
    const QByteArray bad = R"({"a":{"b":{}}})";
    QVERIFY(fits(itself, good));
    QVERIFY(!fits(itself, bad));
}

void TestJsonSchema::hostile_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    const QByteArray object = R"({"a":{"a":1}})";
    QTest::newRow("a reference to itself") << QByteArray(R"({"$ref":"#"})") << object;
    QTest::newRow("references in a ring")
        << QByteArray(R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"})") << object;
    QTest::newRow("allOf itself") << QByteArray(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})") << object;
    QTest::newRow("into the schema's text") << QByteArray(R"({"$ref":"#/$ref"})") << object;
    QByteArray doubling = R"({"$defs":{"d0":{"type":"string"})";
    for (int i = 1; i < 60; ++i) {
        const QByteArray below = R"({"$ref":"#/$defs/d)" + QByteArray::number(i - 1) + "\"}";
        doubling += R"(,"d)" + QByteArray::number(i) + R"(":{"anyOf":[)" + below + "," + below + "]}";
    }
    QTest::newRow("doubling references") << doubling + R"(},"$ref":"#/$defs/d59"})" << object;
    QTest::newRow("catastrophic pattern")
        << QByteArray(R"({"items":{"pattern":"^(a+)+$"}})")
        << "[" + QByteArray("\"" + QByteArray(4'000, 'a') + "!\",").repeated(200) + "\"\"]";
    QTest::newRow("a pattern that nests")
        << R"({"pattern":")" + QByteArray(200, '(') + QByteArray(200, ')') + "\"}" << QByteArray("\"a\"");
    QTest::newRow("a pattern that repeats")
        << QByteArray(R"({"pattern":"((((a{1,200}){1,200}){1,200}){1,200}){1,200}"})") << QByteArray("\"aaaa\"");
    QTest::newRow("a long date") << QByteArray(R"({"format":"date"})") << "\"" + QByteArray(200'000, '1') + "\"";
    QTest::newRow("deep") << QByteArray(R"({"items":)").repeated(5'000) + "{}" + QByteArray(5'000, '}')
                          << QByteArray("[[[[]]]]");
    QTest::newRow("200 deep") << QByteArray(R"({"items":)").repeated(200) + "{}" + QByteArray(200, '}')
                              << QByteArray(100, '[') + QByteArray(100, ']');
    QByteArray wide = R"({"enum":[0)";
    for (int i = 1; i < 20'000; ++i)
        wide += "," + QByteArray::number(i);
    QTest::newRow("a wide enum") << wide + "]}" << QByteArray("-1");
    QTest::newRow("many unique items") << QByteArray(R"({"uniqueItems":true})")
                                       << "[" + QByteArray("1,").repeated(15'000) + "1]";
    QTest::newRow("too many bytes") << R"({"description":")" + QByteArray(300'000, 'x') + "\"}" << object;
    QTest::newRow("numbers") << QByteArray(R"({"multipleOf":-1,"minLength":-5,"maxItems":1e300,"minimum":"x"})")
                             << QByteArray("-9223372036854775808");
    QTest::newRow("keywords of other types") << QByteArray(
        R"({"properties":[],"required":{},"items":7,"allOf":{},"anyOf":[],"not":[],"enum":{},"type":{},"$defs":3,"dependencies":[],"if":4,"$anchor":1,"$id":{}})")
                                             << object;
    QTest::newRow("no JSON") << QByteArray("{") << object;
}

// Each must end, soon and without overflow, and say nothing of a value that it does not surely refuse.
void TestJsonSchema::hostile()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    const auto compiled = JsonSchema::compile(schema);
    const auto misfit = compiled->check(Json::parse(value.begin(), value.end()));
    const QByteArray row = QTest::currentDataTag();
    QCOMPARE(misfit.has_value(), row == "doubling references" && compiled->usable());
}

void TestJsonSchema::largeValuesAreNotChecked()
{
    const QByteArray schema = R"({"items":{"type":"string"}})";
    QVERIFY(!fits(schema, "[" + QByteArray("1,").repeated(1'000) + "1]"));
    QVERIFY(fits(schema, "[" + QByteArray("1,").repeated(JsonSchema::kMaxValueNodes) + "1]"));
    const QByteArray text = R"({"type":"string"})";
    QVERIFY(!fits(text, QByteArray(20, '[') + QByteArray(20, ']')));
    QVERIFY(fits(text, QByteArray(80, '[') + QByteArray(80, ']')));
}

void TestJsonSchema::whereAndWhat()
{
    const auto schema = JsonSchema::compile(R"({"properties":{"a\"/]":{"items":{"type":"string"}}}})");
    const auto misfit = schema->check(Json::parse(R"({"a\"/]":["x",1]})"));
    QVERIFY(misfit.has_value());
    const QByteArray pointer = R"(/a"~1]/1)";
    QCOMPARE(misfit->pointer, pointer);
    QVERIFY2(misfit->text.contains(QStringLiteral("type")), qPrintable(misfit->text));
}

void TestJsonSchema::problems()
{
    const auto problem = [](const QByteArray &schema) { return JsonSchema::compile(schema)->problems().value(0); };
    const QString outside = problem(R"({"items":{"$ref":"https://example.com/x"}})");
    const QString nowhere = problem(R"({"items":{"$ref":"#/$defs/x"}})");
    const QString type = problem(R"({"type":"text"})");
    const QString property = problem(R"({"properties":{"a":[]}})");
    const QString none = problem(R"({"items":{"$ref":"#"}})");
    QVERIFY2(outside.contains(QStringLiteral("not followed")), qPrintable(outside));
    QVERIFY2(nowhere.contains(QStringLiteral("leads nowhere")), qPrintable(nowhere));
    QVERIFY2(type.contains(QStringLiteral("no type")), qPrintable(type));
    QVERIFY2(property.contains(QStringLiteral("an object or a boolean")), qPrintable(property));
    QCOMPARE(none, QString());
}

QTEST_GUILESS_MAIN(TestJsonSchema)
#include "tst_jsonschema.moc"
