// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QTabWidget;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

class DetailHeader;
class DetailTab;
class NotesBar;
class PageStack;
struct DetailContent;
class Theme;

/// Everything about one exchange: a line that says what it is, and one tab per question. A tab is filled when it is
/// looked at; what comes in while the exchange is open is added live.
///
/// Thread: the UI's. Owner: its parent. Theme, payload source and list model outlive it.
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Overview, Request, Response, Events, Headers, Timing, Raw, Changes, Findings, TabCount };
    Q_ENUM(Tab)

    /// So long a selection must stand before its payload is asked for.
    static constexpr int kDebounceMs = 50;

    DetailPane(const Theme &theme, models::PayloadSource &payloads, models::ExchangeListModel &list,
               QWidget *parent = nullptr);
    ~DetailPane() override;

    /// Shows \a id; an invalid id shows that nothing is selected. Debounced.
    void setExchange(exchange::ExchangeId id);
    exchange::ExchangeId exchange() const { return m_wanted; }

    void setCurrentTab(Tab tab);
    Tab currentTab() const;
    QStringList tabNames() const;

    /// Turns to where \a text stands in the exchange that is shown, or will be, and marks it there.
    void showFound(const QString &text);
    /// Turns to a value of the exchange that is shown, or will be: \a pointer within part number \a part.
    void showPlace(const QByteArray &pointer, int part);

public Q_SLOTS:
    /// Opens the find bar of the current tab where it has text; false when there is nothing to search in.
    bool openFind();

Q_SIGNALS:
    /// A link to another exchange was followed.
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    /// "Apply as filter" on a value.
    void filterRequested(const QString &term, bool negate);
    void currentTabChanged(sightglass::ui::DetailPane::Tab tab);
    void statusMessage(const QString &text);
    /// A rule that matched was clicked.
    void ruleRequested(const QByteArray &id);

private:
    void present(exchange::ExchangeId id);
    void loaded(exchange::ExchangeId id, const QList<exchange::Part> &parts);
    void grown(exchange::ExchangeId id, const QList<exchange::Part> &added);
    void failed(exchange::ExchangeId id, const QString &why);
    void recordChanged(exchange::ExchangeId id);
    void refresh();
    void refreshTab();
    void updateTabTitles();
    void turnToFound();
    void turnToPlace();
    void addTab(Tab tab, DetailTab *widget, const QString &title);
    void showNothing(const QString &why);

    const Theme &m_theme;
    models::PayloadSource &m_payloads;
    models::ExchangeListModel &m_list;
    QTimer m_debounce;
    QTimer m_refresh;
    exchange::ExchangeId m_wanted;                     // selected; what is shown follows
    QString m_sought;                                  // to be shown once the payload is here
    std::optional<std::pair<QByteArray, int>> m_place; // the same: pointer and part
    std::unique_ptr<DetailContent> m_content;
    PageStack *m_stack = nullptr;
    DetailHeader *m_header = nullptr;
    NotesBar *m_notes = nullptr;
    QTabWidget *m_tabs = nullptr;
    std::vector<DetailTab *> m_pages;
    std::vector<bool> m_stale;  // per tab: shows an older state
    std::vector<bool> m_filled; // per tab: has shown the payload of this exchange
};

} // namespace sightglass::ui
