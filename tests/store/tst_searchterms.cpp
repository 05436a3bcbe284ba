// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people type, what of an exchange is searched, and how both are compared.
#include "store/samplerecords.h"
#include "store/searchterms.h"

#include <QRandomGenerator>
#include <QTest>

using namespace sightglass;
using namespace sightglass::store;
using exchange::Part;
using exchange::PartKind;

namespace {

SearchText textOf(const QByteArray &response)
{
    SearchText text;
    text.at(SearchPlace::Response) = response;
    return text;
}

bool isFound(const QString &sought, const QByteArray &text)
{
    return SearchTerms::parse(sought).matches(textOf(text));
}

SearchText readable(PartKind kind, const QByteArray &bytes)
{
    exchange::Record record;
    record.parts = {Part{kind, 0, bytes}};
    return searchTextOf(record);
}

} // namespace

class TestSearchTerms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void expressions_data();
    void expressions();
    void anythingIsSafe();
    void walkersAgree();
    void readsJson();
    void readsEventsAndGzip();
    void leavesOutHeadsAndBinary();
    void cutsLongText();
    void excerpts();
    void excerptOfWideText();
};

void TestSearchTerms::words_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *sought, const char *text, bool found) {
        QTest::newRow(name) << QString::fromUtf8(sought) << QByteArray(text) << found;
    };
    row("nothing sought", "", "anything", true);
    row("blanks", "  \t ", "anything", true);
    row("word", "fox", "the quick fox", true);
    row("case", "FOX", "the quick Fox", true);
    row("beginning of a word", "qui", "the quick fox", true);
    row("middle of a word", "uick", "the quick fox", false);
    row("all words, any order", "fox the", "the quick fox", true);
    row("one is missing", "fox dog", "the quick fox", false);
    row("phrase", "\"quick fox\"", "the quick  fox", true);
    row("phrase out of order", "\"fox quick\"", "the quick fox", false);
    row("phrase of whole words", "\"quick fo\"", "the quick fox", false);
    row("phrase being typed", "\"quick fo", "the quick fox", true);
    row("not", "fox -dog", "the quick fox", true);
    row("not, but there", "fox -quick", "the quick fox", false);
    row("not a phrase", "fox -\"the fox\"", "the quick fox", true);
    row("only not", "-dog", "the quick fox", true);
    row("only not, but there", "-fox", "the quick fox", false);
    row("minus alone", "- fox", "the quick fox", true);
    row("minus within a word", "well-known", "a well-known fox", true);
    row("signs as they are", "foo.bar", "call foo.bar now", true);
    row("signs that differ", "foo.bar", "call foo bar now", false);
    row("signs in quotes", "\"a/b c\"", "x a/b\n c", true);
    row("signs must not be", "x -foo.bar", "x foo bar", true);
    row("signs only", "{}", "a {} b", true);
    row("signs only, missing", "{}", "a b", false);
    row("snake case", "search_docs", "name search_docs", true);
    row("part of snake case", "docs", "name search_docs", true);
    row("accent in text", "cafe", "Caf\xc3\xa9", true);
    row("accent in word", "caf\xc3\xa9", "cafe", true);
    row("composed otherwise", "caf\xc3\xa9", "cafe\xcc\x81", true);
    row("writing without blanks", "\xe6\x9d\xb1\xe4\xba\xac", "\xe5\x9c\xa8\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd", true);
    row("such, out of order", "\xe4\xba\xac\xe6\x9d\xb1", "\xe6\x9d\xb1\xe4\xba\xac", false);
    row("operators are words", "AND", "this and that", true);
    row("operators are not obeyed", "fox OR dog", "the fox", false);
    row("stars are not obeyed", "f*x", "fox", false);
}

void TestSearchTerms::words()
{
    QFETCH(QString, sought);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    QCOMPARE(isFound(sought, text), found);
}

void TestSearchTerms::expressions_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<bool>("needsLook");
    QTest::newRow("words") << "one Two" << QByteArray("\"one\" * AND \"two\" *") << false;
    QTest::newRow("phrase") << "\"one two\"" << QByteArray("\"one two\"") << false;
    QTest::newRow("not") << "one -two -\"three four\"" << QByteArray("(\"one\" *) NOT (\"two\" * OR \"three four\")")
                         << false;
    QTest::newRow("signs") << "a.b -c.d" << QByteArray("\"a b\" *") << true;
    QTest::newRow("columns and stars are text")
        << "name:x NEAR(y)" << QByteArray("\"name x\" * AND \"near y\" *") << true;
}

void TestSearchTerms::expressions()
{
    QFETCH(QString, sought);
    const SearchTerms terms = SearchTerms::parse(sought);
    QTEST(terms.ftsExpression(), "expression");
    QTEST(terms.needsLook(), "needsLook");
    QVERIFY(terms.hasWanted());
    QVERIFY(!SearchTerms::parse(QStringLiteral("-") + sought.section(u' ', 0, 0)).hasWanted());
}

/// Whatever is typed, the expression holds words, quotes and our own operators.
void TestSearchTerms::anythingIsSafe()
{
    QRandomGenerator random(7);
    const QString signs = QStringLiteral("ab \"'-*:(){}^+\\\u00e9\u2488\u6771\n;%_,./");
    for (int i = 0; i < 3000; ++i) {
        QString sought;
        for (int n = random.bounded(24); n > 0; --n)
            sought.append(random.bounded(12) == 0 ? QChar(char16_t(random.bounded(0x10000)))
                                                  : signs[random.bounded(int(signs.size()))]);
        const SearchTerms terms = SearchTerms::parse(sought);
        QByteArray rest = terms.ftsExpression();
        QCOMPARE(rest.count('"') % 2, 0);
        while (rest.contains('"')) {
            const qsizetype begin = rest.indexOf('"');
            const qsizetype end = rest.indexOf('"', begin + 1);
            QVERIFY(end > begin + 1);
            rest.remove(begin, end - begin + 1);
        }
        for (const char *own : {"AND", "NOT", "OR", "(", ")", "*", " "})
            rest.replace(own, "");
        QCOMPARE(rest, QByteArray());
        static_cast<void>(terms.matches(textOf(sought.toUtf8())));
        static_cast<void>(terms.excerpt(textOf(sought.toUtf8())));
    }
    QVERIFY(SearchTerms::parse(QString(100'000, u'x') + QString(5000, u' ')).ftsExpression().size() < 200);
    QVERIFY(SearchTerms::parse(QStringLiteral("a ").repeated(1000)).ftsExpression().size() < 400);
}

/// Bytes that are ASCII take a shorter way, which must lead to the same words.
void TestSearchTerms::walkersAgree()
{
    QRandomGenerator random(11);
    for (int i = 0; i < 500; ++i) {
        QByteArray text;
        for (int n = random.bounded(300); n > 0; --n)
            text.append(random.bounded(9) < 7 ? char('A' + random.bounded(58)) : char(random.bounded(128)));
        const QByteArray longWay = foldedWords(text + " \xc3\xa9");
        QCOMPARE(foldedWords(text) + "e ", longWay);
    }
    QCOMPARE(foldedWords(QByteArray(100, 'x')), ' ' + QByteArray(int(kMaxSearchWord), 'x') + ' ');
    QCOMPARE(foldedWords(""), QByteArray(" "));
}

void TestSearchTerms::readsJson()
{
    const SearchText text =
        readable(PartKind::ResponseBody, R"({"text":"line\nfoo \u00e9t\u00E9 C:\\new \"said\" \ud83d\ude00 a\/b"})");
    const QByteArray &found = text.at(SearchPlace::Response);
    QCOMPARE(found, QByteArray("{\"text\":\"line foo \xc3\xa9t\xc3\xa9 C:\\new \"said\" \xf0\x9f\x98\x80 a/b\"}"));
    for (const char *cut : {"{\"a\":\"\\", "{\"a\":\"\\u", "{\"a\":\"\\u12", "{\"a\\uZZZZ", "{\\ud83d\\u", "{\\ud83d"})
        static_cast<void>(readable(PartKind::ResponseBody, cut));
    QCOMPARE(readable(PartKind::RequestBody, "no json: \\n").at(SearchPlace::Request), QByteArray("no json: \\n"));
}

void TestSearchTerms::readsEventsAndGzip()
{
    const SearchText event =
        readable(PartKind::Event, "event: message\nid: 7\ndata: {\"a\":\"b\\nc\"}\ndata: more\n\n");
    QCOMPARE(foldedWords(event.at(SearchPlace::Events)), QByteArray(" a b c more "));
    // "hello gzip" by gzip -9n
    const QByteArray packed = QByteArray::fromBase64("H4sIAAAAAAACA8tIzcnJV0ivyiwAABlq0t8KAAAA");
    QCOMPARE(readable(PartKind::ResponseBody, packed).at(SearchPlace::Response), QByteArray("hello gzip"));
    QCOMPARE(readable(PartKind::ResponseBody, "\x1f\x8b broken").at(SearchPlace::Response), QByteArray());
}

void TestSearchTerms::leavesOutHeadsAndBinary()
{
    const SearchText head = readable(PartKind::RequestHead, "POST / HTTP/1.1\r\nAuthorization: Bearer secret\r\n\r\n");
    for (const QByteArray &place : head.places)
        QVERIFY(!place.contains("secret"));
    QCOMPARE(readable(PartKind::ResponseBody, QByteArray("png\0data", 8)).at(SearchPlace::Response), QByteArray());
}

void TestSearchTerms::cutsLongText()
{
    exchange::Record record;
    record.parts = {Part{PartKind::RequestBody, 0, QByteArray(kMaxSearchText - 10, 'a') + " begin"},
                    Part{PartKind::ResponseBody, 0, QByteArray("end of it all")}};
    const SearchText text = searchTextOf(record);
    QVERIFY(text.at(SearchPlace::Request).endsWith(" begin"));
    QCOMPARE(text.at(SearchPlace::Response), QByteArray("end "));
}

void TestSearchTerms::excerpts()
{
    SearchText text = textOf("the quick brown fox\njumps over the lazy dog");
    const SearchExcerpt all = SearchTerms::parse(QStringLiteral("QUI \"the lazy\"")).excerpt(text);
    QCOMPARE(all.text, QStringLiteral("the quick brown fox jumps over the lazy dog"));
    QCOMPARE(all.place, SearchPlace::Response);
    QCOMPARE(all.marks, QList<SearchMark>({{4, 5}, {31, 8}}));

    text = textOf(QByteArray("word ").repeated(100) + "needle" + QByteArray(" word").repeated(100));
    text.at(SearchPlace::Request) = "other";
    const SearchExcerpt cut = SearchTerms::parse(QStringLiteral("needle")).excerpt(text);
    QVERIFY(cut.text.startsWith(u'…') && cut.text.endsWith(u'…'));
    QVERIFY(cut.text.size() <= SearchTerms::kExcerptLength + 2);
    QCOMPARE(cut.marks.size(), 1);
    QCOMPARE(cut.text.mid(cut.marks[0].begin, cut.marks[0].length), QStringLiteral("needle"));
}

void TestSearchTerms::excerptOfWideText()
{
    const QString face = QString::fromUtf8("\xf0\x9f\x98\x80");
    const QString wide = face.repeated(41) + QStringLiteral(" needle ") + face.repeated(200);
    const SearchExcerpt excerpt = SearchTerms::parse(QStringLiteral("needle")).excerpt(textOf(wide.toUtf8()));
    QCOMPARE(excerpt.text.toUtf8().count('?'), 0); // no half of a pair
    QCOMPARE(excerpt.text.mid(excerpt.marks[0].begin, excerpt.marks[0].length), QStringLiteral("needle"));
}

QTEST_APPLESS_MAIN(TestSearchTerms)
#include "tst_searchterms.moc"
