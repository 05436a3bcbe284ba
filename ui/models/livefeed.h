// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace sightglass::models {

class CaptureMailbox;
class ExchangeListModel;
class LossRecovery;
class PayloadSource;

/// The pulse of the window: empties the mailbox into the models every 33 ms, for at most 5 ms; what is left waits for the
/// next tick. What the mailbox had no room for is read from the recording afterwards, where there is one.
///
/// Thread: the UI's. The mailbox and the models outlive it; \a payload may be null: then nothing is recorded.
class LiveFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr int kTickMs = 33;
    static constexpr int kBackgroundTickMs = 100;
    static constexpr int kBudgetMs = 5;

    LiveFeed(CaptureMailbox &mailbox, ExchangeListModel &list, PayloadSource *payload = nullptr,
             QObject *parent = nullptr);
    ~LiveFeed() override;

    void start();
    void stop();
    /// The window is hidden or minimised: tick slower.
    void setBackground(bool background);
    /// Holds the display; the proxy goes on. What comes meanwhile waits in the mailbox as far as it has room.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }

    double recordsPerSecond() const { return m_rate; } ///< snapshots, over the last second
    /// Snapshots that found no room and were not made up for from the recording (yet).
    quint64 notShown() const;
    std::size_t pending() const;
    /// Now, without regard to the budget; also while paused. For an orderly stop and for tests.
    void drain();

Q_SIGNALS:
    void ticked();
    void pausedChanged(bool paused);

private:
    void tick();
    void apply(const std::vector<exchange::RecordBatch> &batches);
    void learn(std::size_t records, qint64 nanoseconds);
    void measure();

    CaptureMailbox &m_mailbox;
    ExchangeListModel &m_list;
    PayloadSource *m_payload;
    LossRecovery *m_recovery = nullptr; // null: nothing to recover from
    QTimer m_timer;
    QElapsedTimer m_clock;
    quint64 m_counted = 0; // of the mailbox, when the clock was started
    double m_rate = 0;
    double m_nsPerRecord = 2500; // learnt
    std::size_t m_recordsPerTick = 2000;
    bool m_paused = false;
};

} // namespace sightglass::models
