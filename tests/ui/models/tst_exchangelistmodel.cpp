// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangelistmodel.h"

#include "ui/models/modelfixture.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;
using exchange::Record;
using exchange::RecordPtr;

namespace {

/// Says the same as the list, the slow way.
class Oracle
{
public:
    explicit Oracle(int capacity) : m_capacity(capacity) {}

    void apply(const std::vector<RecordPtr> &records)
    {
        std::map<quint64, RecordPtr> newest;
        for (const RecordPtr &record : records) {
            RecordPtr &kept = newest[record->id.value()];
            if (!kept || record->revision >= kept->revision)
                kept = record;
        }
        const quint64 last = rows.empty() ? 0 : rows.rbegin()->first;
        std::vector<RecordPtr> fresh;
        for (const auto &[id, record] : newest) {
            if (const auto row = rows.find(id); row != rows.end()) {
                if (record->revision > row->second->revision)
                    row->second = record;
            } else if (id > m_putAway && id <= last) {
                rows.emplace(id, record);
            } else if (id > m_putAway) {
                fresh.push_back(record);
            }
        }
        makeRoom(0);
        const std::size_t skip = fresh.size() > kept() ? fresh.size() - kept() : 0;
        makeRoom(fresh.size() - skip);
        for (std::size_t i = skip; i < fresh.size(); ++i)
            rows.emplace(fresh[i]->id.value(), fresh[i]);
    }

    void prepend(const std::vector<RecordPtr> &older)
    {
        for (const RecordPtr &record : older) {
            rows.emplace(record->id.value(), record);
            ++m_prepended;
        }
    }

    void clear()
    {
        if (!rows.empty())
            m_putAway = std::max(m_putAway, rows.rbegin()->first);
        rows.clear();
        m_prepended = 0;
    }

    void setCapacity(int capacity)
    {
        m_capacity = capacity;
        m_prepended = 0;
        makeRoom(0);
    }

    std::map<quint64, RecordPtr> rows;

private:
    std::size_t kept() const { return static_cast<std::size_t>(m_capacity) + m_prepended; }
    void makeRoom(std::size_t fresh)
    {
        if (rows.size() + fresh <= kept())
            return;
        const std::size_t over = rows.size() + fresh - kept();
        const std::size_t block =
            std::min<std::size_t>(ExchangeListModel::kRemovalBlock, std::max<std::size_t>(kept() / 8, 1));
        std::size_t gone = std::min(rows.size(), (over + block - 1) / block * block);
        for (; gone > 0; --gone) {
            m_putAway = std::max(m_putAway, rows.begin()->first);
            rows.erase(rows.begin());
        }
    }

    int m_capacity;
    std::size_t m_prepended = 0;
    quint64 m_putAway = 0;
};

void compare(const ExchangeListModel &list, const Oracle &oracle)
{
    QCOMPARE(list.rowCount(), static_cast<int>(oracle.rows.size()));
    int row = 0;
    for (const auto &[id, record] : oracle.rows) {
        const Record &shown = list.record(row);
        const bool same = shown.id.value() == id && list.rowOf(ExchangeId(id)) == row
                          && shown.revision == record->revision && shown.state == record->state
                          && shown.sessionId == record->sessionId;
        QVERIFY2(same, qPrintable(QStringLiteral("row %1, exchange %2").arg(row).arg(id)));
        ++row;
    }
}

} // namespace

class TestExchangeListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatCame();
    void randomTraffic_data();
    void randomTraffic();
    void newestSnapshotOfABatchCounts();
    void signalsAreFew();
    void oldestMakeRoom();
    void clearedStaysAway();
    void startingOverForgets();
    void annotations();
    void related();
    void timeFormats();
    void values();
    void partsAreNotKept();
};

void TestExchangeListModel::showsWhatCame()
{
    ExchangeListModel list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Record record = callRecord(12);
    record.errorCode = -32602;
    record.endUs = 12345;
    list.apply({batchOf({share(record)})});
    const auto text = [&](int column, int role = Qt::DisplayRole) {
        return list.index(0, column).data(role).toString();
    };
    QCOMPARE(text(ExchangeListModel::Number), QStringLiteral("12"));
    QCOMPARE(text(ExchangeListModel::DirectionColumn), QStringLiteral("→"));
    QCOMPARE(text(ExchangeListModel::Name), QStringLiteral("search"));
    QCOMPARE(text(ExchangeListModel::Status), QStringLiteral("200 · -32602"));
    QCOMPARE(text(ExchangeListModel::Outcome), QStringLiteral("✗ error"));
    QCOMPARE(text(ExchangeListModel::Duration), QStringLiteral("12.3 ms"));
    QCOMPARE(text(ExchangeListModel::Name, ExchangeListModel::FilterTermRole), QStringLiteral("tool:search"));
    QCOMPARE(text(ExchangeListModel::Status, ExchangeListModel::FilterTermRole), QStringLiteral("code:-32602"));
    QCOMPARE(text(ExchangeListModel::Outcome, ExchangeListModel::OutcomeRole), QStringLiteral("error"));
    QCOMPARE(list.index(0, 0).data(ExchangeListModel::IdRole).toULongLong(), 12u);
    // Every term matches the exchange it was made from.
    for (int column = 0; column < ExchangeListModel::ColumnCount; ++column) {
        const QString term = text(column, ExchangeListModel::FilterTermRole);
        if (!term.isEmpty())
            QVERIFY2(filterOf(qPrintable(term)).matches(record), qPrintable(term));
    }
}

void TestExchangeListModel::randomTraffic_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("capacity");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed << (seed % 3 == 0 ? 7 : seed % 3 == 1 ? 90 : 400);
}

void TestExchangeListModel::randomTraffic()
{
    QFETCH(quint32, seed);
    QFETCH(int, capacity);
    ExchangeListModel list;
    list.setCapacity(capacity);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    Oracle oracle(capacity);
    RandomCapture capture(seed);
    for (int step = 0; step < 80; ++step) {
        const int what = capture.below(20);
        if (what == 0) {
            list.clear();
            oracle.clear();
        } else if (what == 1) {
            const int rows = 5 + capture.below(capacity);
            list.setCapacity(rows);
            oracle.setCapacity(rows);
        } else if (what == 2 && !list.isEmpty() && list.firstId().value() > 40) {
            std::vector<RecordPtr> older;
            const quint64 first = list.firstId().value();
            for (quint64 id = first - 1 - static_cast<quint64>(capture.below(30)); id < first; ++id)
                older.push_back(share(callRecord(id)));
            list.prepend(older);
            oracle.prepend(older);
        } else {
            const std::vector<RecordPtr> one = capture.batch(capture.below(60));
            const std::vector<RecordPtr> two = capture.batch(capture.below(60));
            list.apply({batchOf(one), batchOf(two)});
            std::vector<RecordPtr> both = one;
            both.insert(both.end(), two.begin(), two.end());
            oracle.apply(both);
        }
        compare(list, oracle);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestExchangeListModel::newestSnapshotOfABatchCounts()
{
    ExchangeListModel list;
    Record open = callRecord(5);
    open.state = exchange::State::Open;
    open.revision = 1;
    list.apply({batchOf({share(callRecord(5)), share(open)}), batchOf({share(open)})});
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.record(0).state, exchange::State::Completed);
    list.apply({batchOf({share(open)})});
    QCOMPARE(list.record(0).state, exchange::State::Completed);
}

void TestExchangeListModel::signalsAreFew()
{
    ExchangeListModel list;
    QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    std::vector<RecordPtr> records;
    for (quint64 id = 1; id <= 500; ++id) {
        Record open = callRecord(id);
        open.state = exchange::State::Open;
        open.revision = 1;
        records.push_back(share(open));
    }
    list.apply({batchOf(records)});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(changed.size(), 0);
    list.apply({batchOf({share(callRecord(10)), share(callRecord(11)), share(callRecord(400))})});
    QCOMPARE(changed.size(), 2);
    changed.clear();
    records.clear();
    for (quint64 id = 1; id <= 500; id += id % 4 == 0 ? 2 : 1)
        records.push_back(share([&] {
            Record record = callRecord(id);
            record.revision = 3;
            return record;
        }()));
    list.apply({batchOf(records)});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(inserted.size(), 1);
}

void TestExchangeListModel::oldestMakeRoom()
{
    ExchangeListModel list;
    list.setCapacity(5000);
    std::vector<RecordPtr> records;
    for (quint64 id = 1; id <= 5001; ++id)
        records.push_back(share(callRecord(id)));
    records.pop_back();
    list.apply({batchOf(records)});
    QCOMPARE(list.rowCount(), 5000);
    QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
    list.apply({batchOf({share(callRecord(5001))})});
    QCOMPARE(removed.size(), 1);
    QCOMPARE(list.rowCount(), 5001 - ExchangeListModel::kRemovalBlock);
    QCOMPARE(list.firstId().value(), quint64(ExchangeListModel::kRemovalBlock) + 1);
    QCOMPARE(list.removedCount(), quint64(ExchangeListModel::kRemovalBlock));
    list.apply({batchOf({share(callRecord(3))})}); // was put away
    QCOMPARE(list.rowOf(ExchangeId(3)), -1);
}

void TestExchangeListModel::clearedStaysAway()
{
    ExchangeListModel list;
    list.apply({batchOf({share(callRecord(5))})});
    list.setMarked(ExchangeId(9), true);
    list.clear();
    QVERIFY(list.isEmpty());
    Record later = callRecord(5);
    later.revision = 9;
    list.apply({batchOf({share(later), share(callRecord(9))})});
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.index(0, 0).data(ExchangeListModel::MarkRole).toBool(), true);
}

void TestExchangeListModel::startingOverForgets()
{
    ExchangeListModel list;
    list.apply({batchOf({share(callRecord(5))})});
    list.setMarked(ExchangeId(1), true);
    list.startOver();
    list.apply({batchOf({share(callRecord(1))})});
    QCOMPARE(list.rowCount(), 1);
    QVERIFY(!list.annotation(ExchangeId(1)).marked);
}

void TestExchangeListModel::annotations()
{
    ExchangeListModel list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    list.apply({batchOf({share(callRecord(1)), share(callRecord(2)), share(callRecord(3))})});
    QSignalSpy annotated(&list, &ExchangeListModel::annotated);
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    list.setMarked(ExchangeId(2), true);
    list.setComment(ExchangeId(2), QStringLiteral("look here"));
    list.setMarked(ExchangeId(2), true); // nothing new
    QCOMPARE(annotated.size(), 2);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(list.index(1, ExchangeListModel::Comment).data().toString(), QStringLiteral("look here"));
    list.setMarked(ExchangeId(3), true);
    QCOMPARE(list.nextMarked(-1, true), 1);
    QCOMPARE(list.nextMarked(1, true), 2);
    QCOMPARE(list.nextMarked(2, true), -1);
    QCOMPARE(list.nextMarked(2, false), 1);
    QCOMPARE(list.nextMarked(-1, false), 2);
    list.setMarked(ExchangeId(2), false);
    list.setComment(ExchangeId(2), {});
    QCOMPARE(list.annotations().size(), 1);
    annotated.clear();
    list.setAnnotations({{1, {true, {}}}});
    QVERIFY(annotated.isEmpty());
    QCOMPARE(list.nextMarked(-1, true), 0);
}

void TestExchangeListModel::related()
{
    ExchangeListModel list;
    list.apply({batchOf({share(callRecord(1)), share(callRecord(2)), share(callRecord(3))})});
    list.setRelated({ExchangeId(3), ExchangeId(1)});
    QVERIFY(list.index(0, 0).data(ExchangeListModel::RelatedRole).toBool());
    QVERIFY(!list.index(1, 0).data(ExchangeListModel::RelatedRole).toBool());
    QVERIFY(list.index(2, 0).data(ExchangeListModel::RelatedRole).toBool());
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    list.setRelated({ExchangeId(1), ExchangeId(3)});
    QVERIFY(changed.isEmpty());
    list.setRelated({});
    QVERIFY(!list.index(0, 0).data(ExchangeListModel::RelatedRole).toBool());
}

void TestExchangeListModel::timeFormats()
{
    ExchangeListModel list;
    Record second = callRecord(2);
    second.startedAtUs = callRecord(1).startedAtUs + 1'204'000;
    list.apply({batchOf({share(callRecord(1)), share(second)})});
    const auto time = [&](int row) { return list.index(row, ExchangeListModel::Time).data().toString(); };
    QVERIFY(time(0).count(u':') == 2);
    list.setTimeFormat(TimeFormat::SinceStart);
    QCOMPARE(time(0), QStringLiteral("+0.0 ms"));
    QCOMPARE(time(1), QStringLiteral("+1.204 s"));
    list.setTimeFormat(TimeFormat::SincePrevious);
    QCOMPARE(time(1), QStringLiteral("+1.204 s"));
}

void TestExchangeListModel::values()
{
    ExchangeListModel list;
    std::vector<RecordPtr> records;
    for (quint64 id = 1; id <= 20; ++id)
        records.push_back(share(callRecord(id, id % 4 == 0 ? "weather" : "search")));
    list.apply({batchOf(records)});
    QCOMPARE(list.valuesOf(u"tool"), QStringList({QStringLiteral("search"), QStringLiteral("weather")}));
    QCOMPARE(list.valuesOf(u"session", 3).size(), 3);
    QCOMPARE(list.valuesOf(u"resource"), QStringList());
}

void TestExchangeListModel::partsAreNotKept()
{
    ExchangeListModel list;
    Record record = callRecord(1);
    record.parts = {{exchange::PartKind::RequestBody, 0, "{}"}};
    record.firstPart = 3;
    list.apply({batchOf({share(record), share(callRecord(2))})});
    QVERIFY(list.record(0).parts.isEmpty());
    QCOMPARE(list.record(0).firstPart, 0);
    // Equal texts share one buffer.
    QCOMPARE(list.record(0).method.constData(), list.record(1).method.constData());
}

QTEST_GUILESS_MAIN(TestExchangeListModel)
#include "tst_exchangelistmodel.moc"
