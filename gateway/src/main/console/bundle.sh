# Makes the console's page of its sources: bundle.sh TOOLS OUTPUT
set -eu
tools=$1 output=$2
chmod +x "$tools/esbuild"
"$tools/esbuild" index.html porten.svg console.css main.tsx signed-in.html signed-in.ts \
  --bundle --format=esm --target=es2022 --minify --legal-comments=none --log-level=warning \
  --loader:.html=copy --loader:.svg=copy --outdir="$output"
cp "$tools/node_modules/preact/LICENSE" "$output/preact-license.txt"
