// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/donequeue.h"

#include "base/callqueue.h"

#include <mutex>

namespace sightglass::store {

/// What the queue shares with those that answer from other threads.
struct DoneQueue::Gate {
    std::mutex mutex;
    std::unique_ptr<CallQueue> calls; ///< null once the queue is gone
};

DoneQueue::DoneQueue() : m_gate(std::make_shared<Gate>())
{
    m_gate->calls = std::make_unique<CallQueue>();
}

DoneQueue::~DoneQueue()
{
    // Destroyed after the lock is given back: with it goes what callers put into their callbacks.
    std::unique_ptr<CallQueue> calls;
    const std::lock_guard lock(m_gate->mutex);
    calls.swap(m_gate->calls);
}

void DoneQueue::post(const std::shared_ptr<Gate> &gate, std::function<void()> call)
{
    const std::lock_guard lock(gate->mutex);
    if (!gate->calls)
        return;
    gate->calls->post([gate, call = std::move(call)] {
        // Those that wait in the same round still run when an earlier one has ended the queue. Only this thread ends it.
        if (gate->calls)
            call();
    });
}

} // namespace sightglass::store
