// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sightglass {

/// What kind of failure an Error is. One list for the whole library, so that a caller can switch on it; the text of an
/// Error says what happened and where.
enum class ErrorCode {
    InvalidArgument,  ///< a value from the user's configuration or command line makes no sense
    InvalidData,      ///< bytes from a peer or a file break the format they claim
    LimitExceeded,    ///< a named limit was reached; the text names it
    AddressInUse,     ///< a listener could not bind
    NotFound,         ///< a file, route or record that should exist does not
    PermissionDenied, ///< the system refused
    Refused,          ///< a peer refused the connection, or policy refused the request
    TlsFailed,        ///< certificate or handshake
    TimedOut,         ///< a named time limit passed
    ConnectionLost,   ///< the peer vanished in the middle
    Io,               ///< file or database failure
    Unsupported,      ///< understood, but not something this build can do
    Stopped,          ///< the component is shutting down
};

/// A failure: a code for programs and a text for people. The text is one sentence that names what and where, in
/// English, without a trailing full stop.
struct Error {
    ErrorCode code = ErrorCode::InvalidData;
    QString text;

    Error(ErrorCode errorCode, QString errorText) : code(errorCode), text(std::move(errorText)) {}
};

} // namespace sightglass
