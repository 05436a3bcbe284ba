// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include "ui/accessibilitywalk.h"
#include "ui/detail/bodyview.h"
#include "ui/detail/detailsamples.h"
#include "ui/detail/eventstab.h"
#include "ui/detail/findbar.h"
#include "ui/detail/jsonview.h"
#include "ui/detail/messagetab.h"
#include "ui/detail/overviewtab.h"
#include "ui/models/eventlistmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::samples;

class DetailPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase()
    {
        cleanup();
        m_theme.reset();
    }
    void init()
    {
        m_capture = std::make_unique<Capture>();
        m_pane = std::make_unique<DetailPane>(*m_theme, m_capture->payloads, m_capture->list);
        m_pane->resize(900, 420);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_capture.reset();
    }

    void nothingSelected()
    {
        QVERIFY(!tabs().isVisible());
        QVERIFY(!m_pane->openFind());
        QCOMPARE(m_pane->tabNames().size(), int(DetailPane::TabCount));
    }

    void showsWhatIsSelectedAfterAMoment()
    {
        m_capture->add({goodCall(1), goodCall(2), goodCall(3)});
        m_pane->setCurrentTab(DetailPane::Request);
        for (const quint64 id : {1, 2, 3})
            m_pane->setExchange(ExchangeId(id)); // as a held arrow key does
        QVERIFY(!tabs().isVisible());
        QTRY_VERIFY(tabs().isVisible());
        QTRY_VERIFY(request().received().tree().document().contains("\"id\":3"));
        m_pane->setExchange({});
        QTRY_VERIFY(!tabs().isVisible());
    }

    void whatHasLeftTheListIsSaid()
    {
        m_pane->setExchange(ExchangeId(99));
        QTRY_VERIFY(m_pane->findChildren<QLabel *>().size() > 0 && anyLabel(u"#99"_s));
    }

    void aTabIsFilledWhenItIsLookedAt()
    {
        m_capture->add({goodCall(1)});
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().isVisible());
        QVERIFY(request().received().tree().document().isEmpty());
        m_pane->setCurrentTab(DetailPane::Request);
        QTRY_VERIFY(!request().received().tree().document().isEmpty());
    }

    void eventsOfAnOpenStreamArrive()
    {
        Record record = streamedCall(1, 1, false);
        m_capture->add({record});
        m_pane->setCurrentTab(DetailPane::Events);
        m_pane->setExchange(ExchangeId(1));
        auto &events = m_pane->findChild<EventsTab *>()->events();
        QTRY_COMPARE(events.rowCount(), 1);
        for (int i = 2; i <= 5; ++i) {
            ++record.eventCount;
            m_capture->update(record, {sseEvent(i, i * 100'000)});
            QCOMPARE(events.rowCount(), i); // at once, not at the next refresh
        }
        QTRY_COMPARE(tabs().tabText(DetailPane::Events), u"Events (5)"_s);
        record.state = State::Completed;
        record.endUs = 900'000;
        ++record.eventCount;
        m_capture->update(record, {answerEvent(1, 900'000)});
        QCOMPARE(events.rowCount(), 6);
        m_pane->setCurrentTab(DetailPane::Response);
        auto *response = m_pane->findChild<MessageTab *>(u"Response"_s);
        QTRY_VERIFY(response->received().tree().document().contains("\"result\""));
    }

    void growthReachesTabsThatAreNotSeen()
    {
        Record record = streamedCall(1, 1, false);
        m_capture->add({record});
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().isVisible());
        ++record.eventCount;
        m_capture->update(record, {sseEvent(2, 200'000)});
        m_pane->setCurrentTab(DetailPane::Events);
        QCOMPARE(m_pane->findChild<EventsTab *>()->events().rowCount(), 2);
        ++record.eventCount;
        m_capture->update(record, {sseEvent(3, 300'000)});
        QCOMPARE(m_pane->findChild<EventsTab *>()->events().rowCount(), 3);
    }

    void headersWarnInTheirTitle()
    {
        Record record = goodCall(1);
        record.parts[0].bytes.replace("Mcp-Method: tools/call", "Mcp-Method: tools/list");
        m_capture->add({record});
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().tabText(DetailPane::Headers).contains(u"⚠"_s));
    }

    void payloadThatIsNowhereIsSaid()
    {
        Record record = goodCall(1);
        record.parts.clear();
        record.firstPart = 3; // a gap: the cache has no whole payload, and there is no recording
        m_capture->add({record});
        m_pane->setCurrentTab(DetailPane::Request);
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().isVisible());
        QTRY_VERIFY(!anyLabel(u"Loading"_s));
    }

    void linksLeadOn()
    {
        Record child = goodCall(2);
        child.parent = ExchangeId(1);
        m_capture->add({streamedCall(1, 1, false), child});
        m_pane->setExchange(ExchangeId(2));
        QTRY_VERIFY(tabs().isVisible());
        QSignalSpy followed(m_pane.get(), &DetailPane::exchangeRequested);
        auto *overview = m_pane->findChild<OverviewTab *>();
        Q_EMIT overview->exchangeRequested(ExchangeId(1));
        QCOMPARE(followed.count(), 1);
    }

    void findOpensInTheCurrentTab()
    {
        m_capture->add({goodCall(1)});
        m_pane->setCurrentTab(DetailPane::Response);
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().isVisible());
        QVERIFY(m_pane->openFind());
        const auto bars = m_pane->findChildren<FindBar *>();
        QVERIFY(std::any_of(bars.begin(), bars.end(), [](const FindBar *bar) { return bar->isVisible(); }));
        m_pane->setCurrentTab(DetailPane::Overview);
        QVERIFY(!m_pane->openFind());
    }

    void turnsToWhatWasFound()
    {
        m_capture->add({goodCall(1), streamedCall(2, 5, true)});
        m_pane->setExchange(ExchangeId(1));
        m_pane->showFound(u"two HITS"_s); // before the payload is here
        QTRY_COMPARE(m_pane->currentTab(), DetailPane::Response);
        QVERIFY(anyMarked());
        m_pane->showFound(u"tools/call"_s); // and when it is
        QCOMPARE(m_pane->currentTab(), DetailPane::Request);
        m_pane->showFound(u"nowhere in it"_s);
        QCOMPARE(m_pane->currentTab(), DetailPane::Request);
        m_pane->setExchange(ExchangeId(2));
        m_pane->showFound(u"\"progress\":3"_s);
        QTRY_COMPARE(m_pane->currentTab(), DetailPane::Events);
        QVERIFY(m_pane->findChild<EventsTab *>()->table().currentIndex().isValid());
    }

    void survivesEverySampleInEveryTab()
    {
        Record open = goodCall(6);
        open.state = State::Open;
        open.firstByteUs = open.endUs = -1;
        open.parts = open.parts.first(1);
        Record strange = call(7, QByteArray("\xff\x00\xfe", 3));
        strange.parts[0].bytes = "no http at all";
        strange.method = "\x01\x02";
        m_capture->add(
            {goodCall(1), editedCall(2), failedCall(3), streamedCall(4, 3, true), call(5, "{\"a\":"), open, strange});
        for (quint64 id = 1; id <= 7; ++id) {
            m_pane->setExchange(ExchangeId(id));
            QTRY_VERIFY(anyLabel(u"#%1"_s.arg(id)));
            for (int tab = 0; tab < DetailPane::TabCount; ++tab) {
                m_pane->setCurrentTab(DetailPane::Tab(tab));
                QVERIFY(!m_pane->grab().isNull());
            }
        }
        m_theme->setMode(Theme::Mode::Dark);
        QVERIFY(!m_pane->grab().isNull());
        m_theme->setMode(Theme::Mode::Light);
    }

    void everythingHasAName()
    {
        m_capture->add({editedCall(1)});
        m_pane->setExchange(ExchangeId(1));
        QTRY_VERIFY(tabs().isVisible());
        QCOMPARE(namelessWidgets(*m_pane).join(u", "_s), QString());
    }

private:
    bool anyMarked() const
    {
        const auto bars = m_pane->findChildren<FindBar *>();
        return std::any_of(bars.begin(), bars.end(),
                           [](const FindBar *bar) { return bar->isVisible() && bar->hitCount() > 0; });
    }

    QTabWidget &tabs() const { return *m_pane->findChild<QTabWidget *>(); }
    MessageTab &request() const { return *m_pane->findChild<MessageTab *>(u"Request"_s); }
    bool anyLabel(const QString &text) const
    {
        const auto labels = m_pane->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Capture> m_capture;
    std::unique_ptr<DetailPane> m_pane;
};

QTEST_MAIN(DetailPaneTest)
#include "tst_detailpane.moc"
