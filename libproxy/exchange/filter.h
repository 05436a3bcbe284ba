// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QLatin1StringView>
#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <span>

namespace sightglass::exchange {

class FilterNode;

/// Longest filter that is read, in UTF-16 code units.
inline constexpr qsizetype kMaxFilterLength = 64 * 1024;
/// Deepest nesting of parentheses and negations.
inline constexpr int kMaxFilterDepth = 256;

/// How much of a record is looked at, from little to all.
enum class FilterScope : quint8 {
    Names,   ///< route, method, tool, resource, prompt, era, kind and dir: what many exchanges have in common
    Request, ///< and status, code and duration: those who have no answer yet have them in common too
    Facts,   ///< all but `parts`
    Whole,
};

/// Where a filter's text goes wrong and what should stand there.
struct FilterError {
    qsizetype position =
        0;                ///< index of the first code unit that is wrong, from 0; the text's size when it ends too soon
    qsizetype length = 0; ///< how much of the text is wrong; 0 when something is missing
    QString message;      ///< one sentence without a trailing full stop, e.g. `expected a value after 'tool:'`

    /// For people, who count from 1: `position 11: expected a number with a unit such as 200ms after 'duration:>'`.
    QString text() const;
    bool operator==(const FilterError &) const = default;
};

/// One field of the language, for completion and help.
struct FilterField {
    QLatin1StringView name;
    QLatin1StringView values; ///< the words it knows, separated by blanks; empty when any value may stand there
    QLatin1StringView help;   ///< one line without a trailing full stop
};

/// Every field, in the order of the reference (docs/filter.md).
std::span<const FilterField> filterFields();

/// The one expression language of the filter bar, pause conditions, rules, the command line and exports; its reference
/// is docs/filter.md. A value: immutable, cheap to copy. Every function may be called from any thread at any time.
class Filter
{
public:
    /// Matches everything, as does an empty text.
    Filter() = default;
    static tl::expected<Filter, FilterError> parse(QStringView text);

    /// Whether \a record is wanted. Where needsParts() is true, its `parts` must be whole.
    bool matches(const Record &record) const;
    /// The same without looking at `parts`: nullopt when only they can tell. Lets a reader load no payload in vain.
    std::optional<bool> matchesWithoutParts(const Record &record) const;
    /// The same looking at \a scope only: nullopt when that does not decide.
    std::optional<bool> test(const Record &record, FilterScope scope) const;
    /// Texts, ASCII in lower case, each of which every record that matches holds in some case: in a body or event, or in its
    /// method, name, session or route. Lets a reader of many filters rule most of them out at once.
    QList<QByteArray> requiredText() const;
    /// Microseconds that every record that matches has lasted at least; -1 when it may have no duration yet.
    qint64 requiredDurationUs() const;
    /// Whether anything in it looks at headers, bodies or events.
    bool needsParts() const;
    bool isEmpty() const { return !m_root; }

    /// The same filter in its canonical spelling: parsing it gives an equal filter.
    QString toString() const;

private:
    explicit Filter(std::shared_ptr<const FilterNode> root) : m_root(std::move(root)) {}

    std::shared_ptr<const FilterNode> m_root;
};

} // namespace sightglass::exchange
