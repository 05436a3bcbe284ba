// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"
#include "interceptor/rules/gramset.h"
#include "interceptor/rules/ruleset.h"

#include <QCache>

#include <memory>
#include <vector>

namespace sightglass::interceptor::rules {

/// Tells quickly which of many rules may match a message. What most conditions name first (method, tool, route, era, kind and
/// the like) takes few values in a proxy's traffic; for each combination that passes, the rules that these names do not rule
/// out are kept. A rule whose condition looks at more is among them, not sure.
///
/// Thread: one at a time. Owner: whoever carries the rules out.
class RuleIndex
{
public:
    struct Candidate {    // small: most are passed over by a look at this
        quint32 rule = 0; ///< index in the set
        /// It cannot match a message without both of these runs; see `probes`.
        GramSet::Gram first = 0;
        GramSet::Gram second = 0;
        qint32 leastMs = -1; ///< nor one that took fewer whole milliseconds; -1: it may
        bool sure = false;   ///< the names alone say that it matches
        bool probes = false;
    };
    using Candidates = std::vector<Candidate>;
    /// Of what is kept, in blocks of kBlock candidates; the least used goes first.
    static constexpr int kMaxBlocks = 4096;
    static constexpr int kBlock = 64;
    /// Longer names are not kept: nobody may fill the memory by inventing them.
    static constexpr qsizetype kMaxNameBytes = 512;

    explicit RuleIndex(RuleSetPtr rules);

    /// The active rules that may match, in their order. Valid until the next call.
    const Candidates &candidates(const Context &context);
    /// Whether an active rule behind that one looks at messages of the context's kind.
    bool hasBehind(quint32 rule, const Context &context) const;
    const RuleSet &rules() const { return *m_rules; }

    struct Key {
        QString route;
        QByteArray method;
        QByteArray name;
        quint32 bits = 0; ///< way, event, era, kind, direction
        bool operator==(const Key &) const = default;
    };

private:
    bool wantsName(const QByteArray &method) const;
    Key keyOf(const Context &context) const;
    Candidates find(const Context &context) const;
    const std::vector<quint32> &lookingAt(const Context &context) const;

    RuleSetPtr m_rules;
    std::vector<quint32> m_requests; // the active rules by what they look at
    std::vector<quint32> m_responses;
    std::vector<quint32> m_events;
    std::vector<quint32> m_streamHeads;        // those on responses that edit headers
    std::vector<QList<GramSet::Gram>> m_grams; // by rule: some runs without which it does not match
    QCache<Key, Candidates> m_cache;
    Candidates m_unkept;     // the last ones that were not
    bool m_asksTool = false; // whether any condition looks at the field; else its many values are all one
    bool m_asksResource = false;
    bool m_asksPrompt = false;
};

/// Whether rules are asked about what has no body: a GET or DELETE can be delayed, sent elsewhere or refused as well as a
/// message, an empty answer and the head of a stream have headers.
bool wantsEmptyMessages(const RuleSet &rules);

size_t qHash(const RuleIndex::Key &key, size_t seed = 0);

} // namespace sightglass::interceptor::rules
