// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sightglass::transport {

/// A comment that every reader of server-sent events skips; whole, so the stream stands between two events after it.
constexpr QByteArrayView kIdleComment(": keepalive\n\n", 13);

/// Is a Content-Type's value that of server-sent events?
bool isEventStreamType(QByteArrayView contentType);
/// Do ready header lines hold such a Content-Type?
bool announcesEventStream(QByteArrayView fields);
/// Do the bytes end with an empty line, whatever the line ends? False when they are too few to tell.
bool endsBetweenEvents(QByteArrayView bytes);

} // namespace sightglass::transport
