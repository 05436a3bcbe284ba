// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/actionrunner.h"

#include "exchange/names.h"
#include "interceptor/rules/actionwords.h"
#include "interceptor/rules/madeanswer.h"
#include "interceptor/subject.h"
#include "mcp/jsonedit.h"

#include <QCryptographicHash>

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = Action::Kind;

constexpr int kTooManyRequests = 429; // RFC 6585 section 4

ActionResult done()
{
    return {true, false, {}};
}

ActionResult failed(const QString &why)
{
    return {false, false, why};
}

Result<QByteArray> edited(const Action &action, const QByteArray &body)
{
    switch (action.kind) {
    case Kind::Set:
        return mcp::jsonedit::set(body, action.pointer, action.value);
    case Kind::Remove:
        return mcp::jsonedit::remove(body, action.pointer);
    case Kind::JsonPatch:
        return mcp::jsonedit::patch(body, action.value);
    case Kind::MergePatch:
        return mcp::jsonedit::mergePatch(body, action.value);
    default:
        return action.value;
    }
}

ActionResult editBody(const Action &action, MessageWork &work)
{
    const QByteArray &body = work.body();
    if (body.isEmpty() && isStreamHead(work.context()))
        return {}; // the messages come behind it, as events
    if (body.isEmpty())
        return failed(u"the message has no body"_s);
    auto result = edited(action, body);
    if (!result)
        return failed(result.error().text);
    work.replace(std::move(*result));
    return done();
}

ActionResult respond(const Action &action, MessageWork &work)
{
    MadeAnswer answer = makeAnswer(action, work.context());
    if (!answer.error.isEmpty())
        return failed(answer.error);
    work.decide(Verdict::Fate::Respond);
    work.effects().message = std::move(answer.message);
    return done();
}

ActionResult editHeader(const Action &action, MessageWork &work)
{
    const Context &context = work.context();
    if (context.isEvent && !work.decided())
        return {}; // they were edited when the stream's head passed
    if (!work.decided() && !context.head)
        return failed(u"no headers go with this message"_s);
    HeaderEdit edit{action.name, std::nullopt};
    if (action.kind == Kind::SetHeader)
        edit.value = action.value;
    work.editHeader(std::move(edit));
    return done();
}

// Long keys are remembered by their digest: what a client invents must not fill the memory.
QByteArray bounded(const QByteArray &key)
{
    constexpr qsizetype kMaxKeyBytes = 128;
    return key.size() <= kMaxKeyBytes ? key : QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

QByteArray bucketOf(Action::Per per, const Context &context)
{
    const exchange::Record &record = context.record;
    const QByteArray address = exchange::addressOf(record.client).toByteArray();
    switch (per) {
    case Action::Per::All:
        break;
    case Action::Per::Client:
        return address;
    case Action::Per::Session:
        return record.sessionId.isEmpty() ? '\n' + address : record.sessionId;
    case Action::Per::Tool: {
        const SubjectNames names = subjectNames(context);
        return names.method + '\n' + names.name;
    }
    }
    return {};
}

ActionResult limitRate(const Action &action, const ActionPlace &place, MessageWork &work, RuleGate &gate)
{
    const QByteArray bucket = bounded(bucketOf(action.per, work.context()));
    const qint64 waitMs = gate.takeToken(place.ruleIndex, place.action, bucket);
    if (waitMs <= 0)
        return {};
    constexpr qint64 kMostSeconds = 24 * 3600;
    work.decide(Verdict::Fate::Reject);
    Verdict::Effects &effects = work.effects();
    effects.reason = u"rule %1 allows %2"_s.arg(QLatin1StringView(place.rule.id), actionWords(action));
    effects.httpStatus = kTooManyRequests;
    effects.retryAfterSeconds = int(std::min((waitMs + 999) / 1000, kMostSeconds));
    return {true, true, {}};
}

ActionResult redirect(const Action &action, MessageWork &work)
{
    if (work.context().way != Way::ToServer)
        return failed(u"only what goes to the server can take another route"_s);
    work.effects().route = QString::fromUtf8(action.name);
    return done();
}

ActionResult annotate(const Action &action, const Rule &rule, MessageWork &work)
{
    exchange::Note note;
    note.kind = action.kind == Kind::Tag      ? exchange::NoteKind::Tag
                : action.kind == Kind::Colour ? exchange::NoteKind::Colour
                                              : exchange::NoteKind::Comment;
    note.code = action.kind == Kind::Comment ? rule.id : action.name;
    note.text = action.text;
    work.note(std::move(note));
    return done();
}

} // namespace

ActionResult carryOut(const Action &action, const ActionPlace &place, MessageWork &work, RuleGate &gate)
{
    switch (action.kind) {
    case Kind::Pass:
        return done();
    case Kind::Set:
    case Kind::Remove:
    case Kind::JsonPatch:
    case Kind::MergePatch:
    case Kind::ReplaceBody:
        return editBody(action, work);
    case Kind::RespondResult:
    case Kind::RespondError:
        return respond(action, work);
    case Kind::Reject:
        work.decide(Verdict::Fate::Reject);
        work.effects().reason =
            action.text.isEmpty() ? u"rule %1"_s.arg(QLatin1StringView(place.rule.id)) : action.text;
        return done();
    case Kind::Delay: {
        const qint64 sum = qint64(work.effects().delayMs) + gate.delayMs(place.ruleIndex, action);
        work.effects().delayMs = int(std::min<qint64>(sum, Action::kMaxDelayMs));
        return done();
    }
    case Kind::Hold:
        work.effects().hold = true;
        work.effects().reason =
            action.text.isEmpty() ? u"rule %1"_s.arg(QLatin1StringView(place.rule.id)) : action.text;
        return done();
    case Kind::Drop:
        work.decide(Verdict::Fate::Drop);
        return done();
    case Kind::SetHeader:
    case Kind::RemoveHeader:
        return editHeader(action, work);
    case Kind::IndependentHeaders:
        work.effects().independentHeaders = true;
        return done();
    case Kind::Redirect:
        return redirect(action, work);
    case Kind::Tag:
    case Kind::Colour:
    case Kind::Comment:
        return annotate(action, place.rule, work);
    case Kind::RateLimit:
        return limitRate(action, place, work, gate);
    }
    return {};
}

} // namespace sightglass::interceptor::rules
