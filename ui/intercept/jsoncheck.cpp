// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/jsoncheck.h"

#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JsonCheck)
};

constexpr qsizetype kMostShown = 24;

/// Takes no value, only the place where reading ends.
class FaultFinder : public nlohmann::json::json_sax_t
{
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t &) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string &token, const nlohmann::json::exception &) override
    {
        read = qsizetype(position);
        lastToken = QByteArray::fromStdString(token);
        return false;
    }

    qsizetype read = 0; ///< bytes, with the one that is wrong
    QByteArray lastToken;
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

std::optional<JsonTrouble> jsonTrouble(const QByteArray &text)
{
    FaultFinder finder;
    if (nlohmann::json::sax_parse(text.cbegin(), text.cend(), &finder))
        return std::nullopt;
    const qsizetype end = std::clamp<qsizetype>(finder.read, 0, text.size());
    if (end >= text.size() && text.trimmed().isEmpty())
        return JsonTrouble{0, Text::tr("There is nothing here: a message is one JSON value")};
    const qsizetype at = std::clamp<qsizetype>(finder.read - 1, 0, std::max<qsizetype>(text.size() - 1, 0));
    const auto [line, column] = models::lineAndColumn(text, at);
    if (finder.read > text.size())
        return JsonTrouble{text.size(),
                           Text::tr("Not JSON: the text ends too soon, at line %1, column %2").arg(line).arg(column)};
    return JsonTrouble{at, Text::tr("Not JSON at line %1, column %2: unexpected %3")
                               .arg(line)
                               .arg(column)
                               .arg(models::lineText(finder.lastToken.right(kMostShown)))};
}

QByteArray compacted(QByteArrayView json)
{
    QByteArray out;
    out.reserve(json.size());
    bool inString = false;
    bool escaped = false;
    for (const char c : json) {
        if (!inString && isBlank(c))
            continue;
        out.append(c);
        if (escaped)
            escaped = false;
        else if (inString && c == '\\')
            escaped = true;
        else if (c == '"')
            inString = !inString;
    }
    return out;
}

} // namespace sightglass::ui
