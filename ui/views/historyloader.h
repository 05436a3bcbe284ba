// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QObject>

#include <vector>

namespace sightglass::models {
class ExchangeListModel;
class RecordingReader;
} // namespace sightglass::models

namespace sightglass::ui {

/// Brings earlier exchanges from the recording into the list, a page at a time.
///
/// Thread: UI. Owner: the window. List and recording outlive it; \a recording may be null: there is nothing then.
class HistoryLoader : public QObject
{
    Q_OBJECT
public:
    static constexpr int kPage = 2000;

    HistoryLoader(models::ExchangeListModel &exchanges, models::RecordingReader *recording, QObject *parent);

    bool isAvailable() const;
    void loadPage();

Q_SIGNALS:
    void noted(const QString &text);

private:
    void pageRead(quint64 ticket, const std::vector<exchange::RecordPtr> &records, bool reachedStart);

    models::ExchangeListModel &m_exchanges;
    models::RecordingReader *m_recording;
    quint64 m_ticket = 0; // of the page that is on its way
};

} // namespace sightglass::ui
