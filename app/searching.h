// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/ids.h"
#include "store/storeurl.h"

#include <QString>

#include <vector>

namespace sightglass::app {

/// The ids of all exchanges that match \a text (store::SearchTerms), oldest first. Brings the recording's search index up
/// to date before it asks.
Result<std::vector<exchange::ExchangeId>> searchAll(const store::StoreUrl &url, const QString &text);

} // namespace sightglass::app
