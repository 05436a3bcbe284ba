// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>

#include <functional>
#include <vector>

namespace sightglass::bench {

/// How long the event loop of the UI takes for a turn, all events of it together. A turn in which something was painted or
/// a tick was handled is a frame: as long as one lasts, nothing moves on the screen and no key is answered.
class FrameMeter final : public QApplication
{
    Q_OBJECT
public:
    FrameMeter(int &argc, char **argv);

    /// The turn under way is a frame.
    void tick() { m_isFrame = true; }
    void reset();

    struct Frames {
        std::size_t count = 0;
        double p50Ms = 0;
        double p99Ms = 0;
        double worstMs = 0;
        double share = 0; ///< of the time, busy with frames
    };
    Frames frames() const;
    /// Microseconds since reset() at the end of the last turn that painted.
    qint64 lastPaintUs() const { return m_lastPaintUs; }
    /// Nothing has been painted for that long.
    bool isQuiet(int forMs) const { return (nowUs() - std::max(m_lastPaintUs, qint64(0))) > qint64(forMs) * 1000; }
    /// From now on, the first paint of \a widget at the end of which \a shows is true is waited for.
    void watch(const QWidget *widget, std::function<bool()> shows);
    /// Microseconds since reset() at the end of that paint; -1: it has not been yet.
    qint64 shownUs() const { return m_shownUs; }
    qint64 nowUs() const { return m_clock.nsecsElapsed() / 1000 - m_resetUs; }

    bool notify(QObject *receiver, QEvent *event) override;

private:
    QElapsedTimer m_clock; // of the program
    std::vector<qint64> m_framesUs;
    qint64 m_resetUs = 0;
    qint64 m_busyNs = 0; // in this turn
    int m_depth = 0;
    qint64 m_lastPaintUs = -1;
    const QWidget *m_watched = nullptr;
    std::function<bool()> m_shows;
    qint64 m_shownUs = -1;
    bool m_isFrame = false;
    bool m_painted = false;
};

} // namespace sightglass::bench
