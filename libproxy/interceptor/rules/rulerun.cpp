// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulerun.h"

#include "interceptor/noting.h"
#include "interceptor/rules/actionrunner.h"
#include "interceptor/rules/actionwords.h"

#include <QStringList>

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

// So many searches for texts cost more than finding out which runs of bytes the message has.
constexpr int kManyTexts = 12;

const GramSet *gramsFor(const RuleIndex::Candidates &candidates, MessageWork &work)
{
    int texts = 0;
    for (const RuleIndex::Candidate &candidate : candidates) {
        if (candidate.probes && ++texts == kManyTexts)
            return work.grams();
    }
    return nullptr;
}

// Whether a look at what is known beforehand is enough to pass it over.
inline bool isRuledOut(const RuleIndex::Candidate &candidate, qint64 lastedMs, const GramSet *grams)
{
    return candidate.leastMs > lastedMs
           || (grams && candidate.probes && !(grams->has(candidate.first) && grams->has(candidate.second)));
}

exchange::Note ruleNote(const Rule &rule, const QStringList &words)
{
    exchange::Note note;
    note.kind = exchange::NoteKind::Rule;
    note.code = rule.id;
    note.text = words.join(QStringLiteral("; "));
    for (const Action &action : rule.actions) {
        if (!action.pointer.isEmpty()) {
            note.pointer = action.pointer;
            break;
        }
    }
    return note;
}

} // namespace

const QStringList &RuleRun::wordsOf(quint32 index)
{
    QStringList &words = m_words[index];
    if (words.isEmpty()) {
        for (const Action &action : m_index.rules().rules()[index].actions)
            words.append(actionWords(action));
    }
    return words;
}

// Carries out all actions of a rule; one that cannot be carried out is noted, and the others are.
void RuleRun::act(quint32 index, MessageWork &work, RuleGate &gate)
{
    const Rule &rule = m_index.rules().rules()[index];
    const QStringList &allWords = wordsOf(index);
    work.beginRule();
    QStringList words;
    bool failed = false;
    for (qsizetype i = 0; i < rule.actions.size(); ++i) {
        const Action &action = rule.actions[i];
        const ActionResult result = carryOut(action, {rule, index, i}, work, gate);
        if (!result.error.isEmpty()) {
            failed = true;
            work.note(troubleNote(
                QStringLiteral("rules"),
                QStringLiteral("rule %1: %2: %3").arg(QLatin1StringView(rule.id), allWords.at(i), result.error)));
        } else if (result.done) {
            words.append(allWords.at(i));
        }
        if (result.ends)
            break;
    }
    if (!words.isEmpty())
        work.note(ruleNote(rule, words));
    if (failed || !words.isEmpty())
        gate.acted(index, failed);
}

Verdict RuleRun::run(const Context &context, RuleGate &gate, QList<quint32> *opened)
{
    const RuleIndex::Candidates *candidates = &m_index.candidates(context);
    if (candidates->empty())
        return {};
    MessageWork work(context, m_scratch);
    const GramSet *grams = gramsFor(*candidates, work);
    // An answer's is the time until it came; nothing else has one (see describeSubject).
    const qint64 lastedUs = context.way == Way::ToClient ? context.record.firstByteUs : -1;
    const qint64 lastedMs = lastedUs < 0 ? -1 : lastedUs / 1000;
    for (std::size_t at = 0; at < candidates->size();) {
        const RuleIndex::Candidate &candidate = (*candidates)[at++];
        if (isRuledOut(candidate, lastedMs, grams))
            continue;
        const quint32 index = candidate.rule;
        const Rule &rule = m_index.rules().rules()[index];
        if (!candidate.sure && !work.matches(rule.filter))
            continue;
        if (!gate.opens(index))
            continue;
        if (opened)
            opened->append(index);
        act(index, work, gate);
        if (rule.stop || work.decided())
            break;
        if (work.takeChanged() && m_index.hasBehind(index, context)) {
            candidates = &m_index.candidates(work.context());
            grams = gramsFor(*candidates, work);
            const auto next = std::find_if(candidates->begin(), candidates->end(),
                                           [index](const auto &other) { return other.rule > index; });
            at = std::size_t(next - candidates->begin());
        }
    }
    return work.takeVerdict();
}

} // namespace sightglass::interceptor::rules
