// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accessibilitywalk.h"
#include "ui/fakeinterception.h"
#include "ui/filter/filterfield.h"
#include "ui/intercept/findingspane.h"
#include "ui/intercept/interceptbar.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/findinglistmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace sightglass;
using namespace sightglass::ui;
using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;
using ui::testing::FakeInterception;

class TestInterceptBar : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    Theme m_theme{*qApp, Theme::Mode::Light};

    QString rules() const { return m_folder.filePath(u"rules.jsonc"_s); }

private Q_SLOTS:
    void saysThatItIsOn()
    {
        FakeInterception control(rules());
        QWidget window;
        InterceptBar bar(m_theme, control, &window);
        window.show();
        QVERIFY(bar.isHidden());
        interceptor::PauseOptions options;
        options.enabled = true;
        options.filter = *exchange::Filter::parse(u"method:tools/call");
        control.setPause(options);
        QVERIFY(!bar.isHidden());
        bar.setHeldCount(2);
        QCOMPARE(bar.sentence(), u"Intercepting: method:tools/call — 2 held"_s);
        QCOMPARE(bar.accessibleName(), bar.sentence());
        QCOMPARE(bar.field().text(), u"method:tools/call"_s);
        const auto labels = bar.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(),
                            [](const QLabel *label) { return label->text() == u"INTERCEPTING"_s; }));
        options.enabled = false;
        control.setPause(options);
        QVERIFY(!bar.isHidden()); // something is still held
        bar.setHeldCount(0);
        QVERIFY(bar.isHidden());
    }

    void expressionIsAppliedByEnter()
    {
        FakeInterception control(rules());
        control.options.enabled = true;
        QWidget window;
        InterceptBar bar(m_theme, control, &window);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bar.openFields();
        QCOMPARE(QApplication::focusWidget(), &bar.field());
        QTest::keyClicks(&bar.field(), u"tool:add"_s);
        QVERIFY(control.options.filter.isEmpty()); // not while one types
        const auto boxes = bar.findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), 3);
        QTest::mouseClick(boxes[1], Qt::LeftButton, {}, QPoint(8, boxes[1]->height() / 2));
        QVERIFY(control.options.responses);
        QCOMPARE(bar.field().text(), u"tool:add"_s);   // what is being typed stays
        QTest::keyClick(&bar.field(), Qt::Key_Escape); // the completion
        if (bar.field().text().isEmpty())
            QTest::keyClicks(&bar.field(), u"tool:add"_s);
        bar.field().hidePopup();
        QTest::keyClick(&bar.field(), Qt::Key_Return);
        QCOMPARE(control.options.filter.toString(), u"tool:add"_s);
        bar.field().setFilterText(u"tool:("_s);
        QTest::keyClick(&bar.field(), Qt::Key_Return);
        QCOMPARE(control.options.filter.toString(), u"tool:add"_s); // what cannot be read is not applied
        QVERIFY(!bar.field().error()->text().isEmpty());
    }

    void canBeSetUpWhileOff()
    {
        FakeInterception control(rules());
        QWidget window;
        InterceptBar bar(m_theme, control, &window);
        window.show();
        bar.openFields();
        QVERIFY(!bar.isHidden());
        bar.field().setFilterText(u"tool:add"_s);
        QPushButton *onOff = bar.findChild<QPushButton *>();
        QCOMPARE(onOff->text(), u"Turn on"_s);
        QTest::mouseClick(onOff, Qt::LeftButton);
        QVERIFY(control.options.enabled);
        QCOMPARE(control.options.filter.toString(), u"tool:add"_s);
        QCOMPARE(onOff->text(), u"Turn off"_s);
        const QStringList nameless = namelessWidgets(bar);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void findingsLeadToTheirExchange()
    {
        models::ExchangeListModel list;
        models::FindingListModel model(list);
        FindingsPane pane(m_theme, model);
        pane.resize(900, 300);
        pane.show();
        auto record = std::make_shared<exchange::Record>();
        record->id = exchange::ExchangeId(5);
        record->revision = 1;
        for (const auto &[severity, code] : {std::pair{Severity::Error, "one"}, {Severity::Info, "two"}}) {
            Note note;
            note.kind = NoteKind::Finding;
            note.severity = severity;
            note.code = code;
            note.pointer = "/params";
            note.part = 1;
            record->notes.append(note);
        }
        list.apply(
            {std::make_shared<const std::vector<exchange::RecordPtr>>(std::vector<exchange::RecordPtr>{record})});
        QCOMPARE(pane.table().model()->rowCount(), 2);
        QVERIFY(pane.chip(Severity::Error).text().contains(u'1'));
        QTest::mouseClick(&pane.chip(Severity::Info), Qt::LeftButton);
        QCOMPARE(pane.table().model()->rowCount(), 1);
        QSignalSpy opened(&pane, &FindingsPane::findingOpened);
        pane.table().setCurrentIndex(pane.table().model()->index(0, 0));
        QTest::keyClick(&pane.table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<exchange::ExchangeId>(), exchange::ExchangeId(5));
        QCOMPARE(opened[0][1].toByteArray(), QByteArray("/params"));
        QCOMPARE(opened[0][2].toInt(), 1);
        const QPoint cell = pane.table().visualRect(pane.table().model()->index(0, 2)).center();
        QTest::mouseClick(pane.table().viewport(), Qt::LeftButton, {}, cell);
        QTest::mouseDClick(pane.table().viewport(), Qt::LeftButton, {}, cell);
        QCOMPARE(opened.size(), 2);
        QSignalSpy lint(&pane, &FindingsPane::lintRequested);
        pane.setLintOn(false);
        for (QToolButton *one : pane.findChildren<QToolButton *>()) {
            if (one->text() == u"Check messages"_s)
                QTest::mouseClick(one, Qt::LeftButton);
        }
        QCOMPARE(lint.size(), 1);
        const QStringList nameless = namelessWidgets(pane);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
};

QTEST_MAIN(TestInterceptBar)
#include "tst_interceptbar.moc"
