// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lossrecovery.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/recordingreader.h"

#include <algorithm>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::RecordPtr;

LossRecovery::LossRecovery(CaptureMailbox &mailbox, ExchangeListModel &list, RecordingReader &recording,
                           QObject *parent)
    : QObject(parent), m_mailbox(mailbox), m_list(list), m_recording(recording), m_retry(this), m_settle(this)
{
    m_retry.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &LossRecovery::settle);
    connect(&recording, &RecordingReader::rowsRead, this, &LossRecovery::rowsRead);
    connect(&recording, &RecordingReader::rowsFailed, this, [this](quint64 ticket) { rowsRead(ticket, {}); });
    // Whoever empties the list does not want to see again what was before; and answers of a recording that is opened
    // anew do not come.
    connect(&list, &QAbstractItemModel::modelReset, this, &LossRecovery::cancel);
    connect(&recording, &RecordingReader::opened, this, [this] {
        m_ticket = 0;
        m_settling.clear();
    });
}

void LossRecovery::check()
{
    if (m_loss.records == 0 && m_recording.isOpen() && m_mailbox.isEmpty()) {
        if (const CaptureLoss loss = m_mailbox.takeLoss(); loss.records > 0)
            begin(loss);
    }
    if (m_loss.records > 0 && m_ticket == 0 && !m_retry.isActive() && m_recording.isOpen())
        readPage();
}

void LossRecovery::begin(const CaptureLoss &loss)
{
    m_loss = loss;
    m_retries = 0;
    const quint64 room = static_cast<quint64>(m_list.capacity());
    const quint64 from = m_loss.last.value() > room ? m_loss.last.value() - room : 0;
    m_leftOut = from > m_loss.after.value() ? from - m_loss.after.value() : 0;
    m_loss.after = ExchangeId(m_loss.after.value() + m_leftOut);
}

void LossRecovery::readPage()
{
    m_ticket = m_recording.rowsBetween(m_loss.after, ExchangeId(m_loss.last.value() + 1), kPage);
}

void LossRecovery::rowsRead(quint64 ticket, const std::vector<RecordPtr> &records)
{
    const bool isPage = ticket == m_ticket && m_ticket != 0;
    if (!isPage && !m_settling.remove(ticket))
        return;
    if (!records.empty())
        m_list.apply({std::make_shared<const std::vector<RecordPtr>>(records)});
    if (!isPage)
        return;
    m_ticket = 0;
    for (const RecordPtr &record : records) {
        if (!record->ended() && m_unsettled.size() < kMaxUnsettled)
            m_unsettled.push_back(record->id);
    }
    if (!records.empty()) {
        m_loss.after = records.back()->id;
        m_retries = 0;
    }
    if (m_loss.after >= m_loss.last || m_retries >= kMaxRetries)
        finish();
    else if (records.size() < kPage)
        m_retry.start(kRetryMs << m_retries++); // the next check() goes on then
}

void LossRecovery::finish()
{
    m_leftOut += m_loss.last.value() - std::min(m_loss.after, m_loss.last).value(); // never came
    m_recovered += m_loss.records - std::min(m_leftOut, m_loss.records);
    m_loss = {};
    m_settles = 0;
    if (!m_unsettled.empty())
        m_settle.start(kRetryMs);
}

/// The end of these may have been on its way into the recording when they were read. Should it come live, nothing is to
/// be done for it.
void LossRecovery::settle()
{
    std::erase_if(m_unsettled, [this](ExchangeId id) {
        const exchange::Record *record = m_list.find(id);
        return !record || record->ended();
    });
    if (m_unsettled.empty() || ++m_settles > kMaxRetries || !m_recording.isOpen()) {
        m_unsettled.clear();
        return;
    }
    for (const ExchangeId id : m_unsettled)
        m_settling.insert(m_recording.rowsBetween(ExchangeId(id.value() - 1), ExchangeId(id.value() + 1), 1));
    m_settle.start(kRetryMs << m_settles);
}

void LossRecovery::cancel()
{
    m_loss = {};
    m_ticket = 0;
    m_retry.stop();
    m_settle.stop();
    m_unsettled.clear();
    m_settling.clear();
}

} // namespace sightglass::models
