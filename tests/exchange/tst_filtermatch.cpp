// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filter.h"

#include "exchange/samplerecords.h"

#include <QTest>

#include <limits>

using namespace sightglass;
using namespace sightglass::exchange;
using namespace Qt::Literals::StringLiterals;

namespace {

Filter parsed(QStringView text)
{
    const auto filter = Filter::parse(text);
    if (!filter)
        qFatal("%s: %s", qPrintable(text.toString()), qPrintable(filter.error().text()));
    return *filter;
}

} // namespace

class FilterMatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toolCall_data();
    void toolCall();
    void names();
    void outcomes_data();
    void outcomes();
    void notes_data();
    void notes();
    void openExchangesHaveNoDuration();
    void errorCodes();
    void ids();
    void globs_data();
    void globs();
    void unicode();
    void textInSeveralParts();
    void textInEventsAndEditedBodies();
    void bareWords();
    void headersOfBrokenHeads();
    void decidesWithoutPartsWhereItCan_data();
    void decidesWithoutPartsWhereItCan();
    void hostileRegexEnds();
    void regexInLongTexts();
    void lettersInLongTexts();
};

void FilterMatchTest::toolCall_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");

    const auto yes = [](const QString &text) { QTest::newRow(qPrintable(text)) << text << true; };
    const auto no = [](const QString &text) { QTest::newRow(qPrintable(text)) << text << false; };
    // text fields
    yes(u"method:tools/call"_s), yes(u"method:TOOLS/*"_s), no(u"method:tools"_s), no(u"method:tools/list"_s);
    yes(u"method:ping,tools/call"_s), yes(u"method:/^tools\\//"_s), no(u"method:/^TOOLS/"_s),
        yes(u"method:/^TOOLS/i"_s);
    yes(u"method:\"tools/call\""_s), no(u"method:\"tools/*\""_s), yes(u"method:*"_s);
    yes(u"tool:search*"_s), yes(u"tool:*files"_s), yes(u"tool:*ch_f*"_s), no(u"tool:search"_s),
        yes(u"tool:search?files"_s);
    no(u"resource:*"_s), no(u"prompt:*"_s);
    yes(u"session:Session-1"_s), no(u"session:session-1"_s), yes(u"session:*"_s), yes(u"session:S*-?"_s);
    yes(u"client:Demo"_s), yes(u"client:d*"_s), no(u"client:127.0.0.1"_s), yes(u"client:*"_s);
    yes(u"address:127.0.0.1:*"_s), no(u"address:127.0.0.1"_s), yes(u"address:\"127.0.0.1:50000\""_s);
    yes(u"route:Default"_s), yes(u"route:def*,x"_s), no(u"route:x"_s);
    // words
    yes(u"era:legacy"_s), no(u"era:modern,unknown"_s), yes(u"era:Modern,LEGACY"_s), yes(u"era:*"_s);
    yes(u"kind:request"_s), no(u"kind:batch"_s), yes(u"dir:client"_s), yes(u"dir:c2s"_s), no(u"dir:s2c"_s),
        no(u"dir:server"_s);
    // numbers
    yes(u"status:ok"_s), yes(u"status:200"_s), yes(u"status:2xx"_s), no(u"status:4XX"_s), no(u"status:>=400"_s);
    yes(u"status:<300"_s), yes(u"status:404,200"_s), yes(u"status:error,2xx"_s), no(u"status:error"_s),
        yes(u"status:*"_s);
    no(u"code:*"_s), no(u"code:0"_s), yes(u"exchange:12"_s), yes(u"#12"_s), no(u"#13"_s), yes(u"#>10"_s), no(u"#<12"_s);
    yes(u"duration:>200ms"_s), yes(u"duration:>=250ms"_s), no(u"duration:>250ms"_s), no(u"duration:<250000us"_s);
    yes(u"duration:250ms"_s), yes(u"duration:=0.25s"_s), yes(u"duration:<=0.25S"_s), yes(u"duration:<1m"_s);
    yes(u"duration:<250001µs"_s), yes(u"duration:*"_s);
    yes(u"size:>100"_s), yes(u"size:<1kB"_s), yes(u"size:<0.9KiB"_s), no(u"size:>=1MB"_s), yes(u"size:<1gib"_s),
        yes(u"size:>0B"_s);
    // payload
    yes(u"text:\"two hits\""_s), yes(u"text:JSONRPC"_s), no(u"text:nothing"_s), yes(u"text:/\"id\":\\s*7/"_s);
    yes(u"text:\"name\\\":\\\"search\""_s), no(u"text:event-stream"_s), no(u"text:t*o"_s);
    yes(u"header:accept"_s), yes(u"header:X-SERVED-*"_s), no(u"header:served"_s), yes(u"header:/served/i"_s);
    yes(u"header:accept=*event-stream*"_s), yes(u"header:accept=\"application/json, text/event-stream\""_s);
    no(u"header:accept=json"_s), yes(u"header:content-type=application/json"_s), yes(u"header:x-*=/node \\d/"_s);
    no(u"header:host=x"_s), yes(u"header:content-length=*"_s);
    // bare
    yes(u"search"_s), yes(u"TOOLS/CALL"_s), yes(u"ession-"_s), yes(u"defau"_s), yes(u"\"two hits\""_s), no(u"absent"_s);
    yes(u"/call$/"_s), no(u"t*l"_s);
    // logic
    yes(u"method:ping or tool:search*"_s), no(u"method:ping tool:search*"_s), yes(u"-method:ping"_s),
        no(u"not search"_s);
    yes(u"method:ping and absent or era:legacy"_s), no(u"method:ping and (absent or era:legacy)"_s);
    yes(u"not method:ping and era:legacy"_s), no(u"not (method:ping or era:legacy)"_s), yes(u"not not era:legacy"_s);
    yes(u"method:tools/call and tool:search* and duration:>200ms and not status:error"_s);
}

void FilterMatchTest::toolCall()
{
    QFETCH(QString, text);
    QTEST(parsed(text).matches(samples::toolCall()), "expected");
}

void FilterMatchTest::names()
{
    const QList<std::pair<QByteArray, QString>> methods = {
        {"tools/call", u"tool:n"_s},
        {"resources/read", u"resource:n"_s},
        {"resources/subscribe", u"resource:n"_s},
        {"notifications/resources/updated", u"resource:n"_s},
        {"prompts/get", u"prompt:n"_s},
    };
    for (const auto &[method, text] : methods) {
        Record record;
        record.method = method;
        record.name = "N";
        for (const QString &field : {u"tool:n"_s, u"resource:n"_s, u"prompt:n"_s})
            QCOMPARE(parsed(field).matches(record), field == text);
    }
}

void FilterMatchTest::outcomes_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("toolError");
    QTest::addColumn<QString>("word");
    QTest::newRow("ok") << int(State::Completed) << 200 << false << u"ok"_s;
    QTest::newRow("http error") << int(State::Completed) << 404 << false << u"error"_s;
    QTest::newRow("tool error") << int(State::Completed) << 200 << true << u"error"_s;
    QTest::newRow("failed") << int(State::Failed) << 502 << false << u"failed"_s;
    QTest::newRow("cancelled") << int(State::Cancelled) << 0 << false << u"cancelled"_s;
    QTest::newRow("dropped") << int(State::Dropped) << 0 << false << u"dropped"_s;
    QTest::newRow("open") << int(State::Open) << 200 << false << u"open"_s;
}

void FilterMatchTest::outcomes()
{
    QFETCH(int, state);
    QFETCH(int, status);
    QFETCH(bool, toolError);
    QFETCH(QString, word);
    Record record;
    record.state = State(state);
    record.status = status;
    record.toolError = toolError;
    for (const QString &candidate : {u"ok"_s, u"error"_s, u"failed"_s, u"cancelled"_s, u"dropped"_s, u"open"_s})
        QCOMPARE(parsed(u"status:"_s + candidate).matches(record), candidate == word);
    // No status is no number: neither small nor large.
    QCOMPARE(parsed(u"status:<600").matches(record), status != 0);
    QCOMPARE(parsed(u"status:0").matches(record), false);
}

void FilterMatchTest::notes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    for (const char *hit : {"rule:block-*", "rule:*", "tag:Slow", "lint:warning", "lint:header-mismatch",
                            "lint:header-*", "lint:*", "not lint:error", "lint:error,warning"})
        QTest::newRow(hit) << QString::fromLatin1(hit) << true;
    for (const char *miss : {"rule:slow", "tag:block-shell", "lint:error", "lint:slow", "rule:warning", "tag:x"})
        QTest::newRow(miss) << QString::fromLatin1(miss) << false;
}

void FilterMatchTest::notes()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    Record record = samples::toolCall();
    record.notes = {{NoteKind::Rule, Severity::None, "block-shell", QStringLiteral("rejected"), {}, -1},
                    {NoteKind::Tag, Severity::None, "slow", {}, {}, -1},
                    {NoteKind::Finding, Severity::Warning, "header-mismatch", QStringLiteral("error"), "/params", 1}};
    const auto filter = Filter::parse(text);
    QVERIFY(filter);
    QCOMPARE(filter->matches(record), expected);
    QVERIFY(!filter->needsParts());
    QVERIFY(!Filter::parse(u"rule:* or tag:* or lint:*")->matches(samples::toolCall()));
}

void FilterMatchTest::openExchangesHaveNoDuration()
{
    Record record;
    record.state = State::Open;
    record.endUs = -1;
    for (const QString &text : {u"duration:<1m"_s, u"duration:>=0us"_s, u"duration:*"_s})
        QVERIFY(!parsed(text).matches(record));
    QVERIFY(parsed(u"not duration:<1m").matches(record));
    record.endUs = 0;
    QVERIFY(parsed(u"duration:>=0us").matches(record));
}

void FilterMatchTest::errorCodes()
{
    Record record;
    record.errorCode = -32602;
    QVERIFY(parsed(u"code:-32602").matches(record));
    QVERIFY(parsed(u"code:*").matches(record));
    QVERIFY(parsed(u"code:<=-32600,7").matches(record));
    QVERIFY(parsed(u"code:>=-32700 code:<-32000").matches(record));
    QVERIFY(!parsed(u"code:32602").matches(record));
    record.errorCode = std::numeric_limits<qint64>::max();
    QVERIFY(!parsed(u"code:>9223372036854775807").matches(record));
    QVERIFY(parsed(u"code:>9223372036854775806").matches(record));
}

void FilterMatchTest::ids()
{
    Record record;
    QVERIFY(!parsed(u"id:*").matches(record));
    record.rpcId = mcp::RequestId::number("9007199254740993");
    QVERIFY(parsed(u"id:9007199254740993").matches(record));
    QVERIFY(!parsed(u"id:9007199254740992").matches(record));
    record.rpcId = mcp::RequestId::string("Req-#1");
    QVERIFY(parsed(u"id:Req-#1").matches(record));
    QVERIFY(parsed(u"id:Req*").matches(record));
    QVERIFY(!parsed(u"id:req-#1").matches(record));
    record.rpcId = mcp::RequestId::null();
    QVERIFY(!parsed(u"id:*").matches(record));
}

void FilterMatchTest::globs_data()
{
    QTest::addColumn<QString>("glob");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const QString &glob, const QByteArray &name, bool expected) {
        QTest::newRow(qPrintable(glob + u" / "_s + QString::fromUtf8(name))) << glob << name << expected;
    };
    row(u"a*c"_s, "abc", true);
    row(u"a*c"_s, "ac", true);
    row(u"a*c"_s, "abcd", false);
    row(u"a*b*c"_s, "axbxbxc", true);
    row(u"*a*b*"_s, "xxaxxbxx", true);
    row(u"*a*b*"_s, "xxbxxaxx", false);
    row(u"**"_s, "", false);
    row(u"**"_s, "x", true);
    row(u"?"_s, "", false);
    row(u"?"_s, "x", true);
    row(u"?"_s, "é", true);
    row(u"?"_s, "😀", true);
    row(u"??"_s, "😀", false);
    row(u"a?c"_s, "aéc", true);
    row(u"*?"_s, "x", true);
    row(u"?*?"_s, "x", false);
    row(u"[a]"_s, "[a]", true);
    row(u"a.c"_s, "abc", false);
    row(u"É*"_s, "été", true);
    row(u"*é*"_s, "CAFÉ au", true);
    row(u"straße"_s, "STRASSE", false);
    row(u"\"a*\""_s, "a*", true);
    row(u"\"\""_s, "x", false);
    row(u"a*"_s, QByteArray("a\xff\xfe"), true);
    row(u"é*"_s, QByteArray("a\xff\xfe"), false);
}

void FilterMatchTest::globs()
{
    QFETCH(QString, glob);
    QFETCH(QByteArray, name);
    Record record;
    record.method = "tools/call";
    record.name = name;
    QTEST(parsed(u"tool:"_s + glob).matches(record), "expected");
}

void FilterMatchTest::unicode()
{
    Record record = samples::toolCall();
    QVERIFY(parsed(u"text:grüße").matches(record));
    QVERIFY(parsed(u"GRÜSSE or text:GRÜßE").matches(record));
    QVERIFY(parsed(u"text:/gr.ße/i").matches(record));
    record.route = u"Straße-Ω"_s;
    QVERIFY(parsed(u"route:*ω").matches(record));
    QVERIFY(parsed(u"route:straße*").matches(record));
    record.route = QString(200, u'x') + u"End"_s; // longer than what is converted on the stack
    QVERIFY(parsed(u"route:*end").matches(record));
}

void FilterMatchTest::textInSeveralParts()
{
    Record record = samples::toolCall();
    record.parts = {samples::part(PartKind::ResponseBody, "first half needle-"),
                    samples::part(PartKind::ResponseBody, "in-two")};
    QVERIFY(parsed(u"text:needle-in-two").matches(record));
    record.parts = {samples::part(PartKind::Event, "data: needle-"), samples::part(PartKind::Event, "in-two\n\n")};
    QVERIFY(!parsed(u"text:needle-in-two").matches(record)); // two events are two texts
}

void FilterMatchTest::textInEventsAndEditedBodies()
{
    for (const PartKind kind : {PartKind::RequestBody, PartKind::ResponseBody, PartKind::Event,
                                PartKind::SentRequestBody, PartKind::SentResponseBody, PartKind::SentEvent}) {
        Record record;
        record.parts = {samples::part(kind, "some Needle here")};
        QVERIFY(parsed(u"text:needle").matches(record));
    }
    for (const PartKind kind : {PartKind::RequestHead, PartKind::ResponseHead, PartKind::SentRequestHead,
                                PartKind::SentResponseHead, PartKind::Trailers}) {
        Record record;
        record.parts = {samples::part(kind, "some Needle here")};
        QVERIFY(!parsed(u"text:needle").matches(record));
    }
}

void FilterMatchTest::bareWords()
{
    Record record;
    record.method = "resources/read";
    record.name = "file:///Notes.md";
    QVERIFY(parsed(u"notes").matches(record));
    QVERIFY(parsed(u"\"file:///notes\"").matches(record));
    QVERIFY(!parsed(u"other").matches(record));
    record.parts = {samples::part(PartKind::ResponseBody, "other")};
    QVERIFY(parsed(u"other").matches(record));
}

void FilterMatchTest::headersOfBrokenHeads()
{
    Record record;
    record.kind = Kind::Invalid;
    record.parts = {samples::part(PartKind::RequestHead, "\x16\x03\x01 accept: x\r\n\r\n")};
    QVERIFY(!parsed(u"header:accept").matches(record));
    QVERIFY(parsed(u"not header:*").matches(record));
}

void FilterMatchTest::decidesWithoutPartsWhereItCan_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("expected"); // 1 yes, 0 no, -1 cannot tell
    const auto row = [](const QString &text, int expected) { QTest::newRow(qPrintable(text)) << text << expected; };
    row(u""_s, 1);
    row(u"method:tools/call"_s, 1);
    row(u"text:hits"_s, -1);
    row(u"header:accept"_s, -1);
    row(u"not text:hits"_s, -1);
    row(u"text:hits and method:ping"_s, 0);
    row(u"text:hits or method:tools/call"_s, 1);
    row(u"text:hits or method:ping"_s, -1);
    row(u"not (text:hits and method:ping)"_s, 1);
    row(u"search"_s, 1); // the name tells
    row(u"hits"_s, -1);
    row(u"method:tools/call and hits"_s, -1);
}

void FilterMatchTest::decidesWithoutPartsWhereItCan()
{
    QFETCH(QString, text);
    const std::optional<bool> answer = parsed(text).matchesWithoutParts(samples::withoutParts(samples::toolCall()));
    QTEST(answer ? int(*answer) : -1, "expected");
}

// Each of these runs for years in an engine without limits.
void FilterMatchTest::hostileRegexEnds()
{
    Record record;
    record.parts = {samples::part(PartKind::ResponseBody, QByteArray(300'000, 'a'))};
    for (const QString &expression :
         {u"(a+)+$b"_s, u"(a|aa)+$b"_s, u"(a*)*b"_s, u"(?:a?){40}a{40}c"_s, u"a.*a.*a.*[bc]"_s}) {
        QVERIFY(!parsed(u"text:/"_s + expression + u'/').matches(record));
        QVERIFY(!parsed(u"text:/"_s + expression + u"/s"_s).matches(record));
    }
    record.method = "tools/call";
    record.name = QByteArray(5000, 'a');
    QVERIFY(!parsed(u"tool:"_s + u"*a"_s.repeated(500) + u'b').matches(record));
}

void FilterMatchTest::regexInLongTexts()
{
    const QByteArray filler = QByteArray("é ").repeated(20'000); // characters of two bytes across every seam
    for (const qsizetype before : {0, 1, 16'370, 16'384, 32'768, 59'000}) {
        Record record;
        record.parts = {samples::part(PartKind::ResponseBody, filler.first(before / 3 * 3) + "needle 42" + filler)};
        QVERIFY(parsed(u"text:/needle \\d+/").matches(record));
        QVERIFY(!parsed(u"text:/needle [a-z]+/").matches(record));
        QVERIFY(!parsed(u"text:/\\x{FFFD}/").matches(record)); // no character was cut in two
    }
}

void FilterMatchTest::lettersInLongTexts()
{
    const QByteArray filler = QByteArray("abcdefghij").repeated(1'000'000);
    Record record;
    record.parts = {samples::part(PartKind::ResponseBody, filler + "The Needle" + filler)};
    QVERIFY(parsed(u"text:\"the needle\"").matches(record));
    QVERIFY(!parsed(u"text:\"the noodle\"").matches(record));
}

QTEST_GUILESS_MAIN(FilterMatchTest)
#include "tst_filtermatch.moc"
