# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sightglass_translations(<target>): compiles translations/sightglass_<code>.ts into resources of <target>, with the list of
# the languages that there are. Without Qt's LinguistTools the window speaks English only.
function(sightglass_translations target)
    file(GLOB sources "${PROJECT_SOURCE_DIR}/translations/sightglass_*.ts")
    if(NOT TARGET Qt6::lrelease)
        set(sources "")
    endif()
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/translations")
    set(languages "en\n")
    set(compiled "")
    set(entries "<file>languages</file>")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        string(REPLACE "sightglass_" "" code "${name}")
        string(APPEND languages "${code}\n")
        string(APPEND entries "<file>${name}.qm</file>")
        add_custom_command(OUTPUT "${folder}/${name}.qm"
            COMMAND Qt6::lrelease -silent -nounfinished "${source}" -qm "${folder}/${name}.qm"
            DEPENDS "${source}" COMMENT "Translation ${code}" VERBATIM)
        list(APPEND compiled "${folder}/${name}.qm")
    endforeach()
    file(CONFIGURE OUTPUT "${folder}/languages" CONTENT "${languages}" @ONLY)
    file(CONFIGURE OUTPUT "${folder}/translations.qrc" @ONLY
        CONTENT "<RCC><qresource prefix=\"/translations\">${entries}</qresource></RCC>\n")
    add_custom_command(OUTPUT "${folder}/qrc_translations.cpp"
        COMMAND Qt6::rcc --name sightglass_translations --output "${folder}/qrc_translations.cpp"
                "${folder}/translations.qrc"
        DEPENDS ${compiled} "${folder}/languages" "${folder}/translations.qrc" COMMENT "Translations" VERBATIM)
    set_source_files_properties("${folder}/qrc_translations.cpp" PROPERTIES SKIP_AUTOGEN ON)
    target_sources(${target} PRIVATE "${folder}/qrc_translations.cpp")
endfunction()
