// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include "exchange/names.h"

#include <QDateTime>

#include <unistd.h>

namespace sightglass::app {
namespace {

using exchange::Kind;
using exchange::Record;

constexpr char kReset[] = "\x1b[0m";
constexpr char kDim[] = "\x1b[2m";

const char *colourOf(const Record &record)
{
    const auto outcome = exchange::outcomeOf(record);
    if (outcome == QLatin1StringView("ok"))
        return "\x1b[32m";
    if (outcome == QLatin1StringView("open"))
        return "\x1b[36m";
    return outcome == QLatin1StringView("cancelled") ? "\x1b[33m" : "\x1b[31m";
}

// What the exchange is, in the words of the protocol where there are any.
QByteArray subject(const Record &record)
{
    switch (record.kind) {
    case Kind::Stream:
        return "GET stream";
    case Kind::End:
        return "DELETE session";
    case Kind::Response:
        return record.errorCode ? QByteArrayLiteral("(client's error answer)") : QByteArrayLiteral("(client's answer)");
    case Kind::Http:
    case Kind::Invalid:
        return record.httpMethod + ' ' + record.target;
    default:
        return record.method;
    }
}

QByteArray outcomeText(const Record &record)
{
    QByteArray text = QByteArray(exchange::outcomeOf(record).data(), exchange::outcomeOf(record).size());
    if (record.errorCode)
        text += ' ' + QByteArray::number(*record.errorCode);
    else if (record.toolError)
        text += " isError";
    else if (record.inputRequired)
        text += " input?";
    return text;
}

} // namespace

QByteArray printable(QByteArrayView text, qsizetype width)
{
    QString out;
    const QString decoded = QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 4 * width)));
    for (const QChar c : decoded)
        out += c.isPrint() || c.isSurrogate() ? c : QChar(u'\u00B7');
    if (out.size() > width)
        out = out.left(width - 1) + QChar(u'\u2026');
    return out.toUtf8();
}

QByteArray padded(QByteArray text, qsizetype width)
{
    const qsizetype missing = width - QString::fromUtf8(text).size();
    return missing > 0 ? text + QByteArray(missing, ' ') : text;
}

bool stdoutTakesColour()
{
    return isatty(STDOUT_FILENO) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR")
           && qgetenv("TERM") != QByteArrayLiteral("dumb");
}

QByteArray shownDuration(qint64 us)
{
    if (us < 0)
        return "-";
    if (us < 1000)
        return QByteArray::number(us) + " us";
    if (us < 1'000'000)
        return QByteArray::number(double(us) / 1e3, 'f', 1) + " ms";
    return QByteArray::number(double(us) / 1e6, 'f', 2) + " s";
}

QByteArray shownSize(qint64 bytes)
{
    if (bytes < 1000)
        return QByteArray::number(bytes) + " B";
    if (bytes < 1'000'000)
        return QByteArray::number(double(bytes) / 1e3, 'f', 1) + " kB";
    return QByteArray::number(double(bytes) / 1e6, 'f', 1) + " MB";
}

QByteArray exchangeHeading(bool colour)
{
    const QByteArray line = padded("#", 7) + padded("time", 14) + padded("", 3) + padded("era", 8)
                            + padded("method", 28) + padded("name", 26) + padded("id", 8) + padded("http", 6)
                            + padded("outcome", 16) + padded("took", 11) + "size";
    return colour ? kDim + line + kReset + '\n' : line + '\n';
}

QByteArray exchangeLine(const Record &record, bool colour)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(record.startedAtUs / 1000);
    const bool fromServer = record.direction == exchange::Direction::ServerToClient;
    const auto era = exchange::nameOf(record.era);
    QByteArray line =
        padded(QByteArray::number(record.id.value()), 7)
        + padded(time.toString(QStringLiteral("HH:mm:ss.zzz")).toLatin1(), 14) + (fromServer ? "<- " : "-> ")
        + padded(record.era == mcp::Era::Unknown ? QByteArray("-") : QByteArray(era.data(), era.size()), 8)
        + padded(printable(subject(record), 27), 28) + padded(printable(record.name, 25), 26)
        + padded(printable(record.rpcId.toJson(), 7), 8)
        + padded(record.status ? QByteArray::number(record.status) : QByteArray("-"), 6);
    const QByteArray outcome = padded(outcomeText(record), 16);
    line += colour ? colourOf(record) + outcome + kReset : outcome;
    line += padded(shownDuration(record.endUs), 11) + shownSize(record.requestBytes + record.responseBytes);
    if (record.eventCount > 0)
        line += " in " + QByteArray::number(record.eventCount) + " events";
    if (record.edited)
        line += " edited";
    if (!record.failure.isEmpty())
        line += "  " + printable(record.failure.toUtf8(), 160);
    return line + '\n';
}

} // namespace sightglass::app
