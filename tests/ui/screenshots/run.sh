#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh PROGRAM FOLDER [OPTION…]: every picture, in both themes and at each of SCALES (1 2), on a virtual screen of its own.
# Options go to the program: --language de shows the window in German.
set -euo pipefail
readonly program=$1 folder=$2
shift 2

scratch=$(mktemp -d)
screen=
# Its path shows in the settings, so it is always the same one.
readonly home=/tmp/demo
[[ ! -e $home ]] || { echo "$home is in the way" >&2; exit 1; }
mkdir "$home"
finish() {
    [[ -z $screen ]] || kill "$screen" 2>/dev/null || true
    rm -rf "$scratch" "$home"
}
trap finish EXIT

mkfifo "$scratch/display"
Xvfb -displayfd 3 -screen 0 3000x2000x24 -nolisten tcp 3>"$scratch/display" 2>"$scratch/xvfb.log" &
screen=$!
read -r display <"$scratch/display" || { cat "$scratch/xvfb.log" >&2; exit 1; }

# The user's own desktop must not show in the pictures.
export DISPLAY=:$display QT_QPA_PLATFORM=xcb XDG_RUNTIME_DIR=$scratch XDG_CONFIG_HOME=$home XDG_DATA_HOME=$home
export LC_ALL=C.UTF-8 TZ=UTC QT_FONT_DPI=96
unset WAYLAND_DISPLAY XDG_CURRENT_DESKTOP QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME
chmod 700 "$scratch"
for scale in ${SCALES:-1 2}; do
    for theme in light dark; do
        QT_SCALE_FACTOR=$scale "$program" --theme "$theme" --out "$folder" "$@"
    done
done
