// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowdocks.h"

#include "ui/filter/filterfield.h"
#include "ui/intercept/interceptbar.h"
#include "ui/interceptioncontrol.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/findinglistmodel.h"
#include "ui/models/holdlistmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"

#include <QApplication>
#include <QChildEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDockHeight = 300;

/// The title and a button in our own lines; the style's are those of other windows. Moving and floating stay.
class DockTitle final : public QWidget
{
public:
    DockTitle(const Theme &theme, QDockWidget &dock) : QWidget(&dock)
    {
        auto *label = new QLabel(dock.windowTitle(), this);
        auto *close = new QToolButton(this);
        close->setIcon(icon(Glyph::Close, theme, Role::DimText));
        close->setAccessibleName(WindowDocks::tr("Close %1").arg(dock.windowTitle()));
        close->setToolTip(close->accessibleName());
        close->setFocusPolicy(Qt::NoFocus); // the menu and its keys do it
        connect(close, &QToolButton::clicked, &dock, &QWidget::close);
        connect(&dock, &QWidget::windowTitleChanged, label, &QLabel::setText);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(10, 2, 6, 2);
        row->addWidget(label, 1);
        row->addWidget(close);
    }
};

} // namespace

WindowDocks::WindowDocks(const WindowParts &parts, InterceptBar &bar, WindowActions &actions, QMainWindow &window)
    : QObject(&window),
      m_parts(std::make_unique<const WindowParts>(parts)),
      m_actions(actions),
      m_window(window),
      m_bar(bar),
      m_held(std::make_unique<models::HoldListModel>()),
      m_found(std::make_unique<models::FindingListModel>(parts.exchanges)),
      m_holds(new HoldPane(parts.theme, parts.interception, *m_held, &window)),
      m_findings(new FindingsPane(parts.theme, *m_found, &window))
{
    m_holdDock = addDock(m_holds, u"holdDock"_s, tr("Held messages"), Command::HoldDock);
    m_findingsDock = addDock(m_findings, u"findingsDock"_s, tr("Findings"), Command::FindingsDock);
    window.installEventFilter(this);
    connectIntercept(bar);
    connectFindings();
    m_hasRules = !parts.interception.rules()->rules().empty(); // then the columns are as they were left
    connect(&parts.interception, &InterceptionControl::rulesChanged, this, &WindowDocks::rulesChanged);
    pauseChanged();
    heldChanged();
}

WindowDocks::~WindowDocks()
{
    // The panes look at the models, and would go after them.
    delete m_holds.data();
    delete m_findings.data();
}

QDockWidget *WindowDocks::addDock(QWidget *pane, const QString &name, const QString &title, Command command)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(pane);
    dock->setTitleBarWidget(new DockTitle(m_parts->theme, *dock));
    dock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea | Qt::TopDockWidgetArea);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    if (!m_docks.isEmpty())
        m_window.tabifyDockWidget(m_docks.front(), dock);
    m_docks.append(dock);
    nameTabs();
    dock->hide();
    connect(dock->toggleViewAction(), &QAction::toggled, this,
            [this, command](bool shown) { m_actions.setChecked(command, shown); });
    // One key leads there and back: a dock that is open and looked at from elsewhere is gone to, not closed.
    m_actions.onToggled(command, [this, dock, command](bool) {
        if (dock->isVisible() && dock->isAncestorOf(QApplication::focusWidget())) {
            dock->hide();
            Q_EMIT left();
        } else {
            open(*dock);
        }
        m_actions.setChecked(command, !dock->isHidden());
    });
    return dock;
}

/// The window makes the tabs of docks that lie on each other itself, some of them later.
void WindowDocks::nameTabs()
{
    for (QTabBar *tabs : m_window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly)) {
        tabs->setAccessibleName(tr("Panels beside the list"));
        tabs->setDrawBase(false);
        tabs->setExpanding(false);
    }
}

bool WindowDocks::eventFilter(QObject *watched, QEvent *event)
{
    // One at a time, while they are shown, and those that the first layout made.
    if (watched == &m_window
        && (event->type() == QEvent::Show
            || (event->type() == QEvent::ChildPolished
                && qobject_cast<QTabBar *>(static_cast<QChildEvent *>(event)->child()))))
        nameTabs();
    return QObject::eventFilter(watched, event);
}

void WindowDocks::open(QDockWidget &dock)
{
    dock.show();
    dock.raise();
    dock.widget()->setFocus(Qt::ShortcutFocusReason);
}

void WindowDocks::reset()
{
    for (QDockWidget *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        m_window.addDockWidget(Qt::BottomDockWidgetArea, dock);
        if (dock != m_docks.front())
            m_window.tabifyDockWidget(m_docks.front(), dock);
        dock->hide();
    }
    m_window.resizeDocks({m_holdDock}, {kDockHeight}, Qt::Vertical);
    nameTabs();
}

void WindowDocks::addTo(QToolBar &bar)
{
    QAction *action = m_actions.action(Command::Intercept);
    bar.addAction(action);
    bar.widgetForAction(action)->setProperty("alarm", true);
}

void WindowDocks::connectIntercept(InterceptBar &bar)
{
    InterceptionControl &control = m_parts->interception;
    m_actions.onToggled(Command::Intercept, [this](bool on) { setIntercepting(on); });
    bar.field().setValueSource(
        [&exchanges = m_parts->exchanges](QStringView field) { return exchanges.valuesOf(field); });
    m_actions.on(Command::InterceptWhat, [&bar] { bar.openFields(); });
    m_actions.on(Command::ReleaseAll, [this] { m_holds->releaseAll(); });
    connect(&control, &InterceptionControl::pauseChanged, this, &WindowDocks::pauseChanged);
    connect(m_held.get(), &models::HoldListModel::countChanged, this, &WindowDocks::heldChanged);
    connect(&bar, &InterceptBar::queueRequested, this, [this] { open(*m_holdDock); });
    connect(&bar, &InterceptBar::left, this, &WindowDocks::left);
    connect(m_holds, &HoldPane::exchangeRequested, this, &WindowDocks::exchangeRequested);
}

void WindowDocks::connectFindings()
{
    InterceptionControl &control = m_parts->interception;
    const auto lintChanged = [this, &control] {
        m_actions.setChecked(Command::Lint, control.lint());
        m_findings->setLintOn(control.lint());
    };
    m_actions.onToggled(Command::Lint, [&control](bool on) { control.setLint(on); });
    connect(&control, &InterceptionControl::lintChanged, this, lintChanged);
    connect(m_findings, &FindingsPane::lintRequested, this, [&control] { control.setLint(true); });
    connect(m_findings, &FindingsPane::filterRequested, this, &WindowDocks::filterRequested);
    connect(m_findings, &FindingsPane::findingOpened, this, &WindowDocks::placeRequested);
    lintChanged();
}

void WindowDocks::setIntercepting(bool on)
{
    interceptor::PauseOptions options = m_parts->interception.pause();
    options.enabled = on;
    m_parts->interception.setPause(options);
    m_actions.setChecked(Command::Intercept, m_parts->interception.pause().enabled);
    // What is going to stop is to be seen; whoever closes the dock then keeps it closed.
    if (on && m_holdDock->isHidden()) {
        m_holdDock->show();
        m_holdDock->raise();
        m_window.resizeDocks({m_holdDock}, {kDockHeight}, Qt::Vertical);
    }
}

void WindowDocks::pauseChanged()
{
    const bool on = m_parts->interception.pause().enabled;
    QAction *action = m_actions.action(Command::Intercept);
    action->setChecked(on);
    action->setIcon(icon(Glyph::Intercept, m_parts->theme, on ? Role::Base : Role::Text));
    heldChanged();
}

void WindowDocks::rulesChanged()
{
    // Whoever has rules sees what they do; whoever hides the column then is not shown it again.
    if (!m_hasRules && !m_parts->interception.rules()->rules().empty()) {
        m_hasRules = true;
        Q_EMIT rulesFirstSeen();
    }
}

void WindowDocks::heldChanged()
{
    const int waiting = m_held->waitingCount();
    m_parts->exchanges.setHeld(m_held->waitingExchanges());
    m_bar.setHeldCount(waiting);
    const bool on = m_parts->interception.pause().enabled;
    // Short in the tool bar, where it says what is so; in the menu, where it says what it does.
    m_actions.action(Command::Intercept)
        ->setIconText(!on           ? tr("Intercept")
                      : waiting > 0 ? tr("Intercepting (%1)").arg(waiting)
                                    : tr("Intercepting"));
    m_actions.action(Command::ReleaseAll)->setEnabled(waiting > 0);
    m_holdDock->setWindowTitle(waiting > 0 ? tr("Held messages (%1)").arg(waiting) : tr("Held messages"));
}

} // namespace sightglass::ui
