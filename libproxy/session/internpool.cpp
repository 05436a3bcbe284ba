// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/internpool.h"

namespace sightglass::session {

QByteArray InternPool::take(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const auto known = m_users.find(text);
    if (known != m_users.end()) {
        ++known.value();
        return known.key();
    }
    const QByteArray own(text.constData(), text.size()); // not a view into something larger
    m_users.insert(own, 1);
    m_bytes += own.size();
    return own;
}

void InternPool::release(const QByteArray &text)
{
    const auto known = m_users.find(text);
    if (known == m_users.end() || --known.value() > 0)
        return;
    m_bytes -= text.size();
    m_users.erase(known);
}

void InternPool::squeeze()
{
    m_users.squeeze();
}

} // namespace sightglass::session
