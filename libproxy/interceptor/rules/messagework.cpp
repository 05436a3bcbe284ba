// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/messagework.h"

#include "interceptor/headeditor.h"
#include "interceptor/subject.h"

#include <utility>

namespace sightglass::interceptor::rules {

using exchange::FilterScope;

MessageWork::MessageWork(const Context &context, Scratch &scratch) : m_original(context), m_scratch(scratch)
{
    m_now.emplace(context);
}

const Context &MessageWork::context()
{
    if (std::exchange(m_stale, false))
        refresh();
    return *m_now;
}

const exchange::Record &MessageWork::described()
{
    exchange::Record &subject = m_scratch.subject;
    if (m_described)
        return subject;
    describeSubject(subject, context());
    if (m_effects)
        subject.notes += m_effects->notes;
    m_described = true;
    m_hasParts = false;
    return subject;
}

const exchange::Record &MessageWork::whole()
{
    described();
    if (!std::exchange(m_hasParts, true))
        addSubjectParts(m_scratch.subject, context());
    return m_scratch.subject;
}

bool MessageWork::matches(const exchange::Filter &filter)
{
    if (const auto decided = filter.test(described(), FilterScope::Facts))
        return *decided;
    return filter.matches(whole());
}

const GramSet *MessageWork::grams()
{
    if (!std::exchange(m_gramsTried, true))
        m_gramsGood = m_scratch.grams.fill(context());
    return m_gramsGood ? &m_scratch.grams : nullptr;
}

void MessageWork::beginRule()
{
    m_headersBefore = m_effects ? m_effects->headers.size() : 0;
}

void MessageWork::refresh()
{
    if (m_edited)
        m_message = m_scratch.reader.read(*m_effects->message);
    const wire::HttpHead *head = m_head ? &*m_head : m_original.head;
    const bool toServer = m_original.way == Way::ToServer;
    m_now.emplace(Context{m_original.record, m_original.way, m_edited ? m_message : m_original.message, head,
                          m_original.isEvent, toServer && head ? head : m_original.requestHead, m_original.request,
                          m_original.part});
}

void MessageWork::replace(QByteArray bytes)
{
    if (bytes == body())
        return;
    effects().message = std::move(bytes);
    m_edited = m_stale = m_changed = true;
    m_described = m_gramsTried = false;
}

void MessageWork::editHeader(HeaderEdit edit)
{
    const wire::HttpHead *head = m_head ? &*m_head : m_original.head;
    if (head && !m_original.isEvent) {
        const bool toServer = m_original.way == Way::ToServer;
        const bool toHead =
            !toServer && m_original.requestHead && m_original.requestHead->method() == QByteArrayView("HEAD");
        m_head = editHead(toServer ? wire::Role::Request : wire::Role::Response, *head, {edit}, toHead).head;
        m_stale = m_changed = true;
        m_described = false;
    }
    effects().headers.append(std::move(edit));
}

void MessageWork::decide(Verdict::Fate fate)
{
    m_fate = fate;
    HeaderEdits &headers = effects().headers;
    headers.remove(0, std::min(std::exchange(m_headersBefore, 0), headers.size()));
    effects().hold = false;
    effects().route.clear();
}

void MessageWork::note(exchange::Note note)
{
    // One more than a record keeps, so that it says that there were more.
    if (effects().notes.size() > exchange::Note::kMaxPerExchange)
        return;
    effects().notes.append(std::move(note));
    m_described = false;
}

Verdict::Effects &MessageWork::effects()
{
    if (!m_effects)
        m_effects.emplace();
    return *m_effects;
}

Verdict MessageWork::takeVerdict()
{
    if (!m_effects)
        return {};
    Verdict verdict;
    if (m_fate == Verdict::Fate::Respond)
        verdict = Verdict::respond({});
    else if (m_fate == Verdict::Fate::Reject)
        verdict = Verdict::reject({});
    else if (m_fate == Verdict::Fate::Drop)
        verdict = Verdict::drop();
    verdict.mutableEffects() = std::move(*m_effects);
    return verdict;
}

} // namespace sightglass::interceptor::rules
