// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewfixture.h"

#include <array>

namespace sightglass::ui::testing {

using namespace Qt::Literals::StringLiterals;
using exchange::Direction;
using exchange::Kind;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::RecordPtr;
using exchange::State;

namespace {

constexpr qint64 kStart = 1'795'219'387'001'234; // microseconds since the epoch

struct Call {
    const char *method;
    const char *name;
    Kind kind = Kind::Request;
};

constexpr std::array<Call, 12> kCalls{{{"initialize", ""},
                                       {"notifications/initialized", "", Kind::Notification},
                                       {"tools/list", ""},
                                       {"tools/call", "search_files"},
                                       {"tools/call", "trigger-long-running-operation"},
                                       {"resources/read", "file:///srv/notes/today.md"},
                                       {"prompts/get", "code-review"},
                                       {"tools/call", "add"},
                                       {"sampling/createMessage", ""},
                                       {"notifications/progress", "", Kind::Notification},
                                       {"resources/templates/list", ""},
                                       {"ping", ""}}};

void addPayload(Record &record, const Call &call)
{
    const QByteArray id = QByteArray::number(record.id.value());
    const QByteArray request = R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + call.method
                               + R"(","params":{"name":")" + call.name
                               + R"(","arguments":{"query":"Grüße","limit":25,"deep":true}}})";
    const QByteArray response =
        R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"content":[{"type":"text","text":"needle )" + id + R"("}]}})";
    record.requestBytes = request.size();
    record.responseBytes = response.size() * qint64(1 + record.id.value() % 90);
    record.parts = {Part{PartKind::RequestHead, 0,
                         "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nContent-Type: application/json\r\n"
                         "Authorization: Bearer abcdef\r\n\r\n"},
                    Part{PartKind::RequestBody, 100, request},
                    Part{PartKind::ResponseHead, 2000, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"},
                    Part{PartKind::ResponseBody, 3000, response}};
}

} // namespace

QList<proxy::Endpoint> FakeControl::endpoints() const
{
    if (m_state != State::Running)
        return {};
    QUrl url(u"http://127.0.0.1/mcp"_s);
    url.setPort(m_port);
    return {{u"default"_s, url}};
}

void FakeControl::startOnFreePort()
{
    m_port = 40123;
    tell(State::Running);
}

void FakeControl::apply(const Settings &settings)
{
    m_settings = settings;
    ++applied;
    Q_EMIT stateChanged();
}

void FakeControl::tell(State state)
{
    m_state = state;
    if (state != State::Failed) {
        m_problem = Problem::None;
        m_errorText.clear();
    }
    Q_EMIT stateChanged();
}

void FakeControl::failPortInUse()
{
    m_problem = Problem::PortInUse;
    m_errorText = u"Another program listens on 127.0.0.1:8808 already. It may be a Sightglass in a terminal."_s;
    tell(State::Failed);
}

RecordPtr sampleRecord(quint64 id)
{
    const Call &call = kCalls[std::size_t((id - 1) % kCalls.size())];
    auto record = std::make_shared<Record>();
    record->id = exchange::ExchangeId(id);
    record->revision = 3;
    record->kind = call.kind;
    record->state = State::Completed;
    record->era = id % 3 == 0 ? mcp::Era::Modern : mcp::Era::Legacy;
    record->direction =
        QByteArray(call.method).startsWith("sampling") ? Direction::ServerToClient : Direction::ClientToServer;
    record->startedAtUs = kStart + qint64(id) * 31'700;
    record->acceptedUs = 100;
    record->sentUs = 200;
    record->firstByteUs = 2000;
    record->endUs = 3000 + qint64(id % 7) * qint64(id % 11) * 4100;
    record->route = id % 5 == 0 ? u"search"_s : u"default"_s;
    record->client = "127.0.0.1:50000";
    record->httpMethod = "POST";
    record->target = "/mcp";
    record->status = 200;
    record->sessionId = record->era == mcp::Era::Legacy
                            ? QByteArray("7f3a90c2-0305e82c330") + QByteArray::number(id % 2)
                            : QByteArray();
    record->protocolVersion = record->era == mcp::Era::Legacy ? "2025-11-25" : "2026-07-28";
    record->peerName = id % 2 == 0 ? "claude-code" : "cursor";
    record->method = call.method;
    record->name = call.name;
    if (call.kind == Kind::Request)
        record->rpcId = mcp::RequestId::number(QByteArray::number(id));
    if (id % 13 == 0)
        record->errorCode = -32602;
    if (id % 17 == 0) {
        record->state = State::Failed;
        record->status = 502;
        record->failure = u"The upstream closed the connection"_s;
    }
    if (id % 19 == 0)
        record->state = State::Cancelled;
    if (id % 23 == 0) {
        record->state = State::Open;
        record->endUs = -1;
    }
    addPayload(*record, call);
    return record;
}

ViewFixture::ViewFixture()
    : settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat),
      theme(*qApp, Theme::Mode::Light),
      interception(folder.filePath(u"rules.jsonc"_s)),
      shown(&exchanges, &payloads),
      sources(&exchanges),
      feed(mailbox, exchanges, &payloads),
      search(payloads, exchanges)
{}

ViewFixture::~ViewFixture() = default;

WindowParts ViewFixture::parts()
{
    return {theme, control, interception, sessions, exchanges, shown, feed, payloads, sources, search};
}

MainWindow &ViewFixture::openWindow()
{
    window = std::make_unique<MainWindow>(parts(), settings);
    window->show();
    return *window;
}

void ViewFixture::closeWindow()
{
    window->close();
    window.reset();
}

void ViewFixture::receive(quint64 first, quint64 last)
{
    std::vector<RecordPtr> records;
    for (quint64 id = first; id <= last; ++id)
        records.push_back(sampleRecord(id));
    mailbox.post(std::make_shared<const std::vector<RecordPtr>>(std::move(records)));
    feed.drain();
}

void ViewFixture::receive(const RecordPtr &record)
{
    mailbox.post(std::make_shared<const std::vector<RecordPtr>>(std::vector<RecordPtr>{record}));
    feed.drain();
}

} // namespace sightglass::ui::testing
