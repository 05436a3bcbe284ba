// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bytepattern.h"
#include "ui/detail/findbar.h"
#include "ui/detail/textlines.h"
#include "ui/detail/textview.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass::ui;

namespace {

QStringList rows(const TextLines &lines)
{
    QStringList all;
    for (qsizetype i = 0; i < lines.rowCount(); ++i)
        all.append(lines.view(lines.row(i)).toString());
    return all;
}

} // namespace

class TextViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void linesAndRows()
    {
        TextLines lines(u"first\r\n\nthird line is longer\nend"_s);
        QCOMPARE(lines.lineCount(), 4);
        QCOMPARE(lines.line(0).toString(), u"first"_s);
        QCOMPARE(lines.line(1).toString(), QString());
        lines.wrap(12);
        QCOMPARE(rows(lines), QStringList({u"first"_s, QString(), u"third line "_s, u"is longer"_s, u"end"_s}));
        QCOMPARE(lines.rowAt(0), 0);
        QCOMPARE(lines.rowAt(lines.size()), 4);
        QCOMPARE(lines.rowAt(lines.text().indexOf(u"is"_s)), 3);
        QCOMPARE(lines.row(3).line, 2);
        QCOMPARE(rows(TextLines()), QStringList{QString()});
        QCOMPARE(rows(TextLines(u"\n"_s)), QStringList({QString(), QString()}));
    }

    void widerCharactersTakeMoreRoom()
    {
        TextLines lines(u"日本語日本語日本語"_s);
        lines.wrap(8);
        QCOMPARE(rows(lines), QStringList({u"日本語日"_s, u"本語日本"_s, u"語"_s}));
        // Never between a character and what belongs to it.
        TextLines marks(QString(u"e\u0301"_s).repeated(20) + QString(u"😀"_s).repeated(10));
        marks.wrap(8);
        for (const QString &row : rows(marks)) {
            QVERIFY(row.at(0) != QChar(u'\u0301') && !row.at(0).isLowSurrogate());
            QVERIFY(!row.back().isHighSurrogate());
        }
    }

    /// Whatever the text and the width: the rows are the text, in order, and none is too wide.
    void rowsAreTheText()
    {
        QRandomGenerator random(11);
        const QString alphabet = u"ab c,{}\"\t\n\n\r日é\u0301"_s;
        for (int round = 0; round < 300; ++round) {
            QString text;
            for (int i = random.bounded(200); i > 0; --i)
                text += alphabet.at(random.bounded(int(alphabet.size())));
            TextLines lines(text);
            lines.wrap(8 + random.bounded(30));
            QString joined;
            qsizetype at = 0;
            for (qsizetype i = 0; i < lines.rowCount(); ++i) {
                const auto row = lines.row(i);
                joined += text.sliced(at, row.at - at) + lines.view(row).toString(); // breaks lie between rows
                at = row.at + row.length;
                QVERIFY(row.length <= lines.columns() * 2);
                QCOMPARE(lines.rowAt(row.at), i);
            }
            QCOMPARE(joined + text.sliced(at), text);
        }
    }

    void nothingDrawnDeceives()
    {
        const QString drawn = TextLines::drawable(u"a\u001b[31m\u202eb\tc"_s);
        QCOMPARE(drawn, u"a\u241b[31m\ufffdb\tc"_s);
    }

    void bytePatterns_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("text");
        QTest::newRow("pairs") << u"0D 0a"_s << QByteArray("\r\n") << false;
        QTest::newRow("prefix") << u"0x0d0a"_s << QByteArray("\r\n") << false;
        QTest::newRow("prefix, spaces") << u"0x0d 0a"_s << QByteArray("\r\n") << false;
        QTest::newRow("one pair is a word") << u"ad"_s << QByteArray("ad") << true;
        QTest::newRow("half a byte") << u"0x0d0"_s << QByteArray("0x0d0") << true;
        QTest::newRow("words") << u"No Go"_s << QByteArray("no go") << true;
        QTest::newRow("utf-8") << u"é"_s << QByteArray("\xc3\xa9") << true;
        QTest::newRow("nothing") << QString() << QByteArray() << true;
    }
    void bytePatterns()
    {
        QFETCH(QString, wanted);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, text);
        const BytePattern pattern(wanted);
        QCOMPARE(pattern.bytes(), bytes);
        QCOMPARE(pattern.isText(), text);
    }

    void bytesAreFound()
    {
        const QByteArray all("abcABCabc");
        QCOMPARE(BytePattern(u"abc"_s).firstIn(all, 0, all.size()), 0);
        QCOMPARE(BytePattern(u"ABC"_s).firstIn(all, 1, all.size()), 3);
        QCOMPARE(BytePattern(u"41 42"_s).firstIn(all, 0, all.size()), 3);
        QCOMPARE(BytePattern(u"abc"_s).firstIn(all, 1, 3), -1); // begins behind the end
        QCOMPARE(BytePattern(u"abc"_s).firstIn(all, 1, 4), 3);
        QCOMPARE(BytePattern(QString()).firstIn(all, 0, 9), -1);
    }

    void keys()
    {
        TextView view(*m_theme);
        show(view, u"one two\nthree\nfour"_s);
        press(view, Qt::Key_Right);
        press(view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.selectedText(), u"n"_s);
        press(view, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(view.cursor(), 4);
        press(view, Qt::Key_End);
        QCOMPARE(view.cursor(), 7);
        press(view, Qt::Key_Down);
        QCOMPARE(view.cursor(), 13); // the end of "three": there is no column 7
        press(view, Qt::Key_Up);
        QCOMPARE(view.cursor(), 7); // back where it wished to be
        press(view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.cursor(), view.lines().size());
        press(view, Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(view.selectedText(), view.lines().text());
        press(view, Qt::Key_PageDown);
        QVERIFY(!view.hasSelection());
        press(view, Qt::Key_A, Qt::ControlModifier);
        press(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"one two\nthree\nfour"_s);
        press(view, Qt::Key_Left);
        press(view, Qt::Key_Left); // at the start it stays
        press(view, Qt::Key_Home, Qt::ControlModifier);
        press(view, Qt::Key_Left);
        QCOMPARE(view.cursor(), 0);
    }

    void aWindowsLineBreakIsOneStep()
    {
        TextView view(*m_theme);
        show(view, u"a\r\nb"_s);
        press(view, Qt::Key_Right);
        press(view, Qt::Key_Right);
        QCOMPARE(view.cursor(), 3);
        press(view, Qt::Key_Left);
        QCOMPARE(view.cursor(), 1);
        view.selectAll();
        QCOMPARE(view.selectedText(), u"a\r\nb"_s); // as it came
    }

    void mouse()
    {
        TextView view(*m_theme);
        show(view, u"one two\nthree\nfour"_s);
        const QPoint from = view.cursorRect(4).center();
        const QPoint to = view.cursorRect(13).center();
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), to);
        QMouseEvent drag(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(view.viewport(), &drag);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
        QCOMPARE(view.selectedText(), u"two\nthree"_s);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, view.cursorRect(10).center());
        QCOMPARE(view.selectedText(), u"three"_s);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(5, view.height() - 3));
        QCOMPARE(view.lines().rowAt(view.cursor()), 2);
        for (qsizetype at = 0; at <= view.lines().size(); ++at)
            QCOMPARE(view.positionAt(view.cursorRect(at).center()), at);
    }

    void widthKeepsThePlace()
    {
        TextView view(*m_theme);
        show(view, QString(u"some words to wrap "_s).repeated(2000));
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        const auto top = [&] { return view.lines().row(view.verticalScrollBar()->value()).at; };
        const qsizetype before = top();
        const int columns = view.lines().columns();
        view.resize(260, 200);
        QTRY_VERIFY(view.lines().columns() < columns);
        QVERIFY2(std::abs(top() - before) < columns, qPrintable(QString::number(top() - before)));
    }

    void aMillionLinesAreDrawnAtOnce()
    {
        TextView view(*m_theme);
        show(view, QString(u"  \"name\": \"an item\",\n"_s).repeated(1'000'000));
        press(view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(!view.grab().isNull());
        FindBar bar(*m_theme, view);
        bar.show();
        bar.find(u"AN ITEM"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!bar.isSearching(), 30'000);
        QCOMPARE(bar.hitCount(), 1'000'000);
        QCOMPARE(view.selectedText(), u"an item"_s);
    }

    void anotherTextEndsTheSearch()
    {
        TextView view(*m_theme);
        FindBar bar(*m_theme, view);
        connect(&view, &TextView::textChanged, &bar, &FindBar::searchAgain);
        bar.show();
        show(view, QString(u"hit "_s).repeated(2'000'000));
        bar.find(u"hit"_s);
        view.setLines(TextLines(u"one hit"_s), false);
        QTRY_VERIFY(!bar.isSearching());
        QCOMPARE(bar.hitCount(), 1);
        QCOMPARE(view.selectedText(), u"hit"_s);
        bar.close();
        view.setLines(TextLines(u"x"_s), false);
        QVERIFY(!view.grab().isNull());
    }

    void screenReadersReadIt()
    {
        TextView view(*m_theme);
        show(view, u"one two\nthree"_s);
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(access);
        QAccessibleTextInterface *text = access->textInterface();
        QVERIFY(text);
        QVERIFY(access->state().readOnly);
        QCOMPARE(text->characterCount(), 13);
        QCOMPARE(text->text(0, 7), u"one two"_s);
        text->setSelection(0, 4, 7);
        QCOMPARE(view.selectedText(), u"two"_s);
        int from = -1;
        int end = -1;
        text->selection(0, &from, &end);
        QCOMPARE(from, 4);
        QCOMPARE(end, 7);
        QCOMPARE(text->cursorPosition(), 7);
        const QRect t = text->characterRect(8);
        QCOMPARE(text->offsetAtPoint(t.center() - QPoint(1, 0)), 8);
        QVERIFY(!text->characterRect(0).intersects(t));
        QString line = text->textAtOffset(9, QAccessible::LineBoundary, &from, &end);
        QCOMPARE(line, u"three"_s);
    }

private:
    void show(TextView &view, const QString &text)
    {
        view.resize(600, 300);
        view.setLines(TextLines(text), true);
        view.show();
        view.activateWindow();
        view.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
    }
    static void press(TextView &view, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&view, key, modifiers);
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TextViewTest)
#include "tst_textview.moc"
