// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangetext.h"

#include "ui/models/exchangecells.h"
#include "ui/models/modelfixture.h"

using namespace sightglass;
using namespace sightglass::models;

class TestExchangeText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbers();
    void linesAreHarmless();
    void titles();
    void terms_data();
    void terms();
    void everyCellHasAText();
};

void TestExchangeText::numbers()
{
    QCOMPARE(durationText(-1), QString());
    QCOMPARE(durationText(840), QStringLiteral("840 µs"));
    QCOMPARE(durationText(1240), QStringLiteral("1.24 ms"));
    QCOMPARE(durationText(12'345), QStringLiteral("12.3 ms"));
    QCOMPARE(durationText(999'499), QStringLiteral("999 ms"));
    QCOMPARE(durationText(999'500), QStringLiteral("1.00 s"));
    QCOMPARE(durationText(1'240'000), QStringLiteral("1.24 s"));
    QCOMPARE(durationText(123'000'000), QStringLiteral("2 m 03 s"));
    QCOMPARE(durationText(qint64(3720) * 1'000'000), QStringLiteral("1 h 02 m"));
    QCOMPARE(sizeText(0), QStringLiteral("0 B"));
    QCOMPARE(sizeText(1023), QStringLiteral("1023 B"));
    QCOMPARE(sizeText(1229), QStringLiteral("1.2 KiB"));
    QCOMPARE(sizeText(16 * 1024 * 1024), QStringLiteral("16.0 MiB"));
    QCOMPARE(rateText(8.25), QStringLiteral("8.3/s"));
    QCOMPARE(rateText(0), QStringLiteral("0/s"));
    QCOMPARE(offsetText(1'204'000), QStringLiteral("+1.204 s"));
    QCOMPARE(offsetText(-800), QStringLiteral("−0.8 ms"));
    QCOMPARE(httpStatusText(404), QStringLiteral("404 Not Found"));
    QCOMPARE(httpStatusText(299), QStringLiteral("299"));
}

void TestExchangeText::linesAreHarmless()
{
    QCOMPARE(lineText("a\nb\x1b[0m\x7f"), QStringLiteral("a␊b␛[0m␡"));
    QCOMPARE(lineText("\xff\xfe"), QStringLiteral("ÿþ"));
    // Marks that turn the direction of writing could make a name read as another one.
    QCOMPARE(lineText("a\u202Eb\u2066c"), QStringLiteral("a\uFFFDb\uFFFDc"));
    QCOMPARE(lineText(QByteArray(5000, 'x')).size(), kMaxCellText);
    QVERIFY(lineText(QByteArray(5000, 'x')).endsWith(u'…'));
    const QString cut = cutText(QStringLiteral("ab😀"), 4);
    QCOMPARE(cut, QStringLiteral("ab😀"));
    QCOMPARE(cutText(QStringLiteral("ab😀c"), 4), QStringLiteral("ab…")); // no half of a pair
    QCOMPARE(shortIdText("3f2504e0-4f89-11d3-9a0c-0305e82c3301"), QStringLiteral("…0305e82c3301"));
    QCOMPARE(shortIdText("s1"), QStringLiteral("s1"));
}

void TestExchangeText::titles()
{
    exchange::Record record = callRecord(12);
    record.endUs = 12'345;
    QCOMPARE(titleText(record), QStringLiteral("tools/call search"));
    QCOMPARE(summaryText(record), QStringLiteral("#12 → tools/call search, 200 ok, 12.3 ms"));
    QVERIFY(accessibleText(record).contains(QStringLiteral("client to server")));
    record.toolError = true;
    QCOMPARE(outcomeText(record), QStringLiteral("tool error"));
    QVERIFY(!errorText(record).isEmpty());
    record.kind = exchange::Kind::Stream;
    record.method.clear();
    QCOMPARE(titleText(record), QStringLiteral("GET event stream"));
}

void TestExchangeText::terms_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"search", "a b", "*", "quo\"te", "back\\slash", "file:///x,y", "/slash", "-1", "and", "ü",
                              "(x)", "a=b", ">5", "a?"})
        QTest::newRow(value) << QByteArray(value);
}

void TestExchangeText::terms()
{
    QFETCH(QByteArray, value);
    const QString term = filterTerm(u"tool", value);
    const exchange::Filter filter = filterOf(qPrintable(term));
    QVERIFY2(filter.matches(callRecord(1, value)), qPrintable(term));
    QVERIFY(!filter.matches(callRecord(1, value + "x")));
    QVERIFY(filterOf(qPrintable(filterWord(value))).matchesWithoutParts(callRecord(1, value)) == true);
    QCOMPARE(filterTerm(u"tool", QByteArrayView("\xff")), QString());
}

void TestExchangeText::everyCellHasAText()
{
    for (int column = 0; column < ExchangeListModel::ColumnCount; ++column)
        QVERIFY(!columnTitle(column).isEmpty());
    for (int kind = 0; kind <= static_cast<int>(exchange::Kind::Invalid); ++kind) {
        exchange::Record record = callRecord(1);
        record.kind = static_cast<exchange::Kind>(kind);
        QVERIFY(!kindText(record.kind).isEmpty());
        record.method.clear();
        QVERIFY(!titleText(record).isEmpty());
    }
    for (int state = 0; state <= static_cast<int>(exchange::State::Dropped); ++state) {
        exchange::Record record = callRecord(1);
        record.state = static_cast<exchange::State>(state);
        QVERIFY(!outcomeText(record).isEmpty());
        QVERIFY(!outcomeGlyph(record).isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestExchangeText)
#include "tst_exchangetext.moc"
