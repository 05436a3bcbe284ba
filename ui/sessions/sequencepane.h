// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "ui/models/sequencemodel.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

class SequenceView;
class TableNote;
class Theme;

/// The messages of one session, out of the exchanges in the list: followed while it is shown, and only then. The events of
/// streams are read one exchange after another.
///
/// Thread: UI. Owner: the detail. Theme, list and payloads outlive it.
class SequencePane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kRebuildMs = 200;
    /// Payloads that are read for their events, of one session.
    static constexpr int kMostPayloads = 500;

    SequencePane(const Theme &theme, const models::ExchangeListModel &exchanges, models::PayloadSource &payloads,
                 QWidget *parent = nullptr);

    /// Null: none.
    void setSession(const exchange::SessionPtr &session);
    SequenceView &view() const { return *m_view; }
    const models::SequenceModel &model() const { return m_model; }

Q_SIGNALS:
    void exchangeOpened(sightglass::exchange::ExchangeId id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void collect();
    void take(int first, int last);
    void rebuild();
    void askForParts();
    void takeParts(exchange::ExchangeId id, const QList<exchange::Part> &parts);

    const models::ExchangeListModel &m_exchanges;
    models::PayloadSource &m_payloads;
    models::SequenceModel m_model;
    exchange::SessionPtr m_session;
    QTimer m_rebuild;
    QTimer m_ask;
    exchange::ExchangeId m_waitsFor;
    QSet<quint64> m_asked;
    SequenceView *m_view = nullptr;
    TableNote *m_note = nullptr;
    QLabel *m_bound = nullptr;
};

} // namespace sightglass::ui
