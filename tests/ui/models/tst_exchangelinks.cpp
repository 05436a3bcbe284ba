// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangelinks.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/modelfixture.h"

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;
using exchange::Kind;
using exchange::Record;

namespace {

Record inSession(quint64 id, Kind kind, const QByteArray &method = {})
{
    Record record = callRecord(id, {});
    record.sessionId = "s";
    record.kind = kind;
    record.method = method;
    return record;
}

QList<ExchangeLink> links(const std::vector<Record> &records, quint64 id)
{
    ExchangeListModel list;
    std::vector<exchange::RecordPtr> shared;
    for (const Record &record : records)
        shared.push_back(share(record));
    list.apply({batchOf(shared)});
    return exchangeLinks(list, ExchangeId(id));
}

ExchangeLink link(LinkKind kind, quint64 id)
{
    return {kind, ExchangeId(id)};
}

} // namespace

class TestExchangeLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsOfTheServer();
    void cancellation();
    void retries();
    void sessionHasAStreamAndAHandshake();
    void nothing();
};

void TestExchangeLinks::requestsOfTheServer()
{
    Record call = callRecord(1);
    Record asked = callRecord(2);
    asked.method = "sampling/createMessage";
    asked.direction = exchange::Direction::ServerToClient;
    asked.parent = ExchangeId(1);
    Record answer = callRecord(3);
    answer.kind = Kind::Response;
    answer.parent = ExchangeId(2);
    const std::vector<Record> all = {call, asked, answer};
    QCOMPARE(links(all, 1), QList({link(LinkKind::Child, 2)}));
    QCOMPARE(links(all, 2), QList({link(LinkKind::Parent, 1), link(LinkKind::Answer, 3)}));
    QCOMPARE(links(all, 3), QList({link(LinkKind::Answered, 2)}));
}

void TestExchangeLinks::cancellation()
{
    Record other = callRecord(1);
    other.sessionId = "other";
    other.rpcId = mcp::RequestId::number("5");
    Record call = inSession(2, Kind::Request, "tools/call");
    call.rpcId = mcp::RequestId::number("5");
    Record cancel = inSession(3, Kind::Notification, "notifications/cancelled");
    cancel.name = "5";
    const std::vector<Record> all = {other, call, cancel};
    QCOMPARE(links(all, 2), QList({link(LinkKind::CancelledBy, 3)}));
    QCOMPARE(links(all, 3), QList({link(LinkKind::Cancels, 2)}));
    QCOMPARE(links(all, 1), QList<ExchangeLink>());
}

void TestExchangeLinks::retries()
{
    std::vector<Record> all;
    for (quint64 id = 1; id <= 3; ++id) {
        Record call = callRecord(id, "book");
        call.sessionId.clear();
        call.inputRequired = id < 3;
        all.push_back(call);
    }
    QCOMPARE(links(all, 1), QList({link(LinkKind::RetryAfter, 2)}));
    QCOMPARE(links(all, 2), QList({link(LinkKind::RetryBefore, 1), link(LinkKind::RetryAfter, 3)}));
    QCOMPARE(links(all, 3), QList({link(LinkKind::RetryBefore, 2)}));
}

void TestExchangeLinks::sessionHasAStreamAndAHandshake()
{
    const std::vector<Record> all = {inSession(1, Kind::Request, "initialize"), inSession(2, Kind::Stream),
                                     inSession(3, Kind::Request, "tools/list")};
    QCOMPARE(links(all, 3), QList({link(LinkKind::Initialize, 1), link(LinkKind::Stream, 2)}));
    QCOMPARE(links(all, 2), QList({link(LinkKind::Initialize, 1)}));
}

void TestExchangeLinks::nothing()
{
    QCOMPARE(links({}, 1), QList<ExchangeLink>());
    Record orphan = callRecord(5);
    orphan.parent = ExchangeId(1); // not in the list any more
    QCOMPARE(links({orphan}, 5), QList<ExchangeLink>());
    for (int kind = 0; kind <= static_cast<int>(LinkKind::Initialize); ++kind)
        QVERIFY(!linkText(static_cast<LinkKind>(kind)).isEmpty());
}

QTEST_GUILESS_MAIN(TestExchangeLinks)
#include "tst_exchangelinks.moc"
