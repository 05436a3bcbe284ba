// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "exchange/sessionrecord.h"
#include "ui/models/sessionlistmodel.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QTabWidget;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

class LeakPane;
class SessionControl;
class SessionExport;
class SessionsPage;
class Theme;

/// The sessions in the window: the list with details, and the leak radar. Follows the control from the moment it is made,
/// shown or not; ages are counted only while somebody can see them. Ends nothing without asking.
///
/// Thread: UI. Owner: the window. Theme, control, list and payloads outlive it.
class SessionsView : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kTickMs = 1000;
    /// Microseconds since the Unix epoch.
    using Clock = std::function<qint64()>;

    SessionsView(const Theme &theme, SessionControl &control, const models::ExchangeListModel &exchanges,
                 models::PayloadSource &payloads, QWidget *parent = nullptr);
    ~SessionsView() override;

    SessionsPage &page() const { return *m_page; }
    LeakPane &leaks() const { return *m_leaks; }
    const models::SessionListModel &sessions() const { return m_sessions; }
    void showList();
    void showLeaks();
    /// Shows the session in the list; notes it when it is not known any more.
    void showSession(const QByteArray &key);
    void setClock(Clock clock);
    bool isTicking() const { return m_timer.isActive(); }

public Q_SLOTS:
    /// Asks, says what will happen, and does it.
    void endSession(const sightglass::exchange::SessionPtr &session);
    void reap(const QList<QByteArray> &keys);
    /// Asks for a file.
    void exportSession(const sightglass::exchange::SessionPtr &session);
    /// Without asking.
    void exportTo(const sightglass::exchange::SessionPtr &session, const QString &path);

Q_SIGNALS:
    void filterRequested(const QString &term);
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    void noted(const QString &text);
    /// Esc: the focus belongs to the list again.
    void left();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectParts();
    void tick();
    void ask(const QString &title, const QString &question, const QString &consequence, const QString &button,
             const std::function<void()> &then);
    void ended(int count, const QString &errorText);
    void exported(const QString &path, int exchanges, int withoutPayload, const QString &errorText);

    SessionControl &m_control;
    models::SessionListModel m_sessions;
    Clock m_clock;
    QTimer m_timer;
    SessionExport *m_export = nullptr;
    QTabWidget *m_tabs = nullptr;
    SessionsPage *m_page = nullptr;
    LeakPane *m_leaks = nullptr;
};

} // namespace sightglass::ui
