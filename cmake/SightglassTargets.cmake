# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The one place where compiler flags and kinds of target are defined. Every target is made by one of the functions
# below; nothing sets a flag of its own.

# ---- flags ----------------------------------------------------------------------------------------------------------
add_library(sightglass_flags INTERFACE)
target_compile_features(sightglass_flags INTERFACE cxx_std_20)
target_compile_definitions(sightglass_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_compile_options(sightglass_flags INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
        -Wcast-qual -Wformat=2 -Wundef -Wvla -fvisibility=hidden>
    $<$<AND:$<BOOL:${SIGHTGLASS_WERROR}>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-Werror>)
if(SIGHTGLASS_SANITIZE)
    target_compile_options(sightglass_flags INTERFACE -fsanitize=${SIGHTGLASS_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(sightglass_flags INTERFACE -fsanitize=${SIGHTGLASS_SANITIZE})
endif()
if(SIGHTGLASS_BUILD_FUZZERS)
    # libFuzzer learns from the coverage of the code under test; its main() goes into the fuzz programs only.
    target_compile_options(sightglass_flags INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(sightglass_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(SIGHTGLASS_COVERAGE)
    target_compile_options(sightglass_flags INTERFACE --coverage -fprofile-update=atomic)
    target_link_options(sightglass_flags INTERFACE --coverage)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
find_program(SIGHTGLASS_CCACHE ccache)
if(SIGHTGLASS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${SIGHTGLASS_CCACHE}")
endif()

# ---- sightglass_module(<name> SOURCES … [DEPENDS module…] [LINK lib…] [PUBLIC_LINK lib…] [BUILD_LINK lib…] [MOC]) ------
# One STATIC library per folder of libproxy. DEPENDS names other modules. LINK are private external libraries,
# PUBLIC_LINK those whose headers our headers include, BUILD_LINK header-only ones that nobody needs after the build.
function(sightglass_module name)
    cmake_parse_arguments(arg "MOC" "" "SOURCES;DEPENDS;LINK;PUBLIC_LINK;BUILD_LINK" ${ARGN})
    set(target sightglass_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(Sightglass::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} AUTOMOC ${arg_MOC})
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/libproxy>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/SightglassProxy>)
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_link_libraries(${target} PUBLIC Qt6::Core ${arg_PUBLIC_LINK})
    foreach(dependency IN LISTS arg_DEPENDS)
        target_link_libraries(${target} PUBLIC Sightglass::${dependency})
    endforeach()
    target_link_libraries(${target} PRIVATE ${arg_LINK} $<BUILD_INTERFACE:sightglass_flags>)
    foreach(library IN LISTS arg_BUILD_LINK)
        target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:${library}>)
    endforeach()
    set_property(GLOBAL APPEND PROPERTY SIGHTGLASS_MODULES ${target})
endfunction()

# ---- sightglass_ui_module(<name> SOURCES … [DEPENDS module…] [LINK lib…] [PUBLIC_LINK lib…] [MOC] [WIDGETS]) ------------
# One STATIC library per folder of ui: target sightglass_ui_<name>, known as Sightglass::ui_<name>. DEPENDS names modules of
# libproxy (exchange) and of ui (ui_models). Never installed: our own window is its only user.
function(sightglass_ui_module name)
    cmake_parse_arguments(arg "MOC;WIDGETS" "" "SOURCES;DEPENDS;LINK;PUBLIC_LINK" ${ARGN})
    set(target sightglass_ui_${name})
    if(arg_WIDGETS)
        set(arg_MOC ON)
        list(APPEND arg_PUBLIC_LINK Qt6::Widgets)
    endif()
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(Sightglass::ui_${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES AUTOMOC ${arg_MOC})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    list(TRANSFORM arg_DEPENDS PREPEND Sightglass::)
    target_link_libraries(${target}
        PUBLIC Qt6::Core Qt6::Gui ${arg_PUBLIC_LINK} ${arg_DEPENDS}
        PRIVATE ${arg_LINK} sightglass_flags)
endfunction()

# ---- sightglass_app_module(<name> SOURCES … [DEPENDS module…] [LINK lib…] [MOC]) ------------------------------------------
# What several programs of app share: target sightglass_<name>, known as Sightglass::<name>. Never installed.
function(sightglass_app_module name)
    cmake_parse_arguments(arg "MOC" "" "SOURCES;DEPENDS;LINK" ${ARGN})
    set(target sightglass_${name})
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(Sightglass::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES AUTOMOC ${arg_MOC})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    list(TRANSFORM arg_DEPENDS PREPEND Sightglass::)
    target_link_libraries(${target} PUBLIC Qt6::Core ${arg_DEPENDS} ${arg_LINK} PRIVATE sightglass_flags)
endfunction()

# ---- sightglass_program(<name> SOURCES … DEPENDS module… [LINK lib…] [COMPONENT of installation] [MOC]) ------------------
function(sightglass_program name)
    cmake_parse_arguments(arg "MOC;NO_INSTALL" "COMPONENT" "SOURCES;DEPENDS;LINK" ${ARGN})
    if(NOT arg_COMPONENT)
        set(arg_COMPONENT headless)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ${arg_MOC})
    list(TRANSFORM arg_DEPENDS PREPEND Sightglass::)
    target_link_libraries(${name} PRIVATE sightglass_flags ${arg_DEPENDS} ${arg_LINK} Qt6::Core)
    if(NOT arg_NO_INSTALL)
        install(TARGETS ${name} RUNTIME COMPONENT ${arg_COMPONENT})
    endif()
endfunction()

# ---- sightglass_test(<name> SOURCES … DEPENDS module… [LINK lib…] [LABELS …] [TIMEOUT s]) ------------------------------
# One Qt Test program, registered with ctest under its own name; runs without a display.
function(sightglass_test name)
    cmake_parse_arguments(arg "GUILESS" "TIMEOUT" "SOURCES;DEPENDS;LINK;LABELS" ${ARGN})
    if(NOT SIGHTGLASS_BUILD_TESTS)
        return()
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin")
    list(TRANSFORM arg_DEPENDS PREPEND Sightglass::)
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(${name} PRIVATE SIGHTGLASS_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    target_link_libraries(${name} PRIVATE sightglass_flags ${arg_DEPENDS} ${arg_LINK} Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "unit;${arg_LABELS}")
endfunction()

# ---- sightglass_fuzzer(<name> SOURCES … DEPENDS module… CORPUS dir) ----------------------------------------------------
# With SIGHTGLASS_BUILD_FUZZERS (clang) a libFuzzer program; always a test that replays the corpus through the same entry.
function(sightglass_fuzzer name)
    cmake_parse_arguments(arg "" "CORPUS" "SOURCES;DEPENDS" ${ARGN})
    list(TRANSFORM arg_DEPENDS PREPEND Sightglass::)
    if(SIGHTGLASS_BUILD_FUZZERS)
        add_executable(${name} ${arg_SOURCES})
        target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        target_link_libraries(${name} PRIVATE sightglass_flags ${arg_DEPENDS})
    endif()
    if(SIGHTGLASS_BUILD_TESTS)
        add_executable(${name}_replay ${arg_SOURCES} "${PROJECT_SOURCE_DIR}/tests/fuzz/replaymain.cpp")
        set_target_properties(${name}_replay PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin")
        target_link_libraries(${name}_replay PRIVATE sightglass_flags ${arg_DEPENDS})
        add_test(NAME ${name}_replay COMMAND ${name}_replay "${arg_CORPUS}")
        set_tests_properties(${name}_replay PROPERTIES TIMEOUT 120 LABELS "unit;fuzz")
    endif()
endfunction()
