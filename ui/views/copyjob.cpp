// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/copyjob.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"

#include <QElapsedTimer>
#include <QScopedValueRollback>

#include <utility>

namespace sightglass::ui {

CopyJob::CopyJob(const models::ExchangeListModel &exchanges, models::PayloadSource &payloads, QObject *parent)
    : QObject(parent), m_exchanges(exchanges), m_payloads(payloads), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &CopyJob::work);
    connect(&payloads, &models::PayloadSource::loaded, this, &CopyJob::loaded);
    connect(&payloads, &models::PayloadSource::failed, this, &CopyJob::failed);
}

void CopyJob::start(const QList<exchange::ExchangeId> &ids, Shaper shaper, std::function<void(const Result &)> done)
{
    cancel();
    m_ids = ids;
    m_shaper = std::move(shaper);
    m_done = std::move(done);
    work();
}

void CopyJob::cancel()
{
    m_timer.stop();
    m_ids.clear();
    m_next = 0;
    m_bytes = 0;
    m_waitsFor = {};
    m_result = {};
    m_done = {};
}

void CopyJob::work()
{
    const QScopedValueRollback working(m_working, true);
    QElapsedTimer clock;
    clock.start();
    while (!m_waitsFor.isValid() && m_next < m_ids.size()) {
        if (m_bytes > kMaxBytes) {
            m_result.leftOut = int(m_ids.size() - m_next);
            break;
        }
        if (clock.elapsed() >= kSliceMs) {
            m_timer.start();
            return;
        }
        m_waitsFor = m_ids.at(m_next++);
        m_payloads.request(m_waitsFor); // may answer at once
    }
    if (m_waitsFor.isValid() || !m_done)
        return;
    const auto done = std::exchange(m_done, {});
    const Result result = std::exchange(m_result, {});
    done(result);
}

void CopyJob::loaded(exchange::ExchangeId id, const QList<exchange::Part> &parts)
{
    if (id != m_waitsFor || !id.isValid())
        return;
    m_waitsFor = {};
    if (const exchange::Record *record = m_exchanges.find(id)) {
        m_result.texts.append(m_shaper(*record, parts));
        m_bytes += m_result.texts.constLast().size();
    } else {
        unread(tr("The exchange is no longer in the list"));
    }
    if (!m_working)
        work();
}

void CopyJob::failed(exchange::ExchangeId id, const QString &why)
{
    if (id != m_waitsFor || !id.isValid())
        return;
    m_waitsFor = {};
    unread(why);
    if (!m_working)
        work();
}

void CopyJob::unread(const QString &why)
{
    if (m_result.unread++ == 0)
        m_result.problem = why;
}

} // namespace sightglass::ui
