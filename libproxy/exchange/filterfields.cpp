// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterfields.h"

#include "exchange/names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sightglass::exchange {
namespace {

template <typename Enum>
constexpr quint32 bitOf(Enum value)
{
    return 1u << static_cast<unsigned>(value);
}

enum class Outcome { Ok, Error, Failed, Cancelled, Dropped, Open };

constexpr std::array<FieldWord, 6> kOutcomes = {{
    {QLatin1StringView("ok"), bitOf(Outcome::Ok)},
    {QLatin1StringView("error"), bitOf(Outcome::Error)},
    {QLatin1StringView("failed"), bitOf(Outcome::Failed)},
    {QLatin1StringView("cancelled"), bitOf(Outcome::Cancelled)},
    {QLatin1StringView("dropped"), bitOf(Outcome::Dropped)},
    {QLatin1StringView("open"), bitOf(Outcome::Open)},
}};

constexpr std::array<FieldWord, 8> kKinds = {{
    {QLatin1StringView("request"), bitOf(Kind::Request)},
    {QLatin1StringView("notification"), bitOf(Kind::Notification)},
    {QLatin1StringView("response"), bitOf(Kind::Response)},
    {QLatin1StringView("batch"), bitOf(Kind::Batch)},
    {QLatin1StringView("stream"), bitOf(Kind::Stream)},
    {QLatin1StringView("end"), bitOf(Kind::End)},
    {QLatin1StringView("http"), bitOf(Kind::Http)},
    {QLatin1StringView("invalid"), bitOf(Kind::Invalid)},
}};

constexpr std::array<FieldWord, 3> kEras = {{
    {QLatin1StringView("legacy"), bitOf(mcp::Era::Legacy)},
    {QLatin1StringView("modern"), bitOf(mcp::Era::Modern)},
    {QLatin1StringView("unknown"), bitOf(mcp::Era::Unknown)},
}};

constexpr std::array<FieldWord, 4> kDirections = {{
    {QLatin1StringView("client"), bitOf(Direction::ClientToServer)},
    {QLatin1StringView("server"), bitOf(Direction::ServerToClient)},
    {QLatin1StringView("c2s"), bitOf(Direction::ClientToServer)},
    {QLatin1StringView("s2c"), bitOf(Direction::ServerToClient)},
}};

quint32 outcomeBit(const Record &record)
{
    switch (record.state) {
    case State::Open:
        return bitOf(Outcome::Open);
    case State::Failed:
        return bitOf(Outcome::Failed);
    case State::Cancelled:
        return bitOf(Outcome::Cancelled);
    case State::Dropped:
        return bitOf(Outcome::Dropped);
    case State::Completed:
        break;
    }
    return outcomeOf(record) == QLatin1StringView("ok") ? bitOf(Outcome::Ok) : bitOf(Outcome::Error);
}

const QByteArray *present(const QByteArray &bytes)
{
    return bytes.isEmpty() ? nullptr : &bytes;
}

const QByteArray *nameWhen(const Record &record, bool applies)
{
    return applies ? &record.name : nullptr;
}

// In the order of docs/filter.md.
const std::array<FieldInfo, 22> kFields = {{
    {.about = {QLatin1StringView("method"), {}, QLatin1StringView("JSON-RPC method, e.g. method:tools/*")},
     .scope = FilterScope::Names,
     .bytes = [](const Record &r) { return present(r.method); }},
    {.about = {QLatin1StringView("tool"), {}, QLatin1StringView("name of the tool that tools/call calls")},
     .scope = FilterScope::Names,
     .bytes = [](const Record &r) { return nameWhen(r, r.method == "tools/call"); }},
    {.about = {QLatin1StringView("resource"), {}, QLatin1StringView("URI that a method under resources/ acts on")},
     .scope = FilterScope::Names,
     .bytes =
         [](const Record &r) {
             return nameWhen(r, r.method.startsWith("resources/") || r.method == "notifications/resources/updated");
         }},
    {.about = {QLatin1StringView("prompt"), {}, QLatin1StringView("name of the prompt that prompts/get gets")},
     .scope = FilterScope::Names,
     .bytes = [](const Record &r) { return nameWhen(r, r.method == "prompts/get"); }},
    {.about = {QLatin1StringView("id"), {}, QLatin1StringView("JSON-RPC id; id:7 is the number and the string")},
     .foldCase = false,
     .bytes = [](const Record &r) { return r.rpcId.isPresent() ? &r.rpcId.text() : nullptr; }},
    {.about = {QLatin1StringView("exchange"), {}, QLatin1StringView("number of the exchange; #12 is exchange:12")},
     .kind = FieldKind::Number,
     .number = [](const Record &r) { return std::optional(static_cast<qint64>(r.id.value())); }},
    {.about = {QLatin1StringView("session"), {}, QLatin1StringView("Mcp-Session-Id; session:* has one")},
     .foldCase = false,
     .bytes = [](const Record &r) { return present(r.sessionId); }},
    {.about = {QLatin1StringView("client"),
               {},
               QLatin1StringView("name that the client gave itself, else its address")},
     .view = clientOf},
    {.about = {QLatin1StringView("address"), {}, QLatin1StringView("client's address and port: address:127.0.0.1:*")},
     .bytes = [](const Record &r) { return present(r.client); }},
    {.about = {QLatin1StringView("route"), {}, QLatin1StringView("name of the route it took")},
     .scope = FilterScope::Names,
     .text = [](const Record &r) { return r.route.isEmpty() ? nullptr : &r.route; }},
    {.about = {QLatin1StringView("era"), QLatin1StringView("legacy modern unknown"),
               QLatin1StringView("generation of the protocol")},
     .kind = FieldKind::Word,
     .scope = FilterScope::Names,
     .bit = [](const Record &r) { return bitOf(r.era); },
     .words = kEras},
    {.about = {QLatin1StringView("kind"),
               QLatin1StringView("request notification response batch stream end http invalid"),
               QLatin1StringView("what the exchange is about")},
     .kind = FieldKind::Word,
     .scope = FilterScope::Names,
     .bit = [](const Record &r) { return bitOf(r.kind); },
     .words = kKinds},
    {.about = {QLatin1StringView("dir"), QLatin1StringView("client server c2s s2c"),
               QLatin1StringView("who began it: the client or the server")},
     .kind = FieldKind::Word,
     .scope = FilterScope::Names,
     .bit = [](const Record &r) { return bitOf(r.direction); },
     .words = kDirections},
    {.about = {QLatin1StringView("status"), QLatin1StringView("ok error failed cancelled dropped open"),
               QLatin1StringView("outcome, or HTTP status: status:error, status:404, status:5xx, status:>=400")},
     .kind = FieldKind::Status,
     .scope = FilterScope::Request,
     .number = [](const Record &r) { return r.status == 0 ? std::nullopt : std::optional<qint64>(r.status); },
     .bit = outcomeBit,
     .words = kOutcomes},
    {.about = {QLatin1StringView("code"), {}, QLatin1StringView("JSON-RPC error code: code:-32602, code:*")},
     .kind = FieldKind::Number,
     .scope = FilterScope::Request,
     .number = [](const Record &r) { return r.errorCode; }},
    {.about = {QLatin1StringView("duration"),
               {},
               QLatin1StringView("from the first byte to the end, e.g. duration:>200ms; units us ms s m")},
     .kind = FieldKind::Number,
     .unit = FieldUnit::Duration,
     .scope = FilterScope::Request,
     .number = [](const Record &r) { return r.endUs < 0 ? std::nullopt : std::optional(r.endUs); }},
    {.about = {QLatin1StringView("size"),
               {},
               QLatin1StringView("bytes of both bodies, e.g. size:>=10kB; units B kB KiB MB MiB GB GiB")},
     .kind = FieldKind::Number,
     .unit = FieldUnit::Size,
     .number = [](const Record &r) { return std::optional(r.requestBytes + r.responseBytes); }},
    {.about = {QLatin1StringView("rule"), {}, QLatin1StringView("id of a rule that acted; rule:* any")},
     .notes = NoteKind::Rule},
    {.about = {QLatin1StringView("tag"), {}, QLatin1StringView("a tag that a rule gave")}, .notes = NoteKind::Tag},
    {.about = {QLatin1StringView("lint"), QLatin1StringView("error warning info"),
               QLatin1StringView("a finding's severity or code: lint:error, lint:header-mismatch, lint:* any")},
     .notes = NoteKind::Finding},
    {.about = {QLatin1StringView("text"), {}, QLatin1StringView("text in a body or an event, in any case")},
     .kind = FieldKind::Content},
    {.about = {QLatin1StringView("header"),
               {},
               QLatin1StringView("a header is there, or has a value: header:origin, header:accept=*event-stream*")},
     .kind = FieldKind::Header},
}};

qsizetype distance(QStringView left, QStringView right)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(right.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= left.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool same = left[i - 1] == right[static_cast<qsizetype>(j) - 1];
            const qsizetype best = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (same ? 0 : 1)});
            diagonal = std::exchange(row[j], best);
        }
    }
    return row.back();
}

} // namespace

std::span<const FieldInfo> fieldTable()
{
    return kFields;
}

const FieldInfo *findField(QStringView name)
{
    const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const FieldInfo &field) {
        return name.compare(field.about.name, Qt::CaseInsensitive) == 0;
    });
    return found == kFields.end() ? nullptr : &*found;
}

const FieldInfo *nearestField(QStringView name)
{
    constexpr qsizetype kFar = 3;
    if (name.isEmpty() || name.size() > 16)
        return nullptr;
    const QString lower = name.toString().toLower();
    const FieldInfo *nearest = nullptr;
    qsizetype least = std::min(kFar, (lower.size() + 1) / 2 + 1);
    for (const FieldInfo &field : kFields) {
        const QString candidate(field.about.name);
        // What continues a field's name (`direction`) or begins it (`dur`) is near, however long it is.
        const bool related = lower.size() >= 2 && (candidate.startsWith(lower) || lower.startsWith(candidate));
        const qsizetype far = related ? 1 : distance(lower, candidate);
        if (far < least) {
            least = far;
            nearest = &field;
        }
    }
    return nearest;
}

} // namespace sightglass::exchange
