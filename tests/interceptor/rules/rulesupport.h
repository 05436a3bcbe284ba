// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/contextbench.h"
#include "interceptor/rules/rulesinterceptor.h"

#include <QTest>

namespace sightglass::test {

namespace rules = interceptor::rules;

inline const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search","arguments":{"q":"x", "n":9007199254740993}}})";
inline const QByteArray kResult = R"({"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"hit"}]}})";
inline const QByteArray kProgress =
    R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":5}})";

/// A set of rules from the text of its array's elements; every one of them compiles.
inline rules::RuleSetPtr ruleSet(const QByteArray &elements, quint64 seed = 0)
{
    auto set = rules::RuleSet::parse(R"({"formatVersion":1,"seed":)" + QByteArray::number(seed) + R"(,"rules":[)"
                                     + elements + "]}");
    if (!set)
        qFatal("%s", qPrintable(set.error().text));
    for (const rules::Rule &rule : (*set)->rules()) {
        if (!rule.error.isEmpty())
            qFatal("%s", qPrintable(rule.error));
    }
    return *set;
}

/// One rule named `r` with these members beside its actions.
inline rules::RuleSetPtr oneRule(const QByteArray &actions, const QByteArray &members = {})
{
    return ruleSet(R"({"id":"r",)" + members + (members.isEmpty() ? "" : ",") + R"("actions":[)" + actions + "]}");
}

/// Rules at work on messages of a bench.
class RulesBench : public ContextBench
{
public:
    explicit RulesBench(rules::RuleSetPtr set)
        : stats(std::make_shared<rules::RuleStats>()), rulesAtWork(std::move(set), stats)
    {
        record.era = mcp::Era::Legacy;
        auto parsed = wire::HttpHead::parse(
            wire::Role::Response,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Node: 4\r\nContent-Length: 2\r\n\r\n");
        responseHead = std::move(*parsed);
    }

    interceptor::Verdict request(const QByteArray &raw)
    {
        auto seen = context(interceptor::Way::ToServer, raw);
        sent = message;
        return rulesAtWork.intercept(seen);
    }
    interceptor::Verdict answer(const QByteArray &raw, bool isEvent = false)
    {
        message = reader.read(raw);
        const interceptor::Context seen{record, interceptor::Way::ToClient, message, &responseHead, isEvent, &head,
                                        &sent};
        return rulesAtWork.intercept(seen);
    }
    interceptor::Verdict event(const QByteArray &raw) { return answer(raw, true); }
    const rules::RuleCounter &counter(const QByteArray &id = "r") { return *stats->counter(id); }

    std::shared_ptr<rules::RuleStats> stats;
    rules::RulesInterceptor rulesAtWork;
    mcp::MessageReader reader;
    mcp::Message sent;
    wire::HttpHead responseHead;
};

/// What the verdict puts in place of the message; empty when nothing.
inline QByteArray messageOf(const interceptor::Verdict &verdict)
{
    return verdict.effects() && verdict.effects()->message ? *verdict.effects()->message : QByteArray();
}

inline QList<exchange::Note> notesOf(const interceptor::Verdict &verdict, exchange::NoteKind kind)
{
    QList<exchange::Note> notes;
    for (const exchange::Note &note : verdict.effects() ? verdict.effects()->notes : QList<exchange::Note>()) {
        if (note.kind == kind)
            notes.append(note);
    }
    return notes;
}

} // namespace sightglass::test
