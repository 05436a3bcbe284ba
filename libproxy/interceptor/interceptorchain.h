// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/interceptor.h"

#include <memory>
#include <vector>

namespace sightglass::interceptor {

/// How an interceptor has done since its chain was built.
struct InterceptorStatus {
    QString name;
    quint64 calls = 0;
    quint64 failures = 0;
    quint64 overBudget = 0;
    qint64 worstNs = 0;
    bool off = false; ///< a fatal or configuration failure
    QString lastFailure;
};

/// The interceptors in their order. The order is stated once: the first one is nearest to the client. A message to the
/// server passes them first to last, a message to the client last to first, so each one wraps those behind it.
///
/// What follows from a failure, by its kind and the interceptor's mode:
///
/// | kind | this message | later messages |
/// |---|---|---|
/// | Recoverable | by mode | asked again |
/// | RetryAfter | by mode | by mode until the time has passed, then asked again |
/// | Skip | goes on | asked again |
/// | Configuration, Fatal | by mode | by mode, until the chain is replaced |
///
/// The list is immutable and shared: a new chain is swapped in whole, and an exchange goes on with the chain it began
/// with. Thread: made anywhere, used in the engine's.
class InterceptorChain
{
public:
    InterceptorChain();
    /// For interceptors that are known to fit; asserts what build() checks.
    explicit InterceptorChain(std::vector<std::shared_ptr<Interceptor>> interceptors);
    ~InterceptorChain();
    /// Checks that names are unique and that Traits::behind holds; the error names who and what.
    static Result<std::shared_ptr<const InterceptorChain>> build(
        std::vector<std::shared_ptr<Interceptor>> interceptors);

    bool isEmpty() const { return m_links.empty(); }
    std::size_t size() const { return m_links.size(); }
    /// Whether any of them wants messages without a body.
    bool wantsEmptyMessages() const { return m_wantsEmpty; }
    /// Whether any of them wants the heads of streams.
    bool wantsStreamHeads() const { return m_wantsStreamHeads; }
    /// Asks the interceptor that a message meets at \a step on its way, by its traits; a failure is already turned into
    /// what follows from it (Continue or Reject, with a note).
    Verdict ask(std::size_t step, const Context &context) const;
    QString nameAt(Way way, std::size_t step) const;
    std::vector<InterceptorStatus> status() const;

private:
    struct Link;
    std::vector<std::unique_ptr<Link>> m_links; // counters of a link change while the list does not
    bool m_wantsEmpty = false;
    bool m_wantsStreamHeads = false;
};

} // namespace sightglass::interceptor
