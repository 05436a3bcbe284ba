// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"

#include <memory>

namespace sightglass::interceptor::lint {

class Linter;

/// Notes findings; never changes or stops a message. Two ends share one Linter: the one nearest to the client sees what the
/// client wrote, the one nearest to the server what the server wrote, whatever the interceptors between them do.
///
/// Thread: the engine's. Owner: the chain.
class LintInterceptor final : public Interceptor
{
public:
    LintInterceptor(std::shared_ptr<Linter> linter, Way way) : m_linter(std::move(linter)), m_way(way) {}
    QString name() const override;
    Traits traits() const override;
    Verdict intercept(const Context &context) override;

private:
    std::shared_ptr<Linter> m_linter;
    Way m_way;
};

} // namespace sightglass::interceptor::lint
