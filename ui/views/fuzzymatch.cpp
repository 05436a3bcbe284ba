// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/fuzzymatch.h"

#include <algorithm>
#include <vector>

namespace sightglass::ui {

namespace {

constexpr int kMatch = 1;
constexpr int kWordStart = 8;
constexpr int kSideBySide = 10;
constexpr int kNone = -1;

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber() || (text.at(at).isUpper() && text.at(at - 1).isLower());
}

} // namespace

std::optional<int> fuzzyScore(QStringView pattern, QStringView text)
{
    // best[i]: the best score of what is read of the pattern so far when its last letter stands at text[i].
    std::vector<int> best(std::size_t(text.size()), 0);
    bool first = true;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        std::vector<int> next(best.size(), kNone);
        int reachable = first ? 0 : kNone; // the best of the places before the one at hand
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (!first && i > 0)
                reachable = std::max(reachable, best[std::size_t(i - 1)]);
            if (reachable == kNone || text.at(i).toCaseFolded() != wanted.toCaseFolded())
                continue;
            int score = reachable + (startsWord(text, i) ? kWordStart : 0) + kMatch;
            if (!first && i > 0 && best[std::size_t(i - 1)] != kNone)
                score = std::max(score, best[std::size_t(i - 1)] + kSideBySide + kMatch);
            next[std::size_t(i)] = score;
        }
        best = std::move(next);
        first = false;
    }
    if (first)
        return 0; // an empty pattern matches everything alike
    const int score = best.empty() ? kNone : *std::max_element(best.begin(), best.end());
    if (score == kNone)
        return std::nullopt;
    return score * 4 - int(std::min<qsizetype>(text.size(), 120)) / 8; // the shorter of two alike texts is meant
}

} // namespace sightglass::ui
