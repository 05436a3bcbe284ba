// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"

#include <QListView>

namespace sightglass::models {
class SequenceModel;
}

namespace sightglass::ui {

class Theme;

/// A sequence diagram: three lifelines under a heading that stays, one row per message. Only rows that can be seen are
/// painted. Arrows, Page Up and Down, Home and End lead through it; Enter or a double click opens the exchange.
///
/// Thread: UI. Owner: the pane. Theme and model outlive it.
class SequenceView : public QListView
{
    Q_OBJECT
public:
    SequenceView(const Theme &theme, models::SequenceModel &model, QWidget *parent = nullptr);

    exchange::ExchangeId currentExchange() const;

Q_SIGNALS:
    void exchangeOpened(sightglass::exchange::ExchangeId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void open(const QModelIndex &index);
    QWidget *m_heading;
};

} // namespace sightglass::ui
