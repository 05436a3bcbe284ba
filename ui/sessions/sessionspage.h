// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "exchange/sessionrecord.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QToolButton;

namespace sightglass::models {
class ExchangeListModel;
class FilteredSessionModel;
class PayloadSource;
class SessionListModel;
} // namespace sightglass::models

namespace sightglass::ui {

class SessionDetail;
class SessionTable;
class TableNote;
class Theme;

/// The list of sessions with a field to search it, and the selected one in detail beside it.
///
/// Thread: UI. Owner: the view. Theme, models and payloads outlive it.
class SessionsPage : public QWidget
{
    Q_OBJECT
public:
    SessionsPage(const Theme &theme, models::SessionListModel &sessions, const models::ExchangeListModel &exchanges,
                 models::PayloadSource &payloads, QWidget *parent = nullptr);
    ~SessionsPage() override;

    SessionTable &table() const { return *m_table; }
    SessionDetail &detail() const { return *m_detail; }
    QLineEdit &filter() const { return *m_filter; }
    /// Takes the filter away where it hides that one. False when it is not known any more.
    bool select(const QByteArray &key);
    void setCanEnd(bool can);
    /// What ages in the detail.
    void refreshDetail();

Q_SIGNALS:
    /// The exchanges of a session were asked for, or those that share one of its facts.
    void filterRequested(const QString &term);
    void exchangeOpened(sightglass::exchange::ExchangeId id);
    void endRequested(const sightglass::exchange::SessionPtr &session);
    void exportRequested(const sightglass::exchange::SessionPtr &session);
    void noted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar(const Theme &theme);
    void connectTable();
    void openMenu(const QPoint &position);
    void refresh();
    bool canEnd(const exchange::SessionPtr &session) const;
    void showExchanges();
    void copyId();

    const Theme &m_theme;
    models::SessionListModel &m_sessions;
    models::FilteredSessionModel *m_shown = nullptr;
    QLineEdit *m_filter = nullptr;
    QToolButton *m_ended = nullptr;
    QLabel *m_count = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_end = nullptr;
    QPushButton *m_export = nullptr;
    SessionTable *m_table = nullptr;
    SessionDetail *m_detail = nullptr;
    TableNote *m_note = nullptr;
    bool m_canEnd = true;
};

} // namespace sightglass::ui
