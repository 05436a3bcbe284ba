// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionstand.h"

#include "exchange/sessionjson.h"
#include "ui/detail/factsview.h"
#include "ui/sessions/capabilityview.h"
#include "ui/sessions/sequencedelegate.h"
#include "ui/sessions/sequencepane.h"
#include "ui/sessions/sequenceview.h"
#include "ui/sessions/sessionexport.h"
#include "ui/sessions/sessionfacts.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::SessionRecord;

namespace {

QString factOf(const SessionRecord &session, const QString &label)
{
    for (const Fact &fact : sessionFacts(session, session.lastActivityAtUs + 5'000'000)) {
        if (fact.label == label)
            return fact.value;
    }
    return {};
}

/// Counts the rows that are painted.
class CountingDelegate : public SequenceDelegate
{
public:
    using SequenceDelegate::SequenceDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        ++painted;
        SequenceDelegate::paint(painter, option, index);
    }
    mutable int painted = 0;
};

QByteArrayList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = file.readAll().split('\n');
    if (!lines.isEmpty() && lines.constLast().isEmpty())
        lines.removeLast();
    return lines;
}

} // namespace

class TestSessionDetail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facts()
    {
        SessionRecord session = sessionRecord(3);
        session.inFlightToServer = 2;
        session.tags = {"nightly", "a\nb"};
        QCOMPARE(factOf(session, u"State"_s), u"Active"_s);
        QCOMPARE(factOf(session, u"Client"_s), u"claude-code 2.1.0"_s);
        QVERIFY(factOf(session, u"Protocol"_s).contains(u"2025-11-25"_s));
        QVERIFY(factOf(session, u"Last activity"_s).contains(u"5 s ago"_s));
        QVERIFY(factOf(session, u"In flight"_s).startsWith(u"2 "_s));
        QVERIFY(!factOf(session, u"Tags"_s).contains(u'\n'));
        QVERIFY(factOf(session, u"Ended"_s).isEmpty());
        session = ended(session, exchange::SessionEnd::IdleTimeout);
        session.endText = u"unused for 30 minutes"_s;
        QVERIFY(factOf(session, u"State"_s).contains(u"unused for 30 minutes"_s));
        QVERIFY(!factOf(session, u"Ended"_s).isEmpty());
        QVERIFY(factOf(clientRecord(), u"Session id"_s).isEmpty());
    }

    void sequenceFollowsItsSession()
    {
        SessionStand stand;
        const SessionRecord one = sessionRecord(1);
        const SessionRecord two = sessionRecord(2);
        stand.receive({stand.call(1, one), stand.call(2, two), stand.call(3, one)});
        stand.control.tell({one, two});
        stand.table().select(one.key);
        SequencePane &pane = stand.page().detail().sequence();
        QVERIFY(pane.isVisible());
        QCOMPARE(pane.model().rowCount(), 4);
        stand.receive({stand.call(4, two), stand.call(5, one)});
        QTRY_COMPARE(pane.model().rowCount(), 6);
        stand.table().select(two.key);
        QCOMPARE(pane.model().rowCount(), 4);
        // Nothing is done for what nobody sees.
        stand.page().detail().setCurrentTab(SessionDetail::Facts);
        stand.receive({stand.call(6, two)});
        QVERIFY(!pane.model().has(ExchangeId(6)));
        stand.page().detail().setCurrentTab(SessionDetail::Sequence);
        QCOMPARE(pane.model().rowCount(), 6);
        stand.exchanges.clear();
        QCOMPARE(pane.model().rowCount(), 0);
    }

    void eventsAreReadFromThePayload()
    {
        SessionStand stand;
        const SessionRecord session = sessionRecord(1);
        Record call = stand.call(1, session);
        call.eventCount = 2;
        call.parts.append(
            {PartKind::Event, 60, "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"});
        call.parts.append({PartKind::Event, 80, "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n"});
        Record lost = stand.call(2, session);
        lost.eventCount = 7; // whose payload nobody has any more
        stand.receive({call, lost});
        stand.payloads.clearCache();
        stand.receive({stand.call(3, sessionRecord(9))});
        stand.payloads.add({models::batchOf({models::share(call)})});
        stand.control.tell({session});
        stand.table().select(session.key);
        SequencePane &pane = stand.page().detail().sequence();
        const auto labels = [&pane] {
            QStringList all;
            for (int row = 0; row < pane.model().rowCount(); ++row)
                all.append(pane.model().row(row).label);
            return all;
        };
        QTRY_VERIFY(labels().contains(u"notifications/progress"_s));
        QVERIFY(labels().contains(u"7 events"_s));
        QVERIFY(!pane.model().wantsParts().isValid());
    }

    void onlyVisibleRowsArePainted()
    {
        SessionStand stand;
        models::SequenceModel model;
        for (quint64 id = 1; id <= 5'000; ++id)
            model.put(stand.call(id, sessionRecord(1)));
        model.rebuild();
        QCOMPARE(model.rowCount(), 10'000);
        SequenceView view(stand.theme, model);
        CountingDelegate delegate(stand.theme, nullptr);
        view.setItemDelegate(&delegate);
        view.resize(500, 400);
        view.show();
        view.grab();
        QVERIFY(delegate.painted > 5);
        QVERIFY2(delegate.painted < 100, qPrintable(QString::number(delegate.painted)));
        delegate.painted = 0;
        view.setCurrentIndex(model.index(0, 0));
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.currentExchange(), ExchangeId(5'000));
        view.grab();
        QVERIFY(delegate.painted < 100);
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.currentExchange(), ExchangeId(1));
        view.setItemDelegate(nullptr);
    }

    void gapLeadsNowhere()
    {
        SessionStand stand;
        models::SequenceModel model;
        Record later = stand.call(2, sessionRecord(1));
        later.startedAtUs += 10 * models::kGapUs;
        model.put(stand.call(1, sessionRecord(1)));
        model.put(later);
        model.rebuild();
        SequenceView view(stand.theme, model);
        view.show();
        QSignalSpy opened(&view, &SequenceView::exchangeOpened);
        view.setCurrentIndex(model.index(2, 0));
        QCOMPARE(model.row(2).kind, models::SequenceKind::Gap);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Enter);
        QCOMPARE(opened.size(), 1);
    }

    void exportHoldsSessionAndExchanges()
    {
        SessionStand stand;
        QTemporaryDir folder;
        const SessionRecord session = sessionRecord(1);
        stand.receive({stand.call(1, session), stand.call(2, sessionRecord(2)), stand.call(3, session)});
        stand.exchanges.setComment(ExchangeId(3), u"here it is"_s);
        SessionExport job(stand.exchanges, stand.payloads, nullptr);
        QSignalSpy finished(&job, &SessionExport::finished);
        const QString path = folder.filePath(u"one.jsonl"_s);
        job.start(share(session), path);
        QVERIFY(job.isRunning());
        QVERIFY(finished.wait());
        QCOMPARE(finished.front(), QVariantList({path, 2, 0, QString()}));
        const QByteArrayList lines = linesOf(path);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(*exchange::sessionFromJson(lines[0]), session);
        for (const QByteArray &line : lines) {
            QVERIFY(QJsonDocument::fromJson(line).isObject());
            QVERIFY(!line.contains("hush"));
        }
        QVERIFY(lines[1].contains("[redacted]"));
        QVERIFY(lines[2].contains("here it is"));
        QVERIFY(!job.isRunning());
    }

    void exportSaysWhatItCouldNotDo()
    {
        SessionStand stand;
        QTemporaryDir folder;
        const SessionRecord session = sessionRecord(1);
        stand.receive({stand.call(1, session)});
        stand.payloads.clearCache(); // and there is no recording
        QSignalSpy noted(&stand.view, &SessionsView::noted);
        const QString path = folder.filePath(u"one.jsonl"_s);
        stand.view.exportTo(share(session), path);
        QTRY_COMPARE(noted.size(), 2);
        QVERIFY2(noted.last().front().toString().contains(u"without their bodies: 1"_s),
                 qPrintable(noted.last().front().toString()));
        QCOMPARE(linesOf(path).size(), 2);
        const QString nowhere = folder.filePath(u"no/such/folder.jsonl"_s);
        stand.view.exportTo(share(session), nowhere);
        QTRY_COMPARE(noted.size(), 4);
        QVERIFY(noted.last().front().toString().contains(u"could not be written"_s));
        QVERIFY(!QFile::exists(nowhere));
    }

    void newExportGivesUpTheOldOne()
    {
        SessionStand stand;
        QTemporaryDir folder;
        std::vector<Record> records;
        for (quint64 id = 1; id <= 200; ++id)
            records.push_back(stand.call(id, sessionRecord(1)));
        stand.receive(records);
        SessionExport job(stand.exchanges, stand.payloads, nullptr);
        QSignalSpy finished(&job, &SessionExport::finished);
        job.start(share(sessionRecord(1)), folder.filePath(u"old.jsonl"_s));
        job.start(share(sessionRecord(1)), folder.filePath(u"new.jsonl"_s));
        QVERIFY(finished.wait());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(linesOf(folder.filePath(u"new.jsonl"_s)).size(), 201);
        QVERIFY(!QFile::exists(folder.filePath(u"old.jsonl"_s)));
    }

    void fileNamesAreHarmless()
    {
        SessionRecord session = sessionRecord(1, "../../etc/passwd\n\xc3\xa4");
        session.id = "/../x";
        const QString name = SessionExport::fileName(session);
        QVERIFY(!name.contains(u'/') && !name.contains(u"\n"_s) && !name.contains(u".."_s));
        QVERIFY(name.endsWith(u".jsonl"_s));
        session.client.name.clear();
        session.id.clear();
        QCOMPARE(SessionExport::fileName(session), u"session.jsonl"_s);
    }

    void drawsInLightAndDark_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    /// Pictures go to the folder of SIGHTGLASS_PICTURES, if it is set.
    void drawsInLightAndDark()
    {
        QFETCH(bool, dark);
        SessionStand stand;
        stand.theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        const SessionRecord session = sessionRecord(1);
        std::vector<SessionRecord> sessions{session, clientRecord()};
        for (int state = 0; state <= int(exchange::SessionState::Failed); ++state) {
            SessionRecord other = sessionRecord(state + 10, "vscode");
            other.state = exchange::SessionState(state);
            other.openStreams = state % 3;
            sessions.push_back(other);
        }
        std::vector<Record> calls;
        for (quint64 id = 1; id <= 14; ++id) {
            calls.push_back(stand.call(id, session));
            Record &call = calls.back();
            if (id > 7)
                call.startedAtUs += 9'000'000;
            call.toolError = id == 3;
            call.edited = id == 4;
            call.kind = id == 6 ? exchange::Kind::Notification : call.kind;
            call.method = id == 6 ? "notifications/initialized" : call.method;
            if (id == 9) {
                call.state = exchange::State::Failed;
                call.failure = u"The upstream closed the connection"_s;
            }
            if (id == 10)
                call.sentUs = call.firstByteUs = -1;
            if (id == 11)
                call.state = exchange::State::Dropped;
            if (id == 12)
                call.state = exchange::State::Cancelled;
        }
        stand.receive(calls);
        stand.control.tell(sessions);
        stand.view.showSession(session.key);
        const QString folder = qEnvironmentVariable("SIGHTGLASS_PICTURES");
        const auto draw = [&](const QString &name) {
            const QImage picture = stand.view.grab().toImage();
            // Ground of the scheme, and more on it than that.
            QCOMPARE(stand.theme.color(Role::Base).lightness() < 128, dark);
            QSet<QRgb> colours;
            for (int y = 0; y < picture.height(); y += 3) {
                for (int x = 0; x < picture.width(); x += 3)
                    colours.insert(picture.pixel(x, y));
            }
            QVERIFY(colours.size() > 8);
            if (!folder.isEmpty())
                picture.save(folder + u'/' + name + (dark ? u"-dark.png"_s : u"-light.png"_s));
        };
        stand.page().detail().sequence().view().setCurrentIndex(stand.page().detail().sequence().model().index(2, 0));
        draw(u"sequence"_s);
        stand.page().detail().setCurrentTab(SessionDetail::Facts);
        draw(u"facts"_s);
        stand.page().detail().setCurrentTab(SessionDetail::Capabilities);
        draw(u"capabilities"_s);
        stand.nowUs += qint64(3000) * 1'000'000;
        stand.view.setClock([&] { return stand.nowUs; });
        stand.view.showLeaks();
        draw(u"leaks"_s);
    }

    void labelsAreReadable()
    {
        for (const bool dark : {false, true}) {
            for (const Role ground : {Role::Base, Role::Selection}) {
                for (const Role text : {Role::RequestTint, Role::ResponseTint, Role::ErrorText, Role::CancelText,
                                        Role::WarnText, Role::OkText, Role::OpenText, Role::DimText, Role::Text})
                    QVERIFY(contrast(schemeColor(text, dark), schemeColor(ground, dark)) >= 4.5);
            }
        }
    }
};

QTEST_MAIN(TestSessionDetail)
#include "tst_sessiondetail.moc"
