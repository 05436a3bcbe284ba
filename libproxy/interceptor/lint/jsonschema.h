// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace sightglass::interceptor::lint {

/// A JSON Schema of a tool, ready to check values with. Lenient where it has to be: it reports only what surely does not
/// fit. `format`, `uniqueItems`, `unevaluated…` and references out of the document are not looked at; a `pattern` that
/// costs too much counts as matched (docs/lint.md, "Limits").
///
/// Thread: any, one at a time. Never throws.
class JsonSchema
{
public:
    static constexpr qsizetype kMaxBytes = qsizetype(256) * 1024; ///< of a schema's text
    static constexpr qsizetype kMaxValueNodes = 20'000;           ///< JSON values of what is checked
    static constexpr qint64 kMaxCost = 400'000;         ///< values of the schema times values that are checked
    static constexpr qint64 kMaxExplainedCost = 40'000; ///< above it a misfit is not located
    static constexpr int kMaxDepth = 64;                ///< of what is checked
    static constexpr int kMaxPatternRuns = 100;         ///< per check
    static constexpr qsizetype kMaxPatternText = 4'096; ///< longer texts match

    struct Misfit {
        QByteArray pointer; ///< into the value
        QString text;
    };

    /// Never null. A schema that cannot be used fits everything and says why in problems().
    static std::shared_ptr<const JsonSchema> compile(const QByteArray &text);
    ~JsonSchema();

    const QStringList &problems() const { return m_problems; }
    bool usable() const { return m_compiled != nullptr; }
    /// The first thing that does not fit; none when all fits or the value is too large to be checked.
    std::optional<Misfit> check(const nlohmann::json &value) const;

private:
    struct Compiled;
    JsonSchema();
    void build(const QByteArray &text);

    std::unique_ptr<Compiled> m_compiled;
    QStringList m_problems;
    int m_nodes = 0;
};

} // namespace sightglass::interceptor::lint
