// SPDX-License-Identifier: GPL-3.0-or-later
// Fields of one line: numbers, texts, paths, names of secrets.
#pragma once

#include "widgets/forms/field.h"

class QPlainTextEdit;

namespace headrace {

class ValueEdit;

/// What the one-line fields share. Window's thread.
class LineField : public Field
{
    Q_OBJECT

public:
    LineField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    ValueEdit *edit() const { return m_edit; }

protected:
    virtual QJsonValue valueOf(const QString &text) const = 0;
    virtual QString textOf(const QJsonValue &value) const;
    void showValue(const QJsonValue &value) override;
    void showHint(const QString &unit, bool isDefault) override;
    /// A line with a further control, where it is not the line itself.
    void setRow(QWidget *row) { setEditor(row); }

    ValueEdit *m_edit;
};

/// Whole and other numbers: arrow keys and wheel step, $name binds.
class NumberField : public LineField
{
    Q_OBJECT

public:
    NumberField(const ParamSpec &spec, FormContext *context, QWidget *parent);
    bool isShort() const override { return true; }

protected:
    QJsonValue valueOf(const QString &text) const override;
    bool showsReferences() const override { return true; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(int steps);
};

class TextField : public LineField
{
    Q_OBJECT

public:
    TextField(const ParamSpec &spec, FormContext *context, QWidget *parent);

protected:
    QJsonValue valueOf(const QString &text) const override;
};

/// A file, folder or pattern; relative to the pipeline's folder. Takes files dropped on it.
class PathField : public LineField
{
    Q_OBJECT

public:
    PathField(const ParamSpec &spec, FormContext *context, QWidget *parent);

protected:
    QJsonValue valueOf(const QString &text) const override;
    void addToMenu(QMenu *menu) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void browse();
    void take(const QString &absolutePath);
};

/// The name of a secret; never the secret.
class SecretField : public LineField
{
    Q_OBJECT

public:
    SecretField(const ParamSpec &spec, FormContext *context, QWidget *parent);

protected:
    QJsonValue valueOf(const QString &text) const override;
    QString textOf(const QJsonValue &value) const override;
};

/// A text of several lines that is no code.
class LongTextField : public Field
{
    Q_OBJECT

public:
    LongTextField(const ParamSpec &spec, FormContext *context, QWidget *parent);

protected:
    void showValue(const QJsonValue &value) override;

private:
    QPlainTextEdit *m_edit;
};

}  // namespace headrace
