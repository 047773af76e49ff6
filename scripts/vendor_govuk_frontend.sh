#!/bin/sh
# Compiles govuk-frontend with our colours and type, and fetches the two typefaces, into static/.
# Needs npm and the internet; run it only to upgrade, then commit what it writes.
set -eu

govuk=6.6.0
sass=1.108.2
sans=5.3.1
serif=5.3.1

root=$(cd "$(dirname "$0")/.." && pwd)
vendor="$root/static/vendor/govuk-frontend/$govuk"
fonts="$root/static/fonts"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm install --silent --no-save --ignore-scripts \
    "govuk-frontend@$govuk" "sass@$sass" \
    "@fontsource/source-sans-3@$sans" "@fontsource/source-serif-4@$serif"

mkdir -p "$vendor" "$fonts"
cp "$vendor/SOURCE.scss" source.scss
npx sass --pkg-importer=node --style=compressed --no-source-map --quiet-deps \
    source.scss "$vendor/govuk-frontend.css"

# Only the footer's crest has a picture; it is GOV.UK's alone, so its address goes.
sed -i 's|url("assets/images/govuk-crest.svg")|none|g' "$vendor/govuk-frontend.css"

# The script ends by naming a source map, which we do not keep.
sed 's|//# sourceMappingURL=.*$||' \
    node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js > "$vendor/govuk-frontend.min.js"

for weight in 400 600; do
    cp "node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-$weight-normal.woff2" \
       "node_modules/@fontsource/source-sans-3/files/source-sans-3-latin-ext-$weight-normal.woff2" \
       "$fonts/"
done
cp node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2 \
   node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-ext-600-normal.woff2 \
   "$fonts/"
cp node_modules/@fontsource/source-sans-3/LICENSE "$fonts/OFL-source-sans-3.txt"
cp node_modules/@fontsource/source-serif-4/LICENSE "$fonts/OFL-source-serif-4.txt"

if grep -q -e 'GDS Transport' -e '@font-face' "$vendor/govuk-frontend.css"; then
    echo "The compiled stylesheet names a typeface that only GOV.UK may use." >&2
    exit 1
fi
echo "Wrote $(wc -c < "$vendor/govuk-frontend.css") bytes of CSS for govuk-frontend $govuk."
