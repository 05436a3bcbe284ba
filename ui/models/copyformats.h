// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace sightglass::models {

/// Whether secrets leave the program. As everywhere, they do not unless somebody says so.
enum class Secrets : quint8 { Redacted, Kept };

/// What goes to the clipboard. Pure: \a parts are the whole payload of \a record.
QByteArray asJson(const exchange::Record &record, const QList<exchange::Part> &parts,
                  Secrets secrets = Secrets::Redacted);
/// The request as a curl command that can be pasted into a POSIX shell; sent to \a url.
QByteArray asCurl(const exchange::Record &record, const QList<exchange::Part> &parts, const QUrl &url,
                  Secrets secrets = Secrets::Redacted);
/// The command line that prints this exchange from its recording. \a store: as --store takes it; empty: the default.
QByteArray asSightglassCommand(const exchange::Record &record, const QString &store);
/// One row as tab separated text.
QByteArray asRow(const exchange::Record &record);

/// A body as it was on the wire; the events' data, one per line, where the answer is a stream.
QByteArray requestBody(const QList<exchange::Part> &parts, bool asSent = false);
QByteArray responseBody(const QList<exchange::Part> &parts, bool asSent = false);
QByteArray requestHead(const QList<exchange::Part> &parts, bool asSent = false);
QByteArray responseHead(const QList<exchange::Part> &parts, bool asSent = false);
/// Whether an interceptor changed the request or the answer: then `asSent` differs.
bool hasSentRequest(const QList<exchange::Part> &parts);
bool hasSentResponse(const QList<exchange::Part> &parts);
/// A name for a file that the body is saved to: `12-tools-call-search.response.json`.
QString bodyFileName(const exchange::Record &record, const QList<exchange::Part> &parts, bool isRequest);

/// \a text as one word of a POSIX shell.
QByteArray shellQuoted(const QByteArray &text);

} // namespace sightglass::models
