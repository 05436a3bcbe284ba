// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangecells.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"
#include "ui/models/notetext.h"

#include <QCoreApplication>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Record;
using Model = ExchangeListModel;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExchangeCells)
};

/// The field that the name of an exchange belongs to.
QStringView nameField(const Record &record)
{
    if (record.method == "tools/call")
        return u"tool";
    if (record.method == "prompts/get")
        return u"prompt";
    if (record.method.startsWith("resources/") || record.method == "notifications/resources/updated")
        return u"resource";
    return {};
}

QString word(QStringView field, QLatin1StringView value)
{
    return field.toString() + u':' + value;
}

QString nameTerm(const Record &record)
{
    const QStringView field = nameField(record);
    if (record.name.isEmpty())
        return {};
    return field.isEmpty() ? filterWord(record.name) : filterTerm(field, record.name);
}

QString statusTerm(const Record &record)
{
    if (record.errorCode)
        return u"code:%1"_s.arg(*record.errorCode);
    return record.status == 0 ? QString() : u"status:%1"_s.arg(record.status);
}

} // namespace

QString columnTitle(int column)
{
    switch (column) {
    case Model::Number:
        return Text::tr("#");
    case Model::Time:
        return Text::tr("Time");
    case Model::DirectionColumn:
        return Text::tr("Dir");
    case Model::Route:
        return Text::tr("Route");
    case Model::Session:
        return Text::tr("Session");
    case Model::Era:
        return Text::tr("Era");
    case Model::Kind:
        return Text::tr("Kind");
    case Model::Method:
        return Text::tr("Method");
    case Model::Name:
        return Text::tr("Tool / resource / prompt");
    case Model::RpcId:
        return Text::tr("Id");
    case Model::Status:
        return Text::tr("Status");
    case Model::Outcome:
        return Text::tr("Outcome");
    case Model::Duration:
        return Text::tr("Duration");
    case Model::Size:
        return Text::tr("Size");
    case Model::Comment:
        return Text::tr("Comment");
    case Model::Lint:
        return Text::tr("Lint");
    case Model::Rules:
        return Text::tr("Rules");
    default:
        return {};
    }
}

QString columnToolTip(int column)
{
    switch (column) {
    case Model::Number:
        return Text::tr("Number of the exchange, in the order in which they began");
    case Model::Time:
        return Text::tr("When the first byte of the request came");
    case Model::DirectionColumn:
        return Text::tr("Who asked: → the client, ← the server");
    case Model::Session:
        return Text::tr("Mcp-Session-Id (legacy era)");
    case Model::Era:
        return Text::tr("Generation of the protocol: legacy (sessions) or modern (stateless, 2026-07-28)");
    case Model::RpcId:
        return Text::tr("JSON-RPC id");
    case Model::Status:
        return Text::tr("HTTP status that the client got, and the JSON-RPC error code");
    case Model::Duration:
        return Text::tr("From the first byte of the request to the end of the answer");
    case Model::Size:
        return Text::tr("Bytes of both bodies, without transfer coding");
    case Model::Lint:
        return Text::tr("What the checks of messages found: the worst severity, and how many findings");
    case Model::Rules:
        return Text::tr("Rules that matched, tags and colours that they gave");
    default:
        return columnTitle(column);
    }
}

bool isNumericColumn(int column)
{
    return column == Model::Number || column == Model::Status || column == Model::Duration || column == Model::Size;
}

QString cellText(const Record &record, int column)
{
    switch (column) {
    case Model::Number:
        return QString::number(record.id.value());
    case Model::DirectionColumn:
        return directionArrow(record.direction);
    case Model::Route:
        return cutText(record.route);
    case Model::Session:
        return shortIdText(record.sessionId);
    case Model::Era:
        return eraText(record.era);
    case Model::Kind:
        return kindText(record.kind);
    case Model::Method:
        return record.method.isEmpty() ? lineText(record.httpMethod) : lineText(record.method);
    case Model::Name:
        return record.method.isEmpty() && record.name.isEmpty() ? lineText(record.target) : lineText(record.name);
    case Model::RpcId:
        return lineText(record.rpcId.toJson());
    case Model::Status:
        return statusText(record);
    case Model::Outcome:
        return outcomeGlyph(record) + u' ' + outcomeText(record);
    case Model::Duration:
        return durationText(record.endUs);
    case Model::Size:
        return sizeText(record.requestBytes + record.responseBytes);
    case Model::Lint:
        return findingsCell(record);
    case Model::Rules:
        return rulesCell(record);
    default:
        return {};
    }
}

QString cellWords(const Record &record, int column)
{
    switch (column) {
    case Model::Number:
        return accessibleText(record);
    case Model::DirectionColumn:
        return directionText(record.direction);
    case Model::Session:
        return lineText(record.sessionId);
    case Model::Outcome:
        return outcomeText(record);
    case Model::Lint:
        return findingsWords(record);
    default:
        return {};
    }
}

QString cellToolTip(const Record &record, int column)
{
    switch (column) {
    case Model::Number:
        return summaryText(record);
    case Model::Time:
        return dateTimeText(record.startedAtUs);
    case Model::DirectionColumn:
        return directionText(record.direction);
    case Model::Session:
        return lineText(record.sessionId);
    case Model::Status:
        return record.status == 0 ? QString() : httpStatusText(record.status);
    case Model::Outcome:
        return errorText(record);
    case Model::Lint:
        return findingsToolTip(record);
    case Model::Size:
        return Text::tr("Request %1, response %2").arg(sizeText(record.requestBytes), sizeText(record.responseBytes));
    default:
        return cellText(record, column);
    }
}

QString cellFilterTerm(const Record &record, int column)
{
    switch (column) {
    case Model::Number:
        return u"exchange:%1"_s.arg(record.id.value());
    case Model::DirectionColumn:
        return word(u"dir", exchange::nameOf(record.direction));
    case Model::Route:
        return record.route.isEmpty() ? QString() : filterTerm(u"route", QStringView(record.route));
    case Model::Session:
        return record.sessionId.isEmpty() ? QString() : filterTerm(u"session", record.sessionId);
    case Model::Era:
        return word(u"era", exchange::nameOf(record.era));
    case Model::Kind:
        return word(u"kind", exchange::nameOf(record.kind));
    case Model::Method:
        return record.method.isEmpty() ? QString() : filterTerm(u"method", record.method);
    case Model::Name:
        return nameTerm(record);
    case Model::RpcId:
        return record.rpcId.isPresent() ? filterTerm(u"id", record.rpcId.text()) : QString();
    case Model::Status:
        return statusTerm(record);
    case Model::Outcome:
        return word(u"status", exchange::outcomeOf(record));
    case Model::Duration:
        return record.endUs < 0 ? QString() : u"duration:>=%1us"_s.arg(record.endUs);
    case Model::Size:
        return u"size:>=%1"_s.arg(record.requestBytes + record.responseBytes);
    case Model::Lint: {
        const QLatin1StringView worst = exchange::nameOf(countFindings(record).worst);
        return worst.isEmpty() ? QString() : word(u"lint", worst);
    }
    case Model::Rules:
        return ruleTerm(record);
    default:
        return {};
    }
}

qint64 cellSortKey(const Record &record, int column)
{
    switch (column) {
    case Model::Number:
        return static_cast<qint64>(record.id.value());
    case Model::Time:
        return record.startedAtUs;
    case Model::Status:
        return record.status == 0 ? -1 : record.status;
    case Model::Duration:
        return record.endUs;
    case Model::Size:
        return record.requestBytes + record.responseBytes;
    default:
        return -1;
    }
}

QByteArray fieldValue(const Record &record, QStringView field)
{
    if (field == u"method")
        return record.method;
    if (field == u"session")
        return record.sessionId;
    if (field == u"client")
        return exchange::clientOf(record).toByteArray();
    if (field == u"address")
        return record.client;
    if (field == u"route")
        return record.route.toUtf8();
    if (field == u"id")
        return record.rpcId.isPresent() ? record.rpcId.text() : QByteArray();
    if (field == u"code")
        return record.errorCode ? QByteArray::number(*record.errorCode) : QByteArray();
    if (field == u"status")
        return record.status == 0 ? QByteArray() : QByteArray::number(record.status);
    return field == nameField(record) ? record.name : QByteArray();
}

} // namespace sightglass::models
