// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Http1Parser: the outcome does not depend on how the bytes were cut, and what was accepted is unambiguous. The first
// byte of an input chooses the setting (see setupOf), the rest is what a peer sent.
#include "../wire/httprecorder.h"
#include "wire/http1writer.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace sightglass::wire;
using namespace sightglass::wire::test;

namespace {

void require(bool holds, const char *what, const QByteArray &detail = {})
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n%s\n", what, detail.constData());
    std::abort();
}

/// 'P' a request, 'Q' a response, 'R' and 'S' the same with small limits, 'U' and 'W' the answer to HEAD.
Setup setupOf(std::uint8_t choice)
{
    Setup setup;
    setup.role = (choice & 1) != 0 ? Role::Response : Role::Request;
    setup.noBody = (choice & 4) != 0;
    if ((choice & 2) != 0)
        setup.limits = HttpLimits{120, 4, 16, 8};
    return setup;
}

bool hasForbiddenByte(QByteArrayView value)
{
    for (const char byte : value) {
        if (byte == '\r' || byte == '\n' || byte == '\0')
            return true;
    }
    return false;
}

void checkHead(const Setup &setup, const HttpHead &head)
{
    const qsizetype lengths = head.count("Content-Length");
    const qsizetype encodings = head.count("Transfer-Encoding");
    require(lengths + encodings <= 1, "one field that frames");
    require(setup.role == Role::Response || head.versionMinor() == 0 || head.count("Host") == 1, "one Host");
    require(head.framing() != Framing::Chunked || encodings == 1, "chunked only where it says so");
    require(head.framing() != Framing::Length || lengths == 1, "a length only where it says so");
    require(setup.role == Role::Response || head.framing() != Framing::UntilClose, "a request ends by itself");

    QByteArray written;
    HeadWriter writer(written);
    require(setup.role == Role::Request ? writer.startRequest(head.method(), head.target())
                                        : writer.startResponse(head.status(), head.reason()),
            "a parsed start line can be written");
    for (qsizetype i = 0; i < head.fieldCount(); ++i) {
        require(!hasForbiddenByte(head.name(i)) && !hasForbiddenByte(head.value(i)), "no way out of a line");
        require(writer.field(head.name(i), head.value(i)), "a parsed field can be written");
    }
    writer.finish();
    if (head.versionMinor() == 0)
        return; // written as HTTP/1.1, which has more rules
    const auto again = HttpHead::parse(setup.role, written, setup.noBody);
    require(again.has_value(), "what was written can be read", written);
    require(again->fieldCount() == head.fieldCount() && again->framing() == head.framing()
                && again->contentLength() == head.contentLength() && again->keepAlive() == head.keepAlive(),
            "and means the same", written);
    for (qsizetype i = 0; i < head.fieldCount(); ++i)
        require(again->name(i) == head.name(i) && again->value(i) == head.value(i), "field by field", written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > 4096)
        return 0;
    const Setup setup = setupOf(data[0]);
    const QByteArrayView bytes(data + 1, qsizetype(size) - 1);
    const Outcome whole = feedWhole(setup, bytes);
    const QByteArray wanted = whole.describe();

    QList<QByteArrayView> single;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        single.append(bytes.sliced(i, 1));
    const QByteArray singles = feedPieces(setup, single).describe();
    require(singles == wanted, "whole and byte by byte", wanted + "\n" + singles);
    std::uint32_t position = 0;
    for (std::size_t i = 0; i < size; ++i)
        position = position * 31 + data[i];
    for (qsizetype step = 0; step < 4 && bytes.size() > 1; ++step) {
        const qsizetype at = (qsizetype(position) + step * 7) % bytes.size();
        const QByteArray cut = feedPieces(setup, {bytes.first(at), bytes.sliced(at)}).describe();
        require(cut == wanted, "whole and in two", wanted + "\n" + cut);
    }
    for (const Message &message : whole.messages) {
        checkHead(setup, message.head);
        require(quint64(message.body.size()) <= setup.limits.bodyBytes, "the body keeps its limit");
        require(message.head.block().size() <= setup.limits.headerBytes, "the head keeps its limit");
    }
    require(whole.text.size() <= 400, "a short text", whole.text.toUtf8());
    return 0;
}
