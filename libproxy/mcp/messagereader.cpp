// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/messagereader.h"

#include "mcp/jsontext.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace sightglass::mcp {
namespace {

namespace sj = simdjson::ondemand;

constexpr std::string_view kMetaVersion = "io.modelcontextprotocol/protocolVersion";
constexpr std::string_view kMetaClientInfo = "io.modelcontextprotocol/clientInfo";
constexpr std::string_view kMetaServerInfo = "io.modelcontextprotocol/serverInfo";
constexpr std::string_view kMetaSubscription = "io.modelcontextprotocol/subscriptionId";

// What stands in one message, before it is known which fields matter: the order of members is free, so `params` may
// come before `method`.
struct Draft {
    Envelope envelope;
    QByteArray paramsName;
    QByteArray paramsUri;
    QByteArray paramsTaskId;
    QByteArray refName;
    bool isVersion2 = false;
    bool hasMethod = false;
    bool hasError = false;

    // Of two members of one name the last counts whole, so what the first one said must go.
    void forgetParams()
    {
        paramsName = paramsUri = paramsTaskId = refName = {};
        envelope.negotiatedVersion = {};
        envelope.cancelledId = {};
        forgetMeta(envelope);
    }
    static void forgetResult(Envelope &envelope)
    {
        envelope.toolError = envelope.inputRequired = false;
        envelope.negotiatedVersion = {};
        forgetMeta(envelope);
    }
    static void forgetMeta(Envelope &envelope)
    {
        envelope.metaVersion = envelope.peerName = {};
        envelope.progressToken = envelope.subscriptionId = {};
    }
};

std::string_view trimmed(std::string_view token)
{
    while (!token.empty()
           && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    return token;
}

// A string's value, or nothing when the value is of another type. Reads the raw token, so a lone surrogate is no error.
bool readString(sj::value value, QByteArray &out)
{
    sj::json_type type;
    if (value.type().get(type) || type != sj::json_type::string)
        return false;
    const std::string_view token = trimmed(value.raw_json_token());
    if (token.size() < 2 || token.back() != '"')
        return false;
    out = unquoteJson(QByteArrayView(token));
    return true;
}

RequestId readId(sj::value value)
{
    return RequestId::fromJson(QByteArrayView(trimmed(value.raw_json_token())));
}

// A key as it stands in the text, without quotes. simdjson has checked that the closing quote is there.
std::string_view keyText(sj::raw_json_string raw)
{
    const char *const begin = raw.raw();
    const char *end = begin;
    while (*end != '"')
        end += *end == '\\' ? 2 : 1;
    return {begin, static_cast<std::size_t>(end - begin)};
}

// A whole number, however it is written; 0 for anything else.
qint64 readInteger(sj::value value)
{
    const std::string_view token = trimmed(value.raw_json_token());
    const QByteArray text = QByteArrayView(token).toByteArray();
    bool ok = false;
    if (const qint64 number = text.toLongLong(&ok); ok)
        return number;
    const double number = text.toDouble(&ok);
    return ok && std::abs(number) < 9e18 && number == std::trunc(number) ? static_cast<qint64>(number) : 0;
}

// Calls visit(key, value) for each member of an object; true unless the text is broken.
template <typename Visit>
bool forEachMember(sj::value value, Visit visit)
{
    sj::object object;
    if (value.get_object().get(object))
        return false;
    for (auto field : object) {
        sj::raw_json_string raw;
        sj::value member;
        if (field.error() || field.key().get(raw) || field.value().get(member))
            return false;
        const std::string_view key = keyText(raw);
        if (key.find('\\') == std::string_view::npos) {
            visit(key, member);
        } else {
            const QByteArray plain = unquoteJson(QByteArrayView(key));
            visit(std::string_view(plain.constData(), static_cast<std::size_t>(plain.size())), member);
        }
    }
    return true;
}

bool isObject(sj::value value)
{
    sj::json_type type;
    return !value.type().get(type) && type == sj::json_type::object;
}

void readPeerInfo(sj::value value, Envelope &envelope)
{
    if (!isObject(value))
        return;
    forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "name")
            readString(member, envelope.peerName);
    });
}

void readMeta(sj::value value, Envelope &envelope)
{
    envelope.metaVersion.clear();
    envelope.subscriptionId = {};
    if (!isObject(value))
        return;
    forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "progressToken")
            envelope.progressToken = readId(member);
        else if (key == kMetaVersion)
            readString(member, envelope.metaVersion);
        else if (key == kMetaClientInfo || key == kMetaServerInfo)
            readPeerInfo(member, envelope);
        else if (key == kMetaSubscription)
            envelope.subscriptionId = readId(member);
    });
}

void readParams(sj::value value, Draft &draft)
{
    draft.forgetParams();
    if (!isObject(value))
        return;
    forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "name") {
            readString(member, draft.paramsName);
        } else if (key == "uri") {
            readString(member, draft.paramsUri);
        } else if (key == "taskId") {
            readString(member, draft.paramsTaskId);
        } else if (key == "_meta") {
            readMeta(member, draft.envelope);
        } else if (key == "protocolVersion") {
            readString(member, draft.envelope.negotiatedVersion);
        } else if (key == "clientInfo") {
            readPeerInfo(member, draft.envelope);
        } else if (key == "progressToken") {
            draft.envelope.progressToken = readId(member);
        } else if (key == "requestId") {
            draft.envelope.cancelledId = readId(member);
        } else if (key == "ref" && isObject(member)) {
            forEachMember(member, [&](std::string_view refKey, sj::value refMember) {
                if (refKey == "name" || refKey == "uri")
                    readString(refMember, draft.refName);
            });
        }
    });
}

void readResult(sj::value value, Envelope &envelope)
{
    envelope.hasResult = true;
    Draft::forgetResult(envelope);
    if (!isObject(value))
        return;
    forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "isError") {
            envelope.toolError = trimmed(member.raw_json_token()).substr(0, 4) == "true";
        } else if (key == "resultType") {
            QByteArray type;
            envelope.inputRequired = readString(member, type) && type == "input_required";
        } else if (key == "_meta") {
            readMeta(member, envelope);
        } else if (key == "protocolVersion") {
            readString(member, envelope.negotiatedVersion);
        } else if (key == "serverInfo") {
            readPeerInfo(member, envelope);
        }
    });
}

void readError(sj::value value, Draft &draft)
{
    draft.hasError = true;
    draft.envelope.errorCode = 0;
    draft.envelope.errorMessage.clear();
    if (!isObject(value))
        return;
    forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "code") {
            draft.envelope.errorCode = readInteger(member);
        } else if (key == "message") {
            readString(member, draft.envelope.errorMessage);
        }
    });
}

void settleName(Draft &draft)
{
    const QByteArray &method = draft.envelope.method;
    if (method == "tools/call" || method == "prompts/get")
        draft.envelope.name = draft.paramsName;
    else if (method.startsWith("resources/") || method == "notifications/resources/updated")
        draft.envelope.name = draft.paramsUri;
    else if (method.startsWith("tasks/") || method.startsWith("notifications/tasks"))
        draft.envelope.name = draft.paramsTaskId;
    else if (method == "completion/complete")
        draft.envelope.name = draft.refName;
}

QString settleKind(Draft &draft)
{
    Envelope &envelope = draft.envelope;
    if (!draft.isVersion2)
        return QStringLiteral("the member \"jsonrpc\" is not \"2.0\"");
    if (draft.hasMethod)
        envelope.kind = envelope.id.isPresent() ? MessageKind::Request : MessageKind::Notification;
    else if (envelope.hasResult || draft.hasError)
        envelope.kind = MessageKind::Response;
    else
        return QStringLiteral("neither \"method\" nor \"result\" nor \"error\" is there");
    return {};
}

// Reads one message object; a text that says what is wrong with it, or an empty one.
QString readEnvelope(sj::value value, Envelope &envelope)
{
    Draft draft;
    if (!isObject(value))
        return QStringLiteral("a JSON-RPC message is an object");
    const bool whole = forEachMember(value, [&](std::string_view key, sj::value member) {
        if (key == "jsonrpc") {
            QByteArray version;
            draft.isVersion2 = readString(member, version) && version == "2.0";
        } else if (key == "id") {
            draft.envelope.id = readId(member);
        } else if (key == "method") {
            draft.envelope.method.clear();
            draft.hasMethod = readString(member, draft.envelope.method);
        } else if (key == "params") {
            readParams(member, draft);
        } else if (key == "result") {
            readResult(member, draft.envelope);
        } else if (key == "error") {
            readError(member, draft);
        }
    });
    settleName(draft);
    QString problem = whole ? settleKind(draft) : QStringLiteral("the JSON is broken");
    envelope = std::move(draft.envelope);
    return problem;
}

// Reads the members of a batch; a text that says what is wrong with it, or an empty one.
QString readBatch(sj::value value, QList<Envelope> &items)
{
    sj::array array;
    if (value.get_array().get(array))
        return QStringLiteral("the JSON is broken");
    for (auto element : array) {
        sj::value item;
        if (element.get(item))
            return QStringLiteral("the JSON is broken");
        Envelope envelope;
        const QString problem = readEnvelope(item, envelope);
        items.append(std::move(envelope));
        if (!problem.isEmpty())
            return problem;
        if (items.size() >= kMaxBatchItems)
            break;
    }
    return items.isEmpty() ? QStringLiteral("a batch is never empty") : QString();
}

} // namespace

int jsonDepth(QByteArrayView json)
{
    int depth = 0;
    int deepest = 0;
    const char *const end = json.data() + json.size();
    for (const char *p = json.data(); p < end; ++p) {
        switch (*p) {
        case '"':
            for (++p; p < end && *p != '"'; ++p) {
                if (*p == '\\')
                    ++p;
            }
            break;
        case '{':
        case '[':
            deepest = std::max(deepest, ++depth);
            break;
        case '}':
        case ']':
            depth = std::max(0, depth - 1);
            break;
        default:
            break;
        }
    }
    return deepest;
}

struct MessageReader::Private {
    int maxDepth;
    sj::parser parser;
    std::vector<char> padded;

    simdjson::padded_string_view pad(const QByteArray &raw)
    {
        const auto size = static_cast<std::size_t>(raw.size());
        if (padded.size() > kKeptBuffer && size < kKeptBuffer) { // do not keep the memory of one giant for ever
            padded = {};
            parser = sj::parser();
        }
        if (padded.size() < size + simdjson::SIMDJSON_PADDING)
            padded.resize(size + simdjson::SIMDJSON_PADDING);
        std::memcpy(padded.data(), raw.constData(), size);
        std::memset(padded.data() + size, 0, simdjson::SIMDJSON_PADDING);
        return simdjson::padded_string_view(padded.data(), size, padded.size());
    }

    static constexpr std::size_t kKeptBuffer = 1024 * 1024;
};

MessageReader::MessageReader(int maxDepth) : d(std::make_unique<Private>())
{
    d->maxDepth = maxDepth;
}

MessageReader::~MessageReader() = default;

Message MessageReader::read(QByteArray raw)
{
    Message message;
    message.m_raw = std::move(raw);
    if (const int depth = jsonDepth(message.m_raw); depth > d->maxDepth) {
        message.m_tooDeep = true;
        message.m_error = QStringLiteral("JSON is nested %1 deep; the limit is %2").arg(depth).arg(d->maxDepth);
        return message;
    }
    sj::document document;
    sj::value root;
    auto error = d->parser.iterate(d->pad(message.m_raw)).get(document);
    if (!error)
        error = document.get_value().get(root);
    if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE) {
        message.m_error = QStringLiteral("a JSON-RPC message is an object");
        return message;
    }
    if (error) {
        message.m_error = QStringLiteral("not JSON: ") + QString::fromUtf8(simdjson::error_message(error));
        return message;
    }
    sj::json_type type;
    const bool isBatch = !root.type().get(type) && type == sj::json_type::array;
    message.m_error = isBatch ? readBatch(root, message.m_items) : readEnvelope(root, message.m_envelope);
    const bool readAll = message.m_items.size() < kMaxBatchItems;
    if (message.m_error.isEmpty() && readAll && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        message.m_error = QStringLiteral("there is more behind the message");
    if (!message.m_error.isEmpty())
        message.m_envelope.kind = MessageKind::Invalid;
    else if (isBatch)
        message.m_envelope.kind = MessageKind::Batch;
    return message;
}

} // namespace sightglass::mcp
