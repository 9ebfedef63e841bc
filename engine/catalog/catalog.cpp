// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/hashing.h"
#include "engine/catalog/operator_spec.h"

#include <algorithm>
#include <array>
#include <utility>

namespace headrace {

namespace {

constexpr std::array<std::pair<Category, const char *>, 7> kCategories{{
    {Category::Read, "read"},
    {Category::Shape, "shape"},
    {Category::Check, "check"},
    {Category::Learn, "learn"},
    {Category::Evaluate, "evaluate"},
    {Category::Write, "write"},
    {Category::Code, "code"},
}};

void applyRule(QJsonObject &params, const UpgradeRule &rule)
{
    switch (rule.kind) {
    case UpgradeRule::Kind::Rename:
        // A value already under the new name is the newer one.
        if (const QJsonValue value = params.take(rule.param); !value.isUndefined() && !params.contains(rule.to))
            params.insert(rule.to, value);
        break;
    case UpgradeRule::Kind::SetDefault:
        if (!params.contains(rule.param))
            params.insert(rule.param, rule.value);
        break;
    case UpgradeRule::Kind::Remove:
        params.remove(rule.param);
        break;
    case UpgradeRule::Kind::MapValue: {
        // A value that is no text is looked up by its JSON, such as true or 3.
        const QJsonValue before = params.value(rule.param);
        if (before.isUndefined())
            break;
        const QString key = before.isString() ? before.toString() : QString::fromUtf8(canonicalJson(before));
        if (const QJsonValue after = rule.value.toObject().value(key); !after.isUndefined())
            params.insert(rule.param, after);
        break;
    }
    }
}

}  // namespace

QString toString(Category category)
{
    for (const auto &[candidate, name] : kCategories)
        if (candidate == category)
            return QString::fromLatin1(name);
    Q_UNREACHABLE();
}

std::optional<Category> categoryFromString(const QString &text)
{
    for (const auto &[category, name] : kCategories)
        if (text == QLatin1String(name))
            return category;
    return std::nullopt;
}

Catalog::Catalog(QList<OperatorSpec> operators) : m_operators(std::move(operators))
{
    std::sort(m_operators.begin(), m_operators.end(), [](const OperatorSpec &a, const OperatorSpec &b) {
        if (a.category != b.category)
            return a.category < b.category;
        const int order = a.title.compare(b.title);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    for (qsizetype i = 0; i < m_operators.size(); ++i) {
        Q_ASSERT_X(!m_index.contains(m_operators[i].id), "Catalog", qPrintable(m_operators[i].id));
        m_index.insert(m_operators[i].id, int(i));
    }
}

const OperatorSpec *Catalog::find(const QString &id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.cend() ? nullptr : &m_operators.at(*found);
}

SignatureLookup Catalog::lookup() const
{
    QStringList ids;
    ids.reserve(m_operators.size());
    for (const OperatorSpec &spec : m_operators)
        ids << spec.id;
    return SignatureLookup([this](const QString &id) -> const Signature * { return find(id); }, ids);
}

void Catalog::upgrade(Node &node) const
{
    const OperatorSpec *spec = find(node.op);
    if (!spec)
        return;
    for (; node.version < spec->version; ++node.version)
        for (const UpgradeRule &rule : spec->upgrades)
            if (rule.from == node.version)
                applyRule(node.params, rule);
}

QString Catalog::fingerprint() const
{
    return sha256(canonicalJson(toJson()));
}

}  // namespace headrace
