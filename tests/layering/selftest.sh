#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Proves that scan.sh can fail: a small tree is clean, and each violation put into it, alone, is named by its rule.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

# put FILE [LINE…]: a source file with its SPDX lines.
put() {
    local file=$tree/$1
    mkdir -p "$(dirname "$file")"
    printf '%s\n' '// SPDX-FileCopyrightText: 2026 The Sightglass authors' \
        '// SPDX-License-Identifier: GPL-3.0-or-later' "${@:2}" >"$file"
}

# expect RULE FILE LINE…: with FILE in the tree the scan fails with exactly one violation, of RULE in FILE.
expect() {
    local rule=$1 file=$2
    put "$file" "${@:3}"
    expectNow "$rule" "$file"
    rm "$tree/$file"
}

expectNow() {
    local rule=$1 file=$2 output lines
    if output=$(bash "$here/scan.sh" "$tree"); then
        printf 'not found: %s in %s\n' "$rule" "$file"
        failed=1
    fi
    lines=$(grep -c ": " <<<"$output" || true)
    if ! grep -qE "^$file:[0-9]+: $rule: " <<<"$output" || [[ $lines -ne 1 ]]; then
        printf 'expected one "%s" in %s, got:\n%s\n' "$rule" "$file" "$output"
        failed=1
    fi
}

put libproxy/base/clock.h '#pragma once' '#include <QDeadlineTimer>'
put libproxy/wire/parser.cpp '#include "base/clock.h"' '#include <boost/beast/http.hpp>'
put libproxy/store/sqlite/store.cpp '#include <QSqlQuery>' 'void f(QSqlQuery &q) { q.exec(); }'
put libproxy/store/redis/link.cpp '#include <hiredis/async.h>'
put libproxy/base/epolldispatcher.h 'bool processEvents(QEventLoop::ProcessEventsFlags flags) override;'
put libproxy/control/adapter.cpp '#include <QHttpServer>' '#if QT_VERSION < 0x060800' '#endif'
put libproxy/proxy/pump.cpp '#include "exchange/record.h"' '// co_await f({1}); and QEventLoop in a comment are fine' \
    '/* so is' 'a.exec() in' 'a long one */ int x;'
put app/main.cpp '#include "proxy/pump.h"' 'int main() { return application.exec(); }'
if ! output=$(bash "$here/scan.sh" "$tree"); then
    printf 'the clean tree is not clean:\n%s\n' "$output"
    failed=1
fi

expect layering libproxy/base/bad.h '#include "wire/parser.h"'
expect layering libproxy/mcp/bad.h '#include "wire/parser.h"'
expect layering libproxy/exchange/bad.cpp '  #  include "store/recordstore.h"'
expect layering libproxy/transport/http/bad.cpp '#include "exchange/record.h"'
expect layering libproxy/proxy/bad.cpp '#include "control/adapter.h"'
expect layering ui/models/bad.cpp '#include "transport/upstream.h"'
expect layering ui/models/bad.cpp '#include "ui/theme/theme.h"'
expect layering ui/theme/bad.cpp '#include "ui/models/livefeed.h"'
expect layering libproxy/misc/bad.cpp 'int x;'
expect layering app/bad.cpp '#include "unknown/x.h"'
expect 'include path' libproxy/wire/bad.cpp '#include "parser.h"'
expect QtWidgets libproxy/proxy/bad.cpp '#include <QWidget>'
expect QtWidgets app/bad.cpp '#include <QtWidgets/QApplication>'
expect QtSql libproxy/proxy/bad.cpp '#include <QSqlDatabase>'
expect SQLite app/bad.cpp '#include <sqlite3.h>'
expect hiredis libproxy/store/bad.cpp '#include <hiredis/async.h>'
expect QtHttpServer libproxy/proxy/bad.cpp '#include <QHttpServer>'
expect Beast libproxy/transport/bad.cpp '#include <boost/asio.hpp>'
expect Beast libproxy/wire/second.cpp '#include <boost/beast/core.hpp>'
expect 'version check' libproxy/base/bad.cpp '#if defined(X) && QT_VERSION >= 0x060500'
expect 'version check' tests/base/bad.cpp '#if BOOST_VERSION > 108100'
expect 'nested event loop' libproxy/proxy/bad.cpp 'QEventLoop loop;'
expect 'exec\(\)' libproxy/proxy/bad.cpp 'thread->exec();'
expect co_await app/bad.cpp 'auto x = co_await f([this] { return 1; });'
expect sleep tests/base/bad.cpp 'QTest::qWait(100);'
expect 'QJson on a message' libproxy/mcp/bad.cpp '#include <QJsonDocument>'
mapfile -t long < <(printf '// %s\n' $(seq 599))
expect size libproxy/base/bad.cpp "${long[@]}"

mkdir -p "$tree/libproxy/mcp"
printf '%s\n' '// SPDX-FileCopyrightText: 2026 The Sightglass authors' 'int x;' >"$tree/libproxy/mcp/bad.h"
expectNow SPDX libproxy/mcp/bad.h
rm "$tree/libproxy/mcp/bad.h"
printf 'add_library(x x.cpp)\n' >"$tree/libproxy/mcp/CMakeLists.txt"
if bash "$here/scan.sh" "$tree" >/dev/null; then
    echo 'a CMakeLists.txt without SPDX was not found'
    failed=1
fi

[[ $failed -eq 0 ]] && echo 'every planted violation was found'
exit "$failed"
