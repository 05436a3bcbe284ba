// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"
#include "base/result.h"
#include "exchange/filter.h"
#include "store/recordstore.h"
#include "store/storeurl.h"

#include <memory>

namespace sightglass::app {

/// What `tail` and `export` share: the reader that --store names and the filter that --filter gives.
struct Recordings {
    store::StoreUrl url;
    std::unique_ptr<store::RecordReader> reader;
    exchange::Filter filter;
};

/// Opens them. The error says what is wrong with which option.
Result<Recordings> openRecordings(const Options &options);
/// The same for commands without --filter.
Result<Recordings> openStore(const Options &options);
/// The same for commands whose --db names an SQLite file.
Result<Recordings> openDatabase(const Options &options);

/// Does the record pass the filter? Loads its payload only where that decides.
Result<bool> passes(const exchange::Filter &filter, store::RecordReader &reader, const exchange::Record &record);

/// The record with its whole payload.
Result<exchange::Record> withParts(store::RecordReader &reader, const exchange::Record &record);

} // namespace sightglass::app
