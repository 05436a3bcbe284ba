// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/memory/localinstances.h"

namespace sightglass::store {

void LocalInstances::claim(const QByteArray &thing, Done<Instance> done)
{
    const Done<Instance> answer = m_done.later(std::move(done));
    if (!m_self) {
        answer(failure(ErrorCode::Stopped, QStringLiteral("This instance was not announced")));
        return;
    }
    m_owned.insert(thing);
    answer(*m_self);
}

void LocalInstances::ownerOf(const QByteArray &thing, Done<Instance> done)
{
    const Done<Instance> answer = m_done.later(std::move(done));
    if (m_self && m_owned.contains(thing))
        answer(*m_self);
    else
        answer(failure(ErrorCode::NotFound, QStringLiteral("No instance owns this")));
}

void LocalInstances::instances(Done<std::vector<Instance>> done)
{
    m_done.later(std::move(done))(m_self ? std::vector<Instance>{*m_self} : std::vector<Instance>());
}

void LocalInstances::withdraw(Done<void> done)
{
    m_self.reset();
    m_owned.clear();
    m_done.later(std::move(done))({});
}

} // namespace sightglass::store
