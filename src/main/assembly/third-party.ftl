<#-- The libraries that digestbot is delivered with, each with the licence that its authors name. -->
digestbot is delivered with these libraries in the folder lib. The texts of their licences are in the archives themselves or
in the folder licenses, named after the licence or the library. The archives are unchanged but for three that lack files which
the program cannot load: sqlite-jdbc has SQLite for common systems only, fontbox no tables of encodings in PDF files, and core
(Trove) only collections of the kinds of numbers that JDA uses. Each can be replaced by the one of its authors.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
${library.groupId}:${library.artifactId}:${library.version}
    ${entry.getValue()?join(", ")}
<#if library.url??>
    ${library.url}
</#if>
</#list>

The fonts in digestbot.jar are Noto Sans and Noto Sans SC, under the SIL Open Font License 1.1 (fonts/OFL.txt there).
