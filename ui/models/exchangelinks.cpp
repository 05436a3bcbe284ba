// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangelinks.h"

#include "ui/models/exchangelistmodel.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Kind;
using exchange::Record;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExchangeLinks)
};

bool sameSource(const Record &left, const Record &right)
{
    return left.route == right.route && left.sessionId == right.sessionId;
}

/// Cancelled by its client: the notification names the id of the request (its `name` here).
bool cancels(const Record &notification, const Record &request)
{
    return notification.kind == Kind::Notification && notification.method == "notifications/cancelled"
           && request.kind == Kind::Request && request.direction == notification.direction
           && !notification.name.isEmpty() && notification.name == request.rpcId.text()
           && sameSource(notification, request) && request.id < notification.id;
}

/// The same call with what it had asked for (SEP-2322): nothing but that names the one before it.
bool isRetry(const Record &before, const Record &after)
{
    return before.inputRequired && before.id < after.id && before.kind == Kind::Request && after.kind == Kind::Request
           && before.method == after.method && before.name == after.name && sameSource(before, after)
           && before.rpcId != after.rpcId && before.direction == after.direction;
}

class Search
{
public:
    Search(const ExchangeListModel &list, const Record &subject) : m_list(list), m_subject(subject) {}

    QList<ExchangeLink> run(int row)
    {
        if (m_subject.parent.isValid() && m_list.find(m_subject.parent))
            add(m_subject.kind == Kind::Response ? LinkKind::Answered : LinkKind::Parent, m_subject.parent);
        const int last = std::min(m_list.rowCount() - 1, row + kLinkWindow);
        for (int other = row - 1; other >= std::max(0, row - kLinkWindow); --other)
            lookBack(m_list.record(other));
        for (int other = row + 1; other <= last; ++other)
            lookAhead(m_list.record(other));
        std::stable_sort(m_links.begin(), m_links.end(),
                         [](const ExchangeLink &left, const ExchangeLink &right) { return left.id < right.id; });
        return m_links;
    }

private:
    void add(LinkKind kind, ExchangeId id) { m_links.append({kind, id}); }
    void addFirst(bool &taken, LinkKind kind, ExchangeId id)
    {
        if (!std::exchange(taken, true))
            add(kind, id);
    }

    void lookBack(const Record &other)
    {
        if (cancels(m_subject, other))
            addFirst(m_cancels, LinkKind::Cancels, other.id);
        if (isRetry(other, m_subject))
            addFirst(m_before, LinkKind::RetryBefore, other.id);
        lookAtSession(other);
    }

    void lookAhead(const Record &other)
    {
        if (other.parent == m_subject.id)
            add(other.kind == Kind::Response ? LinkKind::Answer : LinkKind::Child, other.id);
        if (cancels(other, m_subject))
            addFirst(m_cancelled, LinkKind::CancelledBy, other.id);
        // The next one of that name only: a third belongs to the second.
        if (isRetry(m_subject, other))
            addFirst(m_after, LinkKind::RetryAfter, other.id);
        lookAtSession(other);
    }

    void lookAtSession(const Record &other)
    {
        if (m_subject.sessionId.isEmpty() || !sameSource(m_subject, other))
            return;
        if (other.kind == Kind::Stream && m_subject.kind != Kind::Stream)
            addFirst(m_stream, LinkKind::Stream, other.id);
        if (other.method == "initialize" && other.kind == Kind::Request)
            addFirst(m_initialize, LinkKind::Initialize, other.id);
    }

    const ExchangeListModel &m_list;
    const Record &m_subject;
    QList<ExchangeLink> m_links;
    bool m_cancels = false;
    bool m_cancelled = false;
    bool m_before = false;
    bool m_after = false;
    bool m_stream = false;
    bool m_initialize = false;
};

} // namespace

QList<ExchangeLink> exchangeLinks(const ExchangeListModel &list, ExchangeId id)
{
    const int row = list.rowOf(id);
    return row < 0 ? QList<ExchangeLink>() : Search(list, list.record(row)).run(row);
}

QString linkText(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Parent:
        return Text::tr("Within");
    case LinkKind::Child:
        return Text::tr("Carried");
    case LinkKind::Answer:
        return Text::tr("Answered by");
    case LinkKind::Answered:
        return Text::tr("Answer to");
    case LinkKind::CancelledBy:
        return Text::tr("Cancelled by");
    case LinkKind::Cancels:
        return Text::tr("Cancels");
    case LinkKind::RetryBefore:
        return Text::tr("Retry of");
    case LinkKind::RetryAfter:
        return Text::tr("Retried as");
    case LinkKind::Stream:
        return Text::tr("Event stream of the session");
    case LinkKind::Initialize:
        return Text::tr("Began the session");
    }
    return {};
}

} // namespace sightglass::models
