// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/subject.h"

namespace sightglass::interceptor {

using exchange::Part;
using exchange::PartKind;
using mcp::MessageKind;

namespace {

bool speaksForItself(const Context &context)
{
    const MessageKind kind = context.message.kind();
    return (context.way == Way::ToServer || context.isEvent)
           && (kind == MessageKind::Request || kind == MessageKind::Notification);
}

void describeAnswer(exchange::Record &subject, const Context &context)
{
    const mcp::Envelope &envelope = context.message.envelope();
    const bool isAnswer = context.isEvent ? envelope.kind == MessageKind::Response : !isStreamHead(context);
    subject.state = isAnswer ? exchange::State::Completed : exchange::State::Open;
    subject.status = context.head ? context.head->status() : context.record.status;
    subject.endUs = isAnswer ? context.record.firstByteUs : -1;
    if (isAnswer) {
        subject.errorCode = envelope.errorCode;
        subject.toolError = envelope.toolError;
        subject.inputRequired = envelope.inputRequired;
    } else {
        subject.errorCode.reset();
        subject.toolError = subject.inputRequired = false;
    }
    if (context.request)
        subject.requestBytes = context.request->raw().size();
    subject.responseBytes = context.message.raw().size();
}

} // namespace

bool isStreamHead(const Context &context)
{
    if (context.way != Way::ToClient || context.isEvent || !context.head || !context.message.raw().isEmpty())
        return false;
    const auto framing = context.head->framing();
    return framing == wire::Framing::Chunked || framing == wire::Framing::UntilClose
           || context.head->hasToken("Content-Type", "text/event-stream");
}

SubjectNames subjectNames(const Context &context)
{
    const exchange::Record &record = context.record;
    if (!speaksForItself(context))
        return {record.kind, record.direction, record.method, record.name};
    const mcp::Envelope &envelope = context.message.envelope();
    const bool isRequest = envelope.kind == MessageKind::Request;
    return {isRequest ? exchange::Kind::Request : exchange::Kind::Notification,
            context.isEvent ? exchange::Direction::ServerToClient : record.direction, envelope.method,
            envelope.method == "notifications/cancelled" ? envelope.cancelledId.text() : envelope.name};
}

void describeSubject(exchange::Record &subject, const Context &context)
{
    subject = context.record;
    subject.parts = {};
    subject.firstPart = 0;
    SubjectNames names = subjectNames(context);
    subject.kind = names.kind;
    subject.direction = names.direction;
    subject.method = std::move(names.method);
    subject.name = std::move(names.name);
    if (speaksForItself(context))
        subject.rpcId = context.message.envelope().id;
    if (context.way == Way::ToClient) {
        describeAnswer(subject, context);
        return;
    }
    subject.state = exchange::State::Open;
    subject.status = 0;
    subject.endUs = -1;
    if (subject.kind != exchange::Kind::Response)
        subject.errorCode.reset();
    subject.requestBytes = context.message.raw().size();
    subject.responseBytes = 0;
}

void addSubjectParts(exchange::Record &subject, const Context &context)
{
    constexpr qsizetype kMost = 4;
    QList<Part> parts;
    parts.reserve(kMost);
    const auto add = [&parts](PartKind kind, const QByteArray &bytes) {
        if (!bytes.isEmpty())
            parts.append(Part{kind, 0, bytes});
    };
    if (context.way == Way::ToServer) {
        if (const wire::HttpHead *head = context.head ? context.head : context.requestHead)
            add(PartKind::RequestHead, head->block());
        add(PartKind::RequestBody, context.message.raw());
    } else {
        if (context.requestHead)
            add(PartKind::RequestHead, context.requestHead->block());
        if (context.request)
            add(PartKind::RequestBody, context.request->raw());
        if (context.head)
            add(PartKind::ResponseHead, context.head->block());
        add(context.isEvent ? PartKind::Event : PartKind::ResponseBody, context.message.raw());
    }
    subject.parts = std::move(parts);
}

exchange::Record subjectOf(const Context &context)
{
    exchange::Record subject;
    describeSubject(subject, context);
    addSubjectParts(subject, context);
    return subject;
}

} // namespace sightglass::interceptor
