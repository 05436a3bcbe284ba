// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace sightglass::models {
class CapabilityModel;
}

namespace sightglass::ui {

class TableNote;
class Theme;

/// What client and server can do, side by side; what only one of them has is not lost beside the rest.
///
/// Thread: UI. Owner: the detail.
class CapabilityView : public QTableView
{
    Q_OBJECT
public:
    explicit CapabilityView(const Theme &theme, QWidget *parent = nullptr);

    void setCapabilities(const QByteArray &client, const QByteArray &server);

private:
    models::CapabilityModel *m_model;
    TableNote *m_note;
};

} // namespace sightglass::ui
