// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptorchain.h"

#include <chrono>
#include <functional>
#include <utility>

namespace sightglass::test {

/// An interceptor that is a function.
class Scripted final : public interceptor::Interceptor
{
public:
    using Function = std::function<interceptor::Verdict(const interceptor::Context &)>;
    explicit Scripted(Function function, QString name = QStringLiteral("scripted"))
        : m_function(std::move(function)), m_name(std::move(name))
    {
        m_traits.budget = std::chrono::hours(1); // a busy machine is no finding
    }
    QString name() const override { return m_name; }
    interceptor::Traits traits() const override { return m_traits; }
    void setTraits(const interceptor::Traits &traits) { m_traits = traits; }
    void rename(const QString &name) { m_name = name; }
    interceptor::Verdict intercept(const interceptor::Context &context) override { return m_function(context); }

private:
    Function m_function;
    QString m_name;
    interceptor::Traits m_traits;
};

/// A verdict for messages that go one way and contain a text; others go on.
inline std::shared_ptr<Scripted> onText(interceptor::Way way, const QByteArray &text,
                                        const interceptor::Verdict &verdict)
{
    return std::make_shared<Scripted>([=](const interceptor::Context &context) {
        return context.way == way && context.message.raw().contains(text) ? verdict : interceptor::Verdict::proceed();
    });
}

} // namespace sightglass::test
