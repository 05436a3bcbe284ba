// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "interceptor/delivery.h"
#include "interceptor/interceptor.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace sightglass::interceptor::rules {

/// One thing a rule does; `kind` says which members count. Its spelling in the file: docs/rules.md.
struct Action {
    enum class Kind : quint8 {
        Pass,          ///< nothing; for a rule that only stops the ones behind it
        Set,           ///< pointer, value
        Remove,        ///< pointer
        JsonPatch,     ///< value: the patch (RFC 6902)
        MergePatch,    ///< value (RFC 7396)
        ReplaceBody,   ///< value: the whole message
        RespondResult, ///< value: the result, with the request's id
        RespondError,  ///< code, text, value: data
        Reject,        ///< text
        Delay,         ///< minMs … maxMs
        Hold,          ///< text
        Drop,
        SetHeader,          ///< name, value
        RemoveHeader,       ///< name
        IndependentHeaders, ///< edited bodies do not change the mirrored headers: provokes -32020
        Redirect,           ///< name: the route
        Tag,                ///< name
        Colour,             ///< name
        Comment,            ///< text
        RateLimit,          ///< perSecond, burst; per: what shares a bucket
    };
    enum class Per : quint8 { All, Client, Session, Tool };
    static constexpr int kMaxDelayMs = 10 * 60 * 1000; ///< also of all delays of one message together
    static constexpr qsizetype kMaxTextChars = 4096;   ///< of a reason, message or comment
    static constexpr qsizetype kMaxNameChars = 128;    ///< of a tag, route or header
    static constexpr double kMaxPerSecond = 1'000'000;
    static constexpr double kMinPerSecond = 0.000'001;
    static constexpr int kMaxBurst = 1'000'000;

    Kind kind = Kind::Pass;
    QByteArray pointer;
    QByteArray value; ///< JSON text, or a header's value
    QByteArray name;
    QString text;
    qint64 code = 0;
    int minMs = 0;
    int maxMs = 0;
    double perSecond = 0;
    int burst = 1;
    Per per = Per::All;

    bool operator==(const Action &) const = default;
};

/// Which messages a rule looks at.
struct Directions {
    bool requests = true;   ///< what clients send: requests, notifications, answers
    bool responses = false; ///< whole answers of servers
    bool events = false;    ///< single server-sent events
    bool operator==(const Directions &) const = default;
};

/// A compiled rule: match + actions. Immutable.
struct Rule {
    static constexpr qsizetype kMaxActions = 64;
    static constexpr qsizetype kMaxIdChars = 64;
    static constexpr qsizetype kMaxNameChars = 256;

    QByteArray id; ///< unique in its set; made from the name where the file gives none
    QString name;
    bool enabled = true;
    exchange::Filter filter;
    Directions directions;
    double probability = 1; ///< 0 … 1, drawn from a generator with the set's seed
    quint64 everyNth = 1;   ///< of the messages that match: the n-th, 2n-th, …
    quint64 firstN = 0;     ///< only the first n matches; 0: all
    bool stop = false;      ///< no rule behind it looks at this message
    QList<Action> actions;
    QString error;      ///< why it does not compile: it is shown and skipped; empty: fine
    qsizetype line = 0; ///< in the file, from 1
    QByteArray source;  ///< its text in the file, byte for byte

    bool active() const { return enabled && error.isEmpty(); }
};

} // namespace sightglass::interceptor::rules
