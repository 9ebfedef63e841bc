// SPDX-License-Identifier: GPL-3.0-or-later
// bench_python_handoff PYTHON [rows columns]: hands a stored table of doubles to a Python step, through shared memory as the step
// does and through a Parquet file, in turns, and prints one JSON line with the medians. The query from the stored table is part of both,
// and both end when NumPy arrays are there.
#include "tests/python/step_runner.h"

#include "engine/base/quoting.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace headrace;

namespace {

constexpr int kRounds = 3;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Times {
    QList<double> shared;
    QList<double> parquet;
};

Result<Times> measure(const QString &python, qint64 rows, int columns)
{
    tests::StepRunner runner;
    HR_TRY(runner.open(python));
    QStringList values;
    for (int i = 0; i < columns; ++i)
        values << QStringLiteral("random() AS c%1").arg(i);
    HR_TRY(runner.plain.connection->run(QStringLiteral("CREATE TABLE t AS SELECT %1, i AS __hr_0 FROM range(%2) AS r(i)")
                                            .arg(values.join(QStringLiteral(", ")))
                                            .arg(rows)));
    HR_ASSIGN(const data::Schema schema, runner.plain.schemaOf(QStringLiteral("t")));
    const auto host = runner.plain.host();
    const learning::CancelSignal cancel;
    learning::PythonListener listener;
    listener.log = [](const QString &, const QString &text) { std::fprintf(stderr, "%s\n", qPrintable(text)); };
    const auto step = [&](const QByteArray &script,
                          const std::vector<std::pair<QString, const learning::Handoff *>> &inputs) -> Result<void> {
        runner.step.script = script;
        if (auto done = runner.pool.run(runner.step, inputs, listener, cancel); !done)
            return std::move(done).error();
        return {};
    };
    // Both find a warm interpreter with their packages imported, so that the handoff alone is compared.
    HR_TRY(step("import numpy, pyarrow.parquet\ndef run(inputs, params, ctx):\n    return {'x': [1]}\n", {}));
    const QString file = runner.plain.folder.filePath(QStringLiteral("t.parquet"));
    Times times;
    for (int round = 0; round < kRounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        {
            HR_ASSIGN(const learning::Handoff handed, learning::handOver(QStringLiteral("t"), schema, {QStringLiteral("__hr_0")}, host));
            HR_TRY(step(
                "import numpy\ndef run(inputs, params, ctx):\n    m = inputs['rows'].to_numpy()\n    return {'x': [float(m[-1, -1])]}\n",
                {{QStringLiteral("rows"), &handed}}));
        }
        times.shared << double(timer.nsecsElapsed()) * 1e-9;
        timer.start();
        HR_TRY(runner.plain.connection->run(QStringLiteral("COPY (SELECT %1 FROM t ORDER BY __hr_0) TO %2 (FORMAT parquet)")
                                                .arg(quoteIdentifiers(schema.names()), quoteLiteral(file))));
        HR_TRY(step("import pyarrow.parquet as p\ndef run(inputs, params, ctx):\n    t = p.read_table('t.parquet')\n"
                    "    a = {n: t.column(n).to_numpy() for n in t.column_names}\n    return {'x': [float(a['c0'][-1])]}\n",
                    {}));
        times.parquet << double(timer.nsecsElapsed()) * 1e-9;
        QFile::remove(file);
    }
    return times;
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "bench_python_handoff PYTHON [rows columns]\n");
        return 2;
    }
    const qint64 rows = arguments.size() > 3 ? arguments[2].toLongLong() : 5'000'000;
    const int columns = arguments.size() > 3 ? arguments[3].toInt() : 40;
    const auto times = measure(arguments[1], rows, columns);
    if (!times) {
        std::fprintf(stderr, "%s\n", qPrintable(times.error().toString()));
        return 1;
    }
    const double shared = median(times->shared);
    const double parquet = median(times->parquet);
    std::printf(
        "{\"bench\": \"python_handoff\", \"rows\": %lld, \"columns\": %d, \"shared_s\": %.3f, \"parquet_s\": %.3f, \"ratio\": %.2f}\n",
        (long long)rows, columns, shared, parquet, parquet / shared);
    return 0;
}
