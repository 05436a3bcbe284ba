// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange.h"

#include "base/clock.h"

#include <utility>

namespace sightglass::exchange {

Exchange::Exchange(ExchangeId id, qint64 startedUs) : m_startedUs(startedUs)
{
    m_record.id = id;
    m_record.startedAtUs = wallClockUs() - (monotonicUs() - startedUs);
}

qint64 Exchange::now() const
{
    return monotonicUs() - m_startedUs;
}

void Exchange::addPart(PartKind kind, QByteArray bytes)
{
    m_record.parts.append(Part{kind, now(), std::move(bytes)});
}

bool Exchange::end(State state, QString failure)
{
    if (m_record.ended())
        return false;
    m_record.state = state;
    m_record.failure = std::move(failure);
    m_record.endUs = now();
    return true;
}

RecordPtr Exchange::snapshot()
{
    QList<Part> parts = std::exchange(m_record.parts, {});
    auto copy = std::make_shared<Record>(m_record);
    ++m_record.revision;
    m_record.firstPart += parts.size();
    copy->parts = std::move(parts);
    return copy;
}

} // namespace sightglass::exchange
