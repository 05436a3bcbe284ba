// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bodytext.h"
#include "ui/detail/bodyview.h"
#include "ui/detail/codeview.h"
#include "ui/detail/findbar.h"
#include "ui/detail/hexview.h"
#include "ui/detail/jsonview.h"
#include "ui/detail/textview.h"

#include "ui/accessibilitywalk.h"
#include "ui/models/jsontreemodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;

namespace {

const QByteArray kJson = R"({"zeta":1,"alpha":{"n":9007199254740993,"f":2.50},"zeta":"twice","list":["a",null,true]})";

QByteArray largeJson(qsizetype bytes)
{
    QByteArray json = "{\"items\":[";
    const QByteArray item = R"({"name":"an item","value":12345,"tags":["one","two"]})";
    json.reserve(bytes + 100);
    while (json.size() < bytes)
        json += item + ',';
    json.chop(1);
    return json + "]}";
}

} // namespace

class BodyViewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void shapes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("shape");
        QTest::newRow("empty") << QByteArray() << int(BodyShape::Empty);
        QTest::newRow("object") << QByteArray(" \n{}") << int(BodyShape::Json);
        QTest::newRow("array") << QByteArray("[1]") << int(BodyShape::Json);
        QTest::newRow("broken") << QByteArray("{\"a\":") << int(BodyShape::Json);
        QTest::newRow("text") << QByteArray("Not found, Grüße") << int(BodyShape::Text);
        QTest::newRow("nul") << QByteArray("ab\0cd", 5) << int(BodyShape::Binary);
        QTest::newRow("no utf-8") << QByteArray("\xff\xfe\x01") << int(BodyShape::Binary);
        QTest::newRow("utf-8 over the sniffed end")
            << QByteArray(4095, 'x') + "ü" + QByteArray(10, 'y') << int(BodyShape::Text);
    }
    void shapes()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, shape);
        QCOMPARE(int(BodyReader::facts(body, {}).shape), shape);
    }

    void compressedBodiesAreRead()
    {
        const QByteArray deflated = qCompress(kJson).mid(4);
        const BodyFacts facts = BodyReader::facts(deflated, "deflate");
        QCOMPARE(facts.bytes, kJson);
        QCOMPARE(facts.shape, BodyShape::Json);
        QVERIFY(!facts.note.isEmpty());
        QVERIFY(BodyReader::facts(deflated, "br").note.contains(u"br"_s));
        QVERIFY(BodyReader::facts("no such thing", "gzip").note.contains(u"gzip"_s));
    }

    void textKeepsOrderAndSpelling()
    {
        const BodyText text = BodyReader::text(kJson, BodyShape::Json);
        QVERIFY(text.fault.isEmpty());
        const QString &shown = text.lines.text();
        QVERIFY(shown.indexOf(u"zeta"_s) < shown.indexOf(u"alpha"_s));
        QVERIFY(shown.contains(u"9007199254740993"_s));
        QVERIFY(shown.contains(u"2.50"_s));
        QCOMPARE(shown.count(u"zeta"_s), 2);
        QVERIFY(shown.count(u'\n') > 5);
    }

    void brokenJsonSaysWhere()
    {
        const BodyText text = BodyReader::text("{\"a\":1,\n \"b\": oops}", BodyShape::Json);
        QVERIFY2(text.fault.contains(u"line 2"_s), qPrintable(text.fault));
        QVERIFY(text.lines.text().contains(u"oops"_s));
    }

    void longLinesAreCut()
    {
        bool cut = false;
        const QString longLine(BodyReader::kMostLine + 100, u'x');
        const QString text = BodyReader::cutLines(u"a\n"_s + longLine + u"\nb"_s, &cut);
        QVERIFY(cut);
        QVERIFY(text.startsWith(u"a\nxxx"_s));
        QVERIFY(text.endsWith(u"100 characters more\nb"_s));
        QCOMPARE(BodyReader::cutLines(u"a\nb\n"_s, &cut), u"a\nb\n"_s);
        QVERIFY(!cut);
    }

    void codeViewColoursSmallBodies()
    {
        CodeView view(*m_theme);
        view.setBody(kJson, BodyShape::Json);
        QVERIFY(view.isComplete());
        QVERIFY(view.notice().isEmpty());
        const auto &lines = view.view().lines();
        const auto colours = view.view().colours(lines.row(lines.rowAt(lines.lineStart(1))));
        QVERIFY(!colours.empty());
        QCOMPARE(colours.front().second, m_theme->color(Role::JsonKey));
        view.setBody("{\"a\": oops}", BodyShape::Json);
        QVERIFY(view.notice().contains(u"Not valid JSON"_s));
    }

    void largerBodiesArePreparedOnAWorker()
    {
        CodeView view(*m_theme);
        const QByteArray body = largeJson(CodeView::kAtOnceBytes * 3);
        view.setBody(body, BodyShape::Json);
        QVERIFY(!view.isComplete());
        QVERIFY(view.notice().contains(u"Preparing"_s));
        QTRY_VERIFY_WITH_TIMEOUT(view.isComplete(), 20'000);
        QString flat = view.text();
        QCOMPARE(flat.remove(QRegularExpression(u"\\s"_s)),
                 QString::fromUtf8(body).remove(QRegularExpression(u"\\s"_s)));
        QVERIFY(view.notice().isEmpty());
    }

    void theLargestShowTheirHeadUntilAsked()
    {
        CodeView view(*m_theme);
        const QByteArray body = largeJson(CodeView::kPreparedBytes + 1000);
        view.setBody(body, BodyShape::Json);
        QVERIFY(view.isHead());
        QVERIFY2(view.notice().contains(u"256"_s), qPrintable(view.notice()));
        QVERIFY(view.text().size() <= CodeView::kAtOnceBytes + 100);
        view.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(view.isComplete(), 60'000);
        QVERIFY(!view.isHead());
        QVERIFY(view.text().endsWith(u'}'));
        QVERIFY(view.text().size() > body.size());
    }

    void anotherBodyEndsThePreparation()
    {
        CodeView view(*m_theme);
        view.setBody(largeJson(CodeView::kAtOnceBytes * 4), BodyShape::Json);
        view.setBody("plain", BodyShape::Text);
        QVERIFY(view.isComplete());
        QCOMPARE(view.text(), u"plain"_s);
        // What the worker had in hand must not come after it.
        for (int i = 0; i < 20; ++i)
            QCoreApplication::sendPostedEvents();
        QCOMPARE(view.text(), u"plain"_s);
    }

    void sixteenMebibytesInOneLine()
    {
        CodeView view(*m_theme);
        view.resize(800, 400);
        view.show();
        const QByteArray body = "{\"blob\":\"" + QByteArray(16 * 1024 * 1024, 'A') + "\"}";
        view.setBody(body, BodyShape::Json);
        QVERIFY(view.isHead());
        view.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(view.isComplete(), 20'000);
        QVERIFY(view.text().size() > body.size()); // all of it
        QCOMPARE(view.notice(), QString());
        QVERIFY(!view.grab().isNull());
        view.find(u"A\"\n"_s);
        QTRY_VERIFY(!view.findChild<FindBar *>()->isSearching());
        QCOMPARE(view.findChild<FindBar *>()->hitCount(), 1);
        QVERIFY(view.view().verticalScrollBar()->value() > 0);
        QVERIFY(!view.grab().isNull());
    }

    void find()
    {
        BodyView view(*m_theme);
        view.resize(600, 400);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setBody(kJson, {}, {});
        QCOMPARE(view.mode(), BodyView::Tree);
        QVERIFY(view.openFind());
        QCOMPARE(view.mode(), BodyView::Text);
        auto *bar = view.code().findChild<FindBar *>();
        auto *field = bar->findChild<QLineEdit *>();
        const TextView &text = view.code().view();
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, u"ZETA"_s);
        QCOMPARE(bar->hitCount(), 2);
        QCOMPARE(text.selectedText(), u"zeta"_s);
        const qsizetype first = text.place();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(text.place() > first);
        QTest::keyClick(field, Qt::Key_Return); // around
        QCOMPARE(text.place(), first);
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QVERIFY(text.place() > first);
        QTest::keyClicks(field, u"nowhere"_s);
        QCOMPARE(bar->hitCount(), 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(text.hasFocus());
    }

    void treeAndTextAreTheSameBody()
    {
        BodyView view(*m_theme);
        view.setBody(kJson, {}, {});
        QCOMPARE(view.shape(), BodyShape::Json);
        QCOMPARE(view.tree().document(), kJson);
        QCOMPARE(view.tree().json().index(0, 0).data().toString(), u"zeta"_s);
        QCOMPARE(view.tree().json().rowCount(), 4); // the double one too
        view.setMode(BodyView::Text);
        QVERIFY(view.code().text().contains(u"\"twice\""_s));
    }

    void copiesFromTheTree()
    {
        JsonView view(*m_theme);
        view.resize(500, 300);
        view.show();
        view.setDocument(kJson);
        view.setCurrentIndex(view.json().indexOf("/alpha/n"));
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"9007199254740993"_s);
        view.copyPointer();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"/alpha/n"_s);
        view.setCurrentIndex(view.json().indexOf("/list"));
        view.copyRaw();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"[\"a\",null,true]"_s);
    }

    void longArraysOpenAtOnce()
    {
        JsonView view(*m_theme);
        view.resize(500, 300);
        view.show();
        view.setDocument(largeJson(16 * 1024 * 1024));
        QCOMPARE(view.json().rowCount(), 1);
        view.setDocument("[" + QByteArray("1,").repeated(100'000) + "1]");
        QVERIFY2(view.json().rowCount() < 5000, qPrintable(QString::number(view.json().rowCount())));
    }

    void hostileNestingOpensAtOnce()
    {
        // Each level is one more pass over all that follows it: unbounded, this would take minutes.
        const QByteArray deep(16 * 1024 * 1024, '[');
        JsonView tree(*m_theme);
        tree.resize(500, 300);
        tree.show();
        tree.setDocument(deep);
        QVERIFY(!tree.grab().isNull());
        const QByteArray less(CodeView::kAtOnceBytes, '[');
        const BodyText text = BodyReader::text(less, BodyShape::Json);
        QVERIFY(!text.fault.isEmpty());
        QVERIFY(text.lines.size() <= less.size() + 200); // not indented
        QByteArray wide = QByteArray("[").repeated(60) + QByteArray("1,").repeated(100'000) + '1';
        wide += QByteArray("]").repeated(60);
        QVERIFY(BodyReader::text(wide, BodyShape::Json).lines.size()
                <= wide.size() + 200); // would be sixty times as long
    }

    void brokenJsonInTheTree()
    {
        JsonView view(*m_theme);
        view.setDocument("{\"a\":1,\"b\":");
        const int rows = view.json().rowCount();
        QVERIFY(rows >= 2);
        QVERIFY(view.json().index(rows - 1, 0).data(models::JsonTreeModel::ErrorRole).toBool()
                || view.json().index(rows - 1, 1).data(models::JsonTreeModel::ErrorRole).toBool());
    }

    void binaryIsHexadecimal()
    {
        BodyView view(*m_theme);
        const QByteArray png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
        view.setBody(png, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", {});
        QCOMPARE(view.shape(), BodyShape::Binary);
        QCOMPARE(view.hex().bytes(), png);
        view.resize(900, 300);
        view.show();
        QVERIFY(view.openFind());
        auto *bar = view.hex().parentWidget()->findChild<FindBar *>();
        QVERIFY(bar->isVisible());
        bar->find(u"0d 0a"_s);
        QCOMPARE(bar->hitCount(), 1);
        QCOMPARE(view.hex().selected(), QByteArray("\r\n"));
        QCOMPARE(view.hex().place(), 4);
        bar->find(u"ihdr"_s); // a text: its case does not count
        QCOMPARE(view.hex().selected(), QByteArray("IHDR"));
        bar->find(u"0x"_s);
        QCOMPARE(bar->hitCount(), 0);
    }

    void hexRows()
    {
        HexView view(*m_theme);
        view.resize(1200, 200);
        view.show();
        view.setBytes("Hello, world\n and more");
        QVERIFY(view.bytesPerRow() >= 16);
        QVERIFY(view.rowText(0).startsWith(u"000000  48 65 6c 6c 6f"_s));
        QVERIFY(view.rowText(0).contains(u"Hello, world·"_s));
        QVERIFY(view.rowText(99).isEmpty());
        view.setCursor(7);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.selected(), QByteArray("wo"));
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"77 6f"_s);
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selected(), view.bytes());
        QVERIFY(!view.accessibleDescription().isEmpty());
        view.resize(320, 200);
        QTRY_COMPARE(view.bytesPerRow(), 8);
    }

    void hexOfSixteenMebibytes()
    {
        HexView view(*m_theme);
        view.resize(900, 400);
        view.show();
        view.setBytes(QByteArray(16 * 1024 * 1024, 'x'));
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.cursor(), 16 * 1024 * 1024 - 1);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QVERIFY(!view.grab().isNull());
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(120, 30));
        QVERIFY(view.cursor() < 16 * 1024 * 1024 - 1);
        view.setBytes({});
        QCOMPARE(view.cursor(), 0);
        QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(view.selected(), QByteArray());
        QVERIFY(!view.grab().isNull());
    }

    void emptyBodiesSaySo()
    {
        BodyView view(*m_theme);
        view.show();
        view.setBody({}, {}, u"There is nothing."_s);
        const auto labels = view.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text() == u"There is nothing."_s;
        }));
        for (const QToolButton *button : view.findChildren<QToolButton *>())
            QVERIFY2(!button->isVisible() || button->objectName().startsWith(u"qt_"_s),
                     qPrintable(button->accessibleName()));
    }

    void everythingHasAName()
    {
        BodyView view(*m_theme);
        view.setBody(kJson, {}, {});
        QCOMPARE(namelessWidgets(view).join(u", "_s), QString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(BodyViewsTest)
#include "tst_bodyviews.moc"
