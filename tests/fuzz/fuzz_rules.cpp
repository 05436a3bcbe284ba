// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules files: any text is read or refused; set and document agree on its rules; what is edited rule by rule can be read
// again; and rules that compile can be tried on a recording.
#include "interceptor/rules/dryrun.h"
#include "interceptor/rules/ruledocument.h"
#include "interceptor/rules/ruleset.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace sightglass;
using namespace sightglass::interceptor::rules;

namespace {

constexpr qsizetype kMaxEdited = 4; // rules of one input, so that it stays fast

void require(bool holds, const char *what, const QByteArray &text)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n%s\n", what, text.constData());
    std::abort();
}

exchange::Record sample()
{
    using exchange::Part;
    using exchange::PartKind;
    exchange::Record record;
    record.id = exchange::ExchangeId(12);
    record.state = exchange::State::Completed;
    record.era = mcp::Era::Modern;
    record.route = QStringLiteral("default");
    record.httpMethod = "POST";
    record.status = 200;
    record.method = "tools/call";
    record.name = "search";
    record.rpcId = mcp::RequestId::number("7");
    record.parts = {
        Part{PartKind::RequestHead, 0, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Method: tools/call\r\n\r\n"},
        Part{
            PartKind::RequestBody, 5,
            R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search","arguments":{"q":[1,{"a":2}]}}})"},
        Part{PartKind::ResponseHead, 9, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"},
        Part{PartKind::Event, 10, "data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"x\":1}}\n\n"},
    };
    return record;
}

void checkSet(const QByteArray &text, const RuleSet &set)
{
    static const exchange::Record record = sample();
    const auto document = RuleDocument::fromText(text);
    require(document.has_value(), "a rules file is a document", text);
    require(document->size() == qsizetype(set.rules().size()), "set and document have the same rules", text);
    for (qsizetype i = 0; i < std::min(document->size(), kMaxEdited); ++i)
        require(set.rules()[std::size_t(i)].source == document->rule(i), "a rule's source is its text", text);
    for (const DryRunChange &change : dryRun(set, record))
        require(!change.ruleIds.isEmpty(), "a change has a rule", text);
}

void checkDocument(const RuleDocument &original)
{
    for (qsizetype i = 0; i < std::min(original.size(), kMaxEdited); ++i) {
        const QByteArray rule = original.rule(i);
        RuleDocument edited = original;
        if (edited.replace(i, rule))
            require(edited.text() == original.text(), "a rule replaced by itself changes nothing", original.text());
        require(edited.move(i, i) && edited.text() == original.text(), "a move to itself changes nothing",
                original.text());
        require(edited.move(i, 0) && edited.rule(0) == rule, "a moved rule is there", original.text());
        require(edited.size() == original.size(), "a move keeps the count", original.text());
        if (edited.setEnabled(0, false))
            require(edited.size() == original.size(), "a rule switched off stays", original.text());
        require(edited.remove(0).has_value() && edited.size() == original.size() - 1, "a removed rule is gone",
                original.text());
        if (edited.insert(edited.size(), "{\n}"))
            require(edited.size() == original.size(), "an inserted rule is there", original.text());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto set = RuleSet::parse(text))
        checkSet(text, **set);
    else
        require(!set.error().text.isEmpty(), "an error says what it is", text);
    if (const auto document = RuleDocument::fromText(text))
        checkDocument(*document);
    require(!RuleSet::compile(text).active() || RuleSet::compile(text).error.isEmpty(), "a rule compiles or says why",
            text);
    return 0;
}
