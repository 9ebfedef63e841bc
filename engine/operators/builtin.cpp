// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/builtin.h"

#include <QHash>

namespace headrace {

// One function an operator, each in a file of its own.
Operator checkExpect();
Operator codePython();
Operator codeSql();
Operator evaluateClassification();
Operator evaluateRegression();
Operator flowMarker();
Operator learnApply();
Operator learnImpute();
Operator learnLinearRegression();
Operator learnLogisticRegression();
Operator learnOneHot();
Operator learnOrdinal();
Operator learnPredict();
Operator learnSplit();
Operator learnStandardize();
Operator learnXgboostClassifier();
Operator learnXgboostRegressor();
Operator readCsv();
Operator readInline();
Operator readJson();
Operator readParquet();
Operator readSqlite();
Operator tableCast();
Operator tableDerive();
Operator tableDistinct();
Operator tableDropMissing();
Operator tableFilter();
Operator tableGroup();
Operator tableJoin();
Operator tableLimit();
Operator tableSample();
Operator tableSelect();
Operator tableSort();
Operator tableUnion();
Operator writeCsv();
Operator writeParquet();

const QList<Operator> &builtinOperators()
{
    static const QList<Operator> operators{
        checkExpect(),
        codePython(),
        codeSql(),
        evaluateClassification(),
        evaluateRegression(),
        flowMarker(),
        learnApply(),
        learnImpute(),
        learnLinearRegression(),
        learnLogisticRegression(),
        learnOneHot(),
        learnOrdinal(),
        learnPredict(),
        learnSplit(),
        learnStandardize(),
        learnXgboostClassifier(),
        learnXgboostRegressor(),
        readCsv(),
        readInline(),
        readJson(),
        readParquet(),
        readSqlite(),
        tableCast(),
        tableDerive(),
        tableDistinct(),
        tableDropMissing(),
        tableFilter(),
        tableGroup(),
        tableJoin(),
        tableLimit(),
        tableSample(),
        tableSelect(),
        tableSort(),
        tableUnion(),
        writeCsv(),
        writeParquet(),
    };
    return operators;
}

const Operator *findOperator(const QString &id)
{
    static const QHash<QString, const Operator *> index = [] {
        QHash<QString, const Operator *> map;
        for (const Operator &op : builtinOperators())
            map.insert(op.spec.id, &op);
        return map;
    }();
    return index.value(id);
}

Catalog builtinCatalog()
{
    QList<OperatorSpec> specs;
    for (const Operator &op : builtinOperators())
        specs << op.spec;
    return Catalog(specs);
}

}  // namespace headrace
