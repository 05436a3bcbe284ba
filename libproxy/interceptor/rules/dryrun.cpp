// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/dryrun.h"

#include "interceptor/noting.h"
#include "interceptor/rules/recordedmessages.h"
#include "interceptor/rules/rulerun.h"

#include <QStringList>

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

using exchange::Note;
using exchange::NoteKind;

// Everything that matches acts.
class OpenGate final : public RuleGate
{
public:
    bool opens(quint32) override { return true; }
    void acted(quint32, bool) override {}
    int delayMs(quint32, const Action &action) override { return action.maxMs; }
    qint64 takeToken(quint32, qsizetype, const QByteArray &) override { return 0; }
};

// The exchange as it stood before the rules saw its first message.
exchange::Record asItBegan(const exchange::Record &whole)
{
    exchange::Record record = whole;
    record.parts.clear();
    record.notes.clear();
    record.edited = false;
    return record;
}

// What lint had said by the time a message passed.
void addFindings(exchange::Record &record, const exchange::Record &whole, qint32 after, qint32 upTo)
{
    for (const Note &note : whole.notes) {
        const bool isNew = note.part < 0 ? after < 0 : note.part > after;
        if (note.kind == NoteKind::Finding && isNew && note.part <= upTo)
            addNote(record, note);
    }
}

// What only the answer told, or tells again when it comes.
void hideAnswer(exchange::Record &record, const RecordedMessages &recorded, const mcp::Message &request)
{
    const auto session = recorded.requestHead ? recorded.requestHead->find("Mcp-Session-Id") : std::nullopt;
    if (recorded.requestHead)
        record.sessionId = session ? session->toByteArray() : QByteArray();
    record.peerName = request.envelope().peerName;
}

DryRunChange changeOf(const RecordedMessage &message, const Verdict &verdict)
{
    DryRunChange change;
    change.way = message.way;
    change.isEvent = message.isEvent;
    change.part = message.part;
    change.before = change.after = message.bytes;
    change.fate = verdict.fate();
    const Verdict::Effects *effects = verdict.effects();
    if (!effects)
        return change;
    change.after = effects->message.value_or(message.bytes);
    change.headers = effects->headers;
    change.held = effects->hold;
    change.delayMs = effects->delayMs;
    QStringList done;
    QStringList failed;
    for (const Note &note : effects->notes) {
        if (note.kind == NoteKind::Rule)
            done.append(QStringLiteral("%1: %2").arg(QLatin1StringView(note.code), note.text));
        else if (note.kind == NoteKind::Trouble)
            failed.append(note.text);
    }
    change.summary = done.join(QStringLiteral("; "));
    change.failure = failed.join(QStringLiteral("; "));
    return change;
}

// An event may be kept back, or another put in its place, and the stream goes on; anything else ends the exchange.
bool endsExchange(const RecordedMessage &message, Verdict::Fate fate)
{
    return fate != Verdict::Fate::Continue && !message.isEvent;
}

} // namespace

struct DryRun::Private {
    explicit Private(RuleSetPtr rules)
        : run(rules ? std::move(rules) : std::make_shared<RuleSet>()), asksEmpty(wantsEmptyMessages(run.rules()))
    {}
    void approach(exchange::Record &record, const exchange::Record &whole, const RecordedMessages &recorded,
                  const RecordedMessage &message);
    Verdict judge(const exchange::Record &record, const RecordedMessages &recorded, const RecordedMessage &message);

    RuleRun run;
    bool asksEmpty = false;
    OpenGate gate;
    mcp::MessageReader reader;
    mcp::Message read;        // the message under way
    mcp::Message sent;        // the request as the rules leave it
    QList<quint32> opened;    // the rules that acted on it
    qint32 findingsUpTo = -1; // the part up to which lint's findings are known
};

// Brings the record to where it stood when the message passed.
void DryRun::Private::approach(exchange::Record &record, const exchange::Record &whole,
                               const RecordedMessages &recorded, const RecordedMessage &message)
{
    read = reader.read(message.bytes);
    opened.clear();
    if (message.way == Way::ToServer) {
        hideAnswer(record, recorded, read);
        findingsUpTo = -1;
    } else {
        record.sessionId = whole.sessionId;
        record.peerName = whole.peerName;
    }
    addFindings(record, whole, findingsUpTo, message.part);
    findingsUpTo = std::max(findingsUpTo, message.part);
}

Verdict DryRun::Private::judge(const exchange::Record &record, const RecordedMessages &recorded,
                               const RecordedMessage &message)
{
    const bool toServer = message.way == Way::ToServer;
    const auto &head = toServer ? recorded.requestHead : recorded.responseHead;
    const Context context{record,
                          message.way,
                          read,
                          head ? &*head : nullptr,
                          message.isEvent,
                          recorded.requestHead ? &*recorded.requestHead : nullptr,
                          toServer ? nullptr : &sent,
                          message.part};
    Verdict verdict = message.bytes.isEmpty() && !asksEmpty ? Verdict() : run.run(context, gate, &opened);
    if (toServer) {
        const Verdict::Effects *effects = verdict.effects();
        sent = effects && effects->message ? reader.read(*effects->message) : read;
    }
    return verdict;
}

DryRun::DryRun(RuleSetPtr rules) : d(std::make_unique<Private>(std::move(rules))) {}
DryRun::~DryRun() = default;

QList<DryRunChange> DryRun::run(const exchange::Record &whole)
{
    const RecordedMessages recorded = recordedMessages(whole);
    QList<DryRunChange> changes;
    exchange::Record record = asItBegan(whole);
    d->sent = {};
    for (const RecordedMessage &message : recorded.messages) {
        d->approach(record, whole, recorded, message);
        const Verdict verdict = d->judge(record, recorded, message);
        if (d->opened.isEmpty())
            continue;
        DryRunChange change = changeOf(message, verdict);
        for (const quint32 index : std::as_const(d->opened))
            change.ruleIds.append(d->run.rules().rules()[index].id);
        changes.append(std::move(change));
        if (endsExchange(message, verdict.fate()))
            break;
        for (Note note : verdict.effects() ? verdict.effects()->notes : QList<Note>()) {
            note.part = message.part;
            addNote(record, std::move(note));
        }
    }
    return changes;
}

QList<DryRunChange> dryRun(const RuleSet &rules, const exchange::Record &whole)
{
    return DryRun(std::make_shared<const RuleSet>(rules)).run(whole);
}

} // namespace sightglass::interceptor::rules
