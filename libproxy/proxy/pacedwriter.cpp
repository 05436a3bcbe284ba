// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/pacedwriter.h"

#include <algorithm>

namespace sightglass::proxy {
namespace {

// How much of a piece goes out at once.
qint64 portionOf(const interceptor::Delivery &delivery)
{
    if (delivery.chunkBytes > 0)
        return delivery.chunkBytes;
    if (delivery.bytesPerSecond > 0)
        return std::max<qint64>(delivery.bytesPerSecond * PacedWriter::kThrottleTickMs / 1000, 1);
    return -1; // all of it
}

int pauseOf(const interceptor::Delivery &delivery, qint64 bytes)
{
    if (delivery.chunkBytes > 0)
        return std::max(delivery.chunkEveryMs, 0);
    // Of what went out, not of a tick: at less than one byte a tick a byte takes longer.
    return int(std::min<qint64>(bytes * 1000 / std::max<qint64>(delivery.bytesPerSecond, 1), 60'000));
}

} // namespace

PacedWriter::~PacedWriter()
{
    if (m_timer) { // its signal may be on the stack
        m_timer->disconnect();
        m_timer->stop();
        m_timer.release()->deleteLater();
    }
}

void PacedWriter::add(QByteArray bytes, const interceptor::Delivery &delivery)
{
    m_waiting += bytes.size();
    m_pieces.push_back({std::move(bytes), delivery, 0});
    if (m_pieces.size() == 1 && !m_stalled)
        schedule(0);
}

void PacedWriter::schedule(int milliseconds)
{
    if (!m_timer) {
        m_timer = std::make_unique<QTimer>();
        m_timer->setSingleShot(true);
        m_timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { handOn(); });
    }
    m_timer->start(milliseconds);
}

void PacedWriter::handOn()
{
    Piece &piece = m_pieces.front();
    const interceptor::Delivery &delivery = piece.delivery;
    qint64 end = piece.bytes.size();
    if (delivery.cutAfterBytes >= 0)
        end = std::min(end, delivery.cutAfterBytes);
    if (delivery.stallAfterBytes >= 0)
        end = std::min(end, delivery.stallAfterBytes);
    const qint64 portion = portionOf(delivery);
    const qint64 count = portion < 0 ? end - piece.sent : std::min(portion, end - piece.sent);
    if (count > 0)
        m_target.pacedBytes(QByteArrayView(piece.bytes).sliced(piece.sent, count));
    piece.sent += count;
    m_waiting -= count;
    if (piece.sent >= end) {
        if (delivery.stallAfterBytes >= 0 && piece.sent >= delivery.stallAfterBytes) {
            m_stalled = true;
            return;
        }
        if (delivery.cutAfterBytes >= 0 && piece.sent >= delivery.cutAfterBytes) {
            m_target.pacedCut(piece.sent);
            return;
        }
        m_pieces.pop_front();
        if (!m_pieces.empty())
            schedule(0);
    } else {
        schedule(pauseOf(delivery, count));
    }
    m_target.pacedProgress();
}

} // namespace sightglass::proxy
