// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/chainwalk.h"

namespace sightglass::interceptor {

ChainWalk::ChainWalk(std::shared_ptr<const InterceptorChain> chain, Way way, mcp::Message message)
    : m_chain(std::move(chain)), m_message(std::move(message)), m_way(way)
{}

void ChainWalk::replace(QByteArray bytes, mcp::MessageReader &reader)
{
    if (bytes == m_message.raw())
        return;
    m_message = reader.read(std::move(bytes));
    m_edited = true;
}

ChainWalk::Outcome ChainWalk::advance(const exchange::Record &record, const wire::HttpHead *head, bool isEvent,
                                      mcp::MessageReader &reader)
{
    while (m_chain && m_step < m_chain->size()) {
        Interceptor &interceptor = m_chain->at(m_way, m_step++);
        const Verdict verdict = interceptor.intercept(Context{record, m_way, m_message, head, isEvent});
        switch (verdict.action()) {
        case Verdict::Action::Continue:
            break;
        case Verdict::Action::Replace:
            replace(verdict.message(), reader);
            break;
        case Verdict::Action::Respond:
            replace(verdict.message(), reader);
            return Outcome::Responded;
        case Verdict::Action::Reject:
            m_reason = interceptor.name() + QStringLiteral(": ") + verdict.reason();
            return Outcome::Rejected;
        case Verdict::Action::Delay:
            m_milliseconds = verdict.milliseconds();
            return Outcome::Delayed;
        case Verdict::Action::Hold:
            m_reason = interceptor.name() + QStringLiteral(": ") + verdict.reason();
            return Outcome::Held;
        case Verdict::Action::Drop:
            return Outcome::Dropped;
        }
    }
    return Outcome::Passed;
}

} // namespace sightglass::interceptor
