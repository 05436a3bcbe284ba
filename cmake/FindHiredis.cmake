# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Hiredis::Hiredis. Its own package files are called differently from release to release, and some have none.
find_path(HIREDIS_INCLUDE_DIR hiredis/async.h)
find_library(HIREDIS_LIBRARY hiredis)
mark_as_advanced(HIREDIS_INCLUDE_DIR HIREDIS_LIBRARY)

if(HIREDIS_INCLUDE_DIR)
    file(STRINGS "${HIREDIS_INCLUDE_DIR}/hiredis/hiredis.h" lines REGEX "^#define HIREDIS_(MAJOR|MINOR|PATCH) [0-9]+")
    string(REGEX REPLACE "[^;]*(MAJOR|MINOR|PATCH) " "" Hiredis_VERSION "${lines}")
    string(REPLACE ";" "." Hiredis_VERSION "${Hiredis_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Hiredis REQUIRED_VARS HIREDIS_LIBRARY HIREDIS_INCLUDE_DIR
    VERSION_VAR Hiredis_VERSION)
if(Hiredis_FOUND AND NOT TARGET Hiredis::Hiredis)
    add_library(Hiredis::Hiredis UNKNOWN IMPORTED)
    set_target_properties(Hiredis::Hiredis PROPERTIES IMPORTED_LOCATION "${HIREDIS_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${HIREDIS_INCLUDE_DIR}")
endif()
