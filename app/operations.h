// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "session/operationtracker.h"
#include "store/recordstore.h"

#include <vector>

namespace sightglass::app {

/// So many exchanges of a session, the newest, are looked at for operations.
inline constexpr std::size_t kMaxOperationExchanges = 5000;

/// The operations of \a session that \a reader has exchanges of, in the order in which they began. Errors: the store's.
Result<std::vector<session::Operation>> operationsOf(store::RecordReader &reader,
                                                     const exchange::SessionRecord &session);

/// The section of `sightglass sessions show`: a heading and a line for each.
QByteArray operationLines(const std::vector<session::Operation> &operations);
/// The same as a JSON array (docs/export-format.md).
QByteArray operationsToJson(const std::vector<session::Operation> &operations);

} // namespace sightglass::app
