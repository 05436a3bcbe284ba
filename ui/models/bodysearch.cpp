// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bodysearch.h"

#include "exchange/filter.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/payloadsource.h"

#include <QRegularExpression>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::PartKind;
using exchange::Record;

namespace {

bool isHead(PartKind kind)
{
    return kind == PartKind::RequestHead || kind == PartKind::ResponseHead || kind == PartKind::SentRequestHead
           || kind == PartKind::SentResponseHead || kind == PartKind::Trailers;
}

/// The filter that says the same about bodies and events: one engine, one set of limits against hostile expressions.
QString filterText(const QString &text, const SearchOptions &options)
{
    if (!options.caseSensitive && !options.regularExpression)
        return filterTerm(u"text", QStringView(text));
    QString expression = options.regularExpression ? text : QRegularExpression::escape(text);
    // A slash ends the expression, unless it is escaped; what is escaped already stays.
    QString escaped;
    for (qsizetype i = 0; i < expression.size(); ++i) {
        if (expression[i] == u'\\' && i + 1 < expression.size())
            escaped += expression[i++];
        else if (expression[i] == u'/')
            escaped += u'\\';
        escaped += expression[i];
    }
    return u"text:/"_s + escaped + (options.caseSensitive ? u"/"_s : u"/i"_s);
}

/// \a wanted, asked about the heads as if they were bodies.
bool wantsHeads(const exchange::Filter &wanted, const Record &record)
{
    Record heads = record;
    heads.parts.removeIf([](const exchange::Part &part) { return !isHead(part.kind); });
    for (exchange::Part &part : heads.parts)
        part.kind = PartKind::ResponseBody;
    return wanted.matches(heads);
}

} // namespace

BodySearch::BodySearch(PayloadSource &payload, const ExchangeListModel &list, QObject *parent)
    : QObject(parent), m_payload(payload), m_list(list)
{
    connect(&m_payload, &PayloadSource::found, this, &BodySearch::found);
}

BodySearch::~BodySearch()
{
    if (m_ticket != 0)
        m_payload.cancel(m_ticket);
}

bool BodySearch::start(const QString &text, const SearchOptions &options, QString *error)
{
    cancel();
    const auto filter = exchange::Filter::parse(filterText(text, options));
    if (!filter || text.isEmpty()) {
        if (error)
            *error = filter ? tr("Nothing to search for") : filter.error().message;
        return false;
    }
    m_hits = 0;
    m_ticket = m_payload.search(
        [wanted = *filter, headers = options.headers](const Record &record) {
            return wanted.matches(record) || (headers && wantsHeads(wanted, record));
        },
        m_list);
    return true;
}

void BodySearch::cancel()
{
    if (m_ticket == 0)
        return;
    m_payload.cancel(std::exchange(m_ticket, 0));
    Q_EMIT finished(true);
}

void BodySearch::found(quint64 ticket, const QList<exchange::ExchangeId> &ids, qint64 looked, qint64 total, bool done)
{
    if (ticket != m_ticket)
        return;
    m_hits += ids.size();
    if (!ids.isEmpty())
        Q_EMIT hitsFound(ids);
    // A receiver may have cancelled, or begun anew.
    if (ticket != m_ticket)
        return;
    Q_EMIT progressed(looked, total);
    if (done && ticket == m_ticket) {
        m_ticket = 0;
        Q_EMIT finished(false);
    }
}

} // namespace sightglass::models
