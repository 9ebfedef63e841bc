// SPDX-License-Identifier: GPL-3.0-or-later
// write.csv: rows as a CSV file.
#include "engine/base/quoting.h"
#include "engine/operators/sink_file.h"

namespace headrace {

namespace {

Result<void> writeCsvTask(TaskContext &context)
{
    const Params &params = context.params();
    const auto text = [&params](const char *name) { return quoteLiteral(params.text(QLatin1String(name))); };
    QString options = QStringLiteral("FORMAT csv, DELIMITER %1, QUOTE %2, ESCAPE %2, NULLSTR %3, HEADER %4, COMPRESSION %5")
                          .arg(text("delimiter"), text("quote"), text("null_text"),
                               params.flag(QStringLiteral("header")) ? QStringLiteral("true") : QStringLiteral("false"),
                               text("compression"));
    if (params.flag(QStringLiteral("quote_all")))
        options += QStringLiteral(", FORCE_QUOTE *");
    for (const char *name : {"date_format", "timestamp_format"}) {
        if (!params.text(QLatin1String(name)).isEmpty())
            options += QStringLiteral(", %1 %2").arg(QString::fromLatin1(name).remove(QLatin1Char('_')), text(name));
    }
    return writeFile(context, options, params.flag(QStringLiteral("ordered")));
}

}  // namespace

Operator writeCsv()
{
    return declare("write.csv", 1)
        .title(TR("Write CSV"))
        .category(Category::Write)
        .icon("file-down")
        .doc(TR("Writes rows to a CSV file in UTF-8. The file appears as a whole when all rows are written, or not at all."))
        .keywords({TR("csv"), TR("export"), TR("save"), TR("text"), TR("excel"), TR("output")})
        .summary(TR("{path}"))
        .input("rows", PortType::Table, TR("The rows to write."))
        .param(targetParam(QStringLiteral("out/result.csv")))
        .param(ifExistsParam())
        .param(Param::text("delimiter").title(TR("Delimiter")).byDefault(QStringLiteral(",")).doc(TR("What stands between the values.")))
        .param(Param::boolean("header")
                   .title(TR("Header line"))
                   .byDefault(true)
                   .doc(TR("Whether the first line holds the names of the columns.")))
        .param(Param::text("quote")
                   .title(TR("Quote"))
                   .byDefault(QStringLiteral("\""))
                   .advanced()
                   .doc(TR("The character around values that hold delimiters, quotes or line ends; within them it is doubled.")))
        .param(Param::boolean("quote_all")
                   .title(TR("Quote all values"))
                   .byDefault(false)
                   .advanced()
                   .doc(TR("Puts every value that is not missing in quotes.")))
        .param(Param::text("null_text")
                   .title(TR("Missing values"))
                   .byDefault(QString())
                   .advanced()
                   .example(QStringLiteral("NA"))
                   .doc(TR("What stands for a missing value.")))
        .param(Param::text("date_format")
                   .title(TR("Date format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y"))
                   .doc(TR("How dates are written: %d day, %m month, %Y year. Not set: 2024-12-31.")))
        .param(Param::text("timestamp_format")
                   .title(TR("Time format"))
                   .advanced()
                   .example(QStringLiteral("%d.%m.%Y %H:%M"))
                   .doc(TR("How points of time are written. Not set: 2024-12-31 23:59:00.")))
        .param(Param::choice("compression", {QStringLiteral("none"), QStringLiteral("gzip"), QStringLiteral("zstd")})
                   .title(TR("Compression"))
                   .byDefault(QStringLiteral("none"))
                   .doc(TR("How the file is compressed; name it .csv.gz or .csv.zst then.")))
        .param(Param::boolean("ordered")
                   .title(TR("In order"))
                   .byDefault(true)
                   .advanced()
                   .doc(TR("Writes the rows in their order (of the source, or after a sort); without it in whatever order they come, a "
                           "little quicker.")))
        .trait(&Traits::sink)
        .example(R"({"headrace": 1, "name": "Write a CSV file", "nodes": {
            "sizes": {"op": "read.inline", "version": 1, "params": {"csv": "size,label\n1,small\n2,large\n"}},
            "write": {"op": "write.csv", "version": 1, "params": {"path": "out/sizes.csv"}, "inputs": {"rows": "sizes:rows"}}}})")
        .task(writeCsvTask);
}

}  // namespace headrace
