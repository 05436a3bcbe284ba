// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/notejson.h"

#include "exchange/names.h"
#include "mcp/jsontext.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sightglass::exchange {
namespace {

using Json = nlohmann::json;

QByteArray quotedWord(QLatin1StringView word)
{
    return mcp::quoteJson(QByteArrayView(word.data(), word.size()));
}

// A pointer or a code may hold anything that a message held: what is no UTF-8 is mended, as it is only for people.
QByteArray quotedBytes(const QByteArray &bytes)
{
    return mcp::quoteJson(bytes.isValidUtf8() ? bytes : QString::fromUtf8(bytes).toUtf8());
}

template <typename Enum>
std::optional<Enum> wordOf(const Json &object, const char *member, Enum first, Enum last)
{
    const auto found = object.find(member);
    if (found == object.end() || !found->is_string())
        return std::nullopt;
    const std::string &word = found->get_ref<const std::string &>();
    for (int value = int(first); value <= int(last); ++value) {
        if (nameOf(Enum(value)) == QLatin1StringView(word.data(), qsizetype(word.size())))
            return Enum(value);
    }
    return std::nullopt;
}

QByteArray bytesOf(const Json &object, const char *member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? QByteArray::fromStdString(found->get<std::string>())
                                                       : QByteArray();
}

} // namespace

QByteArray notesToJson(const QList<Note> &notes)
{
    QByteArray out;
    for (const Note &note : notes) {
        out.append(out.isEmpty() ? '[' : ',').append("{\"kind\":").append(quotedWord(nameOf(note.kind)));
        if (note.severity != Severity::None)
            out.append(",\"severity\":").append(quotedWord(nameOf(note.severity)));
        if (!note.code.isEmpty())
            out.append(",\"code\":").append(quotedBytes(note.code));
        if (!note.text.isEmpty())
            out.append(",\"text\":").append(mcp::quoteJson(note.text.toUtf8()));
        if (!note.pointer.isEmpty())
            out.append(",\"pointer\":").append(quotedBytes(note.pointer));
        if (note.part >= 0)
            out.append(",\"part\":").append(QByteArray::number(note.part));
        out.append('}');
    }
    return out.isEmpty() ? out : out.append(']');
}

QList<Note> notesFromJson(QByteArrayView json)
{
    QList<Note> notes;
    if (json.isEmpty())
        return notes;
    const Json array = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!array.is_array())
        return notes;
    for (const Json &object : array) {
        if (!object.is_object() || notes.size() >= Note::kMaxPerExchange)
            continue;
        const auto kind = wordOf(object, "kind", NoteKind::Rule, NoteKind::Held);
        if (!kind)
            continue;
        Note note;
        note.kind = *kind;
        note.severity = wordOf(object, "severity", Severity::Info, Severity::Error).value_or(Severity::None);
        note.code = bytesOf(object, "code");
        note.text = QString::fromUtf8(bytesOf(object, "text"));
        note.pointer = bytesOf(object, "pointer");
        if (const auto part = object.find("part"); part != object.end() && part->is_number_integer())
            note.part = qint32(std::clamp<qint64>(part->get<qint64>(), -1, std::numeric_limits<qint32>::max()));
        notes.append(std::move(note));
    }
    return notes;
}

} // namespace sightglass::exchange
