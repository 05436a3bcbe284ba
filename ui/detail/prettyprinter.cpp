// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/prettyprinter.h"

namespace sightglass::ui {

PrettyPrinter::PrettyPrinter(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PrettyPrinter::~PrettyPrinter()
{
    cancel();
    m_pool.waitForDone(); // the worker calls this object; it stops soon, as it was told to
}

void PrettyPrinter::start(const QByteArray &body, BodyShape shape)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, body, shape, cancelled = m_cancelled, ticket = m_ticket] {
        if (cancelled->load())
            return;
        BodyText text = BodyReader::text(body, shape, cancelled.get());
        if (!cancelled->load())
            QMetaObject::invokeMethod(
                this, [this, ticket, text = std::move(text)] { deliver(ticket, text); }, Qt::QueuedConnection);
    });
}

void PrettyPrinter::cancel()
{
    ++m_ticket;
    if (m_cancelled)
        m_cancelled->store(true);
    m_pool.clear();
}

void PrettyPrinter::deliver(quint64 ticket, const BodyText &text)
{
    if (ticket == m_ticket)
        Q_EMIT finished(text);
}

} // namespace sightglass::ui
