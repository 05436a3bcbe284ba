// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filter.h"
#include "exchange/filterfields.h"
#include "exchange/names.h"

#include <QTest>

using namespace sightglass::exchange;
using namespace Qt::Literals::StringLiterals;

class FilterParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errors_data();
    void errors();
    void errorTextCountsFromOne();
    void canonicalSpelling_data();
    void canonicalSpelling();
    void emptyFilterMatchesEverything();
    void needsParts_data();
    void needsParts();
    void depthLimit();
    void lengthLimit();
    void fieldTableIsComplete();
    void wordsAreThoseOfTheExports();
    void badRegexTellsWhy();
    void helplessExpressionsEnd();
};

void FilterParseTest::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("message");

    const auto row = [](const QString &text, int position, int length, const QString &message) {
        QTest::newRow(qPrintable(text)) << text << position << length << message;
    };
    const QString duration = u"expected a number with a unit such as 200ms (us, ms, s, m) after '"_s;
    row(u"duration:>"_s, 10, 0, duration + u"duration:>'"_s);
    row(u"duration:>200"_s, 10, 3, duration + u"duration:>'"_s);
    row(u"duration:200 ms"_s, 9, 3, duration + u"duration:'"_s);
    row(u"duration:>=1.ms"_s, 11, 4, duration + u"duration:>='"_s);
    row(u"duration:1h"_s, 9, 2, duration + u"duration:'"_s);
    row(u"duration:/x/"_s, 9, 3, duration + u"duration:'"_s);
    row(u"duration:>99999999999999999999ms"_s, 10, 22, duration + u"duration:>'"_s);
    row(u"duration:9223372036854775807s"_s, 9, 20, duration + u"duration:'"_s);
    row(u"size:>=ten"_s, 7, 3,
        u"expected a number of bytes such as 10kB (B, kB, KiB, MB, MiB, GB, GiB) after 'size:>='"_s);
    row(u"code:x"_s, 5, 1, u"expected a whole number after 'code:'"_s);
    row(u"code:1.5"_s, 5, 3, u"expected a whole number after 'code:'"_s);
    row(u"#x"_s, 1, 1, u"expected a whole number after '#'"_s);
    row(u"dir:up"_s, 4, 2, u"expected one of client, server, c2s, s2c after 'dir:'"_s);
    row(u"era:>modern"_s, 4, 7, u"expected one of legacy, modern, unknown after 'era:'"_s);
    row(u"kind:request,"_s, 13, 0,
        u"expected one of request, notification, response, batch, stream, end, http, invalid after 'kind:…,'"_s);
    row(u"status:fine"_s, 7, 4,
        u"expected an HTTP status such as 404, 4xx or >=400, or one of ok, error, failed, cancelled, dropped, open "
        "after 'status:'"_s);
    row(u"status:>ok"_s, 8, 2,
        u"expected an HTTP status such as 404, 4xx or >=400, or one of ok, error, failed, cancelled, dropped, open "
        "after 'status:>'"_s);
    row(u"tool:"_s, 5, 0, u"expected a value after 'tool:'"_s);
    row(u"tool: x"_s, 5, 0, u"expected a value after 'tool:'"_s);
    row(u"tool:a,"_s, 7, 0, u"expected a value after 'tool:a,'"_s);
    row(u"tool:\"a\"b"_s, 8, 1, u"expected a blank after 'tool:\"a\"'"_s);
    row(u"tool:\"a"_s, 7, 0, u"expected '\"' to end the quoted text that begins at position 6"_s);
    row(u"\"a\\\""_s, 4, 0, u"expected '\"' to end the quoted text that begins at position 1"_s);
    row(u"resource:/etc"_s, 13, 0,
        u"expected '/' to end the regular expression that begins at position 10 "
        "(a value that merely begins with '/' stands in quotes)"_s);
    row(u"text:/a/q"_s, 8, 1,
        u"expected a blank or one of the flags i, m, s, x after the regular expression "
        "(a value that merely begins with '/' stands in quotes)"_s);
    row(u"header:"_s, 7, 0, u"expected a value after 'header:'"_s);
    row(u"header:=x"_s, 7, 0, u"expected a header's name after 'header:'"_s);
    row(u"header:accept="_s, 14, 0, u"expected a value after 'header:accept='"_s);
    row(u"metod:ping"_s, 0, 5, u"unknown field 'metod'; did you mean 'method'?"_s);
    row(u"a and Directon:client"_s, 6, 8, u"unknown field 'Directon'; did you mean 'dir'?"_s);
    row(u"http://x"_s, 0, 4, u"unknown field 'http' (a text with ':' stands in quotes)"_s);
    row(u":x"_s, 0, 1, u"expected a field's name before ':' (a text with ':' stands in quotes)"_s);
    row(u"and"_s, 0, 3, u"expected a term at the beginning"_s);
    row(u"a and"_s, 5, 0, u"expected a term after 'and'"_s);
    row(u"a and or b"_s, 6, 2, u"expected a term after 'and'"_s);
    row(u"a or"_s, 4, 0, u"expected a term after 'or'"_s);
    row(u"not"_s, 3, 0, u"expected a term after 'not'"_s);
    row(u"a -"_s, 3, 0, u"expected a term after '-'"_s);
    row(u"()"_s, 1, 0, u"expected a term after '('"_s);
    row(u"(a"_s, 2, 0, u"expected ')' to close the '(' at position 1"_s);
    row(u"b ((a)"_s, 6, 0, u"expected ')' to close the '(' at position 3"_s);
    row(u"a) b"_s, 1, 1, u"this ')' has no '('"_s);
    row(u")"_s, 0, 0, u"expected a term at the beginning"_s);
    row(u"😀 and tool:"_s, 12, 0, u"expected a value after 'tool:'"_s);
}

void FilterParseTest::errors()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QString, message);

    const auto filter = Filter::parse(text);
    QVERIFY(!filter);
    QCOMPARE(filter.error().message, message);
    QCOMPARE(filter.error().position, position);
    QCOMPARE(filter.error().length, length);
}

void FilterParseTest::errorTextCountsFromOne()
{
    const auto filter = Filter::parse(u"duration:>");
    QVERIFY(!filter);
    QCOMPARE(filter.error().text(),
             u"position 11: expected a number with a unit such as 200ms (us, ms, s, m) after 'duration:>'"_s);
}

void FilterParseTest::canonicalSpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");

    const auto row = [](const QString &text, const QString &canonical) {
        QTest::newRow(qPrintable(text)) << text << canonical;
    };
    row(u"a"_s, u"a"_s);
    row(u"  a  "_s, u"a"_s);
    row(u"a b c"_s, u"a and b and c"_s);
    row(u"a AND b Or c"_s, u"a and b or c"_s);
    row(u"a or b and c"_s, u"a or b and c"_s);
    row(u"(a or b) and c"_s, u"(a or b) and c"_s);
    row(u"a (b or c)"_s, u"a and (b or c)"_s);
    row(u"((a)) or (b and c)"_s, u"a or b and c"_s);
    row(u"-a"_s, u"not a"_s);
    row(u"-(a b)"_s, u"not (a and b)"_s);
    row(u"not a b"_s, u"not a and b"_s);
    row(u"not not a"_s, u"not not a"_s);
    row(u"NOT(a)"_s, u"not a"_s);
    row(u"\"and\" or \"a \\\" b\""_s, u"\"and\" or \"a \\\" b\""_s);
    row(u"android notify order"_s, u"android and notify and order"_s);
    row(u"Method:tools/call"_s, u"method:tools/call"_s);
    row(u"method:tools/*,\"ping\",/^x/i"_s, u"method:tools/*,\"ping\",/^x/i"_s);
    row(u"#12"_s, u"exchange:12"_s);
    row(u"#>=12,3"_s, u"exchange:>=12,3"_s);
    row(u"code:-32601 -code:*"_s, u"code:-32601 and not code:*"_s);
    row(u"header:accept=\"a b\""_s, u"header:accept=\"a b\""_s);
    row(u"header:/^x-/=y,z"_s, u"header:/^x-/=y,z"_s);
    row(u"text:/a\\/b c/s"_s, u"text:/a\\/b c/s"_s);
    row(u"a\tb\u00a0c"_s, u"a and b and c"_s);
}

void FilterParseTest::canonicalSpelling()
{
    QFETCH(QString, text);
    QFETCH(QString, canonical);

    const auto filter = Filter::parse(text);
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().text()));
    QCOMPARE(filter->toString(), canonical);
    const auto again = Filter::parse(canonical);
    QVERIFY(again);
    QCOMPARE(again->toString(), canonical);
}

void FilterParseTest::emptyFilterMatchesEverything()
{
    for (const QString &text : {u""_s, u" \t "_s}) {
        const auto filter = Filter::parse(text);
        QVERIFY(filter);
        QVERIFY(filter->isEmpty());
        QVERIFY(filter->matches(Record()));
        QVERIFY(!filter->needsParts());
        QCOMPARE(filter->toString(), QString());
    }
    QVERIFY(Filter().matches(Record()));
}

void FilterParseTest::needsParts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("needed");
    QTest::newRow("method") << u"method:ping"_s << false;
    QTest::newRow("numbers") << u"duration:>1s or (size:>1kB and not status:ok)"_s << false;
    QTest::newRow("text") << u"text:x"_s << true;
    QTest::newRow("bare") << u"x"_s << true;
    QTest::newRow("header") << u"header:x"_s << true;
    QTest::newRow("deep") << u"method:ping and (tool:x or not (id:3 or text:x))"_s << true;
}

void FilterParseTest::needsParts()
{
    QFETCH(QString, text);
    const auto filter = Filter::parse(text);
    QVERIFY(filter);
    QTEST(filter->needsParts(), "needed");
}

void FilterParseTest::depthLimit()
{
    for (const QString &nest : {u"("_s, u"not "_s, u"-"_s}) {
        const QString close = nest == u"(" ? u")"_s : QString();
        const QString allowed = nest.repeated(kMaxFilterDepth) + u"a"_s + close.repeated(kMaxFilterDepth);
        QVERIFY(Filter::parse(allowed));
        const auto tooDeep = Filter::parse(nest + allowed + close);
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().position, kMaxFilterDepth * nest.size());
        QCOMPARE(tooDeep.error().message, u"the filter is nested deeper than 256 levels"_s);
    }
    // Breadth is no depth.
    QVERIFY(Filter::parse(u"(a) -b or "_s.repeated(1000) + u"c"_s));
}

void FilterParseTest::lengthLimit()
{
    QVERIFY(Filter::parse(QString(kMaxFilterLength, u'a')));
    const auto tooLong = Filter::parse(QString(kMaxFilterLength + 5, u'a'));
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().position, kMaxFilterLength);
    QCOMPARE(tooLong.error().length, 5);
}

void FilterParseTest::fieldTableIsComplete()
{
    const QList<QLatin1StringView> expected = {
        "method"_L1,  "tool"_L1,  "resource"_L1, "prompt"_L1, "id"_L1,   "exchange"_L1, "session"_L1, "client"_L1,
        "address"_L1, "route"_L1, "era"_L1,      "kind"_L1,   "dir"_L1,  "status"_L1,   "code"_L1,    "duration"_L1,
        "size"_L1,    "rule"_L1,  "tag"_L1,      "lint"_L1,   "text"_L1, "header"_L1};
    const auto fields = filterFields();
    QCOMPARE(qsizetype(fields.size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const FilterField &field = fields[std::size_t(i)];
        QCOMPARE(field.name, expected[i]);
        QVERIFY(!field.help.isEmpty());
        QVERIFY(!QString(field.help).endsWith(u'.'));
        for (const QString &word : QString(field.values).split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(Filter::parse(QString(field.name) + u':' + word), qPrintable(word));
    }
}

void FilterParseTest::wordsAreThoseOfTheExports()
{
    const auto finds = [](QLatin1StringView field, QLatin1StringView word, const Record &record) {
        const auto filter = Filter::parse(QString(field) + u':' + QString(word).toUpper());
        return filter && filter->matches(record);
    };
    for (int i = 0; i <= int(Kind::Invalid); ++i) {
        Record record;
        record.kind = Kind(i);
        QVERIFY(finds("kind"_L1, nameOf(record.kind), record));
    }
    for (int i = 0; i <= int(sightglass::mcp::Era::Modern); ++i) {
        Record record;
        record.era = sightglass::mcp::Era(i);
        QVERIFY(finds("era"_L1, nameOf(record.era), record));
    }
    for (int i = 0; i <= int(State::Dropped); ++i) {
        Record record;
        record.state = State(i);
        QVERIFY(finds("status"_L1, outcomeOf(record), record));
        record.errorCode = -1;
        QVERIFY(finds("status"_L1, outcomeOf(record), record));
    }
    for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient}) {
        Record record;
        record.direction = direction;
        QVERIFY(finds("dir"_L1, nameOf(direction), record));
    }
}

void FilterParseTest::badRegexTellsWhy()
{
    for (const QString &text : {u"tool:/a(/"_s, u"tool:/[/"_s, u"tool:/(?<=a+)b/"_s, u"x or text:/*/"_s}) {
        const auto filter = Filter::parse(text);
        QVERIFY(!filter);
        QVERIFY(filter.error().message.startsWith(u"expected a regular expression, but: "));
        QCOMPARE(filter.error().position, text.indexOf(u'/'));
        QCOMPARE(filter.error().position + filter.error().length, text.size());
    }
}

// Texts that cost a careless parser its stack, its time or its memory.
void FilterParseTest::helplessExpressionsEnd()
{
    const QStringList texts = {
        u"("_s.repeated(60000),
        u"not "_s.repeated(16000),
        u"a or "_s.repeated(13000) + u"b"_s,
        u"status:"_s + u"1,"_s.repeated(30000) + u"1"_s,
        u"text:/"_s + u"("_s.repeated(30000) + u")"_s.repeated(30000) + u"/"_s,
        u"text:/((a{1,1000}){1,1000}){1,1000}/"_s,
        u"tool:"_s + u"*?"_s.repeated(30000),
        u"\""_s + u"\\"_s.repeated(65000),
        QString(1000, QChar(0)),
        u"tool:"_s + QString(QChar(0xD800)) + u" "_s + QString(QChar(0xDC00)),
    };
    Record record;
    record.method = "tools/call";
    record.name = QByteArray(2000, 'a');
    for (const QString &text : texts) {
        const auto filter = Filter::parse(text);
        if (filter) {
            const QString canonical = filter->toString(); // longer than the text where `and` was left out
            const auto again = Filter::parse(canonical);
            QVERIFY(canonical.size() > kMaxFilterLength || (again && again->toString() == canonical));
            QCOMPARE(filter->matches(record), text.startsWith(u"a or"));
        } else {
            QVERIFY(!filter.error().message.isEmpty());
            QVERIFY(filter.error().position <= text.size());
        }
    }
}

QTEST_GUILESS_MAIN(FilterParseTest)
#include "tst_filterparse.moc"
