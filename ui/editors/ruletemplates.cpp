// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruletemplates.h"

#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"
#include "ui/editors/ruletextlayout.h"
#include "ui/models/copyformats.h"
#include "ui/models/exchangecells.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Record;
using interceptor::rules::RuleSet;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RuleTemplates)
};

constexpr qsizetype kMaxId = 40;
/// Longest value that a template repeats.
constexpr qsizetype kMaxValue = 200;

/// An id that the file does not have: letters, digits and dashes of \a name, numbered where need be.
QByteArray freeId(const QString &name, const RuleSet &known)
{
    QByteArray base;
    for (const QChar c : name.toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            base += c.toLatin1();
        else if (!base.isEmpty() && !base.endsWith('-'))
            base += '-';
    }
    base.truncate(kMaxId);
    while (base.endsWith('-'))
        base.chop(1);
    if (base.isEmpty())
        base = "rule";
    const auto taken = [&](const QByteArray &id) {
        return std::any_of(known.rules().begin(), known.rules().end(), [&](const auto &rule) { return rule.id == id; });
    };
    QByteArray id = base;
    for (int number = 2; taken(id); ++number)
        id = base + '-' + QByteArray::number(number);
    return id;
}

QByteArray quoted(const QString &text)
{
    return mcp::quoteJson(text.toUtf8());
}

/// The first member of the object at \a pointer whose value is short, and that value; an action that sets it to what it
/// is already shows how, and changes nothing by itself.
QByteArray setFirst(const QByteArray &body, const QByteArray &pointer)
{
    const auto object = models::jsonAt(body, pointer);
    if (!object || object->type != models::JsonType::Object)
        return {};
    models::JsonChildren children(body, *object);
    while (const auto child = children.next()) {
        if (child->range.length > kMaxValue || !child->complete)
            continue;
        const QByteArray key = body.mid(child->key.at + 1, child->key.length - 2);
        if (key.contains('\\'))
            continue;
        const QByteArray where = pointer + '/' + models::pointerToken(key);
        return "{\"set\": " + mcp::quoteJson(where) + ", \"value\": " + body.mid(child->range.at, child->range.length)
               + '}';
    }
    return {};
}

QByteArray setText(const QByteArray &body)
{
    const auto text = models::jsonAt(body, "/result/content/0/text");
    if (!text || !text->complete)
        return {};
    const QByteArray value =
        text->range.length <= kMaxValue ? body.mid(text->range.at, text->range.length) : "\"changed\"";
    return "{\"set\": \"/result/content/0/text\", \"value\": " + value + '}';
}

} // namespace

QByteArray ruleText(const RuleTemplate &content, const RuleSet &known)
{
    QByteArrayList lines;
    lines.append("\"id\": " + mcp::quoteJson(freeId(content.name, known)));
    lines.append("\"name\": " + quoted(content.name));
    lines.append("\"enabled\": " + QByteArray(content.enabled ? "true" : "false"));
    if (!content.match.isEmpty())
        lines.append("\"match\": " + quoted(content.match));
    lines.append("\"on\": " + content.on);
    lines.append("\"actions\": [\n    " + content.action + "\n  ]");
    return "{\n  " + lines.join(",\n  ") + "\n}";
}

QByteArray emptyRule(const RuleSet &known)
{
    return ruleText({Text::tr("New rule"), {}, "[\"request\"]", R"({"tag": "seen"})", false}, known);
}

QByteArray exampleRule(const RuleSet &known)
{
    return ruleText({Text::tr("Slow tool calls"), u"method:tools/call"_s, "[\"request\"]", R"({"delay": 500})", false},
                    known);
}

QByteArray duplicateOf(const interceptor::rules::Rule &rule, const RuleSet &known)
{
    namespace jsonedit = mcp::jsonedit;
    const QString name = Text::tr("%1 (copy)").arg(rule.name.isEmpty() ? QString::fromUtf8(rule.id) : rule.name);
    QByteArray copy = rule.source;
    for (const auto &[pointer, value] : {std::pair<QByteArray, QByteArray>("/id", mcp::quoteJson(freeId(name, known))),
                                         std::pair<QByteArray, QByteArray>("/name", quoted(name)),
                                         std::pair<QByteArray, QByteArray>("/enabled", "false")}) {
        if (const auto changed = withValue(copy, pointer, value))
            copy = *changed;
    }
    return copy;
}

QString messagesLike(const Record &record)
{
    using Model = models::ExchangeListModel;
    QStringList terms;
    for (const int column : {int(Model::Method), int(Model::Name)}) {
        if (const QString term = models::cellFilterTerm(record, column); !term.isEmpty())
            terms.append(term);
    }
    if (terms.isEmpty())
        return models::cellFilterTerm(record, Model::Kind);
    return terms.join(u" and "_s);
}

QString kindOfMessage(const Record &record)
{
    if (record.method == "tools/call" && !record.name.isEmpty())
        return Text::tr("tool “%1”").arg(models::lineText(record.name, kMaxId));
    return models::titleText(record);
}

QByteArray ruleFor(const Record &record, const QList<exchange::Part> &parts, bool response, const RuleSet &known)
{
    RuleTemplate content;
    content.match = messagesLike(record);
    if (response) {
        content.name = Text::tr("Change the answer of %1").arg(kindOfMessage(record));
        // A stream's answer is one of its events.
        content.on = record.eventCount > 0 ? "[\"response\", \"event\"]" : "[\"response\"]";
        const QByteArray body = models::responseBody(parts);
        content.action = setText(body);
        if (content.action.isEmpty())
            content.action = setFirst(body, "/result");
        if (content.action.isEmpty())
            content.action = R"({"set": "/result/_meta/changed", "value": true})";
    } else {
        content.name = Text::tr("Change %1").arg(kindOfMessage(record));
        const QByteArray body = models::requestBody(parts);
        content.action = setFirst(body, "/params/arguments");
        // Another name would be another tool: never what somebody wants to begin with.
        if (content.action.isEmpty() && record.method != "tools/call" && record.method != "prompts/get")
            content.action = setFirst(body, "/params");
        if (content.action.isEmpty())
            content.action = R"({"set": "/params/arguments/example", "value": true})";
    }
    return ruleText(content, known);
}

QByteArray blockingRule(const Record &record, const RuleSet &known)
{
    const QString reason = Text::tr("%1 is blocked by a rule").arg(kindOfMessage(record));
    return ruleText({Text::tr("Block %1").arg(kindOfMessage(record)), messagesLike(record), "[\"request\"]",
                     "{\"reject\": " + quoted(reason) + '}', true},
                    known);
}

} // namespace sightglass::ui
