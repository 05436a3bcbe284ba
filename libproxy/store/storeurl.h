// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/recordstore.h"

#include <QString>

#include <memory>

namespace sightglass::store {

/// Where recordings and sessions are kept, as `--store` and the configuration name it: `memory`, `sqlite:PATH` or
/// `redis://[:PASSWORD@]HOST[:PORT][/DATABASE]`.
struct StoreUrl {
    enum class Kind : quint8 { Memory, Sqlite, Redis };

    static constexpr quint16 kRedisPort = 6379;
    /// Of Kind::Redis.
    struct Server {
        QString host;
        quint16 port = kRedisPort;
        QByteArray password; ///< empty: none
        int database = 0;

        bool operator==(const Server &) const = default;
    };

    Kind kind = Kind::Memory;
    QString path = {}; ///< of the database file; empty for the other kinds
    Server server = {};

    /// For people and logs: a password is hidden. Else the spelling that parseStoreUrl() reads.
    QString toString() const;
    /// The spelling that parseStoreUrl() reads, with the password; for the user's own settings.
    QString toSecretString() const;
    bool operator==(const StoreUrl &) const = default;
};

/// Reads \a text. InvalidArgument when it names no store or has no path or host, Unsupported for a store that this build
/// does not have (`rediss://`). Nothing is opened or created. No error has a password in its text.
Result<StoreUrl> parseStoreUrl(QStringView text);

/// `sqlite:` with sightglass/recordings.sqlite in the platform's folder for the user's data; the same for every program
/// of ours, whatever QCoreApplication says of itself.
StoreUrl defaultStoreUrl();

/// Makes the store of recordings; nothing is touched before its open(). Redis keeps sessions and events only: recordings
/// beside it stay in memory. Any thread, but all calls of the store from one.
Result<std::unique_ptr<RecordStore>> createStore(const StoreUrl &url);

/// Opens a recording for reading, whether or not somebody writes it now. Errors: NotFound (no such file), InvalidData
/// (not a recording), Unsupported (written by a newer version; or one in memory, which only its own process can
/// read, through MemoryStore::reader()), PermissionDenied, Io. The reader belongs to the calling thread.
Result<std::unique_ptr<RecordReader>> openReader(const StoreUrl &url);

} // namespace sightglass::store
