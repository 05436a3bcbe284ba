// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace sightglass::ui {

class DetailPane;
class ExchangeTable;
class FilterBar;
class InterceptBar;
class SearchPanel;
class SourceSidebar;
class TableNote;
class WelcomePage;
struct LayoutState;
struct WindowParts;

/// The window's inside and how it is arranged: the filter bar on top, below it the
/// banner of Intercept when that is on; then the side (sources, search) and the work:
/// the list with the details of one exchange below or beside it, or the welcome page while there is no list.
///
/// Thread: UI. Owner: the window.
class WindowPanes : public QWidget
{
    Q_OBJECT
public:
    WindowPanes(const WindowParts &parts, QWidget *parent);

    FilterBar &filterBar() { return *m_filterBar; }
    InterceptBar &interceptBar() { return *m_interceptBar; }
    SourceSidebar &sources() { return *m_sources; }
    SearchPanel &search() { return *m_search; }
    ExchangeTable &table() { return *m_table; }
    DetailPane &detail() { return *m_detail; }
    WelcomePage &welcome() { return *m_welcome; }
    TableNote &note() { return *m_note; }

    void setWelcome(bool shown);
    bool isWelcome() const;
    void setSideShown(bool shown);
    bool isSideShown() const;
    void setDetailShown(bool shown);
    bool isDetailShown() const;
    void setDetailRight(bool right);
    bool isDetailRight() const;
    void openSearch();
    void closeSearch();
    /// The next of side, list and detail that is shown gets the focus.
    void focusNextPane();

    void save(LayoutState &state) const;
    void restore(const LayoutState &state);

Q_SIGNALS:
    void settingsRequested();

private:
    QWidget *makeSide(const WindowParts &parts);
    QWidget *makeWork(const WindowParts &parts);
    void setDefaultSizes();
    void setDefaultDetailSizes();

    FilterBar *m_filterBar = nullptr;
    QWidget *m_problem = nullptr;
    InterceptBar *m_interceptBar = nullptr;
    QSplitter *m_mainSplitter = nullptr;
    QTabWidget *m_side = nullptr;
    SourceSidebar *m_sources = nullptr;
    SearchPanel *m_search = nullptr;
    QStackedWidget *m_work = nullptr;
    QSplitter *m_detailSplitter = nullptr;
    ExchangeTable *m_table = nullptr;
    TableNote *m_note = nullptr;
    DetailPane *m_detail = nullptr;
    WelcomePage *m_welcome = nullptr;
};

} // namespace sightglass::ui
