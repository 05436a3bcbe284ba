// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/framemeter.h"

#include <QAbstractEventDispatcher>
#include <QEvent>
#include <QThread>
#include <QWidget>

#include <algorithm>
#include <numeric>

namespace sightglass::bench {

FrameMeter::FrameMeter(int &argc, char **argv) : QApplication(argc, argv)
{
    m_clock.start();
    // Some event dispatchers work before this signal and some after it, but all give it once a turn.
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (m_isFrame || m_painted)
            m_framesUs.push_back(m_busyNs / 1000);
        m_busyNs = 0;
        m_isFrame = false;
        m_painted = false;
    });
}

void FrameMeter::reset()
{
    // The clock goes on: this is called within an event that is being measured.
    m_resetUs = m_clock.nsecsElapsed() / 1000;
    m_framesUs.clear();
    m_lastPaintUs = -1;
}

void FrameMeter::watch(const QWidget *widget, std::function<bool()> shows)
{
    m_watched = widget;
    m_shows = std::move(shows);
    m_shownUs = -1;
}

FrameMeter::Frames FrameMeter::frames() const
{
    Frames frames;
    frames.count = m_framesUs.size();
    if (m_framesUs.empty())
        return frames;
    std::vector<qint64> sorted = m_framesUs;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double part) {
        const auto index = static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1));
        return static_cast<double>(sorted[index]) / 1000;
    };
    frames.p50Ms = at(0.5);
    frames.p99Ms = at(0.99);
    frames.worstMs = at(1);
    frames.share = static_cast<double>(std::accumulate(sorted.begin(), sorted.end(), qint64(0)))
                   / static_cast<double>(std::max<qint64>(1, nowUs()));
    return frames;
}

bool FrameMeter::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event); // every thread's events come through here
    const bool paints = event->type() == QEvent::Paint && receiver->isWidgetType();
    const qint64 begin = m_depth++ == 0 ? m_clock.nsecsElapsed() : 0;
    const bool result = QApplication::notify(receiver, event);
    if (--m_depth == 0)
        m_busyNs += m_clock.nsecsElapsed() - begin;
    if (paints) {
        m_painted = true;
        m_lastPaintUs = nowUs();
        if (receiver == m_watched && m_shownUs < 0 && m_shows())
            m_shownUs = m_lastPaintUs;
    }
    return result;
}

} // namespace sightglass::bench
