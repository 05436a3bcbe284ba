// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fakeinterception.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/findinglistmodel.h"
#include "ui/models/holdlistmodel.h"
#include "ui/models/notetext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::models;
using namespace Qt::Literals::StringLiterals;
using exchange::Note;
using exchange::NoteKind;
using exchange::Record;
using exchange::Severity;
using interceptor::HoldEnd;
using interceptor::HoldId;
using ui::testing::heldCall;
using Column = HoldListModel::Column;

namespace {

constexpr qint64 kHeldAt = 1'000'000'000;
constexpr qint64 kSecond = 1'000'000;

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

Note finding(Severity severity, const QByteArray &code, const QByteArray &pointer = {})
{
    Note note;
    note.kind = NoteKind::Finding;
    note.severity = severity;
    note.code = code;
    note.text = u"text of "_s + QString::fromLatin1(code);
    note.pointer = pointer;
    note.part = 1;
    return note;
}

exchange::RecordPtr record(quint64 id, const QList<Note> &notes, quint32 revision = 1)
{
    auto made = std::make_shared<Record>();
    made->id = exchange::ExchangeId(id);
    made->revision = revision;
    made->method = "tools/call";
    made->name = "add";
    made->notes = notes;
    return made;
}

void receive(ExchangeListModel &list, std::vector<exchange::RecordPtr> records)
{
    list.apply({std::make_shared<const std::vector<exchange::RecordPtr>>(std::move(records))});
}

} // namespace

class TestInterceptModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void heldMessagesCountDown()
    {
        HoldListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.add(heldCall(7));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.waitingCount(), 1);
        QCOMPARE(cell(model, 0, Column::Method), u"tools/call"_s);
        QCOMPARE(cell(model, 0, Column::Client), u"claude-code"_s);
        model.tick(kHeldAt + 10 * kSecond);
        QCOMPARE(cell(model, 0, Column::Waiting), u"10 s"_s);
        QCOMPARE(cell(model, 0, Column::Left), u"50 s left"_s);
        QCOMPARE(model.urgency(0), HoldListModel::Urgency::Calm);
        model.tick(kHeldAt + 50 * kSecond);
        QCOMPARE(model.urgency(0), HoldListModel::Urgency::Soon);
        QCOMPARE(cell(model, 0, Column::Left), u"⚠ 10 s left"_s); // a sign, not the colour alone
        model.tick(kHeldAt + 61 * kSecond);
        QCOMPARE(model.urgency(0), HoldListModel::Urgency::Overdue);
        QCOMPARE(cell(model, 0, Column::Waiting), u"1 m 01 s"_s);
        interceptor::HeldMessage patient = heldCall(8);
        patient.clientTimeoutMs = 0;
        model.add(patient);
        QVERIFY(!model.leftUs(1));
        QCOMPARE(cell(model, 1, Column::Left), u"not known"_s);
    }

    void endedOnesStayUntilDismissed()
    {
        HoldListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy counted(&model, &HoldListModel::countChanged);
        for (quint64 id = 1; id <= 4; ++id)
            model.add(heldCall(id));
        QVERIFY(!model.dismiss(HoldId(1))); // it waits
        model.end(HoldId(1), HoldEnd::Decided);
        QCOMPARE(model.rowOf(HoldId(1)), -1);
        model.tick(kHeldAt + 5 * kSecond);
        model.end(HoldId(2), HoldEnd::ClientGone);
        model.end(HoldId(3), HoldEnd::Stopped);
        QCOMPARE(model.waitingCount(), 1);
        QCOMPARE(model.endedCount(), 2);
        QCOMPARE(cell(model, model.rowOf(HoldId(2)), Column::StateColumn), u"The client gave up"_s);
        QVERIFY(model.index(model.rowOf(HoldId(2)), 0).data(HoldListModel::EndedRole).toBool());
        QVERIFY(cell(model, model.rowOf(HoldId(2)), Column::Left).isEmpty());
        model.tick(kHeldAt + 90 * kSecond); // its waiting is over
        QCOMPARE(cell(model, model.rowOf(HoldId(2)), Column::Waiting), u"5 s"_s);
        QCOMPARE(model.waitingExchanges(), QList<exchange::ExchangeId>{exchange::ExchangeId(4)});
        QVERIFY(model.dismiss(HoldId(2)));
        model.dismissEnded();
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(counted.size() >= 8);
    }

    void endedOnesAreBounded()
    {
        HoldListModel model;
        for (quint64 id = 1; id <= HoldListModel::kMostEnded + 5; ++id) {
            model.add(heldCall(id));
            model.end(HoldId(id), HoldEnd::ClientGone);
        }
        QCOMPARE(model.rowCount(), HoldListModel::kMostEnded);
        QCOMPARE(model.idAt(0), HoldId(6)); // the oldest went
    }

    void findingsFollowTheList()
    {
        ExchangeListModel list;
        receive(list, {record(1, {finding(Severity::Error, "bad-id")})});
        FindingListModel model(list);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 1); // what was there already
        Note rule;
        rule.kind = NoteKind::Rule;
        receive(list, {record(2, {rule, finding(Severity::Warning, "late", "/params/name")}), record(3, {rule})});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 1, FindingListModel::Exchange), u"2"_s);
        QCOMPARE(cell(model, 1, FindingListModel::SeverityColumn), u"⚠ Warning"_s);
        QCOMPARE(cell(model, 1, FindingListModel::Where), u"/params/name"_s);
        QCOMPARE(cell(model, 1, FindingListModel::Method), u"tools/call add"_s);
        // A later snapshot has all notes again: only the new ones are added.
        receive(list, {record(2, {rule, finding(Severity::Warning, "late"), finding(Severity::Info, "more")}, 2)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 2, FindingListModel::Code), u"more"_s);
        QCOMPARE(model.count(Severity::Error), 1);
        model.setShown(Severity::Warning, false);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.count(Severity::Warning), 1);
        receive(list, {record(4, {finding(Severity::Warning, "hidden"), finding(Severity::Error, "seen")})});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 2, FindingListModel::Code), u"seen"_s);
        model.setShown(Severity::Warning, true);
        QCOMPARE(model.rowCount(), 5);
        list.clear();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.count(Severity::Error), 0);
    }

    void findingsAreBounded()
    {
        ExchangeListModel list;
        FindingListModel model(list);
        const QList<Note> hundred(100, finding(Severity::Info, "noise"));
        for (quint64 id = 1; id <= FindingListModel::kMost / 100 + 20; ++id)
            receive(list, {record(id, hundred)});
        QVERIFY(std::size_t(model.rowCount()) <= FindingListModel::kMost);
        QVERIFY(std::size_t(model.rowCount()) > FindingListModel::kMost - 2 * FindingListModel::kRemovalBlock);
        QCOMPARE(model.count(Severity::Info), model.rowCount());
        QCOMPARE(cell(model, model.rowCount() - 1, FindingListModel::Exchange),
                 QString::number(FindingListModel::kMost / 100 + 20));
    }

    void listShowsNotes()
    {
        ExchangeListModel list;
        Note rule;
        rule.kind = NoteKind::Rule;
        rule.code = "block-shell";
        Note colour;
        colour.kind = NoteKind::Colour;
        colour.code = "red";
        receive(list, {record(1, {rule, colour, finding(Severity::Warning, "one"), finding(Severity::Error, "two")}),
                       record(2, {})});
        const auto at = [&](int row, int column) { return list.index(row, column); };
        QCOMPARE(at(0, ExchangeListModel::Lint).data().toString(), u"✗ 2"_s);
        QCOMPARE(at(0, ExchangeListModel::Lint).data(Qt::AccessibleTextRole).toString(), u"errors: 1, warnings: 1"_s);
        QCOMPARE(at(0, ExchangeListModel::Lint).data(ExchangeListModel::FilterTermRole).toString(), u"lint:error"_s);
        QCOMPARE(at(0, ExchangeListModel::Rules).data().toString(), u"block-shell, red"_s);
        QCOMPARE(at(0, ExchangeListModel::Rules).data(ExchangeListModel::FilterTermRole).toString(),
                 u"rule:block-shell"_s);
        QCOMPARE(at(0, 0).data(ExchangeListModel::ColourRole).toByteArray(), QByteArray("red"));
        QVERIFY(at(1, ExchangeListModel::Lint).data().toString().isEmpty());
        QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
        list.setHeld({exchange::ExchangeId(2)});
        QCOMPARE(changed.size(), 1);
        QVERIFY(at(1, 0).data(ExchangeListModel::HeldRole).toBool());
        QCOMPARE(at(1, ExchangeListModel::Outcome).data().toString(), u"⏸ held"_s);
        list.setHeld({});
        QVERIFY(!at(1, 0).data(ExchangeListModel::HeldRole).toBool());
    }
};

QTEST_GUILESS_MAIN(TestInterceptModels)
#include "tst_interceptmodels.moc"
