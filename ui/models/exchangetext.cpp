// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangetext.h"

#include "exchange/names.h"
#include "wire/http1writer.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Direction;
using exchange::Kind;
using exchange::PartKind;
using exchange::Record;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExchangeText)
};

QString decimal(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

/// Three figures at most, so that a column of them stays narrow.
QString threeFigures(double value)
{
    if (value < 9.995)
        return decimal(value, 2);
    return decimal(value, value < 99.95 ? 1 : 0);
}

QString pad2(qint64 value)
{
    return u"%1"_s.arg(value, 2, 10, QChar(u'0'));
}

/// Pictures for what moves the cursor, and nothing for what turns a line around (Unicode TR 9): a peer must not be able
/// to make a row say something else.
QChar harmless(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit < 0x20)
        return QChar(char16_t(0x2400 + unit));
    if (unit == 0x7F)
        return QChar(u'\u2421');
    const bool turns = (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0x200E
                       || unit == 0x200F || unit == 0x061C;
    const bool breaks = unit == 0x2028 || unit == 0x2029 || (unit >= 0x80 && unit < 0xA0);
    return turns || breaks ? QChar(QChar::ReplacementCharacter) : c;
}

QString quoted(QStringView value)
{
    QString text = value.toString();
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

} // namespace

QString durationText(qint64 us)
{
    if (us < 0)
        return {};
    if (us < 1000)
        return Text::tr("%1 µs").arg(us);
    if (us < 999'500)
        return Text::tr("%1 ms").arg(threeFigures(double(us) / 1000.0));
    if (us < 59'950'000)
        return Text::tr("%1 s").arg(threeFigures(double(us) / 1e6));
    const qint64 seconds = (us + 500'000) / 1'000'000;
    if (seconds < 3600)
        return Text::tr("%1 m %2 s").arg(seconds / 60).arg(pad2(seconds % 60));
    return Text::tr("%1 h %2 m").arg(seconds / 3600).arg(pad2(seconds / 60 % 60));
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1024)
        return Text::tr("%1 B").arg(std::max<qint64>(bytes, 0));
    const double kib = double(bytes) / 1024.0;
    if (kib < 1023.95)
        return Text::tr("%1 KiB").arg(decimal(kib, 1));
    const double mib = kib / 1024.0;
    if (mib < 1023.95)
        return Text::tr("%1 MiB").arg(decimal(mib, 1));
    return Text::tr("%1 GiB").arg(decimal(mib / 1024.0, 2));
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString rateText(double perSecond)
{
    const bool fine = perSecond > 0 && perSecond < 9.95;
    return Text::tr("%1/s").arg(fine ? decimal(perSecond, 1) : countText(std::llround(std::max(perSecond, 0.0))));
}

QString clockText(qint64 epochUs)
{
    return QDateTime::fromMSecsSinceEpoch(epochUs / 1000).time().toString(u"HH:mm:ss.zzz"_s);
}

QString dateTimeText(qint64 epochUs)
{
    return QDateTime::fromMSecsSinceEpoch(epochUs / 1000).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString offsetText(qint64 us)
{
    const QString sign = us < 0 ? u"\u2212"_s : u"+"_s;
    const qint64 size = us < 0 ? -us : us;
    if (size < 1'000'000)
        return sign + Text::tr("%1 ms").arg(decimal(double(size) / 1000.0, size < 100'000 ? 1 : 0));
    if (size < 60'000'000)
        return sign + Text::tr("%1 s").arg(decimal(double(size) / 1e6, 3));
    return sign + durationText(size);
}

QString directionArrow(Direction direction)
{
    return direction == Direction::ClientToServer ? u"\u2192"_s : u"\u2190"_s;
}

QString directionText(Direction direction)
{
    return direction == Direction::ClientToServer ? Text::tr("client to server") : Text::tr("server to client");
}

QString eraText(mcp::Era era)
{
    switch (era) {
    case mcp::Era::Legacy:
        return Text::tr("legacy");
    case mcp::Era::Modern:
        return Text::tr("modern");
    case mcp::Era::Unknown:
        break;
    }
    return {};
}

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Request:
        return Text::tr("request");
    case Kind::Notification:
        return Text::tr("notification");
    case Kind::Response:
        return Text::tr("response");
    case Kind::Batch:
        return Text::tr("batch");
    case Kind::Stream:
        return Text::tr("stream");
    case Kind::End:
        return Text::tr("session end");
    case Kind::Http:
        return Text::tr("HTTP");
    case Kind::Invalid:
        return Text::tr("invalid");
    }
    return {};
}

QString outcomeText(const Record &record)
{
    const QLatin1StringView key = exchange::outcomeOf(record);
    if (key == "ok"_L1)
        return Text::tr("ok");
    if (key == "error"_L1)
        return record.toolError ? Text::tr("tool error") : Text::tr("error");
    if (key == "failed"_L1)
        return Text::tr("failed");
    if (key == "cancelled"_L1)
        return Text::tr("cancelled");
    return key == "dropped"_L1 ? Text::tr("dropped") : Text::tr("open");
}

QString outcomeGlyph(const Record &record)
{
    switch (record.state) {
    case exchange::State::Open:
        return u"\u2026"_s;
    case exchange::State::Failed:
        return u"!"_s;
    case exchange::State::Cancelled:
        return u"\u2298"_s;
    case exchange::State::Dropped:
        return u"\u2193"_s;
    case exchange::State::Completed:
        break;
    }
    return exchange::outcomeOf(record) == "ok"_L1 ? u"\u2713"_s : u"\u2717"_s;
}

QString partKindText(PartKind kind)
{
    switch (kind) {
    case PartKind::RequestHead:
        return Text::tr("Request head");
    case PartKind::RequestBody:
        return Text::tr("Request body");
    case PartKind::ResponseHead:
        return Text::tr("Response head");
    case PartKind::ResponseBody:
        return Text::tr("Response body");
    case PartKind::Event:
        return Text::tr("Event");
    case PartKind::SentRequestHead:
        return Text::tr("Request head, as sent");
    case PartKind::SentRequestBody:
        return Text::tr("Request body, as sent");
    case PartKind::SentResponseHead:
        return Text::tr("Response head, as sent");
    case PartKind::SentResponseBody:
        return Text::tr("Response body, as sent");
    case PartKind::SentEvent:
        return Text::tr("Event, as sent");
    case PartKind::Trailers:
        return Text::tr("Trailers");
    }
    return Text::tr("Other bytes");
}

QString statusText(const Record &record)
{
    const QString status = record.status == 0 ? QString() : QString::number(record.status);
    if (!record.errorCode)
        return status;
    const QString code = QString::number(*record.errorCode);
    return status.isEmpty() ? code : status + u" \u00b7 "_s + code;
}

QString errorText(const Record &record)
{
    if (!record.failure.isEmpty())
        return cutText(record.failure);
    if (record.errorCode)
        return Text::tr("JSON-RPC error %1").arg(*record.errorCode);
    if (record.toolError)
        return Text::tr("The tool reported an error");
    return record.status >= 400 ? Text::tr("HTTP %1").arg(httpStatusText(record.status)) : QString();
}

QString httpStatusText(int status)
{
    const QByteArrayView reason = wire::registeredReason(status);
    const QString number = QString::number(status);
    return reason.isEmpty() ? number : number + u' ' + QLatin1StringView(reason);
}

QString lineText(QByteArrayView bytes, qsizetype maxLength)
{
    const bool cut = bytes.size() > maxLength * 4;
    const QByteArrayView head = cut ? bytes.first(maxLength * 4) : bytes;
    return cutText(head.isValidUtf8() || cut ? QString::fromUtf8(head) : QString::fromLatin1(head), maxLength);
}

QString cutText(const QString &text, qsizetype maxLength)
{
    QString line = text;
    if (line.size() > maxLength) {
        line.truncate(std::max<qsizetype>(maxLength - 1, 0));
        if (!line.isEmpty() && line.back().isHighSurrogate())
            line.chop(1);
        line += u'\u2026';
    }
    if (std::any_of(line.cbegin(), line.cend(), [](QChar c) { return harmless(c) != c; }))
        std::transform(line.cbegin(), line.cend(), line.begin(), harmless);
    return line;
}

QString shortIdText(QByteArrayView id)
{
    constexpr qsizetype kTail = 12;
    return id.size() <= kTail + 4 ? lineText(id) : u"\u2026"_s + lineText(id.last(kTail));
}

QString titleText(const Record &record)
{
    if (!record.method.isEmpty() && record.kind != Kind::Http)
        return record.name.isEmpty() ? lineText(record.method) : lineText(record.method + ' ' + record.name);
    switch (record.kind) {
    case Kind::Response:
        return Text::tr("answer to %1").arg(lineText(record.rpcId.toJson()));
    case Kind::Stream:
        return Text::tr("GET event stream");
    case Kind::End:
        return Text::tr("DELETE session");
    case Kind::Invalid:
        return Text::tr("%1 %2 (invalid)").arg(lineText(record.httpMethod), lineText(record.target)).trimmed();
    default:
        return lineText(record.httpMethod + ' ' + record.target);
    }
}

QString summaryText(const Record &record)
{
    QString line =
        u"#%1 %2 %3, "_s.arg(QString::number(record.id.value()), directionArrow(record.direction), titleText(record));
    if (const QString status = statusText(record); !status.isEmpty())
        line += status + u' ';
    line += outcomeText(record);
    if (record.endUs >= 0)
        line += u", "_s + durationText(record.endUs);
    return line;
}

QString accessibleText(const Record &record)
{
    QStringList words = {Text::tr("Exchange %1").arg(record.id.value()), directionText(record.direction),
                         titleText(record), outcomeText(record)};
    if (record.status != 0)
        words.append(Text::tr("status %1").arg(statusText(record)));
    if (record.endUs >= 0)
        words.append(durationText(record.endUs));
    return words.join(u", "_s);
}

QString filterTerm(QStringView field, QStringView value)
{
    const auto plain = [](QChar c) { return c.isLetterOrNumber() || QStringView(u"._-/@+").contains(c); };
    if (!value.isEmpty() && value.front().isLetterOrNumber() && std::all_of(value.begin(), value.end(), plain))
        return field.toString() + u':' + value.toString();
    return field.toString() + u':' + quoted(value);
}

QString filterTerm(QStringView field, QByteArrayView value)
{
    return value.isValidUtf8() ? filterTerm(field, QStringView(QString::fromUtf8(value))) : QString();
}

QString filterWord(QByteArrayView value)
{
    return value.isValidUtf8() ? quoted(QString::fromUtf8(value)) : QString();
}

} // namespace sightglass::models
