// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "interceptor/rules/rule.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>

namespace sightglass::interceptor::fault {

/// One way to make a message go wrong.
struct Fault {
    enum class Kind : quint8 {
        Delay, ///< minMs … maxMs
        Error, ///< a JSON-RPC error `code`, `text`, or with `httpStatus` a bare HTTP error
        Drop,
        Duplicate,  ///< `copies` in all
        Reorder,    ///< an event after the one behind it
        Truncate,   ///< the message without its last `bytes` bytes (0: half of it)
        Flip,       ///< one bit of `bytes` bytes flipped
        WrongId,    ///< an answer with another id
        WrongType,  ///< result or params replaced by a value of another type
        Disconnect, ///< the connection closed after `bytes` bytes of body
        Throttle,   ///< `bytesPerSecond`
        SlowDrip,   ///< `bytes` at a time, every minMs
        Stall,      ///< nothing more after `bytes` bytes
    };
    Kind kind = Kind::Delay;
    QString name; ///< for notes; empty: the kind's word
    exchange::Filter filter;
    rules::Directions directions{false, true, true};
    double probability = 1;
    int minMs = 0;
    int maxMs = 0;
    qint64 bytes = 0;
    qint64 bytesPerSecond = 0;
    int copies = 2;
    qint64 code = -32603;
    QString text;
    int httpStatus = 0;

    bool operator==(const Fault &other) const;
};

/// The one spelling of a kind, in configuration files and notes: `delay`, `slow-drip`.
QLatin1StringView nameOf(Fault::Kind kind);

/// How the probabilities change over time, from when the faults are put in place.
enum class Profile : quint8 {
    Steady,
    Gradual,      ///< from nothing to the full probability over `periodSeconds`
    Sudden,       ///< nothing for `periodSeconds`, then every matching message
    Intermittent, ///< on and off, `periodSeconds` each, off first
};

/// Faults to inject. The same seed and the same messages give the same faults.
struct FaultConfig {
    bool enabled = false;
    quint64 seed = 1;
    Profile profile = Profile::Steady;
    double periodSeconds = 30;
    QList<Fault> faults;

    bool isEmpty() const { return !enabled || faults.isEmpty(); }
    bool operator==(const FaultConfig &) const = default;
};

} // namespace sightglass::interceptor::fault
