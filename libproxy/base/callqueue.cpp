// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/callqueue.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <future>

namespace sightglass {

void CallQueue::post(std::function<void()> call)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_calls.empty();
        m_calls.push_back(std::move(call));
    }
    if (first)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void CallQueue::callAndWait(const std::function<void()> &call)
{
    if (thread() == QThread::currentThread()) {
        call();
        return;
    }
    std::promise<void> done;
    post([&] {
        call();
        done.set_value();
    });
    done.get_future().wait();
}

bool CallQueue::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_calls);
    }
    for (const std::function<void()> &call : calls)
        call();
    return true;
}

} // namespace sightglass
