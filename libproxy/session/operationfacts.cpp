// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/operationfacts.h"

#include "mcp/messagereader.h"
#include "wire/sseparser.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>

#include <vector>

namespace sightglass::session {
namespace {

using Json = nlohmann::json; // keys in order of their names: equal parameters have one hash
using exchange::PartKind;
using Status = OperationFacts::Status;

const Json &member(const Json &object, const char *name)
{
    static const Json none;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? none : *found;
}

QByteArray hashOf(const std::string &text)
{
    return QCryptographicHash::hash(QByteArrayView(text.data(), qsizetype(text.size())), QCryptographicHash::Sha256);
}

QByteArray hashOf(const Json &value)
{
    return value.is_string() ? hashOf(value.get_ref<const std::string &>()) : QByteArray();
}

Json parse(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > kMaxOperationBytes || mcp::jsonDepth(text) > mcp::kMaxJsonDepth)
        return {};
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    return json.is_object() ? json : Json();
}

QByteArray joined(const exchange::Record &record, PartKind kind)
{
    QByteArray body;
    for (const exchange::Part &part : record.parts) {
        if (part.kind != kind)
            continue;
        if (body.size() + part.bytes.size() > kMaxOperationBytes)
            return {};
        body.append(part.bytes); // the first one is shared, not copied
    }
    return body;
}

// The answer on an event stream: mostly its last event.
Json responseIn(const exchange::Record &record)
{
    for (auto part = record.parts.crbegin(); part != record.parts.crend(); ++part) {
        if (part->kind != PartKind::Event || part->bytes.size() > kMaxOperationBytes)
            continue;
        const QByteArray data = wire::parseSseBlock(part->bytes).data;
        if (data.contains("\"result\"")) {
            Json message = parse(data);
            if (member(message, "result").is_object())
                return message;
        }
    }
    return parse(joined(record, PartKind::ResponseBody));
}

Status statusOf(const Json &value)
{
    const std::string word = value.is_string() ? value.get<std::string>() : std::string();
    if (word == "working" || word == "submitted")
        return Status::Working;
    if (word == "input_required")
        return Status::InputRequired;
    if (word == "completed")
        return Status::Completed;
    if (word == "failed")
        return Status::Failed;
    return word == "cancelled" ? Status::Cancelled : Status::Unknown;
}

void readRequest(const exchange::Record &record, OperationFacts &facts)
{
    Json message = parse(joined(record, PartKind::RequestBody));
    const Json &params = member(message, "params");
    if (!params.is_object())
        return;
    facts.echoedState = hashOf(member(params, "requestState"));
    facts.hasInputResponses = params.contains("inputResponses");
    if (record.method.startsWith("tasks/"))
        facts.task = hashOf(member(params, "taskId"));
    Json stable = params;
    for (const char *changing : {"_meta", "inputResponses", "requestState"})
        stable.erase(changing);
    facts.params = hashOf(stable.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void readAnswer(const exchange::Record &record, OperationFacts &facts)
{
    const Json message = responseIn(record);
    const Json &result = member(message, "result");
    facts.hasResult = result.is_object();
    const Json &type = member(result, "resultType");
    facts.inputRequired = record.inputRequired || type == "input_required";
    facts.givenState = hashOf(member(result, "requestState"));
    if (record.method.startsWith("tasks/")) {
        facts.status = statusOf(member(result, "status"));
        return;
    }
    // 2025-11-25 has the task in a member of its own, io.modelcontextprotocol/tasks in the result itself.
    const Json &task = type == "task" ? result : member(result, "task");
    facts.task = hashOf(member(task, "taskId"));
    facts.makesTask = !facts.task.isEmpty();
    if (facts.makesTask)
        facts.status = statusOf(member(task, "status"));
}

} // namespace

OperationFacts operationFacts(const exchange::Record &record)
{
    OperationFacts facts;
    readRequest(record, facts);
    readAnswer(record, facts);
    return facts;
}

} // namespace sightglass::session
