// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/lint/json.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>

namespace sightglass::interceptor::lint {

/// Turns a schema that a stranger wrote into one that is safe to check with: a tree without references, of bounded size
/// and depth, that holds only keywords whose cost is known. Takes drafts 4 to 2020-12 and writes draft 7 with
/// kPatternKey in place of `pattern`. References within the document are put in place, recursive ones to a depth that
/// fits; nothing is ever fetched (2026-07-28 basic/index "JSON Schema usage"). What cannot be kept is left out so that
/// the result is never stricter than the original.
class SchemaRewriter
{
public:
    static constexpr char kPatternKey[] = "sightglass:pattern";
    static constexpr int kMaxDepth = 48;
    static constexpr int kMaxNodes = 3'000; ///< JSON values in the result
    static constexpr int kMaxPatterns = 64;
    static constexpr qsizetype kMaxPatternBytes = 512;
    static constexpr qsizetype kMaxReferenceBytes = 512;
    static constexpr int kMaxProblems = 5;

    explicit SchemaRewriter(const Json &root);

    /// None when even without recursion it is too large.
    std::optional<Json> rewritten();
    int nodes() const { return m_nodes; } ///< of the result
    /// What a person should know about the schema, at most kMaxProblems.
    const QStringList &problems() const { return m_problems; }

private:
    /// `exact`: it accepts what the original accepts; else it accepts more.
    struct Out {
        Json schema = true;
        bool exact = true;
    };

    Out rewrite(const Json &node, int depth);
    Out reference(const Json &node, int depth);
    Out fromPointer(const QByteArray &target, int depth);
    void keywords(const Json &node, Out &out, int depth);
    void simpleKeywords(const Json &node, Out &out);
    void numberKeywords(const Json &node, Out &out);
    void objectKeywords(const Json &node, Out &out, int depth);
    void arrayKeywords(const Json &node, Out &out, int depth);
    void combiningKeywords(const Json &node, Out &out, int depth);
    void conditional(const Json &node, Out &out, int depth);
    void dependencies(const Json &node, Out &out, int depth);
    void bound(const Json &node, const char *key, const char *exclusiveKey, Out &out);
    Json keep(const Json &value);
    Json child(const Json &value, Out &parent, int depth);
    void problem(const QString &text);
    bool spend(int nodes);
    void findAnchors(const Json &node, const QByteArray &pointer, int depth);

    const Json &m_root;
    QHash<QByteArray, QByteArray> m_anchors; // name -> pointer
    QHash<QByteArray, int> m_active;         // references being put in place, by pointer
    QStringList m_problems;
    int m_recursion = 0; // how often a reference may stand within itself
    int m_nodes = 0;
    int m_patterns = 0;
    int m_anchorNodes = 0;
    bool m_tooLarge = false;
    bool m_refIsAlone = false; // drafts before 2019-09: what stands beside $ref does not count
};

/// \a value with every number that is a whole one as an integer (1.0 is 1), so that `integer` and equality mean what
/// JSON Schema says.
Json withWholeNumbers(Json value);

} // namespace sightglass::interceptor::lint
