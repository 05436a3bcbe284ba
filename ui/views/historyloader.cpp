// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/historyloader.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/recordingreader.h"

#include <utility>

namespace sightglass::ui {

HistoryLoader::HistoryLoader(models::ExchangeListModel &exchanges, models::RecordingReader *recording, QObject *parent)
    : QObject(parent), m_exchanges(exchanges), m_recording(recording)
{
    if (!recording)
        return;
    connect(recording, &models::RecordingReader::pageRead, this, &HistoryLoader::pageRead);
    connect(recording, &models::RecordingReader::pageFailed, this, [this](quint64 ticket, const QString &text) {
        if (ticket == m_ticket) {
            m_ticket = 0;
            Q_EMIT noted(text);
        }
    });
}

bool HistoryLoader::isAvailable() const
{
    return m_recording && m_recording->isOpen();
}

void HistoryLoader::loadPage()
{
    if (!isAvailable())
        Q_EMIT noted(tr("There is no recording to read earlier exchanges from"));
    else if (m_ticket == 0)
        m_ticket = m_recording->pageBefore(m_exchanges.firstId(), kPage);
}

void HistoryLoader::pageRead(quint64 ticket, const std::vector<exchange::RecordPtr> &records, bool reachedStart)
{
    if (ticket != m_ticket)
        return;
    m_ticket = 0;
    // What was captured while the page was on its way may be in it.
    const exchange::ExchangeId first = m_exchanges.firstId();
    std::vector<exchange::RecordPtr> earlier;
    for (const exchange::RecordPtr &record : records) {
        if (!first.isValid() || record->id < first)
            earlier.push_back(record);
    }
    if (!earlier.empty())
        m_exchanges.prepend(earlier);
    const QString count = models::countText(qint64(earlier.size()));
    if (earlier.empty())
        Q_EMIT noted(tr("There are no earlier exchanges"));
    else
        Q_EMIT noted(reachedStart ? tr("%1 earlier exchanges; the recording begins here").arg(count)
                                  : tr("%1 earlier exchanges").arg(count));
}

} // namespace sightglass::ui
