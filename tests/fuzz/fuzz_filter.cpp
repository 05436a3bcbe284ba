// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Filter: any text is read or refused at a place within it; what was read prints a text that reads as the same filter;
// and matching ends, agrees with itself, and knows without the payload nothing that it denies with it.
#include "exchange/filter.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace sightglass;
using namespace sightglass::exchange;

namespace {

void require(bool holds, const char *what, const QString &detail)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n%s\n", what, qPrintable(detail));
    std::abort();
}

Record sample()
{
    Record record;
    record.id = ExchangeId(12);
    record.state = State::Completed;
    record.era = mcp::Era::Modern;
    record.endUs = 250'000;
    record.route = QStringLiteral("default");
    record.status = 200;
    record.sessionId = "Session-1";
    record.method = "tools/call";
    record.name = "search_files";
    record.rpcId = mcp::RequestId::number("7");
    record.requestBytes = 100;
    record.responseBytes = 2000;
    record.parts = {
        Part{PartKind::RequestHead, 0, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"},
        Part{PartKind::RequestBody, 5,
             "{\"method\":\"tools/call\",\"q\":\"Gr\xc3\xbc\xc3\x9f"
             "e\"}"},
        Part{PartKind::ResponseHead, 9, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"},
        Part{PartKind::Event, 10, "data: {\"result\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}\n\n"},
        Part{PartKind::Event, 11, QByteArray("\xff\x00\xfe", 3)},
    };
    return record;
}

void checkError(const FilterError &error, const QString &text)
{
    require(!error.message.isEmpty(), "an error says what it is", text);
    require(error.position >= 0 && error.length >= 0 && error.position + error.length <= text.size(),
            "an error points into the text", text);
}

void checkFilter(const Filter &filter, const QString &text)
{
    static const Record record = sample();
    const bool matches = filter.matches(record);
    const std::optional<bool> early = filter.matchesWithoutParts(record);
    require(!early || *early == matches, "what is known early stays true", text);
    require(early || filter.needsParts(), "only a filter that needs the payload may not know", text);

    const QString canonical = filter.toString();
    if (canonical.size() > kMaxFilterLength) // every blank may have become an `and`
        return;
    const auto again = Filter::parse(canonical);
    require(again.has_value(), "the canonical text is a filter", canonical);
    require(again->toString() == canonical, "the canonical text is canonical", canonical);
    require(again->needsParts() == filter.needsParts(), "the canonical text needs the same", canonical);
    require(again->matches(record) == matches, "the canonical text matches the same", canonical);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto filter = Filter::parse(text);
    if (filter)
        checkFilter(*filter, text);
    else
        checkError(filter.error(), text);
    return 0;
}
