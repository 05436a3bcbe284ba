// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptorchain.h"
#include "mcp/messagereader.h"

#include <memory>
#include <optional>

namespace sightglass::interceptor {

/// One message's way through a chain: a position that can stop for a delay or a hold and go on later, and what the
/// interceptors so far changed. A message that everybody lets pass is neither copied nor read again.
///
/// Thread: the engine's. Owner: the exchange; chain and message outlive it.
class ChainWalk
{
public:
    enum class Outcome : quint8 {
        Passed,    ///< every interceptor let it through; message() is what goes on
        Responded, ///< message() is the answer for the client, answerHeaders() belong to it
        Rejected,  ///< reason(), httpStatus(), retryAfterSeconds() and answerHeaders() say how
        Dropped,
        Delayed, ///< call advance() again after milliseconds()
        Held,    ///< call advance() once it is decided; reason() says why it was held
    };
    /// What an interceptor is shown beside the message; see Context.
    struct Surroundings {
        exchange::Record &record; ///< gets the notes
        const wire::HttpHead *head = nullptr;
        bool isEvent = false;
        const wire::HttpHead *requestHead = nullptr;
        const mcp::Message *request = nullptr;
        qint32 part = -1;
        bool isStreamHead = false;
    };

    ChainWalk(const InterceptorChain &chain, Way way, const mcp::Message &message);

    /// Goes on from where it stands until the end or the next stop. \a reader reads a message anew after a change.
    Outcome advance(const Surroundings &around, mcp::MessageReader &reader);
    /// Puts other bytes in place of the message (a held one was edited).
    void replace(QByteArray bytes, mcp::MessageReader &reader);
    /// Edits the head that goes on with the message; what may not be edited is noted.
    void editHeaders(const HeaderEdits &edits, const Surroundings &around);
    void leaveMirroredHeaders();
    /// Gives the reason of a decision that came from outside.
    void reject(QString reason);

    Way way() const { return m_way; }
    const mcp::Message &message() const { return m_changes && m_changes->message ? *m_changes->message : *m_message; }
    /// The message itself has other bytes.
    bool edited() const { return m_changes && m_changes->message; }
    /// The head after edits; null when nobody edited it.
    const wire::HttpHead *editedHead() const { return m_changes && m_changes->head ? &*m_changes->head : nullptr; }
    const HeaderEdits &headerEdits() const { return changes().headerEdits; }
    const HeaderEdits &answerHeaders() const { return changes().answerHeaders; }
    bool independentHeaders() const { return changes().independentHeaders; }
    const QString &route() const { return changes().route; }
    const Delivery &delivery() const { return changes().delivery; }
    const QString &reason() const { return changes().reason; }
    int httpStatus() const { return changes().httpStatus; }
    int retryAfterSeconds() const { return changes().retryAfterSeconds; }
    int milliseconds() const { return changes().delayMs; }

private:
    enum class Stage : quint8 { Ask, Delay, Hold, End };
    // What is rare: a message that just passes has none of it.
    struct Changes {
        std::optional<mcp::Message> message;
        std::optional<wire::HttpHead> head;
        HeaderEdits headerEdits;
        HeaderEdits answerHeaders;
        QString route;
        QString reason;
        Delivery delivery;
        Verdict pending; // whose stages are passed one after the other
        int httpStatus = 0;
        int retryAfterSeconds = 0;
        int delayMs = 0;
        bool independentHeaders = false;
    };

    const Changes &changes() const;
    Changes &mutableChanges();
    void take(Verdict &&verdict, const Surroundings &around, mcp::MessageReader &reader);
    std::optional<Outcome> passStages(mcp::MessageReader &reader);
    std::optional<Outcome> carryOut(mcp::MessageReader &reader);
    QString named(const QString &reason) const;

    const InterceptorChain *m_chain;
    const mcp::Message *m_message;
    std::unique_ptr<Changes> m_changes;
    std::size_t m_step = 0;
    Way m_way;
    Stage m_stage = Stage::Ask;
};

} // namespace sightglass::interceptor
