// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outputfile.h"

#include <cstdio>

namespace sightglass::app {

bool openOutput(const Options &options, QFile &file)
{
    if (!options.has("output"))
        return file.open(stdout, QIODevice::WriteOnly);
    file.setFileName(options.value("output"));
    return file.open(QIODevice::WriteOnly);
}

} // namespace sightglass::app
