// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessionstore.h"

#include <functional>
#include <memory>

namespace sightglass::store {

/// How a store keeps the promise of Done: calls come later, from the event loop of the thread that made the queue, in
/// the order in which they were posted, and never once the queue is gone. It may go within such a call.
///
/// Thread: made and destroyed in one; post(), and what later() gave, from any. Owner: a store, by value.
class DoneQueue
{
public:
    DoneQueue();
    ~DoneQueue();
    Q_DISABLE_COPY_MOVE(DoneQueue)

    void post(std::function<void()> call) { post(m_gate, std::move(call)); }

    /// What takes the result of \a done from any thread, once, also after this queue is gone.
    template <typename T>
    Done<T> later(Done<T> done)
    {
        // Moved on when it is called, so that what the caller put into it ends in the caller's thread.
        auto held = std::make_shared<Done<T>>(std::move(done));
        return [gate = m_gate, held](Result<T> result) {
            post(gate, [done = std::move(*held), result = std::move(result)] { done(result); });
        };
    }

private:
    struct Gate;
    static void post(const std::shared_ptr<Gate> &gate, std::function<void()> call);
    std::shared_ptr<Gate> m_gate;
};

} // namespace sightglass::store
