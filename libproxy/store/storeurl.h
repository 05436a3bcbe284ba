// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/recordstore.h"

#include <QString>

#include <memory>

namespace sightglass::store {

/// Where recordings are kept, as `--store` and the configuration name it: `memory` or `sqlite:PATH`.
struct StoreUrl {
    enum class Kind : quint8 { Memory, Sqlite };

    Kind kind = Kind::Memory;
    QString path; ///< of the database file; empty for Kind::Memory

    /// The spelling that parseStoreUrl() reads.
    QString toString() const;
    bool operator==(const StoreUrl &) const = default;
};

/// Reads \a text. InvalidArgument when it names no store or has no path, Unsupported for a store that this build does
/// not have. Nothing is opened or created.
Result<StoreUrl> parseStoreUrl(QStringView text);

/// `sqlite:` with sightglass/recordings.sqlite in the platform's folder for the user's data; the same for every program
/// of ours, whatever QCoreApplication says of itself.
StoreUrl defaultStoreUrl();

/// Makes the store; nothing is touched before its open(). Any thread, but all calls of the store from one.
Result<std::unique_ptr<RecordStore>> createStore(const StoreUrl &url);

/// Opens a recording for reading, whether or not somebody writes it now. Errors: NotFound (no such file), InvalidData
/// (not a recording), Unsupported (written by a newer version; or `memory`, which only its own process can read,
/// through MemoryStore::reader()), PermissionDenied, Io. The reader belongs to the calling thread.
Result<std::unique_ptr<RecordReader>> openReader(const StoreUrl &url);

} // namespace sightglass::store
