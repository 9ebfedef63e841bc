// SPDX-License-Identifier: GPL-3.0-or-later
// A data file from outside the workspace that is dropped on the canvas shows its rows at once: a drop counts as allowing it.
#include "app/workbench/compose_perspective.h"
#include "app/workbench/main_window.h"
#include "app/workbench/results_area.h"
#include "engine/catalog/operator_spec.h"
#include "models/preview/preview_model.h"
#include "models/session/document_session.h"
#include "models/settings/settings.h"
#include "tests/support/registry.h"
#include "widgets/actions/action_registry.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/results/preview_panel.h"

#include <QAction>
#include <QDropEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

using namespace headrace;

class TestDroppedFiles : public QObject
{
    Q_OBJECT

    static void drop(CanvasView *canvas, const QString &file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({300, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({300, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(canvas, &event);
    }

private Q_SLOTS:
    void showsItsRows()
    {
        QTemporaryDir home;
        QTemporaryDir workspace;
        QTemporaryDir elsewhere;
        qputenv("HEADRACE_HOME", home.path().toUtf8());
        for (const QString &path :
             {workspace.filePath(QStringLiteral("empty.pipeline.json")), elsewhere.filePath(QStringLiteral("people.csv"))}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(path.endsWith(QLatin1String("csv")) ? "name,age\nAda,36\nAlan,41\n"
                                                           : "{\"headrace\": 1, \"name\": \"Empty\", \"nodes\": {}}");
        }
        Settings settings(home.filePath(QStringLiteral("settings.ini")));
        MainWindow window(embeddedCatalog(), &settings);
        window.resize(1280, 800);
        window.show();
        window.openFile(workspace.filePath(QStringLiteral("empty.pipeline.json")));
        DocumentSession *session = window.compose()->current();
        QVERIFY(session);
        drop(window.compose()->currentCanvas(), elsewhere.filePath(QStringLiteral("people.csv")));
        QCOMPARE(session->document()->pipeline().nodes.size(), 1);
        const PreviewModel *rows = window.results()->preview()->model();
        QTRY_VERIFY_WITH_TIMEOUT(rows->phase() == PreviewModel::Phase::First || rows->phase() == PreviewModel::Phase::Failed, 30000);
        QVERIFY2(rows->phase() == PreviewModel::Phase::First, qPrintable(rows->error().text));
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(settings.allowedPaths(session->document()->workspace()), QStringList{elsewhere.filePath(QStringLiteral("people.csv"))});
        // A file within the workspace needs no leave.
        QVERIFY(QFile::copy(elsewhere.filePath(QStringLiteral("people.csv")), workspace.filePath(QStringLiteral("own.csv"))));
        drop(window.compose()->currentCanvas(), workspace.filePath(QStringLiteral("own.csv")));
        QCOMPARE(settings.allowedPaths(session->document()->workspace()).size(), 1);
    }
};

HEADRACE_TEST(TestDroppedFiles)
#include "test_dropped_files.moc"
