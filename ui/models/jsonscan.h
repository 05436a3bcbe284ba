// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

/// Looks at JSON as it stands in the bytes: nothing is parsed into values and written again, so order, spelling and
/// duplicates survive, and broken texts show as far as they go. Sans-io; no recursion; from any thread.
namespace sightglass::models {

enum class JsonType : quint8 { Object, Array, String, Number, True, False, Null, Invalid };

/// A range of the text that was looked at.
struct JsonRange {
    qsizetype at = 0;
    qsizetype length = 0;

    qsizetype end() const { return at + length; }
    bool operator==(const JsonRange &) const = default;
};

/// One value, and its key when it is a member of an object.
struct JsonValue {
    JsonType type = JsonType::Invalid;
    JsonRange range;      ///< with quotes or brackets; of a value that is cut off, up to the end of the text
    JsonRange key;        ///< with quotes; length 0: none
    bool complete = true; ///< its end is there
};

/// Where a text goes wrong.
struct JsonFault {
    enum class What : quint8 { UnexpectedEnd, UnexpectedByte, BadString, BadNumber, BadLiteral, TrailingBytes };
    What what = What::UnexpectedByte;
    qsizetype at = 0;
};
/// In words, translated, without the position.
QString faultText(JsonFault::What what);

/// The value that the text is; text behind it is a fault.
struct JsonRoot {
    std::optional<JsonValue> value;
    std::optional<JsonFault> fault;
};
JsonRoot jsonRoot(QByteArrayView text);

/// The direct children of a container, found by one pass over its bytes.
class JsonChildren
{
public:
    /// \a container: an object or array within \a text, which must outlive this.
    JsonChildren(QByteArrayView text, const JsonValue &container);
    /// The next child; nullopt at the end, or where it goes wrong (fault()).
    std::optional<JsonValue> next();
    const std::optional<JsonFault> &fault() const { return m_fault; }

private:
    std::optional<JsonValue> fail(JsonFault::What what, qsizetype at);

    QByteArrayView m_text;
    qsizetype m_at;
    bool m_isObject;
    bool m_first = true;
    bool m_done = false;
    std::optional<JsonFault> m_fault;
};

/// The member \a key of the object \a object (the last one of that name, as JSON.parse has it).
std::optional<JsonValue> jsonMember(QByteArrayView text, const JsonValue &object, QByteArrayView key);
/// What a JSON Pointer (RFC 6901) points to.
std::optional<JsonValue> jsonAt(QByteArrayView text, QByteArrayView pointer);
/// A reference token as it stands in a JSON Pointer: `~` and `/` escaped.
QByteArray pointerToken(QByteArrayView name);

/// The text with line breaks and indentation; every value keeps its spelling. What is no JSON any more follows as it is.
/// Stops early, with what there is, when \a cancelled becomes true.
QByteArray indented(QByteArrayView text, int width = 2, const std::atomic<bool> *cancelled = nullptr);

enum class JsonTokenKind : quint8 { Key, String, Number, Literal, Punctuation, Error };
struct JsonToken {
    JsonTokenKind kind = JsonTokenKind::Error;
    JsonRange range;
};
/// Every token of \a text, white space left out. \a text may be a piece of a document, e.g. one line: a string is a key
/// when a colon follows it.
std::vector<JsonToken> jsonTokens(QByteArrayView text);
/// The same for a line of a text document, positions in UTF-16 code units.
std::vector<JsonToken> jsonTokens(QStringView line);

/// The position as people count: line and column from 1.
std::pair<qsizetype, qsizetype> lineAndColumn(QByteArrayView text, qsizetype at);

} // namespace sightglass::models
