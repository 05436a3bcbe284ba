// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/background.h"

#include <utility>

namespace sightglass::models {

Background::~Background()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_works.clear();
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void Background::run(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_works.push_back(std::move(work));
    }
    if (m_threads.size() < kThreads)
        m_threads.emplace_back([this] { serve(); });
    m_wake.notify_one();
}

void Background::serve()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stopping || !m_works.empty(); });
        if (m_stopping)
            return;
        Work work = std::move(m_works.front());
        m_works.pop_front();
        lock.unlock();
        m_answers.post(work());
    }
}

} // namespace sightglass::models
