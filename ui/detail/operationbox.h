// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/operationtracker.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace sightglass::models {
class ExchangeListModel;
}

namespace sightglass::ui {

class Theme;

/// The operation that an exchange is a part of: what it is, its times, and the way to its other exchanges.
class OperationBox : public QWidget
{
    Q_OBJECT
public:
    OperationBox(const Theme &theme, const models::ExchangeListModel &list, QWidget *parent = nullptr);

    /// \a id is the exchange that is shown.
    void present(const session::Operation &operation, exchange::ExchangeId id);
    QLabel &summary() const { return *m_summary; }
    QListWidget &links() const { return *m_links; }

Q_SIGNALS:
    void exchangeRequested(sightglass::exchange::ExchangeId id);

private:
    const Theme &m_theme;
    const models::ExchangeListModel &m_list;
    QLabel *m_summary = nullptr;
    QListWidget *m_links = nullptr;
};

} // namespace sightglass::ui
