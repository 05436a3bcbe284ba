// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/http1parser.h"

#include <QList>

namespace sightglass::wire::test {

/// What came of one message.
struct Message {
    HttpHead head;
    QByteArray body;
    QByteArray trailers;
    bool ended = false;
};

/// What came of a whole connection: everything a caller of the parser can see, so that two ways of cutting the same
/// bytes can be compared.
struct Outcome {
    QList<Message> messages;
    int status = 0; ///< of the error; 0 when there was none
    QString text;
    bool finished = true; ///< finish() found nothing missing
    bool idle = false;    ///< before finish()

    QByteArray describe() const
    {
        QByteArray out;
        for (const Message &one : messages) {
            out += "[" + one.head.block() + "|" + one.body + "|" + one.trailers + "|" + (one.ended ? "end" : "open")
                   + "|" + QByteArray::number(int(one.head.framing())) + "]";
        }
        return out + " " + QByteArray::number(status) + " " + text.toUtf8() + (finished ? " finished" : "")
               + (idle ? " idle" : "");
    }
};

class Recorder final : public HttpEvents
{
public:
    explicit Recorder(QList<Message> &messages) : m_messages(messages) {}
    void onHead(HttpHead &&head) override { m_messages.append({std::move(head), {}, {}, false}); }
    void onBody(QByteArrayView bytes) override { m_messages.last().body.append(bytes); }
    void onTrailers(QByteArrayView block) override { m_messages.last().trailers.append(block); }
    void onMessageEnd() override { m_messages.last().ended = true; }

private:
    QList<Message> &m_messages;
};

struct Setup {
    Role role = Role::Request;
    HttpLimits limits = {};
    bool noBody = false;
    bool close = true; ///< the peer closes after its last byte
};

/// Feeds the pieces as a connection would: pipelined messages one after the other, until an error.
inline Outcome feedPieces(const Setup &setup, const QList<QByteArrayView> &pieces)
{
    Outcome outcome;
    Recorder recorder(outcome.messages);
    Http1Parser parser(setup.role, setup.limits);
    parser.expectNoBody(setup.noBody);
    for (QByteArrayView piece : pieces) {
        while (!piece.isEmpty() && outcome.status == 0) {
            const auto used = parser.feed(piece, recorder);
            if (!used) {
                outcome.status = used.error().status;
                outcome.text = used.error().text;
                outcome.finished = false;
                return outcome;
            }
            piece = piece.sliced(*used);
            if (parser.done())
                parser.reset();
        }
    }
    outcome.idle = parser.idle();
    if (setup.close) {
        const auto finished = parser.finish(recorder);
        outcome.finished = finished.has_value();
        if (!finished)
            outcome.text = finished.error().text;
    }
    return outcome;
}

inline Outcome feedWhole(const Setup &setup, QByteArrayView bytes)
{
    return feedPieces(setup, {bytes});
}

/// Byte by byte and cut in two at every position (at a selection of positions when that would be too many). Returns the
/// first outcome that differs from `expected`, described; empty when none does.
inline QByteArray differenceWhenCut(const Setup &setup, QByteArrayView bytes, const Outcome &expected)
{
    const QByteArray wanted = expected.describe();
    QList<QByteArrayView> single;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        single.append(bytes.sliced(i, 1));
    if (const QByteArray got = feedPieces(setup, single).describe(); got != wanted)
        return "byte by byte: " + got.left(2000);
    const qsizetype stride = bytes.size() <= 4096 ? 1 : bytes.size() / 61;
    for (qsizetype i = 1; i < bytes.size(); i += stride) {
        if (const QByteArray got = feedPieces(setup, {bytes.first(i), bytes.sliced(i)}).describe(); got != wanted)
            return "cut at " + QByteArray::number(i) + ": " + got.left(2000);
    }
    return {};
}

} // namespace sightglass::wire::test
