// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <vector>

namespace sightglass::store {

/// A command and its arguments, bytes without meaning.
using RedisCommand = QList<QByteArray>;

/// What Redis answered; a value. It comes from outside: look before you take.
struct RedisReply {
    enum class Kind : quint8 { Nil, Error, Status, Integer, Bytes, Array };

    Kind kind = Kind::Nil;
    qint64 integer = 0;
    QByteArray bytes; ///< of Error, Status and Bytes
    std::vector<RedisReply> items;

    bool isNil() const { return kind == Kind::Nil; }
    /// The number, also where it stands as text; 0 when it is none.
    qint64 toInteger() const { return kind == Kind::Integer ? integer : bytes.toLongLong(); }
    /// The item at \a index; Nil when there is none.
    const RedisReply &at(std::size_t index) const
    {
        static const RedisReply none;
        return index < items.size() ? items[index] : none;
    }
};

} // namespace sightglass::store
