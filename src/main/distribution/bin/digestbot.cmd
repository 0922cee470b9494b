@echo off
rem Starts digestbot. JAVA_OPTS adds options for Java.
setlocal
set "HOME_FOLDER=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "OPTIONS="
if "%~1"=="run" set "OPTIONS=-Xms20m -Xmx256m -XX:NewSize=5m"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError %OPTIONS% %JAVA_OPTS% -jar "%HOME_FOLDER%\digestbot.jar" %*
exit /b %ERRORLEVEL%
