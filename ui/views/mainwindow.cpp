// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/mainwindow.h"

#include "ui/detail/detailpane.h"
#include "ui/filter/filterbar.h"
#include "ui/models/bodysearch.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/filteredexchangemodel.h"
#include "ui/models/livefeed.h"
#include "ui/models/payloadsource.h"
#include "ui/models/sourcetreemodel.h"
#include "ui/proxycontrol.h"
#include "ui/theme/icons.h"
#include "ui/theme/tablenote.h"
#include "ui/theme/theme.h"
#include "ui/views/columnlayout.h"
#include "ui/views/copyfield.h"
#include "ui/views/counttext.h"
#include "ui/views/exchangetable.h"
#include "ui/views/followtail.h"
#include "ui/views/historyloader.h"
#include "ui/views/navigation.h"
#include "ui/views/proxystatetext.h"
#include "ui/views/rowcommands.h"
#include "ui/views/searchpanel.h"
#include "ui/views/sourcesidebar.h"
#include "ui/views/statusstrip.h"
#include "ui/views/welcomepage.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdialogs.h"
#include "ui/views/windowdocks.h"
#include "ui/views/windowhistory.h"
#include "ui/views/windowpanes.h"
#include "ui/views/windowrules.h"
#include "ui/views/windowsessions.h"

#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kLeastSize(760, 480);
constexpr int kUrlWidth = 340;
constexpr int kRefreshMs = 100;

} // namespace

MainWindow::MainWindow(const WindowParts &parts, QSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_parts(parts), m_settings(settings)
{
    setWindowTitle(tr("Sightglass"));
    setMinimumSize(kLeastSize);
    m_panes = new WindowPanes(parts, this);
    setCentralWidget(m_panes);
    m_actions = new WindowActions(parts.theme, *this, m_panes->table());
    m_actions->fillMenuBar(*menuBar(), m_panes->detail().tabNames());
    m_docks = new WindowDocks(parts, m_panes->interceptBar(), *m_actions, *this);
    makeToolBar();
    m_status = new StatusStrip(parts.theme, this);
    setStatusBar(m_status);
    m_rows = new RowCommands(parts.exchanges, parts.payloads, parts.control, *this);
    m_dialogs = new WindowDialogs(parts.theme, parts.control, *this);
    m_navigation = new Navigation(parts, *m_panes, *m_actions, *this);
    m_rules = new WindowRules(
        parts, *m_docks, *m_actions, [this] { return m_parts.exchanges.find(m_navigation->current()); }, *this);
    m_sessions = new WindowSessions(parts, *m_docks, *m_actions, *this);
    m_history = new HistoryLoader(parts.exchanges, parts.payloads.recording(), this);
    m_browser = new WindowHistory(m_parts, *m_actions, settings, *this);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connectFile();
    connectEdit();
    connectView();
    connectCapture();
    connectGoAndHelp();
    connectPanes();
    connectModels();
    connectDocks();
    restoreState();
    proxyChanged();
    listChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(16, 16));
    bar->addAction(m_actions->action(Command::StartStop));
    bar->addAction(m_actions->action(Command::Demo));
    bar->addSeparator();
    m_docks->addTo(*bar);
    bar->addSeparator();
    for (const Command command : {Command::Pause, Command::Follow, Command::Clear})
        bar->addAction(m_actions->action(command));
    auto *room = new QWidget(bar);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(room);
    m_url = new CopyField(m_parts.theme, tr("URL for clients"), bar, CopyField::Shape::Line);
    m_url->setMaximumWidth(kUrlWidth);
    bar->addWidget(m_url);
}

void MainWindow::connectFile()
{
    m_actions->on(Command::SaveResponseBody, [this] { m_rows->saveBody(m_navigation->current(), false); });
    m_actions->on(Command::SaveRequestBody, [this] { m_rows->saveBody(m_navigation->current(), true); });
    m_actions->on(Command::Settings, [this] { m_dialogs->openSettings(); });
    m_actions->on(Command::Quit, [this] { close(); });
}

void MainWindow::connectEdit()
{
    const auto copies = [this](Command command, RowCommands::Shape shape) {
        m_actions->on(command, [this, shape] { m_rows->copy(m_navigation->selected(), shape); });
    };
    m_actions->on(Command::CopyValue, [this] { m_rows->copyValue(m_panes->table().currentIndex()); });
    copies(Command::CopyJson, RowCommands::Shape::Json);
    copies(Command::CopyCurl, RowCommands::Shape::Curl);
    copies(Command::CopyCommand, RowCommands::Shape::Command);
    copies(Command::CopyRow, RowCommands::Shape::Row);
    m_actions->onToggled(Command::CopySecrets, [this](bool on) { m_rows->setKeepSecrets(on); });
    m_actions->on(Command::Mark, [this] { m_rows->toggleMark(m_navigation->selected()); });
    m_actions->on(Command::Comment, [this] { m_rows->editComment(m_navigation->selected()); });
    m_actions->on(Command::Filter, [this] { m_panes->filterBar().focusField(); });
    m_actions->on(Command::ClearFilter, [this] { m_panes->filterBar().clear(); });
    m_actions->on(Command::SaveFilter, [this] { m_panes->filterBar().saveCurrent(); });
    m_actions->on(Command::Find, [this] {
        if (!m_panes->detail().openFind())
            m_status->showNote(tr("There is no text to search in this tab"));
    });
    m_actions->on(Command::Search, [this] {
        m_panes->openSearch();
        checkViewActions();
    });
}

void MainWindow::connectView()
{
    m_actions->onToggled(Command::Sidebar, [this](bool on) { m_panes->setSideShown(on); });
    m_actions->onToggled(Command::Detail, [this](bool on) { m_panes->setDetailShown(on); });
    m_actions->onToggled(Command::DetailRight, [this](bool on) { m_panes->setDetailRight(on); });
    connect(m_actions, &WindowActions::tabRequested, this, [this](int index) {
        openDetail();
        m_panes->detail().setCurrentTab(DetailPane::Tab(index));
    });
    connect(m_actions->columnsMenu(), &QMenu::aboutToShow, this, [this] {
        m_actions->columnsMenu()->clear();
        m_panes->table().columns().fillMenu(*m_actions->columnsMenu(), -1);
    });
    m_actions->on(Command::TimeClock, [this] { setTimeFormat(int(models::TimeFormat::Clock)); });
    m_actions->on(Command::TimeSinceStart, [this] { setTimeFormat(int(models::TimeFormat::SinceStart)); });
    m_actions->on(Command::TimeSincePrevious, [this] { setTimeFormat(int(models::TimeFormat::SincePrevious)); });
    m_actions->on(Command::ThemeSystem, [this] { setThemeMode(int(Theme::Mode::System)); });
    m_actions->on(Command::ThemeLight, [this] { setThemeMode(int(Theme::Mode::Light)); });
    m_actions->on(Command::ThemeDark, [this] { setThemeMode(int(Theme::Mode::Dark)); });
    m_actions->on(Command::ResetLayout, [this] { resetLayout(); });
    m_actions->onToggled(Command::FullScreen,
                         [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connect(&m_parts.theme, &Theme::changed, this, &MainWindow::checkViewActions);
}

void MainWindow::connectCapture()
{
    m_actions->on(Command::StartStop, [this] {
        const ProxyControl::State state = m_parts.control.state();
        if (state == ProxyControl::State::Running || state == ProxyControl::State::Starting)
            m_parts.control.stop();
        else
            m_parts.control.start();
    });
    m_actions->on(Command::Demo, [this] { m_parts.control.sendDemoTraffic(); });
    m_actions->on(Command::CopyUrl, [this] { m_url->copy(); });
    m_actions->onToggled(Command::Pause, [this](bool on) { m_parts.feed.setPaused(on); });
    FollowTail &tail = m_panes->table().tail();
    m_actions->onToggled(Command::Follow, [&tail](bool on) { tail.setFollowing(on); });
    connect(&tail, &FollowTail::followingChanged, this,
            [this](bool on) { m_actions->setChecked(Command::Follow, on); });
    m_actions->setChecked(Command::Follow, tail.isFollowing());
    m_actions->on(Command::Clear, [this] { clearList(); });
    m_actions->on(Command::Earlier, [this] { m_history->loadPage(); });
    connect(&m_parts.control, &ProxyControl::stateChanged, this, &MainWindow::proxyChanged);
    connect(&m_parts.control, &ProxyControl::warned, m_status, &StatusStrip::setWarning);
    connect(&m_parts.control, &ProxyControl::stateChanged, m_status, [this] {
        if (m_parts.control.state() == ProxyControl::State::Starting)
            m_status->setWarning({});
    });
    connect(&m_parts.control, &ProxyControl::demoTrafficChanged, this, [this](const QString &errorText) {
        proxyChanged();
        if (!errorText.isEmpty())
            m_status->showNote(tr("The demo went wrong: %1").arg(errorText));
    });
}

void MainWindow::connectGoAndHelp()
{
    m_actions->on(Command::OpenDetail, [this] { openDetail(); });
    m_actions->on(Command::GoToNumber, [this] { m_dialogs->askForNumber(m_navigation->current()); });
    m_actions->on(Command::NextPane, [this] { m_panes->focusNextPane(); });
    m_actions->on(Command::Keys, [this] { m_dialogs->openKeys(); });
    m_actions->on(Command::Palette, [this] { m_dialogs->openPalette(); });
    m_actions->onToggled(Command::Connect, [this](bool on) { setConnecting(on); });
    connect(&m_panes->welcome(), &WelcomePage::left, this, [this] { setConnecting(false); });
    m_actions->on(Command::About, [this] { m_dialogs->openAbout(); });
}

void MainWindow::connectPanes()
{
    FilterBar &filter = m_panes->filterBar();
    ExchangeTable &table = m_panes->table();
    DetailPane &detail = m_panes->detail();
    filter.setValueSource([this](QStringView field) { return m_parts.exchanges.valuesOf(field); });
    connect(&filter, &FilterBar::filterApplied, this, [this](const exchange::Filter &wanted) {
        m_parts.shown.setFilter(wanted);
        m_panes->table().setFocus();
        listChanged();
    });
    connect(&filter, &FilterBar::left, &table, qOverload<>(&QWidget::setFocus));
    connect(&m_panes->sources(), &SourceSidebar::sourcePicked, this, [this](const exchange::Filter &wanted) {
        m_parts.shown.setExtraFilter(wanted);
        setConnecting(false);
    });
    connect(&m_panes->search(), &SearchPanel::hitPicked, this, [this](exchange::ExchangeId id, const QString &text) {
        m_navigation->goTo(id);
        m_panes->detail().showFound(text);
    });
    connect(m_panes, &WindowPanes::settingsRequested, m_dialogs, &WindowDialogs::openSettings);
    connect(m_dialogs, &WindowDialogs::numberChosen, m_navigation, &Navigation::goTo);
    connect(&table, &ExchangeTable::typed, &filter, &FilterBar::startTyping);
    connect(&table, &ExchangeTable::currentExchangeChanged, this, [this](exchange::ExchangeId id) {
        if (m_connecting && id.isValid())
            setConnecting(false);
    });
    connect(&table, &ExchangeTable::opened, this, &MainWindow::openDetail);
    connect(&detail, &DetailPane::filterRequested, &filter, &FilterBar::applyTerm);
    connect(&detail, &DetailPane::statusMessage, m_status, &StatusStrip::showNote);
    connect(m_navigation, &Navigation::summaryChanged, m_status, &StatusStrip::setSelection);
    connect(m_navigation, &Navigation::noted, m_status, &StatusStrip::showNote);
    connect(m_rows, &RowCommands::noted, m_status, &StatusStrip::showNote);
    connect(m_history, &HistoryLoader::noted, m_status, &StatusStrip::showNote);
    connect(&m_panes->note(), &TableNote::buttonClicked, this, [this] {
        m_panes->sources().pick(QString());
        m_panes->filterBar().clear();
    });
    detail.installEventFilter(this);
}

void MainWindow::connectModels()
{
    connect(&m_refresh, &QTimer::timeout, this, &MainWindow::refreshCounts);
    const auto soon = [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    };
    connect(&m_parts.feed, &models::LiveFeed::ticked, this, soon);
    connect(&m_parts.shown, &models::FilteredExchangeModel::countChanged, this, &MainWindow::listChanged);
    connect(&m_parts.shown, &models::FilteredExchangeModel::filteringChanged, this, &MainWindow::listChanged);
    connect(&m_parts.exchanges, &QAbstractItemModel::rowsInserted, this, [this, soon] {
        if (m_panes->isWelcome())
            listChanged();
        soon();
    });
    connect(&m_parts.exchanges, &QAbstractItemModel::modelReset, this, &MainWindow::listChanged);
    connect(&m_parts.feed, &models::LiveFeed::pausedChanged, this, [this](bool paused) {
        m_actions->setChecked(Command::Pause, paused);
        refreshCounts();
    });
}

void MainWindow::connectDocks()
{
    connect(m_docks, &WindowDocks::exchangeRequested, m_navigation, &Navigation::goTo);
    connect(m_docks, &WindowDocks::placeRequested, this,
            [this](exchange::ExchangeId id, const QByteArray &pointer, int part) {
                m_navigation->goTo(id);
                openDetail();
                m_panes->detail().showPlace(pointer, part);
            });
    connect(m_docks, &WindowDocks::filterRequested, &m_panes->filterBar(), &FilterBar::setText);
    connect(m_docks, &WindowDocks::rulesFirstSeen, this,
            [this] { m_panes->table().columns().setShown(models::ExchangeListModel::Rules, true); });
    connect(m_docks, &WindowDocks::left, &m_panes->table(), qOverload<>(&QWidget::setFocus));
    connect(m_rules, &WindowRules::noted, m_status, &StatusStrip::showNote);
    connect(m_sessions, &WindowSessions::noted, m_status, &StatusStrip::showNote);
    connect(m_browser, &WindowHistory::exchangeRequested, m_navigation, &Navigation::goTo);
    connect(m_browser, &WindowHistory::filterRequested, &m_panes->filterBar(), &FilterBar::applyTerm);
    connect(this, &MainWindow::closed, m_browser, &WindowHistory::close);
    connect(&m_panes->detail(), &DetailPane::ruleRequested, m_rules, &WindowRules::showRule);
}

void MainWindow::proxyChanged()
{
    const ProxyStateText text = proxyStateText(m_parts.control);
    m_status->setProxyState(text.status, text.tone);
    QAction *startStop = m_actions->action(Command::StartStop);
    startStop->setText(text.startStop);
    startStop->setIcon(icon(text.stops ? Glyph::Stop : Glyph::Start, m_parts.theme));
    startStop->setEnabled(m_parts.control.state() != ProxyControl::State::Stopping);
    m_actions->action(Command::Demo)->setEnabled(!m_parts.control.demoTrafficRuns());
    const QList<proxy::Endpoint> endpoints = m_parts.control.endpoints();
    m_url->setText(endpoints.isEmpty() ? tr("No URL: not running") : endpoints.first().url.toString());
    m_url->setEnabled(!endpoints.isEmpty());
    m_actions->action(Command::CopyUrl)->setEnabled(!endpoints.isEmpty());
    listChanged();
}

void MainWindow::listChanged()
{
    const bool isEmpty = m_parts.exchanges.isEmpty();
    if (!isEmpty)
        m_cleared = false;
    m_panes->setWelcome(m_connecting || (isEmpty && !m_cleared));
    m_panes->welcome().setBackOffered(m_connecting);
    m_actions->setChecked(Command::Connect, m_panes->isWelcome());
    const bool nothingShown = m_parts.shown.rowCount() == 0 && !m_parts.shown.isFiltering();
    if (nothingShown && isEmpty)
        m_panes->note().tell(tr("The list is empty"), tr("New exchanges appear here as they pass."));
    else if (nothingShown)
        m_panes->note().tell(tr("No exchange matches"),
                             tr("%1 hidden by the filter.").arg(exchangesText(m_parts.exchanges.rowCount())),
                             tr("Show &All"));
    m_panes->note().setVisible(nothingShown);
    if (!m_refresh.isActive())
        m_refresh.start();
}

void MainWindow::refreshCounts()
{
    m_status->setCounts({m_parts.shown.rowCount(), m_parts.exchanges.rowCount(),
                         m_parts.feed.notShown() + m_parts.exchanges.removedCount(), m_parts.shown.isFiltering()});
    m_status->setRate(m_parts.feed.recordsPerSecond(), m_parts.feed.isPaused());
}

void MainWindow::openDetail()
{
    setConnecting(false);
    m_panes->setDetailShown(true);
    checkViewActions();
    m_panes->detail().setFocus(Qt::ShortcutFocusReason);
}

/// Whoever turns to an exchange, empties the list or asks again has done with it.
void MainWindow::setConnecting(bool on)
{
    if (on && m_parts.exchanges.isEmpty())
        m_cleared = false; // as at the beginning: until the first exchange
    else
        m_connecting = on;
    const bool wasWelcome = m_panes->isWelcome();
    listChanged();
    if (on)
        m_panes->welcome().setFocus(Qt::ShortcutFocusReason);
    else if (wasWelcome && !m_panes->isWelcome())
        m_panes->table().setFocus();
}

void MainWindow::clearList()
{
    m_cleared = true;
    m_connecting = false;
    m_panes->table().deselect();
    m_parts.exchanges.clear();
    listChanged();
}

} // namespace sightglass::ui
