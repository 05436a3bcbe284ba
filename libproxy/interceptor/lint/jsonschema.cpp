// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place that knows valijson. What reaches it is a tree that SchemaRewriter made: no reference to resolve, no
// `pattern` or `format` (valijson gives both to std::regex, which recurses for each character of a hostile text).
#include "interceptor/lint/jsonschema.h"

#include "interceptor/lint/schemarewriter.h"
#include "mcp/messagereader.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/constraint_builder.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <QRegularExpression>

namespace sightglass::interceptor::lint {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

const QLatin1StringView kPatternLimits("(*LIMIT_MATCH=10000)");
constexpr qint64 kStringUnit = 256; // so many bytes of text count as one more value

thread_local int patternRuns = 0;

/// `pattern`, run by PCRE with a limit on its steps. Where the limit is reached the text counts as matched.
class PatternConstraint final : public valijson::constraints::PolyConstraint
{
public:
    // In a group of its own, so that a pattern cannot set limits for itself.
    explicit PatternConstraint(const QString &pattern)
        : m_pattern(pattern), m_regex(kPatternLimits + QStringLiteral("(?:%1)").arg(pattern))
    {}

    bool validate(const valijson::adapters::Adapter &target, const std::vector<std::string> &context,
                  valijson::ValidationResults *results) const override
    {
        if (!m_regex.isValid() || !target.isString() || ++patternRuns > JsonSchema::kMaxPatternRuns)
            return true;
        const std::string bytes = target.asString();
        if (qsizetype(bytes.size()) > JsonSchema::kMaxPatternText)
            return true;
        const QString text = QString::fromStdString(bytes);
        if (m_regex.match(text).hasMatch() || !surelyFails(text))
            return true;
        if (results)
            results->pushError(context, "Failed to match the pattern " + m_pattern.toStdString());
        return false;
    }

private:
    // Qt does not tell "no match" from "limit reached". This matches, at the end of the text, unless a limit ends it.
    bool surelyFails(const QString &text) const
    {
        const QRegularExpression probe(kPatternLimits + QStringLiteral("(?:%1)(*FAIL)|\\z").arg(m_pattern));
        return probe.match(text).hasMatch();
    }
    Constraint *cloneInto(void *place) const override { return new (place) PatternConstraint(*this); }
    std::size_t sizeOf() const override { return sizeof *this; }

    QString m_pattern;
    QRegularExpression m_regex;
};

class PatternBuilder final : public valijson::ConstraintBuilder
{
public:
    valijson::constraints::Constraint *make(const valijson::adapters::Adapter &value) const override
    {
        return new PatternConstraint(QString::fromStdString(value.asString()));
    }
};

struct Extent {
    qint64 nodes = 0;
    int depth = 0;
};

void measure(const Json &value, int depth, Extent &extent)
{
    extent.depth = std::max(extent.depth, depth);
    ++extent.nodes;
    if (value.is_string())
        extent.nodes += qint64(value.get_ref<const std::string &>().size()) / kStringUnit;
    if (depth > JsonSchema::kMaxDepth || extent.nodes > JsonSchema::kMaxValueNodes || !value.is_structured())
        return;
    for (const Json &one : value)
        measure(one, depth + 1, extent);
}

// valijson's context is <root>, ["name"], [3], …
QByteArray pointerOf(const std::vector<std::string> &context)
{
    QByteArray pointer;
    for (std::size_t i = 1; i < context.size(); ++i) {
        QByteArray part = QByteArray::fromStdString(context[i]);
        if (part.startsWith('[') && part.endsWith(']'))
            part = part.sliced(1, part.size() - 2);
        if (part.size() >= 2 && part.startsWith('"') && part.endsWith('"'))
            part = part.sliced(1, part.size() - 2);
        pointer = step(pointer, part);
    }
    return pointer;
}

} // namespace

struct JsonSchema::Compiled {
    valijson::Schema schema;
};

JsonSchema::JsonSchema() = default;
JsonSchema::~JsonSchema() = default;

std::shared_ptr<const JsonSchema> JsonSchema::compile(const QByteArray &text)
{
    std::shared_ptr<JsonSchema> schema(new JsonSchema);
    try {
        schema->build(text);
    } catch (const std::exception &error) {
        schema->m_compiled.reset();
        schema->m_problems.append(QString::fromUtf8(error.what()).left(200));
    }
    return schema;
}

void JsonSchema::build(const QByteArray &text)
{
    if (text.size() > kMaxBytes || mcp::jsonDepth(text) > mcp::kMaxJsonDepth) {
        m_problems.append(QStringLiteral("it is too large or too deep to be checked"));
        return;
    }
    const Json original = parseJson(text);
    if (original.is_discarded()) {
        m_problems.append(QStringLiteral("it is no JSON"));
        return;
    }
    SchemaRewriter rewriter(original);
    const auto rewritten = rewriter.rewritten();
    m_problems = rewriter.problems();
    m_nodes = rewriter.nodes();
    if (!rewritten)
        return;
    auto compiled = std::make_unique<Compiled>();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.addConstraintBuilder(SchemaRewriter::kPatternKey, new PatternBuilder); // the parser owns it
    parser.populateSchema(NlohmannJsonAdapter(*rewritten), compiled->schema);
    m_compiled = std::move(compiled);
}

std::optional<JsonSchema::Misfit> JsonSchema::check(const nlohmann::json &value) const
{
    if (!m_compiled)
        return std::nullopt;
    try {
        Extent extent;
        measure(value, 0, extent);
        if (extent.depth > kMaxDepth || extent.nodes > kMaxValueNodes || extent.nodes * m_nodes > kMaxCost)
            return std::nullopt;
        const Json target = withWholeNumbers(value);
        const NlohmannJsonAdapter adapter(target);
        valijson::Validator validator;
        // Without a place for results it stops at the first misfit; most values fit.
        patternRuns = 0;
        if (validator.validate(m_compiled->schema, adapter, nullptr))
            return std::nullopt;
        if (extent.nodes * m_nodes > kMaxExplainedCost)
            return Misfit{{}, QStringLiteral("it does not fit the schema")};
        patternRuns = 0;
        valijson::ValidationResults results;
        valijson::ValidationResults::Error first;
        if (validator.validate(m_compiled->schema, adapter, &results) || !results.popError(first))
            return std::nullopt;
        QString text = shown(first.description, 200);
        while (text.endsWith(u'.'))
            text.chop(1);
        return Misfit{pointerOf(first.context), text};
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

} // namespace sightglass::interceptor::lint
