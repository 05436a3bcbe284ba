// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "exchange/sessionrecord.h"

#include <QWidget>

class QStackedWidget;
class QTabWidget;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

class CapabilityView;
class ElidedLabel;
class FactsView;
class SequencePane;
class Theme;

/// One session: its messages as a sequence diagram, its facts, and what both sides can do.
///
/// Thread: UI. Owner: the page. Theme, list and payloads outlive it.
class SessionDetail : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Sequence, Facts, Capabilities };

    SessionDetail(const Theme &theme, const models::ExchangeListModel &exchanges, models::PayloadSource &payloads,
                  QWidget *parent = nullptr);

    /// Null: none is selected. \a nowUs: what ages are counted to.
    void setSession(const exchange::SessionPtr &session, qint64 nowUs);
    void setCurrentTab(Tab tab);
    void focusTab();

    SequencePane &sequence() const { return *m_sequence; }
    FactsView &facts() const { return *m_facts; }
    CapabilityView &capabilities() const { return *m_capabilities; }

Q_SIGNALS:
    void exchangeOpened(sightglass::exchange::ExchangeId id);
    void filterRequested(const QString &term);

private:
    QTabWidget *m_tabs = nullptr;
    ElidedLabel *m_title = nullptr;
    QStackedWidget *m_stack = nullptr;
    SequencePane *m_sequence = nullptr;
    FactsView *m_facts = nullptr;
    CapabilityView *m_capabilities = nullptr;
};

} // namespace sightglass::ui
