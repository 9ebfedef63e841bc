// SPDX-License-Identifier: GPL-3.0-or-later
// Each kind of field by mouse and keyboard: the JSON it sets, undo, what is wrong with it, binding to a parameter.
#include "tests/forms/bench.h"

#include "widgets/code/code_edit.h"
#include "widgets/code/expression_edit.h"
#include "widgets/forms/chips_view.h"
#include "widgets/forms/choice_fields.h"
#include "widgets/forms/code_fields.h"
#include "widgets/forms/column_fields.h"
#include "widgets/forms/line_fields.h"
#include "widgets/forms/list_fields.h"
#include "widgets/forms/message_row.h"
#include "widgets/forms/records_field.h"
#include "widgets/forms/value_edit.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextCursor>
#include <QUrl>

using namespace headrace;
using headrace::tests::Bench;

namespace {

QStringList messagesOf(const Field *field)
{
    QStringList texts;
    for (const MessageRow *row : field->findChildren<MessageRow *>())
        if (!row->isHidden())
            texts.append(row->text());
    return texts;
}

void typeOver(QWidget *edit, const QString &text)
{
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

void choose(Field *field, const QString &entry)
{
    for (QAction *action : field->menu()->actions())
        if (action->text() == entry) {
            action->trigger();
            return;
        }
    QFAIL(qPrintable(QStringLiteral("no entry ") + entry));
}

QAbstractButton *buttonNamed(QWidget *root, const QString &name)
{
    for (QAbstractButton *button : root->findChildren<QAbstractButton *>())
        if (button->accessibleName() == name || button->text() == name)
            return button;
    return nullptr;
}

}  // namespace

class TestFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreTyped()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"));
        auto *rounds = bench.field<NumberField>("rounds");
        QCOMPARE(rounds->edit()->text(), QStringLiteral("100"));
        QVERIFY(rounds->edit()->shownHint().contains(QStringLiteral("default")));
        typeOver(rounds->edit(), QStringLiteral("50"));
        QCOMPARE(bench.param("rounds"), QJsonValue(50));
        QVERIFY(!rounds->edit()->shownHint().contains(QStringLiteral("default")));
        // Typing is one step, and undo keeps the keyboard where it is.
        QCOMPARE(bench.document.undoStack()->count(), 1);
        QTest::keyClick(rounds->edit(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(bench.param("rounds").isUndefined());
        QCOMPARE(rounds->edit()->text(), QStringLiteral("100"));
        QVERIFY(rounds->edit()->hasFocus());
        QTest::keyClick(rounds->edit(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.param("rounds"), QJsonValue(50));
        // Arrow keys step, within the range.
        QTest::keyClick(rounds->edit(), Qt::Key_Up);
        QCOMPARE(bench.param("rounds"), QJsonValue(51));
        QTest::keyClick(rounds->edit(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(bench.param("rounds"), QJsonValue(41));
        auto *eta = bench.field<NumberField>("eta");
        eta->edit()->setFocus();
        QTest::keyClick(eta->edit(), Qt::Key_Down);
        QCOMPARE(bench.param("eta"), QJsonValue(0.29));
    }

    void whatIsNoNumberStays()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"), {{QStringLiteral("target"), QStringLiteral("late")}});
        auto *rounds = bench.field<NumberField>("rounds");
        QVERIFY(messagesOf(rounds).isEmpty());
        typeOver(rounds->edit(), QStringLiteral("many"));
        QCOMPARE(rounds->edit()->text(), QStringLiteral("many"));
        QCOMPARE(bench.param("rounds"), QJsonValue(QStringLiteral("many")));
        QCOMPARE(messagesOf(rounds).size(), 1);
        QVERIFY2(messagesOf(rounds).first().startsWith(QStringLiteral("Rounds should be a whole number")),
                 qPrintable(messagesOf(rounds).first()));
        QVERIFY(rounds->edit()->property("invalid").toBool());
        // Also when another node was looked at meanwhile.
        bench.inspector.setNodes({QStringLiteral("source")});
        bench.inspector.setNodes({QStringLiteral("node")});
        rounds = bench.field<NumberField>("rounds");
        QCOMPARE(rounds->edit()->text(), QStringLiteral("many"));
        QCOMPARE(messagesOf(rounds).size(), 1);
        typeOver(rounds->edit(), QStringLiteral("0"));
        QVERIFY(messagesOf(rounds).first().contains(QStringLiteral("at least 1")));
        typeOver(rounds->edit(), QStringLiteral("7"));
        QVERIFY(messagesOf(rounds).isEmpty());
        QVERIFY(!rounds->edit()->property("invalid").toBool());
        typeOver(rounds->edit(), QString());
        QVERIFY(bench.param("rounds").isUndefined());
    }

    void aRequiredFieldSaysSo()
    {
        Bench bench(QStringLiteral("table.filter"));
        auto *condition = bench.field<ExpressionField>("condition");
        QCOMPARE(messagesOf(condition), QStringList{QStringLiteral("Condition is not set.")});
        condition->edit()->setFocus();
        QTest::keyClicks(condition->edit(), QStringLiteral("1=1"));
        QCOMPARE(bench.param("condition"), QJsonValue(QStringLiteral("1=1")));
        QVERIFY(messagesOf(condition).isEmpty());
    }

    void parametersAreBound()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"));
        auto *depth = bench.field<NumberField>("max_depth");
        const QJsonObject reference{{QStringLiteral("$param"), QStringLiteral("depth")}};
        choose(depth, QStringLiteral("Use parameter $depth"));
        QCOMPARE(bench.param("max_depth"), QJsonValue(reference));
        QCOMPARE(depth->edit()->text(), QStringLiteral("$depth"));
        bench.undo();
        QVERIFY(bench.param("max_depth").isUndefined());
        typeOver(depth->edit(), QStringLiteral("$depth"));
        QCOMPARE(bench.param("max_depth"), QJsonValue(reference));
        QVERIFY(messagesOf(depth).isEmpty());
        typeOver(depth->edit(), QStringLiteral("$dept"));
        QCOMPARE(messagesOf(depth).size(), 1);
        choose(depth, QStringLiteral("Reset to 6"));
        QVERIFY(bench.param("max_depth").isUndefined());
        // A text shows a chip instead of its line; the number's parameter is not offered to it.
        auto *target = bench.field<ColumnField>("target");
        QStringList offered;
        for (const QAction *action : target->menu()->actions())
            offered.append(action->text());
        QVERIFY(offered.contains(QStringLiteral("Use parameter $word")));
        QVERIFY(!offered.contains(QStringLiteral("Use parameter $depth")));
        choose(target, QStringLiteral("Use parameter $word"));
        QCOMPARE(bench.param("target"), QJsonValue(QJsonObject{{QStringLiteral("$param"), QStringLiteral("word")}}));
        QVERIFY(!target->edit()->isVisible());
        choose(target, QStringLiteral("Use a value instead of $word"));
        QCOMPARE(bench.param("target"), QJsonValue(QStringLiteral("late")));
        QVERIFY(target->edit()->isVisible());
    }

    void columnsAreChosenFromTheSchema()
    {
        Bench bench(QStringLiteral("learn.xgboost_classifier"));
        auto *target = bench.field<ColumnField>("target");
        target->edit()->setFocus();
        QTest::keyClicks(target->edit(), QStringLiteral("orig"));
        QAbstractItemView *offered = target->edit()->completer()->popup();
        QVERIFY(offered->isVisible());
        QTest::keyClick(offered, Qt::Key_Down);
        QTest::keyClick(offered, Qt::Key_Return);
        QCOMPARE(bench.param("target"), QJsonValue(QStringLiteral("origin")));
        QCOMPARE(target->edit()->shownHint(), QStringLiteral("text"));
        typeOver(target->edit(), QStringLiteral("lat"));
        offered->hide();
        QCOMPARE(messagesOf(target), QStringList{QStringLiteral("There is no column 'lat'.")});
        auto *fix = target->findChild<MessageRow *>();
        QVERIFY(fix);
        Q_EMIT fix->fixClicked();
        QCOMPARE(bench.param("target"), QJsonValue(QStringLiteral("late")));
        QVERIFY(messagesOf(target).isEmpty());

        auto *features = bench.field<ColumnsField>("features");
        QTest::mouseClick(features->chips(), Qt::LeftButton, {}, features->chips()->rect().center());
        QVERIFY(features->popup());
        auto *search = features->popup()->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("week"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(bench.param("features"), QJsonValue(QJsonArray{QStringLiteral("weekday")}));
        search->clear();
        auto *list = features->popup()->findChild<QListView *>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(bench.param("features"), QJsonValue(QJsonArray({QStringLiteral("weekday"), QStringLiteral("hour")})));
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(features->findChild<QLabel *>()->text().contains(QStringLiteral("2 of 5")));
        // With the keyboard: the second chip to the front, then away.
        features->chips()->setFocus();
        features->chips()->setCurrent(1);
        QTest::keyClick(features->chips(), Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(bench.param("features"), QJsonValue(QJsonArray({QStringLiteral("hour"), QStringLiteral("weekday")})));
        QTest::keyClick(features->chips(), Qt::Key_Delete);
        QCOMPARE(bench.param("features"), QJsonValue(QJsonArray{QStringLiteral("weekday")}));
        // A column that goes upstream stays here, in red.
        PortSchema fewer = bench.schemas.of(QStringLiteral("source:rows"));
        fewer.columns.removeAt(1);
        bench.schemas.set({{QStringLiteral("source:rows"), fewer}}, {});
        QVERIFY(features->chips()->chips().first().bad);
        QCOMPARE(bench.param("features"), QJsonValue(QJsonArray{QStringLiteral("weekday")}));
        QTest::mouseMove(features->chips(), features->chips()->chipRect(0).center());
        QTest::mouseClick(features->chips(), Qt::LeftButton, {}, features->chips()->crossRect(0).center());
        QVERIFY(bench.param("features").isUndefined());
    }

    void choicesAndSwitches()
    {
        Bench bench(QStringLiteral("read.csv"));
        auto *lines = bench.field<ChoiceField>("on_error");
        QAbstractButton *reject = buttonNamed(lines, QStringLiteral("Bad lines: Reject"));
        QVERIFY(reject);
        QTest::mouseClick(reject, Qt::LeftButton);
        QCOMPARE(bench.param("on_error"), QJsonValue(QStringLiteral("reject")));
        bench.undo();
        QVERIFY(buttonNamed(lines, QStringLiteral("Bad lines: Fail"))->isChecked());
        auto *header = bench.field<BooleanField>("header");
        QCOMPARE(header->box()->checkState(), Qt::PartiallyChecked);
        QTest::keyClick(header->box(), Qt::Key_Space);
        QCOMPARE(bench.param("header"), QJsonValue(true));
        QTest::keyClick(header->box(), Qt::Key_Space);
        QCOMPARE(bench.param("header"), QJsonValue(false));
        choose(header, QStringLiteral("Clear"));
        QVERIFY(bench.param("header").isUndefined());
        QCOMPARE(header->box()->checkState(), Qt::PartiallyChecked);

        Bench join(QStringLiteral("table.join"), {{QStringLiteral("how"), QStringLiteral("sideways")}});
        auto *how = join.field<ChoiceField>("how");
        auto *combo = how->findChild<QComboBox *>();
        QCOMPARE(combo->currentText(), QStringLiteral("Sideways").toLower());
        QCOMPARE(messagesOf(how).size(), 1);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        QCOMPARE(join.param("how"), QJsonValue(QStringLiteral("inner")));
        QVERIFY(messagesOf(how).isEmpty());
    }

    void expressionsAreCompletedAndMarked()
    {
        Bench bench(QStringLiteral("table.filter"));
        auto *field = bench.field<ExpressionField>("condition");
        ExpressionEdit *edit = field->edit();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("dist"));
        QAbstractItemView *offered = edit->completer()->popup();
        QVERIFY(offered->isVisible());
        QTest::keyClick(offered, Qt::Key_Return);
        QCOMPARE(edit->toPlainText(), QStringLiteral("distance"));
        QTest::keyClicks(edit, QStringLiteral(" > roun"));
        QTest::keyClick(offered, Qt::Key_Return);
        QCOMPARE(edit->toPlainText(), QStringLiteral("distance > round("));
        QTest::keyClicks(edit, QStringLiteral("dely)"));
        offered->hide();
        QCOMPARE(bench.param("condition"), QJsonValue(QStringLiteral("distance > round(dely)")));
        QCOMPARE(edit->height(), 28);
        // What binding says a moment later is marked in its place, and mended there.
        Diagnostic wrong;
        wrong.code = QStringLiteral("missing_column");
        wrong.node = QStringLiteral("node");
        wrong.parameter = QStringLiteral("condition");
        wrong.text = QStringLiteral("There is no column 'dely'.");
        wrong.replacement = QStringLiteral("hour");
        wrong.position = 17;
        bench.schemas.set({{QStringLiteral("source:rows"), bench.schemas.of(QStringLiteral("source:rows"))}}, {wrong});
        QCOMPARE(edit->errorPosition(), 17);
        QCOMPARE(edit->extraSelections().size(), 1);
        QCOMPARE(edit->extraSelections().first().cursor.selectedText(), QStringLiteral("dely"));
        Q_EMIT field->findChild<MessageRow *>()->fixClicked();
        QCOMPARE(bench.param("condition"), QJsonValue(QStringLiteral("distance > round(hour)")));
        bench.undo();
        QCOMPARE(edit->toPlainText(), QStringLiteral("distance > round(dely)"));
        // Several lines make it higher.
        QTest::keyClick(edit, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::keyClicks(edit, QStringLiteral("OR 1 = 2"));
        QVERIFY(edit->height() > 28);
    }

    void codeHasALargeEditor()
    {
        Bench bench(QStringLiteral("code.sql"), {{QStringLiteral("query"), QStringLiteral("SELECT 1")}});
        auto *field = bench.field<CodeField>("query");
        QCOMPARE(field->edit()->text(), QStringLiteral("SELECT 1"));
        field->edit()->keyTarget()->setFocus();
        QTest::keyClick(field->edit()->keyTarget(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(field->edit()->keyTarget(), QStringLiteral(" + 1"));
        QCOMPARE(bench.param("query"), QJsonValue(QStringLiteral("SELECT 1 + 1")));
        QAbstractButton *open = buttonNamed(field, QStringLiteral("Open Query in a large editor"));
        QVERIFY(open);
        QTest::mouseClick(open, Qt::LeftButton);
        auto *dialog = bench.inspector.findChild<QDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *large = dialog->findChild<CodeEdit *>();
        QTest::keyClick(large->keyTarget(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(large->keyTarget(), QStringLiteral(" AS n"));
        QCOMPARE(bench.param("query"), QJsonValue(QStringLiteral("SELECT 1 + 1 AS n")));
        QCOMPARE(field->edit()->text(), QStringLiteral("SELECT 1 + 1 AS n"));
        QTest::keyClick(large->keyTarget(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!dialog->isVisible());
        bench.undo();
        QVERIFY(field->edit()->text() != QStringLiteral("SELECT 1 + 1 AS n"));
    }

    void pathsAreRelativeAndDropped()
    {
        QTemporaryDir folder;
        Bench bench(QStringLiteral("read.csv"));
        QVERIFY(bench.document.saveAs(folder.filePath(QStringLiteral("p.pipeline.json"))).ok());
        auto *field = bench.field<PathField>("path");
        QCOMPARE(messagesOf(field), QStringList{QStringLiteral("File is not set.")});
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QDir(folder.path()).canonicalPath() + QStringLiteral("/data/orders.csv"))});
        QSignalSpy chosen(&bench.inspector, &Inspector::pathChosen);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(field->edit(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(field->edit(), &drop);
        QCOMPARE(bench.param("path"), QJsonValue(QStringLiteral("data/orders.csv")));
        QCOMPARE(chosen.size(), 1);
        typeOver(field->edit(), QStringLiteral("${wrod}/x.csv"));
        QCOMPARE(messagesOf(field).size(), 1);
        typeOver(field->edit(), QStringLiteral("${word}/x.csv"));
        QVERIFY(messagesOf(field).isEmpty());
    }

    void listsTakeValues()
    {
        Bench bench(QStringLiteral("code.python"));
        auto *packages = bench.field<ListField>("packages");
        packages->line()->setFocus();
        QTest::keyClicks(packages->line(), QStringLiteral("numpy"));
        QTest::keyClick(packages->line(), Qt::Key_Return);
        QCOMPARE(bench.param("packages"), QJsonValue(QJsonArray{QStringLiteral("numpy")}));
        QGuiApplication::clipboard()->setText(QStringLiteral("pandas\npolars\n"));
        QTest::keyClick(packages->line(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(bench.param("packages").toArray().size(), 3);
        QTest::mouseDClick(packages->chips(), Qt::LeftButton, {}, packages->chips()->chipRect(0).topLeft() + QPoint(6, 12));
        QCOMPARE(packages->line()->text(), QStringLiteral("numpy"));
        QCOMPARE(bench.param("packages"), QJsonValue(QJsonArray({QStringLiteral("pandas"), QStringLiteral("polars")})));
        packages->line()->clear();
        bench.undo();
        QCOMPARE(packages->chips()->chips().size(), 3);
    }

    void mapsKeepTypes()
    {
        Bench bench(QStringLiteral("code.python"));
        auto *params = bench.field<MapField>("params");
        QTest::mouseClick(buttonNamed(params, QStringLiteral("Add to Parameters")), Qt::LeftButton);
        QCOMPARE(params->rowCount(), 1);
        QVERIFY(bench.param("params").isUndefined());
        QTest::keyClicks(params->keyAt(0), QStringLiteral("alpha"));
        QTest::keyClicks(params->valueAt(0), QStringLiteral("0.5"));
        QCOMPARE(bench.param("params"), QJsonValue(QJsonObject{{QStringLiteral("alpha"), 0.5}}));
        for (const auto &[typed, meant] :
             {std::pair(QStringLiteral("true"), QJsonValue(true)), std::pair(QStringLiteral("\"5\""), QJsonValue(QStringLiteral("5"))),
              std::pair(QStringLiteral("two words"), QJsonValue(QStringLiteral("two words"))),
              std::pair(QStringLiteral("null"), QJsonValue()),
              std::pair(QStringLiteral("$depth"), QJsonValue(QJsonObject{{QStringLiteral("$param"), QStringLiteral("depth")}}))}) {
            typeOver(params->valueAt(0), typed);
            QCOMPARE(bench.param("params").toObject().value(QStringLiteral("alpha")), meant);
        }
        // A change from outside reaches the row without taking it apart.
        QVERIFY(bench.document
                    .apply({SetNodeParam{QStringLiteral("node"), QStringLiteral("params"),
                                         QJsonObject{{QStringLiteral("alpha"), QStringLiteral("7")}}}},
                           QStringLiteral("Set"))
                    .ok());
        QCOMPARE(params->valueAt(0)->text(), QStringLiteral("\"7\""));
        QCOMPARE(params->rowCount(), 1);
    }

    void recordsAreAddedMovedRemoved()
    {
        Bench bench(QStringLiteral("table.derive"));
        auto *columns = bench.field<RecordsField>("columns");
        QTest::mouseClick(buttonNamed(columns, QStringLiteral("Add to Columns")), Qt::LeftButton);
        QCOMPARE(columns->recordCount(), 1);
        auto *name = qobject_cast<TextField *>(columns->fieldAt(0, QStringLiteral("name")));
        auto *expression = qobject_cast<ExpressionField *>(columns->fieldAt(0, QStringLiteral("expression")));
        QVERIFY(name && expression);
        QCOMPARE(messagesOf(name), QStringList{QStringLiteral("Name is not set.")});
        QTest::keyClicks(name->edit(), QStringLiteral("a"));
        QTest::keyClicks(expression->edit(), QStringLiteral("1"));
        QTest::keyClick(expression->edit(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(columns->recordCount(), 2);
        QTest::keyClicks(qobject_cast<TextField *>(columns->fieldAt(1, QStringLiteral("name")))->edit(), QStringLiteral("b"));
        QTest::keyClicks(qobject_cast<ExpressionField *>(columns->fieldAt(1, QStringLiteral("expression")))->edit(), QStringLiteral("2"));
        const auto record = [](const char *n, const char *e) {
            return QJsonObject{{QStringLiteral("name"), QLatin1String(n)}, {QStringLiteral("expression"), QLatin1String(e)}};
        };
        QCOMPARE(bench.param("columns"), QJsonValue(QJsonArray({record("a", "1"), record("b", "2")})));
        QTest::keyClick(qobject_cast<ExpressionField *>(columns->fieldAt(1, QStringLiteral("expression")))->edit(), Qt::Key_Up,
                        Qt::AltModifier);
        QCOMPARE(bench.param("columns"), QJsonValue(QJsonArray({record("b", "2"), record("a", "1")})));
        QCOMPARE(columns->fieldAt(0, QStringLiteral("name"))->path(), QStringLiteral("columns[0].name"));
        bench.undo();
        QCOMPARE(bench.param("columns"), QJsonValue(QJsonArray({record("a", "1"), record("b", "2")})));
        QVERIFY(bench.inspector.showParameter(QStringLiteral("node"), QStringLiteral("columns[1].expression")));
        QVERIFY(qobject_cast<ExpressionField *>(columns->fieldAt(1, QStringLiteral("expression")))->edit()->hasFocus());
        columns->removeRecord(0);
        QCOMPARE(bench.param("columns"), QJsonValue(QJsonArray{record("b", "2")}));
        while (bench.document.undoStack()->canUndo())
            bench.undo();
        QVERIFY(bench.params().isEmpty());
        QCOMPARE(columns->recordCount(), 0);
    }

    void secretsAreNames()
    {
        ParamSpec spec;
        spec.name = QStringLiteral("password");
        spec.type = ParamType::Secret;
        FormContext context;
        ParameterForm form({spec}, &context, nullptr);
        QSignalSpy edited(&form, &ParameterForm::edited);
        QTest::keyClicks(qobject_cast<SecretField *>(form.field(QStringLiteral("password")))->edit(), QStringLiteral("db"));
        QCOMPARE(form.values().value(QStringLiteral("password")),
                 QJsonValue(QJsonObject{{QStringLiteral("$secret"), QStringLiteral("db")}}));
        QCOMPARE(edited.size(), 2);
    }
};

HEADRACE_TEST(TestFields)
#include "test_fields.moc"
