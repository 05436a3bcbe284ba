// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/annotation.h"

namespace sightglass::models {

using exchange::Annotation;
using exchange::Annotations;

} // namespace sightglass::models
