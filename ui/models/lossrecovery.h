// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/capturemailbox.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <vector>

namespace sightglass::models {

class ExchangeListModel;
class RecordingReader;

/// Makes up for what a CaptureMailbox had no room for: once the list has caught up, what is missing is read from the
/// recording, a page at a time, the newest that the list would hold. The recording is written by another thread, which
/// may be behind: what it has not got yet is asked for again, for a while.
///
/// Thread: the UI's. Owner: LiveFeed. All that it is given outlives it.
class LossRecovery : public QObject
{
    Q_OBJECT
public:
    static constexpr int kPage = 1000;
    /// Between two questions to a recording that is behind; each time twice as long.
    static constexpr int kRetryMs = 250;
    static constexpr int kMaxRetries = 6;
    /// Most exchanges that are looked at again because the recording had not seen their end.
    static constexpr std::size_t kMaxUnsettled = 1000;

    LossRecovery(CaptureMailbox &mailbox, ExchangeListModel &list, RecordingReader &recording, QObject *parent);

    /// The mailbox has been taken from and the display is not paused: goes on, or begins if something was lost.
    void check();
    /// Snapshots that the mailbox counts as not shown and that are shown after all.
    quint64 recovered() const { return m_recovered; }

private:
    void begin(const CaptureLoss &loss);
    void readPage();
    void rowsRead(quint64 ticket, const std::vector<exchange::RecordPtr> &records);
    void finish();
    void settle();
    void cancel();

    CaptureMailbox &m_mailbox;
    ExchangeListModel &m_list;
    RecordingReader &m_recording;
    CaptureLoss m_loss;                            // that is being made up for; no records: none
    quint64 m_ticket = 0;                          // of a page
    std::vector<exchange::ExchangeId> m_unsettled; // open, as far as the recording knew
    QSet<quint64> m_settling;                      // tickets
    QTimer m_retry;                                // of the page
    QTimer m_settle;
    int m_retries = 0;
    int m_settles = 0;
    quint64 m_recovered = 0;
    quint64 m_leftOut = 0; // exchanges of m_loss that the list would not hold
};

} // namespace sightglass::models
