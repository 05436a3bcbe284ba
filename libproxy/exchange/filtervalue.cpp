// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filtervalue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sightglass::exchange {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLeast = std::numeric_limits<qint64>::min();
constexpr qint64 kMost = std::numeric_limits<qint64>::max();

struct UnitFactor {
    QLatin1StringView name;
    qint64 factor;
};

constexpr std::array<UnitFactor, 4> kDurations = {{
    {QLatin1StringView("us"), 1},
    {QLatin1StringView("ms"), 1000},
    {QLatin1StringView("s"), 1'000'000},
    {QLatin1StringView("m"), 60'000'000},
}};

constexpr std::array<UnitFactor, 8> kSizes = {{
    {QLatin1StringView(""), 1},
    {QLatin1StringView("B"), 1},
    {QLatin1StringView("kB"), 1000},
    {QLatin1StringView("KiB"), 1024},
    {QLatin1StringView("MB"), 1'000'000},
    {QLatin1StringView("MiB"), 1024 * 1024},
    {QLatin1StringView("GB"), 1'000'000'000},
    {QLatin1StringView("GiB"), 1024 * 1024 * 1024},
}};

constexpr std::array<UnitFactor, 1> kPlain = {{{QLatin1StringView(""), 1}}};

std::span<const UnitFactor> unitsOf(FieldUnit unit)
{
    switch (unit) {
    case FieldUnit::Duration:
        return kDurations;
    case FieldUnit::Size:
        return kSizes;
    case FieldUnit::None:
        break;
    }
    return kPlain;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// `-?digits[.digits]unit`. A unit other than one allows a fraction; the result is whole.
std::optional<qint64> readNumber(QStringView text, FieldUnit unit)
{
    qsizetype end = text.startsWith(u'-') ? 1 : 0;
    const qsizetype digits = end;
    while (end < text.size() && (isDigit(text[end]) || (text[end] == u'.' && unit != FieldUnit::None)))
        ++end;
    if (end == digits || !isDigit(text[digits]) || !isDigit(text[end - 1]))
        return std::nullopt;
    QString name = text.sliced(end).toString();
    if (name == u"µs" || name == u"μs") // U+00B5 and U+03BC
        name = u"us"_s;
    const auto units = unitsOf(unit);
    const auto found = std::find_if(units.begin(), units.end(), [&](const UnitFactor &candidate) {
        return name.compare(candidate.name, Qt::CaseInsensitive) == 0;
    });
    if (found == units.end())
        return std::nullopt;
    bool ok = false;
    const QStringView number = text.first(end);
    if (const qint64 whole = number.toLongLong(&ok); ok) {
        if (whole > kMost / found->factor || whole < kLeast / found->factor)
            return std::nullopt;
        return whole * found->factor;
    }
    const double scaled = number.toDouble(&ok) * static_cast<double>(found->factor);
    if (!ok || std::abs(scaled) >= 9.2e18)
        return std::nullopt;
    return std::llround(scaled);
}

std::optional<NumberRange> rangeOf(QStringView comparison, qint64 number)
{
    if (comparison.isEmpty() || comparison == u"=")
        return NumberRange{number, number};
    if (comparison == u">")
        return number == kMost ? NumberRange{kMost, kLeast} : NumberRange{number + 1, kMost};
    if (comparison == u"<")
        return number == kLeast ? NumberRange{kMost, kLeast} : NumberRange{kLeast, number - 1};
    return comparison == u">=" ? NumberRange{number, kMost} : NumberRange{kLeast, number};
}

QString listed(const FieldInfo &field)
{
    return QString(field.about.values).replace(u' ', u", "_s);
}

QString expectation(const FieldInfo &field)
{
    if (field.kind == FieldKind::Word)
        return u"expected one of "_s + listed(field);
    if (field.kind == FieldKind::Status)
        return u"expected an HTTP status such as 404, 4xx or >=400, or one of "_s + listed(field);
    switch (field.unit) {
    case FieldUnit::Duration:
        return u"expected a number with a unit such as 200ms (us, ms, s, m)"_s;
    case FieldUnit::Size:
        return u"expected a number of bytes such as 10kB (B, kB, KiB, MB, MiB, GB, GiB)"_s;
    case FieldUnit::None:
        break;
    }
    return u"expected a whole number"_s;
}

// 4xx: the hundred that begins at 400.
std::optional<NumberRange> statusClass(QStringView text)
{
    if (text.size() != 3 || text[0] < u'1' || text[0] > u'9'
        || text.sliced(1).compare("xx"_L1, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const qint64 first = (text[0].unicode() - u'0') * 100;
    return NumberRange{first, first + 99};
}

bool addWord(FieldValue &value, const FieldInfo &field, const QString &text)
{
    const auto found = std::find_if(field.words.begin(), field.words.end(), [&](const FieldWord &word) {
        return text.compare(word.word, Qt::CaseInsensitive) == 0;
    });
    if (found == field.words.end())
        return false;
    value.bits |= found->bits;
    return true;
}

bool addItem(FieldValue &value, const FieldInfo &field, QStringView comparison, const QString &text)
{
    const bool plain = comparison.isEmpty();
    if (plain && text == u"*") { // it has one
        if (field.kind == FieldKind::Word)
            value.bits = ~0u;
        else
            value.ranges.push_back(NumberRange{kLeast, kMost});
        return true;
    }
    if (plain && addWord(value, field, text))
        return true;
    if (field.kind == FieldKind::Word)
        return false;
    if (const auto hundred = statusClass(text); plain && hundred && field.kind == FieldKind::Status) {
        value.ranges.push_back(*hundred);
        return true;
    }
    const std::optional<qint64> number = readNumber(text, field.unit);
    if (!number)
        return false;
    value.ranges.push_back(*rangeOf(comparison, *number));
    return true;
}

} // namespace

FilterResult<FieldValue> readFieldValue(FilterLexer &lexer, const FieldInfo &field, const QString &written)
{
    FieldValue value;
    QString before = written;
    do {
        const QStringView comparison = field.kind == FieldKind::Word ? QStringView() : lexer.takeComparison();
        before += comparison;
        const qsizetype at = lexer.position();
        const auto item = lexer.takeItem(u",");
        if (!item)
            return tl::unexpected(item.error());
        if (item->kind == FilterItem::Kind::Regex || !addItem(value, field, comparison, item->text))
            return tl::unexpected(FilterError{at, item->length, expectation(field) + u" after '"_s + before + u'\''});
        before = written + u"…,"_s;
    } while (lexer.take(u','));
    return value;
}

} // namespace sightglass::exchange
