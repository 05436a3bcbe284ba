// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/actionshapes.h"

#include "mcp/jsonedit.h"

#include <QCoreApplication>

#include <array>

namespace sightglass::ui {
namespace {

using Kind = ActionField::Kind;

constexpr char kContext[] = "sightglass::ui::ActionShapes";

constexpr std::array kSet{ActionField{Kind::Pointer, "/set", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Where"),
                                      "/params/arguments/query", ""},
                          ActionField{Kind::Json, "/value", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Value"),
                                      "\"text\", 42, {…}", ""}};
constexpr std::array kRemove{ActionField{Kind::Pointer, "/remove",
                                         QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Where"),
                                         "/params/arguments/query", ""}};
constexpr std::array kPatch{ActionField{Kind::Json, "/jsonPatch",
                                        QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Operations"),
                                        "[{\"op\": \"replace\", \"path\": \"/…\", \"value\": …}]", ""}};
constexpr std::array kMerge{
    ActionField{Kind::Json, "/mergePatch", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Members"), "{…}", ""}};
constexpr std::array kReplace{
    ActionField{Kind::Json, "/replaceBody", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Message"), "{…}", ""}};
constexpr std::array kRespond{
    ActionField{Kind::Json, "/respond", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Result"), "{…}", ""}};
constexpr std::array kRespondError{
    ActionField{Kind::Whole, "/respondError/code", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Code"), "", ""},
    ActionField{Kind::Line, "/respondError/message", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Message"), "",
                ""},
    ActionField{Kind::OptionalJson, "/respondError/data", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Data"),
                QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "optional"), ""}};
constexpr std::array kReject{
    ActionField{Kind::Line, "/reject", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Reason"), "", ""}};
constexpr std::array kDelay{
    ActionField{Kind::Range, "/delay", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "For"), "", ""}};
constexpr std::array kHold{
    ActionField{Kind::Line, "/hold", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Reason"), "", ""}};
constexpr std::array kSetHeader{
    ActionField{Kind::Line, "/setHeader", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Header"), "X-Debug", ""},
    ActionField{Kind::Line, "/value", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Value"), "", ""}};
constexpr std::array kRemoveHeader{ActionField{
    Kind::Line, "/removeHeader", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Header"), "X-Debug", ""}};
constexpr std::array kRedirect{
    ActionField{Kind::Line, "/redirect", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Route"), "default", ""}};
constexpr std::array kTag{
    ActionField{Kind::Line, "/tag", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Tag"), "", ""}};
constexpr std::array kColour{ActionField{Kind::Choice, "/colour",
                                         QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Colour"), "",
                                         "red orange yellow green blue purple grey"}};
constexpr std::array kComment{
    ActionField{Kind::Line, "/comment", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Text"), "", ""}};
constexpr std::array kRate{
    ActionField{Kind::Real, "/rateLimit/perSecond", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Per second"), "",
                ""},
    ActionField{Kind::Whole, "/rateLimit/burst", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "At once"), "", ""},
    ActionField{Kind::Choice, "/rateLimit/per", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Counted per"), "",
                "all client session tool"}};

constexpr std::array<ActionShape, 20> kShapes{{
    {"set", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Set a value"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "puts a value at a place of the message"),
     R"({"set": "/params/arguments/query", "value": "changed"})", kSet},
    {"remove", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Remove a value"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "takes what stands at a place out of the message"),
     R"({"remove": "/params/arguments/query"})", kRemove},
    {"jsonPatch", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "JSON Patch"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "applies operations (RFC 6902)"),
     R"({"jsonPatch": [{"op": "replace", "path": "/params/name", "value": "other"}]})", kPatch},
    {"mergePatch", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Merge Patch"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "merges members into the message (RFC 7396)"),
     R"({"mergePatch": {"params": {}}})", kMerge},
    {"replaceBody", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Replace the message"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "sends another message instead"), R"({"replaceBody": {}})",
     kReplace},
    {"respond", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Answer with a result"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "answers at once; the server gets nothing"),
     R"({"respond": {"content": [{"type": "text", "text": "mocked"}]}})", kRespond},
    {"respondError", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Answer with an error"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "answers with a JSON-RPC error of your choice"),
     R"({"respondError": {"code": -32000, "message": "failed on purpose"}})", kRespondError},
    {"reject", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Reject"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "refuses the message and says why"),
     R"({"reject": "not allowed here"})", kReject},
    {"delay", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Delay"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "waits before the message goes on, in milliseconds"),
     R"({"delay": 1000})", kDelay},
    {"hold", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Hold for me"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "waits until somebody decides"), R"({"hold": "look at this"})",
     kHold},
    {"drop",
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Drop"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "nobody gets it"),
     R"({"drop": true})",
     {}},
    {"setHeader", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Set a header"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "adds an HTTP header, or replaces it"),
     R"({"setHeader": "X-Debug", "value": "1"})", kSetHeader},
    {"removeHeader", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Remove a header"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "takes an HTTP header away"), R"({"removeHeader": "X-Debug"})",
     kRemoveHeader},
    {"independentHeaders",
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Leave mirrored headers alone"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "headers no longer follow the edited body: provokes -32020"),
     R"({"independentHeaders": true})",
     {}},
    {"redirect", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Send over another route"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "another server gets the request"), R"({"redirect": "default"})",
     kRedirect},
    {"tag", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Tag"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "marks the exchange; find it by tag:…"), R"({"tag": "seen"})",
     kTag},
    {"colour", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Colour"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "colours the exchange in the list"), R"({"colour": "orange"})",
     kColour},
    {"comment", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Comment"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "notes a text at the exchange"), R"({"comment": "note"})",
     kComment},
    {"rateLimit", QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Limit the rate"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "refuses what comes faster, with 429"),
     R"({"rateLimit": {"perSecond": 5, "burst": 10, "per": "client"}})", kRate},
    {"pass",
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "Let it pass"),
     QT_TRANSLATE_NOOP("sightglass::ui::ActionShapes", "does nothing; to stop the rules behind it"),
     R"({"pass": true})",
     {}},
}};

} // namespace

QString ActionShape::titleText() const
{
    return QCoreApplication::translate(kContext, title);
}

QString ActionShape::helpText() const
{
    return QCoreApplication::translate(kContext, help);
}

std::span<const ActionShape> actionShapes()
{
    return kShapes;
}

int actionShapeOf(const QByteArray &action)
{
    for (std::size_t i = 0; i < kShapes.size(); ++i) {
        if (mcp::jsonedit::locate(action, QByteArray("/") + kShapes[i].member))
            return int(i);
    }
    return -1;
}

QString actionFieldLabel(const ActionField &field)
{
    return QCoreApplication::translate(kContext, field.label);
}

} // namespace sightglass::ui
