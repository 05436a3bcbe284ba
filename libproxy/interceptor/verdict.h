// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/note.h"
#include "interceptor/delivery.h"
#include "interceptor/failure.h"
#include "interceptor/headeredit.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace sightglass::interceptor {

/// What an interceptor decides about one message: the message's fate, and what is done on the way there. The engine
/// carries it out, in this order whatever the order of the calls below: the bytes and headers are replaced, the delay
/// passes, a hold waits for its decision, the fate is carried out.
class Verdict
{
public:
    enum class Fate : quint8 {
        Continue, ///< on to the next interceptor
        Respond,  ///< to the server: do not send it on, answer the client with message(); to the client: message()
                  ///< instead, and no further interceptor
        Reject,   ///< answer the client with an error of ours
        Drop,     ///< nobody gets anything: the client's connection is closed; an event is left out
        Fail,     ///< the interceptor could not decide: failure() says why, its mode says what follows
    };
    /// What is rare; a verdict that just lets a message pass has none.
    struct Effects {
        std::optional<QByteArray> message; ///< these bytes instead
        HeaderEdits headers;             ///< of the head that goes on; of a rejection or response: of our answer's head
        bool independentHeaders = false; ///< do not derive the mirrored headers again from an edited body
        QString route;                   ///< to the server: over this route instead
        int delayMs = 0;
        bool hold = false;  ///< wait until a person (or a program) decides through the HoldQueue; with Continue only
        QString reason;     ///< of a hold or a rejection
        int httpStatus = 0; ///< of a rejection; 0: what the kind of message asks for
        int retryAfterSeconds = 0; ///< of a rejection: Retry-After
        Delivery delivery;
        QList<exchange::Note> notes;
        Failure failure;
    };

    Verdict() = default;
    Verdict(const Verdict &other);
    Verdict &operator=(const Verdict &other);
    Verdict(Verdict &&) noexcept = default;
    Verdict &operator=(Verdict &&) noexcept = default;
    ~Verdict() = default;
    static Verdict proceed() { return Verdict(); }
    static Verdict replace(QByteArray message);
    static Verdict respond(QByteArray message);
    static Verdict reject(QString reason, int httpStatus = 0, int retryAfterSeconds = 0);
    static Verdict delay(int milliseconds);
    static Verdict hold(QString reason = {});
    static Verdict drop();
    static Verdict fail(Failure failure);

    Verdict &withMessage(QByteArray message);
    Verdict &withHeader(QByteArray name, QByteArray value);
    Verdict &withoutHeader(QByteArray name);
    Verdict &withIndependentHeaders();
    Verdict &viaRoute(QString route);
    Verdict &withDelay(int milliseconds); ///< adds up
    Verdict &withDelivery(const Delivery &delivery);
    Verdict &withNote(exchange::Note note);

    Fate fate() const { return m_fate; }
    /// Null when there are none.
    const Effects *effects() const { return m_effects.get(); }
    Effects &mutableEffects();

private:
    explicit Verdict(Fate fate) : m_fate(fate) {}

    Fate m_fate = Fate::Continue;
    std::unique_ptr<Effects> m_effects;
};

} // namespace sightglass::interceptor
