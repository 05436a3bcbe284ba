# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The scan itself: awk -v rules=RULES -v max=LINES -f scan.awk FILE… (see scan.sh).

function report(line, rule, what) {
    printf "%s:%d: %s: %s\n", FILENAME, line, rule, what
    violations++
}
function regex(text) { gsub(/!!/, "|", text); return text }
# The folder of rules.txt with the longest match; "" for a file outside all of them.
function moduleOf(file,   m, best) {
    best = ""
    for (m in folder)
        if (index(file, folder[m] "/") == 1 && (best == "" || length(folder[m]) > length(folder[best]))) best = m
    return best
}
function checkInclude(target,   wanted) {
    wanted = target
    if (wanted !~ /\//) {
        if (FILENAME ~ /^libproxy\// && wanted !~ /\.moc$/ && wanted !~ /^moc_/)
            report(FNR, "include path", "\"" target "\" is not relative to libproxy/")
        return
    }
    # Of libproxy by its first folder; of ui and app by the whole path, which begins at the root.
    if (target ~ /^(ui|app)\//) wanted = moduleOf(target)
    else sub(/\/.*/, "", wanted)
    if (!(wanted in folder)) {
        report(FNR, "layering", "\"" target "\" names no module of rules.txt")
        return
    }
    if (wanted != module && !((module, wanted) in may))
        report(FNR, "layering", module " must not include " wanted " (\"" target "\")")
}
BEGIN {
    while ((getline row < rules) > 0) {
        if (row ~ /^#/ || row ~ /^[ \t]*$/) continue
        n = split(row, field, "|")
        if (field[1] == "module") {
            folder[field[2]] = field[3]
            k = split(field[4], names, " ")
            for (i = 1; i <= k; i++) may[field[2], names[i]] = 1
        } else if (field[1] == "only" && n == 5) {
            onlyCount++
            onlyName[onlyCount] = field[2]; onlyCode[onlyCount] = regex(field[3])
            onlyAllowed[onlyCount] = regex(field[4]); onlyScope[onlyCount] = regex(field[5])
        } else if (field[1] == "files" && n == 4) {
            filesCount++
            filesName[filesCount] = field[2]; filesCode[filesCount] = regex(field[3]); filesMax[filesCount] = field[4]
        } else {
            printf "rules.txt: bad row: %s\n", row
            broken = 1
        }
    }
    if (broken || onlyCount == 0) exit 2
}
FNR == 1 {
    module = moduleOf(FILENAME)
    inProduct = FILENAME ~ /^(libproxy|app|ui)\//
    inComment = 0
    active = 0
    for (r = 1; r <= onlyCount; r++)
        if (FILENAME ~ onlyScope[r] && FILENAME !~ onlyAllowed[r]) activeRule[++active] = r
    if (inProduct && module == "") report(1, "layering", "the folder is not in rules.txt")
    if ($0 !~ /^\/\/ SPDX-FileCopyrightText: [0-9]+ /) report(1, "SPDX", "the first line is not the copyright line")
}
FNR == 2 && $0 !~ /^\/\/ SPDX-License-Identifier: GPL-3\.0-or-later$/ {
    report(2, "SPDX", "the second line is not the licence line")
}
FNR == max + 1 { report(FNR, "size", "more than " max " lines") }
{
    line = $0
    if (inComment) {
        if (!sub(/^.*\*\//, "", line)) next
        inComment = 0
    }
    gsub(/\/\*[^*]*\*\//, "", line)
    if (sub(/\/\*.*$/, "", line)) inComment = 1
    # A `//` inside a string is rare enough to take for a comment: it can only hide, and URLs are what it hides.
    sub(/\/\/.*$/, "", line)
    if (line ~ /^[ \t]*$/) next
    if (inProduct && module != "" && match(line, /^[ \t]*#[ \t]*include[ \t]*"[^"]+"/)) {
        target = substr(line, RSTART, RLENGTH)
        sub(/^[^"]*"/, "", target); sub(/"$/, "", target)
        checkInclude(target)
    }
    for (a = 1; a <= active; a++)
        if (line ~ onlyCode[activeRule[a]]) report(FNR, onlyName[activeRule[a]], "not in this file")
    for (f = 1; f <= filesCount; f++)
        if (inProduct && line ~ filesCode[f] && !((f, FILENAME) in seen)) {
            seen[f, FILENAME] = 1
            if (++found[f] > filesMax[f])
                report(FNR, filesName[f], "in more than " filesMax[f] " file(s)")
        }
}
END { if (!broken) printf "%d violations in code\n", violations; exit violations > 0 || broken }
