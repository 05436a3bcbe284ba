// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Search and sessions of recordings as models: pages by key, answers of old questions, recordings that cannot be read.
#include "historyfixture.h"

#include "ui/models/historymodel.h"
#include "ui/models/historysessions.h"
#include "ui/models/historysource.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::models;
using namespace sightglass::ui::testing;
using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;

namespace {

struct Browser {
    HistorySource source;
    HistoryModel model{source};
    HistorySessions sessions{source};
    QAbstractItemModelTester modelTester{&model};
    QAbstractItemModelTester sessionsTester{&sessions};

    bool open(const store::ReaderOpener &opener)
    {
        QSignalSpy opened(&source, &HistorySource::opened);
        source.open(opener);
        return opened.wait();
    }
    void search(const QString &text)
    {
        model.search({.text = text});
        QTRY_VERIFY(!model.isSearching());
    }
    QList<quint64> ids() const
    {
        QList<quint64> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.recordAt(row)->id.value());
        return all;
    }
};

} // namespace

class TestHistoryModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds();
    void pages();
    void newQuestionWins();
    void seesWhatIsNew();
    void closesAndFails();
    void marksTheWords();
    void groupsSessions();
    void narrowsToSessions();
    void readsFurtherSessions();
};

void TestHistoryModels::finds()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 10);
    Browser browser;
    QSignalSpy indexed(&browser.source, &HistorySource::indexed);
    QVERIFY(browser.open(files.opener()));
    browser.search(u"needle"_s);
    QCOMPARE(browser.ids(), QList<quint64>({9, 7, 5, 3, 1}));
    QVERIFY(!browser.model.hasMore());
    QVERIFY(indexed.count() > 0);
    QVERIFY(indexed.last().at(0).value<store::IndexState>().isComplete());
    browser.search(u"hay"_s);
    QCOMPARE(browser.ids(), QList<quint64>({10, 8, 6, 4, 2}));
    browser.search(u"needle haystack"_s);
    QCOMPARE(browser.ids(), QList<quint64>());
    browser.search({});
    QCOMPARE(browser.model.rowCount(), 10);
    QCOMPARE(browser.model.rowOf(ExchangeId(10)), 0);
    QCOMPARE(browser.model.rowOf(ExchangeId(1)), 9);
    QCOMPARE(browser.model.rowOf(ExchangeId(11)), -1);
    QCOMPARE(browser.model.index(0, HistoryModel::Client).data().toString(), u"claude-code"_s);
    QCOMPARE(browser.model.index(0, HistoryModel::OutcomeRole).isValid(), false);
    QVERIFY(!browser.model.recordAt(10));
}

void TestHistoryModels::pages()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 450);
    Browser browser;
    QVERIFY(browser.open(files.opener()));
    browser.search(u"needle"_s);
    QCOMPARE(browser.model.rowCount(), HistoryModel::kPage);
    for (const int rows : {200, 225}) {
        QVERIFY(browser.model.canFetchMore({}));
        browser.model.fetchMore({});
        QVERIFY(!browser.model.canFetchMore({})); // once at a time
        QTRY_COMPARE(browser.model.rowCount(), rows);
        QTRY_VERIFY(!browser.model.isSearching());
    }
    QVERIFY(!browser.model.canFetchMore({}));
    QCOMPARE(browser.ids().first(), 449u);
    QCOMPARE(browser.ids().last(), 1u);
}

void TestHistoryModels::newQuestionWins()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 300);
    Browser browser;
    QVERIFY(browser.open(files.opener()));
    browser.model.search({.text = u"needle"_s});
    browser.model.search({.text = u"nothing"_s});
    browser.search(u"haystack"_s);
    QVERIFY(browser.model.rowCount() > 0);
    for (const quint64 id : browser.ids())
        QCOMPARE(id % 2, 0u);
}

void TestHistoryModels::seesWhatIsNew()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 4);
    Browser browser;
    QVERIFY(browser.open(files.opener()));
    browser.search(u"needle"_s);
    files.writeMany(u"recording.sqlite"_s, 5, 8);
    QSignalSpy reset(&browser.model, &QAbstractItemModel::modelReset);
    browser.search(u"needle"_s);
    QCOMPARE(browser.ids(), QList<quint64>({7, 5, 3, 1}));
    QCOMPARE(reset.count(), 0);
}

void TestHistoryModels::closesAndFails()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 4);
    Browser browser;
    QSignalSpy failed(&browser.source, &HistorySource::openFailed);
    browser.source.open(files.opener(u"missing.sqlite"_s));
    QVERIFY(failed.wait());
    QVERIFY(failed.at(0).at(0).toString().contains(u"missing.sqlite"_s));
    {
        QFile broken(files.path(u"broken.sqlite"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no database");
    }
    browser.source.open(files.opener(u"broken.sqlite"_s));
    QVERIFY(failed.wait());
    // An answer of what was open before is not taken for one of now.
    QVERIFY(browser.open(files.opener()));
    browser.model.search({.text = u"needle"_s});
    browser.source.close();
    browser.model.clear();
    QVERIFY(browser.open(files.opener()));
    QCOMPARE(browser.model.rowCount(), 0);
    browser.search(u"needle"_s);
    QCOMPARE(browser.model.rowCount(), 2);
}

void TestHistoryModels::marksTheWords()
{
    HistoryFixture files;
    files.write(u"recording.sqlite"_s, {HistoryFixture::saying(1, "a Needle here")});
    Browser browser;
    QVERIFY(browser.open(files.opener()));
    browser.search(u"needle"_s);
    const QModelIndex match = browser.model.index(0, HistoryModel::Match);
    const auto marks = match.data(HistoryModel::MarksRole).value<QList<store::SearchMark>>();
    QCOMPARE(marks.size(), 1);
    QCOMPARE(match.data().toString().mid(marks[0].begin, marks[0].length), u"Needle"_s);
}

void TestHistoryModels::groupsSessions()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 4);
    const qint64 start = HistoryFixture::kStartUs;
    Browser browser;
    QVERIFY(browser.open(files.opener(
        u"recording.sqlite"_s, {HistoryFixture::session("c", start), HistoryFixture::session("b", start - 1'000'000),
                                HistoryFixture::session("a", start - 3 * HistoryFixture::kDayUs)})));
    QSignalSpy loaded(&browser.sessions, &HistorySessions::loaded);
    browser.sessions.load();
    QVERIFY(loaded.wait());
    QCOMPARE(browser.sessions.rowCount(), 3); // all, and two days
    const QModelIndex newest = browser.sessions.index(1, 0);
    QCOMPARE(browser.sessions.rowCount(newest), 2);
    const QModelIndex first = browser.sessions.index(0, HistorySessions::Client, newest);
    QCOMPARE(browser.sessions.sessionAt(first)->id, QByteArray("c"));
    QCOMPARE(first.data().toString(), u"claude-code"_s);
    QCOMPARE(first.siblingAtColumn(HistorySessions::Server).data().toString(), u"weather"_s);
    QCOMPARE(first.siblingAtColumn(HistorySessions::Requests).data().toString(), u"31"_s);
    QVERIFY(!browser.sessions.sessionAt(browser.sessions.index(0, 0)));
    QVERIFY(!browser.sessions.sessionAt(newest));
    browser.sessions.clear();
    QVERIFY(browser.sessions.isEmpty());
}

void TestHistoryModels::narrowsToSessions()
{
    HistoryFixture files;
    files.write(u"recording.sqlite"_s,
                {HistoryFixture::saying(1, "needle", "one"), HistoryFixture::saying(2, "needle", "two"),
                 HistoryFixture::saying(3, "straw", "one"), HistoryFixture::saying(4, "needle", "one"),
                 HistoryFixture::saying(5, "straw", {}), HistoryFixture::saying(6, "needle", {}),
                 HistoryFixture::saying(7, "needle", {})});
    Browser browser;
    QVERIFY(browser.open(files.opener()));
    store::SearchQuery query{.text = u"needle"_s};
    HistorySessions::narrow(query, *HistoryFixture::session("one", HistoryFixture::kStartUs));
    browser.model.search(query);
    QTRY_VERIFY(!browser.model.isSearching());
    QCOMPARE(browser.ids(), QList<quint64>({4, 1}));
    // A session without an id is what was said in its time.
    exchange::SessionRecord modern = *HistoryFixture::session({}, HistoryFixture::kStartUs + 4'000'000);
    modern.lastActivityAtUs = HistoryFixture::kStartUs + 6'000'000;
    query = {};
    HistorySessions::narrow(query, modern);
    browser.model.search(query);
    QTRY_VERIFY(!browser.model.isSearching());
    QCOMPARE(browser.ids(), QList<quint64>({6, 5}));
}

void TestHistoryModels::readsFurtherSessions()
{
    HistoryFixture files;
    files.writeMany(u"recording.sqlite"_s, 1, 1);
    ReaderWithSessions::Sessions sessions;
    for (int i = 0; i < HistorySessions::kPage + 20; ++i)
        sessions.push_back(HistoryFixture::session(QByteArray::number(i), HistoryFixture::kStartUs - i * 1000));
    Browser browser;
    QVERIFY(browser.open(files.opener(u"recording.sqlite"_s, sessions)));
    QSignalSpy loaded(&browser.sessions, &HistorySessions::loaded);
    browser.sessions.load();
    const auto all = [&] {
        int count = 0;
        for (int day = 1; day < browser.sessions.rowCount(); ++day)
            count += browser.sessions.rowCount(browser.sessions.index(day, 0));
        return count;
    };
    // The model tester asks for more as a view does.
    QTRY_COMPARE(all(), HistorySessions::kPage + 20);
    QVERIFY(!browser.sessions.canFetchMore({}));
    QCOMPARE(loaded.count(), 2);
}

QTEST_GUILESS_MAIN(TestHistoryModels)
#include "tst_historymodels.moc"
