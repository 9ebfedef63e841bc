// SPDX-License-Identifier: GPL-3.0-or-later
// Checks XGBoost's model bytes before XGBoost sees them: it believes indices and counts in a file, and reads where they point.
#include "engine/learning/estimators.h"
#include "engine/learning/ubjson.h"

#include <charconv>
#include <cmath>
#include <initializer_list>

namespace headrace::learning {

namespace {

using ubjson::Value;
using Kind = ubjson::Value::Kind;

/// A reason why the bytes are refused; empty: none.
using Problem = QString;

constexpr int64_t kNoNode = -1;

/// XGBoost writes the numbers of its parameters as text.
std::optional<int64_t> wholeText(const Value &object, std::string_view name)
{
    const Value *value = object.member(name, Kind::Text);
    if (!value || value->text.empty() || value->text.size() > 12)
        return std::nullopt;
    int64_t number = 0;
    const auto [end, error] = std::from_chars(value->text.data(), value->text.data() + value->text.size(), number);
    if (error != std::errc() || end != value->text.data() + value->text.size() || number < 0)
        return std::nullopt;
    return number;
}

bool onlyTexts(const Value &object)
{
    for (const auto &[name, value] : object.members)
        if (value.kind != Kind::Text || value.text.size() > 4096)
            return false;
    return true;
}

bool hasExactly(const Value &object, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        if (!object.member(name))
            return false;
    return object.members.size() == names.size();
}

const ubjson::TypedArray *typed(const Value &tree, std::string_view name, std::string_view elements, size_t count)
{
    const Value *value = tree.member(name, Kind::Typed);
    return value && elements.find(value->typed.element) != std::string_view::npos && value->typed.count == count ? &value->typed : nullptr;
}

/// Every node must be reached from the root exactly once, or be marked as deleted.
Problem checkTree(const Value &tree, size_t features)
{
    if (!hasExactly(tree,
                    {"base_weights", "categories", "categories_nodes", "categories_segments", "categories_sizes", "default_left", "id",
                     "left_children", "loss_changes", "parents", "right_children", "split_conditions", "split_indices", "split_type",
                     "sum_hessian", "tree_param"}))
        return QStringLiteral("a tree does not have the members of a tree");
    const Value *param = tree.member("tree_param", Kind::Object);
    if (!param || !hasExactly(*param, {"num_deleted", "num_feature", "num_nodes", "size_leaf_vector"}) || !onlyTexts(*param))
        return QStringLiteral("a tree does not say how large it is");
    const auto nodes = wholeText(*param, "num_nodes");
    const auto deleted = wholeText(*param, "num_deleted");
    const Value *id = tree.member("id", Kind::Integer);
    if (!nodes || *nodes < 1 || *nodes > INT32_MAX / 2 || !deleted || !id || wholeText(*param, "num_feature") != int64_t(features)
        || wholeText(*param, "size_leaf_vector") != 0)
        return QStringLiteral("the size of a tree makes no sense");
    const auto count = size_t(*nodes);
    const auto *left = typed(tree, "left_children", "l", count);
    const auto *right = typed(tree, "right_children", "l", count);
    const auto *parents = typed(tree, "parents", "l", count);
    const auto *splits = typed(tree, "split_indices", "lL", count);
    const auto *types = typed(tree, "split_type", "Ui", count);
    if (!left || !right || !parents || !splits || !types || !typed(tree, "default_left", "Ui", count)
        || !typed(tree, "split_conditions", "d", count) || !typed(tree, "loss_changes", "d", count)
        || !typed(tree, "sum_hessian", "d", count) || !typed(tree, "base_weights", "d", count))
        return QStringLiteral("the lists of a tree differ in length or type");
    for (const std::string_view name : {"categories", "categories_nodes", "categories_segments", "categories_sizes"}) {
        const Value *list = tree.member(name, Kind::Typed);
        if (!list || list->typed.count != 0)
            return QStringLiteral("a tree splits by categories");
    }

    std::vector<bool> reached(count, false);
    std::vector<size_t> open{0};
    size_t seen = 0;
    while (!open.empty()) {
        const size_t node = open.back();
        open.pop_back();
        if (reached[node])
            return QStringLiteral("a tree is no tree: node %1 is reached twice").arg(node);
        reached[node] = true;
        ++seen;
        if (types->integer(node) != 0)
            return QStringLiteral("a tree splits by categories");
        const int64_t l = left->integer(node);
        const int64_t r = right->integer(node);
        if (l == kNoNode && r == kNoNode)
            continue;
        const int64_t split = splits->integer(node);
        if (l <= 0 || r <= 0 || l >= *nodes || r >= *nodes || split < 0 || split >= int64_t(features))
            return QStringLiteral("node %1 of a tree points outside").arg(node);
        if (parents->integer(size_t(l)) != int64_t(node) || parents->integer(size_t(r)) != int64_t(node))
            return QStringLiteral("the children of node %1 name another parent").arg(node);
        open.push_back(size_t(l));
        open.push_back(size_t(r));
    }
    size_t marked = 0;
    for (size_t node = 0; node < count; ++node) {
        // XGBoost marks a deleted node by the greatest unsigned 32-bit index.
        const bool isMarked = static_cast<uint32_t>(splits->integer(node)) == UINT32_MAX;
        if (isMarked && reached[node])
            return QStringLiteral("node %1 of a tree is deleted and used").arg(node);
        marked += isMarked;
    }
    if (int64_t(marked) != *deleted || seen + marked != count)
        return QStringLiteral("a tree has nodes that nothing leads to");
    return {};
}

Problem checkTrees(const Value &booster, const Model &model)
{
    const size_t groups = outputsOf(model);
    const Value *name = booster.member("name", Kind::Text);
    const Value *inner = booster.member("model", Kind::Object);
    if (!hasExactly(booster, {"model", "name"}) || !name || name->text != "gbtree" || !inner
        || !hasExactly(*inner, {"gbtree_model_param", "tree_info", "trees"}))
        return QStringLiteral("it is no set of trees");
    const Value *param = inner->member("gbtree_model_param", Kind::Object);
    const Value *info = inner->member("tree_info", Kind::Array);
    const Value *trees = inner->member("trees", Kind::Array);
    if (!param || !info || !trees || !hasExactly(*param, {"num_parallel_tree", "num_trees", "size_leaf_vector"}) || !onlyTexts(*param))
        return QStringLiteral("it has no list of trees");
    const size_t count = trees->items.size();
    const auto parallel = wholeText(*param, "num_parallel_tree");
    if (wholeText(*param, "num_trees") != int64_t(count) || info->items.size() != count || wholeText(*param, "size_leaf_vector") != 0
        || !parallel || *parallel < 1 || *parallel > 1000000 || count % (size_t(*parallel) * groups) != 0)
        return QStringLiteral("it says %1 trees and has others").arg(wholeText(*param, "num_trees").value_or(-1));
    for (const Value &group : info->items)
        if (group.kind != Kind::Integer || group.integer < 0 || group.integer >= int64_t(groups))
            return QStringLiteral("a tree speaks of a class that is not there");
    for (size_t i = 0; i < count; ++i) {
        const Value &tree = trees->items[i];
        if (tree.kind != Kind::Object)
            return QStringLiteral("it has no list of trees");
        if (const Problem problem = checkTree(tree, size_t(model.features.size())); !problem.isEmpty())
            return problem;
        if (tree.member("id")->integer != int64_t(i))
            return QStringLiteral("its trees are not in order");
    }
    return {};
}

Problem checkObjective(const Value &objective, const Model &model)
{
    const Value *name = objective.member("name", Kind::Text);
    if (!name || objective.members.size() > 2)
        return QStringLiteral("it has no objective");
    const std::string_view text = name->text;
    bool known = false;
    switch (model.task) {
    case Task::Binary:
        known = text == "binary:logistic";
        break;
    case Task::MultiClass:
        known = text == "multi:softprob";
        break;
    case Task::Regression:
        for (const std::string_view one :
             {"reg:squarederror", "reg:squaredlogerror", "reg:absoluteerror", "count:poisson", "reg:gamma", "reg:tweedie"})
            known = known || text == one;
    }
    if (!known)
        return QStringLiteral("its objective does not fit its task");
    for (const auto &[key, value] : objective.members)
        if (key != "name" && (value.kind != Kind::Object || !onlyTexts(value)))
            return QStringLiteral("its objective has odd parameters");
    if (model.task == Task::MultiClass) {
        const Value *param = objective.member("softmax_multiclass_param", Kind::Object);
        if (!param || wholeText(*param, "num_class") != int64_t(model.classes.size()))
            return QStringLiteral("its number of classes is another");
    }
    return {};
}

Problem problemOf(const Model &model)
{
    const std::optional<Value> root = ubjson::read(model.blob);
    const Value *learner = root ? root->member("learner", Kind::Object) : nullptr;
    if (!learner || !hasExactly(*root, {"learner", "version"})
        || !hasExactly(*learner, {"attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective"}))
        return QStringLiteral("the bytes are not those of a model of boosted trees");
    const Value *version = root->member("version", Kind::Array);
    if (!version || version->items.size() != 3)
        return QStringLiteral("it has no version");
    for (const Value &part : version->items)
        if (part.kind != Kind::Integer || part.integer < 0 || part.integer > 1000)
            return QStringLiteral("it has no version");
    const Value *attributes = learner->member("attributes", Kind::Object);
    const Value *names = learner->member("feature_names", Kind::Array);
    const Value *types = learner->member("feature_types", Kind::Array);
    if (!attributes || !onlyTexts(*attributes) || !names || !types || !types->items.empty()
        || (!names->items.empty() && names->items.size() != size_t(model.features.size())))
        return QStringLiteral("the names of its features do not fit");
    for (const Value &name : names->items)
        if (name.kind != Kind::Text)
            return QStringLiteral("the names of its features do not fit");

    const Value *param = learner->member("learner_model_param", Kind::Object);
    const auto classes = param ? wholeText(*param, "num_class") : std::nullopt;
    if (!param || !onlyTexts(*param) || !hasExactly(*param, {"base_score", "boost_from_average", "num_class", "num_feature", "num_target"})
        || wholeText(*param, "num_feature") != int64_t(model.features.size()) || wholeText(*param, "num_target") != 1
        || classes != (model.task == Task::MultiClass ? int64_t(model.classes.size()) : 0))
        return QStringLiteral("its number of features or classes is another");
    const Value *objective = learner->member("objective", Kind::Object);
    const Value *booster = learner->member("gradient_booster", Kind::Object);
    if (!objective || !booster)
        return QStringLiteral("it has no trees");
    if (const Problem problem = checkObjective(*objective, model); !problem.isEmpty())
        return problem;
    return checkTrees(*booster, model);
}

}  // namespace

Result<void> checkXgboost(const Model &model)
{
    const Problem problem = problemOf(model);
    if (problem.isEmpty())
        return {};
    return Error(ErrorCode::Corrupt, QStringLiteral("The trees of the model cannot be used: %1.").arg(problem),
                 QStringLiteral("Train the model again, or take it from another copy."));
}

}  // namespace headrace::learning
