// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/linter.h"

#include "interceptor/lint/checks.h"
#include "interceptor/lint/recordedexchange.h"

#include <algorithm>

namespace sightglass::interceptor::lint {
namespace {

using mcp::Envelope;
using mcp::MessageKind;

// A revision's name, or nothing: what else a peer wrote says nothing about which rules hold.
QByteArray knownVersion(const QByteArray &version)
{
    static const QByteArrayList kVersions = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"};
    return kVersions.contains(version) ? version : QByteArray();
}

const Envelope *answeredRequest(const Context &context, const Envelope &answer)
{
    if (context.way == Way::ToServer || !context.request || answer.kind != MessageKind::Response)
        return nullptr;
    if (context.request->kind() == MessageKind::Request)
        return context.request->envelope().id == answer.id ? &context.request->envelope() : nullptr;
    const auto &items = context.request->items();
    const auto found = std::find_if(items.begin(), items.end(), [&](const Envelope &item) {
        return item.kind == MessageKind::Request && item.id == answer.id;
    });
    return found == items.end() ? nullptr : &*found;
}

QByteArray versionOf(const Context &context, const Envelope &envelope, const SessionMemory *session)
{
    if (const QByteArray own = knownVersion(envelope.metaVersion); !own.isEmpty())
        return own;
    if (context.request && !context.request->envelope().metaVersion.isEmpty())
        return knownVersion(context.request->envelope().metaVersion);
    if (const QByteArray header = knownVersion(requestHeader(context, "MCP-Protocol-Version")); !header.isEmpty())
        return header;
    return session ? knownVersion(session->version) : QByteArray();
}

Look lookFor(const Context &context, const Envelope &envelope, const Json &json, Linter::Memory &memory,
             QList<exchange::Note> &notes, bool recorded)
{
    const exchange::Record &record = context.record;
    Look look{context, envelope, json, {}, memory, notes};
    look.era = record.era;
    look.session = memory.session(record.route, record.sessionId);
    look.scope = record.sessionId.isEmpty() ? '#' + QByteArray::number(record.id.value())
                                            : memoryKey(record.route.toUtf8(), record.sessionId);
    look.version = versionOf(context, envelope, look.session);
    look.request = answeredRequest(context, envelope);
    const bool onStream = record.kind == exchange::Kind::Stream;
    look.replay = onStream && !requestHeader(context, "Last-Event-ID").isEmpty();
    look.inOrder = !recorded || !onStream;
    return look;
}

void checkOne(Look &look)
{
    checkShape(look);
    checkMethod(look);
    checkHeaders(look);
    checkCapabilities(look);
    checkSequence(look);
    checkTools(look);
    checkCall(look);
}

qsizetype depthLimit(const Context &context, bool recorded)
{
    if (recorded)
        return Linter::kMaxRecordedBytes;
    const bool isList = context.way == Way::ToClient && context.record.method == "tools/list";
    return isList ? Linter::kMaxLiveListBytes : Linter::kMaxLiveBytes;
}

// Batches were added in 2025-03-26 and removed in 2025-06-18.
void checkBatch(Look &look)
{
    if (!look.version.isEmpty() && look.version != "2025-03-26")
        look.report("method-not-in-version", QStringLiteral("a batch, but %1 has none").arg(shown(look.version)));
}

} // namespace

Linter::Linter() : m_memory(std::make_unique<Memory>()) {}
Linter::~Linter() = default;

QList<exchange::Note> Linter::look(const Context &context)
{
    return lookAt(context, false);
}

QList<exchange::Note> Linter::lookAt(const Context &context, bool recorded)
{
    QList<exchange::Note> notes;
    const mcp::Message &message = context.message;
    if (message.raw().isEmpty())
        return notes;
    try {
        const Json none;
        Look whole = lookFor(context, message.envelope(), none, *m_memory, notes, recorded);
        if (message.kind() == MessageKind::Invalid) {
            reportInvalid(whole);
            return notes;
        }
        const bool tooLarge = message.raw().size() > depthLimit(context, recorded);
        if (tooLarge)
            whole.report("not-checked",
                         QStringLiteral("%1 bytes; only the envelope was checked").arg(message.raw().size()));
        const Json json = tooLarge ? Json() : parseJson(message.raw());
        if (message.kind() != MessageKind::Batch) {
            Look look = lookFor(context, message.envelope(), json, *m_memory, notes, recorded);
            checkOne(look);
            return notes;
        }
        checkBatch(whole);
        for (qsizetype i = 0; i < message.items().size(); ++i) {
            const bool parsed = json.is_array() && std::size_t(i) < json.size();
            const Json &item = parsed ? json[std::size_t(i)] : none;
            Look look = lookFor(context, message.items()[i], item, *m_memory, notes, recorded);
            look.pointer = '/' + QByteArray::number(i);
            checkOne(look);
        }
    } catch (const std::exception &) {
        // Out of memory at the worst; what was found so far is still true.
    }
    return notes;
}

QList<exchange::Note> Linter::lookAtRecording(const exchange::Record &whole)
{
    // A server's request stands in the stream that carried it, a batch's member in the batch.
    if (whole.parent.isValid() && whole.kind != exchange::Kind::Response)
        return {};
    QList<exchange::Note> notes;
    const RecordedExchange recorded(whole, m_reader);
    const bool refused = whole.errorCode.has_value() || (whole.status >= 400 && whole.status < 500);
    recorded.forEach([&](const Context &context) {
        QList<exchange::Note> found = lookAt(context, true);
        for (exchange::Note &note : found) {
            if (refused && context.way == Way::ToServer && note.severity == exchange::Severity::Error) {
                note.severity = exchange::Severity::Warning;
                note.text += QStringLiteral(" (the server refused it)");
            }
            if (notes.size() < kMaxFindingsPerExchange)
                notes.append(note);
        }
    });
    return notes;
}

} // namespace sightglass::interceptor::lint
