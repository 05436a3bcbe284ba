// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/chainwalk.h"

#include "interceptor/headeditor.h"
#include "interceptor/noting.h"

#include <utility>

namespace sightglass::interceptor {

ChainWalk::ChainWalk(const InterceptorChain &chain, Way way, const mcp::Message &message)
    : m_chain(&chain), m_message(&message), m_way(way)
{}

const ChainWalk::Changes &ChainWalk::changes() const
{
    static const Changes none;
    return m_changes ? *m_changes : none;
}

ChainWalk::Changes &ChainWalk::mutableChanges()
{
    if (!m_changes)
        m_changes = std::make_unique<Changes>();
    return *m_changes;
}

QString ChainWalk::named(const QString &reason) const
{
    return m_chain->nameAt(m_way, m_step) + QStringLiteral(": ") + reason;
}

ChainWalk::Outcome ChainWalk::advance(const Surroundings &around, mcp::MessageReader &reader)
{
    while (m_step < m_chain->size()) {
        if (m_stage == Stage::Ask) {
            const wire::HttpHead *head = editedHead() ? editedHead() : around.head;
            // To the server the client's head is the one that interceptors before have edited.
            const wire::HttpHead *requestHead = m_way == Way::ToServer ? head : around.requestHead;
            Verdict verdict =
                m_chain->ask(m_step, Context{around.record, m_way, message(), head, around.isEvent, requestHead,
                                             around.request, around.part, around.isStreamHead});
            if (verdict.fate() == Verdict::Fate::Continue && !verdict.effects()) {
                ++m_step;
                continue;
            }
            take(std::move(verdict), around, reader);
        }
        if (const auto outcome = passStages(reader))
            return *outcome;
        ++m_step;
    }
    return Outcome::Passed;
}

// The first of the stages of a verdict that does something: bytes and headers are replaced at once.
void ChainWalk::take(Verdict &&verdict, const Surroundings &around, mcp::MessageReader &reader)
{
    m_stage = Stage::Delay;
    Changes &changes = mutableChanges();
    changes.pending = std::move(verdict);
    if (!changes.pending.effects())
        return;
    Verdict::Effects &effects = changes.pending.mutableEffects();
    for (exchange::Note &note : effects.notes) {
        if (note.part < 0)
            note.part = around.part;
        addNote(around.record, std::move(note));
    }
    changes.independentHeaders = changes.independentHeaders || effects.independentHeaders;
    if (!effects.delivery.isPlain())
        changes.delivery = effects.delivery;
    if (changes.pending.fate() != Verdict::Fate::Continue) {
        changes.answerHeaders = effects.headers;
        return;
    }
    if (effects.message)
        replace(std::move(*effects.message), reader);
    if (!effects.headers.isEmpty())
        editHeaders(effects.headers, around);
    if (!effects.route.isEmpty())
        changes.route = effects.route;
}

std::optional<ChainWalk::Outcome> ChainWalk::passStages(mcp::MessageReader &reader)
{
    Changes &changes = mutableChanges();
    const Verdict::Effects *effects = changes.pending.effects();
    if (m_stage == Stage::Delay) {
        m_stage = Stage::Hold;
        if (effects && effects->delayMs > 0) {
            changes.delayMs = effects->delayMs;
            return Outcome::Delayed;
        }
    }
    if (m_stage == Stage::Hold) {
        m_stage = Stage::End;
        if (effects && effects->hold && changes.pending.fate() == Verdict::Fate::Continue) {
            changes.reason = named(effects->reason);
            return Outcome::Held;
        }
    }
    m_stage = Stage::Ask;
    return carryOut(reader);
}

std::optional<ChainWalk::Outcome> ChainWalk::carryOut(mcp::MessageReader &reader)
{
    Changes &changes = mutableChanges();
    const Verdict verdict = std::exchange(changes.pending, {});
    const Verdict::Effects *effects = verdict.effects();
    switch (verdict.fate()) {
    case Verdict::Fate::Respond:
        replace(effects && effects->message ? *effects->message : QByteArray(), reader);
        return Outcome::Responded;
    case Verdict::Fate::Reject:
        changes.reason = named(effects ? effects->reason : QString());
        changes.httpStatus = effects ? effects->httpStatus : 0;
        changes.retryAfterSeconds = effects ? effects->retryAfterSeconds : 0;
        return Outcome::Rejected;
    case Verdict::Fate::Drop:
        return Outcome::Dropped;
    case Verdict::Fate::Continue:
    case Verdict::Fate::Fail: // the chain has turned it into one of the others
        break;
    }
    return std::nullopt;
}

void ChainWalk::replace(QByteArray bytes, mcp::MessageReader &reader)
{
    if (bytes != message().raw())
        mutableChanges().message = reader.read(std::move(bytes));
}

void ChainWalk::editHeaders(const HeaderEdits &edits, const Surroundings &around)
{
    const auto refuse = [&](const QString &why) {
        addNote(around.record,
                troubleNote(m_step < m_chain->size() ? m_chain->nameAt(m_way, m_step) : QStringLiteral("hold"), why));
    };
    if (!around.head || around.isEvent) {
        refuse(QStringLiteral("no headers go on with this message, so none were edited"));
        return;
    }
    Changes &changes = mutableChanges();
    const bool toServer = m_way == Way::ToServer;
    const bool toHead = !toServer && around.requestHead && around.requestHead->method() == QByteArrayView("HEAD");
    EditedHead edited = editHead(toServer ? wire::Role::Request : wire::Role::Response,
                                 changes.head ? *changes.head : *around.head, edits, toHead);
    for (const QString &why : std::as_const(edited.refused))
        refuse(why);
    if (edited.done.isEmpty())
        return;
    changes.head = std::move(edited.head);
    changes.headerEdits += edited.done;
}

void ChainWalk::leaveMirroredHeaders()
{
    mutableChanges().independentHeaders = true;
}

void ChainWalk::reject(QString reason)
{
    mutableChanges().reason = std::move(reason);
}

} // namespace sightglass::interceptor
