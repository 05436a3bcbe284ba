// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/clientsnippets.h"
#include "ui/views/commentdialog.h"
#include "ui/views/copyfield.h"
#include "ui/views/fuzzymatch.h"
#include "ui/views/layoutstate.h"
#include "ui/views/problempanel.h"
#include "ui/views/searchpanel.h"
#include "ui/views/sourcesidebar.h"
#include "ui/views/statusstrip.h"
#include "ui/views/welcomepage.h"
#include "viewfixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;

namespace {

QPushButton *button(const QWidget &in, const QString &text)
{
    for (QPushButton *it : in.findChildren<QPushButton *>()) {
        if (it->text().remove(u'&').contains(text) && it->isVisible())
            return it;
    }
    return nullptr;
}

bool shows(const QWidget &in, const QString &text)
{
    for (const QLabel *label : in.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace

class ViewPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fuzzyMatching()
    {
        QVERIFY(fuzzyScore(u"", u"anything"));
        QVERIFY(fuzzyScore(u"cpj", u"Edit › Copy as JSON"));
        QVERIFY(!fuzzyScore(u"xyz", u"Edit › Copy as JSON"));
        QVERIFY(!fuzzyScore(u"a", u""));
        // Beginnings of words before letters in their middle, side by side before apart.
        QVERIFY(*fuzzyScore(u"cj", u"Copy as JSON") > *fuzzyScore(u"cj", u"Reject jam"));
        QVERIFY(*fuzzyScore(u"mark", u"Edit › Mark") > *fuzzyScore(u"mark", u"Move a rock"));
        QVERIFY(*fuzzyScore(u"side", u"View › Sidebar") > *fuzzyScore(u"side", u"Save in other dens"));
        QVERIFY(fuzzyScore(u"COPY json", u"copy as json"));
    }

    void snippetsHoldTheUrl()
    {
        const QUrl url(u"http://127.0.0.1:8808/mcp"_s);
        const QList<ClientSnippet> snippets = clientSnippets(url);
        QVERIFY(snippets.size() >= 5);
        for (const ClientSnippet &snippet : snippets) {
            QVERIFY(!snippet.client.isEmpty() && !snippet.where.isEmpty());
            QVERIFY2(snippet.text.contains(url.toString()), qPrintable(snippet.client));
        }
        // Nothing in a URL gets out of its quotes.
        for (const ClientSnippet &snippet : clientSnippets(QUrl(u"http://h/a'b\"c"_s)))
            QVERIFY(!snippet.text.contains(u"a'b"_s) && !snippet.text.contains(u"b\"c"_s));
    }

    void layoutStateIsKeptByVersion()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"a.ini"_s), QSettings::IniFormat);
        LayoutState state;
        state.sidebar = false;
        state.detailRight = true;
        state.detailTab = 3;
        state.filter = u"method:ping"_s;
        state.savedFilters = {u"Errors"_s, u"status:error"_s};
        state.save(settings);
        const LayoutState read = LayoutState::load(settings);
        QCOMPARE(read.sidebar, false);
        QCOMPARE(read.detailRight, true);
        QCOMPARE(read.detailTab, 3);
        QCOMPARE(read.filter, state.filter);
        QCOMPARE(read.savedFilters, state.savedFilters);
        settings.setValue(u"window/version"_s, 99);
        QCOMPARE(LayoutState::load(settings).sidebar, true);
    }

    void statusStripCountsInWords()
    {
        ViewFixture fixture;
        StatusStrip strip(fixture.theme);
        strip.show();
        strip.setCounts({1, 1, 0, false});
        QVERIFY(shows(strip, u"1 exchange"_s));
        strip.setCounts({12, 3400, 56, true});
        QVERIFY(shows(strip, u"12 of"_s) && shows(strip, u"filtering"_s) && shows(strip, u"56 not"_s));
        strip.setProxyState(u"Running on 127.0.0.1:8808"_s, StatusStrip::Tone::Good);
        QVERIFY(shows(strip, u"Running on"_s));
        strip.setSelection(u"#12"_s);
        QVERIFY(shows(strip, u"#12"_s));
        strip.showNote(u"Copied"_s);
        QVERIFY(shows(strip, u"Copied"_s) && !shows(strip, u"#12"_s));
        strip.setWarning(u"Recording failed: disk full"_s);
        QVERIFY(shows(strip, u"Copied"_s)); // the note has its seconds
        strip.showNote({});
        QVERIFY(shows(strip, u"disk full"_s) && !shows(strip, u"#12"_s));
        strip.setWarning({});
        QVERIFY(shows(strip, u"#12"_s));
        strip.setRate(12.5, true);
        QVERIFY(shows(strip, u"paused"_s));
    }

    void welcomePageLeadsToAServer()
    {
        ViewFixture fixture;
        WelcomePage page(fixture.theme, fixture.control);
        page.resize(900, 800);
        page.show();
        auto *server = page.findChild<QLineEdit *>();
        server->setText(u"ftp://127.0.0.1:3000"_s);
        Q_EMIT server->returnPressed();
        QCOMPARE(fixture.control.applied, 0);
        QVERIFY(shows(page, u"⚠ Write the whole URL"_s));
        server->clear();
        QTest::keyClicks(server, u"127.0.0.1:3000/mcp"_s); // http, as people write it
        QTest::mouseClick(button(page, u"Look at"_s), Qt::LeftButton);
        QCOMPARE(fixture.control.applied, 1);
        QCOMPARE(fixture.control.settings().proxy.routes.first().upstream, QUrl(u"http://127.0.0.1:3000/mcp"_s));
        QCOMPARE(fixture.control.state(), ProxyControl::State::Running);
        auto *url = page.findChild<CopyField *>(u"url-default"_s);
        QVERIFY(url);
        QCOMPARE(url->text(), u"http://127.0.0.1:8808/mcp"_s);
        url->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), url->text());
        QVERIFY(page.findChild<QComboBox *>()->count() >= 5);
        QTest::mouseClick(button(page, u"Demo"_s), Qt::LeftButton);
        QCOMPARE(fixture.control.demoRounds, 1);
    }

    void aPortInUseOffersWaysOut()
    {
        ViewFixture fixture;
        WelcomePage page(fixture.theme, fixture.control);
        page.resize(900, 800);
        page.show();
        fixture.control.failPortInUse();
        QVERIFY(shows(page, u"8808 already"_s));
        QVERIFY(button(page, u"Retry"_s));
        QTest::mouseClick(button(page, u"Another Port"_s), Qt::LeftButton);
        QCOMPARE(fixture.control.endpoints().first().url.port(), 40123);
        QVERIFY(!button(page, u"Retry"_s));
        QSignalSpy settings(&page, &WelcomePage::settingsRequested);
        fixture.control.failPortInUse();
        QTest::mouseClick(button(page, u"Settings"_s), Qt::LeftButton);
        QCOMPARE(settings.count(), 1);
    }

    void commentDialogGivesTheText()
    {
        CommentDialog *dialog = new CommentDialog(u"#1 tools/call"_s, u"old"_s, nullptr);
        QSignalSpy accepted(dialog, &CommentDialog::commentAccepted);
        dialog->open();
        auto *text = dialog->findChild<QPlainTextEdit *>();
        QTest::keyClicks(text, u"slow here "_s);
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(accepted.first().first().toString(), u"slow here"_s);
    }

    void sidebarNarrowsAndReturns()
    {
        ViewFixture fixture;
        SourceSidebar sidebar(fixture.theme, fixture.sources);
        sidebar.show();
        QSignalSpy picked(&sidebar, &SourceSidebar::sourcePicked);
        fixture.receive(1, 60);
        QVERIFY(sidebar.filterText().isEmpty());
        const QModelIndex route = fixture.sources.index(1, 0);
        QVERIFY(route.isValid());
        QVERIFY(sidebar.tree().isExpanded(route));
        sidebar.tree().setCurrentIndex(route);
        QCOMPARE(picked.count(), 1);
        QCOMPARE(sidebar.filterText(), route.data(models::SourceTreeModel::FilterTextRole).toString());
        QVERIFY(exchange::Filter::parse(sidebar.filterText()));
        // What goes takes no neighbour's filter with it.
        fixture.exchanges.clear();
        QTRY_VERIFY(sidebar.filterText().isEmpty());
    }

    void searchFindsInBodies()
    {
        ViewFixture fixture;
        fixture.receive(1, 120);
        SearchPanel panel(fixture.theme, fixture.search, fixture.exchanges);
        panel.show();
        panel.open();
        auto *field = panel.findChild<QLineEdit *>();
        QTest::keyClicks(field, u"needle 11"_s); // of 11 and 110 to 119
        QTRY_COMPARE(panel.hitRows(), 11);
        QSignalSpy hit(&panel, &SearchPanel::hitPicked);
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(hit.count(), 1);
        QCOMPARE(hit.first().at(1).toString(), u"needle 11"_s); // to be marked there
        field->setText(u"no such text"_s);
        QTRY_COMPARE(panel.hitRows(), 0);
        QTRY_VERIFY(shows(panel, u"Nothing found"_s));
    }
};

QTEST_MAIN(ViewPartsTest)
#include "tst_viewparts.moc"
