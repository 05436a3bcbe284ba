// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/clientreply.h"

#include <utility>

namespace sightglass::proxy {

ClientReply::ClientReply(transport::ReplySink &sink, transport::ReplyObserver &observer, Listener &listener)
    : m_sink(&sink), m_listener(listener)
{
    sink.setObserver(&observer);
}

ClientReply::~ClientReply()
{
    if (m_sink)
        m_sink->setObserver(nullptr);
}

void ClientReply::reply(const transport::ReplyHead &head, QByteArrayView body, const interceptor::Delivery &delivery)
{
    if (!isOpen())
        return;
    if (delivery.isPlain()) {
        m_begun = true;
        std::exchange(m_sink, nullptr)->reply(head, body);
        return;
    }
    begin(head, quint64(body.size()));
    write(body.toByteArray(), delivery);
    end();
}

void ClientReply::begin(const transport::ReplyHead &head, std::optional<quint64> length)
{
    if (!isOpen())
        return;
    m_begun = true;
    m_sink->begin(head, length);
}

void ClientReply::beginEventStream(const transport::ReplyHead &head)
{
    m_ofOurs = true;
    begin(head);
}

void ClientReply::allowIdleComments()
{
    if (isOpen())
        m_sink->setIdleComments(true);
}

void ClientReply::write(QByteArrayView bytes)
{
    if (!isOpen() || bytes.isEmpty())
        return;
    if (m_paced && !m_paced->isIdle())
        m_paced->add(bytes.toByteArray());
    else
        m_sink->write(bytes);
}

void ClientReply::write(QByteArray bytes, const interceptor::Delivery &delivery)
{
    if (!isOpen())
        return;
    if (!delivery.isPlain())
        m_sink->setIdleComments(false); // it goes out in pieces
    if (delivery.isPlain())
        write(QByteArrayView(bytes));
    else
        paced().add(std::move(bytes), delivery);
}

void ClientReply::end(QByteArray trailers)
{
    if (!isOpen())
        return;
    m_ended = true;
    m_trailers = std::move(trailers);
    if (!m_paced || m_paced->isIdle())
        std::exchange(m_sink, nullptr)->end(m_trailers);
}

void ClientReply::abort()
{
    m_paced.reset();
    if (m_sink)
        std::exchange(m_sink, nullptr)->abort();
}

void ClientReply::forget()
{
    m_paced.reset();
    m_sink = nullptr;
}

bool ClientReply::writable() const
{
    if (!m_sink)
        return true;
    if (m_paced && (m_paced->isStalled() || m_paced->waitingBytes() > kMaxWaitingBytes)) {
        m_wasFull = true;
        return false;
    }
    return m_sink->writable();
}

PacedWriter &ClientReply::paced()
{
    if (!m_paced)
        m_paced = std::make_unique<PacedWriter>(static_cast<PacedWriter::Target &>(*this));
    return *m_paced;
}

void ClientReply::pacedBytes(QByteArrayView bytes)
{
    if (m_sink)
        m_sink->write(bytes);
}

void ClientReply::pacedProgress()
{
    if (m_ended && m_paced->isIdle()) {
        if (m_sink)
            std::exchange(m_sink, nullptr)->end(m_trailers);
        m_listener.replySent(); // may destroy this
        return;
    }
    if (m_wasFull && m_paced->waitingBytes() <= kMaxWaitingBytes) {
        m_wasFull = false;
        m_listener.replyDrained();
    }
}

void ClientReply::pacedCut(qint64 afterBytes)
{
    if (m_sink)
        std::exchange(m_sink, nullptr)->abort();
    m_listener.replyCut(afterBytes); // may destroy this
}

} // namespace sightglass::proxy
