// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sightglass::models {

/// A few threads for what takes longer than the window may stand still. They are made when the first work comes.
///
/// Thread: that of its owner. Destroying it waits for the work under way; what has not begun, and answers, are dropped.
class Background
{
public:
    static constexpr int kThreads = 2;

    /// Done in another thread; what it returns is then done in the owner's.
    using Work = std::function<std::function<void()>()>;

    Background() = default;
    ~Background();
    Background(const Background &) = delete;
    Background &operator=(const Background &) = delete;

    void run(Work work);

private:
    void serve();

    CallQueue m_answers;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Work> m_works;
    std::vector<std::thread> m_threads;
    bool m_stopping = false;
};

} // namespace sightglass::models
