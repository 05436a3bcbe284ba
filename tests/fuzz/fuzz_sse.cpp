// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// SseParser: the raw bytes of all events and the rest are the input, whatever the cuts; the events do not depend on
// them; and what was read can be written. The first byte of an input chooses the limit.
#include "wire/sseparser.h"
#include "wire/ssewriter.h"

#include <QList>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace sightglass::wire;

namespace {

void require(bool holds, const char *what, const QByteArray &detail = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n%s\n", what, detail.constData());
    std::abort();
}

class Collector final : public SseParser::Sink
{
public:
    void onEvent(SseEvent &&event) override { events.append(std::move(event)); }
    QList<SseEvent> events;
};

QByteArray fieldsOf(const SseEvent &event)
{
    return event.type + '|' + (event.hasData ? "data" : "none") + event.data + '|' + (event.id ? "id" : "none")
           + event.id.value_or(QByteArray()) + '|' + QByteArray::number(event.retryMs.value_or(-1));
}

struct Outcome {
    QList<SseEvent> events;
    QByteArray rest;
    bool failed = false;

    QByteArray raw() const
    {
        QByteArray all;
        for (const SseEvent &event : events)
            all += event.raw;
        return all + rest;
    }
    QByteArray describe() const
    {
        QByteArray out(failed ? "failed" : "fine");
        for (const SseEvent &event : events)
            out += '{' + event.raw + '|' + fieldsOf(event) + '}';
        return out;
    }
};

/// All pieces go in, also after a failure, as a proxy would do.
Outcome feed(qsizetype limit, QByteArrayView bytes, qsizetype pieceSize)
{
    SseParser parser(limit);
    Collector collector;
    bool failed = false;
    for (qsizetype at = 0; at < bytes.size(); at += pieceSize)
        failed = !parser.feed(bytes.sliced(at, qMin(pieceSize, bytes.size() - at)), collector) || failed;
    parser.finish(collector);
    return {collector.events, parser.takeRest(), failed};
}

void checkWritten(const SseEvent &event)
{
    const auto optional = [](bool there, QByteArrayView bytes) {
        return there ? std::optional<QByteArrayView>(bytes) : std::nullopt;
    };
    const QByteArray written =
        serializeSse(event.type, optional(event.hasData, event.data),
                     optional(event.id.has_value(), event.id.value_or(QByteArray())), event.retryMs);
    SseParser parser;
    Collector collector;
    require(parser.feed(written, collector).has_value() && collector.events.size() == 1, "one event written", written);
    require(collector.events[0].raw == written, "nothing behind it", written);
    require(fieldsOf(collector.events[0]) == fieldsOf(event), "it means the same", written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > 4096)
        return 0;
    const qsizetype limit = data[0] == 'L' ? 24 : 1 << 20; // 'L' a low limit
    const QByteArrayView bytes(data + 1, qsizetype(size) - 1);
    const Outcome whole = feed(limit, bytes, qMax(bytes.size(), qsizetype(1)));
    require(whole.raw() == bytes, "no byte lost");
    for (const qsizetype pieceSize : {1, 2, 3, 7}) {
        const Outcome cut = feed(limit, bytes, pieceSize);
        require(cut.describe() == whole.describe(), "whole and in pieces", whole.describe() + '\n' + cut.describe());
        require(cut.raw() == bytes, "no byte lost in pieces");
    }
    for (const SseEvent &event : whole.events) {
        require(event.raw.size() <= limit, "the limit is kept");
        checkWritten(event);
    }
    return 0;
}
