// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/choice_fields.h"
#include "widgets/forms/code_fields.h"
#include "widgets/forms/column_fields.h"
#include "widgets/forms/line_fields.h"
#include "widgets/forms/list_fields.h"
#include "widgets/forms/records_field.h"

namespace headrace {

Field *createField(const ParamSpec &spec, FormContext *context, QWidget *parent)
{
    switch (spec.type) {
    case ParamType::Boolean:
        return new BooleanField(spec, context, parent);
    case ParamType::Integer:
    case ParamType::Number:
        return new NumberField(spec, context, parent);
    case ParamType::Text:
        // A text whose example has lines is one of several lines.
        if (spec.example.contains(QLatin1String("\n")))
            return new LongTextField(spec, context, parent);
        return new TextField(spec, context, parent);
    case ParamType::Enumeration:
        return new ChoiceField(spec, context, parent);
    case ParamType::Column:
        return new ColumnField(spec, context, parent);
    case ParamType::Columns:
        return new ColumnsField(spec, context, parent);
    case ParamType::Expression:
        return new ExpressionField(spec, context, parent);
    case ParamType::Sql:
    case ParamType::Code:
        return new CodeField(spec, context, parent);
    case ParamType::Path:
        return new PathField(spec, context, parent);
    case ParamType::TextList:
    case ParamType::NumberList:
        return new ListField(spec, context, parent);
    case ParamType::Map:
        return new MapField(spec, context, parent);
    case ParamType::Records:
        return new RecordsField(spec, context, parent);
    case ParamType::Secret:
        return new SecretField(spec, context, parent);
    case ParamType::Pipeline:
        return new PipelineField(spec, context, parent);
    }
    Q_UNREACHABLE();
}

}  // namespace headrace
