// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruleindex.h"

#include "interceptor/subject.h"

#include <algorithm>
#include <limits>

namespace sightglass::interceptor::rules {

using exchange::FilterScope;

size_t qHash(const RuleIndex::Key &key, size_t seed)
{
    return qHashMulti(seed, key.bits, key.method, key.name, key.route);
}

namespace {

bool editsHeaders(const Rule &rule)
{
    return std::any_of(rule.actions.begin(), rule.actions.end(), [](const Action &action) {
        return action.kind == Action::Kind::SetHeader || action.kind == Action::Kind::RemoveHeader;
    });
}

} // namespace

bool wantsEmptyMessages(const RuleSet &rules)
{
    return std::any_of(rules.rules().begin(), rules.rules().end(), [](const Rule &rule) {
        return rule.active() && (rule.directions.requests || rule.directions.responses);
    });
}

RuleIndex::RuleIndex(RuleSetPtr rules) : m_rules(std::move(rules)), m_cache(kMaxBlocks)
{
    const std::vector<Rule> &all = m_rules->rules();
    m_grams.resize(all.size());
    for (quint32 i = 0; i < all.size(); ++i) {
        const Rule &rule = all[i];
        if (!rule.active())
            continue;
        if (rule.directions.requests)
            m_requests.push_back(i);
        if (rule.directions.responses)
            m_responses.push_back(i);
        if (rule.directions.events)
            m_events.push_back(i);
        if (rule.directions.responses && editsHeaders(rule))
            m_streamHeads.push_back(i);
        for (const QByteArray &text : rule.filter.requiredText())
            m_grams[i] += GramSet::gramsOf(text);
        // By the canonical spelling; a text that only looks like a field costs nothing but places in the cache.
        const QString condition = rule.filter.toString();
        m_asksTool = m_asksTool || condition.contains(QLatin1StringView("tool:"));
        m_asksResource = m_asksResource || condition.contains(QLatin1StringView("resource:"));
        m_asksPrompt = m_asksPrompt || condition.contains(QLatin1StringView("prompt:"));
    }
}

bool RuleIndex::wantsName(const QByteArray &method) const
{
    if (method == "tools/call")
        return m_asksTool;
    if (method == "prompts/get")
        return m_asksPrompt;
    return m_asksResource && (method.startsWith("resources/") || method == "notifications/resources/updated");
}

RuleIndex::Key RuleIndex::keyOf(const Context &context) const
{
    SubjectNames names = subjectNames(context);
    Key key;
    key.bits = quint32(context.way) | quint32(context.isEvent) << 1 | quint32(isStreamHead(context)) << 2
               | quint32(names.direction) << 3 | quint32(context.record.era) << 8 | quint32(names.kind) << 16;
    if (wantsName(names.method))
        key.name = std::move(names.name);
    key.method = std::move(names.method);
    key.route = context.record.route;
    return key;
}

const std::vector<quint32> &RuleIndex::lookingAt(const Context &context) const
{
    if (context.way == Way::ToServer)
        return m_requests;
    if (context.isEvent)
        return m_events;
    return isStreamHead(context) ? m_streamHeads : m_responses;
}

bool RuleIndex::hasBehind(quint32 rule, const Context &context) const
{
    const std::vector<quint32> &looking = lookingAt(context);
    return !looking.empty() && looking.back() > rule;
}

const RuleIndex::Candidates &RuleIndex::candidates(const Context &context)
{
    static const Candidates kNone;
    if (lookingAt(context).empty())
        return kNone;
    const Key key = keyOf(context);
    if (key.method.size() + key.name.size() > kMaxNameBytes) {
        m_unkept = find(context);
        return m_unkept;
    }
    if (const Candidates *known = m_cache.object(key))
        return *known;
    auto found = std::make_unique<Candidates>(find(context));
    const Candidates &result = *found;
    const int cost = std::min(kMaxBlocks, 1 + int(found->size() / kBlock));
    m_cache.insert(key, found.release(), cost);
    return result;
}

RuleIndex::Candidates RuleIndex::find(const Context &context) const
{
    exchange::Record subject;
    describeSubject(subject, context);
    const bool toServer = context.way == Way::ToServer;
    // A client's answer has an error code of its own; any other message to the server has neither outcome nor duration.
    const FilterScope scope =
        toServer && subject.kind != exchange::Kind::Response ? FilterScope::Request : FilterScope::Names;
    Candidates candidates;
    for (const quint32 index : lookingAt(context)) {
        const std::optional<bool> truth = m_rules->rules()[index].filter.test(subject, scope);
        if (truth && !*truth)
            continue;
        Candidate candidate;
        candidate.rule = index;
        candidate.sure = truth.has_value();
        const qint64 leastUs = candidate.sure ? -1 : m_rules->rules()[index].filter.requiredDurationUs();
        if (leastUs >= 0)
            candidate.leastMs = qint32(std::min<qint64>(leastUs / 1000, std::numeric_limits<qint32>::max()));
        if (const QList<GramSet::Gram> &grams = m_grams[index]; !candidate.sure && !grams.isEmpty()) {
            candidate.probes = true;
            candidate.first = grams.constFirst();
            candidate.second = grams.at(grams.size() / 2);
        }
        candidates.push_back(candidate);
    }
    candidates.shrink_to_fit();
    return candidates;
}

} // namespace sightglass::interceptor::rules
