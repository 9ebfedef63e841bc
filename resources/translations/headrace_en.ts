<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CanvasCommands</name>
    <message numerus="yes">
        <source>Arranging %n node(s)…</source>
        <translation>
            <numerusform>Arranging %n node…</numerusform>
            <numerusform>Arranging %n nodes…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %n file(s)</source>
        <translation>
            <numerusform>Read %n file</numerusform>
            <numerusform>Read %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiffWords</name>
    <message numerus="yes">
        <source>%n nodes added</source>
        <translation>
            <numerusform>%n nodes added</numerusform>
            <numerusform>%n nodes added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes removed</source>
        <translation>
            <numerusform>%n nodes removed</numerusform>
            <numerusform>%n nodes removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes changed</source>
        <translation>
            <numerusform>%n nodes changed</numerusform>
            <numerusform>%n nodes changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things moved</source>
        <translation>
            <numerusform>%n things moved</numerusform>
            <numerusform>%n things moved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeSummary</name>
    <message numerus="yes">
        <source>%n node(s) inside</source>
        <translation>
            <numerusform>%n node inside</numerusform>
            <numerusform>%n nodes inside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::FailureSearch</name>
    <message numerus="yes">
        <source>Show the %n rows that failed</source>
        <translation>
            <numerusform>Show the %n row that failed</numerusform>
            <numerusform>Show the %n rows that failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::LineageCanvas</name>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%n thing</numerusform>
            <numerusform>%n things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::LineagePainter</name>
    <message numerus="yes">
        <source>%n versions</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n columns</source>
        <translation>
            <numerusform>from %n column</numerusform>
            <numerusform>from %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::LineagePath</name>
    <message numerus="yes">
        <source>one of %n features</source>
        <translation>
            <numerusform>one of %n feature</numerusform>
            <numerusform>one of %n features</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n features</source>
        <translation>
            <numerusform>%1 of %n feature</numerusform>
            <numerusform>%1 of %n features</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::LineagePerspective</name>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%n thing</numerusform>
            <numerusform>%n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n metrics</source>
        <translation>
            <numerusform>%n metric</numerusform>
            <numerusform>%n metrics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::LogModel</name>
    <message numerus="yes">
        <source>%n lines came too fast to be shown</source>
        <translation>
            <numerusform>%n line came too fast to be shown</numerusform>
            <numerusform>%n lines came too fast to be shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::MainWindow</name>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::NodeSettings</name>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n set</numerusform>
            <numerusform>%n set</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::PipelineField</name>
    <message numerus="yes">
        <source>%n node(s), embedded</source>
        <translation>
            <numerusform>%n node, embedded</numerusform>
            <numerusform>%n nodes, embedded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::PreviewModel</name>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n columns</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::RecordsField</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::Reproduction</name>
    <message numerus="yes">
        <source>Identical: all %n outputs</source>
        <translation>
            <numerusform>Identical: %n output</numerusform>
            <numerusform>Identical: all %n outputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Equal to %1 ulps: all %n outputs but for the last bits</source>
        <translation>
            <numerusform>Equal to %1 ulps: %n output but for the last bits</numerusform>
            <numerusform>Equal to %1 ulps: all %n outputs but for the last bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::RunControl</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::RunTableModel</name>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::SchemaPage</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::SeveralPage</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::StatisticsPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::TrustBar</name>
    <message numerus="yes">
        <source>runs %n scripts you have not trusted yet</source>
        <translation>
            <numerusform>runs %n scripts you have not trusted yet</numerusform>
            <numerusform>runs %n scripts you have not trusted yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reads %n files outside its workspace</source>
        <translation>
            <numerusform>reads %n files outside its workspace</numerusform>
            <numerusform>reads %n files outside its workspace</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writes %n files outside its workspace</source>
        <translation>
            <numerusform>writes %n files outside its workspace</numerusform>
            <numerusform>writes %n files outside its workspace</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::VersionsDialog</name>
    <message numerus="yes">
        <source>The last %n versions you saved are kept.</source>
        <translation>
            <numerusform>The last %n versions you saved are kept.</numerusform>
            <numerusform>The last %n versions you saved are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>headrace::WorkspacePanel</name>
    <message numerus="yes">
        <source>%n files are in the trash.</source>
        <translation>
            <numerusform>%n files are in the trash.</numerusform>
            <numerusform>%n files are in the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n columns</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
