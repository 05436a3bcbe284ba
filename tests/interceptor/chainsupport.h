// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptorchain.h"

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
    {}
    QString name() const override { return m_name; }
    interceptor::Verdict intercept(const interceptor::Context &context) override { return m_function(context); }

private:
    Function m_function;
    QString m_name;
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
