# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs every module as `find_package(SightglassProxy)`: static libraries Sightglass::<module>, their headers under
# include/SightglassProxy/<module>/, and the umbrella Sightglass::SightglassProxy. Include after the modules.
include(CMakePackageConfigHelpers)

get_property(modules GLOBAL PROPERTY SIGHTGLASS_MODULES)
add_library(sightglass_proxy_umbrella INTERFACE)
add_library(Sightglass::SightglassProxy ALIAS sightglass_proxy_umbrella)
set_target_properties(sightglass_proxy_umbrella PROPERTIES EXPORT_NAME SightglassProxy)
target_compile_features(sightglass_proxy_umbrella INTERFACE cxx_std_20)
target_include_directories(sightglass_proxy_umbrella INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

set(SIGHTGLASS_QT_COMPONENTS Core)
set(SIGHTGLASS_DEPENDENCIES "")
# Which package provides a library that a module links; what a module takes by BUILD_LINK never reaches the targets.
set(packageOf_Boost::headers Boost)
set(packageOf_nlohmann_json::nlohmann_json nlohmann_json)
set(packageOf_simdjson::simdjson simdjson)
set(packageOf_tl::expected tl-expected)
set(packageOf_Threads::Threads Threads)
set(packageOf_ZLIB::ZLIB ZLIB)
set(packageOf_SQLite::SQLite3 SQLite3)
set(packageOf_Hiredis::Hiredis Hiredis)
set(packageOf_OpenSSL::SSL OpenSSL)
set(packageOf_OpenSSL::Crypto OpenSSL)
foreach(module IN LISTS modules)
    target_link_libraries(sightglass_proxy_umbrella INTERFACE ${module})
    get_target_property(libraries ${module} INTERFACE_LINK_LIBRARIES)
    foreach(library IN LISTS libraries)
        string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" library "${library}")
        if(library MATCHES "^Qt6::([A-Za-z]+)$")
            list(APPEND SIGHTGLASS_QT_COMPONENTS ${CMAKE_MATCH_1})
        elseif(DEFINED packageOf_${library})
            list(APPEND SIGHTGLASS_DEPENDENCIES "find_dependency(${packageOf_${library}})")
        elseif(library AND NOT library MATCHES "^(Sightglass::|sightglass_|\\$<BUILD_INTERFACE:|-l|dl$|rt$|m$)")
            message(WARNING "${module} links ${library}: say in SightglassPackage.cmake which package provides it, "
                "or use BUILD_LINK when it is header-only")
        endif()
    endforeach()
    string(REGEX REPLACE "^sightglass_" "" folder ${module})
    string(REPLACE "_" "/" folder ${folder}) # sightglass_interceptor_rules is interceptor/rules
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/libproxy/${folder}/"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/SightglassProxy/${folder}" COMPONENT dev
        FILES_MATCHING PATTERN "*.h" PATTERN "*_p.h" EXCLUDE)
endforeach()
list(REMOVE_DUPLICATES SIGHTGLASS_QT_COMPONENTS)
list(REMOVE_DUPLICATES SIGHTGLASS_DEPENDENCIES)
list(JOIN SIGHTGLASS_QT_COMPONENTS " " SIGHTGLASS_QT_COMPONENTS)
list(JOIN SIGHTGLASS_DEPENDENCIES "\n" SIGHTGLASS_DEPENDENCIES)

set(packageFolder "${CMAKE_INSTALL_LIBDIR}/cmake/SightglassProxy")
# Resources compiled into a static library live in an object library of their own, which has to be exported beside it.
get_property(objects GLOBAL PROPERTY SIGHTGLASS_RESOURCE_OBJECTS)
install(TARGETS ${modules} sightglass_proxy_umbrella ${objects} EXPORT SightglassProxyTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev
    OBJECTS DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev)
install(EXPORT SightglassProxyTargets NAMESPACE Sightglass:: DESTINATION "${packageFolder}" COMPONENT dev)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/SightglassProxyConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/SightglassProxyConfig.cmake" INSTALL_DESTINATION "${packageFolder}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/SightglassProxyConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/SightglassProxyConfig.cmake"
    "${PROJECT_BINARY_DIR}/SightglassProxyConfigVersion.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindHiredis.cmake" DESTINATION "${packageFolder}" COMPONENT dev)
