// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/dryrun.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"
#include "ui/models/recordingreader.h"
#include "ui/models/ruletext.h"

#include <QStringList>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;
using exchange::Record;
using exchange::RecordPtr;
using interceptor::rules::DryRunChange;
using interceptor::rules::RuleSetPtr;

namespace {

/// Changes of one exchange that its line tells; a stream may have thousands.
constexpr qsizetype kToldChanges = 3;

DryRunHit hitOf(const Record &whole, const DryRun::Changes &changes)
{
    DryRunHit hit;
    auto record = std::make_shared<Record>(whole);
    record->parts.clear();
    hit.record = std::move(record);
    QStringList texts;
    for (const DryRunChange &change : changes.first(std::min(changes.size(), kToldChanges)))
        texts.append(changeText(change));
    if (changes.size() > kToldChanges)
        texts.append(DryRun::tr("%1 more").arg(changes.size() - kToldChanges));
    hit.what = texts.join(u"; "_s);
    hit.troubled = std::any_of(changes.begin(), changes.end(),
                               [](const DryRunChange &change) { return !change.failure.isEmpty(); });
    return hit;
}

} // namespace

/// What the working thread and the UI's share.
struct DryRun::Run {
    std::atomic<qint64> looked{0};
    std::atomic<qint64> matched{0};
    std::atomic<bool> stopped{false};
    std::atomic<bool> full{false};    ///< there was one more than may be looked at
    interceptor::rules::DryRun rules; ///< of the working thread
    std::mutex mutex;
    QList<DryRunHit> hits; ///< not told yet

    explicit Run(RuleSetPtr set) : rules(std::move(set)) {}

    void look(const Record &whole)
    {
        if (stopped || full)
            return;
        if (looked >= kMostExchanges) {
            full = true;
            return;
        }
        ++looked;
        const Changes changes = rules.run(whole);
        if (changes.isEmpty() || ++matched > kMostHits)
            return;
        DryRunHit hit = hitOf(whole, changes);
        const std::scoped_lock lock(mutex);
        hits.append(std::move(hit));
    }
};

DryRun::DryRun(PayloadSource &payload, const ExchangeListModel &list, QObject *parent)
    : QObject(parent), m_payload(payload), m_list(list)
{
    connect(m_payload.recording(), &RecordingReader::scanned, this,
            [this](quint64 ticket, const QList<ExchangeId> &, qint64, qint64, bool done) { scanned(ticket, done); });
    connect(&m_payload, &PayloadSource::loaded, this, &DryRun::loaded);
    connect(&m_payload, &PayloadSource::failed, this, [this](ExchangeId id, const QString &text) {
        if (m_asked && m_asked->id == id) {
            m_asked.reset();
            Q_EMIT changesFailed(id, text);
        }
    });
}

DryRun::~DryRun()
{
    if (m_ticket != 0) {
        m_run->stopped = true;
        m_payload.recording()->cancelScan(m_ticket);
    }
    if (m_lookCancelled)
        *m_lookCancelled = true;
}

qint64 DryRun::looked() const
{
    return m_run ? m_run->looked.load() : 0;
}

qint64 DryRun::matched() const
{
    return m_run ? m_run->matched.load() : 0;
}

void DryRun::start(RuleSetPtr rules)
{
    if (m_ticket != 0) {
        m_run->stopped = true;
        m_payload.recording()->cancelScan(std::exchange(m_ticket, 0));
    }
    m_rules = std::move(rules);
    m_run = std::make_shared<Run>(m_rules);
    m_reachedLimit = false;
    ScanRequest request;
    const int rows = m_list.rowCount();
    const int last = std::max<int>(0, rows - int(kMostExchanges) - 1);
    for (int row = rows - 1; row >= last; --row) {
        const ExchangeId id = m_list.idAt(row);
        const QList<exchange::Part> *parts = m_payload.cached(id);
        if (!parts)
            continue; // the recording has it, or nobody
        auto whole = std::make_shared<Record>(m_list.record(row));
        whole->parts = *parts;
        request.items.push_back({id, std::move(whole)});
    }
    request.everything = true;
    request.wanted = [run = m_run](const Record &record) {
        run->look(record);
        return false;
    };
    m_ticket = m_payload.recording()->scan(std::move(request));
}

void DryRun::cancel()
{
    if (m_ticket == 0)
        return;
    m_payload.recording()->cancelScan(m_ticket);
    end();
}

void DryRun::end()
{
    m_run->stopped = true;
    m_ticket = 0;
    takeHits();
    Q_EMIT finished();
}

void DryRun::takeHits()
{
    QList<DryRunHit> hits;
    {
        const std::scoped_lock lock(m_run->mutex);
        hits.swap(m_run->hits);
    }
    if (!hits.isEmpty())
        Q_EMIT hitsFound(hits);
}

void DryRun::scanned(quint64 ticket, bool done)
{
    if (ticket == 0 || ticket != m_ticket)
        return;
    if (m_run->full && !done)
        m_payload.recording()->cancelScan(ticket);
    m_reachedLimit = m_run->full;
    if (done || m_run->full) {
        end();
        return;
    }
    takeHits();
    if (ticket == m_ticket) // a receiver may have begun anew
        Q_EMIT progressed();
}

// ---- one exchange ------------------------------------------------------------------------------------------------------

void DryRun::look(const RecordPtr &record)
{
    if (m_lookCancelled)
        *m_lookCancelled = true;
    m_lookCancelled = std::make_shared<std::atomic<bool>>(false);
    m_asked = record;
    if (record && m_rules)
        m_payload.request(record->id);
}

void DryRun::loaded(ExchangeId id, const QList<exchange::Part> &parts)
{
    if (!m_asked || m_asked->id != id)
        return;
    auto whole = std::make_shared<Record>(*std::exchange(m_asked, nullptr));
    whole->parts = parts;
    whole->firstPart = 0;
    m_background.run([this, whole, rules = m_rules, cancelled = m_lookCancelled]() -> std::function<void()> {
        if (*cancelled)
            return [] {};
        return [this, id = whole->id, cancelled, changes = interceptor::rules::dryRun(*rules, *whole)] {
            if (!*cancelled)
                Q_EMIT changesFound(id, changes);
        };
    });
}

} // namespace sightglass::models
