// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/rules/dryrun.h"
#include "ui/models/background.h"

#include <QList>
#include <QObject>

#include <atomic>
#include <memory>

namespace sightglass::models {

class ExchangeListModel;
class PayloadSource;

/// An exchange that rules would have touched.
struct DryRunHit {
    exchange::RecordPtr record; ///< without parts
    QString what;               ///< what would have happened, in words
    bool troubled = false;      ///< an action could not be carried out
};

/// Holds rules against what was captured: what the list has and then the recording, newest first, up to kMostExchanges.
/// Payload is not kept: look() works out one exchange again.
///
/// Thread: the UI's; rules are applied in the recording's thread or a worker's. The payload source and the list outlive
/// it.
class DryRun : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMostExchanges = 10'000;
    /// Hits that are told; those above are counted.
    static constexpr qint64 kMostHits = 1'000;
    using Changes = QList<interceptor::rules::DryRunChange>;

    DryRun(PayloadSource &payload, const ExchangeListModel &list, QObject *parent = nullptr);
    ~DryRun() override;

    /// A run before it ends at once, untold.
    void start(interceptor::rules::RuleSetPtr rules);
    void cancel();
    bool isRunning() const { return m_ticket != 0; }
    qint64 looked() const;
    qint64 matched() const;
    /// There is more than was looked at.
    bool reachedLimit() const { return m_reachedLimit; }

    /// changesFound() or changesFailed(), by the rules of the last start(); only the last one asked for counts.
    void look(const exchange::RecordPtr &record);

Q_SIGNALS:
    void hitsFound(const QList<sightglass::models::DryRunHit> &hits);
    void progressed();
    /// Also after cancel().
    void finished();
    void changesFound(sightglass::exchange::ExchangeId id, const sightglass::models::DryRun::Changes &changes);
    void changesFailed(sightglass::exchange::ExchangeId id, const QString &text);

private:
    struct Run;
    void scanned(quint64 ticket, bool done);
    void takeHits();
    void end();
    void loaded(exchange::ExchangeId id, const QList<exchange::Part> &parts);

    PayloadSource &m_payload;
    const ExchangeListModel &m_list;
    interceptor::rules::RuleSetPtr m_rules;
    std::shared_ptr<Run> m_run; ///< shared with the thread that works
    quint64 m_ticket = 0;
    bool m_reachedLimit = false;
    exchange::RecordPtr m_asked;
    std::shared_ptr<std::atomic<bool>> m_lookCancelled;
    Background m_background; // goes first: nothing is delivered to a half destroyed object
};

} // namespace sightglass::models
