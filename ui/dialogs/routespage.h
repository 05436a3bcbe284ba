// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settingspage.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace sightglass::ui {

/// The servers behind the proxy: a list, and the fields of the one that is chosen.
class RoutesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit RoutesPage(QWidget *parent = nullptr);

    void load(const Settings &settings) override;
    void store(Settings &settings) const override;
    QString problem() const override;

private:
    void build();
    void fillTable();
    void fillRow(int row);
    void showRoute(int row);
    void takeFields();
    void add();
    void remove();
    QString clientPath(const QString &name) const;

    QList<proxy::RouteConfig> m_routes;
    QStringList m_headerTexts; // as typed, one per route
    bool m_filling = false;
    QTableWidget *m_table = nullptr;
    QPushButton *m_remove = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_url = nullptr;
    QLabel *m_empty = nullptr;
    QPlainTextEdit *m_headers = nullptr;
};

} // namespace sightglass::ui
