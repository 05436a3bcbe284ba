// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowpanes.h"

#include "ui/detail/detailpane.h"
#include "ui/filter/filterbar.h"
#include "ui/intercept/interceptbar.h"
#include "ui/models/bodysearch.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/filteredexchangemodel.h"
#include "ui/models/sourcetreemodel.h"
#include "ui/theme/tablenote.h"
#include "ui/views/exchangetable.h"
#include "ui/views/layoutstate.h"
#include "ui/views/mainwindow.h"
#include "ui/views/problempanel.h"
#include "ui/views/searchpanel.h"
#include "ui/views/sourcesidebar.h"
#include "ui/views/welcomepage.h"

#include <QApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace sightglass::ui {

namespace {

constexpr int kSideWidth = 236;
constexpr int kSideMinimum = 170;
constexpr int kHandle = 1;

/// A line to look at, and enough around it to get hold of.
QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *parent)
{
    auto *splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(kHandle);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

} // namespace

WindowPanes::WindowPanes(const WindowParts &parts, QWidget *parent)
    : QWidget(parent), m_filterBar(new FilterBar(parts.theme, this))
{
    auto *problem = new ProblemPanel(parts.theme, parts.control, this);
    connect(problem, &ProblemPanel::settingsRequested, this, &WindowPanes::settingsRequested);
    // The panel shows itself; around it is what the welcome page takes away, which has one of its own.
    m_problem = new QWidget(this);
    auto *problemLayout = new QVBoxLayout(m_problem);
    problemLayout->setContentsMargins(0, 0, 0, 0);
    problemLayout->addWidget(problem);
    m_interceptBar = new InterceptBar(parts.theme, parts.interception, this);
    m_mainSplitter = makeSplitter(Qt::Horizontal, this);
    m_mainSplitter->addWidget(makeSide(parts));
    m_mainSplitter->addWidget(makeWork(parts));
    m_mainSplitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_problem);
    layout->addWidget(m_interceptBar);
    layout->addWidget(m_mainSplitter, 1);
    setTabOrder(m_filterBar, m_side);
    setTabOrder(m_side, m_table);
    setTabOrder(m_table, m_detail);
    setDefaultSizes();
}

QWidget *WindowPanes::makeSide(const WindowParts &parts)
{
    m_side = new QTabWidget(this);
    m_side->setDocumentMode(true);
    m_side->setMinimumWidth(kSideMinimum);
    m_side->tabBar()->setAccessibleName(tr("Side panels"));
    m_side->tabBar()->setExpanding(false);
    m_side->tabBar()->setDrawBase(false);
    m_sources = new SourceSidebar(parts.theme, parts.sources, m_side);
    m_search = new SearchPanel(parts.theme, parts.search, parts.exchanges, m_side);
    m_side->addTab(m_sources, tr("Sources"));
    m_side->addTab(m_search, tr("Search"));
    connect(m_search, &SearchPanel::closeRequested, this, &WindowPanes::closeSearch);
    return m_side;
}

QWidget *WindowPanes::makeWork(const WindowParts &parts)
{
    m_work = new QStackedWidget(this);
    m_welcome = new WelcomePage(parts.theme, parts.control, m_work);
    connect(m_welcome, &WelcomePage::settingsRequested, this, &WindowPanes::settingsRequested);
    m_detailSplitter = makeSplitter(Qt::Vertical, m_work);
    m_table = new ExchangeTable(parts.theme, parts.shown, m_detailSplitter);
    m_note = new TableNote(*m_table);
    m_detail = new DetailPane(parts.theme, parts.payloads, parts.exchanges, m_detailSplitter);
    m_detail->setMinimumSize(260, 120);
    m_detailSplitter->addWidget(m_table);
    m_detailSplitter->addWidget(m_detail);
    m_work->addWidget(m_welcome);
    m_work->addWidget(m_detailSplitter);
    return m_work;
}

void WindowPanes::setDefaultSizes()
{
    m_mainSplitter->setSizes({kSideWidth, 4 * kSideWidth});
    setDefaultDetailSizes();
}

void WindowPanes::setDefaultDetailSizes()
{
    m_detailSplitter->setStretchFactor(0, 1);
    m_detailSplitter->setStretchFactor(1, 1);
    m_detailSplitter->setSizes({1000, isDetailRight() ? 800 : 1000});
}

void WindowPanes::setWelcome(bool shown)
{
    m_work->setCurrentIndex(shown ? 0 : 1);
    m_problem->setVisible(!shown);
    m_filterBar->setEnabled(!shown);
}

bool WindowPanes::isWelcome() const
{
    return m_work->currentIndex() == 0;
}

void WindowPanes::setSideShown(bool shown)
{
    m_side->setVisible(shown);
}

bool WindowPanes::isSideShown() const
{
    return m_side->isVisibleTo(this);
}

void WindowPanes::setDetailShown(bool shown)
{
    if (!shown && m_detail->isAncestorOf(QApplication::focusWidget()))
        m_table->setFocus();
    m_detail->setVisible(shown);
}

bool WindowPanes::isDetailShown() const
{
    return m_detail->isVisibleTo(m_detailSplitter);
}

void WindowPanes::setDetailRight(bool right)
{
    if (right == isDetailRight())
        return;
    m_detailSplitter->setOrientation(right ? Qt::Horizontal : Qt::Vertical);
    setDefaultDetailSizes();
}

bool WindowPanes::isDetailRight() const
{
    return m_detailSplitter->orientation() == Qt::Horizontal;
}

void WindowPanes::openSearch()
{
    setSideShown(true);
    m_side->setCurrentWidget(m_search);
    m_search->open();
}

void WindowPanes::closeSearch()
{
    m_side->setCurrentWidget(m_sources);
    m_table->setFocus();
}

void WindowPanes::focusNextPane()
{
    const std::array<QWidget *, 4> panes{
        m_filterBar, m_side, m_work->currentIndex() == 0 ? static_cast<QWidget *>(m_welcome) : m_table, m_detail};
    const QWidget *focus = QApplication::focusWidget();
    const auto holds = [focus](QWidget *pane) { return focus && (pane == focus || pane->isAncestorOf(focus)); };
    const auto current = std::find_if(panes.begin(), panes.end(), holds);
    const auto start = current == panes.end() ? 0 : current - panes.begin() + 1;
    for (std::size_t i = 0; i < panes.size(); ++i) {
        QWidget *pane = panes[(std::size_t(start) + i) % panes.size()];
        if (!pane->isVisible() || !pane->isEnabled())
            continue;
        if (pane == m_filterBar)
            m_filterBar->focusField();
        else if (pane == m_side)
            m_side->currentWidget()->setFocus();
        else if (pane == m_detail || pane == m_welcome)
            pane->setFocus(Qt::TabFocusReason);
        else
            m_table->setFocus();
        return;
    }
}

void WindowPanes::save(LayoutState &state) const
{
    state.mainSplitter = m_mainSplitter->saveState();
    state.detailSplitter = m_detailSplitter->saveState();
    state.sidebar = isSideShown();
    state.detail = isDetailShown();
    state.detailRight = isDetailRight();
    state.detailTab = m_detail->currentTab();
}

void WindowPanes::restore(const LayoutState &state)
{
    m_detailSplitter->setOrientation(state.detailRight ? Qt::Horizontal : Qt::Vertical);
    setDefaultSizes();
    // Splitters also keep their handles' width and whether panes collapse, which are not the user's.
    if (m_mainSplitter->restoreState(state.mainSplitter))
        m_mainSplitter->setChildrenCollapsible(false);
    if (m_detailSplitter->restoreState(state.detailSplitter))
        m_detailSplitter->setChildrenCollapsible(false);
    setSideShown(state.sidebar);
    setDetailShown(state.detail);
    m_detail->setCurrentTab(DetailPane::Tab(std::clamp(state.detailTab, 0, int(DetailPane::TabCount) - 1)));
}

} // namespace sightglass::ui
