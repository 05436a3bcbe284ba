// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/fault/faultconfig.h"
#include "interceptor/policy/policyconfig.h"
#include "proxy/configtakers.h"

namespace sightglass::proxy {

/// The members `policy` and `faults` of a configuration file (docs/configuration.md).
config::Taker policyTaker(interceptor::policy::PolicyConfig &out);
config::Taker faultsTaker(interceptor::fault::FaultConfig &out);

} // namespace sightglass::proxy
