// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bodyview.h"
#include "ui/detail/codeview.h"
#include "ui/detail/eventstab.h"
#include "ui/detail/headerstab.h"
#include "ui/detail/hexview.h"
#include "ui/detail/jsonview.h"
#include "ui/detail/messagetab.h"
#include "ui/detail/operationbox.h"
#include "ui/detail/overviewtab.h"
#include "ui/detail/rawtab.h"
#include "ui/detail/timingbar.h"
#include "ui/detail/timingtab.h"

#include "exchange/filter.h"
#include "ui/accessibilitywalk.h"
#include "ui/detail/detailsamples.h"
#include "ui/models/eventlistmodel.h"
#include "ui/models/headertable.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::samples;

namespace {

DetailContent contentOf(const Record &record)
{
    DetailContent content;
    content.record = record;
    content.record.parts.clear();
    content.parts = record.parts;
    content.havePayload = true;
    return content;
}

/// The row of the header \a name below the heading \a section.
QModelIndex headerRow(const HeadersTab &tab, int section, const QString &name)
{
    const QStandardItem *top = tab.model().item(section);
    for (int i = 0; top && i < top->rowCount(); ++i) {
        if (top->child(i)->text() == name)
            return top->child(i)->index();
    }
    return {};
}

QString shownText(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

} // namespace

class DetailTabsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    // ---- Overview
    void overviewSaysWhatItIs()
    {
        Capture capture;
        capture.add({goodCall(7)});
        OverviewTab tab(*m_theme, capture.payloads, capture.list);
        tab.present(contentOf(goodCall(7)));
        const auto value = [&](const QString &label) {
            for (const Fact &fact : tab.facts().facts()) {
                if (fact.label == label)
                    return fact;
            }
            return Fact();
        };
        QVERIFY(value(u"Outcome"_s).value.contains(u"ok"_s, Qt::CaseInsensitive));
        QCOMPARE(value(u"Method"_s).filter, u"method:tools/call"_s);
        QCOMPARE(value(u"Tool"_s).value, u"search_files"_s);
        QCOMPARE(value(u"Tool"_s).filter, u"tool:search_files"_s);
        QCOMPARE(value(u"JSON-RPC id"_s).filter, u"id:7"_s);
        QVERIFY(value(u"HTTP status"_s).value.startsWith(u"200"_s));
        QCOMPARE(value(u"Number"_s).value, u"#7"_s);
        QCOMPARE(value(u"Session"_s).value, QString()); // what it has not is no row
        for (const Fact &fact : tab.facts().facts()) {
            if (!fact.filter.isEmpty())
                QVERIFY2(exchange::Filter::parse(fact.filter).has_value(), qPrintable(fact.filter));
        }
    }

    void overviewSaysWhatWentWrong()
    {
        Capture capture;
        OverviewTab tab(*m_theme, capture.payloads, capture.list);
        tab.present(contentOf(failedCall(8)));
        tab.show();
        QVERIFY2(shownText(tab).contains(u"connection refused"_s), qPrintable(shownText(tab)));
        tab.present(contentOf(goodCall(7)));
        QVERIFY(!shownText(tab).contains(u"connection refused"_s));
    }

    void overviewLinksToWhatBelongsTogether()
    {
        Capture capture;
        Record stream = streamedCall(1, 2, false);
        Record child = goodCall(2);
        child.parent = ExchangeId(1);
        child.direction = Direction::ServerToClient;
        child.method = "sampling/createMessage";
        child.name.clear();
        capture.add({stream, child});
        OverviewTab tab(*m_theme, capture.payloads, capture.list);
        QSignalSpy followed(&tab, &DetailTab::exchangeRequested);
        tab.present(contentOf(stream));
        tab.show();
        QCOMPARE(tab.links().count(), 1);
        QVERIFY(tab.links().item(0)->text().contains(u"sampling/createMessage"_s));
        tab.links().setFocus();
        tab.links().setCurrentRow(0);
        QTest::keyClick(&tab.links(), Qt::Key_Return);
        QCOMPARE(followed.count(), 1);
        QCOMPARE(followed.front().front().value<ExchangeId>(), ExchangeId(2));
        tab.present(contentOf(child));
        QCOMPARE(tab.links().count(), 1); // its parent
        tab.present(contentOf(goodCall(9)));
        QVERIFY(!tab.links().isVisible());
    }

    void overviewShowsTheOperation()
    {
        Capture capture;
        const auto round = [](quint64 id, const QByteArray &echoed, const QByteArray &result) {
            Record record =
                call(id, R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id) + R"(,"result":)" + result + "}");
            record.inputRequired = result.contains("input_required");
            record.parts[1].bytes.replace(R"("params":{)", R"("params":{)" + echoed);
            return record;
        };
        const std::vector<Record> rounds = {
            round(1, {}, R"({"resultType":"input_required","inputRequests":{},"requestState":"one"})"),
            round(2, R"("requestState":"one",)",
                  R"({"resultType":"input_required","inputRequests":{},"requestState":"two"})"),
            round(3, R"("requestState":"two",)", R"({"resultType":"complete","content":[]})"),
        };
        capture.add(rounds);
        OverviewTab tab(*m_theme, capture.payloads, capture.list);
        OperationBox &box = tab.operation();
        tab.resize(900, 400);
        tab.show();
        QVERIFY(!box.isVisible());
        tab.present(contentOf(rounds[1]));
        QTRY_VERIFY(box.isVisible());
        QVERIFY2(box.summary().text().contains(u"round 2 of 3"_s), qPrintable(box.summary().text()));
        QVERIFY2(box.summary().text().contains(u"waited for the client 1.91 s"_s), qPrintable(box.summary().text()));
        QCOMPARE(box.links().count(), 2);
        QVERIFY(box.links().item(0)->text().startsWith(u"Round 1"_s));
        QVERIFY(box.links().item(1)->text().startsWith(u"Round 3"_s));
        QCOMPARE(namelessWidgets(tab).join(u", "_s), QString());
        QSignalSpy followed(&tab, &DetailTab::exchangeRequested);
        box.links().setFocus();
        box.links().setCurrentRow(1);
        QTest::keyClick(&box.links(), Qt::Key_Return);
        QCOMPARE(followed.count(), 1);
        QCOMPARE(followed.front().front().value<ExchangeId>(), ExchangeId(3));
        tab.present(contentOf(rounds[1])); // another state of the same: it stays, with what is current
        QVERIFY(box.isVisible());
        QCOMPARE(box.links().currentRow(), 1);
        DetailContent waiting = contentOf(rounds[2]);
        waiting.havePayload = false;
        tab.present(waiting);
        QVERIFY(!box.isVisible()); // that is the one of another exchange
        tab.present(contentOf(rounds[2]));
        QTRY_VERIFY(box.isVisible());
        QVERIFY(box.summary().text().contains(u"round 3 of 3"_s));
        tab.present(contentOf(goodCall(9)));
        QVERIFY(!box.isVisible());
    }

    // ---- Request, Response
    void requestAndResponse()
    {
        MessageTab request(*m_theme, MessageTab::Side::Request);
        MessageTab response(*m_theme, MessageTab::Side::Response);
        request.present(contentOf(goodCall(7)));
        response.present(contentOf(goodCall(7)));
        QCOMPARE(request.received().tree().document(), goodCall(7).parts.at(1).bytes);
        QCOMPARE(response.received().tree().document(), goodCall(7).parts.at(3).bytes);
        QVERIFY(request.sent().isHidden());
    }

    void editedBesideTheOriginal()
    {
        MessageTab request(*m_theme, MessageTab::Side::Request);
        request.show();
        request.present(contentOf(editedCall(7)));
        QVERIFY(request.sent().isVisible());
        QVERIFY(request.received().tree().document().contains("search_files"));
        QVERIFY(request.sent().tree().document().contains("\"other\""));
        QVERIFY(shownText(request).contains(u"edited"_s));
        request.received().setMode(BodyView::Text);
        QCOMPARE(request.sent().mode(), BodyView::Text);
        MessageTab response(*m_theme, MessageTab::Side::Response);
        response.show();
        response.present(contentOf(editedCall(7)));
        QVERIFY(response.sent().tree().document().contains("\"edited\":true"));
        request.present(contentOf(goodCall(8)));
        QVERIFY(!request.sent().isVisible());
    }

    void responseOfAStreamIsItsAnswer()
    {
        MessageTab tab(*m_theme, MessageTab::Side::Response);
        tab.show();
        tab.present(contentOf(streamedCall(3, 4, true)));
        QVERIFY(tab.received().tree().document().contains("\"result\""));
        QVERIFY2(shownText(tab).contains(u"event 5 of 5"_s), qPrintable(shownText(tab)));
    }

    void whatIsNotThereIsSaid()
    {
        MessageTab tab(*m_theme, MessageTab::Side::Response);
        tab.show();
        DetailContent content = contentOf(goodCall(4));
        content.parts.clear();
        content.havePayload = false;
        tab.present(content);
        QVERIFY(shownText(tab).contains(u"Loading"_s));
        content.problem = u"The recording is gone"_s;
        tab.present(content);
        QVERIFY(shownText(tab).contains(u"The recording is gone"_s));
        tab.present(contentOf(failedCall(5)));
        QVERIFY(!shownText(tab).contains(u"Loading"_s));
    }

    void brokenBatchAndBinary()
    {
        MessageTab tab(*m_theme, MessageTab::Side::Response);
        tab.present(contentOf(call(1, "{\"jsonrpc\":\"2.0\",\"id\":1,\"resul")));
        QCOMPARE(tab.received().shape(), BodyShape::Json);
        tab.received().setMode(BodyView::Text);
        QVERIFY(tab.received().code().notice().contains(u"Not valid JSON"_s));
        tab.present(
            contentOf(call(2, R"([{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}])")));
        tab.received().setMode(BodyView::Tree);
        QCOMPARE(tab.received().tree().model()->rowCount(), 2);
        tab.present(contentOf(call(3, QByteArray("\x00\x01\x02", 3), responseHead("application/octet-stream"))));
        QCOMPARE(tab.received().shape(), BodyShape::Binary);
        QCOMPARE(tab.received().hex().bytes().size(), 3);
    }

    void sixteenMebibytes()
    {
        MessageTab tab(*m_theme, MessageTab::Side::Response);
        tab.resize(900, 400);
        tab.show();
        const QByteArray body = "{\"result\":[\"" + QByteArray(16 * 1024 * 1024, 'A') + "\"]}";
        tab.present(contentOf(call(1, body)));
        QCOMPARE(tab.received().tree().document().size(), body.size());
        tab.received().setMode(BodyView::Text);
        QVERIFY(tab.received().code().isHead());
    }

    // ---- Events
    void eventsComeOneByOne()
    {
        EventsTab tab(*m_theme);
        tab.resize(800, 400);
        tab.show();
        Record record = streamedCall(3, 1, false);
        tab.present(contentOf(record));
        QCOMPARE(tab.events().rowCount(), 1);
        QVERIFY(tab.body().tree().document().contains("\"progress\":1"));
        for (int i = 2; i <= 40; ++i) {
            const QList<Part> added{sseEvent(i, i * 100'000)};
            record.parts += added;
            ++record.eventCount;
            tab.grow(contentOf(record), added);
            QCOMPARE(tab.events().rowCount(), i);
        }
        // What is selected stays, and the newest is in view.
        QCOMPARE(tab.table().currentIndex().row(), 0);
        QCOMPARE(tab.table().verticalScrollBar()->value(), tab.table().verticalScrollBar()->maximum());
        tab.table().scrollToTop();
        const QList<Part> added{sseEvent(41, 41 * 100'000)};
        record.parts += added;
        tab.grow(contentOf(record), added);
        QCOMPARE(tab.table().verticalScrollBar()->value(), 0); // scrolled up by a person: stays
        tab.table().setCurrentIndex(tab.events().index(4, 0));
        QVERIFY(tab.body().tree().document().contains("\"progress\":5"));
        // The same exchange in a later state keeps the selection; another one does not.
        tab.present(contentOf(record));
        QCOMPARE(tab.table().currentIndex().row(), 4);
        tab.present(contentOf(streamedCall(9, 2, true)));
        QCOMPARE(tab.events().rowCount(), 3);
        QCOMPARE(tab.table().currentIndex().row(), 0);
    }

    void offsetsAreShown()
    {
        EventsTab tab(*m_theme);
        tab.present(contentOf(streamedCall(3, 2, true)));
        const auto offset = [&](int row) {
            return tab.events().index(row, models::EventListModel::Offset).data().toString();
        };
        QVERIFY2(offset(0).startsWith(u'+'), qPrintable(offset(0)));
        QVERIFY(offset(0) != offset(1));
    }

    void commentsOnlyWhenAsked()
    {
        EventsTab tab(*m_theme);
        Record record = streamedCall(3, 1, false);
        record.parts.append(part(PartKind::Event, ": keep-alive\n\n", 400'000));
        tab.present(contentOf(record));
        QCOMPARE(tab.events().rowCount(), 1);
        tab.findChild<QCheckBox *>()->setChecked(true);
        QCOMPARE(tab.events().rowCount(), 2);
    }

    void noEventsIsSaid()
    {
        EventsTab tab(*m_theme);
        tab.show();
        tab.present(contentOf(goodCall(1)));
        QVERIFY(shownText(tab).contains(u"No server-sent events"_s));
        Record open = goodCall(2);
        open.state = State::Open;
        tab.present(contentOf(open));
        QVERIFY(shownText(tab).contains(u"as they arrive"_s));
    }

    // ---- Headers
    void headersBesideTheBody()
    {
        HeadersTab tab(*m_theme);
        tab.present(contentOf(goodCall(7)));
        QCOMPARE(tab.model().rowCount(), 2);
        const QModelIndex name = headerRow(tab, 0, u"Mcp-Name"_s);
        QVERIFY(name.isValid());
        QVERIFY(name.siblingAtColumn(HeadersTab::Value).data().toString().startsWith(u"search_files"_s)); // decoded
        QCOMPARE(name.siblingAtColumn(HeadersTab::BodyField).data().toString(), u"/params/name"_s);
        QCOMPARE(name.siblingAtColumn(HeadersTab::BodyValue).data().toString(), u"search_files"_s);
        QVERIFY(name.siblingAtColumn(HeadersTab::Verdict).data().toString().startsWith(u"✓"_s));
        QCOMPARE(HeadersTab::mismatches(goodCall(7).parts), 0);
        QVERIFY(headerRow(tab, 1, u"Content-Type"_s).isValid());
    }

    void aMismatchIsMarked()
    {
        Record record = goodCall(7);
        record.parts[0].bytes.replace("Mcp-Method: tools/call", "Mcp-Method: tools/list");
        HeadersTab tab(*m_theme);
        tab.show();
        tab.present(contentOf(record));
        const QModelIndex method = headerRow(tab, 0, u"Mcp-Method"_s);
        QCOMPARE(method.data(HeadersTab::StateRole).toInt(), int(models::MirrorState::Differs));
        QVERIFY(method.siblingAtColumn(HeadersTab::Verdict).data().toString().startsWith(u"✗"_s));
        QCOMPARE(HeadersTab::mismatches(record.parts), 1);
        QVERIFY2(shownText(tab).contains(u"do not match the body: 1"_s), qPrintable(shownText(tab)));
    }

    void secretsAreHiddenUntilAsked()
    {
        HeadersTab tab(*m_theme);
        tab.present(contentOf(goodCall(7)));
        const auto shown = [&] {
            return headerRow(tab, 0, u"Authorization"_s).siblingAtColumn(HeadersTab::Value).data().toString();
        };
        QVERIFY(!shown().contains(u"sk-secret"_s));
        tab.setSecretsShown(true);
        QVERIFY(shown().contains(u"sk-secret"_s));
    }

    void headersOfEditedOnes()
    {
        HeadersTab tab(*m_theme);
        tab.present(contentOf(editedCall(7)));
        QCOMPARE(tab.model().rowCount(), 4);
        QVERIFY(headerRow(tab, 1, u"X-Edited"_s).isValid());
        tab.tree().setCurrentIndex(headerRow(tab, 1, u"X-Edited"_s));
        tab.copyValue();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"yes"_s);
    }

    void growthKeepsTheSelectedHeader()
    {
        HeadersTab tab(*m_theme);
        Record record = streamedCall(3, 1, false);
        tab.present(contentOf(record));
        tab.tree().setCurrentIndex(headerRow(tab, 0, u"Host"_s));
        record.parts.append(sseEvent(2, 900'000));
        tab.present(contentOf(record));
        QCOMPARE(tab.tree().currentIndex().data().toString(), u"Host"_s);
    }

    // ---- Timing
    void phases()
    {
        const Timing timing = Timing::of(goodCall(1), goodCall(1).parts);
        QCOMPARE(timing.phases.size(), std::size_t(4));
        QCOMPARE(timing.totalUs, 47'300);
        qint64 end = 0;
        for (const TimingPhase &phase : timing.phases) {
            QCOMPARE(phase.fromUs, end); // no gap, no overlap
            QVERIFY(phase.toUs >= phase.fromUs);
            end = phase.toUs;
        }
        QCOMPARE(end, timing.totalUs);
    }

    void phasesOfAnOpenOne()
    {
        const Record record = streamedCall(1, 3, false);
        const Timing timing = Timing::of(record, record.parts);
        QVERIFY(timing.open);
        QVERIFY(timing.phases.back().open);
        QCOMPARE(timing.totalUs, 950'000); // the last event
        QCOMPARE(timing.events.size(), std::size_t(3));
    }

    void phasesWithHoles()
    {
        Record record = failedCall(1); // never answered
        const Timing timing = Timing::of(record, record.parts);
        QVERIFY(!timing.phases.empty());
        QCOMPARE(timing.phases.back().toUs, record.endUs);
        record = {};
        record.state = State::Failed;
        QVERIFY(Timing::of(record, {}).totalUs >= 0);
        TimingBar bar(*m_theme);
        bar.setTiming(Timing::of(record, {}));
        QVERIFY(!bar.grab().isNull());
    }

    void timingTable()
    {
        TimingTab tab(*m_theme);
        tab.present(contentOf(streamedCall(1, 3, true)));
        QStringList rows;
        for (int i = 0; i < tab.table().topLevelItemCount(); ++i)
            rows.append(tab.table().topLevelItem(i)->text(0));
        QVERIFY(rows.contains(u"Waiting for the server"_s));
        QVERIFY(rows.contains(u"Longest pause"_s));
        QVERIFY(!tab.bar().accessibleDescription().isEmpty());
        tab.resize(700, 300);
        QVERIFY(!tab.grab().isNull());
    }

    // ---- Raw
    void rawBytes()
    {
        RawTab tab(*m_theme);
        const Record record = goodCall(7);
        tab.present(contentOf(record));
        QCOMPARE(tab.choices().count(), 2);
        QVERIFY(tab.code().text().startsWith(u"POST /mcp HTTP/1.1"_s));
        tab.setHex(true);
        QCOMPARE(tab.hex().bytes(), record.parts[0].bytes + record.parts[1].bytes);
        tab.choices().setCurrentIndex(1);
        Q_EMIT tab.choices().activated(1);
        QCOMPARE(tab.hex().bytes(), record.parts[2].bytes + record.parts[3].bytes);
    }

    void rawOfEditedOnesAndStreams()
    {
        RawTab tab(*m_theme);
        tab.setHex(true);
        tab.present(contentOf(editedCall(7)));
        QCOMPARE(tab.choices().count(), 4);
        tab.choices().setCurrentIndex(1);
        Q_EMIT tab.choices().activated(1);
        QVERIFY(tab.hex().bytes().contains("X-Edited: yes"));
        Record stream = streamedCall(3, 1, false);
        stream.parts.append(part(PartKind::Event, "data: secret\n\n", 500'000));
        stream.parts.append(part(PartKind::SentEvent, "data: hidden\n\n", 500'000));
        tab.present(contentOf(stream));
        tab.choices().setCurrentIndex(tab.choices().findData(RawTab::Response));
        Q_EMIT tab.choices().activated(0);
        QVERIFY(tab.hex().bytes().endsWith("data: secret\n\n"));
        QVERIFY(!tab.hex().bytes().contains("hidden"));
    }

    void rawOfSixteenMebibytes()
    {
        RawTab tab(*m_theme);
        tab.resize(800, 400);
        tab.show();
        tab.setHex(true);
        tab.present(contentOf(call(1, QByteArray(16 * 1024 * 1024, '\x01'))));
        tab.choices().setCurrentIndex(1);
        Q_EMIT tab.choices().activated(1);
        QVERIFY(tab.hex().bytes().size() > 16 * 1024 * 1024);
        QVERIFY(!tab.grab().isNull());
    }

    void everythingHasAName()
    {
        Capture capture;
        OverviewTab overview(*m_theme, capture.payloads, capture.list);
        MessageTab message(*m_theme, MessageTab::Side::Request);
        EventsTab events(*m_theme);
        HeadersTab headers(*m_theme);
        TimingTab timing(*m_theme);
        RawTab raw(*m_theme);
        for (DetailTab *tab :
             std::initializer_list<DetailTab *>{&overview, &message, &events, &headers, &timing, &raw}) {
            tab->present(contentOf(editedCall(1)));
            QCOMPARE(namelessWidgets(*tab).join(u", "_s), QString());
        }
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(DetailTabsTest)
#include "tst_detailtabs.moc"
