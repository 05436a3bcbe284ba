// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bodyview.h"
#include "ui/detail/changestab.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/detailsamples.h"
#include "ui/detail/diffview.h"
#include "ui/detail/findingstab.h"
#include "ui/detail/jsonview.h"
#include "ui/detail/messagetab.h"
#include "ui/detail/notesbar.h"
#include "ui/models/jsontreemodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::samples;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;

namespace {

Note note(NoteKind kind, const QByteArray &code, const QString &text = {})
{
    Note made;
    made.kind = kind;
    made.code = code;
    made.text = text;
    return made;
}

Note finding(const QByteArray &pointer, int part)
{
    Note made = note(NoteKind::Finding, "header-mismatch", u"says something else"_s);
    made.severity = Severity::Error;
    made.pointer = pointer;
    made.part = part;
    return made;
}

} // namespace

/// What interceptors noted about an exchange, and what they changed.
class NotesTest : public QObject
{
    Q_OBJECT
    Theme m_theme{*qApp, Theme::Mode::Light};

private Q_SLOTS:
    void pillsAreGatheredAndLead()
    {
        NotesBar bar(m_theme);
        bar.resize(900, 40);
        Record record = call(1, "{}");
        bar.present(record);
        QVERIFY(bar.isHidden());
        record.notes = {note(NoteKind::Rule, "block", u"rejected"_s),
                        note(NoteKind::Rule, "block", u"and delayed"_s),
                        note(NoteKind::Tag, "slow"),
                        note(NoteKind::Colour, "red"),
                        note(NoteKind::Fault, "delay"),
                        finding({}, -1)};
        bar.present(record);
        bar.show();
        const auto pills = bar.findChildren<QToolButton *>();
        QStringList names;
        for (const QToolButton *pill : pills)
            names.append(pill->accessibleName());
        QCOMPARE(names, QStringList({u"Rule block ×2"_s, u"#slow"_s, u"red"_s, u"Fault: delay"_s}));
        QSignalSpy rule(&bar, &NotesBar::ruleRequested);
        QSignalSpy filter(&bar, &NotesBar::filterRequested);
        QTest::mouseClick(pills[0], Qt::LeftButton);
        QCOMPARE(rule.size(), 1);
        QCOMPARE(rule[0][0].toByteArray(), QByteArray("block"));
        QTest::mouseClick(pills[1], Qt::LeftButton);
        QCOMPARE(filter[0][0].toString(), u"tag:slow"_s);
    }

    void manyPillsAreCounted()
    {
        NotesBar bar(m_theme);
        Record record = call(1, "{}");
        for (int i = 0; i < 200; ++i)
            record.notes.append(note(NoteKind::Tag, QByteArray::number(i)));
        bar.present(record);
        QCOMPARE(bar.findChildren<QToolButton *>().size(), qsizetype(NotesBar::kMostPills));
    }

    void findingLeadsToItsPlace()
    {
        Capture capture;
        DetailPane pane(m_theme, capture.payloads, capture.list);
        pane.resize(900, 420);
        pane.show();
        Record record = call(1, R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text"}]}})");
        int body = -1;
        for (int i = 0; i < record.parts.size(); ++i) {
            if (record.parts.at(i).kind == PartKind::ResponseBody)
                body = i;
        }
        record.notes = {finding("/result/content/0/type", body), finding("/nowhere", -1)};
        capture.add({record});
        pane.setExchange(record.id);
        auto *tab = pane.findChild<FindingsTab *>();
        pane.setCurrentTab(DetailPane::Findings);
        QTRY_COMPARE(tab->list().topLevelItemCount(), 2);
        tab->list().setFocus();
        tab->list().setCurrentItem(tab->list().topLevelItem(0));
        QTest::keyClick(&tab->list(), Qt::Key_Return);
        QTRY_COMPARE(pane.currentTab(), DetailPane::Response);
        JsonView *tree = nullptr;
        for (MessageTab *one : pane.findChildren<MessageTab *>()) {
            if (one->isVisible())
                tree = &one->received().tree();
        }
        QVERIFY(tree);
        QCOMPARE(tree->currentIndex().data(models::JsonTreeModel::PointerRole).toString(), u"/result/content/0/type"_s);
    }

    void changesAreHeldAgainstEachOther()
    {
        ChangesTab tab(m_theme);
        DetailContent content;
        content.record = call(1, "{}");
        content.havePayload = true;
        content.parts = {part(PartKind::RequestHead, requestHead()),
                         part(PartKind::RequestBody, R"({"a":1,"b":2})"),
                         part(PartKind::SentRequestHead, requestHead("X-New: 1\r\n")),
                         part(PartKind::SentRequestBody, R"({"a":1,"b":3})"),
                         part(PartKind::ResponseHead, responseHead("text/event-stream")),
                         part(PartKind::Event, "data: {\"n\":1}\n\n"),
                         part(PartKind::Event, "data: {\"n\":2}\n\n"),
                         part(PartKind::SentEvent, "data: {\"n\":9}\n\n")};
        tab.present(content);
        QStringList pieces;
        for (int i = 0; i < tab.pieces().count(); ++i)
            pieces.append(tab.pieces().itemText(i));
        QCOMPARE(pieces, QStringList({u"Request body"_s, u"Request headers"_s, u"Event 2"_s}));
        QTRY_VERIFY(tab.diff().isComplete());
        QVERIFY2(tab.diff().text().contains(u"\"b\": 3"_s), qPrintable(tab.diff().text()));
        tab.pieces().setCurrentIndex(2);
        QTRY_VERIFY(tab.diff().text().contains(u"\"n\": 9"_s));
        tab.present(content); // a later snapshot keeps what one looks at
        QCOMPARE(tab.pieces().currentText(), u"Event 2"_s);
        content.parts.clear();
        tab.present(content);
        QCOMPARE(tab.pieces().count(), 0);
    }
};

QTEST_MAIN(NotesTest)
#include "tst_notes.moc"
