// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::session {

/// What an exchange's bodies tell about the operation that it is a part of. Secrets (requestState, task ids) stand in it
/// as hashes only.
struct OperationFacts {
    enum class Status : quint8 { Unknown, Working, InputRequired, Completed, Failed, Cancelled };

    QByteArray params;      ///< hash of the parameters without what changes from round to round; empty: not known
    QByteArray echoedState; ///< hash of the request's requestState; empty: none
    QByteArray givenState;  ///< that of the answer
    bool hasInputResponses = false;
    bool hasResult = false;
    bool inputRequired = false; ///< result.resultType is "input_required"
    QByteArray task;            ///< hash of the id of the task that was made, or that the method acts on; empty: none
    bool makesTask = false;
    Status status = Status::Unknown; ///< of the task, as the answer says
};

/// Longest body that is looked into.
inline constexpr qsizetype kMaxOperationBytes = 4 * 1024 * 1024;

/// Reads an ended record that carries its parts. Whatever cannot be read is left out. Pure.
OperationFacts operationFacts(const exchange::Record &record);

} // namespace sightglass::session
