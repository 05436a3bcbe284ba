// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filter.h"

#include "exchange/samplerecords.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::exchange;

// What a filter says when it may look at a part of the record only, and what it cannot match without.
class TestFilterScopes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scopes_data();
    void scopes();
    void narrowNeverContradictsWide();
    void requiredText_data();
    void requiredText();
    void requiredDuration_data();
    void requiredDuration();

private:
    static Filter filter(const QString &text)
    {
        auto parsed = Filter::parse(text);
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().text()));
        return *parsed;
    }
};

namespace {

// One letter per scope, from narrow to wide: y(es), n(o), ? for "cannot tell".
QByteArray answers(const Filter &filter, const Record &record)
{
    QByteArray letters;
    for (const FilterScope scope : {FilterScope::Names, FilterScope::Request, FilterScope::Facts, FilterScope::Whole}) {
        const std::optional<bool> answer = filter.test(record, scope);
        letters += !answer ? '?' : *answer ? 'y' : 'n';
    }
    return letters;
}

} // namespace

void TestFilterScopes::scopes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(expected);
    };
    row("", "yyyy");
    row("method:tools/call tool:search* route:default era:legacy kind:request dir:client", "yyyy");
    row("resource:*", "nnnn");
    row("prompt:*", "nnnn");
    row("status:ok", "?yyy");
    row("code:*", "?nnn");
    row("duration:>1s", "?nnn");
    row("session:Session-1", "??yy");
    row("id:7", "??yy");
    row("size:<1", "??nn");
    row("tag:x", "??nn");
    row("lint:*", "??nn");
    row("search", "??yy"); // in the name
    row("hits", "???y");
    row("text:hits", "???y");
    row("header:x-served-by", "???y");
    row("tool:other and text:hits", "nnnn");
    row("tool:search* or text:nothing", "yyyy");
    row("not text:nothing", "???y");
    row("not (tool:other and duration:>1s)", "yyyy");
}

void TestFilterScopes::scopes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(answers(filter(text), samples::toolCall()), expected);
}

void TestFilterScopes::narrowNeverContradictsWide()
{
    const QStringList terms{QStringLiteral("tool:search*"), QStringLiteral("tool:x"),      QStringLiteral("status:ok"),
                            QStringLiteral("duration:>1s"), QStringLiteral("id:7"),        QStringLiteral("text:hits"),
                            QStringLiteral("nothing"),      QStringLiteral("header:host"), QStringLiteral("session:*")};
    const Record record = samples::toolCall();
    for (const QString &a : terms) {
        for (const QString &b : terms) {
            for (const QString &c : terms) {
                const QByteArray letters =
                    answers(filter(QStringLiteral("%1 and not (%2 or not %3)").arg(a, b, c)), record);
                for (const char letter : letters)
                    QVERIFY2(letter == '?' || letter == letters.back(), letters.constData());
                QVERIFY(letters.back() != '?');
            }
        }
    }
}

void TestFilterScopes::requiredText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<QByteArray>>("expected");
    const auto row = [](const char *text, const QList<QByteArray> &expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << expected;
    };
    row("", {});
    row("text:Hits", {"hits"});
    row("\"Two Hits\" method:x text:/a/ (b and text:C)", {"two hits", "b", "c"});
    row("a or b", {});
    row("not a", {});
    row("a (b or c)", {"a"});
    row("text:Grüße", {}); // its other spellings are not the same bytes
    row("tool:abc header:x=y", {});
}

void TestFilterScopes::requiredText()
{
    QFETCH(QString, text);
    QFETCH(QList<QByteArray>, expected);
    QCOMPARE(filter(text).requiredText(), expected);
}

void TestFilterScopes::requiredDuration_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *text, qint64 expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << expected;
    };
    row("", -1);
    row("tool:x size:>1kB", -1);
    row("duration:>=2ms", 2'000);
    row("duration:>2ms", 2'001);
    row("duration:<2ms", 0); // it must have one
    row("duration:>2ms not status:ok duration:>=5ms", 5'000);
    row("duration:>=7ms or duration:>=3ms", 3'000);
    row("duration:>=7ms or tool:x", -1);
    row("not duration:>=7ms", -1);
    row("duration:>=7ms,1ms", 1'000);
}

void TestFilterScopes::requiredDuration()
{
    QFETCH(QString, text);
    QFETCH(qint64, expected);
    QCOMPARE(filter(text).requiredDurationUs(), expected);
}

QTEST_GUILESS_MAIN(TestFilterScopes)
#include "tst_filterscopes.moc"
