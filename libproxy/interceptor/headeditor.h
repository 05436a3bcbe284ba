// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/headeredit.h"
#include "wire/httphead.h"

#include <QStringList>

namespace sightglass::interceptor {

/// A head after edits.
struct EditedHead {
    wire::HttpHead head;
    HeaderEdits done;    ///< the edits that were carried out
    QStringList refused; ///< why the others were not, one sentence each
};

/// Why a field may not be edited so; empty: it may. Fields that frame the message or belong to one hop (RFC 9110 §7.6.1,
/// RFC 9112 §6) are the engine's; nothing that would break out of its line is written (RFC 9110 §5.5).
QString refusalOf(const HeaderEdit &edit);

/// Carries out \a edits one after the other. A field keeps its place, a new one comes last; every other byte stays. \a toHead
/// as in HttpHead::parse().
EditedHead editHead(wire::Role role, const wire::HttpHead &head, const HeaderEdits &edits, bool toHead = false);

} // namespace sightglass::interceptor
