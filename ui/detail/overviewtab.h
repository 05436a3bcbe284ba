// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"
#include "ui/detail/factsview.h"
#include "ui/models/exchangelinks.h"

class QBoxLayout;
class QLabel;
class QListWidget;

namespace sightglass::models {
class ExchangeListModel;
class OperationFinder;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

class OperationBox;
class Theme;

/// The facts about an exchange, why it went wrong, and what it belongs to.
class OverviewTab : public DetailTab
{
    Q_OBJECT
public:
    OverviewTab(const Theme &theme, models::PayloadSource &payloads, const models::ExchangeListModel &list,
                QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    FactsView &facts() const { return *m_facts; }
    QListWidget &links() const { return *m_links; }
    OperationBox &operation() const { return *m_operation; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<Fact> factsOf(const exchange::Record &record) const;
    void showLinks(exchange::ExchangeId id);
    void showOperation();
    QWidget *makeRelated();

    const Theme &m_theme;
    const models::ExchangeListModel &m_list;
    QList<models::ExchangeLink> m_shownLinks;
    QLabel *m_failure = nullptr;
    FactsView *m_facts = nullptr;
    models::OperationFinder *m_finder = nullptr;
    OperationBox *m_operation = nullptr;
    QWidget *m_beside = nullptr;  // what it belongs to: the operation and the related ones
    QWidget *m_related = nullptr; // the related ones
    QListWidget *m_links = nullptr;
    QBoxLayout *m_split = nullptr;
};

} // namespace sightglass::ui
