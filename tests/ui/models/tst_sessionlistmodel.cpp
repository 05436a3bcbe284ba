// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filter.h"
#include "ui/models/filteredsessionmodel.h"
#include "ui/models/sessionlistmodel.h"
#include "ui/models/sessiontext.h"
#include "ui/sessionsamples.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace sightglass;
using namespace sightglass::models;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionRecord;
using exchange::SessionState;
using ui::testing::batchOf;
using ui::testing::clientRecord;
using ui::testing::ended;
using ui::testing::sessionRecord;
using ui::testing::share;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestSessionListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsSayWhatIsSo()
    {
        SessionListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        SessionRecord session = sessionRecord(3);
        session.openStreams = 2;
        session.inFlightToServer = 3;
        session.inFlightToClient = 1;
        model.tick(session.createdAtUs + 123'000'000);
        model.apply(batchOf({session}));
        using Column = SessionListModel::Column;
        QCOMPARE(cell(model, 0, Column::StateColumn), u"Active"_s);
        QCOMPARE(cell(model, 0, Column::Client), u"claude-code 2.1.0"_s);
        QCOMPARE(cell(model, 0, Column::Server), u"everything 1.4.2"_s);
        QCOMPARE(cell(model, 0, Column::Version), u"2025-11-25"_s);
        QCOMPARE(cell(model, 0, Column::Era), u"legacy"_s);
        QCOMPARE(cell(model, 0, Column::Age), u"2 m 03 s"_s);
        QCOMPARE(cell(model, 0, Column::LastActivity), u"2 m 02 s ago"_s);
        QCOMPARE(cell(model, 0, Column::Streams), u"2"_s);
        QCOMPARE(cell(model, 0, Column::InFlight), u"4"_s);
        QCOMPARE(cell(model, 0, Column::Requests), u"12"_s);
        QCOMPARE(cell(model, 0, Column::Errors), u"2"_s);
        QCOMPARE(cell(model, 0, Column::Route), u"default"_s);
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"claude-code"_s));
        QCOMPARE(model.index(0, 0).data(SessionListModel::SessionRole).value<exchange::SessionPtr>()->key, session.key);
        // What ended is as old as it became.
        session = ended(session);
        model.apply(batchOf({session}));
        QCOMPARE(cell(model, 0, Column::Age), u"0 s"_s);
        QVERIFY(model.index(0, 0).data(SessionListModel::EndedRole).toBool());
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"DELETE"_s));
    }

    void newerOnesReplaceInPlace()
    {
        SessionListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        SessionRecord first = sessionRecord(1);
        model.apply(batchOf({first, sessionRecord(2)}));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        SessionRecord later = first;
        later.revision = 5;
        later.counters.requests = 99;
        model.apply(batchOf({later}));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(model.rowOf(first.key), 0);
        QCOMPARE(cell(model, 0, SessionListModel::Requests), u"99"_s);
        model.apply(batchOf({first})); // late
        QCOMPARE(changes.size(), 1);
        QCOMPARE(cell(model, 0, SessionListModel::Requests), u"99"_s);
        // Another engine counts revisions from the beginning.
        later.revision = 1;
        later.lastActivityAtUs += 10;
        later.counters.requests = 100;
        model.apply(batchOf({later}));
        QCOMPARE(cell(model, 0, SessionListModel::Requests), u"100"_s);
        // Twice in one batch, the newest counts.
        SessionRecord fresh = sessionRecord(9);
        SessionRecord fresher = fresh;
        fresher.revision = 2;
        fresher.counters.requests = 7;
        model.apply(batchOf({fresher, fresh}));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 2, SessionListModel::Requests), u"7"_s);
        model.apply(nullptr);
        model.apply(std::make_shared<const std::vector<exchange::SessionPtr>>(1));
        QCOMPARE(model.rowCount(), 3);
    }

    void whatWasKnownIsNotLost()
    {
        SessionListModel model;
        const SessionRecord known = sessionRecord(1);
        model.apply(batchOf({known}));
        SessionRecord met = known; // anew, by a late message
        met.client = met.server = {};
        met.createdAtUs = met.lastActivityAtUs = known.lastActivityAtUs + 10;
        met.counters.requests = 0;
        model.apply(batchOf({ended(met)}));
        const exchange::SessionPtr kept = model.session(0);
        QVERIFY(kept->ended());
        QCOMPARE(kept->client, known.client);
        QCOMPARE(kept->server, known.server);
        QCOMPARE(kept->createdAtUs, known.createdAtUs);
        QCOMPARE(kept->counters.requests, quint64(0));
    }

    void endedOnesAreBounded()
    {
        SessionListModel model(nullptr, 10);
        const QAbstractItemModelTester tester(&model, kFatal);
        model.apply(batchOf({sessionRecord(0)}));
        for (int id = 1; id <= 200; ++id) {
            model.apply(batchOf({sessionRecord(id)}));
            model.apply(batchOf({ended(sessionRecord(id))}));
            QVERIFY(model.endedCount() <= 10);
            QCOMPARE(model.liveCount(), 1);
            QCOMPARE(model.rowOf(sessionRecord(id).key), model.rowCount() - 1);
        }
        QCOMPARE(model.rowOf(sessionRecord(0).key), 0); // lives
        QCOMPARE(model.rowOf(sessionRecord(1).key), -1);
        model.clearEnded();
        QCOMPARE(model.rowCount(), 1);
        // One that comes and goes for ever.
        SessionRecord again = sessionRecord(500);
        for (int i = 0; i < 500; ++i) {
            again.lastActivityAtUs += 10;
            model.apply(batchOf({again, ended(again)}));
            again.lastActivityAtUs += 10;
            model.apply(batchOf({again}));
        }
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.endedCount(), 0);
    }

    void anotherEngine()
    {
        SessionListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.apply(batchOf({sessionRecord(1), sessionRecord(2), ended(sessionRecord(3))}));
        SessionRecord kept = sessionRecord(2);
        kept.revision = 0; // smaller, and still what is so now
        kept.counters.requests = 1;
        model.startOver({share(kept), share(sessionRecord(4)), nullptr});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowOf(sessionRecord(1).key), -1);
        QVERIFY(model.find(sessionRecord(3).key)->ended());
        QCOMPARE(model.find(kept.key)->counters.requests, quint64(1));
        QCOMPARE(model.endedCount(), 1);
    }

    void randomTraffic_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1u, 22u, 333u})
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void randomTraffic()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        SessionListModel model(nullptr, 30);
        FilteredSessionModel shown(model);
        const QAbstractItemModelTester tester(&model, kFatal);
        const QAbstractItemModelTester shownTester(&shown, kFatal);
        shown.sort(SessionListModel::Requests, Qt::DescendingOrder);
        std::map<QByteArray, SessionRecord> truth;
        for (int step = 0; step < 60; ++step) {
            std::vector<SessionRecord> batch;
            for (int i = int(random.bounded(40)); i > 0; --i) {
                SessionRecord session = sessionRecord(int(random.bounded(120)));
                if (const auto known = truth.find(session.key); known != truth.end())
                    session = known->second;
                ++session.revision;
                session.lastActivityAtUs += random.bounded(3) == 0 ? 5 : 0;
                session.counters.requests = random.bounded(1000);
                session.state = random.bounded(4) == 0 ? SessionState::Expired : SessionState::Active;
                truth[session.key] = session;
                batch.push_back(session);
            }
            model.apply(batchOf(batch));
            model.tick(model.nowUs() + 1'000'000);
            if (step % 10 == 0)
                shown.setText(step % 20 == 0 ? u"active"_s : QString());
            if (step % 25 == 0)
                shown.setEndedShown(step % 50 == 0);
        }
        shown.setText({});
        shown.setEndedShown(true);
        QCOMPARE(shown.rowCount(), model.rowCount());
        QVERIFY(model.endedCount() <= 30);
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(*model.session(row), truth.at(model.session(row)->key));
            QCOMPARE(model.rowOf(model.session(row)->key), row);
        }
        const auto alive =
            std::count_if(truth.begin(), truth.end(), [](const auto &one) { return !one.second.ended(); });
        QCOMPARE(model.liveCount(), int(alive));
    }

    void manySessions()
    {
        SessionListModel model;
        FilteredSessionModel shown(model);
        std::vector<SessionRecord> all;
        for (int id = 0; id < 20'000; ++id)
            all.push_back(sessionRecord(id));
        model.apply(batchOf(all));
        shown.sort(SessionListModel::LastActivity);
        for (SessionRecord &session : all) {
            session.lastActivityAtUs += 1;
            ++session.revision;
        }
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.apply(batchOf(all));
        QCOMPARE(changes.size(), 1); // one range, not one by one
        for (std::size_t i = 0; i < all.size(); i += 2)
            all[i] = ended(all[i]);
        model.apply(batchOf(all));
        QVERIFY(model.endedCount() <= SessionListModel::kMostEnded);
        QCOMPARE(model.liveCount(), 10'000);
        QCOMPARE(shown.rowCount(), model.rowCount());
    }

    void wordsFindSessions()
    {
        SessionListModel model;
        FilteredSessionModel shown(model);
        const QAbstractItemModelTester tester(&shown, kFatal);
        SessionRecord other = sessionRecord(2, "Prüfer");
        other.route = u"search"_s;
        model.apply(batchOf({sessionRecord(1), other, clientRecord(), ended(sessionRecord(4))}));
        shown.setText(u"PRÜF"_s);
        QCOMPARE(shown.rowCount(), 1);
        shown.setText(u"  search prüfer  "_s);
        QCOMPARE(shown.rowCount(), 1);
        shown.setText(u"default prüfer"_s);
        QCOMPARE(shown.rowCount(), 0);
        shown.setText(u"modern"_s);
        QCOMPARE(shown.session(0)->key, clientRecord().key);
        shown.setText({});
        shown.setEndedShown(false);
        QCOMPARE(shown.rowCount(), 3);
        QCOMPARE(shown.rowOf(sessionRecord(4).key), -1);
        QVERIFY(!shown.session(-1));
        // What a person sorted by stays in order with the next sorting.
        shown.sort(SessionListModel::Client);
        QCOMPARE(shown.session(0)->client.name, QByteArray("Prüfer"));
        SessionRecord renamed = other;
        renamed.client.name = "zed";
        ++renamed.revision;
        model.apply(batchOf({renamed}));
        QTRY_COMPARE(shown.rowOf(renamed.key), 2);
    }

    void filterFindsItsExchanges()
    {
        const auto parsed = [](const SessionRecord &session) {
            return exchange::Filter::parse(sessionFilter(session)).value();
        };
        exchange::Record record;
        record.id = exchange::ExchangeId(1);
        record.route = u"default"_s;
        record.era = mcp::Era::Legacy;
        record.sessionId = sessionRecord(1).id;
        record.client = "127.0.0.1:50000";
        QVERIFY(parsed(sessionRecord(1)).matches(record));
        QVERIFY(belongsTo(record, sessionRecord(1)));
        QVERIFY(!parsed(sessionRecord(2)).matches(record));
        QVERIFY(!belongsTo(record, sessionRecord(2)));
        record.route = u"other"_s;
        QVERIFY(!parsed(sessionRecord(1)).matches(record));
        QVERIFY(!belongsTo(record, sessionRecord(1)));
        // Modern traffic: by who says it is whom, and from where.
        record.route = u"default"_s;
        record.era = mcp::Era::Modern;
        record.sessionId.clear();
        record.peerName = "cursor";
        QVERIFY(parsed(clientRecord()).matches(record));
        QVERIFY(belongsTo(record, clientRecord()));
        QVERIFY(!belongsTo(record, sessionRecord(1)));
        record.client = "127.0.0.2:50000";
        QVERIFY(!parsed(clientRecord()).matches(record));
        QVERIFY(!belongsTo(record, clientRecord()));
        SessionRecord nameless = clientRecord();
        nameless.client = {};
        nameless.clientAddress = record.client;
        record.peerName.clear();
        QVERIFY(parsed(nameless).matches(record));
        QVERIFY(belongsTo(record, nameless));
        // A name that is made to be no word.
        SessionRecord hostile = clientRecord("a\" or \x01 *");
        record.peerName = hostile.client.name;
        record.client = hostile.clientAddress;
        QVERIFY(exchange::Filter::parse(sessionFilter(hostile)).has_value());
    }

    void spans()
    {
        QCOMPARE(spanText(-1), QString());
        QCOMPARE(spanText(999'999), u"0 s"_s);
        QCOMPARE(spanText(47'000'000), u"47 s"_s);
        QCOMPARE(spanText(123'000'000), u"2 m 03 s"_s);
        QCOMPARE(spanText(qint64(7'500) * 1'000'000), u"2 h 05 m"_s);
        QCOMPARE(spanText(qint64(276'000) * 1'000'000), u"3 d 04 h"_s);
    }
};

QTEST_GUILESS_MAIN(TestSessionListModel)
#include "tst_sessionlistmodel.moc"
