// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordpool.h"

namespace sightglass::models {

namespace {

/// Beyond these a pool costs more than it saves; what was shared stays shared.
constexpr qsizetype kMaxTexts = 16 * 1024;
constexpr qsizetype kMaxLength = 1024;

template <typename Set, typename Text>
void shareIn(Set &set, Text &text, Text &previous)
{
    if (text.isEmpty() || text.size() > kMaxLength || text.isSharedWith(previous))
        return;
    if (text == previous) {
        text = previous;
        return;
    }
    if (set.size() >= kMaxTexts)
        set.clear();
    text = *set.insert(text);
    previous = text;
}

} // namespace

void RecordPool::share(QByteArray &text, QByteArray &previous)
{
    shareIn(m_bytes, text, previous);
}

void RecordPool::share(QString &text, QString &previous)
{
    shareIn(m_texts, text, previous);
}

exchange::Record RecordPool::interned(const exchange::Record &record)
{
    exchange::Record own = record;
    own.parts = {};
    own.firstPart = 0;
    share(own.route, m_previous.route);
    share(own.client, m_previous.client);
    share(own.httpMethod, m_previous.httpMethod);
    share(own.target, m_previous.target);
    share(own.sessionId, m_previous.sessionId);
    share(own.protocolVersion, m_previous.protocolVersion);
    share(own.peerName, m_previous.peerName);
    share(own.method, m_previous.method);
    share(own.name, m_previous.name);
    share(own.failure, m_previous.failure);
    return own;
}

} // namespace sightglass::models
