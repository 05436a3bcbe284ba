#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# scan.sh [TREE]: holds the sources of TREE (the project by default) against rules.txt, and two rules of its own:
# no source file is above 600 lines, and every one begins with its SPDX lines. Prints one line per violation,
# `FILE:LINE: RULE: what`, and fails when there is one. Needs bash, find and awk only.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${1:-$here/../..}"
readonly kMaxLines=600

list() {
    local folders=()
    for folder in libproxy app ui tests cmake; do [[ -d $folder ]] && folders+=("$folder"); done
    find "${folders[@]}" \( -path tests/data -o -name node_modules -o -name corpus \) -prune -o -type f "$@" -print | sort
}

code() { list \( -name '*.cpp' -o -name '*.h' \); }
scripts() {
    list \( -name CMakeLists.txt -o -name '*.cmake' -o -name '*.sh' -o -name '*.py' -o -name '*.mjs' -o -name '*.js' \
        -o -name '*.ts' -o -name '*.awk' \)
    for file in dev .ci/run CMakeLists.txt; do [[ -f $file ]] && printf '%s\n' "$file"; done
    [[ -d resources/sql ]] && find resources/sql -type f -name '*.sql'
    return 0
}

status=0
code | xargs -d '\n' awk -v rules="$here/rules.txt" -v max="$kMaxLines" -f "$here/scan.awk" || status=1

while read -r file; do
    if ! head -n 4 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later'; then
        printf '%s:1: SPDX: no licence line in the first four\n' "$file"
        status=1
    fi
done < <(scripts)
exit "$status"
