<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CanvasCommands</name>
    <message numerus="yes">
        <source>Arranging %n node(s)…</source>
        <translation>
            <numerusform>%n Knoten wird angeordnet…</numerusform>
            <numerusform>%n Knoten werden angeordnet…</numerusform>
        </translation>
    </message>
    <message>
        <source>The pipeline has changed meanwhile. Arrange it again.</source>
        <translation>Die Pipeline hat sich inzwischen geändert. Bitte noch einmal anordnen.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>%1 einfügen</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message numerus="yes">
        <source>Read %n file(s)</source>
        <translation>
            <numerusform>%n Datei lesen</numerusform>
            <numerusform>%n Dateien lesen</numerusform>
        </translation>
    </message>
    <message>
        <source>No operator reads '%1'. CSV, JSON, Parquet and SQLite files can be dropped here.</source>
        <translation>Kein Operator liest „%1“. CSV-, JSON-, Parquet- und SQLite-Dateien können hier abgelegt werden.</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Add a frame</source>
        <translation>Rahmen hinzufügen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
    <message>
        <source>Resize the frame</source>
        <translation>Größe des Rahmens ändern</translation>
    </message>
    <message>
        <source>Resize the note</source>
        <translation>Größe der Notiz ändern</translation>
    </message>
    <message>
        <source>Align %1</source>
        <translation>%1 ausrichten</translation>
    </message>
    <message>
        <source>Distribute %1</source>
        <translation>%1 verteilen</translation>
    </message>
    <message>
        <source>Arrange %1</source>
        <translation>%1 anordnen</translation>
    </message>
    <message>
        <source>Arrange everything</source>
        <translation>Alles anordnen</translation>
    </message>
    <message>
        <source>Cut %1</source>
        <translation>%1 ausschneiden</translation>
    </message>
    <message>
        <source>Paste %1</source>
        <translation>%1 einfügen</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 verdoppeln</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Enable %1</source>
        <translation>%1 einschalten</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 ausschalten</translation>
    </message>
    <message>
        <source>Unfreeze %1</source>
        <translation>%1 auftauen</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>%1 einfrieren</translation>
    </message>
    <message>
        <source>Do not materialize %1</source>
        <translation>%1 nicht materialisieren</translation>
    </message>
    <message>
        <source>Materialize %1</source>
        <translation>%1 materialisieren</translation>
    </message>
    <message>
        <source>Collapse %1</source>
        <translation>%1 einklappen</translation>
    </message>
    <message>
        <source>Expand %1</source>
        <translation>%1 ausklappen</translation>
    </message>
    <message>
        <source>Title of the node</source>
        <translation>Titel des Knotens</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>Title of the frame</source>
        <translation>Titel des Rahmens</translation>
    </message>
    <message>
        <source>Rename the frame</source>
        <translation>Rahmen umbenennen</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Operator hinzufügen</translation>
    </message>
    <message>
        <source>Add an operator after %1</source>
        <translation>Operator nach %1 hinzufügen</translation>
    </message>
    <message>
        <source>What comes after</source>
        <translation>Was danach kommt</translation>
    </message>
    <message>
        <source>What comes before</source>
        <translation>Was davor kommt</translation>
    </message>
    <message>
        <source>Insert an operator</source>
        <translation>Operator einfügen</translation>
    </message>
    <message>
        <source>Find a node</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>No node of that name.</source>
        <translation>Kein Knoten dieses Namens.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>%1, replaces</source>
        <translation>%1, ersetzt</translation>
    </message>
    <message>
        <source>Connect %1 to</source>
        <translation>%1 verbinden mit</translation>
    </message>
    <message>
        <source>No input fits what this node gives.</source>
        <translation>Kein Eingang passt zu dem, was dieser Knoten liefert.</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Colour of the frame</source>
        <translation>Farbe des Rahmens</translation>
    </message>
    <message>
        <source>No such colour.</source>
        <translation>Diese Farbe gibt es nicht.</translation>
    </message>
    <message>
        <source>Colour the frame</source>
        <translation>Rahmen färben</translation>
    </message>
</context>
<context>
    <name>CanvasPainterWords</name>
    <message>
        <source>disabled</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>has a problem</source>
        <translation>hat ein Problem</translation>
    </message>
    <message>
        <source>has a warning</source>
        <translation>hat eine Warnung</translation>
    </message>
    <message>
        <source>out of date</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>aus dem Cache</translation>
    </message>
    <message>
        <source>Double click to write</source>
        <translation>Doppelklick, um zu schreiben</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>CanvasTooltipWords</name>
    <message>
        <source>columns not known before a run</source>
        <translation>Spalten vor einem Lauf nicht bekannt</translation>
    </message>
    <message>
        <source>no columns</source>
        <translation>keine Spalten</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>as in the last run</source>
        <translation>wie im letzten Lauf</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>freigestellt</translation>
    </message>
    <message>
        <source>%1 rows in the last run</source>
        <translation>%1 Zeilen im letzten Lauf</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>One of its ends is no port of its node any more.</source>
        <translation>Eines ihrer Enden ist kein Anschluss seines Knotens mehr.</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
</context>
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
    <name>ChartPanel</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Kästen</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>Korrelation</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>The clipboard holds no part of a pipeline.</source>
        <translation>In der Zwischenablage ist kein Teil einer Pipeline.</translation>
    </message>
    <message>
        <source>Copy nodes on a canvas, or the text of a pipeline file.</source>
        <translation>Kopieren Sie Knoten einer Zeichenfläche oder den Text einer Pipelinedatei.</translation>
    </message>
</context>
<context>
    <name>ConnectWords</name>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a transform</source>
        <translation>eine Transformation</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>ein Modell</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>There is no such port.</source>
        <translation>Diesen Anschluss gibt es nicht.</translation>
    </message>
    <message>
        <source>The port it starts from is not known to this version.</source>
        <translation>Der Anschluss, von dem sie ausgeht, ist dieser Fassung nicht bekannt.</translation>
    </message>
    <message>
        <source>A node cannot feed itself.</source>
        <translation>Ein Knoten kann sich nicht selbst speisen.</translation>
    </message>
    <message>
        <source>This input takes %1, not %2.</source>
        <translation>Dieser Eingang nimmt %1, nicht %2.</translation>
    </message>
    <message>
        <source>This output gives %1, but %2 is needed.</source>
        <translation>Dieser Ausgang gibt %1, gebraucht wird aber %2.</translation>
    </message>
    <message>
        <source>That would close a circle: '%1' gets its data from '%2'.</source>
        <translation>Das würde einen Kreis schließen: „%1“ bekommt seine Daten von „%2“.</translation>
    </message>
    <message>
        <source>They are connected already.</source>
        <translation>Sie sind schon verbunden.</translation>
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
    <message>
        <source>1 node added</source>
        <translation>1 Knoten hinzugefügt</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes added</source>
        <translation>
            <numerusform>%n Knoten hinzugefügt</numerusform>
            <numerusform>%n Knoten hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n hinzugefügt</numerusform>
            <numerusform>%n hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>1 node removed</source>
        <translation>1 Knoten entfernt</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes removed</source>
        <translation>
            <numerusform>%n Knoten entfernt</numerusform>
            <numerusform>%n Knoten entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>1 node changed</source>
        <translation>1 Knoten geändert</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes changed</source>
        <translation>
            <numerusform>%n Knoten geändert</numerusform>
            <numerusform>%n Knoten geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>the pipeline's own settings changed</source>
        <translation>eigene Einstellungen der Pipeline geändert</translation>
    </message>
    <message>
        <source>1 thing moved</source>
        <translation>1 Objekt verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n things moved</source>
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
    <name>FilterBar</name>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>ist gleich</translation>
    </message>
    <message>
        <source>differs from</source>
        <translation>ist ungleich</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>ist kleiner als</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>is greater than</source>
        <translation>ist größer als</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is present</source>
        <translation>ist vorhanden</translation>
    </message>
</context>
<context>
    <name>GitHead</name>
    <message>
        <source>git did not answer within 10 seconds.</source>
        <translation>git hat nicht innerhalb von 10 Sekunden geantwortet.</translation>
    </message>
    <message>
        <source>The repository may lie on a slow disk: try again.</source>
        <translation>Das Repository liegt vielleicht auf einem langsamen Datenträger: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>git could not be started: %1</source>
        <translation>git konnte nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>The program git was not found on this machine.</source>
        <translation>Das Programm git wurde auf diesem Rechner nicht gefunden.</translation>
    </message>
    <message>
        <source>Install git to compare with a commit.</source>
        <translation>Installieren Sie git, um mit einem Commit zu vergleichen.</translation>
    </message>
    <message>
        <source>'%1' is not on the disk.</source>
        <translation>„%1“ ist nicht auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Save it first.</source>
        <translation>Speichern Sie zuerst.</translation>
    </message>
    <message>
        <source>'%1' is in no git repository.</source>
        <translation>„%1“ liegt in keinem git-Repository.</translation>
    </message>
    <message>
        <source>Compare with the saved version or a backup, or put the folder under git.</source>
        <translation>Vergleichen Sie mit der gespeicherten Fassung oder einer Sicherung, oder stellen Sie den Ordner unter git.</translation>
    </message>
    <message>
        <source>git refuses this repository: %1</source>
        <translation>git verweigert dieses Repository: %1</translation>
    </message>
    <message>
        <source>The git repository of '%1' has no commit yet.</source>
        <translation>Das git-Repository von „%1“ hat noch keinen Commit.</translation>
    </message>
    <message>
        <source>Commit the file once to compare with it.</source>
        <translation>Nehmen Sie die Datei einmal in einen Commit auf, um mit ihm zu vergleichen.</translation>
    </message>
    <message>
        <source>'%1' is not in the last commit (HEAD, %2).</source>
        <translation>„%1“ ist nicht im letzten Commit (HEAD, %2).</translation>
    </message>
</context>
<context>
    <name>NodeSummary</name>
    <message numerus="yes">
        <source>%n node(s) inside</source>
        <translation>
            <numerusform>%n Knoten darin</numerusform>
            <numerusform>%n Knoten darin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeSummaryWords</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Subpipeline</source>
        <translation>Teilpipeline</translation>
    </message>
    <message>
        <source>not known to this version</source>
        <translation>dieser Fassung nicht bekannt</translation>
    </message>
    <message>
        <source>needs: %1</source>
        <translation>braucht: %1</translation>
    </message>
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
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Open a pipeline, or begin a new one</source>
        <translation>Öffnen Sie eine Pipeline oder beginnen Sie eine neue</translation>
    </message>
    <message>
        <source>A pipeline is a file of your workspace. Data files can be dropped here, too.</source>
        <translation>Eine Pipeline ist eine Datei Ihres Arbeitsbereichs. Auch Datendateien können hier abgelegt werden.</translation>
    </message>
    <message>
        <source>New pipeline</source>
        <translation>Neue Pipeline</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 ausblenden</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu  F10</source>
        <translation>Menü  F10</translation>
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
    <name>RunProgressWords</name>
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
    <name>StatusText</name>
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
    <name>SubpipelinesWords</name>
    <message>
        <source>No node is chosen.</source>
        <translation>Kein Knoten ist gewählt.</translation>
    </message>
    <message>
        <source>Choose the nodes that shall become a subpipeline.</source>
        <translation>Wählen Sie die Knoten, die eine Teilpipeline werden sollen.</translation>
    </message>
    <message>
        <source>'%1' stands between the chosen nodes.</source>
        <translation>„%1“ steht zwischen den gewählten Knoten.</translation>
    </message>
    <message>
        <source>Choose it too, or leave out what comes after it.</source>
        <translation>Wählen Sie auch diesen, oder lassen Sie aus, was danach kommt.</translation>
    </message>
    <message>
        <source>'%1' holds no pipeline that could be taken out.</source>
        <translation>„%1“ enthält keine Pipeline, die herausgenommen werden könnte.</translation>
    </message>
    <message>
        <source>A subpipeline in a file of its own is opened there.</source>
        <translation>Eine Teilpipeline in einer eigenen Datei wird dort geöffnet.</translation>
    </message>
    <message>
        <source>A text within speaks of $%1, which has another meaning outside.</source>
        <translation>Ein Text darin spricht von $%1, das außen etwas anderes bedeutet.</translation>
    </message>
    <message>
        <source>Rename the parameter inside first.</source>
        <translation>Benennen Sie zuerst den Parameter darin um.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>The folder for the tour could not be made at '%1'.</source>
        <translation>Der Ordner für die Tour konnte bei „%1“ nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Check the folder, its permissions and the free space.</source>
        <translation>Prüfen Sie den Ordner, seine Rechte und den freien Platz.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Tour</translation>
    </message>
    <message>
        <source>Read a table</source>
        <translation>Eine Tabelle lesen</translation>
    </message>
    <message>
        <source>Drag 'Read CSV' from the operators onto the canvas, or double-click the canvas and type its name.</source>
        <translation>Ziehen Sie „CSV lesen“ aus den Operatoren auf die Zeichenfläche, oder doppelklicken Sie auf die Zeichenfläche und tippen Sie den Namen.</translation>
    </message>
    <message>
        <source>Choose its file</source>
        <translation>Die Datei wählen</translation>
    </message>
    <message>
        <source>The form at the right belongs to the selected node. Choose data/%1 as its file.</source>
        <translation>Das Formular rechts gehört zum gewählten Knoten. Wählen Sie data/%1 als Datei.</translation>
    </message>
    <message>
        <source>Connect a second step</source>
        <translation>Einen zweiten Schritt verbinden</translation>
    </message>
    <message>
        <source>Drag from the ring at the right of the node to an empty place and choose 'Group'. Group the days by weather.</source>
        <translation>Ziehen Sie vom Ring rechts am Knoten an eine leere Stelle und wählen Sie „Gruppieren“. Gruppieren Sie die Tage nach dem Wetter.</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Press Run. Each node shows how far it is; a second run takes what is unchanged from the cache.</source>
        <translation>Drücken Sie Ausführen. Jeder Knoten zeigt, wie weit er ist; ein zweiter Lauf nimmt Unverändertes aus dem Cache.</translation>
    </message>
    <message>
        <source>Look at the rows</source>
        <translation>Die Zeilen ansehen</translation>
    </message>
    <message>
        <source>Click the last node: its rows are below, its columns and statistics at the right.</source>
        <translation>Klicken Sie den letzten Knoten an: seine Zeilen stehen unten, seine Spalten und die Statistik rechts.</translation>
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
    <name>headrace::AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Größe der Schrift</translation>
    </message>
    <message>
        <source>13 px unless you choose another; all other sizes follow.</source>
        <translation>13 px, wenn Sie nichts anderes wählen; alle anderen Größen folgen.</translation>
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
    <name>headrace::CanvasActions</name>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Go on the canvas</source>
        <translation>Auf der Zeichenfläche gehen</translation>
    </message>
    <message>
        <source>Add an operator…</source>
        <translation>Operator hinzufügen …</translation>
    </message>
    <message>
        <source>Connect to…</source>
        <translation>Verbinden mit …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Materialized</source>
        <translation>Materialisiert</translation>
    </message>
    <message>
        <source>Collapse into a subpipeline</source>
        <translation>In eine Teilpipeline einklappen</translation>
    </message>
    <message>
        <source>Expand the subpipeline</source>
        <translation>Teilpipeline ausklappen</translation>
    </message>
    <message>
        <source>Back out of the subpipeline</source>
        <translation>Zurück aus der Teilpipeline</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add a frame</source>
        <translation>Rahmen hinzufügen</translation>
    </message>
    <message>
        <source>Colour of the frame…</source>
        <translation>Farbe des Rahmens …</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Delete and heal</source>
        <translation>Löschen und Kette schließen</translation>
    </message>
    <message>
        <source>Delete with its edges</source>
        <translation>Mit Kanten löschen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Select what comes before</source>
        <translation>Auswählen, was davor kommt</translation>
    </message>
    <message>
        <source>Select what comes after</source>
        <translation>Auswählen, was danach kommt</translation>
    </message>
    <message>
        <source>Arrange everything</source>
        <translation>Alles anordnen</translation>
    </message>
    <message>
        <source>Arrange the selection</source>
        <translation>Auswahl anordnen</translation>
    </message>
    <message>
        <source>Align left</source>
        <translation>Links ausrichten</translation>
    </message>
    <message>
        <source>Align right</source>
        <translation>Rechts ausrichten</translation>
    </message>
    <message>
        <source>Align top</source>
        <translation>Oben ausrichten</translation>
    </message>
    <message>
        <source>Align bottom</source>
        <translation>Unten ausrichten</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>Mitten waagerecht ausrichten</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>Mitten senkrecht ausrichten</translation>
    </message>
    <message>
        <source>Distribute across</source>
        <translation>Waagerecht verteilen</translation>
    </message>
    <message>
        <source>Distribute down</source>
        <translation>Senkrecht verteilen</translation>
    </message>
    <message>
        <source>Find a node…</source>
        <translation>Knoten suchen …</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Auf 100 % zoomen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>Auswahl zeigen</translation>
    </message>
    <message>
        <source>Go left</source>
        <translation>Nach links gehen</translation>
    </message>
    <message>
        <source>Go left and add</source>
        <translation>Nach links gehen und hinzunehmen</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links verschieben</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Nach links rollen</translation>
    </message>
    <message>
        <source>Go right</source>
        <translation>Nach rechts gehen</translation>
    </message>
    <message>
        <source>Go right and add</source>
        <translation>Nach rechts gehen und hinzunehmen</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts verschieben</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Nach rechts rollen</translation>
    </message>
    <message>
        <source>Go up</source>
        <translation>Nach oben gehen</translation>
    </message>
    <message>
        <source>Go up and add</source>
        <translation>Nach oben gehen und hinzunehmen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben verschieben</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Nach oben rollen</translation>
    </message>
    <message>
        <source>Go down</source>
        <translation>Nach unten gehen</translation>
    </message>
    <message>
        <source>Go down and add</source>
        <translation>Nach unten gehen und hinzunehmen</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten verschieben</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Nach unten rollen</translation>
    </message>
</context>
<context>
    <name>headrace::CanvasBreadcrumb</name>
    <message>
        <source>Where this pipeline stands</source>
        <translation>Wo diese Pipeline steht</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
</context>
<context>
    <name>headrace::CanvasMinimap</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>headrace::CanvasOutline</name>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Find a node</source>
        <translation>Knoten suchen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
</context>
<context>
    <name>headrace::CanvasView</name>
    <message>
        <source>This node takes nothing in.</source>
        <translation>Dieser Knoten nimmt nichts auf.</translation>
    </message>
    <message>
        <source>This node gives nothing out.</source>
        <translation>Dieser Knoten gibt nichts ab.</translation>
    </message>
    <message>
        <source>This pipeline is empty</source>
        <translation>Diese Pipeline ist leer</translation>
    </message>
    <message>
        <source>Drop a data file here, drag an operator from the left, or press Tab to add one.</source>
        <translation>Legen Sie hier eine Datendatei ab, ziehen Sie links einen Operator heraus oder drücken Sie Tab, um einen hinzuzufügen.</translation>
    </message>
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
    <message>
        <source>No operator matches. Try another word.</source>
        <translation>Kein Operator passt. Versuchen Sie ein anderes Wort.</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>The pipeline's nodes and edges. Arrow keys go from node to node.</source>
        <translation>Knoten und Kanten der Pipeline. Die Pfeiltasten gehen von Knoten zu Knoten.</translation>
    </message>
    <message>
        <source>Markdown: **bold**, # title, - list</source>
        <translation>Markdown: **fett**, # Titel, - Liste</translation>
    </message>
</context>
<context>
    <name>headrace::CanvasZoomBar</name>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom in percent</source>
        <translation>Zoom in Prozent</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>headrace::CellViewer</name>
    <message>
        <source>Copy the value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>%1 · row %2 · missing</source>
        <translation>%1 · Zeile %2 · fehlt</translation>
    </message>
    <message>
        <source>%1 · row %2 · %3 characters</source>
        <translation>%1 · Zeile %2 · %3 Zeichen</translation>
    </message>
</context>
<context>
    <name>headrace::ChartPanel</name>
    <message>
        <source>Column across</source>
        <translation>Spalte waagerecht</translation>
    </message>
    <message>
        <source>Column upwards</source>
        <translation>Spalte senkrecht</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>%1 geschrieben</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Waagerecht</translation>
    </message>
    <message>
        <source>Mean of</source>
        <translation>Mittel von</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>Senkrecht</translation>
    </message>
    <message>
        <source>Click a node or an edge to draw its rows.</source>
        <translation>Klicken Sie einen Knoten oder eine Kante an, um ihre Zeilen zu zeichnen.</translation>
    </message>
    <message>
        <source>The columns are known only after a run.</source>
        <translation>Die Spalten sind erst nach einem Lauf bekannt.</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Wird gezählt</translation>
    </message>
    <message>
        <source>%1 rows without a value</source>
        <translation>%1 Zeilen ohne Wert</translation>
    </message>
    <message>
        <source>The %1 most frequent: %2 of %3 rows</source>
        <translation>Die %1 häufigsten: %2 von %3 Zeilen</translation>
    </message>
    <message>
        <source>Density of %1 rows</source>
        <translation>Dichte von %1 Zeilen</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
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
    <name>headrace::ColumnPicker</name>
    <message>
        <source>Find a column</source>
        <translation>Eine Spalte suchen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
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
    <name>headrace::CompareDialog</name>
    <message>
        <source>Compare %1 with %2</source>
        <translation>Vergleich: %1 mit %2</translation>
    </message>
    <message>
        <source>Show in the pipeline</source>
        <translation>In der Pipeline zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>headrace::Comparisons</name>
    <message>
        <source>%1 now</source>
        <translation>%1 jetzt</translation>
    </message>
    <message>
        <source>the saved version</source>
        <translation>gespeicherte Fassung</translation>
    </message>
    <message>
        <source>What git HEAD holds is no pipeline: %1</source>
        <translation>Was git HEAD enthält, ist keine Pipeline: %1</translation>
    </message>
    <message>
        <source>HEAD (%1)</source>
        <translation>HEAD (%1)</translation>
    </message>
    <message>
        <source>Compare with another pipeline</source>
        <translation>Mit einer anderen Pipeline vergleichen</translation>
    </message>
    <message>
        <source>Pipelines (%1)</source>
        <translation>Pipelines (%1)</translation>
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
    <name>headrace::DiffList</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>There is no difference.</source>
        <translation>Es gibt keinen Unterschied.</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
</context>
<context>
    <name>headrace::DiffModel</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
</context>
<context>
    <name>headrace::DiffTable</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
</context>
<context>
    <name>headrace::DiffView</name>
    <message>
        <source>Comparison of two pipelines</source>
        <translation>Vergleich zweier Pipelines</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>%1 → %2: %3</source>
        <translation>%1 → %2: %3</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
</context>
<context>
    <name>headrace::DocumentCare</name>
    <message>
        <source>'%1' was changed by another program and loaded again. Undo brings the old version back.</source>
        <translation>„%1“ wurde von einem anderen Programm geändert und neu geladen. Rückgängig bringt die alte Fassung zurück.</translation>
    </message>
    <message>
        <source>'%1' was changed by another program; its changes were joined with yours.</source>
        <translation>„%1“ wurde von einem anderen Programm geändert; dessen Änderungen wurden mit Ihren vereint.</translation>
    </message>
    <message>
        <source>'%1' was changed by another program in the same places as here.</source>
        <translation>„%1“ wurde von einem anderen Programm an denselben Stellen geändert wie hier.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>The file of '%1' was changed by another program and holds no pipeline now. Nothing is saved yet.</source>
        <translation>Die Datei von „%1“ wurde von einem anderen Programm geändert und enthält jetzt keine Pipeline. Noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Meine Fassung darüber speichern</translation>
    </message>
    <message>
        <source>'%1' was changed by another program in the same places as here. Nothing is saved yet.</source>
        <translation>„%1“ wurde von einem anderen Programm an denselben Stellen geändert wie hier. Noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>The file of '%1' is gone; the pipeline stays open here.</source>
        <translation>Die Datei von „%1“ ist weg; die Pipeline bleibt hier geöffnet.</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>Wieder speichern</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 vorher</translation>
    </message>
    <message>
        <source>%1 now</source>
        <translation>%1 jetzt</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>meine Fassung</translation>
    </message>
    <message>
        <source>theirs, in the file</source>
        <translation>die andere, in der Datei</translation>
    </message>
</context>
<context>
    <name>headrace::DocumentPane</name>
    <message>
        <source>Open pipelines</source>
        <translation>Offene Pipelines</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Close '%1'</source>
        <translation>„%1“ schließen</translation>
    </message>
</context>
<context>
    <name>headrace::ExampleCard</name>
    <message>
        <source>Making your copy…</source>
        <translation>Ihre Kopie wird angelegt …</translation>
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
    <name>headrace::FailureSearch</name>
    <message numerus="yes">
        <source>Show the %n rows that failed</source>
        <translation>
            <numerusform>%n fehlerhafte Zeile zeigen</numerusform>
            <numerusform>%n fehlerhafte Zeilen zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the first %1 rows that failed</source>
        <translation>Die ersten %1 fehlerhaften Zeilen zeigen</translation>
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
    <name>headrace::FilterBar</name>
    <message>
        <source>Column to filter by</source>
        <translation>Spalte zum Filtern</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Value to compare with</source>
        <translation>Wert zum Vergleichen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>Filter %1 entfernen</translation>
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
    <message>
        <source>A subpipeline is a node that holds a pipeline, with ports and parameters of its own. Enter or a double click goes into it; its parts are computed as if they stood outside.</source>
        <translation>Eine Teilpipeline ist ein Knoten, der eine Pipeline mit eigenen Anschlüssen und Parametern enthält. Die Eingabetaste oder ein Doppelklick führt hinein; ihre Teile werden berechnet, als stünden sie außen.</translation>
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
    <name>headrace::HistoryPanel</name>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>Undo history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>Wie geöffnet</translation>
    </message>
    <message>
        <source>The steps of the open pipeline stand here.</source>
        <translation>Hier stehen die Schritte der geöffneten Pipeline.</translation>
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
    <name>headrace::LineageCanvas</name>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%n Ding</numerusform>
            <numerusform>%n Dinge</numerusform>
        </translation>
    </message>
    <message>
        <source>Where it comes from is not resolved.</source>
        <translation>Woher sie kommt, ist nicht aufgelöst.</translation>
    </message>
</context>
<context>
    <name>headrace::LineageFacts</name>
    <message>
        <source>Facts of what is chosen</source>
        <translation>Angaben zur Auswahl</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a card or one of its columns.</source>
        <translation>Wählen Sie eine Karte oder eine ihrer Spalten.</translation>
    </message>
    <message>
        <source>File that is read</source>
        <translation>Gelesene Datei</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>File that was written</source>
        <translation>Geschriebene Datei</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Rows, %1</source>
        <translation>Zeilen, %1</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>Schätzer</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Gelernt an</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Columns · %1</source>
        <translation>Spalten · %1</translation>
    </message>
    <message>
        <source>Versions · %1</source>
        <translation>Versionen · %1</translation>
    </message>
</context>
<context>
    <name>headrace::LineageFilter</name>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>All runs again</source>
        <translation>Wieder alle Läufe</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>Irgendwann</translation>
    </message>
    <message>
        <source>In the last 24 hours</source>
        <translation>In den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>In den letzten 7 Tagen</translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation>In den letzten 30 Tagen</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>Dinge</translation>
    </message>
    <message>
        <source>Files that are read</source>
        <translation>Gelesene Dateien</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Files that were written</source>
        <translation>Geschriebene Dateien</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Columns on the cards</source>
        <translation>Spalten auf den Karten</translation>
    </message>
    <message>
        <source>Only the newest version of each</source>
        <translation>Nur die jeweils neueste Version</translation>
    </message>
    <message>
        <source>Only what is reached</source>
        <translation>Nur was erreicht wird</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
</context>
<context>
    <name>headrace::LineagePainter</name>
    <message numerus="yes">
        <source>%n versions</source>
        <translation>
            <numerusform>%n Version</numerusform>
            <numerusform>%n Versionen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n columns</source>
        <translation>
            <numerusform>aus %n Spalte</numerusform>
            <numerusform>aus %n Spalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>headrace::LineagePath</name>
    <message numerus="yes">
        <source>one of %n features</source>
        <translation>
            <numerusform>eines von %n Merkmal</numerusform>
            <numerusform>eines von %n Merkmalen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n features</source>
        <translation>
            <numerusform>%1 von %n Merkmal</numerusform>
            <numerusform>%1 von %n Merkmalen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, gain %2 %</source>
        <translation>%1, Gewinn %2 %</translation>
    </message>
</context>
<context>
    <name>headrace::LineagePathModel</name>
    <message>
        <source>not resolved</source>
        <translation>nicht aufgelöst</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>decides</source>
        <translation>entscheidet</translation>
    </message>
    <message>
        <source>chooses rows</source>
        <translation>wählt Zeilen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>headrace::LineagePerspective</name>
    <message>
        <source>Reproducing %1…</source>
        <translation>%1 wird wiederholt…</translation>
    </message>
    <message>
        <source>Upstream</source>
        <translation>Stromauf</translation>
    </message>
    <message>
        <source>Downstream</source>
        <translation>Stromab</translation>
    </message>
    <message>
        <source>What it comes from</source>
        <translation>Woraus es entsteht</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>Was daraus entsteht</translation>
    </message>
    <message>
        <source>Find a file, step, model, metric or column</source>
        <translation>Datei, Schritt, Modell, Metrik oder Spalte suchen</translation>
    </message>
    <message>
        <source>Find in the lineage</source>
        <translation>In der Herkunft suchen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>What is shown of the choice</source>
        <translation>Was von der Auswahl gezeigt wird</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Open as it was</source>
        <translation>Öffnen, wie es war</translation>
    </message>
    <message>
        <source>Compare with now</source>
        <translation>Mit jetzt vergleichen</translation>
    </message>
    <message>
        <source>Only this run</source>
        <translation>Nur dieser Lauf</translation>
    </message>
    <message>
        <source>Reproduce</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Branch from here</source>
        <translation>Von hier abzweigen</translation>
    </message>
    <message>
        <source>No runs yet. Run a pipeline in Compose: what it reads, learns and writes is followed here.</source>
        <translation>Noch keine Läufe. Führen Sie unter Bauen eine Pipeline aus: Hier wird verfolgt, was sie liest, lernt und schreibt.</translation>
    </message>
    <message>
        <source>Nothing answers the filter.</source>
        <translation>Nichts entspricht dem Filter.</translation>
    </message>
    <message>
        <source>Runs that touched it</source>
        <translation>Läufe, die es berührten</translation>
    </message>
    <message>
        <source>Runs that touched it · %1</source>
        <translation>Läufe, die es berührten · %1</translation>
    </message>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%n Ding</numerusform>
            <numerusform>%n Dinge</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 Läufe</translation>
    </message>
    <message>
        <source>the newest %1 of %2 runs</source>
        <translation>die neuesten %1 von %2 Läufen</translation>
    </message>
    <message>
        <source>%1: run %2 and now</source>
        <translation>%1: Lauf %2 und jetzt</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 as it was in run %2, %3</source>
        <translation>%1, wie es im Lauf %2 war, %3</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n metrics</source>
        <translation>
            <numerusform>%n Metrik</numerusform>
            <numerusform>%n Metriken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reaches %2</source>
        <translation>%1 erreicht %2</translation>
    </message>
</context>
<context>
    <name>headrace::LineageRunsTable</name>
    <message>
        <source>Runs that touched it</source>
        <translation>Läufe, die es berührten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
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
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
</context>
<context>
    <name>headrace::LineageStatistics</name>
    <message>
        <source>Rows are what statistics are of; here are none.</source>
        <translation>Statistiken gelten Zeilen; hier gibt es keine.</translation>
    </message>
    <message>
        <source>Working them out…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>Verschieden</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Kleinster</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Größter</translation>
    </message>
    <message>
        <source>These are of the files as they are now. Changed since the run: %1</source>
        <translation>Sie gelten den Dateien, wie sie jetzt sind. Seit dem Lauf geändert: %1</translation>
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
    <name>headrace::LogPanel</name>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Ab Hinweisen</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>Niedrigste gezeigte Stufe</translation>
    </message>
    <message>
        <source>Node whose lines are shown</source>
        <translation>Knoten, dessen Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation>Der neuesten Zeile folgen</translation>
    </message>
    <message>
        <source>Copy the lines shown</source>
        <translation>Gezeigte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>Protokoll leeren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What the steps of a run say stands here.</source>
        <translation>Hier steht, was die Schritte eines Laufs sagen.</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
</context>
<context>
    <name>headrace::MainWindow</name>
    <message>
        <source>Pipelines (%1)</source>
        <translation>Pipelines (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoren</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Open a pipeline</source>
        <translation>Pipeline öffnen</translation>
    </message>
    <message>
        <source>Save the pipeline</source>
        <translation>Pipeline speichern</translation>
    </message>
    <message>
        <source>'%1' has changes that are not saved.</source>
        <translation>„%1“ hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>Speichern und schließen</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen, ohne zu speichern</translation>
    </message>
    <message>
        <source>Still running: %1. A run that goes on is there again when the window opens.</source>
        <translation>Läuft noch: %1. Ein Lauf, der weitergeht, ist wieder da, wenn das Fenster öffnet.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Keep running and quit</source>
        <translation>Weiterlaufen lassen und beenden</translation>
    </message>
    <message>
        <source>Cancel the run and quit</source>
        <translation>Lauf abbrechen und beenden</translation>
    </message>
    <message>
        <source>Not saved yet: %1.</source>
        <translation>Noch nicht gespeichert: %1.</translation>
    </message>
    <message>
        <source>Save all and quit</source>
        <translation>Alles speichern und beenden</translation>
    </message>
    <message>
        <source>Quit without saving</source>
        <translation>Beenden, ohne zu speichern</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>New pipeline</source>
        <translation>Neue Pipeline</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Close the pipeline</source>
        <translation>Pipeline schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run to the selected nodes</source>
        <translation>Bis zu den gewählten Knoten ausführen</translation>
    </message>
    <message>
        <source>Run again from the selected nodes</source>
        <translation>Ab den gewählten Knoten neu ausführen</translation>
    </message>
    <message>
        <source>Run all without the cache</source>
        <translation>Alles ohne Cache ausführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Compose</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Next pipeline</source>
        <translation>Nächste Pipeline</translation>
    </message>
    <message>
        <source>Previous pipeline</source>
        <translation>Vorige Pipeline</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>Geteilte Ansicht</translation>
    </message>
    <message>
        <source>Find an operator</source>
        <translation>Operator suchen</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>Menü öffnen</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Aussehen</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Aussehen</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>Aussehen der Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Add '%1'</source>
        <translation>„%1“ hinzufügen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Fassungen …</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Guided tour</source>
        <translation>Geführte Tour</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open a folder as workspace</source>
        <translation>Ordner als Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Columns are shown for CSV, JSON and Parquet files.</source>
        <translation>Spalten werden für CSV-, JSON- und Parquet-Dateien gezeigt.</translation>
    </message>
    <message>
        <source>Run with parameters…</source>
        <translation>Mit Parametern ausführen…</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Undo history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare with the saved version</source>
        <translation>Mit der gespeicherten Fassung vergleichen</translation>
    </message>
    <message>
        <source>Compare with git HEAD</source>
        <translation>Mit git HEAD vergleichen</translation>
    </message>
    <message>
        <source>Compare with a backup…</source>
        <translation>Mit einer Sicherung vergleichen …</translation>
    </message>
    <message>
        <source>Compare with another pipeline…</source>
        <translation>Mit einer anderen Pipeline vergleichen …</translation>
    </message>
    <message>
        <source>To the canvas</source>
        <translation>Zur Zeichenfläche</translation>
    </message>
    <message>
        <source>the saved version</source>
        <translation>gespeicherte Fassung</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>wiederhergestellt</translation>
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
    <name>headrace::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
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
    <message>
        <source>Subpipeline</source>
        <translation>Teilpipeline</translation>
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
    <message>
        <source>A pipeline of its own stands in this node. Enter or a double click goes into it.</source>
        <translation>In diesem Knoten steht eine eigene Pipeline. Die Eingabetaste oder ein Doppelklick führt hinein.</translation>
    </message>
    <message>
        <source>The pipeline of this node stands in '%1'. Enter or a double click opens it.</source>
        <translation>Die Pipeline dieses Knotens steht in „%1“. Die Eingabetaste oder ein Doppelklick öffnet sie.</translation>
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
    <name>headrace::PickerPopup</name>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
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
    <name>headrace::PortDifference</name>
    <message>
        <source>The two ports have no column in common.</source>
        <translation>Die beiden Anschlüsse haben keine gemeinsame Spalte.</translation>
    </message>
    <message>
        <source>Compare other ports.</source>
        <translation>Vergleichen Sie andere Anschlüsse.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Wird verglichen</translation>
    </message>
    <message>
        <source>Both have the same rows.</source>
        <translation>Beide haben dieselben Zeilen.</translation>
    </message>
    <message>
        <source>%1 rows only in %2, %3 only in %4.</source>
        <translation>%1 Zeilen nur in %2, %3 nur in %4.</translation>
    </message>
    <message>
        <source>Only %1 has: %2.</source>
        <translation>Nur %1 hat: %2.</translation>
    </message>
    <message>
        <source>Only in</source>
        <translation>Nur in</translation>
    </message>
</context>
<context>
    <name>headrace::PreviewModel</name>
    <message>
        <source>%1: %2
%3 % missing in the first %4 rows</source>
        <translation>%1: %2
%3 % fehlen in den ersten %4 Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>%1 rows × %2</source>
        <translation>%1 Zeilen × %2</translation>
    </message>
    <message>
        <source>First %1 rows × %2, in no promised order</source>
        <translation>Erste %1 Zeilen × %2, ohne zugesagte Reihenfolge</translation>
    </message>
    <message>
        <source>Reading all rows: %1 so far</source>
        <translation>Alle Zeilen werden gelesen: bisher %1</translation>
    </message>
    <message>
        <source>Reading all rows</source>
        <translation>Alle Zeilen werden gelesen</translation>
    </message>
    <message>
        <source>First %1 rows × %2: more would not fit on the disk</source>
        <translation>Erste %1 Zeilen × %2: mehr passt nicht auf den Datenträger</translation>
    </message>
    <message>
        <source>%1 rows match × %2</source>
        <translation>%1 Zeilen passen × %2</translation>
    </message>
    <message>
        <source>rows that failed</source>
        <translation>fehlerhafte Zeilen</translation>
    </message>
</context>
<context>
    <name>headrace::PreviewPanel</name>
    <message>
        <source>Choose the port</source>
        <translation>Anschluss wählen</translation>
    </message>
    <message>
        <source>Read all rows</source>
        <translation>Alle Zeilen lesen</translation>
    </message>
    <message>
        <source>Filter the rows shown</source>
        <translation>Gezeigte Zeilen filtern</translation>
    </message>
    <message>
        <source>Compare with another port</source>
        <translation>Mit anderem Anschluss vergleichen</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Export all rows to a file</source>
        <translation>Alle Zeilen in eine Datei exportieren</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>Vergleich schließen</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>Daneben</translation>
    </message>
    <message>
        <source>Difference from</source>
        <translation>Unterschied zu</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>What leaves %1 is known only after a run.</source>
        <translation>Was %1 verlässt, ist erst nach einem Lauf bekannt.</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>Bis hier ausführen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 gives no rows.</source>
        <translation>%1 gibt keine Zeilen.</translation>
    </message>
    <message>
        <source>Click a node or an edge to see its rows.</source>
        <translation>Klicken Sie einen Knoten oder eine Kante an, um ihre Zeilen zu sehen.</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as SQL VALUES</source>
        <translation>Als SQL VALUES kopieren</translation>
    </message>
    <message>
        <source>Copy as pandas snippet</source>
        <translation>Als pandas-Schnipsel kopieren</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Show value</source>
        <translation>Wert zeigen</translation>
    </message>
    <message>
        <source>Only rows where %1 is missing</source>
        <translation>Nur Zeilen, in denen %1 fehlt</translation>
    </message>
    <message>
        <source>Only rows where %1 is present</source>
        <translation>Nur Zeilen, in denen %1 vorhanden ist</translation>
    </message>
    <message>
        <source>Only rows with this value</source>
        <translation>Nur Zeilen mit diesem Wert</translation>
    </message>
    <message>
        <source>Only rows with another value</source>
        <translation>Nur Zeilen mit anderem Wert</translation>
    </message>
    <message>
        <source>Export all rows</source>
        <translation>Alle Zeilen exportieren</translation>
    </message>
    <message>
        <source>Parquet (*.parquet)</source>
        <translation>Parquet (*.parquet)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>%1 geschrieben</translation>
    </message>
</context>
<context>
    <name>headrace::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation>Keine Probleme.</translation>
    </message>
    <message>
        <source>Problems of the open pipeline stand here.</source>
        <translation>Probleme der offenen Pipeline stehen hier.</translation>
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
    <name>headrace::PythonPage</name>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Python interpreter</source>
        <translation>Python-Interpreter</translation>
    </message>
    <message>
        <source>The workspace's, else python3</source>
        <translation>Der des Arbeitsbereichs, sonst python3</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Interpreter for Python steps</source>
        <translation>Interpreter für Python-Schritte</translation>
    </message>
    <message>
        <source>A step runs in this interpreter with your rights and your packages, once you trust its script. A workspace can name its own in .headrace/settings.json.</source>
        <translation>Ein Schritt läuft in diesem Interpreter mit Ihren Rechten und Ihren Paketen, sobald Sie seinem Skript vertrauen. Ein Arbeitsbereich kann in .headrace/settings.json einen eigenen nennen.</translation>
    </message>
    <message>
        <source>Choose a Python interpreter</source>
        <translation>Python-Interpreter wählen</translation>
    </message>
    <message>
        <source>Asking the interpreter…</source>
        <translation>Der Interpreter wird gefragt …</translation>
    </message>
    <message>
        <source>Python %1</source>
        <translation>Python %1</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
</context>
<context>
    <name>headrace::QuickChart</name>
    <message>
        <source>These columns cannot be drawn so.</source>
        <translation>Diese Spalten können nicht so gezeichnet werden.</translation>
    </message>
    <message>
        <source>Choose columns of numbers or dates.</source>
        <translation>Wählen Sie Spalten mit Zahlen oder Daten.</translation>
    </message>
</context>
<context>
    <name>headrace::QuickChartView</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Mean of %1</source>
        <translation>Mittel von %1</translation>
    </message>
    <message>
        <source>%1 to %2: %3 rows</source>
        <translation>%1 bis %2: %3 Zeilen</translation>
    </message>
    <message>
        <source>%1 median %2, quartiles %3 and %4, %5 rows, %6 of them outliers</source>
        <translation>%1 Median %2, Quartile %3 und %4, %5 Zeilen, davon %6 Ausreißer</translation>
    </message>
    <message>
        <source>%1: mean %2, from %3 to %4</source>
        <translation>%1: Mittel %2, von %3 bis %4</translation>
    </message>
</context>
<context>
    <name>headrace::Rail</name>
    <message>
        <source>Perspectives</source>
        <translation>Perspektiven</translation>
    </message>
</context>
<context>
    <name>headrace::RecentList</name>
    <message>
        <source>RECENT</source>
        <translation>ZULETZT</translation>
    </message>
    <message>
        <source>Pipelines and workspaces you open are listed here.</source>
        <translation>Pipelines und Arbeitsbereiche, die Sie öffnen, stehen hier.</translation>
    </message>
    <message>
        <source>RECENT PIPELINES</source>
        <translation>LETZTE PIPELINES</translation>
    </message>
    <message>
        <source>RECENT WORKSPACES</source>
        <translation>LETZTE ARBEITSBEREICHE</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>Aus dieser Liste entfernen</translation>
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
    <name>headrace::RecoveryDialog</name>
    <message>
        <source>Recover unsaved work</source>
        <translation>Nicht gespeicherte Arbeit wiederherstellen</translation>
    </message>
    <message>
        <source>Some changes were not saved</source>
        <translation>Einige Änderungen wurden nicht gespeichert</translation>
    </message>
    <message>
        <source>The window ended before it could save them. Nothing of your files has been touched.</source>
        <translation>Das Fenster endete, bevor es sie speichern konnte. Ihre Dateien sind unberührt.</translation>
    </message>
    <message>
        <source>Documents with unsaved changes</source>
        <translation>Dokumente mit nicht gespeicherten Änderungen</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>It has no file yet.</source>
        <translation>Es hat noch keine Datei.</translation>
    </message>
    <message>
        <source>The file is gone; the recovered pipeline will have none.</source>
        <translation>Die Datei ist weg; die wiederhergestellte Pipeline wird keine haben.</translation>
    </message>
    <message>
        <source>The file was changed since, by something else.</source>
        <translation>Die Datei wurde seitdem von anderer Seite geändert.</translation>
    </message>
    <message>
        <source>Discard for good</source>
        <translation>Endgültig verwerfen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Shows what differs on a canvas</source>
        <translation>Zeigt auf einer Zeichenfläche, was sich unterscheidet</translation>
    </message>
</context>
<context>
    <name>headrace::Reproduction</name>
    <message>
        <source>The program headrace could not be started.</source>
        <translation>Das Programm headrace konnte nicht gestartet werden.</translation>
    </message>
    <message numerus="yes">
        <source>Identical: all %n outputs</source>
        <translation>
            <numerusform>Gleich: die %n Ausgabe</numerusform>
            <numerusform>Gleich: alle %n Ausgaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Equal to %1 ulps: all %n outputs but for the last bits</source>
        <translation>
            <numerusform>Gleich bis auf %1 ulps: die %n Ausgabe bis auf die letzten Bits</numerusform>
            <numerusform>Gleich bis auf %1 ulps: alle %n Ausgaben bis auf die letzten Bits</numerusform>
        </translation>
    </message>
    <message>
        <source>Different, first at node '%1': %2</source>
        <translation>Verschieden, zuerst am Knoten „%1“: %2</translation>
    </message>
    <message>
        <source>The run ended without a verdict.</source>
        <translation>Der Lauf endete ohne Urteil.</translation>
    </message>
</context>
<context>
    <name>headrace::ResultsArea</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Problems  %1</source>
        <translation>Probleme  %1</translation>
    </message>
</context>
<context>
    <name>headrace::RowsHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>headrace::RowsView</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
</context>
<context>
    <name>headrace::RunActions</name>
    <message>
        <source>'%1' is done.</source>
        <translation>„%1“ ist fertig.</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Lauf zeigen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
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
    <message>
        <source>Show lineage</source>
        <translation>Herkunft zeigen</translation>
    </message>
</context>
<context>
    <name>headrace::RunPage</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Runs and cache</source>
        <translation>Läufe und Cache</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What a run may use. Automatic: three quarters of this machine's.</source>
        <translation>Was ein Lauf nutzen darf. Automatisch: drei Viertel dieses Rechners.</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Alle Kerne</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Size of the cache</source>
        <translation>Größe des Caches</translation>
    </message>
    <message>
        <source>Clear cache</source>
        <translation>Cache leeren</translation>
    </message>
    <message>
        <source>Results that are not used for longest go first. Automatic: 20 GB, or a tenth of the free disk. What starred runs and registered models need is always kept.</source>
        <translation>Am längsten nicht benutzte Ergebnisse gehen zuerst. Automatisch: 20 GB oder ein Zehntel des freien Platzes. Was Läufe mit Stern und registrierte Modelle brauchen, bleibt immer.</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nirgends</translation>
    </message>
    <message>
        <source>OpenLineage events</source>
        <translation>OpenLineage-Ereignisse</translation>
    </message>
    <message>
        <source>A URL or a file that takes the lineage of each run.</source>
        <translation>Eine URL oder Datei, die die Herkunft jedes Laufs aufnimmt.</translation>
    </message>
    <message>
        <source>%1 in use</source>
        <translation>%1 belegt</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>Wird geleert …</translation>
    </message>
    <message>
        <source>%1 freed</source>
        <translation>%1 frei geworden</translation>
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
    <name>headrace::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Runs and cache</source>
        <translation>Läufe und Cache</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
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
    <name>headrace::ShortcutsModel</name>
    <message>
        <source>Changed by you</source>
        <translation>Von Ihnen geändert</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>headrace::ShortcutsPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find an action or a shortcut</source>
        <translation>Aktion oder Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Press the new shortcut</source>
        <translation>Neues Tastenkürzel drücken</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>Hier verwenden</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>%1 belongs to %2.</source>
        <translation>%1 gehört zu %2.</translation>
    </message>
</context>
<context>
    <name>headrace::SnapshotView</name>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Back to the lineage</source>
        <translation>Zurück zur Herkunft</translation>
    </message>
    <message>
        <source>Branch from here</source>
        <translation>Von hier abzweigen</translation>
    </message>
    <message>
        <source>Only to be looked at</source>
        <translation>Nur zum Ansehen</translation>
    </message>
</context>
<context>
    <name>headrace::StartPage</name>
    <message>
        <source>Headrace</source>
        <translation>Headrace</translation>
    </message>
    <message>
        <source>Compose a pipeline, run it, compare what it did.</source>
        <translation>Eine Pipeline bauen, ausführen und vergleichen, was sie getan hat.</translation>
    </message>
    <message>
        <source>New pipeline</source>
        <translation>Neue Pipeline</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Tour beginnen</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open a pipeline</source>
        <translation>Pipeline öffnen</translation>
    </message>
    <message>
        <source>EXAMPLES</source>
        <translation>BEISPIELE</translation>
    </message>
    <message>
        <source>START FROM A TEMPLATE</source>
        <translation>MIT EINER VORLAGE BEGINNEN</translation>
    </message>
    <message>
        <source>Examples and templates open as a copy of your own in %1.</source>
        <translation>Beispiele und Vorlagen öffnen sich als eigene Kopie in %1.</translation>
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
    <name>headrace::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>headrace::TimelineChart</name>
    <message>
        <source>Timeline of the run</source>
        <translation>Zeitverlauf des Laufs</translation>
    </message>
    <message>
        <source>from cache</source>
        <translation>aus dem Cache</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 Zeilen/s</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Measured while a run goes on</source>
        <translation>Gemessen, während ein Lauf läuft</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis zu %1</translation>
    </message>
    <message>
        <source>%1 of memory at %2</source>
        <translation>%1 Speicher bei %2</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>wartete %1</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>aus dem Cache</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>dauerte %1</translation>
    </message>
    <message>
        <source>ran together with others, %1 in all</source>
        <translation>lief mit anderen zusammen, %1 insgesamt</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
</context>
<context>
    <name>headrace::TimelinePanel</name>
    <message>
        <source>Where the time of a run went stands here.</source>
        <translation>Hier steht, wohin die Zeit eines Laufs ging.</translation>
    </message>
</context>
<context>
    <name>headrace::TopBar</name>
    <message>
        <source>More ways to run</source>
        <translation>Weitere Arten auszuführen</translation>
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
    <name>headrace::Tour</name>
    <message>
        <source>Guided tour</source>
        <translation>Geführte Tour</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>Tour verlassen</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
</context>
<context>
    <name>headrace::TrustBar</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>Was verlangt wird</translation>
    </message>
    <message>
        <source>Text of the script</source>
        <translation>Text des Skripts</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>runs a script you have not trusted yet</source>
        <translation>führt ein Skript aus, dem Sie noch nicht vertraut haben</translation>
    </message>
    <message numerus="yes">
        <source>runs %n scripts you have not trusted yet</source>
        <translation>
            <numerusform>führt %n Skript aus, dem Sie noch nicht vertraut haben</numerusform>
            <numerusform>führt %n Skripte aus, denen Sie noch nicht vertraut haben</numerusform>
        </translation>
    </message>
    <message>
        <source>reads a file outside its workspace</source>
        <translation>liest eine Datei außerhalb ihres Arbeitsbereichs</translation>
    </message>
    <message numerus="yes">
        <source>reads %n files outside its workspace</source>
        <translation>
            <numerusform>liest %n Datei außerhalb ihres Arbeitsbereichs</numerusform>
            <numerusform>liest %n Dateien außerhalb ihres Arbeitsbereichs</numerusform>
        </translation>
    </message>
    <message>
        <source>writes a file outside its workspace</source>
        <translation>schreibt eine Datei außerhalb ihres Arbeitsbereichs</translation>
    </message>
    <message numerus="yes">
        <source>writes %n files outside its workspace</source>
        <translation>
            <numerusform>schreibt %n Datei außerhalb ihres Arbeitsbereichs</numerusform>
            <numerusform>schreibt %n Dateien außerhalb ihres Arbeitsbereichs</numerusform>
        </translation>
    </message>
    <message>
        <source>This pipeline %1.</source>
        <translation>Diese Pipeline %1.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Trust and allow</source>
        <translation>Vertrauen und erlauben</translation>
    </message>
    <message>
        <source>Code of %1</source>
        <translation>Code von %1</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>'%1' writes %2</source>
        <translation>„%1“ schreibt %2</translation>
    </message>
    <message>
        <source>'%1' reads %2</source>
        <translation>„%1“ liest %2</translation>
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
    <name>headrace::VersionsDialog</name>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Earlier versions of %1</source>
        <translation>Frühere Fassungen von %1</translation>
    </message>
    <message numerus="yes">
        <source>The last %n versions you saved are kept.</source>
        <translation>
            <numerusform>Die letzte von Ihnen gespeicherte Fassung wird behalten (%n).</numerusform>
            <numerusform>Die letzten %n von Ihnen gespeicherten Fassungen werden behalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>Looking for versions…</source>
        <translation>Fassungen werden gesucht …</translation>
    </message>
    <message>
        <source>Take this version</source>
        <translation>Diese Fassung nehmen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No version has been kept yet: the first is when you save.</source>
        <translation>Noch ist keine Fassung behalten: die erste entsteht beim Speichern.</translation>
    </message>
    <message>
        <source>Take the version of %1</source>
        <translation>Fassung von %1 nehmen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Shows what differs on a canvas</source>
        <translation>Zeigt auf einer Zeichenfläche, was sich unterscheidet</translation>
    </message>
    <message>
        <source>backup of %1</source>
        <translation>Sicherung vom %1</translation>
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
<context>
    <name>headrace::WorkspacePanel</name>
    <message>
        <source>Files of the workspace</source>
        <translation>Dateien des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>WORKSPACE</source>
        <translation>ARBEITSBEREICH</translation>
    </message>
    <message>
        <source>New pipeline</source>
        <translation>Neue Pipeline</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>A workspace is a folder with pipelines and the data they read.</source>
        <translation>Ein Arbeitsbereich ist ein Ordner mit Pipelines und den Daten, die sie lesen.</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>ohne Titel</translation>
    </message>
    <message>
        <source>'%1' is in the trash.</source>
        <translation>„%1“ ist im Papierkorb.</translation>
    </message>
    <message numerus="yes">
        <source>%n files are in the trash.</source>
        <translation>
            <numerusform>%n Datei ist im Papierkorb.</numerusform>
            <numerusform>%n Dateien sind im Papierkorb.</numerusform>
        </translation>
    </message>
    <message>
        <source>'%1' could not be moved.</source>
        <translation>„%1“ konnte nicht verschoben werden.</translation>
    </message>
    <message>
        <source>'%1' could not be copied.</source>
        <translation>„%1“ konnte nicht kopiert werden.</translation>
    </message>
    <message>
        <source>reading columns…</source>
        <translation>Spalten werden gelesen …</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 Spalte</translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Composes and runs pipelines, and shows what they did.</source>
        <translation>Baut Pipelines, führt sie aus und zeigt, was sie getan haben.</translation>
    </message>
    <message>
        <source>Pipelines to open.</source>
        <translation>Pipelines, die geöffnet werden.</translation>
    </message>
</context>
</TS>
