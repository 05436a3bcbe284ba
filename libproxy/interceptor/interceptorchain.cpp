// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/interceptorchain.h"

#include "base/clock.h"
#include "interceptor/noting.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace sightglass::interceptor {

using Clock = std::chrono::steady_clock;

struct InterceptorChain::Link {
    explicit Link(std::shared_ptr<Interceptor> one) : interceptor(std::move(one)), traits(interceptor->traits())
    {
        status.name = interceptor->name();
    }

    bool wants(const Context &context) const;
    bool rests() const { return status.off || (restsUntilUs != 0 && monotonicUs() < restsUntilUs); }
    Verdict call(const Context &context);
    Verdict failed(Failure failure, QList<exchange::Note> notes);
    Verdict byMode() const;

    std::shared_ptr<Interceptor> interceptor;
    Traits traits;
    InterceptorStatus status;
    qint64 restsUntilUs = 0; // monotonic; 0: it works
};

namespace {

constexpr int kRetryStatus = 503; // RFC 9110 §15.6.4 asks for Retry-After
constexpr qsizetype kMaxFailureText = 2'000;

QString checked(const std::vector<std::shared_ptr<Interceptor>> &interceptors)
{
    QStringList nearer;
    for (const auto &one : interceptors) {
        if (!one)
            return QStringLiteral("an interceptor of the chain is null");
        const QString name = one->name();
        if (nearer.contains(name))
            return QStringLiteral("two interceptors of the chain are called '%1'").arg(name);
        const QStringList behind = one->traits().behind;
        for (const QString &needed : behind) {
            if (!nearer.contains(needed))
                return QStringLiteral("interceptor '%1' must stand behind '%2', which is not nearer to the client")
                    .arg(name, needed);
        }
        nearer.append(name);
    }
    return {};
}

} // namespace

// ---- one link -----------------------------------------------------------------------------------------------------------

bool InterceptorChain::Link::wants(const Context &context) const
{
    if (context.isStreamHead ? !traits.streamHeads : !traits.emptyMessages && context.message.raw().isEmpty())
        return false;
    if ((!traits.legacy && context.record.era == mcp::Era::Legacy)
        || (!traits.modern && context.record.era == mcp::Era::Modern))
        return false;
    return traits.versions.isEmpty() || context.record.protocolVersion.isEmpty()
           || traits.versions.contains(context.record.protocolVersion);
}

Verdict InterceptorChain::Link::call(const Context &context)
{
    ++status.calls;
    Verdict verdict;
    const Clock::time_point began = Clock::now();
    try {
        verdict = interceptor->intercept(context);
    } catch (const std::exception &exception) {
        verdict = Verdict::fail({FailureKind::Recoverable, QString::fromUtf8(exception.what()), 0});
    } catch (...) {
        verdict = Verdict::fail({FailureKind::Recoverable, QStringLiteral("an unknown exception"), 0});
    }
    const std::chrono::nanoseconds took = Clock::now() - began;
    status.worstNs = std::max<qint64>(status.worstNs, took.count());
    if (took > traits.budget) {
        ++status.overBudget;
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
        verdict.withNote(troubleNote(
            status.name, QStringLiteral("took %1 µs; its budget is %2 µs").arg(us).arg(traits.budget.count())));
    }
    return verdict;
}

Verdict InterceptorChain::Link::failed(Failure failure, QList<exchange::Note> notes)
{
    failure.text.truncate(kMaxFailureText);
    Verdict verdict;
    if (failure.kind != FailureKind::Skip) {
        ++status.failures;
        status.lastFailure = failure.text;
        if (failure.kind == FailureKind::Configuration || failure.kind == FailureKind::Fatal)
            status.off = true;
        else if (failure.kind == FailureKind::RetryAfter)
            restsUntilUs = monotonicUs() + qint64(std::max(failure.retryAfterMs, 0)) * 1000;
        verdict = byMode();
        exchange::Note note = troubleNote(status.name, failure.text);
        note.severity = exchange::Severity::Error;
        notes.append(std::move(note));
    }
    if (!notes.isEmpty())
        verdict.mutableEffects().notes = std::move(notes);
    return verdict;
}

// What becomes of a message that it could not decide about.
Verdict InterceptorChain::Link::byMode() const
{
    if (traits.onFailure == FailureMode::Open)
        return Verdict::proceed();
    if (status.off || restsUntilUs == 0)
        return Verdict::reject(status.lastFailure);
    const qint64 leftUs = std::max<qint64>(restsUntilUs - monotonicUs(), 0);
    return Verdict::reject(status.lastFailure, kRetryStatus, int((leftUs + 999'999) / 1'000'000));
}

// ---- the chain ----------------------------------------------------------------------------------------------------------

InterceptorChain::InterceptorChain() = default;

InterceptorChain::InterceptorChain(std::vector<std::shared_ptr<Interceptor>> interceptors)
{
    Q_ASSERT_X(checked(interceptors).isEmpty(), "InterceptorChain", qPrintable(checked(interceptors)));
    m_links.reserve(interceptors.size());
    for (auto &one : interceptors) {
        m_links.push_back(std::make_unique<Link>(std::move(one)));
        m_wantsEmpty = m_wantsEmpty || m_links.back()->traits.emptyMessages;
        m_wantsStreamHeads = m_wantsStreamHeads || m_links.back()->traits.streamHeads;
    }
}

InterceptorChain::~InterceptorChain() = default;

Result<std::shared_ptr<const InterceptorChain>> InterceptorChain::build(
    std::vector<std::shared_ptr<Interceptor>> interceptors)
{
    if (const QString wrong = checked(interceptors); !wrong.isEmpty())
        return failure(ErrorCode::InvalidArgument, wrong);
    return std::make_shared<const InterceptorChain>(std::move(interceptors));
}

Verdict InterceptorChain::ask(std::size_t step, const Context &context) const
{
    Link &link = *m_links[context.way == Way::ToServer ? step : m_links.size() - 1 - step];
    if (!link.wants(context))
        return {};
    if (link.rests())
        return link.byMode();
    link.restsUntilUs = 0;
    Verdict verdict = link.call(context);
    if (verdict.fate() != Verdict::Fate::Fail)
        return verdict;
    Verdict::Effects &effects = verdict.mutableEffects();
    return link.failed(std::move(effects.failure), std::move(effects.notes));
}

QString InterceptorChain::nameAt(Way way, std::size_t step) const
{
    return m_links[way == Way::ToServer ? step : m_links.size() - 1 - step]->status.name;
}

std::vector<InterceptorStatus> InterceptorChain::status() const
{
    std::vector<InterceptorStatus> list;
    list.reserve(m_links.size());
    for (const auto &link : m_links)
        list.push_back(link->status);
    return list;
}

} // namespace sightglass::interceptor
