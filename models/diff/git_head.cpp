// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diff/git_head.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace headrace {
namespace {

constexpr int kGitPatienceMs = 10000;

QString gitWords(const char *text)
{
    return QCoreApplication::translate("GitHead", text);
}

struct GitAnswer {
    bool ok = false;
    QByteArray out;
    QString err;
};

/// One call of git in a folder; an Error only where it did not answer at all.
Result<GitAnswer> git(const QString &program, const QString &folder, const QStringList &arguments, const QElapsedTimer &since)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0"));
    environment.insert(QStringLiteral("GIT_OPTIONAL_LOCKS"), QStringLiteral("0"));
    // A repository that lacks an object would call the program its configuration names to fetch it.
    environment.insert(QStringLiteral("GIT_ALLOW_PROTOCOL"), QStringLiteral("none"));
    environment.insert(QStringLiteral("GIT_NO_LAZY_FETCH"), QStringLiteral("1"));
    for (const char *elsewhere : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"})
        environment.remove(QLatin1String(elsewhere));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program,
                  QStringList{QStringLiteral("-C"), folder, QStringLiteral("-c"), QStringLiteral("core.fsmonitor=false")} + arguments);
    if (!process.waitForFinished(int(std::max<qint64>(1, kGitPatienceMs - since.elapsed())))) {
        const bool hangs = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished(1000);
        if (hangs)
            return Error(ErrorCode::TimedOut, gitWords(QT_TRANSLATE_NOOP("GitHead", "git did not answer within 10 seconds.")),
                         gitWords(QT_TRANSLATE_NOOP("GitHead", "The repository may lie on a slow disk: try again.")));
        return Error(ErrorCode::Failed, gitWords(QT_TRANSLATE_NOOP("GitHead", "git could not be started: %1")).arg(process.errorString()));
    }
    GitAnswer answer;
    answer.ok = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    answer.out = process.readAllStandardOutput();
    answer.err = QString::fromUtf8(process.readAllStandardError()).trimmed();
    return answer;
}

}  // namespace

Result<GitVersion> readGitHead(const QString &file)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("git"));
    if (program.isEmpty())
        return Error(ErrorCode::NotFound, gitWords(QT_TRANSLATE_NOOP("GitHead", "The program git was not found on this machine.")),
                     gitWords(QT_TRANSLATE_NOOP("GitHead", "Install git to compare with a commit.")));
    const QFileInfo info(file);
    // The repository is that of the real file, where a link leads to it.
    const QString real = info.canonicalFilePath();
    const QString name = info.fileName();
    if (real.isEmpty())
        return Error(ErrorCode::NotFound, gitWords(QT_TRANSLATE_NOOP("GitHead", "'%1' is not on the disk.")).arg(name),
                     gitWords(QT_TRANSLATE_NOOP("GitHead", "Save it first.")));
    const QString folder = QFileInfo(real).absolutePath();
    QElapsedTimer since;
    since.start();

    HR_ASSIGN(const GitAnswer top, git(program, folder, {QStringLiteral("rev-parse"), QStringLiteral("--show-toplevel")}, since));
    if (!top.ok) {
        if (top.err.contains(QLatin1String("not a git repository")))
            return Error(
                ErrorCode::NotFound, gitWords(QT_TRANSLATE_NOOP("GitHead", "'%1' is in no git repository.")).arg(name),
                gitWords(QT_TRANSLATE_NOOP("GitHead", "Compare with the saved version or a backup, or put the folder under git.")));
        return Error(
            ErrorCode::Failed,
            gitWords(QT_TRANSLATE_NOOP("GitHead", "git refuses this repository: %1")).arg(top.err.section(QLatin1Char('\n'), 0, 0)));
    }
    HR_ASSIGN(const GitAnswer head,
              git(program, folder,
                  {QStringLiteral("rev-parse"), QStringLiteral("--verify"), QStringLiteral("--quiet"), QStringLiteral("--short"),
                   QStringLiteral("HEAD")},
                  since));
    if (!head.ok)
        return Error(ErrorCode::NotFound, gitWords(QT_TRANSLATE_NOOP("GitHead", "The git repository of '%1' has no commit yet.")).arg(name),
                     gitWords(QT_TRANSLATE_NOOP("GitHead", "Commit the file once to compare with it.")));
    // The commit by its name: what is read is what is named, whatever someone commits meanwhile.
    const QString commit = QString::fromLatin1(head.out).trimmed();
    HR_ASSIGN(const GitAnswer content,
              git(program, folder,
                  {QStringLiteral("cat-file"), QStringLiteral("blob"), commit + QStringLiteral(":./") + QFileInfo(real).fileName()},
                  since));
    if (!content.ok)
        return Error(ErrorCode::NotFound,
                     gitWords(QT_TRANSLATE_NOOP("GitHead", "'%1' is not in the last commit (HEAD, %2).")).arg(name, commit),
                     gitWords(QT_TRANSLATE_NOOP("GitHead", "Commit the file once to compare with it.")));
    return GitVersion{content.out, commit};
}

}  // namespace headrace
