// SPDX-License-Identifier: GPL-3.0-or-later
// write.parquet: rows as a Parquet file.
#include "engine/base/quoting.h"
#include "engine/operators/sink_file.h"

namespace headrace {

namespace {

Result<void> writeParquetTask(TaskContext &context)
{
    const Params &params = context.params();
    const QString compression = params.text(QStringLiteral("compression"));
    QString options = QStringLiteral("FORMAT parquet, COMPRESSION %1, ROW_GROUP_SIZE %2")
                          .arg(quoteLiteral(compression == QLatin1String("none") ? QStringLiteral("uncompressed") : compression),
                               QString::number(params.integer(QStringLiteral("row_group_size"))));
    if (params.has(QStringLiteral("compression_level"))) {
        if (compression != QLatin1String("zstd"))
            return Error(ErrorCode::Invalid, QStringLiteral("Only zstd has levels of compression."),
                         QStringLiteral("Set compression to zstd, or empty compression_level."))
                .at(context.node(), QStringLiteral("compression_level"));
        options += QStringLiteral(", COMPRESSION_LEVEL %1").arg(params.integer(QStringLiteral("compression_level")));
    }
    return writeFile(context, options, params.flag(QStringLiteral("ordered")));
}

}  // namespace

Operator writeParquet()
{
    return declare("write.parquet", 1)
        .title(TR("Write Parquet"))
        .category(Category::Write)
        .icon("file-output")
        .doc(TR("Writes rows to a Parquet file, which keeps their types and is quick to read again. The file appears as a whole when all "
                "rows are written, or not at all."))
        .keywords({TR("parquet"), TR("export"), TR("save"), TR("columnar"), TR("output")})
        .summary(TR("{path}"))
        .input("rows", PortType::Table, TR("The rows to write."))
        .param(targetParam(QStringLiteral("out/result.parquet")))
        .param(ifExistsParam())
        .param(
            Param::choice("compression", {QStringLiteral("zstd"), QStringLiteral("snappy"), QStringLiteral("gzip"), QStringLiteral("none")})
                .title(TR("Compression"))
                .byDefault(QStringLiteral("zstd"))
                .doc(TR("How the columns are compressed: zstd is small and quick, snappy is understood by the oldest readers.")))
        .param(Param::integer("compression_level")
                   .title(TR("Level"))
                   .atLeast(1)
                   .atMost(22)
                   .advanced()
                   .doc(TR("How hard zstd tries: higher is smaller and slower. Not set: 3.")))
        .param(Param::integer("row_group_size")
                   .title(TR("Rows a group"))
                   .byDefault(122880)
                   .atLeast(2048)
                   .atMost(100000000)
                   .unit(TR("rows"))
                   .advanced()
                   .doc(TR("How many rows stand in one group; readers skip, and share out among threads, whole groups.")))
        .param(
            Param::boolean("ordered")
                .title(TR("In order"))
                .byDefault(false)
                .advanced()
                .doc(TR(
                    "Writes the rows in their order (of the source, or after a sort); without it in whatever order they come, quicker.")))
        .trait(&Traits::sink)
        .example(R"({"headrace": 1, "name": "Write a Parquet file", "nodes": {
            "sizes": {"op": "read.inline", "version": 1, "params": {"csv": "size,label\n1,small\n2,large\n"}},
            "write": {"op": "write.parquet", "version": 1, "params": {"path": "out/sizes.parquet"}, "inputs": {"rows": "sizes:rows"}}}})")
        .task(writeParquetTask);
}

}  // namespace headrace
