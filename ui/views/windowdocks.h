// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "ui/intercept/findingspane.h"
#include "ui/intercept/holdpane.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QDockWidget;
class QMainWindow;
class QToolBar;

namespace sightglass::models {
class FindingListModel;
class HoldListModel;
} // namespace sightglass::models

namespace sightglass::ui {

class InterceptBar;
class WindowActions;
enum class Command : quint8;
struct WindowParts;

/// What stands around the list and its details: the held messages and the findings, each a dock; and the commands of
/// Intercept, which is on in the tool bar, in the banner and in the menu at once.
///
/// Thread: UI. Owner: the window.
class WindowDocks : public QObject
{
    Q_OBJECT
public:
    WindowDocks(const WindowParts &parts, InterceptBar &bar, WindowActions &actions, QMainWindow &window);
    ~WindowDocks() override;

    HoldPane &holds() { return *m_holds; }
    FindingsPane &findings() { return *m_findings; }
    models::HoldListModel &held() { return *m_held; }
    QDockWidget &holdDock() { return *m_holdDock; }
    QDockWidget &findingsDock() { return *m_findingsDock; }

    /// Shows what Intercept does in \a bar; its button can be told from afar when it is on.
    void addTo(QToolBar &bar);
    /// A further dock at the lower edge, switched by \a command. It is closed at first.
    QDockWidget *addDock(QWidget *pane, const QString &name, const QString &title, Command command);
    /// In front, with the focus.
    static void open(QDockWidget &dock);
    /// As they are at first: closed.
    void reset();
    /// After the window put its docks in order.
    void nameTabs();

Q_SIGNALS:
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    void placeRequested(sightglass::exchange::ExchangeId id, const QByteArray &pointer, int part);
    void filterRequested(const QString &term);
    /// There are rules, for the first time since the window was opened.
    void rulesFirstSeen();
    /// The focus belongs to the list again.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectIntercept(InterceptBar &bar);
    void connectFindings();
    void pauseChanged();
    void heldChanged();
    void rulesChanged();
    void setIntercepting(bool on);

    const std::unique_ptr<const WindowParts> m_parts;
    WindowActions &m_actions;
    QMainWindow &m_window;
    InterceptBar &m_bar;
    std::unique_ptr<models::HoldListModel> m_held;
    std::unique_ptr<models::FindingListModel> m_found;
    QPointer<HoldPane> m_holds; // the docks', which may go before this or after it
    QPointer<FindingsPane> m_findings;
    QDockWidget *m_holdDock = nullptr;
    QDockWidget *m_findingsDock = nullptr;
    QList<QDockWidget *> m_docks;
    bool m_hasRules = false;
};

} // namespace sightglass::ui
