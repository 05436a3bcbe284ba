// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fakeinterception.h"
#include "ui/intercept/answereditor.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/headereditor.h"
#include "ui/intercept/jsoncheck.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QTest>
#include <QTextBlock>

using namespace sightglass;
using namespace sightglass::ui;
using namespace Qt::Literals::StringLiterals;
using ui::testing::heldCall;

namespace {

/// Types \a text in place of the first \a old.
void retype(QPlainTextEdit &edit, const QString &old, const QString &text)
{
    QTextCursor cursor = edit.document()->find(old);
    QVERIFY(!cursor.isNull());
    edit.setTextCursor(cursor);
    QTest::keyClicks(&edit, text);
}

} // namespace

class TestMessageEditors : public QObject
{
    Q_OBJECT
    Theme m_theme{*qApp, Theme::Mode::Light};

private Q_SLOTS:
    void faultsAreFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("empty") << QByteArray("  ") << u"nothing"_s;
        QTest::newRow("missing value") << QByteArray("{\n \"a\": }") << u"line 2, column 7"_s;
        QTest::newRow("cut") << QByteArray("{\"a\": [1, 2") << u"too soon"_s;
        QTest::newRow("behind") << QByteArray("{} x") << u"line 1, column 4"_s;
        QTest::newRow("comma") << QByteArray("[1,]") << u"line 1, column 4"_s;
        QTest::newRow("literal") << QByteArray("{\"a\": nul}") << u"line 1"_s;
    }

    void faultsAreFound()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const auto trouble = jsonTrouble(text);
        QVERIFY(trouble);
        QVERIFY2(trouble->text.contains(place), qPrintable(trouble->text));
        QVERIFY(trouble->at >= 0 && trouble->at <= text.size());
    }

    void compactKeepsTokens()
    {
        const QByteArray spelled = "{ \"a\" : 1.50e+3 , \"b\\\" c\" : \"x  y\\\\\" , \"n\":12345678901234567890 }";
        QCOMPARE(compacted(spelled), QByteArray("{\"a\":1.50e+3,\"b\\\" c\":\"x  y\\\\\",\"n\":12345678901234567890}"));
    }

    void onlyWhatWasChangedDiffers()
    {
        BodyEditor editor(m_theme, u"Body"_s);
        const QByteArray body = R"({"z":1.50e+3,"a":{"name":"add","big":12345678901234567890},"z":"twice"})";
        editor.setBody(body);
        QVERIFY(editor.edit().document()->blockCount() > 3); // indented to be read
        QVERIFY(!editor.isEdited());
        QCOMPARE(editor.body(), body);
        retype(editor.edit(), u"add"_s, u"sub"_s);
        QVERIFY(editor.isEdited());
        QCOMPARE(editor.body(), QByteArray(body).replace("add", "sub"));
        editor.revert();
        QVERIFY(!editor.isEdited());
        editor.edit().undo();
        QVERIFY(editor.isEdited());
    }

    void bodyWithItsOwnLayoutStays_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("spaces") << QByteArray("{ \"a\":  \"one\",\n\t\"b\": [ ] }");
        QTest::newRow("CR LF") << QByteArray("{\r\n  \"a\": \"one\"\r\n}\r\n");
        QTest::newRow("no-break space") << QByteArray("{\"a\":\"one\",\"b\":\"1 000\"}");
        QTest::newRow("line separator") << QByteArray("{\"a\":\"one\",\"b\":\"x y\"}");
        QTest::newRow("broken") << QByteArray("{\"a\":\"one\"");
        QTest::newRow("text") << QByteArray("one and two");
    }

    void bodyWithItsOwnLayoutStays()
    {
        QFETCH(QByteArray, body);
        BodyEditor editor(m_theme, u"Body"_s);
        editor.setBody(body);
        QVERIFY(editor.isEditable());
        QCOMPARE(editor.body(), body);
        retype(editor.edit(), u"one"_s, u"other"_s);
        QCOMPARE(editor.body(), QByteArray(body).replace("one", "other"));
    }

    void whatCannotBeEditedIsSaid()
    {
        BodyEditor editor(m_theme, u"Body"_s);
        for (const QByteArray &body : {QByteArray("\xff\xfe\x00"), QByteArray("{\"a\":\"x y\"}"),
                                       '"' + QByteArray(BodyEditor::kMostBytes, 'x') + '"'}) {
            editor.setBody(body);
            QVERIFY(!editor.isEditable());
            QVERIFY(editor.edit().isReadOnly());
            QVERIFY(!editor.isEdited());
            QCOMPARE(editor.body(), body);
        }
    }

    void faultIsShownAndGoneTo()
    {
        BodyEditor editor(m_theme, u"Body"_s);
        editor.setBody(R"({"ä":"ö","b":true})");
        QVERIFY(editor.problem().isEmpty());
        retype(editor.edit(), u"true"_s, u"tru"_s);
        QVERIFY2(editor.problem().contains(u"line 3"_s), qPrintable(editor.problem()));
        editor.edit().moveCursor(QTextCursor::Start);
        editor.goToProblem();
        QCOMPARE(editor.edit().textCursor().blockNumber(), 2);
        retype(editor.edit(), u"tru"_s, u"false"_s);
        QVERIFY(editor.problem().isEmpty());
        QCOMPARE(editor.body(), QByteArray(R"({"ä":"ö","b":false})"));
    }

    void headerEdits()
    {
        using interceptor::HeaderEdit;
        const QList<HeaderField> before{{"Host", "a"}, {"Accept", "x"}, {"accept", "y"}, {"Cookie", "c"}};
        QVERIFY(ui::headerEdits(before, before).isEmpty());
        QList<HeaderField> after{{"Host", "b"}, {"Accept", "x"}, {"accept", "z"}, {"New", "1"}};
        const interceptor::HeaderEdits wanted{HeaderEdit{"Host", QByteArray("b")},
                                              HeaderEdit{"Accept", QByteArray("x, z")},
                                              HeaderEdit{"New", QByteArray("1")}, HeaderEdit{"Cookie", std::nullopt}};
        QCOMPARE(ui::headerEdits(before, after), wanted);
        QVERIFY(fieldProblem({"X-Ok", "v"}).isEmpty());
        QVERIFY(!fieldProblem({"", "v"}).isEmpty());
        QVERIFY(!fieldProblem({"Bad Name", "v"}).isEmpty());
        QVERIFY(!fieldProblem({"X", "a\r\nInjected: 1"}).isEmpty());
    }

    void headersAreEditedInPlace()
    {
        HeaderEditor editor(m_theme);
        editor.resize(500, 300);
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        const QByteArray head = "POST /mcp HTTP/1.1\r\nX-Raw: \xe9t\xe9\r\nMcp-Name: add\r\nContent-Length: 9\r\n\r\n";
        editor.setHead(head, true);
        editor.setReadOnly(false);
        QVERIFY(!editor.isEdited());
        QCOMPARE(editor.fields().at(0).value, QByteArray("\xe9t\xe9"));            // bytes, whatever they are
        QVERIFY(!editor.table().item(2, 1)->flags().testFlag(Qt::ItemIsEditable)); // the length is ours
        editor.table().setFocus();
        editor.table().setCurrentCell(1, 1);
        QTest::keyClick(&editor.table(), Qt::Key_Return);
        QWidget *field = QApplication::focusWidget();
        QVERIFY(field != &editor.table());
        QTest::keyClicks(field, u"sub"_s);
        QTest::keyClick(field, Qt::Key_Return);
        const interceptor::HeaderEdits wanted{interceptor::HeaderEdit{"Mcp-Name", QByteArray("sub")}};
        QTRY_COMPARE(editor.edits(), wanted);
        editor.addField();
        QVERIFY(editor.problem().isEmpty()); // an empty row is none
        editor.table().item(3, 0)->setText(u"not a name"_s);
        QVERIFY(!editor.problem().isEmpty());
        editor.table().item(3, 0)->setText(u"X-New"_s);
        QVERIFY(editor.problem().isEmpty());
        editor.table().setCurrentCell(0, 0);
        editor.removeFields();
        QCOMPARE(editor.edits().size(), 3);
    }

    void answersHaveTheRequestsId()
    {
        interceptor::HeldMessage message = heldCall(1);
        message.message = "{\"jsonrpc\":\"2.0\",\"id\":\"a\\\"b\",\"method\":\"tools/call\"}";
        QVERIFY(AnswerEditor::canAnswer(message));
        const QByteArray result = AnswerEditor::answerTemplate(message, AnswerEditor::Kind::Result);
        QVERIFY2(result.contains("\"id\":\"a\\\"b\""), result.constData());
        QVERIFY(!jsonTrouble(result));
        QVERIFY(!result.contains("resultType"));
        QVERIFY(!jsonTrouble(AnswerEditor::answerTemplate(message, AnswerEditor::Kind::Error)));
        message.message = R"({"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"_meta":)"
                          R"({"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
        message.method = "tools/list";
        QVERIFY(
            AnswerEditor::answerTemplate(message, AnswerEditor::Kind::Result).contains(R"("resultType":"complete")"));
        message.message = R"({"jsonrpc":"2.0","method":"notifications/cancelled"})";
        QVERIFY(!AnswerEditor::canAnswer(message)); // nobody waits for an answer
    }
};

QTEST_MAIN(TestMessageEditors)
#include "tst_messageeditors.moc"
