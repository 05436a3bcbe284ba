// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"

#include <memory>
#include <vector>

namespace sightglass::interceptor {

/// The interceptors in their order. The order is stated once: the first one is nearest to the client. A message to the
/// server passes them first to last, a message to the client last to first, so each one wraps those behind it.
///
/// Immutable and shared: a new chain is swapped in whole, and an exchange goes on with the chain it began with.
class InterceptorChain
{
public:
    InterceptorChain() = default;
    explicit InterceptorChain(std::vector<std::shared_ptr<Interceptor>> interceptors)
        : m_interceptors(std::move(interceptors))
    {}

    bool isEmpty() const { return m_interceptors.empty(); }
    std::size_t size() const { return m_interceptors.size(); }
    /// The interceptor that a message meets at \a step on its way.
    Interceptor &at(Way way, std::size_t step) const
    {
        return *m_interceptors[way == Way::ToServer ? step : m_interceptors.size() - 1 - step];
    }

private:
    std::vector<std::shared_ptr<Interceptor>> m_interceptors;
};

} // namespace sightglass::interceptor
