// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/diffview.h"

#include "ui/accessibilitywalk.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass::ui;
using Kind = DiffLine::Kind;

namespace {

QString changedOf(const DiffLine &line)
{
    QStringList words;
    for (const DiffSpan &span : line.changed)
        words.append(line.text.mid(span.at, span.length));
    return words.join(u'|');
}

/// What stands before (or after) according to the difference; skipped lines are taken from \a text.
QStringList sideOf(const QList<DiffLine> &diff, bool before, const QStringList &text)
{
    QStringList side;
    for (const DiffLine &line : diff) {
        if (line.kind == Kind::Skipped)
            side += text.mid(side.size(), line.skipped);
        else if (line.kind == Kind::Equal || line.kind == (before ? Kind::Removed : Kind::Added))
            side.append(line.text);
    }
    return side;
}

} // namespace

class DiffViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void equalTextsHaveNoDifference()
    {
        QVERIFY(TextDiff::lines(u"a\nb"_s, u"a\nb"_s).isEmpty());
        QVERIFY(TextDiff::bodies("{}", "{}").lines.isEmpty());
    }

    void changedWordsAreMarked()
    {
        const auto diff = TextDiff::lines(u"one\n  \"limit\": 25,\nthree"_s, u"one\n  \"limit\": 50,\nthree"_s);
        QCOMPARE(diff.size(), 4);
        QCOMPARE(diff[1].kind, Kind::Removed);
        QCOMPARE(changedOf(diff[1]), u"25"_s);
        QCOMPARE(diff[2].kind, Kind::Added);
        QCOMPARE(changedOf(diff[2]), u"50"_s);
    }

    void linesWithNothingInCommonAreNotHeldAgainstEachOther()
    {
        const auto diff = TextDiff::lines(u"abc"_s, u"xyz"_s);
        QCOMPARE(diff.size(), 2);
        QVERIFY(diff[0].changed.isEmpty());
    }

    void equalLinesFarAwayAreLeftOut()
    {
        QStringList before;
        for (int i = 0; i < 100; ++i)
            before.append(QString::number(i));
        QStringList after = before;
        after[50] = u"changed"_s;
        const auto diff = TextDiff::lines(before.join(u'\n'), after.join(u'\n'));
        QCOMPARE(diff.first().kind, Kind::Skipped);
        QCOMPARE(diff.first().skipped, 47);
        QCOMPARE(diff.last().skipped, 46);
        QCOMPARE(diff.size(), 2 + 2 * TextDiff::kContext + 2);
    }

    void theDifferenceTellsBothSides()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 400; ++round) {
            QStringList before;
            for (int i = random.bounded(30); i >= 0; --i)
                before.append(QString::number(random.bounded(6)));
            QStringList after = before;
            for (int i = random.bounded(12); i >= 0; --i) {
                if (random.bounded(2) == 0 && after.size() > 1)
                    after.removeAt(random.bounded(int(after.size())));
                else
                    after.insert(random.bounded(int(after.size()) + 1), QString::number(random.bounded(6)));
            }
            const auto diff = TextDiff::lines(before.join(u'\n'), after.join(u'\n'));
            if (diff.isEmpty()) {
                QCOMPARE(before, after);
                continue;
            }
            QCOMPARE(sideOf(diff, true, before), before);
            QCOMPARE(sideOf(diff, false, after), after);
        }
    }

    void textsThatDifferThroughoutAreReplacedWhole()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 3000; ++i) {
            before.append(u"a%1"_s.arg(i));
            after.append(u"b%1"_s.arg(i));
        }
        const auto diff = TextDiff::bodies(before.join(u'\n').toUtf8(), after.join(u'\n').toUtf8());
        QCOMPARE(diff.removed, 3000);
        QCOMPARE(diff.added, 3000);
        QCOMPARE(diff.lines.size(), TextDiff::kMostLines);
        QVERIFY(!diff.note.isEmpty());
    }

    void whiteSpaceAloneIsSaid()
    {
        const auto diff = TextDiff::bodies(R"({"a":1})", R"({"a": 1})");
        QCOMPARE(diff.lines.size(), 2);
        QVERIFY(diff.note.contains(u"white space"_s));
    }

    void largeBodiesAreCutToTheirDifference()
    {
        QByteArray before(3 * 1024 * 1024, 'x');
        for (qsizetype i = 80; i < before.size(); i += 80)
            before[i] = '\n';
        QByteArray after = before;
        after[2'000'001] = 'Y';
        const auto diff = TextDiff::bodies(before, after);
        QCOMPARE(diff.removed, 1);
        QCOMPARE(diff.added, 1);
        QVERIFY(diff.lines.size() < 20);
        QVERIFY(!diff.note.isEmpty());
    }

    void itShowsSignsAndColours()
    {
        DiffView view(*m_theme);
        view.setTexts(R"({"method":"tools/call","params":{"limit":25}})",
                      R"({"method":"tools/call","params":{"limit":50}})");
        QVERIFY(view.isComplete());
        const QStringList lines = view.text().split(u'\n');
        QVERIFY(lines.contains(u"−     \"limit\": 25"_s));
        QVERIFY(lines.contains(u"+     \"limit\": 50"_s));
        const auto *edit = view.findChild<QPlainTextEdit *>();
        const QTextBlock removed = edit->document()->findBlockByNumber(int(lines.indexOf(u"−     \"limit\": 25"_s)));
        QCOMPARE(removed.blockFormat().background().color(), m_theme->color(Role::InvalidBackground));
        QVERIFY(view.summary().startsWith(u"1 line"_s));
        QCOMPARE(namelessWidgets(view), QStringList());
    }

    void aLargeOneIsComparedByAWorker()
    {
        DiffView view(*m_theme);
        const QByteArray before = "[" + QByteArray("1,").repeated(100'000) + "1]";
        QByteArray after = before;
        after[after.size() / 2 | 1] = '7';
        view.setTexts("x", "y");
        view.setTexts(before, after);
        QVERIFY(!view.isComplete());
        QTRY_VERIFY(view.isComplete());
        QVERIFY(view.summary().contains(u"1 line"_s));
        view.setTexts(before, after);
        view.clear(u"Nothing"_s); // what is under way is forgotten
        QVERIFY(view.isComplete());
        QCOMPARE(view.summary(), u"Nothing"_s);
        QCOMPARE(view.text(), QString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(DiffViewTest)
#include "tst_diffview.moc"
