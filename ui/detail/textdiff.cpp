// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textdiff.h"

#include "ui/detail/bodytext.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"

#include <QHash>

#include <algorithm>
#include <utility>
#include <vector>

namespace sightglass::ui {
namespace {

using Kind = DiffLine::Kind;
using Numbers = std::vector<int>;

/// How one sequence becomes another, as a walk: a step is one item of both, of the first only, or of the second only.
enum class Step : quint8 { Keep, Remove, Add };
using Steps = std::vector<Step>;

Steps replaced(std::size_t removed, std::size_t added)
{
    Steps steps(removed, Step::Remove);
    steps.insert(steps.end(), added, Step::Add);
    return steps;
}

/// The shortest walk (Myers, "An O(ND) Difference Algorithm"); all replaced when it is longer than kMostEdits.
Steps shortest(const int *a, int n, const int *b, int m)
{
    const int most = std::min(n + m, TextDiff::kMostEdits);
    std::vector<int> furthest(std::size_t(2 * most + 3), 0);
    std::vector<std::vector<int>> trace;
    const auto at = [most](int k) { return std::size_t(k + most + 1); };
    int edits = -1;
    for (int d = 0; d <= most && edits < 0; ++d) {
        trace.emplace_back(furthest.begin() + std::ptrdiff_t(at(-d) - 1), furthest.begin() + std::ptrdiff_t(at(d) + 2));
        for (int k = -d; k <= d; k += 2) {
            const bool down = k == -d || (k != d && furthest[at(k - 1)] < furthest[at(k + 1)]);
            int x = down ? furthest[at(k + 1)] : furthest[at(k - 1)] + 1;
            while (x < n && x - k < m && a[x] == b[x - k])
                ++x;
            furthest[at(k)] = x;
            if (x >= n && x - k >= m) {
                edits = d;
                break;
            }
        }
    }
    if (edits < 0)
        return replaced(std::size_t(n), std::size_t(m));
    Steps steps;
    int x = n;
    int y = m;
    for (int d = edits; d >= 0; --d) {
        const std::vector<int> &then = trace[std::size_t(d)]; // of d - 1; from -d - 1 to d + 1
        const auto of = [&](int k) { return then[std::size_t(k + d + 1)]; };
        const int k = x - y;
        const bool down = k == -d || (k != d && of(k - 1) < of(k + 1));
        const int fromX = d == 0 ? 0 : (down ? of(k + 1) : of(k - 1));
        const int fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
        for (; x > fromX && y > fromY; --x, --y)
            steps.push_back(Step::Keep);
        if (d > 0)
            steps.push_back(down ? Step::Add : Step::Remove);
        x = fromX;
        y = fromY;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

/// The same with what both begin and end with taken off first, which is most of it mostly.
Steps walk(const Numbers &a, const Numbers &b)
{
    const auto [endA, endB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const std::size_t head = std::size_t(endA - a.begin());
    std::size_t tail = 0;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    Steps steps(head, Step::Keep);
    const Steps middle =
        shortest(a.data() + head, int(a.size() - head - tail), b.data() + head, int(b.size() - head - tail));
    steps.insert(steps.end(), middle.begin(), middle.end());
    steps.insert(steps.end(), tail, Step::Keep);
    return steps;
}

/// Gives equal texts equal numbers.
class Numbering
{
public:
    Numbers of(const QList<QStringView> &texts)
    {
        Numbers numbers;
        numbers.reserve(std::size_t(texts.size()));
        for (const QStringView text : texts)
            numbers.push_back(*m_numbers.tryEmplace(text, int(m_numbers.size())));
        return numbers;
    }

private:
    struct Table : QHash<QStringView, int> {
        iterator tryEmplace(QStringView key, int value)
        {
            const auto found = find(key);
            return found != end() ? found : insert(key, value);
        }
    };
    Table m_numbers;
};

/// Words, numbers, runs of blanks, and every other character by itself.
QList<QStringView> words(QStringView line)
{
    QList<QStringView> found;
    const auto kind = [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c.isSurrogate() ? 1 : c.isSpace() ? 2 : 0;
    };
    for (qsizetype at = 0; at < line.size();) {
        qsizetype end = at + 1;
        while (end < line.size() && kind(line[at]) != 0 && kind(line[end]) == kind(line[at]))
            ++end;
        found.append(line.sliced(at, end - at));
        at = end;
    }
    return found;
}

void mark(DiffLine &line, qsizetype at, qsizetype length)
{
    if (!line.changed.isEmpty() && line.changed.constLast().at + line.changed.constLast().length == at)
        line.changed.last().length += length;
    else
        line.changed.append({at, length});
}

/// Marks the words that differ. Lines with little in common are not each other's: nothing is marked then.
void markWords(DiffLine &removed, DiffLine &added)
{
    const QList<QStringView> wordsA = words(removed.text);
    const QList<QStringView> wordsB = words(added.text);
    Numbering numbering;
    const Numbers a = numbering.of(wordsA);
    const Steps steps = walk(a, numbering.of(wordsB));
    qsizetype i = 0;
    qsizetype j = 0;
    qsizetype kept = 0;
    for (const Step step : steps) {
        if (step == Step::Keep) {
            kept += wordsA[i].trimmed().size();
            ++i, ++j;
        } else if (step == Step::Remove) {
            mark(removed, wordsA[i].data() - removed.text.constData(), wordsA[i].size());
            ++i;
        } else {
            mark(added, wordsB[j].data() - added.text.constData(), wordsB[j].size());
            ++j;
        }
    }
    constexpr qsizetype kCommonPart = 5; // a fifth
    const qsizetype longer = std::max(removed.text.trimmed().size(), added.text.trimmed().size());
    if (kept * kCommonPart < longer) {
        removed.changed.clear();
        added.changed.clear();
    }
}

/// Within each region, the n-th removed line is held against the n-th added one.
void markRegions(QList<DiffLine> &lines)
{
    for (qsizetype at = 0; at < lines.size();) {
        qsizetype added = at;
        while (added < lines.size() && lines[added].kind == Kind::Removed)
            ++added;
        qsizetype end = added;
        while (end < lines.size() && lines[end].kind == Kind::Added)
            ++end;
        for (qsizetype i = 0; at + i < added && added + i < end; ++i)
            markWords(lines[at + i], lines[added + i]);
        at = std::max(end, at + 1);
    }
}

/// Puts the removed lines of a region before its added ones, as people read it.
void sortRegions(QList<DiffLine> &lines)
{
    auto at = lines.begin();
    while (at != lines.end()) {
        const auto end = std::find_if(at, lines.end(), [](const DiffLine &line) { return line.kind == Kind::Equal; });
        std::stable_partition(at, end, [](const DiffLine &line) { return line.kind == Kind::Removed; });
        at = end == lines.end() ? end : end + 1;
    }
}

/// Runs of equal lines keep kContext lines beside what changed.
QList<DiffLine> folded(const QList<DiffLine> &lines)
{
    QList<DiffLine> result;
    for (qsizetype at = 0; at < lines.size();) {
        if (lines[at].kind != Kind::Equal) {
            result.append(lines[at++]);
            continue;
        }
        qsizetype end = at;
        while (end < lines.size() && lines[end].kind == Kind::Equal)
            ++end;
        const qsizetype head = at == 0 ? 0 : TextDiff::kContext;
        const qsizetype tail = end == lines.size() ? 0 : TextDiff::kContext;
        const qsizetype hidden = end - at - head - tail;
        if (hidden <= 1) { // a line that says so would take as much room
            result.append(lines.sliced(at, end - at));
        } else {
            result.append(lines.sliced(at, head));
            result.append(DiffLine{Kind::Skipped, {}, {}, hidden});
            result.append(lines.sliced(end - tail, tail));
        }
        at = end;
    }
    return result;
}

/// Cuts two large bodies to where they differ, with some bytes around.
bool cutToChange(QByteArray &before, QByteArray &after)
{
    constexpr qsizetype kAround = 2 * 1024;
    constexpr qsizetype kRegion = TextDiff::kMostBytes / 4;
    if (before.size() + after.size() <= TextDiff::kMostBytes)
        return false;
    const auto [end, other] = std::mismatch(before.cbegin(), before.cend(), after.cbegin(), after.cend());
    const qsizetype head = end - before.cbegin();
    qsizetype tail = 0;
    while (tail < std::min(before.size(), after.size()) - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const auto cut = [&](QByteArray &body) {
        const qsizetype from = std::max<qsizetype>(head - kAround, 0);
        const qsizetype to = std::min(body.size() - std::max<qsizetype>(tail - kAround, 0), from + kRegion);
        body = body.sliced(from, to - from);
    };
    cut(before);
    cut(after);
    return true;
}

/// Layout of one line is not done in pieces, so a very long one would stop the window.
QString cutLines(const QString &text, bool &cut)
{
    QString result;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (!result.isNull())
            result += u'\n';
        result += line.first(std::min(line.size(), TextDiff::kMostLine));
        if (line.size() > TextDiff::kMostLine) {
            cut = true;
            result += u'…';
        }
    }
    return result;
}

/// The body as lines to compare.
QString comparable(const QByteArray &body, bool indent, bool &cut, const std::atomic<bool> *cancelled)
{
    const QByteArray text = indent ? models::indented(body, 2, cancelled) : body;
    return cutLines(QString::fromUtf8(text), cut);
}

} // namespace

QList<DiffLine> TextDiff::lines(const QString &before, const QString &after)
{
    const QList<QStringView> linesA = before.isEmpty() ? QList<QStringView>() : QStringView(before).split(u'\n');
    const QList<QStringView> linesB = after.isEmpty() ? QList<QStringView>() : QStringView(after).split(u'\n');
    Numbering numbering;
    const Numbers a = numbering.of(linesA);
    const Steps steps = walk(a, numbering.of(linesB));
    if (std::find_if(steps.begin(), steps.end(), [](Step step) { return step != Step::Keep; }) == steps.end())
        return {};
    QList<DiffLine> all;
    all.reserve(qsizetype(steps.size()));
    qsizetype i = 0;
    qsizetype j = 0;
    for (const Step step : steps) {
        const bool fromA = step != Step::Add;
        const Kind kind = step == Step::Keep ? Kind::Equal : (fromA ? Kind::Removed : Kind::Added);
        all.append(DiffLine{kind, (fromA ? linesA[i] : linesB[j]).toString(), {}, 0});
        i += fromA ? 1 : 0;
        j += step != Step::Remove ? 1 : 0;
    }
    sortRegions(all);
    markRegions(all);
    return folded(all);
}

BodyDiff TextDiff::bodies(const QByteArray &before, const QByteArray &after, const std::atomic<bool> *cancelled)
{
    BodyDiff diff;
    if (before == after)
        return diff;
    QByteArray a = before;
    QByteArray b = after;
    QStringList notes;
    if (cutToChange(a, b))
        notes.append(tr("The bodies are large: only where they differ is shown."));
    bool cut = false;
    const auto isJson = [](const QByteArray &body) {
        return body.isEmpty() || BodyReader::facts(body, {}).shape == BodyShape::Json;
    };
    const bool indent = isJson(a) && isJson(b);
    diff.lines = lines(comparable(a, indent, cut, cancelled), comparable(b, indent, cut, cancelled));
    if (diff.lines.isEmpty() && indent) {
        notes.append(tr("Only white space differs."));
        diff.lines = lines(comparable(a, false, cut, cancelled), comparable(b, false, cut, cancelled));
    }
    if (cut)
        notes.append(tr("Long lines are cut."));
    for (const DiffLine &line : std::as_const(diff.lines)) {
        diff.removed += line.kind == Kind::Removed ? 1 : 0;
        diff.added += line.kind == Kind::Added ? 1 : 0;
    }
    if (diff.lines.size() > kMostLines) {
        notes.append(tr("Only the first %1 lines are shown.").arg(models::countText(kMostLines)));
        diff.lines.resize(kMostLines);
    }
    diff.note = notes.join(u' ');
    return diff;
}

} // namespace sightglass::ui
