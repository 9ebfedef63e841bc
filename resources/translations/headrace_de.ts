<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Catalog</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Add indicators</source>
        <translation>Anzeiger hinzufügen</translation>
    </message>
    <message>
        <source>Aggregates</source>
        <translation>Aggregate</translation>
    </message>
    <message>
        <source>Apply transform</source>
        <translation>Transformation anwenden</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Bad lines</source>
        <translation>Schlechte Zeilen</translation>
    </message>
    <message>
        <source>Bad records</source>
        <translation>Schlechte Datensätze</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Bytes as text</source>
        <translation>Bytes als Text</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Calibration bins</source>
        <translation>Klassen der Kalibrierung</translation>
    </message>
    <message>
        <source>Cast columns</source>
        <translation>Spaltentypen ändern</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Zentrieren</translation>
    </message>
    <message>
        <source>Check header</source>
        <translation>Kopfzeile prüfen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Column of violations</source>
        <translation>Spalte der Verstöße</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Date format</source>
        <translation>Datumsformat</translation>
    </message>
    <message>
        <source>Decimal separator</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Derive columns</source>
        <translation>Spalten berechnen</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Drop missing</source>
        <translation>Fehlende weglassen</translation>
    </message>
    <message>
        <source>Drop when</source>
        <translation>Weglassen, wenn</translation>
    </message>
    <message>
        <source>Each row once</source>
        <translation>Jede Zeile einmal</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Zeichenkodierung</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Fluchtzeichen</translation>
    </message>
    <message>
        <source>Evaluate classification</source>
        <translation>Klassifikation bewerten</translation>
    </message>
    <message>
        <source>Evaluate regression</source>
        <translation>Regression bewerten</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>Erwartungen prüfen</translation>
    </message>
    <message>
        <source>Expectations</source>
        <translation>Erwartungen</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File column</source>
        <translation>Dateispalte</translation>
    </message>
    <message>
        <source>Fill missing columns</source>
        <translation>Fehlende Spalten füllen</translation>
    </message>
    <message>
        <source>Fill short rows</source>
        <translation>Kurze Zeilen füllen</translation>
    </message>
    <message>
        <source>Fill with</source>
        <translation>Füllen mit</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>First prediction</source>
        <translation>Erste Vorhersage</translation>
    </message>
    <message>
        <source>Folders as columns</source>
        <translation>Ordner als Spalten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Greatest step</source>
        <translation>Größter Schritt</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>Header line</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>High quantile</source>
        <translation>Oberes Quantil</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Wie viel</translation>
    </message>
    <message>
        <source>If the file exists</source>
        <translation>Wenn die Datei da ist</translation>
    </message>
    <message>
        <source>Impute missing values</source>
        <translation>Fehlende Werte ersetzen</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>Geordnet</translation>
    </message>
    <message>
        <source>In the order of</source>
        <translation>In der Ordnung von</translation>
    </message>
    <message>
        <source>Inline table</source>
        <translation>Tabelle im Knoten</translation>
    </message>
    <message>
        <source>Intercept</source>
        <translation>Achsenabschnitt</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep the right keys</source>
        <translation>Rechte Schlüssel behalten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation>L1-Strafe</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2-Strafe</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Largest record</source>
        <translation>Größter Datensatz</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Least gain of a split</source>
        <translation>Kleinster Gewinn einer Teilung</translation>
    </message>
    <message>
        <source>Least weight of a leaf</source>
        <translation>Kleinstes Gewicht eines Blatts</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Limit rows</source>
        <translation>Zeilen begrenzen</translation>
    </message>
    <message>
        <source>Linear regression</source>
        <translation>Lineare Regression</translation>
    </message>
    <message>
        <source>Lines to skip</source>
        <translation>Übergangene Zeilen</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>Logistische Regression</translation>
    </message>
    <message>
        <source>Longest line</source>
        <translation>Längste Zeile</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Low quantile</source>
        <translation>Unteres Quantil</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Match by</source>
        <translation>Zuordnen nach</translation>
    </message>
    <message>
        <source>Match by name</source>
        <translation>Nach Namen zuordnen</translation>
    </message>
    <message>
        <source>Maximum of categories</source>
        <translation>Höchstzahl der Kategorien</translation>
    </message>
    <message>
        <source>Members as columns</source>
        <translation>Mitglieder als Spalten</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Metrics a round</source>
        <translation>Metriken je Runde</translation>
    </message>
    <message>
        <source>Metrics on the training rows, too</source>
        <translation>Metriken auch auf den Trainingszeilen</translation>
    </message>
    <message>
        <source>Minimum frequency</source>
        <translation>Kleinste Häufigkeit</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlende</translation>
    </message>
    <message>
        <source>Missing equals missing</source>
        <translation>Fehlend gleich fehlend</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Monotone columns</source>
        <translation>Monotone Spalten</translation>
    </message>
    <message>
        <source>NaN, too</source>
        <translation>Auch NaN</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names of the inputs</source>
        <translation>Namen der Eingänge</translation>
    </message>
    <message>
        <source>Number of missing values</source>
        <translation>Zahl für fehlende Werte</translation>
    </message>
    <message>
        <source>Number of unknown values</source>
        <translation>Zahl für unbekannte Werte</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>On failure</source>
        <translation>Bei Misslingen</translation>
    </message>
    <message>
        <source>One-hot encode</source>
        <translation>One-hot kodieren</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>Nur wo</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordnung</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Ordnungen</translation>
    </message>
    <message>
        <source>Ordinal encode</source>
        <translation>Ordinal kodieren</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>Strafe</translation>
    </message>
    <message>
        <source>Per column</source>
        <translation>Je Spalte</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Positive class</source>
        <translation>Positive Klasse</translation>
    </message>
    <message>
        <source>Power of the variance</source>
        <translation>Potenz der Varianz</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Vorsilbe</translation>
    </message>
    <message>
        <source>Pure</source>
        <translation>Rein</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Quantile</source>
        <translation>Quantil</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>Quote all values</source>
        <translation>Alle Werte in Anführungszeichen</translation>
    </message>
    <message>
        <source>Read CSV</source>
        <translation>CSV lesen</translation>
    </message>
    <message>
        <source>Read JSON</source>
        <translation>JSON lesen</translation>
    </message>
    <message>
        <source>Read Parquet</source>
        <translation>Parquet lesen</translation>
    </message>
    <message>
        <source>Read SQLite</source>
        <translation>SQLite lesen</translation>
    </message>
    <message>
        <source>Records to look at</source>
        <translation>Betrachtete Datensätze</translation>
    </message>
    <message>
        <source>Refit</source>
        <translation>Neu anpassen</translation>
    </message>
    <message>
        <source>Remove duplicates</source>
        <translation>Doppelte entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows a group</source>
        <translation>Zeilen je Gruppe</translation>
    </message>
    <message>
        <source>Rows to look at</source>
        <translation>Betrachtete Zeilen</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Sample rows</source>
        <translation>Stichprobe ziehen</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punktwert</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>Script file</source>
        <translation>Skriptdatei</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Select columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Share of columns, a level</source>
        <translation>Anteil der Spalten je Ebene</translation>
    </message>
    <message>
        <source>Share of columns, a split</source>
        <translation>Anteil der Spalten je Teilung</translation>
    </message>
    <message>
        <source>Share of columns, a tree</source>
        <translation>Anteil der Spalten je Baum</translation>
    </message>
    <message>
        <source>Share of rows</source>
        <translation>Anteil der Zeilen</translation>
    </message>
    <message>
        <source>Sort rows</source>
        <translation>Zeilen sortieren</translation>
    </message>
    <message>
        <source>Source column</source>
        <translation>Herkunftsspalte</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilen</translation>
    </message>
    <message>
        <source>Standardize</source>
        <translation>Standardisieren</translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation>Früh enden nach</translation>
    </message>
    <message>
        <source>Strata</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Stratify by</source>
        <translation>Schichten nach</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Streng</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Nachsilbe</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The others behind</source>
        <translation>Die anderen dahinter</translation>
    </message>
    <message>
        <source>Thousands separator</source>
        <translation>Tausenderzeichen</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time format</source>
        <translation>Zeitformat</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Trees a round</source>
        <translation>Bäume je Runde</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Union</source>
        <translation>Vereinigen</translation>
    </message>
    <message>
        <source>Unknown values</source>
        <translation>Unbekannte Werte</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weight by class</source>
        <translation>Gewicht nach Klasse</translation>
    </message>
    <message>
        <source>Weight of the positive class</source>
        <translation>Gewicht der positiven Klasse</translation>
    </message>
    <message>
        <source>Weights of classes</source>
        <translation>Gewichte der Klassen</translation>
    </message>
    <message>
        <source>Write CSV</source>
        <translation>CSV schreiben</translation>
    </message>
    <message>
        <source>Write Parquet</source>
        <translation>Parquet schreiben</translation>
    </message>
    <message>
        <source>XGBoost classifier</source>
        <translation>XGBoost-Klassifikator</translation>
    </message>
    <message>
        <source>XGBoost regressor</source>
        <translation>XGBoost-Regressor</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
</context>
<context>
    <name>Category</name>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Umformen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>DiffWords</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1: %2 (new)</source>
        <translation>%1: %2 (neu)</translation>
    </message>
    <message>
        <source>%1: %2 (removed)</source>
        <translation>%1: %2 (entfernt)</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) added</source>
        <translation>
            <numerusform>%n Knoten hinzugefügt</numerusform>
            <numerusform>%n Knoten hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) removed</source>
        <translation>
            <numerusform>%n Knoten entfernt</numerusform>
            <numerusform>%n Knoten entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) changed</source>
        <translation>
            <numerusform>%n Knoten geändert</numerusform>
            <numerusform>%n Knoten geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) of the pipeline changed</source>
        <translation>
            <numerusform>%n Einstellung der Pipeline geändert</numerusform>
            <numerusform>%n Einstellungen der Pipeline geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>only moved</source>
        <translation>nur verschoben</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>id: %1 → %2</source>
        <translation>Id: %1 → %2</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) moved</source>
        <translation>
            <numerusform>%n Objekt verschoben</numerusform>
            <numerusform>%n Objekte verschoben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DurableFile</name>
    <message>
        <source>'%1' cannot be written: %2.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>What was there is unchanged. Check the folder, its permissions and the free space.</source>
        <translation>Was dort war, ist unverändert. Prüfen Sie den Ordner, seine Rechte und den freien Platz.</translation>
    </message>
    <message>
        <source>'%1' cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>The folder '%1' cannot be made.</source>
        <translation>Der Ordner „%1“ kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Check the permissions and the free space.</source>
        <translation>Prüfen Sie die Rechte und den freien Platz.</translation>
    </message>
</context>
<context>
    <name>ExampleLibrary</name>
    <message>
        <source>The example could not be copied to '%1'.</source>
        <translation>Das Beispiel konnte nicht nach „%1“ kopiert werden.</translation>
    </message>
    <message>
        <source>Check the folder, its permissions and the free space.</source>
        <translation>Prüfen Sie den Ordner, seine Rechte und den freien Platz.</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Recover what was not saved</source>
        <translation>Nicht Gespeichertes wiederherstellen</translation>
    </message>
</context>
<context>
    <name>Trash</name>
    <message>
        <source>'%1' could not be moved to the trash.</source>
        <translation>„%1“ konnte nicht in den Papierkorb verschoben werden.</translation>
    </message>
    <message>
        <source>It is where it was. Delete it in a file manager if it should go for good.</source>
        <translation>Es ist noch dort, wo es war. Löschen Sie es in einer Dateiverwaltung, wenn es endgültig weg soll.</translation>
    </message>
    <message>
        <source>There is another '%1' now.</source>
        <translation>Es gibt jetzt ein anderes „%1“.</translation>
    </message>
    <message>
        <source>Rename it, then take the old one back.</source>
        <translation>Benennen Sie es um und holen Sie dann das alte zurück.</translation>
    </message>
    <message>
        <source>'%1' could not be taken back.</source>
        <translation>„%1“ konnte nicht zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Look for it in the trash of the desktop.</source>
        <translation>Suchen Sie es im Papierkorb der Arbeitsumgebung.</translation>
    </message>
</context>
<context>
    <name>WarmWorker</name>
    <message>
        <source>The worker did not say hello within %1 s.</source>
        <translation>Der Arbeitsprozess hat sich nicht innerhalb von %1 s gemeldet.</translation>
    </message>
    <message>
        <source>It is tried again by itself; close other programs if the machine is busy.</source>
        <translation>Es wird von selbst erneut versucht; schließen Sie andere Programme, wenn der Rechner ausgelastet ist.</translation>
    </message>
</context>
<context>
    <name>headrace</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running: step %1 of %2</source>
        <translation>Läuft: Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Running: %1, step %2 of %3</source>
        <translation>Läuft: %1, Schritt %2 von %3</translation>
    </message>
    <message>
        <source>%1 of %2 steps from cache</source>
        <translation>%1 von %2 Schritten aus dem Cache</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1, noch etwa %2</translation>
    </message>
    <message>
        <source>Last run %1</source>
        <translation>Letzter Lauf %1</translation>
    </message>
    <message>
        <source>Last run cancelled after %1</source>
        <translation>Letzter Lauf abgebrochen nach %1</translation>
    </message>
    <message>
        <source>The last run did not begin</source>
        <translation>Der letzte Lauf hat nicht begonnen</translation>
    </message>
    <message>
        <source>Last run failed after %1</source>
        <translation>Letzter Lauf gescheitert nach %1</translation>
    </message>
    <message>
        <source>%1, %2 of %3 steps from cache</source>
        <translation>%1, %2 von %3 Schritten aus dem Cache</translation>
    </message>
</context>
<context>
    <name>headrace::BooleanField</name>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
</context>
<context>
    <name>headrace::ChoiceField</name>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
</context>
<context>
    <name>headrace::CodeEdit</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
</context>
<context>
    <name>headrace::CodeField</name>
    <message>
        <source>Open %1 in a large editor</source>
        <translation>%1 in großem Editor öffnen</translation>
    </message>
    <message>
        <source>Large editor</source>
        <translation>Großer Editor</translation>
    </message>
</context>
<context>
    <name>headrace::ColumnChooser</name>
    <message>
        <source>Find a column</source>
        <translation>Spalte suchen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>headrace::ColumnField</name>
    <message>
        <source>There is no column '%1'.</source>
        <translation>Es gibt keine Spalte „%1“.</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>Spalte wählen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>headrace::ColumnPopup</name>
    <message>
        <source>Find a column</source>
        <translation>Spalte suchen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Alle gezeigten ankreuzen</translation>
    </message>
    <message>
        <source>Untick all that are shown</source>
        <translation>Alle gezeigten abwählen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>headrace::ColumnStatistics</name>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Most frequent</source>
        <translation>Am häufigsten</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>Verschieden</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Keine Zahl</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Kleinster</translation>
    </message>
    <message>
        <source>5 %</source>
        <translation>5 %</translation>
    </message>
    <message>
        <source>25 %</source>
        <translation>25 %</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>75 %</source>
        <translation>75 %</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Größter</translation>
    </message>
    <message>
        <source>Share of true</source>
        <translation>Anteil wahr</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
</context>
<context>
    <name>headrace::ColumnsField</name>
    <message>
        <source>None chosen</source>
        <translation>Keine gewählt</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <comment>title, chosen, all</comment>
        <translation>%1 · %2 von %3</translation>
    </message>
</context>
<context>
    <name>headrace::CommandField</name>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
</context>
<context>
    <name>headrace::CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing fits '%1'.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>headrace::CompletionModel</name>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
</context>
<context>
    <name>headrace::CurveChart</name>
    <message>
        <source>Chart of %1 by %2</source>
        <translation>Diagramm von %1 über %2</translation>
    </message>
</context>
<context>
    <name>headrace::CurveGrid</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Export as picture or CSV…</source>
        <translation>Als Bild oder CSV exportieren …</translation>
    </message>
    <message>
        <source>Export '%1'</source>
        <translation>„%1“ exportieren</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;CSV (*.csv)</source>
        <translation>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Show runs with the eye in the table, and their metrics are drawn here.</source>
        <translation>Zeigen Sie Läufe mit dem Auge in der Tabelle, dann werden hier ihre Metriken gezeichnet.</translation>
    </message>
    <message>
        <source>The shown runs have no metric with more than one value.</source>
        <translation>Die gezeigten Läufe haben keine Metrik mit mehr als einem Wert.</translation>
    </message>
</context>
<context>
    <name>headrace::ExternalChange</name>
    <message>
        <source>Reload changed file</source>
        <translation>Geänderte Datei neu laden</translation>
    </message>
    <message>
        <source>Join with changed file</source>
        <translation>Mit geänderter Datei vereinen</translation>
    </message>
    <message>
        <source>Take the file's version</source>
        <translation>Fassung der Datei übernehmen</translation>
    </message>
</context>
<context>
    <name>headrace::Field</name>
    <message>
        <source>Options of %1</source>
        <translation>Möglichkeiten für %1</translation>
    </message>
    <message>
        <source>Reset or bind (Shift+F10)</source>
        <translation>Zurücksetzen oder binden (Umschalt+F10)</translation>
    </message>
    <message>
        <source>$%1, now %2</source>
        <comment>bound parameter and its value</comment>
        <translation>$%1, jetzt %2</translation>
    </message>
    <message>
        <source>%1, bound to the parameter %2</source>
        <translation>%1, gebunden an den Parameter %2</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Reset to default</source>
        <translation>Auf Vorgabe zurücksetzen</translation>
    </message>
    <message>
        <source>Reset to %1</source>
        <translation>Auf %1 zurücksetzen</translation>
    </message>
    <message>
        <source>Use a value instead of $%1</source>
        <translation>Wert statt $%1 verwenden</translation>
    </message>
    <message>
        <source>Use parameter $%1</source>
        <translation>Parameter $%1 verwenden</translation>
    </message>
    <message>
        <source>Nothing to reset</source>
        <translation>Nichts zurückzusetzen</translation>
    </message>
</context>
<context>
    <name>headrace::FilterField</name>
    <message>
        <source>Filter, such as metrics.auc &gt; 0.7 AND params.rounds = '50'</source>
        <translation>Filter, etwa metrics.auc &gt; 0.7 AND params.rounds = '50'</translation>
    </message>
    <message>
        <source>Filter of runs</source>
        <translation>Filter der Läufe</translation>
    </message>
</context>
<context>
    <name>headrace::Fold</name>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>headrace::HelpPage</name>
    <message>
        <source>required</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>default %1</source>
        <translation>Vorgabe %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range</comment>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingänge</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgänge</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Insert example</source>
        <translation>Beispiel einfügen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Adds the example's nodes to this pipeline</source>
        <translation>Fügt die Knoten des Beispiels in diese Pipeline ein</translation>
    </message>
    <message>
        <source>This version does not know the operator '%1'.</source>
        <translation>Diese Fassung kennt den Operator „%1“ nicht.</translation>
    </message>
</context>
<context>
    <name>headrace::HistogramView</name>
    <message>
        <source>Histogram from %1 to %2</source>
        <translation>Histogramm von %1 bis %2</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <comment>range and count</comment>
        <translation>%1 bis %2: %3</translation>
    </message>
</context>
<context>
    <name>headrace::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Open a pipeline to see its properties here.</source>
        <translation>Öffnen Sie eine Pipeline, um hier ihre Eigenschaften zu sehen.</translation>
    </message>
</context>
<context>
    <name>headrace::LineField</name>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>now %1</source>
        <comment>value of a bound parameter</comment>
        <translation>jetzt %1</translation>
    </message>
</context>
<context>
    <name>headrace::ListField</name>
    <message>
        <source>Values of %1</source>
        <translation>Werte von %1</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Type a value, then Return</source>
        <translation>Wert tippen, dann Eingabe</translation>
    </message>
    <message>
        <source>%1, then Return</source>
        <translation>%1, dann Eingabe</translation>
    </message>
    <message>
        <source>(empty text)</source>
        <translation>(leerer Text)</translation>
    </message>
</context>
<context>
    <name>headrace::LiveCheck</name>
    <message>
        <source>The columns could not be worked out within %1 s.</source>
        <translation>Die Spalten konnten nicht innerhalb von %1 s ermittelt werden.</translation>
    </message>
    <message>
        <source>They are tried again with the next change; a file on a slow disk may be the reason.</source>
        <translation>Mit der nächsten Änderung wird es erneut versucht; eine Datei auf einem langsamen Datenträger kann der Grund sein.</translation>
    </message>
</context>
<context>
    <name>headrace::LiveMetricCard</name>
    <message>
        <source>%1, live</source>
        <comment>part of the rows, such as test</comment>
        <translation>%1, live</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
</context>
<context>
    <name>headrace::LogModel</name>
    <message numerus="yes">
        <source>%n lines came too fast to be shown</source>
        <translation>
            <numerusform>%n Zeile kam zu schnell, um gezeigt zu werden</numerusform>
            <numerusform>%n Zeilen kamen zu schnell, um gezeigt zu werden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::MapField</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Key in %1</source>
        <translation>Schlüssel in %1</translation>
    </message>
    <message>
        <source>Value in %1</source>
        <translation>Wert in %1</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Diese Zeile entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>'%1' stands here twice; the last one counts.</source>
        <translation>„%1“ steht hier zweimal; das letzte gilt.</translation>
    </message>
</context>
<context>
    <name>headrace::NodeHead</name>
    <message>
        <source>Title of the node</source>
        <translation>Titel des Knotens</translation>
    </message>
    <message>
        <source>Click to rename</source>
        <translation>Klicken, um umzubenennen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help for this operator</source>
        <translation>Hilfe zu diesem Operator</translation>
    </message>
</context>
<context>
    <name>headrace::NodePage</name>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Rename node</source>
        <translation>Knoten umbenennen</translation>
    </message>
    <message>
        <source>This version does not know the operator '%1'. The node is kept as it is in the file; a run that needs it fails.</source>
        <translation>Diese Fassung kennt den Operator „%1“ nicht. Der Knoten bleibt, wie er in der Datei ist; ein Lauf, der ihn braucht, scheitert.</translation>
    </message>
    <message>
        <source>Change %1</source>
        <comment>a parameter</comment>
        <translation>%1 ändern</translation>
    </message>
</context>
<context>
    <name>headrace::NodeSettings</name>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>How long a try may take; 0 for no limit. A node with a limit is computed on its own.</source>
        <translation>Wie lange ein Versuch dauern darf; 0 für keine Grenze. Ein Knoten mit Grenze wird für sich berechnet.</translation>
    </message>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>Further tries</source>
        <translation>Weitere Versuche</translation>
    </message>
    <message>
        <source>How often the node is tried again after it has failed.</source>
        <translation>Wie oft der Knoten nach einem Fehlschlag erneut versucht wird.</translation>
    </message>
    <message>
        <source>Wait before</source>
        <translation>Davor warten</translation>
    </message>
    <message>
        <source>How long to wait before another try; doubled each time.</source>
        <translation>Wie lange vor einem weiteren Versuch gewartet wird; jedes Mal doppelt so lang.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>For whoever reads the pipeline.</source>
        <translation>Für alle, die die Pipeline lesen.</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>Left out of runs; rows pass by where they can.</source>
        <translation>Wird bei Läufen ausgelassen; Zeilen gehen vorbei, wo sie können.</translation>
    </message>
    <message>
        <source>Materialize</source>
        <translation>Materialisieren</translation>
    </message>
    <message>
        <source>Keeps the rows at this place instead of computing them together with what follows.</source>
        <translation>Hält die Zeilen an dieser Stelle fest, statt sie zusammen mit dem Folgenden zu berechnen.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Keeps the last result, whatever changes upstream.</source>
        <translation>Behält das letzte Ergebnis, was sich auch davor ändert.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n gesetzt</numerusform>
            <numerusform>%n gesetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Change run settings</source>
        <translation>Laufeinstellungen ändern</translation>
    </message>
</context>
<context>
    <name>headrace::OperatorPalette</name>
    <message>
        <source>Find an operator</source>
        <translation>Operator suchen</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoren</translation>
    </message>
</context>
<context>
    <name>headrace::ParameterForm</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>%1 of %2 set</source>
        <translation>%1 von %2 gesetzt</translation>
    </message>
</context>
<context>
    <name>headrace::PathField</name>
    <message>
        <source>Choose a file for %1</source>
        <translation>Datei für %1 wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Insert ${%1}</source>
        <translation>${%1} einfügen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>headrace::PipelineDocument</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>The pipeline has no file yet.</source>
        <translation>Die Pipeline hat noch keine Datei.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>Wählen Sie, wo sie gespeichert wird.</translation>
    </message>
</context>
<context>
    <name>headrace::PipelineField</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s), embedded</source>
        <translation>
            <numerusform>%n Knoten, eingebettet</numerusform>
            <numerusform>%n Knoten, eingebettet</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>headrace::PipelinePage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What the pipeline is for.</source>
        <translation>Wofür die Pipeline da ist.</translation>
    </message>
    <message>
        <source>What this pipeline is for,
and for whom</source>
        <translation>Wofür diese Pipeline da ist
und für wen</translation>
    </message>
    <message>
        <source>Written $name in expressions and SQL, ${name} in paths.</source>
        <translation>In Ausdrücken und SQL $name geschrieben, in Pfaden ${name}.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Holds where a run gives no other value.</source>
        <translation>Gilt, wo ein Lauf keinen anderen Wert gibt.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Values that a run may be given; nodes refer to them.</source>
        <translation>Werte, die ein Lauf bekommen kann; Knoten beziehen sich auf sie.</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Rename pipeline</source>
        <translation>Pipeline umbenennen</translation>
    </message>
    <message>
        <source>Change description</source>
        <translation>Beschreibung ändern</translation>
    </message>
    <message>
        <source>A parameter needs a name.</source>
        <translation>Ein Parameter braucht einen Namen.</translation>
    </message>
    <message>
        <source>A name is made of letters, digits and _.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern und _.</translation>
    </message>
    <message>
        <source>There is another parameter '%1'.</source>
        <translation>Es gibt einen anderen Parameter „%1“.</translation>
    </message>
    <message>
        <source>The default must be true or false.</source>
        <translation>Die Vorgabe muss true oder false sein.</translation>
    </message>
    <message>
        <source>The default is no value of this type.</source>
        <translation>Die Vorgabe ist kein Wert dieses Typs.</translation>
    </message>
    <message>
        <source>Change parameters</source>
        <translation>Parameter ändern</translation>
    </message>
    <message>
        <source>Rename parameter</source>
        <translation>Parameter umbenennen</translation>
    </message>
</context>
<context>
    <name>headrace::PythonCheck</name>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Choose another interpreter.</source>
        <translation>Wählen Sie einen anderen Interpreter.</translation>
    </message>
    <message>
        <source>There is no '%1' on the PATH.</source>
        <translation>Es gibt kein „%1“ im PATH.</translation>
    </message>
    <message>
        <source>Install Python 3.8 or later, or name an interpreter.</source>
        <translation>Installieren Sie Python 3.8 oder neuer oder nennen Sie einen Interpreter.</translation>
    </message>
    <message>
        <source>%1 does not start: %2.</source>
        <translation>%1 startet nicht: %2.</translation>
    </message>
    <message>
        <source>%1 is no usable Python interpreter.</source>
        <translation>%1 ist kein brauchbarer Python-Interpreter.</translation>
    </message>
    <message>
        <source>%1 is no usable Python interpreter: %2</source>
        <translation>%1 ist kein brauchbarer Python-Interpreter: %2</translation>
    </message>
    <message>
        <source>%1 is Python %2; a Python step needs 3.8 or later.</source>
        <translation>%1 ist Python %2; ein Python-Schritt braucht 3.8 oder neuer.</translation>
    </message>
</context>
<context>
    <name>headrace::RecordsField</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Nach oben (Alt+Auf)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Nach unten (Alt+Ab)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>%n weitere zeigen</numerusform>
            <numerusform>%n weitere zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::RunComparison</name>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>headrace::RunControl</name>
    <message>
        <source>The order of the run could not be written: %1</source>
        <translation>Der Auftrag des Laufs konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>Check the space left and the permissions of %1.</source>
        <translation>Prüfen Sie den freien Platz und die Rechte von %1.</translation>
    </message>
    <message>
        <source>The program '%1' could not be started.</source>
        <translation>Das Programm „%1“ konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Install Headrace again.</source>
        <translation>Installieren Sie Headrace neu.</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Bricht ab</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::RunDetails</name>
    <message>
        <source>Star: what a starred run needs is kept for ever</source>
        <translation>Stern: was ein Lauf mit Stern braucht, bleibt für immer</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Open the pipeline as it was</source>
        <translation>Pipeline öffnen, wie sie war</translation>
    </message>
    <message>
        <source>Facts of the run</source>
        <translation>Angaben zum Lauf</translation>
    </message>
    <message>
        <source>Select a run in the table</source>
        <translation>Wählen Sie einen Lauf in der Tabelle</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Run id</source>
        <translation>Id des Laufs</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Größter Speicher</translation>
    </message>
    <message>
        <source>Git commit</source>
        <translation>Git-Commit</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Artifacts</source>
        <translation>Artefakte</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
</context>
<context>
    <name>headrace::RunParameters</name>
    <message>
        <source>Run with parameters</source>
        <translation>Mit Parametern ausführen</translation>
    </message>
    <message>
        <source>Parameters of this run</source>
        <translation>Parameter dieses Laufs</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>A value is needed here.</source>
        <translation>Hier wird ein Wert gebraucht.</translation>
    </message>
</context>
<context>
    <name>headrace::RunProgress</name>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Run %1 started</source>
        <translation>Lauf %1 begonnen</translation>
    </message>
    <message>
        <source>Try %1 failed, and it is tried again: %2</source>
        <translation>Versuch %1 ist gescheitert und wird wiederholt: %2</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The run ended before this step did.</source>
        <translation>Der Lauf endete vor diesem Schritt.</translation>
    </message>
    <message>
        <source>Run %1 done</source>
        <translation>Lauf %1 fertig</translation>
    </message>
    <message>
        <source>Run %1 cancelled</source>
        <translation>Lauf %1 abgebrochen</translation>
    </message>
    <message>
        <source>The run did not begin</source>
        <translation>Der Lauf hat nicht begonnen</translation>
    </message>
    <message>
        <source>Run %1 failed</source>
        <translation>Lauf %1 gescheitert</translation>
    </message>
</context>
<context>
    <name>headrace::RunTableModel</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>vor %n s</numerusform>
            <numerusform>vor %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>vor %n min</numerusform>
            <numerusform>vor %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>vor %n h</numerusform>
            <numerusform>vor %n h</numerusform>
        </translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>Shown in charts</source>
        <translation>In Diagrammen gezeigt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>headrace::RunsPerspective</name>
    <message>
        <source>%1 runs, %2 match</source>
        <translation>%1 Läufe, %2 passen</translation>
    </message>
    <message>
        <source>filtered in %1 ms</source>
        <translation>gefiltert in %1 ms</translation>
    </message>
    <message>
        <source>No runs yet. Run a pipeline in Compose, or with: headrace run FILE</source>
        <translation>Noch keine Läufe. Führen Sie eine Pipeline unter „Bauen“ aus oder mit: headrace run DATEI</translation>
    </message>
    <message>
        <source>No run answers the filter.</source>
        <translation>Kein Lauf passt zum Filter.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>What is shown of the runs</source>
        <translation>Was von den Läufen gezeigt wird</translation>
    </message>
    <message>
        <source>Comparison of the selected runs</source>
        <translation>Vergleich der gewählten Läufe</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Nur, was sich unterscheidet</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>x: step</source>
        <translation>x: Schritt</translation>
    </message>
    <message>
        <source>x: relative time</source>
        <translation>x: Zeit seit Beginn</translation>
    </message>
    <message>
        <source>x: wall time</source>
        <translation>x: Uhrzeit</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>Metrik suchen</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>%1 vergleichen</translation>
    </message>
</context>
<context>
    <name>headrace::SchemaPage</name>
    <message>
        <source>%1, %2, added</source>
        <translation>%1, %2, hinzugekommen</translation>
    </message>
    <message>
        <source>%1, %2, removed</source>
        <translation>%1, %2, entfernt</translation>
    </message>
    <message>
        <source>%1, was %2</source>
        <comment>type, former type</comment>
        <translation>%1, war %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Only what changes</source>
        <translation>Nur, was sich ändert</translation>
    </message>
    <message>
        <source>Columns at the ports</source>
        <translation>Spalten an den Anschlüssen</translation>
    </message>
    <message>
        <source>In: %1</source>
        <comment>an input port</comment>
        <translation>Ein: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected, or not known yet</source>
        <translation>Nicht verbunden oder noch nicht bekannt</translation>
    </message>
    <message>
        <source>No columns</source>
        <translation>Keine Spalten</translation>
    </message>
    <message>
        <source>as of the last run</source>
        <translation>vom letzten Lauf</translation>
    </message>
    <message>
        <source>Out: %1</source>
        <comment>an output port</comment>
        <translation>Aus: %1</translation>
    </message>
    <message>
        <source>Show the rows</source>
        <translation>Zeilen zeigen</translation>
    </message>
    <message>
        <source>Run to see</source>
        <translation>Ausführen, um es zu sehen</translation>
    </message>
    <message>
        <source>All columns stay as they are</source>
        <translation>Alle Spalten bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Nothing is known of this operator's ports.</source>
        <translation>Über die Anschlüsse dieses Operators ist nichts bekannt.</translation>
    </message>
</context>
<context>
    <name>headrace::SecretField</name>
    <message>
        <source>Name of a stored secret</source>
        <translation>Name eines gespeicherten Geheimnisses</translation>
    </message>
</context>
<context>
    <name>headrace::SeveralPage</name>
    <message>
        <source>Disabled</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>Materialize</source>
        <translation>Materialisieren</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Selected nodes</source>
        <translation>Gewählte Knoten</translation>
    </message>
    <message>
        <source>Disable %1 nodes</source>
        <translation>%1 Knoten ausschalten</translation>
    </message>
    <message>
        <source>Enable %1 nodes</source>
        <translation>%1 Knoten einschalten</translation>
    </message>
    <message>
        <source>Materialize %1 nodes</source>
        <translation>%1 Knoten materialisieren</translation>
    </message>
    <message>
        <source>Fuse %1 nodes</source>
        <translation>%1 Knoten verschmelzen</translation>
    </message>
    <message>
        <source>Freeze %1 nodes</source>
        <translation>%1 Knoten einfrieren</translation>
    </message>
    <message>
        <source>Unfreeze %1 nodes</source>
        <translation>%1 Knoten auftauen</translation>
    </message>
    <message>
        <source>Keeps the rows at this place instead of computing them together with what follows.</source>
        <translation>Hält die Zeilen an dieser Stelle fest, statt sie zusammen mit dem Folgenden zu berechnen.</translation>
    </message>
    <message>
        <source>Keeps the last result, whatever changes upstream.</source>
        <translation>Behält das letzte Ergebnis, was sich auch davor ändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::StatisticsPage</name>
    <message>
        <source>Compute</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Compute the statistics</source>
        <translation>Statistik berechnen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>This node gives no rows.</source>
        <translation>Dieser Knoten gibt keine Zeilen.</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Before the last change: %1</source>
        <translation>Vor der letzten Änderung: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 fehlen</translation>
    </message>
</context>
<context>
    <name>headrace::TopValuesView</name>
    <message>
        <source>(empty text)</source>
        <translation>(leerer Text)</translation>
    </message>
    <message>
        <source>Most frequent values</source>
        <translation>Häufigste Werte</translation>
    </message>
</context>
<context>
    <name>headrace::TrustGate</name>
    <message>
        <source>The script was changed after it was looked at.</source>
        <translation>Das Skript wurde geändert, nachdem es angesehen worden war.</translation>
    </message>
    <message>
        <source>Look again before you trust it.</source>
        <translation>Sehen Sie noch einmal hin, bevor Sie ihm vertrauen.</translation>
    </message>
</context>
<context>
    <name>headrace::WorkspaceModel</name>
    <message>
        <source>A name can't be empty, begin with a dot or hold a slash.</source>
        <translation>Ein Name darf nicht leer sein, nicht mit einem Punkt beginnen und keinen Schrägstrich enthalten.</translation>
    </message>
    <message>
        <source>There already is a '%1' in this folder.</source>
        <translation>In diesem Ordner gibt es schon „%1“.</translation>
    </message>
    <message>
        <source>'%1' could not be renamed. Check that you may write in its folder.</source>
        <translation>„%1“ konnte nicht umbenannt werden. Prüfen Sie, ob Sie in den Ordner schreiben dürfen.</translation>
    </message>
</context>
</TS>
