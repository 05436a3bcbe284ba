// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"

#include "ui/accessibilitywalk.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;

namespace {

template <typename T>
T *named(const QWidget &in, const QString &accessibleName)
{
    for (T *widget : in.findChildren<T *>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

Settings sample()
{
    Settings settings;
    proxy::RouteConfig route;
    route.upstream = QUrl(u"http://127.0.0.1:3000/mcp"_s);
    route.headers = {{"X-Key", "1"}};
    settings.proxy.routes = {route};
    settings.proxy.access.hosts = {"kept.example"}; // has no field: must survive
    return settings;
}

} // namespace

class DialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void whatIsNotEditedStays()
    {
        SettingsDialog dialog(*m_theme, sample());
        QVERIFY(dialog.isValid());
        const Settings after = dialog.settings();
        const Settings before = sample();
        QCOMPARE(after.proxy.listenAddress, before.proxy.listenAddress);
        QCOMPARE(after.proxy.listenPort, before.proxy.listenPort);
        QCOMPARE(after.proxy.routes.size(), 1);
        QCOMPARE(after.proxy.routes.front().upstream, before.proxy.routes.front().upstream);
        QCOMPARE(after.proxy.routes.front().headers, before.proxy.routes.front().headers);
        QCOMPARE(after.proxy.access.hosts, before.proxy.access.hosts);
        QCOMPARE(after.proxy.limits.http.bodyBytes, before.proxy.limits.http.bodyBytes);
        QCOMPARE(after.proxy.limits.headTimeoutMs, before.proxy.limits.headTimeoutMs);
        QCOMPARE(after.proxy.retention.maxRows, before.proxy.retention.maxRows);
        QCOMPARE(after.proxy.retention.maxBytes, before.proxy.retention.maxBytes);
        QCOMPARE(after.proxy.retention.maxAgeSeconds, before.proxy.retention.maxAgeSeconds);
        QCOMPARE(after.listCapacity, before.listCapacity);
        QCOMPARE(after.themeMode, before.themeMode);
        QCOMPARE(after.store, before.store);
        QVERIFY(after == before);
    }

    void editsAreAccepted()
    {
        SettingsDialog dialog(*m_theme, sample());
        QSignalSpy accepted(&dialog, &SettingsDialog::settingsAccepted);
        dialog.open();
        named<QSpinBox>(dialog, u"Port"_s)->setValue(9000);
        named<QComboBox>(dialog, u"Listen address"_s)->setEditText(u"0.0.0.0"_s);
        named<QSpinBox>(dialog, u"Largest body"_s)->setValue(2);
        named<QSpinBox>(dialog, u"Days kept"_s)->setValue(0);
        named<QComboBox>(dialog, u"Where to record"_s)->setCurrentIndex(2);
        named<QComboBox>(dialog, u"Colours"_s)->setCurrentIndex(2);
        named<QPlainTextEdit>(dialog, u"Headers added to what clients send"_s)->setPlainText(u"A: 1\nB: x: y\n"_s);
        auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(save->isEnabled());
        save->click();
        QCOMPARE(accepted.count(), 1);
        const auto settings = accepted.front().front().value<Settings>();
        QCOMPARE(settings.proxy.listenPort, 9000);
        QCOMPARE(settings.proxy.listenAddress, QHostAddress(u"0.0.0.0"_s));
        QCOMPARE(settings.proxy.limits.http.bodyBytes, quint64(2 * 1024 * 1024));
        QCOMPARE(settings.proxy.retention.maxAgeSeconds, 0);
        QCOMPARE(settings.store, u"memory"_s);
        QCOMPARE(settings.themeMode, Theme::Mode::Dark);
        const QList<std::pair<QByteArray, QByteArray>> headers{{"A", "1"}, {"B", "x: y"}};
        QCOMPARE(settings.proxy.routes.front().headers, headers);
        QVERIFY(!dialog.isVisible());
    }

    void whatIsWrongIsSaidWhileTyping()
    {
        SettingsDialog dialog(*m_theme, sample());
        dialog.open();
        auto *problem = dialog.findChild<QLabel *>(u"problem"_s);
        auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        auto *url = named<QLineEdit>(dialog, u"URL of the server"_s);
        QVERIFY(problem->isHidden());
        url->setText(u"ftp://example/mcp"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"ftp"_s), qPrintable(problem->text()));
        QVERIFY(!save->isEnabled());
        url->setText(u"https://example/mcp"_s);
        QVERIFY(problem->isHidden());
        QVERIFY(save->isEnabled());
        named<QComboBox>(dialog, u"Listen address"_s)->setEditText(u"my computer"_s);
        QVERIFY(problem->text().contains(u"my computer"_s));
        QVERIFY(!dialog.isValid());
        named<QComboBox>(dialog, u"Listen address"_s)->setEditText(u"127.0.0.1"_s);
        named<QPlainTextEdit>(dialog, u"Headers added to what clients send"_s)->setPlainText(u"no colon"_s);
        QVERIFY(problem->text().contains(u"no colon"_s));
        url->setText(u"http://127.0.0.1:8808/mcp"_s);
        named<QPlainTextEdit>(dialog, u"Headers added to what clients send"_s)->clear();
        QVERIFY2(problem->text().contains(u"itself"_s), qPrintable(problem->text()));
    }

    void routesComeAndGo()
    {
        SettingsDialog dialog(*m_theme, sample());
        dialog.setCurrentPage(SettingsDialog::Routes);
        dialog.open();
        auto *table = named<QTableWidget>(dialog, u"Routes"_s);
        auto *add = named<QPushButton>(dialog, u"Add route"_s);
        auto *remove = named<QPushButton>(dialog, u"Remove"_s);
        QCOMPARE(table->rowCount(), 1);
        add->click();
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->currentRow(), 1);
        QVERIFY(!dialog.isValid()); // has no server yet
        named<QLineEdit>(dialog, u"URL of the server"_s)->setText(u"http://other:1/mcp"_s);
        named<QLineEdit>(dialog, u"Name of the route"_s)->setText(u"other"_s);
        QVERIFY(dialog.isValid());
        QCOMPARE(table->item(1, 0)->text(), u"other"_s);
        QCOMPARE(table->item(1, 2)->text(), u"/other/mcp"_s);
        table->setCurrentCell(0, 0);
        QCOMPARE(named<QLineEdit>(dialog, u"Name of the route"_s)->text(), u"default"_s);
        named<QLineEdit>(dialog, u"Name of the route"_s)->setText(u"other"_s);
        QVERIFY(!dialog.isValid()); // two of one name
        remove->click();
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(dialog.settings().proxy.routes.front().name, u"other"_s);
        QVERIFY(dialog.isValid());
        remove->click();
        QVERIFY(dialog.settings().proxy.routes.isEmpty());
        QVERIFY(dialog.isValid());
        QVERIFY(!remove->isEnabled());
        add->click();
        QCOMPARE(dialog.settings().proxy.routes.front().name, u"default"_s);
    }

    void recordingInAFile()
    {
        SettingsDialog dialog(*m_theme, sample());
        named<QComboBox>(dialog, u"Where to record"_s)->setCurrentIndex(1);
        QVERIFY(!dialog.isValid());
        named<QLineEdit>(dialog, u"File of the recording"_s)->setText(u"/tmp/x.sqlite"_s);
        QVERIFY(dialog.isValid());
        QCOMPARE(dialog.settings().store, u"sqlite:/tmp/x.sqlite"_s);
        SettingsDialog again(*m_theme, dialog.settings());
        QCOMPARE(again.settings().store, u"sqlite:/tmp/x.sqlite"_s);
    }

    void aNetworkAddressWarns()
    {
        SettingsDialog dialog(*m_theme, sample());
        dialog.open();
        const auto warns = [&] {
            const auto labels = dialog.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->property("notice").toBool() && label->isVisible();
            });
        };
        QVERIFY(!warns());
        named<QComboBox>(dialog, u"Listen address"_s)->setEditText(u"192.168.1.5"_s);
        QVERIFY(warns());
    }

    void shortcutsByMenu()
    {
        QMenu file(u"&File"_s);
        file.addAction(u"&Open…"_s)->setShortcut(QKeySequence(u"Ctrl+O"_s));
        file.addAction(u"No key"_s);
        QMenu *more = file.addMenu(u"More"_s);
        more->addAction(u"Black && white"_s)->setShortcuts({QKeySequence(u"Ctrl+B"_s), QKeySequence(u"F7"_s)});
        const ShortcutGroup group = shortcutsOf(file);
        QCOMPARE(group.title, u"File"_s);
        QCOMPARE(group.shortcuts.size(), 2);
        QCOMPARE(group.shortcuts.at(0).text, u"Open"_s);
        QCOMPARE(group.shortcuts.at(1).text, u"Black & white"_s);
        QCOMPARE(group.shortcuts.at(1).keys, u"Ctrl+B, F7"_s);

        ShortcutsDialog dialog({group, {u"In the list"_s, {{u"j, k"_s, u"Down, up"_s}}}, {u"Empty"_s, {}}});
        dialog.open();
        auto *tree = dialog.findChild<QTreeWidget *>();
        QCOMPARE(tree->topLevelItemCount(), 2);
        auto *search = dialog.findChild<QLineEdit *>();
        search->setText(u"white"_s);
        QVERIFY(!tree->topLevelItem(0)->isHidden());
        QVERIFY(tree->topLevelItem(0)->child(0)->isHidden());
        QVERIFY(!tree->topLevelItem(0)->child(1)->isHidden());
        QVERIFY(tree->topLevelItem(1)->isHidden());
        search->setText(u"list"_s);
        QVERIFY(!tree->topLevelItem(1)->child(0)->isHidden());
        QCOMPARE(namelessWidgets(dialog).join(u", "_s), QString());
    }

    void everythingHasAName()
    {
        SettingsDialog dialog(*m_theme, sample());
        QCOMPARE(namelessWidgets(dialog).join(u", "_s), QString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(DialogsTest)
#include "tst_dialogs.moc"
