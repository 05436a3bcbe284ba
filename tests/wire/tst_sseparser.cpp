// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/sseparser.h"
#include "wire/ssewriter.h"

#include <QList>
#include <QTest>

using namespace sightglass;
using namespace sightglass::wire;
using namespace Qt::Literals::StringLiterals;

namespace {

class Collector final : public SseParser::Sink
{
public:
    void onEvent(SseEvent &&event) override { events.append(std::move(event)); }
    QList<SseEvent> events;
};

struct Stream {
    QList<SseEvent> events;
    QByteArray rest;

    QByteArray raw() const
    {
        QByteArray all;
        for (const SseEvent &event : events)
            all += event.raw;
        return all + rest;
    }
    /// Everything of every event, so that two streams can be compared.
    QByteArray describe() const
    {
        QByteArray out;
        for (const SseEvent &event : events) {
            out += "{" + event.raw + "|" + event.type + "|" + (event.hasData ? "data " : "no data ") + event.data + "|"
                   + (event.id ? "id " + *event.id : QByteArray("no id")) + "|"
                   + QByteArray::number(event.retryMs.value_or(-1)) + "}";
        }
        return out + rest;
    }
};

Stream parse(const QList<QByteArrayView> &pieces)
{
    SseParser parser;
    Collector collector;
    for (const QByteArrayView piece : pieces) {
        if (!parser.feed(piece, collector))
            return {};
    }
    parser.finish(collector);
    return {collector.events, parser.takeRest()};
}

QByteArray differenceWhenCut(QByteArrayView bytes, const Stream &expected)
{
    QList<QByteArrayView> single;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        single.append(bytes.sliced(i, 1));
    if (const QByteArray got = parse(single).describe(); got != expected.describe())
        return "byte by byte: " + got;
    for (qsizetype i = 1; i < bytes.size(); ++i) {
        if (const QByteArray got = parse({bytes.first(i), bytes.sliced(i)}).describe(); got != expected.describe())
            return "cut at " + QByteArray::number(i) + ": " + got;
    }
    return {};
}

} // namespace

class TestSseParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields_data();
    void fields();
    void cuts_data();
    void cuts();
    void allShortStreams();
    void carriageReturnStreamsAreNotHeldBack();
    void finishGivesTheWaitingEvent();
    void limit();
    void limitIsExact();
    void longEventByteByByte();
    void takeRestStartsAnew();
    void written_data();
    void written();
    void writtenText();
    void otherId_data();
    void otherId();
};

void TestSseParser::fields_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data"); // null: no data field
    QTest::addColumn<QByteArray>("id");   // null: no id field
    QTest::addColumn<qint64>("retry");    // -1: none
    const QByteArray none;
    const auto row = [](const char *name, const QByteArray &block, const QByteArray &type, const QByteArray &data,
                        const QByteArray &id = {},
                        qint64 retry = -1) { QTest::newRow(name) << block << type << data << id << retry; };
    row("data", "data: a\n\n", "", "a");
    row("data without space", "data:a\n\n", "", "a");
    row("one space only", "data:  a \n\n", "", " a ");
    row("tab stays", "data:\ta\n\n", "", "\ta");
    row("two lines", "data: a\ndata: b\n\n", "", "a\nb");
    row("empty first line", "data:\ndata: b\n\n", "", "\nb");
    row("two empty lines", "data\ndata\n\n", "", "\n");
    row("no colon", "data\n\n", "", "");
    row("empty value", "data:\n\n", "", "");
    row("a colon in the value", "data: a: b\n\n", "", "a: b");
    row("priming event", "id: s_1\ndata:\n\n", "", "", "s_1");
    row("all fields", "event: message\nid: 7\nretry: 2500\ndata: {}\n\n", "message", "{}", "7", 2500);
    row("last one wins", "event: a\nevent: b\nid: 1\nid: 2\nretry: 1\nretry: 2\ndata: x\n\n", "b", "x", "2", 2);
    row("empty type resets", "event: a\nevent\ndata: x\n\n", "", "x");
    row("empty id", "id\n\n", "", none, "");
    row("empty id with colon", "id:\n\n", "", none, "");
    row("id with NUL", QByteArray("id: a\0b\n\n", 9), "", none);
    row("id with NUL keeps the other", QByteArray("id: c\nid: a\0b\n\n", 15), "", none, "c");
    row("retry letters", "retry: 10s\n\n", "", none);
    row("retry sign", "retry: -1\n\n", "", none);
    row("retry plus", "retry: +1\n\n", "", none);
    row("retry empty", "retry:\n\n", "", none);
    row("retry two spaces", "retry:  1\n\n", "", none);
    row("retry overflow", "retry: 9223372036854775808\n\n", "", none);
    row("retry bad keeps the other", "retry: 5\nretry: x\n\n", "", none, {}, 5);
    row("comment", ": hello\n\n", "", none);
    row("comment and data", ":data: a\ndata: b\n:\n\n", "", "b");
    row("unknown field", "foo: a\ndata: b\nDATA: c\n data: d\n\n", "", "b");
    row("empty line", "\n", "", none);
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        "", "a");
    row("half a byte order mark",
        "\xEF\xBB"
        "data: a\n\n",
        "", none);
    row("two byte order marks",
        "\xEF\xBB\xBF\xEF\xBB\xBF"
        "data: a\n\n",
        "", none);
    row("CRLF", "event: a\r\ndata: b\r\n\r\n", "a", "b");
    row("CR", "event: a\rdata: b\r\r", "a", "b");
    row("mixed", "event: a\rid: 1\r\nretry: 3\ndata: b\rdata: c\r\n\n", "a", "b\nc", "1", 3);
    row("NUL in data", QByteArray("data: a\0b\n\n", 11), "", QByteArray("a\0b", 3));
    row("utf-8", "data: \xc3\xa4\xf0\x9f\x94\x8d\n\n", "", "\xc3\xa4\xf0\x9f\x94\x8d");
}

void TestSseParser::fields()
{
    QFETCH(QByteArray, block);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, id);
    QFETCH(qint64, retry);
    const Stream stream = parse({block});
    QCOMPARE(stream.events.size(), 1);
    const SseEvent &event = stream.events[0];
    QCOMPARE(event.raw, block);
    QCOMPARE(event.type, type);
    QCOMPARE(event.hasData, !data.isNull());
    QCOMPARE(event.data, data);
    QCOMPARE(event.id.has_value(), !id.isNull());
    QCOMPARE(event.id.value_or(""), id);
    QCOMPARE(event.retryMs.value_or(-1), retry);
    QCOMPARE(stream.rest, QByteArray());
    QCOMPARE(differenceWhenCut(block, stream), QByteArray());
    const SseEvent again = parseSseBlock(event.raw, true);
    QCOMPARE((Stream{{again}, {}}).describe(), stream.describe());
}

void TestSseParser::cuts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("raws");
    QTest::addColumn<QByteArray>("rest");
    using List = QList<QByteArray>;
    const auto row = [](const char *name, const QByteArray &bytes, const List &raws, const QByteArray &rest = {}) {
        QTest::newRow(name) << bytes << raws << rest;
    };
    row("nothing", "", {});
    row("LF", "data: a\n\ndata: b\n\n", {"data: a\n\n", "data: b\n\n"});
    row("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", {"data: a\r\n\r\n", "data: b\r\n\r\n"});
    row("CR", "data: a\r\rdata: b\r\r", {"data: a\r\r", "data: b\r\r"});
    row("unfinished line", "data: a\n\ndata: b", {"data: a\n\n"}, "data: b");
    row("unfinished event", "data: a\n\ndata: b\n", {"data: a\n\n"}, "data: b\n");
    row("unfinished CR", "data: a\n\ndata: b\r", {"data: a\n\n"}, "data: b\r");
    row("comments", ": ping\n\n:\n\ndata: a\n\n", {": ping\n\n", ":\n\n", "data: a\n\n"});
    row("empty lines", "\n\r\n\ndata: a\n\n\n", {"\n", "\r\n", "\n", "data: a\n\n", "\n"});
    row("LF then CR", "data: a\n\rdata: b\n\n", {"data: a\n\r", "data: b\n\n"});
    row("LF then CRLF", "data: a\n\r\ndata: b\n\n", {"data: a\n\r\n", "data: b\n\n"});
    row("CRLF then CR", "data: a\r\n\rdata: b\n\n", {"data: a\r\n\r", "data: b\n\n"});
    row("LF then CR CR", "data: a\n\r\rdata: b\n\n", {"data: a\n\r", "\r", "data: b\n\n"});
    // A CR stream is not held back; should an LF follow after all, it is part of the same line end.
    row("CR then CRLF", "data: a\r\r\ndata: b\n\n", {"data: a\r\r", "\ndata: b\n\n"});
    row("CR then CRLF LF", "data: a\r\r\n\ndata: b\n\n", {"data: a\r\r", "\n\n", "data: b\n\n"});
    row("mark and mixture", "\xEF\xBB\xBF: hi\r\rid: 1\r\ndata: x\n\r\n: bye",
        {"\xEF\xBB\xBF: hi\r\r", "id: 1\r\ndata: x\n\r\n"}, ": bye");
    row("mark before an empty line", "\xEF\xBB\xBF\n\ndata: a\n\n", {"\xEF\xBB\xBF\n\n", "data: a\n\n"});
}

void TestSseParser::cuts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, raws);
    QFETCH(QByteArray, rest);
    const Stream stream = parse({bytes});
    QList<QByteArray> got;
    for (const SseEvent &event : stream.events)
        got.append(event.raw);
    QCOMPARE(got, raws);
    QCOMPARE(stream.rest, rest);
    QCOMPARE(stream.raw(), bytes);
    QCOMPARE(differenceWhenCut(bytes, stream), QByteArray());
}

void TestSseParser::allShortStreams()
{
    // Every stream of up to seven of these bytes: raw bytes whole, the same events when fed byte by byte.
    static constexpr char kBytes[] = {'\r', '\n', 'd', ':'};
    for (int length = 1; length <= 7; ++length) {
        for (int number = 0; number < 1 << (2 * length); ++number) {
            QByteArray bytes;
            for (int i = 0; i < length; ++i)
                bytes.append(kBytes[(number >> (2 * i)) & 3]);
            const Stream stream = parse({bytes});
            QList<QByteArrayView> single;
            for (qsizetype i = 0; i < bytes.size(); ++i)
                single.append(QByteArrayView(bytes).sliced(i, 1));
            if (stream.raw() != bytes || parse(single).describe() != stream.describe())
                QFAIL(bytes.toPercentEncoding().constData());
        }
    }
}

void TestSseParser::carriageReturnStreamsAreNotHeldBack()
{
    SseParser parser;
    Collector collector;
    QVERIFY(parser.feed("data: a\r\r", collector));
    QCOMPARE(collector.events.size(), 1);
    QVERIFY(parser.feed("data: b\r\n\r", collector));
    QCOMPARE(collector.events.size(), 1); // the LF is to come
    QVERIFY(parser.feed("\n", collector));
    QCOMPARE(collector.events.size(), 2);
    QCOMPARE(collector.events[1].raw, "data: b\r\n\r\n");
}

void TestSseParser::finishGivesTheWaitingEvent()
{
    SseParser parser;
    Collector collector;
    QVERIFY(parser.feed("data: a\r\n\r", collector));
    QVERIFY(collector.events.isEmpty());
    parser.finish(collector);
    QCOMPARE(collector.events.size(), 1);
    QCOMPARE(collector.events[0].data, "a");
    QVERIFY(parser.takeRest().isEmpty());
}

void TestSseParser::limit()
{
    SseParser parser(20);
    Collector collector;
    const QByteArray good("data: a\n\ndata: b\n\n");
    QVERIFY(parser.feed(good, collector));
    QVERIFY(parser.feed("data: 0123456789", collector));
    const auto failed = parser.feed("01234", collector);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::LimitExceeded);
    QVERIFY(failed.error().text.contains(u"20"_s));
    QVERIFY(!parser.feed("\n\ndata: c\n\n", collector));
    QCOMPARE(collector.events.size(), 2);
    QCOMPARE(parser.takeRest(), "data: 012345678901234\n\ndata: c\n\n"); // nothing is lost to a proxy
}

void TestSseParser::limitIsExact()
{
    const QByteArray first("data: a\n\n");
    const QByteArray second("data: 0123456789\n\n");
    for (const qsizetype limit : {second.size() - 1, second.size()}) {
        SseParser whole(limit);
        Collector collected;
        QCOMPARE(whole.feed(first + second + first, collected).has_value(), limit == second.size());
        QCOMPARE(collected.events.size(), limit == second.size() ? 3 : 1);
        SseParser single(limit);
        Collector singles;
        bool ok = true;
        const QByteArray bytes = first + second + first;
        for (qsizetype i = 0; ok && i < bytes.size(); ++i)
            ok = single.feed(QByteArrayView(bytes).sliced(i, 1), singles).has_value();
        QCOMPARE(ok, limit == second.size());
        QCOMPARE(singles.events.size(), collected.events.size());
    }
}

void TestSseParser::longEventByteByByte()
{
    // 2 MB in single bytes: with a second look at earlier bytes this would take minutes, not the test's time limit.
    const QByteArray bytes = "data: " + QByteArray(2'000'000, 'x') + "\r\n\r\n";
    SseParser parser;
    Collector collector;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        QVERIFY(parser.feed(QByteArrayView(bytes).sliced(i, 1), collector));
    QCOMPARE(collector.events.size(), 1);
    QCOMPARE(collector.events[0].data.size(), 2'000'000);
    // Many short lines, one feed, one kind of line end.
    const QByteArray lines = QByteArray("data: y\r").repeated(300'000) + "\r";
    QVERIFY(parser.feed(lines, collector));
    QCOMPARE(collector.events.size(), 2);
    QCOMPARE(collector.events[1].data.size(), 599'999);
}

void TestSseParser::takeRestStartsAnew()
{
    SseParser parser;
    Collector collector;
    QVERIFY(parser.feed("data: a\r", collector));
    QCOMPARE(parser.takeRest(), "data: a\r");
    QVERIFY(parser.feed("\xEF\xBB\xBF"
                        "data: b\n\n",
                        collector));
    QCOMPARE(collector.events.at(0).data, "b");
}

void TestSseParser::written_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<qint64>("retry");
    QTest::newRow("data") << QByteArray() << QByteArray("{}") << QByteArray() << qint64(-1);
    QTest::newRow("all") << QByteArray("message") << QByteArray("a\nb") << QByteArray("1_2") << qint64(0);
    QTest::newRow("priming") << QByteArray() << QByteArray("") << QByteArray("x") << qint64(3000);
    QTest::newRow("leading blanks") << QByteArray(" a") << QByteArray("  b\n c") << QByteArray(" d") << qint64(-1);
    QTest::newRow("ends with LF") << QByteArray() << QByteArray("a\n\n") << QByteArray() << qint64(-1);
    QTest::newRow("colons") << QByteArray(":") << QByteArray(":a") << QByteArray(":") << qint64(-1);
    QTest::newRow("only retry") << QByteArray() << QByteArray() << QByteArray() << qint64(5);
}

void TestSseParser::written()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, id);
    QFETCH(qint64, retry);
    const auto optional = [](const QByteArray &bytes) {
        return bytes.isNull() ? std::nullopt : std::optional<QByteArrayView>(bytes);
    };
    const QByteArray bytes =
        serializeSse(type, optional(data), optional(id), retry < 0 ? std::nullopt : std::optional<qint64>(retry));
    const Stream stream = parse({bytes});
    QCOMPARE(stream.events.size(), 1);
    const SseEvent &event = stream.events[0];
    QCOMPARE(event.raw, bytes);
    QCOMPARE(event.type, type);
    QCOMPARE(event.hasData, !data.isNull());
    QCOMPARE(event.data, data);
    QCOMPARE(event.id.has_value(), !id.isNull());
    QCOMPARE(event.id.value_or(""), id);
    QCOMPARE(event.retryMs.value_or(-1), retry);
}

void TestSseParser::writtenText()
{
    QCOMPARE(serializeSse("", "{\"a\":1}"), "data: {\"a\":1}\n\n");
    QCOMPARE(serializeSse("message", "x", "7", 100), "event: message\nid: 7\nretry: 100\ndata: x\n\n");
    QCOMPARE(serializeSse("", "", "p"), "id: p\ndata:\n\n");
    QCOMPARE(serializeSse("", "a\r\nb\rc\n"), "data: a\ndata: b\ndata: c\ndata:\n\n");
    // Nothing breaks out of its line.
    QCOMPARE(serializeSse("a\ndata: evil", std::nullopt, "b\r\n\r\ndata: evil", -5),
             "event: adata: evil\nid: bdata: evil\n\n");
    QCOMPARE(serializeSse("", std::nullopt), "\n");
}

void TestSseParser::otherId_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none before") << QByteArray("data: a\n\n") << QByteArray("id: new\ndata: a\n\n");
    QTest::newRow("in place") << QByteArray("event: m\nid: 7\ndata: a\n\n")
                              << QByteArray("id: new\nevent: m\ndata: a\n\n");
    QTest::newRow("several") << QByteArray("id\nid:\nid: 7\n\n") << QByteArray("id: new\n\n");
    QTest::newRow("names alike") << QByteArray("idx: 7\nI d: 8\n: id: 9\n\n")
                                 << QByteArray("id: new\nidx: 7\nI d: 8\n: id: 9\n\n");
    QTest::newRow("line ends stay") << QByteArray("id: 7\r\ndata: a\r\n\r\n") << QByteArray("id: new\ndata: a\r\n\r\n");
    QTest::newRow("lone returns") << QByteArray("id: 7\rdata: a\r\r") << QByteArray("id: new\ndata: a\r\r");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << QByteArray("\xEF\xBB\xBF"
                                                   "id: new\ndata: a\n\n");
    QTest::newRow("unfinished") << QByteArray("data: a") << QByteArray("id: new\ndata: a");
    QTest::newRow("empty") << QByteArray() << QByteArray("id: new\n");
}

void TestSseParser::otherId()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, expected);
    QCOMPARE(withSseId(raw, "new"), expected);
    const SseEvent before = parseSseBlock(raw, true);
    const SseEvent after = parseSseBlock(withSseId(raw, "new"), true);
    QCOMPARE(after.id, std::optional<QByteArray>("new"));
    QCOMPARE(after.data, before.data);
    QCOMPARE(after.type, before.type);
    QCOMPARE(after.retryMs, before.retryMs);
    QCOMPARE(withSseId(withSseId(raw, "old"), "new"), expected);
}

QTEST_GUILESS_MAIN(TestSseParser)
#include "tst_sseparser.moc"
