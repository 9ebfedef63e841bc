// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/code_fields.h"

#include "models/document/pipeline_document.h"
#include "models/forms/value_text.h"
#include "widgets/code/code_edit.h"
#include "widgets/code/expression_edit.h"
#include "widgets/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace headrace {
namespace {

CompletionSource completionOf(const ParamSpec &spec, const FormContext &context)
{
    CompletionSource source;
    source.columns = context.columns(spec.over).columns;
    source.parameters = context.parameters().keys();
    source.aggregates = spec.aggregates || spec.type == ParamType::Sql;
    if (spec.type == ParamType::Sql && context.document()) {
        // Tables of a query are named after the nodes that feed it.
        const auto node = context.document()->pipeline().nodes.constFind(context.node());
        if (node != context.document()->pipeline().nodes.cend())
            for (const QList<PortRef> &sources : node->inputs)
                for (const PortRef &from : sources)
                    source.words.append(from.node);
    }
    return source;
}

int positionIn(const QList<Diagnostic> &mine)
{
    for (const Diagnostic &diagnostic : mine)
        if (diagnostic.position >= 0)
            return diagnostic.position;
    return -1;
}

}  // namespace

ExpressionField::ExpressionField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_edit(new ExpressionEdit(this))
{
    m_edit->setPlaceholderText(spec.example);
    watch(m_edit);
    connect(m_edit, &ExpressionEdit::edited, this,
            [this](const QString &text) { change(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text), true); });
    connect(context, &FormContext::columnsChanged, this, &ExpressionField::refreshCompletion);
    refreshCompletion();
    setEditor(m_edit);
}

void ExpressionField::refreshCompletion()
{
    m_edit->setCompletion(completionOf(spec(), *context()));
}

void ExpressionField::showValue(const QJsonValue &value)
{
    m_edit->replaceText(textOfValue(value));
}

void ExpressionField::showInvalid(const QList<Diagnostic> &mine)
{
    Field::showInvalid(mine);
    m_edit->setErrorPosition(positionIn(mine));
}

CodeField::CodeField(const ParamSpec &spec, FormContext *context, QWidget *parent)
    : Field(spec, context, parent), m_edit(new CodeEdit(spec.type == ParamType::Code ? CodeLanguage::Python : CodeLanguage::Sql, this))
{
    m_edit->setTitle(titleOf(spec));
    m_edit->setFixedHeight(spec.type == ParamType::Code ? 240 : 160);
    auto *large = new QToolButton(m_edit);
    large->setProperty("kind", QStringLiteral("icon"));
    large->setFixedSize(24, 24);
    large->setIconSize({14, 14});
    large->setAccessibleName(tr("Open %1 in a large editor").arg(titleOf(spec)));
    large->setToolTip(tr("Large editor"));
    setThemeIcon(large, QStringLiteral("maximize"), IconRole::Secondary);
    // In the corner, over the text.
    auto *corner = new QVBoxLayout;
    corner->setContentsMargins(0, 4, 14, 0);
    corner->addWidget(large, 0, Qt::AlignRight | Qt::AlignTop);
    corner->addStretch();
    m_edit->keyTarget()->setLayout(corner);
    connect(large, &QToolButton::clicked, this,
            [this] { openLarge(m_edit, titleOf(this->spec()), completionOf(this->spec(), *this->context())); });
    watch(m_edit->keyTarget());
    connect(m_edit, &CodeEdit::edited, this,
            [this](const QString &text) { change(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text), true); });
    connect(context, &FormContext::columnsChanged, this, &CodeField::refreshCompletion);
    refreshCompletion();
    setEditor(m_edit);
    m_edit->setTitle(titleOf(spec));
}

void CodeField::refreshCompletion()
{
    m_edit->setCompletion(completionOf(spec(), *context()));
}

void CodeField::showValue(const QJsonValue &value)
{
    m_edit->replaceText(textOfValue(value));
}

void CodeField::showInvalid(const QList<Diagnostic> &mine)
{
    m_edit->setProperty("invalid", hasErrors(mine));
    m_edit->setErrorPosition(positionIn(mine));
}

}  // namespace headrace

#include "moc_code_fields.cpp"
