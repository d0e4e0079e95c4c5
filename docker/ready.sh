#!/usr/bin/env bash
# Exits with 0 when the service on MANAGEMENT_PORT says that it is ready.
# A Java runtime image has no curl or wget to count on, and starting a JVM for every check would cost more than the answer: bash opens
# the connection itself.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${MANAGEMENT_PORT:?}"
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r _ status _ <&3
cat <&3 >/dev/null
[ "$status" = 200 ]
