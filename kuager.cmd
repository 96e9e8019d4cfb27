@echo off
rem Kuager on Windows, from its folder, without make: the first run prepares .venv, and so
rem does the first one after the pinned libraries changed.
rem     kuager.cmd help
rem Needs 64-bit Python 3.11 or newer from python.org.
setlocal
set "HERE=%~dp0"
set "PY=%HERE%.venv\Scripts\python.exe"
fc /b "%HERE%requirements\run.txt" "%HERE%.venv\installed.txt" >nul 2>&1 && goto run

set "FOUND="
for %%V in (3.13 3.12 3.11 3.14) do if not defined FOUND (
    py -%%V -c "import struct, sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>&1 && set "FOUND=py -%%V"
)
if not defined FOUND (
    python -c "import struct, sys; sys.exit(struct.calcsize('P') != 8 or sys.version_info < (3, 11))" >nul 2>&1 && set "FOUND=python"
)
if not defined FOUND (
    echo Kuager needs 64-bit Python 3.11 or newer: get it from https://www.python.org
    exit /b 1
)

echo Preparing Kuager, once ... 1>&2
if not exist "%PY%" %FOUND% -m venv "%HERE%.venv" || exit /b 1
"%PY%" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r "%HERE%requirements\run.txt" -r "%HERE%requirements\build.txt" || exit /b 1
"%PY%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "%HERE%." || exit /b 1
copy /y "%HERE%requirements\run.txt" "%HERE%.venv\installed.txt" >nul || exit /b 1

:run
"%PY%" -m kuager.cli %*
exit /b %ERRORLEVEL%
