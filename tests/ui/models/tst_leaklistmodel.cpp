// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/capabilitymodel.h"
#include "ui/models/leaklistmodel.h"
#include "ui/sessionsamples.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace sightglass;
using namespace sightglass::models;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionPtr;
using exchange::SessionRecord;
using ui::testing::clientRecord;
using ui::testing::ended;
using ui::testing::sessionRecord;
using ui::testing::share;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;
constexpr qint64 kThreshold = LeakListModel::kDefaultThresholdUs;

std::vector<SessionPtr> all(const std::vector<SessionRecord> &sessions)
{
    return *ui::testing::batchOf(sessions);
}

/// What one session alone is listed as, \a unusedUs after its last activity.
LeakKind kindOf(const SessionRecord &session, qint64 unusedUs = kThreshold)
{
    LeakListModel model;
    model.refresh(all({session}), session.lastActivityAtUs + unusedUs);
    return model.rowCount() == 0 ? LeakKind::None : model.kindAt(0);
}

} // namespace

class TestLeakListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds()
    {
        SessionRecord session = sessionRecord(1);
        QCOMPARE(kindOf(session), LeakKind::Abandoned);
        QCOMPARE(kindOf(session, kThreshold - 1), LeakKind::None);
        QCOMPARE(kindOf(ended(session)), LeakKind::None);
        session.counters.requests = 1;
        QCOMPARE(kindOf(session), LeakKind::NeverUsed);
        session.openStreams = 1;
        QCOMPARE(kindOf(session), LeakKind::SilentStream);
        session.inFlightToClient = 1;
        QCOMPARE(kindOf(session), LeakKind::Unanswered);
        session.state = exchange::SessionState::Closing;
        QCOMPARE(kindOf(session), LeakKind::None); // it is on its way out
        // What has no session holds nothing at a server.
        SessionRecord client = clientRecord();
        QCOMPARE(kindOf(client), LeakKind::None);
        client.openStreams = 1;
        QCOMPARE(kindOf(client), LeakKind::SilentStream);
    }

    void clientThatLeft()
    {
        const SessionRecord first = sessionRecord(1);
        SessionRecord next = sessionRecord(2);
        next.createdAtUs = next.lastActivityAtUs = first.lastActivityAtUs + 10'000'000;
        LeakListModel model;
        model.refresh(all({first, next}), first.lastActivityAtUs + kThreshold + 1'000'000);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.kindAt(0), LeakKind::ClientLeft);
        QVERIFY(model.index(0, LeakListModel::Why).data().toString().contains(u"DELETE"_s));
        // Another machine, or another program, is another client.
        SessionRecord elsewhere = next;
        elsewhere.clientAddress = "127.0.0.2:4000";
        model.refresh(all({first, elsewhere}), first.lastActivityAtUs + kThreshold + 1'000'000);
        QCOMPARE(model.kindAt(0), LeakKind::Abandoned);
        // Nor does the one that used both at a time leave one of them.
        SessionRecord beside = next;
        beside.createdAtUs = first.createdAtUs + 1;
        model.refresh(all({first, beside}), first.lastActivityAtUs + kThreshold + 1'000'000);
        QCOMPARE(model.kindAt(0), LeakKind::Abandoned);
    }

    void saysWhatItHolds()
    {
        SessionRecord session = sessionRecord(1);
        const qint64 bare = estimatedBytes(session);
        session.openStreams = 2;
        session.inFlightToServer = 1;
        QVERIFY(estimatedBytes(session) > bare);
        LeakListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.refresh(all({session}), session.lastActivityAtUs + qint64(3600) * 1'000'000);
        QCOMPARE(model.index(0, LeakListModel::Holds).data().toString(), u"2 streams, 1 request"_s);
        QCOMPARE(model.index(0, LeakListModel::Unused).data().toString(), u"1 h 00 m"_s);
        QVERIFY(model.index(0, LeakListModel::Memory).data().toString().startsWith(u"≈ "_s));
        QCOMPARE(model.totalBytes(), estimatedBytes(session));
        session.openStreams = session.inFlightToServer = -5; // nonsense of another instance
        QCOMPARE(estimatedBytes(session), bare);
    }

    void rowsStayWhereTheyAre()
    {
        LeakListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        std::vector<SessionRecord> sessions;
        for (int id = 0; id < 6; ++id)
            sessions.push_back(sessionRecord(id, "client-" + QByteArray::number(id)));
        const qint64 now = sessions.back().lastActivityAtUs + kThreshold;
        model.refresh(all(sessions), now);
        QCOMPARE(model.rowCount(), 6);
        QSignalSpy counts(&model, &LeakListModel::countChanged);
        model.refresh(all(sessions), now + 1);
        QCOMPARE(counts.size(), 0);
        const QPersistentModelIndex last(model.index(5, 0));
        sessions[2] = ended(sessions[2]);
        sessions[3].lastActivityAtUs = now;
        model.refresh(all(sessions), now + 2);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(last.row(), 3);
        QCOMPARE(model.rowOf(sessions[5].key), 3);
        QCOMPARE(counts.size(), 1);
    }

    void randomTraffic()
    {
        QRandomGenerator random(4711);
        LeakListModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        std::vector<SessionRecord> sessions;
        for (int id = 0; id < 120; ++id)
            sessions.push_back(sessionRecord(id, "client-" + QByteArray::number(id)));
        qint64 now = sessions.back().lastActivityAtUs;
        for (int step = 0; step < 200; ++step) {
            now += 20'000'000;
            for (SessionRecord &session : sessions) {
                if (random.bounded(20) == 0)
                    session.lastActivityAtUs = now;
                if (random.bounded(200) == 0)
                    session = ended(session);
            }
            model.refresh(all(sessions), now);
            std::set<QByteArray> wanted;
            for (const SessionRecord &session : sessions) {
                if (!session.ended() && now - session.lastActivityAtUs >= kThreshold)
                    wanted.insert(session.key);
            }
            std::set<QByteArray> listed;
            for (int row = 0; row < model.rowCount(); ++row) {
                listed.insert(model.keyAt(row));
                QCOMPARE(model.rowOf(model.keyAt(row)), row);
            }
            QCOMPARE(int(listed.size()), model.rowCount());
            QVERIFY(listed == wanted);
        }
    }

    void capabilitiesSideBySide()
    {
        CapabilityModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setCapabilities(R"({"sampling":{},"experimental":{"x":{"level":3}}})",
                              R"({"tools":{"listChanged":true},"experimental":{"x":{"level":false}}})");
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names.append(model.index(row, 0).data().toString());
        QCOMPARE(names, QStringList({u"experimental"_s, u"experimental.x"_s, u"experimental.x.level"_s, u"sampling"_s,
                                     u"tools"_s, u"tools.listChanged"_s}));
        const auto side = [&](int row) {
            return CapabilityModel::Side(model.index(row, 0).data(CapabilityModel::SideRole).toInt());
        };
        QCOMPARE(side(0), CapabilityModel::Side::Both);
        QCOMPARE(side(3), CapabilityModel::Side::Client);
        QCOMPARE(side(5), CapabilityModel::Side::Server);
        QCOMPARE(model.index(2, CapabilityModel::Client).data().toString(), u"3"_s);
        QVERIFY(model.index(2, CapabilityModel::Server).data().toString().contains(u"no"_s));
        QCOMPARE(model.index(3, CapabilityModel::Server).data().toString(), u"–"_s);
        QCOMPARE(model.index(2, 0).data(CapabilityModel::DepthRole).toInt(), 2);
        QVERIFY(model.problem().isEmpty());
    }

    void hostileCapabilities()
    {
        CapabilityModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setCapabilities("[1,2", "\xff\xfe");
        QVERIFY(model.isEmpty());
        QVERIFY(model.problem().contains(u"both"_s));
        model.setCapabilities(R"({"a":{}})", "7");
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.problem().contains(u"server"_s));
        QByteArray wide("{");
        for (int i = 0; i < 5000; ++i)
            wide += (i ? ",\"" : "\"") + QByteArray::number(i) + "\":{}";
        model.setCapabilities(wide + '}', {});
        QCOMPARE(model.rowCount(), CapabilityModel::kMostRows);
        model.setCapabilities(QByteArray("{\"a\":").repeated(900) + "1" + QByteArray("}").repeated(900), {});
        QCOMPARE(model.rowCount(), CapabilityModel::kMostDepth);
        model.setCapabilities({}, {});
        QVERIFY(model.isEmpty());
        QVERIFY(model.problem().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLeakListModel)
#include "tst_leaklistmodel.moc"
