// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/madeanswer.h"

#include "interceptor/subject.h"
#include "mcp/errorresponse.h"
#include "mcp/jsonedit.h"

#include <utility>

namespace sightglass::interceptor::rules {
namespace {

using mcp::MessageKind;
using namespace Qt::Literals::StringLiterals;

// Every result of the modern era says what it is; a result that does not is a complete one (2026-07-28 basic, "Results").
// Written out so that one rule gives answers that strict clients of both eras take.
QByteArray resultText(const QByteArray &value, bool modern)
{
    if (!modern || mcp::jsonedit::locate(value, "/resultType"))
        return value;
    auto complete = mcp::jsonedit::set(value, "/resultType", R"("complete")");
    return complete ? std::move(*complete) : value;
}

QByteArray answerText(const Action &action, const QByteArray &id, bool modern)
{
    if (action.kind == Action::Kind::RespondError)
        return mcp::errorResponse(id, action.code, action.text.toUtf8(), action.value);
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + resultText(action.value, modern) + '}';
}

} // namespace

MadeAnswer makeAnswer(const Action &action, const Context &context)
{
    const bool modern = context.record.era == mcp::Era::Modern;
    // In place of a stream, whose head has no message: the answer to what was asked.
    const bool forRequest = context.way == Way::ToServer || (context.request && isStreamHead(context));
    const mcp::Message &message = forRequest && context.way == Way::ToClient ? *context.request : context.message;
    const MessageKind asked = forRequest ? MessageKind::Request : MessageKind::Response;
    if (message.kind() == asked) {
        QByteArray id = message.envelope().id.toJson();
        return {answerText(action, id.isEmpty() ? QByteArray("null") : id, modern), {}};
    }
    if (message.kind() == MessageKind::Batch) {
        QByteArray answers;
        for (const mcp::Envelope &item : message.items()) {
            if (item.kind == asked)
                answers += (answers.isEmpty() ? "[" : ",") + answerText(action, item.id.toJson(), modern);
        }
        if (!answers.isEmpty())
            return {answers + ']', {}};
        if (forRequest)
            return {};
    }
    const bool unanswered = message.kind() == MessageKind::Notification || message.kind() == MessageKind::Response;
    if (forRequest && unanswered)
        return {};
    if (!forRequest && message.kind() != MessageKind::Invalid)
        return {{}, u"a request or notification of the server cannot be answered from here"_s};
    return {{}, u"there is no JSON-RPC message to answer"_s};
}

} // namespace sightglass::interceptor::rules
