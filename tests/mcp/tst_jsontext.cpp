// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace sightglass::mcp;

class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quote_data();
    void quote();
    void unquote_data();
    void unquote();
    void roundTrip();
    void quotedTextIsJsonForOthers();
    void differentLoneSurrogatesStayDifferent();
};

void JsonTextTest::quote_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("literal");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("marks") << QByteArray("a\"b\\c/d'") << QByteArray("\"a\\\"b\\\\c/d'\"");
    QTest::newRow("controls") << QByteArray("\0\b\t\n\f\r\x1f", 7)
                              << QByteArray("\"\\u0000\\u0008\\t\\n\\u000c\\r\\u001f\"");
    QTest::newRow("delete is no control character of JSON") << QByteArray("\x7f") << QByteArray("\"\x7f\"");
    QTest::newRow("unicode") << QByteArray("é😀") << QByteArray("\"é😀\"");
    QTest::newRow("invalid UTF-8 is kept") << QByteArray("\xff\xed\xa0\x80") << QByteArray("\"\xff\xed\xa0\x80\"");
}

void JsonTextTest::quote()
{
    QFETCH(QByteArray, text);
    QTEST(quoteJson(text), "literal");
}

void JsonTextTest::unquote_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &literal, const QByteArray &text) {
        QTest::newRow(name) << literal << text;
    };
    row("plain", R"("abc")", "abc");
    row("every escape", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row("one byte", R"("\u0041")", "A");
    row("NUL", R"("a\u0000b")", QByteArray("a\0b", 3));
    row("two bytes", R"("\u00e9\u00E9")", "éé");
    row("three bytes", R"("\u20ac")", "€");
    row("pair", R"("\ud83d\ude00")", "😀");
    row("first of all pairs", R"("\ud800\udc00")", "\xf0\x90\x80\x80");
    row("last of all pairs", R"("\udbff\udfff")", "\xf4\x8f\xbf\xbf");
    row("lone high", R"("\ud800x")", "\xed\xa0\x80x");
    row("lone low", R"("\udc00")", "\xed\xb0\x80");
    row("high, high, low", R"("\ud83d\ud83d\ude00")", "\xed\xa0\xbd😀");
    row("low, high", R"("\ude00\ud83d")", "\xed\xb8\x80\xed\xa0\xbd");
    row("high at the end", R"("\ud83d\u")", "\xed\xa0\xbd");
    row("no quotes", R"(a\nb)", "a\nb");
    // Garbage in, something out, and nothing read beyond the end.
    row("short escape", R"("\u12")", "12");
    row("sign is no digit", R"("\u+041")", "+041");
    row("blank is no digit", R"("\u 041")", " 041");
    row("0x is no digit", R"("\u0x41")", "0x41");
    row("unknown escape", R"("\q")", "q");
    row("ends with a backslash", R"(a\)", "a\\");
    row("one quote", R"(")", "\"");
    row("empty", "", "");
}

void JsonTextTest::unquote()
{
    QFETCH(QByteArray, literal);
    QTEST(unquoteJson(literal), "text");
}

void JsonTextTest::roundTrip()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 2000; ++round) {
        QByteArray text(random.bounded(40), Qt::Uninitialized);
        for (char &c : text)
            c = random.bounded(3) == 0 ? "\"\\u/\n"[random.bounded(5)] : static_cast<char>(random.bounded(256));
        QCOMPARE(unquoteJson(quoteJson(text)), text);
    }
}

void JsonTextTest::quotedTextIsJsonForOthers()
{
    QByteArray text;
    for (int c = 0; c < 0x80; ++c)
        text.append(static_cast<char>(c));
    const QJsonDocument document = QJsonDocument::fromJson('[' + quoteJson(text) + ']');
    QCOMPARE(document.array().at(0).toString().toUtf8(), text);
}

void JsonTextTest::differentLoneSurrogatesStayDifferent()
{
    QVERIFY(unquoteJson(R"("\ud800")") != unquoteJson(R"("\ud801")"));
    QVERIFY(unquoteJson(R"("\ud800")") != unquoteJson(R"("\ufffd")"));
}

QTEST_GUILESS_MAIN(JsonTextTest)
#include "tst_jsontext.moc"
