// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/fault/faultinterceptor.h"

#include "base/clock.h"
#include "base/splitmix.h"
#include "interceptor/subject.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace sightglass::interceptor::fault {
namespace {

bool looksAt(const rules::Directions &directions, const Context &context)
{
    if (context.way == Way::ToServer)
        return directions.requests;
    return context.isEvent ? directions.events : directions.responses;
}

// What an error can be an answer to: a client's request, or the answer that it would have got.
const mcp::RequestId *answeredId(const Context &context, const mcp::Message &message)
{
    const mcp::MessageKind kind = message.kind();
    const bool fits =
        context.way == Way::ToServer ? kind == mcp::MessageKind::Request : kind == mcp::MessageKind::Response;
    return fits ? &message.envelope().id : nullptr;
}

// The end of a message keeps what was noted and delayed before; what edited it has no more meaning.
Verdict ended(Verdict end, const Verdict &before)
{
    if (const Verdict::Effects *effects = before.effects()) {
        end.mutableEffects().notes = effects->notes;
        end.mutableEffects().delayMs = effects->delayMs;
    }
    return end;
}

} // namespace

FaultInterceptor::FaultInterceptor(FaultConfig config) : m_config(std::move(config)), m_startedUs(monotonicUs())
{
    // Seeds that follow each other must not give generators that look alike.
    for (const Fault &fault : m_config.faults)
        m_sources.push_back({fault, Dice(splitmix64(m_config.seed, m_sources.size() + 1))});
}

Traits FaultInterceptor::traits() const
{
    Traits traits;
    traits.emptyMessages = true;
    return traits;
}

double FaultInterceptor::intensity(Profile profile, double periodSeconds, double seconds)
{
    if (periodSeconds <= 0)
        return 1;
    switch (profile) {
    case Profile::Gradual:
        return std::clamp(seconds / periodSeconds, 0.0, 1.0);
    case Profile::Sudden:
        return seconds < periodSeconds ? 0 : 1;
    case Profile::Intermittent:
        return std::fmod(seconds, 2 * periodSeconds) < periodSeconds ? 0 : 1;
    case Profile::Steady:
        break;
    }
    return 1;
}

Verdict FaultInterceptor::intercept(const Context &context)
{
    Verdict verdict;
    const double seconds = double(monotonicUs() - m_startedUs) / 1e6;
    const double share = intensity(m_config.profile, m_config.periodSeconds, seconds);
    std::optional<exchange::Record> subject;
    for (Source &source : m_sources) {
        const Fault &fault = source.fault;
        if (!looksAt(fault.directions, context))
            continue;
        std::optional<bool> matches = fault.filter.matchesWithoutParts(context.record);
        if (!matches) {
            if (!subject)
                subject = subjectOf(context);
            matches = fault.filter.matches(*subject);
        }
        if (!*matches || source.dice.fraction() >= fault.probability * share)
            continue;
        if (!apply(source, context, context.message, verdict))
            continue;
        const QLatin1StringView kind = fault::nameOf(fault.kind);
        verdict.withNote({exchange::NoteKind::Fault,
                          exchange::Severity::None,
                          QByteArray(kind.data(), kind.size()),
                          fault.name,
                          {},
                          context.part});
        if (verdict.fate() != Verdict::Fate::Continue)
            break;
    }
    return verdict;
}

// False: the fault has nothing to do on a message of this kind.
bool FaultInterceptor::apply(Source &source, const Context &context, const mcp::Message &message, Verdict &verdict)
{
    const Fault &fault = source.fault;
    const auto bytes = [&] {
        const Verdict::Effects *effects = verdict.effects();
        return effects && effects->message ? *effects->message : message.raw();
    };
    const auto edit = [&](std::optional<QByteArray> edited) {
        if (edited)
            verdict.withMessage(std::move(*edited));
        return edited.has_value();
    };
    Delivery delivery = verdict.effects() ? verdict.effects()->delivery : Delivery();
    switch (fault.kind) {
    case Fault::Kind::Delay:
        verdict.withDelay(fault.minMs
                          + int(source.dice.fraction() * (std::max(fault.maxMs, fault.minMs) - fault.minMs)));
        return true;
    case Fault::Kind::Error: {
        if (fault.httpStatus != 0 && !context.isEvent) {
            verdict = ended(Verdict::reject(fault.text, fault.httpStatus), verdict);
            return true;
        }
        const mcp::RequestId *id = answeredId(context, message);
        std::optional<QByteArray> answer = id ? errorFor(*id, fault.code, fault.text) : std::nullopt;
        if (answer)
            verdict = ended(Verdict::respond(std::move(*answer)), verdict);
        return answer.has_value();
    }
    case Fault::Kind::Drop:
        verdict = ended(Verdict::drop(), verdict);
        return true;
    case Fault::Kind::Duplicate:
        delivery.copies = fault.copies;
        break;
    case Fault::Kind::Reorder:
        if (!context.isEvent)
            return false;
        delivery.swapWithNext = true;
        break;
    case Fault::Kind::Truncate:
        return !bytes().isEmpty() && edit(truncated(bytes(), fault.bytes));
    case Fault::Kind::Flip:
        return !bytes().isEmpty() && edit(flipped(bytes(), fault.bytes, source.dice));
    case Fault::Kind::WrongId:
        return edit(withWrongId(message));
    case Fault::Kind::WrongType:
        return edit(withWrongType(message));
    case Fault::Kind::Disconnect:
        delivery.cutAfterBytes = fault.bytes;
        break;
    case Fault::Kind::Throttle:
        delivery.bytesPerSecond = fault.bytesPerSecond;
        break;
    case Fault::Kind::SlowDrip:
        delivery.chunkBytes = std::max<qint64>(fault.bytes, 1);
        delivery.chunkEveryMs = std::max(fault.minMs, 1);
        break;
    case Fault::Kind::Stall:
        delivery.stallAfterBytes = fault.bytes;
        break;
    }
    verdict.withDelivery(delivery);
    return true;
}

} // namespace sightglass::interceptor::fault
