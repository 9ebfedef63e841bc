// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage perspective as a person uses it, after real runs of the penguins: what it shows is what the store holds.
#include "app/workbench/compose_perspective.h"
#include "app/workbench/main_window.h"
#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/format.h"
#include "models/settings/settings.h"
#include "tests/support/registry.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/diff/diff_view.h"
#include "widgets/lineage/lineage_canvas.h"
#include "widgets/lineage/lineage_perspective.h"
#include "widgets/lineage/snapshot_view.h"

#include <QAction>
#include <QCompleter>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>

#include <memory>

using namespace headrace;

class TestLineagePerspective : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    int m_files = 0;

    QString file() const { return m_folder->filePath(QStringLiteral("penguins/penguins.pipeline.json")); }
    QString data() const { return m_folder->filePath(QStringLiteral("penguins/data/penguins.json")); }

    void runPenguins(const QStringList &more = {})
    {
        QProcess headrace;
        headrace.setProcessChannelMode(QProcess::MergedChannels);
        headrace.start(QStringLiteral(HEADRACE_BIN_DIR "/headrace"),
                       QStringList{QStringLiteral("run"), file(), QStringLiteral("--to"), QStringLiteral("evaluate")} + more);
        QVERIFY(headrace.waitForFinished(120000));
        const QByteArray said = headrace.readAll();
        QVERIFY2(headrace.exitCode() == 0, said.constData());
    }
    record::Store store() const
    {
        auto opened = record::Store::open(StorePaths::ofUser().database());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        return std::move(*opened);
    }
    void openWindow()
    {
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings%1.ini").arg(++m_files)));
        m_window = std::make_unique<MainWindow>(embeddedCatalog(), m_settings.get());
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(lineage()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!lineage()->explorer()->picture().cards.empty(), 10000);
    }
    LineagePerspective *lineage() const { return m_window->lineage(); }
    const LineageGraph &graph() const { return lineage()->explorer()->graph(); }
    LineageCanvas *canvas() const { return lineage()->canvas(); }
    template <class T> T *child(const char *name) const { return m_window->findChild<T *>(QLatin1String(name)); }
    int thing(const QString &title) const
    {
        for (size_t i = 0; i < graph().things.size(); ++i)
            if (graph().things[i].title == title && graph().newestOf(int(i)) == int(i))
                return int(i);
        return -1;
    }
    ColumnRef column(const QString &title, const QString &name) const
    {
        const int number = thing(title);
        return {number, number < 0 ? -1 : graph().things[size_t(number)].columnOf(name)};
    }
    void click(ColumnRef ref) const
    {
        canvas()->show(ref);
        const QRectF rect = canvas()->rectOf(ref);
        QVERIFY2(!rect.isEmpty(), "it is not on the canvas");
        const QPointF place = ref.column < 0 ? rect.topLeft() + QPointF(60, 14) * canvas()->zoom() : rect.center();
        QVERIFY(canvas()->rect().contains(place.toPoint()));
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, place.toPoint());
    }
    void press(const char *name) const
    {
        auto *button = child<QPushButton>(name);
        QVERIFY2(button && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QTableView *path() const { return child<QTableView>("lineagePath"); }
    QString cell(int row, int column) const { return path()->model()->index(row, column).data().toString(); }
    QStringList pathWords() const
    {
        QStringList words;
        for (int row = 0; row < path()->model()->rowCount(); ++row)
            words << cell(row, LineagePathModel::Step) + QLatin1Char('.') + cell(row, LineagePathModel::ColumnName);
        return words;
    }
    void chooseInFilter(const char *name) const
    {
        press("lineageFilter");
        auto *menu = child<QMenu>("lineageFilterMenu");
        QTRY_VERIFY(menu->isVisible());
        QAction *action = menu->findChild<QAction *>(QLatin1String(name));
        for (QAction *each : menu->actions())
            if (each->objectName() == QLatin1String(name))
                action = each;
        QVERIFY2(action, name);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_VERIFY(!menu->isVisible());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("HEADRACE_HOME", m_folder->filePath(QStringLiteral("home")).toUtf8());
        const QString examples = QStringLiteral(HEADRACE_BIN_DIR "/../examples/penguins");
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("penguins/data"))));
        QVERIFY(QFile::copy(examples + QStringLiteral("/penguins.pipeline.json"), file()));
        QVERIFY(QFile::copy(examples + QStringLiteral("/data/penguins.json"), data()));
        for (const QString &copied : {file(), data()})
            QFile::setPermissions(copied, QFile::ReadOwner | QFile::WriteOwner);
    }
    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
        m_folder.reset();
    }

    void saysWhatBelongsHereWhenThereIsNothing()
    {
        m_settings = std::make_unique<Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_window = std::make_unique<MainWindow>(embeddedCatalog(), m_settings.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(child<QLabel>("lineageEmpty")->isVisible()
                    && child<QLabel>("lineageEmpty")->text().startsWith(QLatin1String("No runs yet")));
        QVERIFY(!child<QPushButton>("branchFromRun")->isEnabled());
    }

    void showsWhatTheStoreHolds()
    {
        runPenguins();
        openWindow();
        record::Store opened = store();
        const auto run = opened.find(QStringLiteral("last"));
        VERIFY_OK(run);
        const auto steps = opened.steps(run->row);
        const auto outputs = opened.outputs(run->row);
        const auto artifacts = opened.artifacts(run->row);
        const auto datasets = opened.datasets(run->row);
        // One card a step; the reader is its file.
        QCOMPARE(qsizetype(lineage()->explorer()->picture().cards.size()), steps->size());
        const LineageThing &source = graph().things[size_t(thing(QStringLiteral("penguins.json")))];
        QCOMPARE(datasets->size(), 1);
        QCOMPARE(source.content, datasets->first().digest);
        QCOMPARE(source.bytes, datasets->first().bytes);
        for (const record::Output &output : *outputs) {
            const auto found = std::find_if(graph().things.begin(), graph().things.end(),
                                            [&](const LineageThing &one) { return one.node == output.node; });
            QVERIFY2(found != graph().things.end(), qPrintable(output.node));
            if (output.rows)
                QVERIFY(std::find(found->rows.begin(), found->rows.end(), std::pair(output.port, *output.rows)) != found->rows.end());
            QVERIFY2(!output.schema.isEmpty(), qPrintable(output.node));
            for (const QJsonValue &column : output.schema) {
                const int place = found->columnOf(column.toObject().value(QStringLiteral("name")).toString());
                QVERIFY(place >= 0);
                QCOMPARE(found->columns[place].type, column.toObject().value(QStringLiteral("type")).toString());
            }
        }
        for (const record::Artifact &artifact : *artifacts)
            if (artifact.kind == QLatin1String("model")) {
                const auto found = std::find_if(graph().things.begin(), graph().things.end(),
                                                [&](const LineageThing &one) { return one.node == artifact.node; });
                QVERIFY(found != graph().things.end());
                QVERIFY(found->kind == ThingKind::Model);
                QCOMPARE(found->content, artifact.xxh3);
            }
        // Every metric of the evaluation, with its value.
        const LineageThing &judged = graph().things[size_t(thing(QStringLiteral("Side by side")))];
        int metrics = 0;
        for (auto metric = run->metrics.cbegin(); metric != run->metrics.cend(); ++metric)
            if (metric.key().startsWith(QLatin1String("evaluate/"))) {
                const int place = judged.columnOf(metric.key().mid(9));
                QVERIFY2(place >= 0, qPrintable(metric.key()));
                QCOMPARE(judged.columns[place].value, QLocale().toString(*metric, 'g', 4));
                ++metrics;
            }
        QVERIFY(metrics >= 16);
        QCOMPARE(judged.columns.size(), metrics);
    }

    void followsAColumnByMouse()
    {
        runPenguins();
        openWindow();
        click(column(QStringLiteral("penguins.json"), QStringLiteral("Beak Length (mm)")));
        QTRY_VERIFY(path()->model()->rowCount() > 5);
        // The first line is the file, with its rows and content as stored.
        record::Store opened = store();
        const auto run = opened.find(QStringLiteral("last"));
        const auto datasets = opened.datasets(run->row);
        QCOMPARE(cell(0, LineagePathModel::Step), QStringLiteral("penguins.json"));
        QCOMPARE(cell(0, LineagePathModel::ColumnName), QStringLiteral("Beak Length (mm)"));
        QCOMPARE(cell(0, LineagePathModel::Rows), QLocale().toString(344));
        QCOMPARE(cell(0, LineagePathModel::Content), QStringLiteral("sha256 ") + datasets->first().digest.left(8));
        const QStringList words = pathWords();
        for (const char *wanted : {"Short names.beak_length", "Split.beak_length", "Fill what is missing.beak_length",
                                   "Standardize.beak_length", "Logistic regression.model", "Boosted trees.model",
                                   "Side by side.trees/test/accuracy", "Side by side.logistic/test/accuracy"})
            QVERIFY2(words.contains(QLatin1String(wanted)), wanted);
        QVERIFY(!words.join(QLatin1Char(' ')).contains(QLatin1String("island")));
        // Every step of the path is a column edge in the store, and none is missing.
        const auto edges = opened.columnLineage(run->row);
        QHash<QString, QSet<QString>> next;
        for (const record::ColumnEdge &edge : *edges)
            if (edge.kind != QLatin1String("choosing"))
                next[edge.fromNode + QLatin1Char('.') + edge.fromColumn].insert(edge.node + QLatin1Char('.') + edge.column);
        QSet<QString> reached{QStringLiteral("penguins.Beak Length (mm)")};
        QStringList open(reached.begin(), reached.end());
        while (!open.isEmpty())
            for (const QString &one : next.value(open.takeLast()))
                if (!reached.contains(one)) {
                    reached.insert(one);
                    open << one;
                }
        QSet<QString> shown;
        for (int row = 0; row < path()->model()->rowCount(); ++row) {
            const ColumnRef ref = lineage()->explorer()->path().at(row).at;
            const LineageThing &one = graph().things[size_t(ref.thing)];
            if (ref.column >= 0 && one.kind != ThingKind::Metrics)
                shown.insert(one.node + QLatin1Char('.') + one.columns[ref.column].name);
        }
        QCOMPARE(shown, reached);

        // One way only, by the buttons; the canvas shows what the table says.
        click(column(QStringLiteral("Standardize"), QStringLiteral("beak_length")));
        QTRY_VERIFY(pathWords().contains(QStringLiteral("Side by side.logistic/test/accuracy"))
                    && pathWords().first().startsWith(QLatin1String("penguins.json")));
        press("upstream");  // off
        QTRY_COMPARE(pathWords().first(), QStringLiteral("Standardize.beak_length"));
        QVERIFY(pathWords().contains(QStringLiteral("Logistic regression.model")));
        press("upstream");
        press("downstream");
        QTRY_VERIFY(!pathWords().contains(QStringLiteral("Logistic regression.model")));
        QVERIFY(pathWords().contains(QStringLiteral("penguins.json.Beak Length (mm)")));
        QVERIFY(lineage()->explorer()->reach().columns.contains(column(QStringLiteral("Short names"), QStringLiteral("beak_length"))));
        // Without a way there is none: the other one comes on.
        press("upstream");
        QVERIFY(child<QPushButton>("downstream")->isChecked());

        // The panel says the same, and a column there can be chosen as well.
        auto *facts = lineage()->findChild<QTextBrowser *>();
        QVERIFY(facts->toPlainText().contains(QLatin1String("beak_length")));
        // A click beside everything lets go.
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, QPoint(3, canvas()->height() - 3));
        QTRY_COMPARE(path()->model()->rowCount(), 0);
    }

    void byKeyboardAndSearch()
    {
        runPenguins();
        openWindow();
        canvas()->setFocus();
        QTest::keyClick(canvas(), Qt::Key_Right);  // the first card
        QTRY_VERIFY(lineage()->explorer()->view().focus.thing >= 0);
        click({thing(QStringLiteral("penguins.json")), -1});
        QTRY_COMPARE(lineage()->explorer()->reach().thingCount, int(graph().things.size()));
        QTest::keyClick(canvas(), Qt::Key_Down);
        QTRY_COMPARE(lineage()->explorer()->view().focus.column,
                     lineage()
                         ->explorer()
                         ->picture()
                         .cards[size_t(lineage()->explorer()->picture().cardOf.value(thing(QStringLiteral("penguins.json"))))]
                         .rows.first());
        QTest::keyClick(canvas(), Qt::Key_Up);
        QTRY_COMPARE(lineage()->explorer()->view().focus.column, -1);
        QTest::keyClick(canvas(), Qt::Key_Right);
        QTRY_COMPARE(lineage()->explorer()->view().focus.thing, thing(QStringLiteral("Short names")));
        QTest::keyClick(canvas(), Qt::Key_Escape);
        QTRY_COMPARE(lineage()->explorer()->view().focus.thing, -1);

        // Ctrl+F, a file and a column.
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *search = child<QLineEdit>("lineageSearch");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("penguins body"));
        auto *list = search->completer()->popup();
        QTRY_VERIFY(list->isVisible());
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("penguins.json · Body Mass (g)"));
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(lineage()->explorer()->view().focus == column(QStringLiteral("penguins.json"), QStringLiteral("Body Mass (g)")));
        QTRY_VERIFY(pathWords().contains(QStringLiteral("Standardize.body_mass")));

        // All columns in a list.
        press("pickColumn");
        auto *picker = m_window->findChild<QFrame *>(QStringLiteral("columnPicker"));
        QTRY_VERIFY(picker->isVisible());
        auto *field = picker->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("flipper_length   Stand"));
        QCOMPARE(picker->findChild<QListView *>()->model()->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(lineage()->explorer()->view().focus == column(QStringLiteral("Standardize"), QStringLiteral("flipper_length")));
        QTRY_VERIFY(!canvas()->rectOf(lineage()->explorer()->view().focus).isEmpty());
        QTRY_VERIFY(QRectF(canvas()->rect()).contains(canvas()->rectOf(lineage()->explorer()->view().focus)));
    }

    void versionsAndFilters()
    {
        runPenguins();
        QFile changed(data());
        QVERIFY(changed.open(QIODevice::ReadOnly));
        QByteArray bytes = changed.readAll();
        changed.close();
        bytes.replace("\"Torgersen\"", "\"Elsewhere\"");
        QVERIFY(changed.open(QIODevice::WriteOnly) && changed.write(bytes) == bytes.size());
        changed.close();
        runPenguins();
        openWindow();
        const auto cards = [this] { return int(lineage()->explorer()->picture().cards.size()); };
        const int all = cards();
        const int source = thing(QStringLiteral("penguins.json"));
        const auto &picture = lineage()->explorer()->picture();
        QCOMPARE(picture.cards[size_t(picture.cardOf.value(source))].versions, 2);
        // The newest is the file as it is now.
        record::Store opened = store();
        const auto runs = opened.runs({QString(), 0, false});
        QCOMPARE(runs->size(), 2);
        QCOMPARE(graph().things[size_t(source)].content, opened.datasets(runs->first().row)->first().digest);
        chooseInFilter("newestOnly");
        QTRY_COMPARE(cards(), int(graph().things.size()));
        QVERIFY(cards() > all);
        chooseInFilter("newestOnly");
        QTRY_COMPARE(cards(), all);
        chooseInFilter("kind1");  // steps
        int others = 0;
        for (size_t i = 0; i < graph().things.size(); ++i)
            others += graph().things[i].kind != ThingKind::Step && graph().newestOf(int(i)) == int(i);
        QTRY_COMPARE(cards(), others);
        chooseInFilter("kind1");
        QTRY_COMPARE(cards(), all);
        click({thing(QStringLiteral("Boosted trees")), -1});
        QTRY_VERIFY(lineage()->explorer()->reach().thingCount > 0);
        chooseInFilter("onlyReached");
        QTRY_VERIFY(cards() < all);
        QCOMPARE(cards(), lineage()->explorer()->reach().thingCount);
        chooseInFilter("onlyReached");
        QTRY_COMPARE(cards(), all);
        // One of the two runs.
        auto *tabs = lineage()->findChild<QTabBar *>();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        auto *table = child<QTableView>("lineageRuns");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), runs->first().name);
        press("onlyThisRun");
        QTRY_COMPARE(graph().runs.size(), 1);
        QCOMPARE(graph().runs.first().id, runs->first().id);
        QVERIFY(child<QPushButton>("lineageFilter")->text().contains(runs->first().name));
    }

    void goesBackToARun()
    {
        runPenguins();
        // The file goes on: another depth of the trees.
        QFile pipeline(file());
        QVERIFY(pipeline.open(QIODevice::ReadOnly));
        const QByteArray was = pipeline.readAll();
        pipeline.close();
        QByteArray now = was;
        now.replace("\"max_depth\": 3", "\"max_depth\": 5");
        QVERIFY(now != was);
        QVERIFY(pipeline.open(QIODevice::WriteOnly) && pipeline.write(now) == now.size());
        pipeline.close();
        openWindow();
        click({thing(QStringLiteral("Boosted trees")), -1});
        QTRY_VERIFY(child<QPushButton>("openSnapshot")->isEnabled());
        press("openSnapshot");
        SnapshotView *snapshot = lineage()->snapshot();
        QTRY_VERIFY(snapshot->isVisible());
        const Pipeline shown = snapshot->canvas()->document()->pipeline();
        const auto read = readPipeline(was);
        QCOMPARE(shown.nodes.keys(), read->pipeline.nodes.keys());
        QCOMPARE(shown.nodes.value(QStringLiteral("trees")).params.value(QStringLiteral("max_depth")).toInt(), 3);
        // Only to be looked at.
        snapshot->canvas()->select({QStringLiteral("trees")});
        snapshot->canvas()->setFocus();
        QTest::keyClick(snapshot->canvas(), Qt::Key_Delete);
        QCOMPARE(snapshot->canvas()->document()->pipeline().nodes.size(), shown.nodes.size());
        QVERIFY(snapshot->title().contains(QLatin1String("penguins.pipeline.json")));
        press("backToLineage");
        QTRY_VERIFY(!snapshot->isVisible());

        press("compareWithNow");
        QTRY_VERIFY(snapshot->isVisible() && snapshot->diff()->isVisible());
        QString changes;
        for (int row = 0; row < snapshot->diff()->model()->rowCount(); ++row)
            for (int column = 0; column < snapshot->diff()->model()->columnCount(); ++column)
                changes += snapshot->diff()->model()->index(row, column).data().toString() + QLatin1Char(' ');
        QVERIFY2(changes.contains(QLatin1String("Boosted trees")) && changes.contains(QLatin1Char('3'))
                     && changes.contains(QLatin1Char('5')),
                 qPrintable(changes));
        QTest::keyClick(snapshot, Qt::Key_Escape);
        QTRY_VERIFY(!snapshot->isVisible());

        press("reproduceRun");
        auto *notice = child<QLabel>("lineageNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->text().contains(QLatin1String("dentical")) || notice->text().contains(QLatin1String("ulps")),
                                 60000);

        press("branchFromRun");
        QTRY_VERIFY(m_window->compose()->isVisible());
        DocumentSession *session = m_window->compose()->current();
        QVERIFY(session);
        QVERIFY(session->document()->path().isEmpty());  // its own document, not the file's
        QCOMPARE(session->document()->pipeline().nodes.value(QStringLiteral("trees")).params.value(QStringLiteral("max_depth")).toInt(), 3);
        QVERIFY(pipeline.open(QIODevice::ReadOnly));
        QCOMPARE(pipeline.readAll(), now);
    }

    void statisticsAreThoseOfTheData()
    {
        runPenguins();
        // What the file itself says.
        QFile raw(data());
        QVERIFY(raw.open(QIODevice::ReadOnly));
        double least = 1e9, most = -1e9, sum = 0;
        int present = 0, missing = 0;
        for (const QJsonValue &value : QJsonDocument::fromJson(raw.readAll()).array()) {
            const QJsonValue beak = value.toObject().value(QStringLiteral("Beak Length (mm)"));
            if (!beak.isDouble()) {
                ++missing;
                continue;
            }
            least = std::min(least, beak.toDouble());
            most = std::max(most, beak.toDouble());
            sum += beak.toDouble();
            ++present;
        }
        QVERIFY(missing > 0 && present > 300);
        openWindow();
        click({thing(QStringLiteral("Short names")), -1});
        auto *tabs = lineage()->findChild<QTabBar *>();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        auto *table = child<QTableView>("lineageStatistics");
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() == 7, 30000);
        const auto fact = [table](const char *column, int place) {
            for (int row = 0; row < table->model()->rowCount(); ++row)
                if (table->model()->index(row, 0).data().toString() == QLatin1String(column))
                    return table->model()->index(row, place).data().toString();
            return QString();
        };
        QCOMPARE(fact("beak_length", 1), QStringLiteral("DOUBLE"));
        QCOMPARE(fact("beak_length", 2), QString::number(missing));
        QCOMPARE(fact("beak_length", 4), QLocale().toString(least, 'g', 6));
        QCOMPARE(fact("beak_length", 5), QLocale().toString(sum / present, 'g', 6));
        QCOMPARE(fact("beak_length", 6), QLocale().toString(most, 'g', 6));
        QVERIFY(child<QLabel>("lineageStatisticsWords")->text().isEmpty());
        // Another file since: that is said.
        raw.close();
        QVERIFY(raw.open(QIODevice::Append) && raw.write("\n") == 1);
        raw.close();
        click({thing(QStringLiteral("penguins.json")), -1});
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>("lineageStatisticsWords")->text().contains(QLatin1String("penguins.json")), 30000);
        // A metric has no rows.
        click({thing(QStringLiteral("Side by side")), -1});
        QTRY_VERIFY(!table->isVisible() && !child<QLabel>("lineageStatisticsWords")->text().isEmpty());
    }

    void fromTheRunTable()
    {
        runPenguins();
        openWindow();
        const auto run = store().find(QStringLiteral("last"));
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        auto *table = child<QTableView>("runTable");
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() == 1);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 1)).center());
        auto *button = child<QToolButton>("showLineage");
        for (QTabBar *tabs : m_window->findChildren<QTabBar *>())
            for (int tab = 0; tab < tabs->count() && !button->isVisible(); ++tab)
                if (tabs->isVisible() && tabs->tabText(tab) == QLatin1String("Run"))
                    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
        QTRY_VERIFY(button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(lineage()->isVisible());
        QTRY_COMPARE(lineage()->explorer()->scope().run, run->id);
        QTRY_COMPARE(graph().runs.size(), 1);
    }
};

HEADRACE_TEST(TestLineagePerspective)
#include "test_lineage_perspective.moc"
