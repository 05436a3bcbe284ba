// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <list>
#include <utility>

namespace sightglass::interceptor::lint {

/// A map that forgets what was not asked for longest once it is full. Keys are bytes; references stay valid until their
/// entry is forgotten.
template <typename Value>
class BoundedMap
{
public:
    explicit BoundedMap(qsizetype limit) : m_limit(limit) {}
    BoundedMap(const BoundedMap &) = delete;
    BoundedMap &operator=(const BoundedMap &) = delete;

    Value *find(const QByteArray &key)
    {
        const auto it = m_index.constFind(key);
        if (it == m_index.constEnd())
            return nullptr;
        m_entries.splice(m_entries.begin(), m_entries, *it);
        return &m_entries.front().second;
    }
    /// The entry, made new where there is none.
    Value &at(const QByteArray &key)
    {
        if (Value *found = find(key))
            return *found;
        if (m_entries.size() >= static_cast<std::size_t>(m_limit)) {
            m_index.remove(m_entries.back().first);
            m_entries.pop_back();
        }
        m_entries.emplace_front(std::piecewise_construct, std::forward_as_tuple(key), std::tuple<>());
        m_index.insert(key, m_entries.begin());
        return m_entries.front().second;
    }
    qsizetype size() const { return m_index.size(); }

private:
    using Entries = std::list<std::pair<QByteArray, Value>>;
    Entries m_entries; // the one asked for last in front
    QHash<QByteArray, typename Entries::iterator> m_index;
    qsizetype m_limit;
};

} // namespace sightglass::interceptor::lint
