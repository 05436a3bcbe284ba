// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonedit.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::mcp;

class JsonEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void value_data();
    void value();
    void children();
    void set_data();
    void set();
    void remove_data();
    void remove();
    void insert_data();
    void insert();
    void patch_data();
    void patch();
    void mergePatch_data();
    void mergePatch();
    void refused_data();
    void refused();
    void refusedValues_data();
    void refusedValues();
    void refusedPatches_data();
    void refusedPatches();
    void depth();
    void growthIsBounded();
    void hostileWhiteSpaceIsNotCopied();
    void cutShort();
};

namespace {

// Compared as text, so that a failure can be read.
QString shown(const Result<QByteArray> &result)
{
    return result ? QString::fromUtf8(*result) : QStringLiteral("error: ") + result.error().text;
}

QString shown(const QByteArray &text)
{
    return QString::fromUtf8(text);
}

void columns(std::initializer_list<const char *> names)
{
    for (const char *name : names)
        QTest::addColumn<QByteArray>(name);
}

void row(const char *name, const QByteArray &a, const QByteArray &b, const QByteArray &c)
{
    QTest::newRow(name) << a << b << c;
}

void row(const char *name, const QByteArray &a, const QByteArray &b, const QByteArray &c, const QByteArray &d)
{
    QTest::newRow(name) << a << b << c << d;
}

QByteArray nested(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

} // namespace

void JsonEditTest::value_data()
{
    columns({"json", "pointer", "expected"});
    row("whole", " {\"a\":1} ", "", "{\"a\":1}");
    row("number as written", R"({"a":{"b":[1, 2.50e+1]}})", "/a/b/1", "2.50e+1");
    row("last of duplicates", R"({"a":1,"a":2})", "/a", "2");
    row("last of duplicate parents", R"({"a":{"b":1},"a":{"b":2}})", "/a/b", "2");
    row("escaped name", R"({"\u0061\n":1})", "/a\n", "1");
    row("pointer escapes", R"({"a/b":{"m~n":{"~1":7}}})", "/a~1b/m~0n/~01", "7");
    row("empty name", R"({"":{"":3}})", "//", "3");
    row("number as a name", R"({"0":[5]})", "/0/0", "5");
    row("name like an escape", R"({"\\n":1,"\n":2})", "/\\n", "1");
    row("comments", "// x\n{/*a*/\"a\"/*b*/:/*c*/1/*d*/,//e\n\"b\":2}//f", "/b", "2");
    row("byte order mark", "\xEF\xBB\xBF{\"a\":1}", "/a", "1");
    row("bytes that are no UTF-8", "{\"\xff\":1,\"a\":\"\xff\"}", "/a", "\"\xff\"");
}

void JsonEditTest::value()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::value(json, pointer)), shown(expected));
    const auto span = jsonedit::locate(json, pointer);
    QVERIFY(span);
    QCOMPARE(json.sliced(span->begin, span->end - span->begin), expected);
}

void JsonEditTest::children()
{
    const QByteArray json = R"({"rules": [ {"id":1} , 2,/*three*/"3" ], "o":{"x":1,"x":[]}, "n":[ ]})";
    const auto texts = [&](const char *pointer) {
        QList<QByteArray> found;
        const auto spans = jsonedit::children(json, pointer);
        for (const auto span : spans.value())
            found.append(json.sliced(span.begin, span.end - span.begin));
        return found;
    };
    QCOMPARE(texts("/rules"), (QList<QByteArray>{R"({"id":1})", "2", R"("3")"}));
    QCOMPARE(texts("/o"), (QList<QByteArray>{"1", "[]"}));
    QCOMPARE(texts("/n"), QList<QByteArray>());
    QCOMPARE(jsonedit::children(json, "/rules/1").error().code, ErrorCode::InvalidData);
    QCOMPARE(jsonedit::children(json, "/x").error().code, ErrorCode::NotFound);
}

void JsonEditTest::set_data()
{
    columns({"json", "pointer", "value", "expected"});
    row("whole", " 1 ", "", "[2]", " [2] ");
    row("replace", R"({ "a" : 1.0, "b":2 })", "/a", "\"x\"", R"({ "a" : "x", "b":2 })");
    row("value's blanks are dropped", R"({"a":1})", "/a", " \n2\t", R"({"a":2})");
    row("value as written", R"({"a":1})", "/a", "{ \"n\" : 1.50E+2 }", R"({"a":{ "n" : 1.50E+2 }})");
    row("last of duplicates", R"({"a":1,"b":0,"a":2})", "/a", "3", R"({"a":1,"b":0,"a":3})");
    row("add to compact", R"({"a":1})", "/b", "2", R"({"a":1,"b":2})");
    row("add to an empty object", "{ }", "/b", "2", "{\"b\":2 }");
    row("add to pretty", "{\n  \"a\": 1\n}", "/b", "2", "{\n  \"a\": 1,\n  \"b\": 2\n}");
    row("add to pretty, after several", "{\n  \"a\": 1,\n  \"c\": 3\n}", "/b", "2",
        "{\n  \"a\": 1,\n  \"c\": 3,\n  \"b\": 2\n}");
    row("comments are not copied", "{ /*1*/ \"a\" /*2*/ : /*3*/ 1 /*4*/ }", "/b", "2",
        "{ /*1*/ \"a\" /*2*/ : /*3*/ 1,\"b\":2 /*4*/ }");
    row("a comma in a comment", "{\"a\":1 /*,*/ , \"b\":1}", "/c", "2", "{\"a\":1 /*,*/ , \"b\":1,\"c\":2}");
    row("missing parents", R"({"a":{}})", "/a/b/c/0", "1", R"({"a":{"b":{"c":{"0":1}}}})");
    row("name with marks", "{}", "/a~1\"\n", "1", "{\"a/\\\"\\n\":1}");
    row("element", "[1,2,3]", "/1", "0", "[1,0,3]");
    row("append by -", "[1, 2]", "/-", "3", "[1, 2, 3]");
    row("append by length", "[ ]", "/0", "3", "[3 ]");
    row("append with missing parents", "[]", "/-/a/b", "3", R"([{"a":{"b":3}}])");
    row("in the last of duplicate parents", R"({"a":{"b":1},"a":{}})", "/a/b", "2", R"({"a":{"b":1},"a":{"b":2}})");
    row("parent replaced by a duplicate", R"({"a":{"b":1},"a":{"c":1}})", "/a/b", "2",
        R"({"a":{"b":1},"a":{"c":1,"b":2}})");
}

void JsonEditTest::set()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::set(json, pointer, value)), shown(expected));
}

void JsonEditTest::remove_data()
{
    columns({"json", "pointer", "expected"});
    row("only", R"({"a":1})", "/a", "{}");
    row("only, with blanks", "{ \"a\" : 1\n}", "/a", "{ \n}");
    row("first", R"({"a":1, "b":2})", "/a", R"({"b":2})");
    row("middle", "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "/b", "{\n  \"a\": 1,\n  \"c\": 3\n}");
    row("last", "{\n  \"a\": 1,\n  \"b\": 2\n}", "/b", "{\n  \"a\": 1\n}");
    row("all of one name", R"({"a":1,"b":2,"\u0061":3,"c":4,"a":5})", "/a", R"({"b":2,"c":4})");
    row("nothing left of duplicates", R"({"a":1,"a":2})", "/a", "{}");
    row("element, first", "[1, 2]", "/0", "[2]");
    row("element, middle", "[1, 2, 3]", "/1", "[1, 3]");
    row("element, last", "[1, 2]", "/1", "[1]");
    row("equal elements", "[1,1,1]", "/1", "[1,1]");
    row("deep", R"({"p":{"q":[{"x":1,"y":2}]}})", "/p/q/0/x", R"({"p":{"q":[{"y":2}]}})");
    row("comments", "{ // one\n\"a\":1, // two\n\"b\":2 // three\n}", "/b", "{ // one\n\"a\":1 // three\n}");
}

void JsonEditTest::remove()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::remove(json, pointer)), shown(expected));
}

void JsonEditTest::insert_data()
{
    columns({"json", "pointer", "value", "expected"});
    row("first", "[1, 2]", "/0", "0", "[0,1, 2]");
    row("middle", "[1, 2]", "/1", "0", "[1, 0, 2]");
    row("pretty", "[\n  1,\n  2\n]", "/0", "0", "[\n  0,\n  1,\n  2\n]");
    row("end", "[1, 2]", "/2", "0", "[1, 2, 0]");
    row("object, new", R"({"a":1})", "/b", "0", R"({"a":1,"b":0})");
    row("object, there", R"({"a":1})", "/a", "0", R"({"a":0})");
}

void JsonEditTest::insert()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::insert(json, pointer, value)), shown(expected));
}

// The examples of RFC 6902 appendix A, and what they leave open.
void JsonEditTest::patch_data()
{
    columns({"json", "patch", "expected"});
    row("A.1", R"({ "foo": "bar"})", R"([{ "op": "add", "path": "/baz", "value": "qux" }])",
        R"({ "foo": "bar", "baz": "qux"})");
    row("A.2", R"({ "foo": [ "bar", "baz" ] })", R"([{ "op": "add", "path": "/foo/1", "value": "qux" }])",
        R"({ "foo": [ "bar", "qux", "baz" ] })");
    row("A.3", R"({"baz": "qux", "foo": "bar"})", R"([{ "op": "remove", "path": "/baz" }])", R"({"foo": "bar"})");
    row("A.4", R"({ "foo": [ "bar", "qux", "baz" ] })", R"([{ "op": "remove", "path": "/foo/1" }])",
        R"({ "foo": [ "bar", "baz" ] })");
    row("A.5", R"({"baz": "qux", "foo": "bar"})", R"([{ "op": "replace", "path": "/baz", "value": "boo" }])",
        R"({"baz": "boo", "foo": "bar"})");
    row("A.6", R"({"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}})",
        R"([{ "op": "move", "from": "/foo/waldo", "path": "/qux/thud" }])",
        R"({"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}})");
    row("A.7", R"({ "foo": [ "all", "grass", "cows", "eat" ] })",
        R"([{ "op": "move", "from": "/foo/1", "path": "/foo/3" }])", R"({ "foo": [ "all", "cows", "eat", "grass" ] })");
    row("A.8", R"({"baz":"qux","foo":["a",2,"c"]})",
        R"([{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}])",
        R"({"baz":"qux","foo":["a",2,"c"]})");
    row("A.10", R"({"foo":"bar"})", R"([{ "op": "add", "path": "/child", "value": { "grandchild": { } } }])",
        R"({"foo":"bar","child":{ "grandchild": { } }})");
    row("A.11 unknown members", R"({"foo":"bar"})", R"([{"op":"add","path":"/baz","value":"qux","xyz":123}])",
        R"({"foo":"bar","baz":"qux"})");
    row("A.14 escapes", R"({"/":9,"~1":10})", R"([{"op":"test","path":"/~01","value":10}])", R"({"/":9,"~1":10})");
    row("A.16 an array", R"({"foo":["bar"]})", R"([{"op":"add","path":"/foo/-","value":["abc","def"]}])",
        R"({"foo":["bar",["abc","def"]]})");
    row("whole document", "{ }", R"([{"op":"add","path":"","value":[1]}])", "[1]");
    row("null is a value", "{}", R"([{"op":"add","path":"/a","value":null}])", R"({"a":null})");
    row("copy as written", R"({"a":1.50})", R"([{"op":"copy","from":"/a","path":"/b"}])", R"({"a":1.50,"b":1.50})");
    row("move onto itself", R"({"a":1,"b":2})", R"([{"op":"move","from":"/a","path":"/a"}])", R"({"a":1,"b":2})");
    row("move of a neighbour by name", R"({"a":1,"ab":2})", R"([{"op":"move","from":"/a","path":"/ab"}])",
        R"({"ab":1})");
    row("test compares values", R"({"a":{"x":1.0,"y":"\u0041"}})",
        R"([{"op":"test","path":"/a","value":{"y":"A","x":1}}])", R"({"a":{"x":1.0,"y":"\u0041"}})");
    row("names with escapes", "{}", R"([{"\u006fp":"a\u0064d","path":"/\u0061","value":1}])", R"({"a":1})");
    row("no operations", " {} ", "[]", " {} ");
}

void JsonEditTest::patch()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::patch(json, patch)), shown(expected));
}

// The test cases of RFC 7396 appendix A, and what they leave open.
void JsonEditTest::mergePatch_data()
{
    columns({"json", "patch", "expected"});
    row("replace", R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})");
    row("add", R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})");
    row("remove the only", R"({"a":"b"})", R"({"a":null})", "{}");
    row("remove", R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})");
    row("array by text", R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})");
    row("text by array", R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})");
    row("nested", R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})");
    row("array of objects", R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})");
    row("arrays", R"(["a","b"])", R"(["c","d"])", R"(["c","d"])");
    row("object by array", R"({"a":"b"})", R"(["c"])", R"(["c"])");
    row("by null", R"({"a":"foo"})", "null", "null");
    row("by text", R"({"a":"foo"})", R"("bar")", R"("bar")");
    row("null stays", R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})");
    row("array by object", "[1,2]", R"({"a":"b","c":null})", R"({"a":"b"})");
    row("nulls in what is new", "{}", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})");
    row("nulls in arrays stay", "{}", R"({"a":[null,{"b":null}]})", R"({"a":[null,{"b":null}]})");
    row("nothing to do", R"({ "a" : 1.0 })", "{}", R"({ "a" : 1.0 })");
    row("white space stays", "{ \"a\": 1,\n  \"b\": 2,\n  \"c\": 3 }", R"({"b":null,"d":4})",
        "{ \"a\": 1,\n  \"c\": 3,\n  \"d\": 4 }");
    row("last goes, another comes", R"({"a":1,"b":2})", R"({"b":null,"c":3})", R"({"a":1,"c":3})");
    row("all go, others come", R"({ "a":1, "b":2 })", R"({"a":null,"b":null,"c":3,"d":4})", R"({ "c":3, "d":4 })");
    row("duplicates", R"({"a":1,"b":0,"a":2})", R"({"a":3,"b":1,"b":null})", R"({"a":1,"a":3})");
    row("duplicates go", R"({"a":1,"a":2,"b":0})", R"({"a":null})", R"({"b":0})");
}

void JsonEditTest::mergePatch()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(jsonedit::mergePatch(json, patch)), shown(expected));
}

void JsonEditTest::refused_data()
{
    columns({"json", "pointer", "message"});
    row("empty", "", "", "line 1, column 1: expected a value");
    row("blank", " \n ", "/a", "line 2, column 2: expected a value");
    row("trailing text", "{} x", "/a", "line 1, column 4: expected the end of the text");
    row("two values", "1 2", "", "line 1, column 3: expected the end of the text");
    row("no colon", "{\"a\" 1}", "/a", "line 1, column 6: expected ':'");
    row("no comma", "{\"a\":1 \"b\":2}", "/a", "line 1, column 8: expected ',' or '}'");
    row("wrong bracket", "[1}", "/0", "line 1, column 3: expected ',' or ']'");
    row("trailing comma", "[1,]", "/0", "line 1, column 4: expected a value");
    row("trailing comma in an object", "{\"a\":1,}", "/a",
        "line 1, column 8: expected a member's name in quotation marks");
    row("name without quotes", "{a:1}", "/a", "line 1, column 2: expected a member's name in quotation marks");
    row("fault behind the place", "{\"a\":1,\n\"b\":tru}", "/a", "line 2, column 5: expected a value");
    row("open string", "{\"a\":\"x}", "/a", "line 1, column 6: this string has no end");
    row("string ends in a backslash", "\"\\", "", "line 1, column 2: this escape is none of JSON's");
    row("unknown escape", "\"\\x\"", "", "line 1, column 2: this escape is none of JSON's");
    row("NUL escape", QByteArray("\"\\\0\"", 4), "", "line 1, column 2: this escape is none of JSON's");
    row("short \\u", "\"\\u12\"", "", "line 1, column 2: this escape is none of JSON's");
    row("control character", "\"long enough for eight\n\"", "",
        "line 1, column 23: a control character stands in a string");
    row("leading zero", "01", "", "line 1, column 2: expected the end of the text");
    row("no digits", "-", "", "line 1, column 2: expected a digit");
    row("no fraction", "1.", "", "line 1, column 3: expected a digit");
    row("no exponent", "1e+", "", "line 1, column 4: expected a digit");
    row("plus", "+1", "", "line 1, column 1: expected a value");
    row("NaN", "NaN", "", "line 1, column 1: expected a value");
    row("open comment", "1 /* x", "", "line 1, column 3: this comment has no end");
    row("half a comment", "1 / 2", "", "line 1, column 3: expected a value");
    row("pointer without slash", "{}", "a", "a JSON pointer begins with '/': 'a'");
    row("pointer escape", "{}", "/~2", "'~' in a JSON pointer is written '~0', and '/' within a name '~1': '/~2'");
    row("pointer escape at the end", "{}", "/a~",
        "'~' in a JSON pointer is written '~0', and '/' within a name '~1': '/a~'");
    row("absent", R"({"a":{}})", "/a/b/c", "there is nothing at '/a/b'");
    row("beyond the end", "[1]", "/1", "there is nothing at '/1'");
    row("far beyond the end", "[1]", "/2", "'2' is no index of the array at ''");
    row("no index", R"({"a":[1]})", "/a/01", "'01' is no index of the array at '/a'");
    row("huge index", "[1]", "/99999999999999999999", "'99999999999999999999' is no index of the array at ''");
    row("into a number", R"({"a~/":1})", "/a~0~1/b", "what stands at '/a~0~1' is neither an object nor an array");
}

void JsonEditTest::refused()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, message);
    QCOMPARE(shown(jsonedit::value(json, pointer)), QStringLiteral("error: ") + QString::fromUtf8(message));
    QVERIFY(!jsonedit::remove(json, pointer));
    QVERIFY(!jsonedit::patch(json, R"([{"op":"replace","path":")" + pointer + R"(","value":1}])"));
}

void JsonEditTest::refusedValues_data()
{
    columns({"value", "message"});
    const auto line = [](const char *name, const QByteArray &value, const QByteArray &message) {
        QTest::newRow(name) << value << message;
    };
    line("empty", "", "line 1, column 1: expected a value");
    line("two", "1,2", "line 1, column 2: expected the end of the text");
    line("injected member", R"(1,"b":2)", "line 1, column 2: expected the end of the text");
    line("injected end", "1}", "line 1, column 2: expected the end of the text");
    line("comment", "1 // x", "line 1, column 3: a comment may not stand here");
    line("no UTF-8", "\"\xff\"", "the new value is not UTF-8");
}

void JsonEditTest::refusedValues()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, message);
    const QString expected = QStringLiteral("error: ") + QString::fromUtf8(message);
    QCOMPARE(shown(jsonedit::set(R"({"a":1})", "/a", value)), expected);
    QCOMPARE(shown(jsonedit::insert("[]", "/0", value)), expected);
    QVERIFY(!jsonedit::mergePatch("{}", value));
    QVERIFY(!jsonedit::patch("{}", value));
    QCOMPARE(shown(jsonedit::set("{}", "/\xff", "1")),
             QStringLiteral("error: the name of the new member is not UTF-8"));
    QCOMPARE(shown(jsonedit::remove("{}", "")), QStringLiteral("error: the whole document cannot be removed"));
    QCOMPARE(shown(jsonedit::set("[]", "/3", "1")), QStringLiteral("error: '3' is no index of the array at ''"));
    QCOMPARE(shown(jsonedit::set("{\"a\":1}", "/a/b", "1")),
             QStringLiteral("error: what stands at '/a' is neither an object nor an array"));
    QCOMPARE(shown(jsonedit::insert("{}", "/a/b", "1")), QStringLiteral("error: there is nothing at '/a'"));
}

void JsonEditTest::refusedPatches_data()
{
    columns({"patch", "message"});
    const auto line = [](const char *name, const QByteArray &patch, const QByteArray &message) {
        QTest::newRow(name) << patch << message;
    };
    line("object", "{}", "a JSON Patch is an array of operations");
    line("number", "[1]", "operation 1 (?): it lacks 'op'");
    line("array", R"([["op","add"]])", "operation 1 (?): it lacks 'op'");
    line("no path", R"([{"op":"add"}])", "operation 1 (add): it lacks 'path'");
    line("no value", R"([{"op":"add","path":"/b"}])", "operation 1 (add): it lacks 'value'");
    line("no from", R"([{"op":"copy","path":"/b"}])", "operation 1 (copy): it lacks 'from'");
    line("path is no text", R"([{"op":"add","path":1,"value":1}])", "operation 1 (add): it lacks 'path'");
    line("unknown", R"([{"op":"spam","path":"/b"}])", "operation 1 (spam): there is no operation of this name");
    line("add without parent", R"([{"op":"add","path":"/x/y","value":1}])",
         "operation 1 (add): there is nothing at '/x'");
    line("replace of nothing", R"([{"op":"replace","path":"/x","value":1}])",
         "operation 1 (replace): there is nothing at '/x'");
    line("remove of nothing", R"([{"op":"remove","path":"/x"}])", "operation 1 (remove): there is nothing at '/x'");
    line("second fails", R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}])",
         "operation 2 (remove): there is nothing at '/a'");
    line("test fails", R"([{"op":"test","path":"/a","value":{"b":"1"}}])",
         "operation 1 (test): another value stands at '/a'");
    line("test of nothing", R"([{"op":"test","path":"/x","value":null}])",
         "operation 1 (test): there is nothing at '/x'");
    line("move into itself", R"([{"op":"move","from":"/a","path":"/a/c"}])",
         "operation 1 (move): a value cannot be moved into itself");
    line("too many",
         '[' + QByteArray(R"({"op":"test","path":"/a/b","value":1},)").repeated(1000)
             + R"({"op":"test","path":"/a/b","value":1}])",
         "a JSON Patch has at most 1000 operations");
}

void JsonEditTest::refusedPatches()
{
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, message);
    QCOMPARE(shown(jsonedit::patch(R"({"a":{"b":1}})", patch)), QStringLiteral("error: ") + QString::fromUtf8(message));
}

void JsonEditTest::depth()
{
    QVERIFY(jsonedit::value(nested(jsonedit::kMaxDepth), ""));
    const auto tooDeep = jsonedit::value(nested(jsonedit::kMaxDepth + 1), "");
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().code, ErrorCode::LimitExceeded);
    QVERIFY(!jsonedit::value(QByteArray(5'000'000, '['), ""));
    const QByteArray pointer = QByteArray("/0").repeated(jsonedit::kMaxDepth - 1);
    QCOMPARE(shown(jsonedit::value(nested(jsonedit::kMaxDepth), pointer)), QStringLiteral("[]"));
    QVERIFY(!jsonedit::value("[]", pointer + "/0/0"));
    // What an edit makes can be edited again.
    QVERIFY(jsonedit::set("{}", "/a", nested(jsonedit::kMaxDepth - 1)));
    QVERIFY(!jsonedit::set("{}", "/a", nested(jsonedit::kMaxDepth)));
    QVERIFY(!jsonedit::patch(nested(jsonedit::kMaxDepth), R"([{"op":"copy","from":"","path":"/-"}])"));
    const QByteArray objects = QByteArray("{\"a\":").repeated(jsonedit::kMaxDepth - 1);
    const QByteArray ends(jsonedit::kMaxDepth - 1, '}');
    QCOMPARE(shown(jsonedit::mergePatch(objects + "{\"x\":1}" + ends, objects + "{\"x\":2}" + ends)),
             shown(objects + "{\"x\":2}" + ends));
}

void JsonEditTest::growthIsBounded()
{
    QByteArray operations = R"({"op":"add","path":"/a","value":")" + QByteArray(1000, 'x') + R"("})";
    for (int i = 0; i < 100; ++i)
        operations += R"(,{"op":"copy","from":"","path":"/)" + QByteArray::number(i) + R"("})";
    const auto grown = jsonedit::patch("{}", '[' + operations + ']');
    QVERIFY(!grown);
    QCOMPARE(grown.error().code, ErrorCode::LimitExceeded);
}

void JsonEditTest::hostileWhiteSpaceIsNotCopied()
{
    const QByteArray blanks(10'000, ' ');
    QByteArray patch = "{";
    for (int i = 0; i < 100; ++i)
        patch += (i ? ",\"" : "\"") + QByteArray::number(i) + "\":1";
    const auto merged = jsonedit::mergePatch('{' + blanks + "\"a\":" + blanks + "1}", patch + '}');
    QVERIFY(merged);
    QVERIFY(merged->size() < 25'000);
}

// Every beginning of a text is refused, and nothing is read beyond its end (the sanitizers look).
void JsonEditTest::cutShort()
{
    const QByteArray whole = R"({"a":[-1.5e+3,"x\u00e9\"",{"b":true,"c":null}],/*c*/"d":false})";
    QVERIFY(jsonedit::value(whole, "/a/2/c"));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const std::vector<char> exact(whole.begin(), whole.begin() + size);
        const QByteArrayView text(exact.data(), size);
        QVERIFY2(!jsonedit::value(text, "/a/2/c"), whole.first(size).constData());
        QVERIFY(!jsonedit::set(text, "/d", "1"));
        QVERIFY(!jsonedit::mergePatch(text, "{}"));
        QVERIFY(!jsonedit::mergePatch("{}", text));
        QVERIFY(!jsonedit::patch(text, "[]"));
    }
}

QTEST_GUILESS_MAIN(JsonEditTest)
#include "tst_jsonedit.moc"
