#!/usr/bin/env bash
# Lints the contract, generates types from it, and compiles a client against them. Needs node and npm, and for the first
# run a package registry. No lock file is written: it would name the registry's host; package.json has exact versions.
set -euo pipefail
cd "$(dirname "$0")/../openapi"

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npm_config_update_notifier=false
bin=node_modules/.bin
if ! cmp -s package.json node_modules/.installed-package.json; then
  npm install --no-package-lock --no-audit --no-fund --loglevel=error
  cp package.json node_modules/.installed-package.json
fi

"$bin/redocly" lint --config redocly.yaml kinerja-v1.json
"$bin/redocly" lint --config redocly.yaml kinerja-v1.yaml
mkdir -p build
"$bin/openapi-typescript" kinerja-v1.json -o build/kinerja-v1.d.ts
"$bin/tsc" --project tsconfig.json
echo "contract: linted, and a typed client compiles"
