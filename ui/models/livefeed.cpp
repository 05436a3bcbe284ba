// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/livefeed.h"

#include "ui/models/capturemailbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/lossrecovery.h"
#include "ui/models/payloadsource.h"

#include <algorithm>
#include <limits>

namespace sightglass::models {

LiveFeed::LiveFeed(CaptureMailbox &mailbox, ExchangeListModel &list, PayloadSource *payload, QObject *parent)
    : QObject(parent), m_mailbox(mailbox), m_list(list), m_payload(payload)
{
    if (payload)
        m_recovery = new LossRecovery(mailbox, list, *payload->recording(), this);
    m_timer.setInterval(kTickMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LiveFeed::tick);
}

LiveFeed::~LiveFeed() = default;

void LiveFeed::start()
{
    m_counted = m_mailbox.posted();
    m_clock.start();
    m_timer.start();
}

void LiveFeed::stop()
{
    m_timer.stop();
}

void LiveFeed::setBackground(bool background)
{
    m_timer.setInterval(background ? kBackgroundTickMs : kTickMs);
}

void LiveFeed::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    Q_EMIT pausedChanged(paused);
}

quint64 LiveFeed::notShown() const
{
    return m_mailbox.notShown() - (m_recovery ? m_recovery->recovered() : 0);
}

std::size_t LiveFeed::pending() const
{
    return m_mailbox.pendingRecords();
}

void LiveFeed::drain()
{
    apply(m_mailbox.take(std::numeric_limits<std::size_t>::max()));
    Q_EMIT ticked();
}

void LiveFeed::tick()
{
    measure();
    if (!m_paused) {
        std::vector<exchange::RecordBatch> batches;
        std::size_t records = 0;
        while (records < m_recordsPerTick) {
            const std::vector<exchange::RecordBatch> next = m_mailbox.take(1);
            if (next.empty())
                break;
            records += next.front()->size();
            batches.push_back(next.front());
        }
        QElapsedTimer spent;
        spent.start();
        apply(batches);
        learn(records, spent.nsecsElapsed());
        if (m_recovery)
            m_recovery->check();
    }
    Q_EMIT ticked();
}

/// One call into the models is one insertion, so how many snapshots fit into the budget must be known before it: from
/// what they cost so far.
void LiveFeed::learn(std::size_t records, qint64 nanoseconds)
{
    constexpr std::size_t kEnoughToTell = 50;
    if (records < kEnoughToTell)
        return;
    const double perRecord = double(nanoseconds) / double(records);
    m_nsPerRecord = m_nsPerRecord * 0.75 + perRecord * 0.25;
    const double fits = kBudgetMs * 1e6 / std::max(m_nsPerRecord, 1.0);
    m_recordsPerTick = std::clamp<std::size_t>(static_cast<std::size_t>(fits), 100, 20'000);
}

void LiveFeed::apply(const std::vector<exchange::RecordBatch> &batches)
{
    if (batches.empty())
        return;
    if (m_payload)
        m_payload->add(batches);
    m_list.apply(batches);
}

void LiveFeed::measure()
{
    constexpr qint64 kWindowMs = 1000;
    const qint64 passed = m_clock.elapsed();
    if (passed < kWindowMs)
        return;
    const quint64 posted = m_mailbox.posted();
    m_rate = double(posted - m_counted) * 1000.0 / double(passed);
    m_counted = posted;
    m_clock.restart();
}

} // namespace sightglass::models
