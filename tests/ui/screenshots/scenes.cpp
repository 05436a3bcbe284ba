// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/scenes.h"

#include "app/desktop/enginecontroller.h"
#include "app/desktop/inspector.h"
#include "ui/detail/detailpane.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/filter/filterbar.h"
#include "ui/screenshots/historyscenes.h"
#include "ui/screenshots/interceptscenes.h"
#include "ui/screenshots/photographer.h"
#include "ui/screenshots/rulescenes.h"
#include "ui/screenshots/sessionscenes.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"

#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTcpServer>

#include <algorithm>

namespace sightglass::screenshots {
namespace {

using namespace Qt::Literals::StringLiterals;
using exchange::Record;
using State = ui::ProxyControl::State;

constexpr QSize kWindowSize(1360, 850);
constexpr int kRounds = 3;

/// The program with its window open and its engine up, or in trouble.
class Stage
{
public:
    Stage(ui::Theme &theme, const QString &settingsFile, const ui::Settings &settings, bool onFreePort = true)
        : m_keep(settingsFile, QSettings::IniFormat),
          m_inspector(theme, m_keep, {settings, QString(), onFreePort, settingsFile + u".rules"_s})
    {
        window().resize(kWindowSize);
        m_inspector.start();
        window().activateWindow();
        until(u"the window"_s, [this] { return window().isVisible(); });
        until(u"the engine"_s, [this] { return state() == State::Running || state() == State::Failed; });
    }
    ~Stage()
    {
        bool finished = false;
        QObject::connect(&m_inspector, &app::Inspector::finished, &m_inspector, [&finished] { finished = true; });
        m_inspector.close();
        until(u"the end of the engine"_s, [&] { return finished; });
    }

    app::Inspector &inspector() { return m_inspector; }
    ui::MainWindow &window() { return m_inspector.window(); }
    State state() { return m_inspector.control().state(); }
    template <typename T>
    T &part()
    {
        T *const found = window().findChild<T *>();
        Q_ASSERT(found);
        return *found;
    }

    /// Demo traffic from beginning to end, all of it in the list.
    void play()
    {
        bool over = false;
        app::EngineController &engine = *m_inspector.engine();
        const auto connection = QObject::connect(&engine, &ui::ProxyControl::demoTrafficChanged, &engine,
                                                 [&] { over = !engine.demoTrafficRuns(); });
        engine.sendDemoTraffic();
        until(
            u"the demo traffic"_s, [&] { return over; }, 60'000);
        QObject::disconnect(connection);
        until(u"the list"_s, [this] {
            const auto &list = m_inspector.exchanges();
            if (m_inspector.feed().pending() > 0)
                return false;
            for (int row = 0; row < list.rowCount(); ++row) {
                if (!list.record(row).ended())
                    return false;
            }
            return !list.isEmpty() && m_inspector.feed().recordsPerSecond() == 0;
        });
    }

    /// The last exchange that \a wanted says yes to, selected.
    void select(const QString &what, const std::function<bool(const Record &)> &wanted)
    {
        const auto &list = m_inspector.exchanges();
        exchange::ExchangeId id;
        for (int row = 0; row < list.rowCount(); ++row) {
            if (wanted(list.record(row)))
                id = list.record(row).id;
        }
        until(what, [&] { return id.isValid() && part<ui::ExchangeTable>().selectExchange(id); });
        until(what + u" in the detail pane"_s, [&] { return part<ui::DetailPane>().exchange() == id; });
    }

private:
    QSettings m_keep;
    app::Inspector m_inspector;
};

/// A tool call as they are most of the time: answered, and nothing wrong with it.
bool isUsualCall(const Record &record)
{
    return record.method == "tools/call" && record.state == exchange::State::Completed && !record.errorCode
           && !record.toolError && !record.inputRequired;
}

} // namespace

Scenes::Scenes(ui::Theme &theme, QString folder, Photographer &photographer)
    : m_theme(theme), m_folder(std::move(folder)), m_photographer(photographer)
{}

ui::Settings Scenes::settings() const
{
    ui::Settings settings;
    settings.store = u"sqlite:"_s + m_folder + u"/traffic.sqlite"_s;
    settings.themeMode = m_theme.mode();
    settings.proxy.stopGraceMs = 200;
    return settings;
}

void Scenes::all()
{
    traffic();
    portInUse();
}

void Scenes::traffic()
{
    Stage stage(m_theme, m_folder + u"/desktop.ini"_s, settings());
    m_photographer.take(u"first-run"_s, stage.window());
    for (int round = 0; round < kRounds; ++round)
        stage.play();
    // One with headers that mirror its body.
    const auto latest = [](const Record &record) { return isUsualCall(record) && record.era == mcp::Era::Modern; };
    stage.select(u"a tool call"_s, latest);
    stage.part<ui::DetailPane>().setCurrentTab(ui::DetailPane::Response);
    m_photographer.take(u"busy-list"_s, stage.window());

    using Tab = ui::DetailPane::Tab;
    const auto tab = [&](Tab which, const QString &scene) {
        stage.part<ui::DetailPane>().setCurrentTab(which);
        m_photographer.take(u"detail-"_s + scene, stage.window());
    };
    tab(Tab::Overview, u"overview"_s);
    tab(Tab::Request, u"request"_s);
    tab(Tab::Response, u"response"_s);
    tab(Tab::Headers, u"headers"_s);
    tab(Tab::Timing, u"timing"_s);
    tab(Tab::Raw, u"raw"_s);
    stage.select(u"a stream of events"_s,
                 [](const Record &record) { return isUsualCall(record) && record.eventCount > 3; });
    tab(Tab::Events, u"events"_s);

    auto &filter = stage.part<ui::FilterBar>();
    filter.setText(u"method:tools/call and era:modern"_s);
    stage.select(u"a tool call"_s, latest);
    stage.part<ui::DetailPane>().setCurrentTab(Tab::Response);
    m_photographer.take(u"filter"_s, stage.window());
    filter.clear();
    stage.select(u"a tool call with arguments"_s,
                 [](const Record &record) { return isUsualCall(record) && record.name == "write_poem"; });
    takeHistory(stage.window(), m_photographer);
    takeRules(stage.window(), m_photographer);
    takeFindings(stage.window(), m_photographer);
    takeIntercept(stage.window(), quint16(stage.inspector().control().endpoints().front().url.port()), m_photographer);
    takeSessions(stage.window(), quint16(stage.inspector().control().endpoints().front().url.port()), m_photographer);

    ui::Settings shown = settings();
    shown.store.clear();
    proxy::RouteConfig route;
    route.upstream = QUrl(u"http://127.0.0.1:3001/mcp"_s);
    shown.proxy.routes.append(route);
    route.name = u"search"_s;
    route.upstream = QUrl(u"https://search.example.com/mcp"_s);
    route.headers = {{"Authorization", "Bearer …"}};
    shown.proxy.routes.append(route);
    ui::SettingsDialog dialog(m_theme, shown, &stage.window());
    dialog.open();
    m_photographer.take(u"settings-proxy"_s, dialog);
    dialog.setCurrentPage(ui::SettingsDialog::Routes);
    m_photographer.take(u"settings-servers"_s, dialog);
    dialog.setCurrentPage(ui::SettingsDialog::Recording);
    m_photographer.take(u"settings-recording"_s, dialog);
    dialog.close();

    QList<ui::ShortcutGroup> groups;
    const auto menus = stage.window().menuBar()->findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    for (const QMenu *menu : menus)
        groups.append(ui::shortcutsOf(*menu));
    ui::ShortcutsDialog keys(groups, &stage.window());
    keys.open();
    m_photographer.take(u"shortcuts"_s, keys);
    keys.close();
}

void Scenes::portInUse()
{
    QTcpServer taken;
    ui::Settings inTrouble = settings();
    // The port of the documentation; on a machine where somebody has it, it is in use all the same.
    if (!taken.listen(QHostAddress::LocalHost, inTrouble.proxy.listenPort)
        && taken.serverError() != QAbstractSocket::AddressInUseError)
        qFatal("cannot take a port");
    Stage stage(m_theme, m_folder + u"/trouble.ini"_s, inTrouble, false);
    until(u"the trouble"_s, [&] { return stage.state() == State::Failed; });
    m_photographer.take(u"port-in-use"_s, stage.window());
}

} // namespace sightglass::screenshots
