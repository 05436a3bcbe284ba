// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "interceptor/interceptor.h"
#include "interceptor/rules/gramset.h"
#include "interceptor/verdict.h"
#include "mcp/messagereader.h"

#include <optional>

namespace sightglass::interceptor::rules {

/// One message on its way through rules: as those before have left it, and what they decided about it. Conditions look at it
/// through matches(), actions change it.
///
/// Thread: one at a time. Owner: the run; it does not outlive the context.
class MessageWork
{
public:
    /// What is kept from message to message, so that little is allocated for each.
    struct Scratch {
        exchange::Record subject;
        GramSet grams;
        mcp::MessageReader reader;
    };

    MessageWork(const Context &context, Scratch &scratch);

    /// The message as it is now.
    const Context &context();
    /// Its bytes; cheaper than context() behind an edit, which is read only when somebody asks what it says.
    const QByteArray &body() const { return m_edited ? *m_effects->message : m_original.message.raw(); }
    bool matches(const exchange::Filter &filter);
    /// The runs of bytes of the message; null when they are too many to help. Valid until the message is changed.
    const GramSet *grams();
    bool decided() const { return m_fate != Verdict::Fate::Continue; }
    /// Whether the message was changed since the last call, so that other rules may match.
    bool takeChanged() { return std::exchange(m_changed, false); }

    void beginRule();
    void replace(QByteArray bytes);
    void editHeader(HeaderEdit edit);
    /// Ends it. Headers that rules before this one edited were the message's, not those of an answer in its place.
    void decide(Verdict::Fate fate);
    void note(exchange::Note note);
    Verdict::Effects &effects();

    Verdict takeVerdict();

private:
    const exchange::Record &described();
    const exchange::Record &whole();
    void refresh();

    Context m_original;
    std::optional<Context> m_now;
    Scratch &m_scratch;
    mcp::Message m_message;               // when edited
    std::optional<wire::HttpHead> m_head; // when edited
    std::optional<Verdict::Effects> m_effects;
    qsizetype m_headersBefore = 0; // edits of the rules before
    Verdict::Fate m_fate = Verdict::Fate::Continue;
    bool m_edited = false;
    bool m_changed = false;
    bool m_stale = false;     // m_now is not what was edited
    bool m_described = false; // what the scratch holds
    bool m_hasParts = false;
    bool m_gramsTried = false;
    bool m_gramsGood = false;
};

} // namespace sightglass::interceptor::rules
