// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sightglass::mcp {

/// A member of an object or an element of an array, by places in the text:
///
///     {"a": 1 ,  "b"  :  2  }
///           ^^   ^  ^    ^^
///         gap  begin|  value end
///               nameEnd
struct JsonItem {
    qsizetype gap = 0;     ///< behind the value before it, or behind the opening bracket
    qsizetype begin = 0;   ///< of the name's quotation mark; of an element: its value
    qsizetype nameEnd = 0; ///< of an element: as begin
    qsizetype value = 0;
    qsizetype end = 0; ///< of the value
};

/// Walks over a JSON text (RFC 8259, checked) without building anything: one pass, no allocation, nesting bounded. A
/// function that returns false has met an error, and stays there.
///
/// Thread: any one at a time. Owner: its user; the text must outlive it.
class JsonScanner
{
public:
    enum class Comments { Skip, Refuse };

    explicit JsonScanner(QByteArrayView json, Comments comments = Comments::Skip);

    /// To the beginning of the text's value, past blanks, comments and a byte order mark.
    bool start();
    /// Nothing but blanks and comments may follow.
    bool finish();
    qsizetype position() const { return m_at - m_text.data(); }
    /// The byte that is next; 0 at the end.
    char peek() const { return m_at == m_end ? '\0' : *m_at; }
    /// Over the value that begins here, which has \a depth containers around it.
    bool skipValue(int depth);
    /// Over the container that begins here. \a onItem is called at each item's value, with all but its end, and must step
    /// over the value.
    template <typename OnItem>
    bool forEachItem(int depth, OnItem &&onItem);

    /// What is wrong and where, by line and column from 1.
    Error error() const;

private:
    bool blanks();
    bool comment();
    bool string();
    bool escape();
    bool number();
    bool digits();
    bool word(QByteArrayView expected);
    bool name(JsonItem &item);
    bool enter(int depth);
    bool tooDeep();
    bool fail(const char *what);

    QByteArrayView m_text;
    const char *m_at;
    const char *m_end;
    Comments m_comments;
    bool m_limit = false;
    const char *m_what = nullptr;
};

template <typename OnItem>
bool JsonScanner::forEachItem(int depth, OnItem &&onItem)
{
    const bool isObject = peek() == '{';
    const char close = isObject ? '}' : ']';
    if (!enter(depth))
        return false;
    JsonItem item;
    item.gap = position();
    if (!blanks())
        return false;
    if (peek() == close) {
        ++m_at;
        return true;
    }
    for (;;) {
        item.begin = item.nameEnd = item.value = position();
        if ((isObject && !name(item)) || !onItem(item))
            return false;
        item.gap = position();
        if (!blanks())
            return false;
        if (peek() == close) {
            ++m_at;
            return true;
        }
        if (peek() != ',')
            return fail(isObject ? "expected ',' or '}'" : "expected ',' or ']'");
        ++m_at;
        if (!blanks())
            return false;
    }
}

} // namespace sightglass::mcp
