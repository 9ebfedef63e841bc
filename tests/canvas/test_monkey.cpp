// SPDX-License-Identifier: GPL-3.0-or-later
// A monkey at mouse and keyboard: whatever it does, the pipeline stays whole, what is shown is what there is, and undo leads
// back to the beginning. HEADRACE_MONKEY sets the number of actions (1,000; the long run takes 20,000), HEADRACE_SEED the seed.
#include "models/document/subpipeline_document.h"
#include "tests/canvas/canvas_fixture.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QRandomGenerator>

using namespace headrace;
using namespace headrace::tests;

class TestMonkey : public QObject
{
    Q_OBJECT

    QRandomGenerator random;

    QPoint somewhere(CanvasFixture &f)
    {
        const auto &nodes = f.view->scene().nodes();
        const int kind = random.bounded(10);
        if (!nodes.empty() && kind < 7) {
            const SceneNode &node = nodes[random.bounded(quint32(nodes.size()))];
            if (node.there) {
                QPointF at = node.rect.center();
                if (kind < 2 && !node.outputs.empty())
                    at = node.outputAt(random.bounded(int(node.outputs.size())));
                else if (kind < 4 && !node.inputs.empty())
                    at = node.inputAt(random.bounded(int(node.inputs.size())));
                const QPoint place = f.at(at);
                if (f.view->rect().contains(place))
                    return place;
            }
        }
        const auto &edges = f.view->scene().edges();
        if (!edges.empty() && kind == 7) {
            const SceneEdge &edge = edges[random.bounded(quint32(edges.size()))];
            if (edge.drawable() && f.view->rect().contains(f.at(edge.shape.middle)))
                return f.at(edge.shape.middle);
        }
        return {random.bounded(f.view->width()), random.bounded(f.view->height())};
    }

    QString word()
    {
        static const QStringList words{QStringLiteral("csv"),   QStringLiteral("join"), QStringLiteral("a"),   QStringLiteral("split"),
                                       QStringLiteral("xgb"),   QStringLiteral("s"),    QStringLiteral("zzz"), QStringLiteral("union"),
                                       QStringLiteral("model"), QStringLiteral("w")};
        return words[random.bounded(int(words.size()))];
    }

    void answer(CanvasFixture &f)
    {
        if (QWidget *popup = f.picker()) {
            auto *field = popup->findChild<QLineEdit *>();
            if (random.bounded(4) == 0) {
                QTest::keyClick(field, Qt::Key_Escape);
            } else {
                QTest::keyClicks(field, word());
                for (int i = random.bounded(4); i > 0; --i)
                    QTest::keyClick(field, Qt::Key_Down);
                QTest::keyClick(field, Qt::Key_Return);
                if (f.picker())
                    QTest::keyClick(field, Qt::Key_Escape);
            }
        }
        for (const char *name : {"inlineField", "inlineText"})
            for (QWidget *editor : f.view->findChildren<QWidget *>(QLatin1String(name)))
                if (editor->isVisible()) {
                    QTest::keyClicks(editor, word());
                    QTest::keyClick(editor, random.bounded(3) == 0 ? Qt::Key_Escape : Qt::Key_Return, Qt::ControlModifier);
                    if (editor->isVisible())
                        QTest::keyClick(editor, Qt::Key_Escape);
                }
        for (QMenu *menu : f.view->findChildren<QMenu *>())
            menu->close();
    }

    void act(CanvasFixture &f)
    {
        static const QList<QPair<Qt::Key, int>> keys{
            {Qt::Key_Tab, 0},    {Qt::Key_Tab, 0},  {Qt::Key_C, 0},     {Qt::Key_Return, 0}, {Qt::Key_F2, 0},   {Qt::Key_D, 0},
            {Qt::Key_F, 0},      {Qt::Key_M, 0},    {Qt::Key_N, 0},     {Qt::Key_1, 0},      {Qt::Key_2, 0},    {Qt::Key_Delete, 0},
            {Qt::Key_Escape, 0}, {Qt::Key_Left, 0}, {Qt::Key_Right, 0}, {Qt::Key_Up, 0},     {Qt::Key_Down, 0}, {Qt::Key_G, 1},
            {Qt::Key_G, 3},      {Qt::Key_Up, 4},   {Qt::Key_C, 1},     {Qt::Key_V, 1},      {Qt::Key_X, 1},    {Qt::Key_D, 1},
            {Qt::Key_A, 1},      {Qt::Key_L, 1},    {Qt::Key_L, 3},     {Qt::Key_Right, 1},  {Qt::Key_Down, 1}, {Qt::Key_Delete, 2},
            {Qt::Key_F, 2},      {Qt::Key_Left, 3}, {Qt::Key_Right, 3}, {Qt::Key_Left, 6},   {Qt::Key_Up, 6},   {Qt::Key_H, 6},
            {Qt::Key_F, 1},      {Qt::Key_Plus, 1}, {Qt::Key_Minus, 1}};
        const int kind = random.bounded(100);
        QUndoStack *undo = f.document.undoStack();
        if (kind < 18) {
            f.click(somewhere(f), random.bounded(4) == 0 ? Qt::ShiftModifier : Qt::NoModifier);
        } else if (kind < 58) {
            const QPoint from = somewhere(f);
            const QPoint to = somewhere(f);
            f.press(from);
            f.moveTo((from + to) / 2);
            if (random.bounded(12) == 0)
                f.key(Qt::Key_Escape);
            f.moveTo(to);
            f.release(to);
        } else if (kind < 62) {
            f.doubleClick(somewhere(f));
        } else if (kind < 64) {
            QTest::mousePress(f.view.get(), Qt::RightButton, {}, somewhere(f));
        } else if (kind < 68) {
            undo->undo();
        } else if (kind < 71) {
            undo->redo();
        } else {
            const auto &[key, modifiers] = keys[random.bounded(int(keys.size()))];
            f.key(key,
                  (modifiers & 1 ? Qt::ControlModifier : Qt::NoModifier) | (modifiers & 2 ? Qt::ShiftModifier : Qt::NoModifier)
                      | (modifiers & 4 ? Qt::AltModifier : Qt::NoModifier));
        }
        answer(f);
    }

    void verifyWhole(CanvasFixture &f)
    {
        const Pipeline &root = f.pipeline();
        QCOMPARE(topologicalOrder(root).size(), root.nodes.size());
        const QByteArray bytes = writePipeline(root);
        const auto read = readPipeline(bytes);
        VERIFY_OK(read);
        QVERIFY(read->pipeline == root);
        QCOMPARE(writePipeline(read->pipeline), bytes);
        for (const Diagnostic &diagnostic : check(root, embeddedCatalog().lookup()))
            QVERIFY2(diagnostic.code != QLatin1String("cycle") && diagnostic.code != QLatin1String("unknown_node")
                         && diagnostic.code != QLatin1String("type_mismatch"),
                     qPrintable(diagnostic.code + QLatin1String(": ") + diagnostic.text));
        // What is shown is what a fresh look would show.
        const CanvasScene &shown = f.view->scene();
        CanvasScene fresh(f.view->document(), embeddedCatalog(), &f.states, &f.schemas, f.view->prefix());
        const Pipeline &inner = f.view->document()->pipeline();
        qsizetype nodes = 0;
        for (const SceneNode &node : shown.nodes())
            if (node.there) {
                ++nodes;
                const SceneNode *other = fresh.find(node.id);
                QVERIFY(other);
                QCOMPARE(node.rect, other->rect);
                QCOMPARE(node.title, other->title);
                QCOMPARE(node.summary, other->summary);
                QCOMPARE(node.in.size(), other->in.size());
                QCOMPARE(node.out.size(), other->out.size());
                QCOMPARE(node.disabled, other->disabled);
            }
        QCOMPARE(nodes, inner.nodes.size());
        qsizetype edges = 0;
        for (const SceneEdge &edge : shown.edges())
            edges += edge.there ? 1 : 0;
        QCOMPARE(edges, inner.edges().size());
        for (const QString &id : f.view->selectedNodes())
            QVERIFY(inner.nodes.contains(id));
    }

private Q_SLOTS:
    void whateverItDoes()
    {
        const int actions = qEnvironmentVariable("HEADRACE_MONKEY", QStringLiteral("1000")).toInt();
        const quint32 seed = qEnvironmentVariable("HEADRACE_SEED", QStringLiteral("20261124")).toUInt();
        random.seed(seed);
        qInfo("seed %u, %d actions", seed, actions);
        const Pipeline first = CanvasFixture::example(QStringLiteral("penguins"));
        CanvasFixture f(first, {900, 600});
        f.view->fit();
        for (int i = 0; i < actions; ++i) {
            act(f);
            if (f.view->document()->pipeline().nodes.size() > 60) {
                f.key(Qt::Key_A, Qt::ControlModifier);
                f.key(Qt::Key_Delete);
            }
            if (random.bounded(20) == 0)
                f.view->fit();
            if (i % 10 == 0)
                QCoreApplication::processEvents();
            if (i % 25 == 0) {
                verifyWhole(f);
                if (QTest::currentTestFailed()) {
                    qWarning("after %d actions", i + 1);
                    return;
                }
            }
        }
        verifyWhole(f);
        QUndoStack *undo = f.document.undoStack();
        while (undo->canRedo())  // it may have ended with an undo
            undo->redo();
        QCoreApplication::processEvents();
        const Pipeline last = f.pipeline();
        while (undo->canUndo())
            undo->undo();
        QCoreApplication::processEvents();
        QVERIFY(f.pipeline() == first);
        QCOMPARE(writePipeline(f.pipeline()), writePipeline(first));
        verifyWhole(f);
        while (undo->canRedo())
            undo->redo();
        QVERIFY(f.pipeline() == last);
    }
};

HEADRACE_TEST(TestMonkey)
#include "test_monkey.moc"
