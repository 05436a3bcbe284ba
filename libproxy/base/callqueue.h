// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace sightglass {

/// Runs functions in the thread that it lives in, in the order in which they came; how one thread asks another for
/// something. The functions pass under a lock of its own and not in Qt's event queue: what the asking thread wrote is
/// visible to the other by a rule of the language, so that a thread sanitizer sees it too (Qt's library is not built
/// with one).
///
/// Thread: post() and callAndWait() from any. Owner: outlives its thread's event loop; what was never run is dropped.
class CallQueue : public QObject
{
public:
    using QObject::QObject;

    /// Returns at once.
    void post(std::function<void()> call);
    /// Returns when \a call has run. In the queue's own thread it runs at once. Only while that thread's loop runs, or
    /// is about to.
    void callAndWait(const std::function<void()> &call);

protected:
    bool event(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_calls;
};

} // namespace sightglass
