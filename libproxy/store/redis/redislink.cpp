// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redislink.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScopedValueRollback>
#include <QVarLengthArray>

#include <hiredis/async.h>

#include <array>
#include <csignal>
#include <poll.h>
#include <sys/socket.h>

namespace sightglass::store {
namespace {

// hiredis writes to a connection that may be gone without asking for no signal. As Qt does for its own sockets: ignored,
// unless the program has said something else about it.
void ignoreBrokenPipes()
{
    static const bool once = [] {
        struct sigaction now = {};
        if (sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL)
            std::signal(SIGPIPE, SIG_IGN);
        return true;
    }();
    Q_UNUSED(once)
}

RedisReply copyOf(const redisReply &from)
{
    RedisReply reply;
    switch (from.type) {
    case REDIS_REPLY_INTEGER:
        reply.kind = RedisReply::Kind::Integer;
        reply.integer = from.integer;
        return reply;
    case REDIS_REPLY_ARRAY:
        reply.kind = RedisReply::Kind::Array;
        reply.items.reserve(from.elements);
        for (std::size_t i = 0; i < from.elements; ++i)
            reply.items.push_back(copyOf(*from.element[i]));
        return reply;
    case REDIS_REPLY_STATUS:
        reply.kind = RedisReply::Kind::Status;
        break;
    case REDIS_REPLY_ERROR:
        reply.kind = RedisReply::Kind::Error;
        break;
    case REDIS_REPLY_STRING:
        reply.kind = RedisReply::Kind::Bytes;
        break;
    default:
        return reply;
    }
    reply.bytes = QByteArray(from.str, qsizetype(from.len));
    return reply;
}

// hiredis takes the memory for as many items as a peer announces, and walks over all of them. (The type of the count
// differs between its releases.)
redisReplyObjectFunctions usualFunctions = {};

template <typename Count>
void *createArray(const redisReadTask *task, Count items)
{
    return std::size_t(items) > RedisLink::kMaxReplyItems ? nullptr : usualFunctions.createArray(task, items);
}

void limitArrays(redisReader &reader)
{
    static redisReplyObjectFunctions limited = [&reader] {
        usualFunctions = *reader.fn;
        redisReplyObjectFunctions functions = usualFunctions;
        functions.createArray = createArray;
        return functions;
    }();
    reader.fn = &limited;
}

std::size_t unreadBytes(const redisAsyncContext &context)
{
    return context.c.reader->len - context.c.reader->pos;
}

} // namespace

struct RedisLink::Hooks {
    static RedisLink *linkOf(void *data) { return static_cast<RedisLink *>(data); }
    static void addRead(void *data) { linkOf(data)->m_readable->setEnabled(true); }
    static void delRead(void *data) { linkOf(data)->m_readable->setEnabled(false); }
    static void addWrite(void *data) { linkOf(data)->wantWrite(); }
    static void delWrite(void *data) { linkOf(data)->m_writable->setEnabled(false); }
    // The context frees itself behind this, whatever the reason; the only sign of it that always comes.
    static void cleanup(void *data) { linkOf(data)->gone(); }
    static void connected(const redisAsyncContext *context, int status)
    {
        if (context->data)
            linkOf(context->data)->m_connected = status == REDIS_OK;
    }
    static void answered(redisAsyncContext *context, void *reply, void *)
    {
        RedisLink *link = linkOf(context->data);
        if (!link || !reply) // no reply: the connection ends, whoever owns the link fails what is left
            return;
        --link->m_outstanding;
        link->m_replies.push_back(copyOf(*static_cast<redisReply *>(reply)));
        // hiredis would abort the program over an answer that no command waits for. Freed when this returns.
        if (link->m_outstanding == 0 && unreadBytes(*context) > 0) {
            link->m_errorText = QStringLiteral("it answers what nobody asked");
            redisAsyncFree(context);
        }
    }
};

RedisLink::~RedisLink()
{
    close();
}

bool RedisLink::open(const QByteArray &address, quint16 port)
{
    ignoreBrokenPipes();
    redisAsyncContext *context = redisAsyncConnect(address.constData(), port);
    if (!context || context->err != 0) {
        m_errorText = context ? QString::fromLocal8Bit(context->errstr) : QStringLiteral("out of memory");
        if (context)
            redisAsyncFree(context);
        return false;
    }
    m_context = context;
    limitArrays(*context->c.reader);
    listen(context->c.fd);
    context->data = this;
    context->ev.data = this;
    context->ev.addRead = Hooks::addRead;
    context->ev.delRead = Hooks::delRead;
    context->ev.addWrite = Hooks::addWrite;
    context->ev.delWrite = Hooks::delWrite;
    context->ev.cleanup = Hooks::cleanup;
    redisAsyncSetConnectCallback(context, Hooks::connected);
    return true;
}

void RedisLink::listen(int descriptor)
{
    m_readable = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Write);
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &RedisLink::handleReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &RedisLink::handleWritable);
}

bool RedisLink::send(const RedisCommand &command)
{
    if (!m_context)
        return false;
    QVarLengthArray<const char *, 32> words;
    QVarLengthArray<std::size_t, 32> sizes;
    for (const QByteArray &word : command) {
        words.append(word.constData());
        sizes.append(std::size_t(word.size()));
    }
    if (redisAsyncCommandArgv(m_context, Hooks::answered, nullptr, int(words.size()), words.data(), sizes.data())
        != REDIS_OK)
        return false;
    ++m_outstanding;
    return true;
}

// ---- ending -------------------------------------------------------------------------------------------------------------

void RedisLink::close()
{
    redisAsyncContext *context = m_context;
    if (!context)
        return;
    gone();
    context->data = nullptr;
    context->ev = {};
    redisAsyncFree(context);
}

void RedisLink::finish(int maxMs)
{
    const QDeadlineTimer deadline(maxMs);
    if (m_context && m_connected && m_outstanding > 0) {
        writeAll(deadline);
        if (m_context)
            awaitEnd(deadline);
    }
    close();
}

void RedisLink::writeAll(const QDeadlineTimer &deadline)
{
    const QScopedValueRollback writing(m_writing, true); // the notifier then stands for "there is more"
    do {
        pollfd ready = {m_context->c.fd, POLLOUT, 0};
        if (poll(&ready, 1, int(deadline.remainingTime())) <= 0)
            return;
        redisAsyncHandleWrite(m_context);
    } while (m_context && m_writable->isEnabled());
}

// Closing with answers unread would reset the connection, and the peer might never read what it was sent.
void RedisLink::awaitEnd(const QDeadlineTimer &deadline)
{
    const int descriptor = m_context->c.fd;
    shutdown(descriptor, SHUT_WR);
    std::array<char, 16 * 1024> scratch = {};
    for (;;) {
        pollfd ready = {descriptor, POLLIN, 0};
        if (poll(&ready, 1, int(deadline.remainingTime())) <= 0
            || recv(descriptor, scratch.data(), scratch.size(), MSG_DONTWAIT) <= 0)
            return;
    }
}

void RedisLink::gone()
{
    if (m_errorText.isEmpty() && m_context)
        m_errorText = QString::fromLocal8Bit(m_context->errstr ? m_context->errstr : "");
    m_context = nullptr;
    // Before hiredis closes the descriptor, whose number may be used again at once.
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
}

void RedisLink::fail(const QString &text)
{
    m_errorText = text;
    close();
}

// ---- reading and writing ------------------------------------------------------------------------------------------------

bool RedisLink::unaskedBytes() const
{
    char byte = 0;
    return m_connected && m_outstanding == 0 && recv(m_context->c.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void RedisLink::handleReadable()
{
    if (!m_context)
        return;
    if (unaskedBytes())
        fail(QStringLiteral("it answers what nobody asked"));
    else
        redisAsyncHandleRead(m_context);
    if (m_context && unreadBytes(*m_context) > kMaxReplyBytes)
        fail(QStringLiteral("an answer is larger than %1 bytes").arg(kMaxReplyBytes));
    tell();
}

void RedisLink::handleWritable()
{
    if (!m_context)
        return;
    {
        const QScopedValueRollback writing(m_writing, true);
        redisAsyncHandleWrite(m_context);
    }
    tell();
}

void RedisLink::tell()
{
    if (m_context && m_replies.empty())
        return;
    const QScopedValueRollback busy(m_busy, true);
    Q_EMIT received();
}

// A notifier costs two calls of the kernel for every write; the end of this turn of the loop will do, as long as the
// kernel takes it all.
void RedisLink::wantWrite()
{
    if (!m_connected || m_writing) {
        m_writable->setEnabled(true);
    } else if (!m_writePosted) {
        m_writePosted = true;
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
}

bool RedisLink::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_writePosted = false;
    handleWritable();
    return true;
}

} // namespace sightglass::store
