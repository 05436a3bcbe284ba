// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/delivery.h"

#include <QByteArray>
#include <QTimer>

#include <deque>
#include <memory>

namespace sightglass::proxy {

/// Hands bytes on piece by piece, each as its Delivery says: throttled, dripping, cut or stalled. Pieces keep their order,
/// so what comes behind a slow one waits. Nothing is handed on from within add(): always from a timer, and there is one.
///
/// Thread: the engine's. Owner: who writes; destroying it drops what waits.
class PacedWriter
{
public:
    /// A throttled piece goes out in portions, one every so many milliseconds.
    static constexpr int kThrottleTickMs = 50;

    class Target
    {
    public:
        virtual ~Target() = default;
        virtual void pacedBytes(QByteArrayView bytes) = 0;
        /// A portion went out; more may be added. Everything did if isIdle(). The writer may be destroyed from here.
        virtual void pacedProgress() = 0;
        /// A piece is cut: nothing more comes. The writer may be destroyed from here.
        virtual void pacedCut(qint64 afterBytes) = 0;
    };

    explicit PacedWriter(Target &target) : m_target(target) {}
    ~PacedWriter();
    PacedWriter(const PacedWriter &) = delete;
    PacedWriter &operator=(const PacedWriter &) = delete;

    void add(QByteArray bytes, const interceptor::Delivery &delivery = {});
    bool isIdle() const { return m_pieces.empty(); }
    qsizetype waitingBytes() const { return m_waiting; }
    /// Never goes on.
    bool isStalled() const { return m_stalled; }

private:
    struct Piece {
        QByteArray bytes;
        interceptor::Delivery delivery;
        qint64 sent = 0;
    };
    void handOn();
    void schedule(int milliseconds);

    Target &m_target;
    std::deque<Piece> m_pieces;
    std::unique_ptr<QTimer> m_timer;
    qsizetype m_waiting = 0;
    bool m_stalled = false;
};

} // namespace sightglass::proxy
