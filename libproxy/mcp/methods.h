// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sightglass::mcp {

/// May a request of this method be sent a second time when the first one was lost without an answer? True for methods
/// that the specification defines as reading only; a tools/call may have side effects, so it is never repeated.
bool isSafeToRepeat(QByteArrayView method);

/// Which parameter the header Mcp-Name mirrors for \a method (SEP-2243; tasks: io.modelcontextprotocol/tasks), as the
/// member's name in `params`; empty when the method has none.
QByteArrayView mirroredParameter(QByteArrayView method);

} // namespace sightglass::mcp
