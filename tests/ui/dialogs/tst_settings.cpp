// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using ui::Settings;

namespace {

proxy::RouteConfig route(const QString &name, const QString &url)
{
    proxy::RouteConfig made;
    made.name = name;
    made.upstream = QUrl(url);
    return made;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_path = m_folder.filePath(u"%1.ini"_s.arg(++m_count)); }

    void whatIsSavedIsLoaded()
    {
        Settings before;
        before.proxy.listenAddress = QHostAddress(u"::1"_s);
        before.proxy.listenPort = 0;
        before.proxy.routes = {route(u"default"_s, u"http://127.0.0.1:3000/mcp"_s),
                               route(u"files"_s, u"https://files.example/mcp?x=1"_s)};
        before.proxy.routes[1].headers = {{"Authorization", "Bearer a:b, c"}, {"X-Empty", ""}};
        before.proxy.record = false;
        before.proxy.retention = {5, 1024 * 1024, 86'400};
        before.store = u"sqlite:/tmp/my recording.sqlite"_s;
        before.proxy.limits.http.bodyBytes = 1024 * 1024;
        before.proxy.limits.http.headerCount = 7;
        before.proxy.limits.headTimeoutMs = 3000;
        before.proxy.limits.maxConnections = 12;
        before.proxy.maxJsonDepth = 9;
        before.listCapacity = 5000;
        before.themeMode = ui::Theme::Mode::Dark;
        before.language = u"en"_s;
        {
            QSettings file(m_path, QSettings::IniFormat);
            before.save(file);
        }
        QSettings file(m_path, QSettings::IniFormat);
        const Settings after = Settings::load(file);
        QCOMPARE(after.proxy.listenAddress, before.proxy.listenAddress);
        QCOMPARE(after.proxy.listenPort, before.proxy.listenPort);
        QCOMPARE(after.proxy.routes.size(), 2);
        QCOMPARE(after.proxy.routes[1].name, u"files"_s);
        QCOMPARE(after.proxy.routes[1].upstream, before.proxy.routes[1].upstream);
        QCOMPARE(after.proxy.routes[1].headers, before.proxy.routes[1].headers);
        QCOMPARE(after.proxy.record, false);
        QCOMPARE(after.proxy.retention.maxRows, 5);
        QCOMPARE(after.proxy.retention.maxBytes, 1024 * 1024);
        QCOMPARE(after.proxy.retention.maxAgeSeconds, 86'400);
        QCOMPARE(after.store, before.store);
        QCOMPARE(after.proxy.limits.http.bodyBytes, quint64(1024 * 1024));
        QCOMPARE(after.proxy.limits.http.headerCount, 7);
        QCOMPARE(after.proxy.limits.headTimeoutMs, 3000);
        QCOMPARE(after.proxy.limits.maxConnections, 12);
        QCOMPARE(after.proxy.maxJsonDepth, 9);
        QCOMPARE(after.listCapacity, 5000);
        QCOMPARE(after.themeMode, ui::Theme::Mode::Dark);
        QVERIFY(after == before);
    }

    void nothingSavedGivesTheDefaults()
    {
        QSettings file(m_path, QSettings::IniFormat);
        const Settings settings = Settings::load(file);
        QCOMPARE(settings.proxy.listenPort, proxy::ProxyConfig::kDefaultPort);
        QVERIFY(settings.proxy.routes.isEmpty());
        QVERIFY(settings.store.isEmpty());
        QVERIFY(ui::validate(settings));
    }

    void garbageKeepsTheDefaults()
    {
        QSettings file(m_path, QSettings::IniFormat);
        file.setValue(u"listen/address"_s, u"nonsense"_s);
        file.setValue(u"listen/port"_s, 70'000);
        file.setValue(u"list/capacity"_s, -1);
        file.setValue(u"limits/bodyBytes"_s, u"many"_s);
        file.setValue(u"limits/headTimeoutMs"_s, 0);
        file.setValue(u"recording/maxRows"_s, -5);
        file.setValue(u"theme"_s, u"pink"_s);
        file.setValue(u"language"_s, u"klingon"_s);
        const Settings settings = Settings::load(file);
        const Settings usual;
        QCOMPARE(settings.proxy.listenAddress, usual.proxy.listenAddress);
        QCOMPARE(settings.proxy.listenPort, usual.proxy.listenPort);
        QCOMPARE(settings.listCapacity, usual.listCapacity);
        QCOMPARE(settings.proxy.limits.http.bodyBytes, usual.proxy.limits.http.bodyBytes);
        QCOMPARE(settings.proxy.limits.headTimeoutMs, usual.proxy.limits.headTimeoutMs);
        QCOMPARE(settings.proxy.retention.maxRows, usual.proxy.retention.maxRows);
        QCOMPARE(settings.themeMode, ui::Theme::Mode::System);
        QCOMPARE(settings.language, QString());
    }

    void fewerRoutesLeaveNoneBehind()
    {
        QSettings file(m_path, QSettings::IniFormat);
        Settings settings;
        settings.proxy.routes = {route(u"a"_s, u"http://h/1"_s), route(u"b"_s, u"http://h/2"_s)};
        settings.save(file);
        settings.proxy.routes.removeFirst();
        settings.save(file);
        QCOMPARE(Settings::load(file).proxy.routes.size(), 1);
        QCOMPARE(Settings::load(file).proxy.routes.front().name, u"b"_s);
    }

    void validation_data()
    {
        QTest::addColumn<Settings>("settings");
        QTest::addColumn<QString>("says");
        const auto with = [](const proxy::RouteConfig &one) {
            Settings settings;
            settings.proxy.routes = {one};
            return settings;
        };
        QTest::newRow("no route") << Settings() << QString();
        QTest::newRow("good") << with(route(u"default"_s, u"http://h:1/mcp"_s)) << QString();
        QTest::newRow("scheme") << with(route(u"default"_s, u"ftp://h/mcp"_s)) << u"ftp"_s;
        QTest::newRow("no host") << with(route(u"default"_s, u"nonsense"_s)) << u"URL"_s;
        QTest::newRow("name") << with(route(u"a b"_s, u"http://h/mcp"_s)) << u"name"_s;
        auto header = route(u"default"_s, u"http://h/mcp"_s);
        header.headers = {{"Bad Name", "x"}};
        QTest::newRow("header") << with(header) << u"Bad Name"_s;
        header.headers = {{"X", "a\r\nb"}};
        QTest::newRow("header value") << with(header) << u"line break"_s;
        QTest::newRow("itself") << with(route(u"default"_s, u"http://localhost:8808/mcp"_s)) << u"itself"_s;
        Settings bad;
        bad.proxy.listenAddress = QHostAddress();
        QTest::newRow("address") << bad << u"IP address"_s;
        bad = {};
        bad.store = u"sqlite:"_s;
        QTest::newRow("store") << bad << u"path"_s;
        bad = {};
        bad.listCapacity = 5;
        QTest::newRow("capacity") << bad << u"list"_s;
    }
    void validation()
    {
        QFETCH(Settings, settings);
        QFETCH(QString, says);
        const auto valid = ui::validate(settings);
        QCOMPARE(valid.has_value(), says.isEmpty());
        if (!valid)
            QVERIFY2(valid.error().text.contains(says), qPrintable(valid.error().text));
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
