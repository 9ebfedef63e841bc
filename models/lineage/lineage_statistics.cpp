// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/lineage_statistics.h"

#include "engine/base/path_content.h"
#include "engine/pipeline/format.h"
#include "models/worker/warm_worker.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

namespace headrace {

namespace {

/// Beyond this a file is not read again only to tell whether it is the same.
constexpr qint64 kMostToCompare = qint64(2) << 30;

QString valueInCell(const QJsonValue &value)
{
    return value.isDouble() ? QLocale().toString(value.toDouble(), 'g', 6) : value.toVariant().toString();
}

}  // namespace

struct LineageStatistics::Asked {
    QJsonObject body;
    QStringList changedFiles;
};

LineageStatistics::LineageStatistics(StoreThread *store, WarmWorker *worker, QObject *parent)
    : QObject(parent), m_store(store), m_worker(worker), m_model(this)
{}

void LineageStatistics::say(const QString &words)
{
    m_words = words;
    Q_EMIT changed();
}

void LineageStatistics::show(const LineageGraph &graph, int thing)
{
    // A file that was written has the rows of the step before it.
    int at = thing;
    if (at >= 0 && graph.things[size_t(at)].kind == ThingKind::Dataset && !graph.things[size_t(at)].above.empty())
        at = graph.things[size_t(at)].above.front();
    const LineageThing *shown = at < 0 ? nullptr : &graph.things[size_t(at)];
    const QString key = shown ? shown->content + QLatin1Char('/') + graph.runs[shown->runs.front()].id : QString();
    if (key == m_shown && (shown || m_words.isEmpty()))
        return;
    m_shown = key;
    ++m_number;
    m_model.clear();
    if (!shown) {
        say({});
        return;
    }
    if (shown->rows.empty() || shown->node.isEmpty()) {
        say(tr("Rows are what statistics are of; here are none."));
        return;
    }
    // Of several outputs the largest.
    const auto most = std::max_element(shown->rows.begin(), shown->rows.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    QList<std::pair<QString, QString>> sources;
    const LineageReach reach = reachOf(graph, {at, -1}, WalkDirection::Upstream);
    for (size_t i = 0; i < graph.things.size(); ++i)
        if (reach.things[i] && graph.things[i].kind == ThingKind::Source && graph.things[i].bytes.value_or(0) < kMostToCompare)
            sources << std::pair(graph.things[i].path, graph.things[i].content);
    say(tr("Working them out…"));
    ask(graph.runs[shown->runs.front()].id, shown->node + QLatin1Char(':') + most->first, sources);
}

void LineageStatistics::ask(const QString &run, const QString &port, const QList<std::pair<QString, QString>> &sources)
{
    const int number = m_number;
    // Files are compared on the store's thread: they may be large.
    m_store->ask<Asked>(
        [run, port, sources](record::Store &store) -> Result<Asked> {
            HR_ASSIGN(const record::Run past, store.find(run));
            HR_ASSIGN(const ReadPipeline read, readPipeline(past.pipeline));
            Asked asked;
            QJsonObject options = past.options;
            for (const char *ofRuns : {"to", "again", "no_cache", "frozen", "private_sinks", "memory", "threads"})
                options.remove(QLatin1String(ofRuns));
            HR_ASSIGN(const QStringList trusted, store.trusted());
            options.insert(QStringLiteral("trusted"), QJsonArray::fromStringList(trusted));
            asked.body = {{QStringLiteral("pipeline"), pipelineToJson(read.pipeline)},
                          {QStringLiteral("options"), options},
                          {QStringLiteral("port"), port}};
            for (const auto &[path, digest] : sources) {
                const auto content = contentOfPath(path, digest.size() == 64);
                if (!content || (digest.size() == 64 ? content->sha256 : content->xxh3) != digest)
                    asked.changedFiles << QFileInfo(path).fileName();
            }
            return asked;
        },
        this,
        [this, number](const Result<Asked> &asked) {
            if (number != m_number)
                return;
            if (!asked || !m_worker) {
                say(asked ? QString() : asked.error().text);
                return;
            }
            m_worker->ask(QStringLiteral("describe"), asked->body, this,
                          [this, number, files = asked->changedFiles](const Result<QJsonObject> &answer) {
                              if (number != m_number)
                                  return;
                              if (answer)
                                  take(*answer, files);
                              else
                                  say(answer.error().text);
                          });
        });
}

void LineageStatistics::take(const QJsonObject &answer, const QStringList &changedFiles)
{
    m_model.clear();
    m_model.setHorizontalHeaderLabels({tr("Column"), tr("Type"), tr("Missing"), tr("Distinct"), tr("Least"), tr("Mean"), tr("Greatest")});
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_model.horizontalHeaderItem(column)->setTextAlignment((column < 2 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    for (const QJsonValue &value : answer.value(QStringLiteral("columns")).toArray()) {
        const QJsonObject column = value.toObject();
        QList<QStandardItem *> row{new QStandardItem(column.value(QStringLiteral("name")).toString()),
                                   new QStandardItem(column.value(QStringLiteral("type")).toString())};
        for (const char *fact : {"missing", "distinct", "min", "mean", "max"}) {
            QString text = valueInCell(column.value(QLatin1String(fact)));
            if (QLatin1String(fact) == QLatin1String("distinct") && !column.value(QStringLiteral("distinct_exact")).toBool()
                && !text.isEmpty())
                text.prepend(QStringLiteral("≈ "));
            row << new QStandardItem(text);
            row.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        m_model.appendRow(row);
    }
    say(changedFiles.isEmpty()
            ? QString()
            : tr("These are of the files as they are now. Changed since the run: %1").arg(changedFiles.join(QStringLiteral(", "))));
}

}  // namespace headrace

#include "moc_lineage_statistics.cpp"
