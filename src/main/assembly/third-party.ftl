<#-- The libraries that digestbot is delivered with, each with the licence that its authors name. -->
digestbot is delivered with these libraries, unchanged, in the folder lib. The texts of their licences are in the archives
themselves or in the folder licenses, named after the licence or the library.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
${library.groupId}:${library.artifactId}:${library.version}
    ${entry.getValue()?join(", ")}
<#if library.url??>
    ${library.url}
</#if>
</#list>

The fonts in digestbot.jar are Noto Sans and Noto Sans SC, under the SIL Open Font License 1.1 (fonts/OFL.txt there).
