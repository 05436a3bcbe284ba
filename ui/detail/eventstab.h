// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QCheckBox;
class QLabel;
class QTableView;

namespace sightglass::models {
class EventListModel;
}

namespace sightglass::ui {

class BodyView;
class PageStack;
class Theme;

/// The server-sent events, one by one as they come, and the message of the one that is chosen.
class EventsTab : public DetailTab
{
    Q_OBJECT
public:
    explicit EventsTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    bool grow(const DetailContent &content, const QList<exchange::Part> &added) override;
    bool openFind() override;
    /// Chooses the first event that has it.
    void find(const QString &text) override;
    void showPlace(const exchange::Part &part, const QByteArray &pointer) override;

    models::EventListModel &events() const { return *m_model; }
    QTableView &table() const { return *m_table; }
    BodyView &body() const { return *m_body; }

private:
    void buildTable();
    void showBody(int row);
    void describe(const DetailContent &content);
    bool isFollowing() const;
    int firstWithData() const;

    const Theme &m_theme;
    exchange::ExchangeId m_shown;
    qsizetype m_partCount = 0;
    models::EventListModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    BodyView *m_body = nullptr;
    PageStack *m_stack = nullptr;
    QLabel *m_summary = nullptr;
    QCheckBox *m_comments = nullptr;
};

} // namespace sightglass::ui
