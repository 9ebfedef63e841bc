// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows while nothing is open: recent work, examples, templates, the tour.
#pragma once

#include "engine/base/result.h"
#include "models/workspace/example_library.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace headrace {

class Catalog;
class ExampleCard;
class RecentList;
class Settings;

/// Window's thread; examples are read and copied on others. The catalog must outlive it.
class StartPage : public QScrollArea
{
    Q_OBJECT

public:
    StartPage(Settings *settings, const Catalog &catalog, QWidget *parent = nullptr);

Q_SIGNALS:
    void newRequested();
    void openFileRequested();
    void openFolderRequested();
    void tourRequested();
    /// A recent pipeline, or the user's own copy of an example or template.
    void openRequested(const QString &path);
    void workspaceRequested(const QString &folder);
    void failed(const headrace::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showCards(QGridLayout *grid, const QList<Example> &examples);
    void arrange();
    void copy(ExampleCard *card);

    Settings *m_settings;
    const Catalog &m_catalog;
    QWidget *m_page;
    RecentList *m_recent;
    QLabel *m_problem;
    QGridLayout *m_examples;
    QGridLayout *m_templates;
    QList<ExampleCard *> m_exampleCards;
    QList<ExampleCard *> m_templateCards;
    int m_columns = 0;
};

}  // namespace headrace
