<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DiffWords</name>
    <message numerus="yes">
        <source>%n node(s) added</source>
        <translation>
            <numerusform>%n node added</numerusform><numerusform>%n nodes added</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) removed</source>
        <translation>
            <numerusform>%n node removed</numerusform><numerusform>%n nodes removed</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) changed</source>
        <translation>
            <numerusform>%n node changed</numerusform><numerusform>%n nodes changed</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) of the pipeline changed</source>
        <translation>
            <numerusform>%n setting of the pipeline changed</numerusform><numerusform>%n settings of the pipeline changed</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) moved</source>
        <translation>
            <numerusform>%n thing moved</numerusform><numerusform>%n things moved</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::LogModel</name>
    <message numerus="yes">
        <source>%n lines came too fast to be shown</source>
        <translation>
            <numerusform>%n line came too fast to be shown</numerusform><numerusform>%n lines came too fast to be shown</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::NodeSettings</name>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n set</numerusform><numerusform>%n set</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::PipelineField</name>
    <message numerus="yes">
        <source>%n node(s), embedded</source>
        <translation>
            <numerusform>%n node, embedded</numerusform><numerusform>%n nodes, embedded</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::RecordsField</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform><numerusform>Show %n more</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::RunControl</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform><numerusform>%n waiting</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::RunTableModel</name>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform><numerusform>%n s ago</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform><numerusform>%n min ago</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform><numerusform>%n h ago</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::SchemaPage</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform><numerusform>%n columns</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::SeveralPage</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform><numerusform>%n nodes</numerusform></translation>
    </message>
</context>
<context>
    <name>headrace::StatisticsPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform><numerusform>%n rows</numerusform></translation>
    </message>
</context>
</TS>
