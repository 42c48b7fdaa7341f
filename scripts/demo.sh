#!/usr/bin/env bash
# The first look: read samples/ into a fresh archive, export it, and say where everything is.
#
#   bash scripts/demo.sh out
set -euo pipefail
cd "$(dirname "$0")/.."

readonly OUT="${1:-out}"
readonly VANTHU=".venv/bin/vanthu"
readonly ARCHIVE="$OUT/demo.sqlite3"

mkdir -p "$OUT"
# A demonstration starts from nothing, so that its table shows every sample.
rm -f "$ARCHIVE" "$ARCHIVE-wal" "$ARCHIVE-shm"
# The workflow server's own small database stays inside the checkout.
export PREFECT_HOME="$(cd "$OUT" && pwd)/prefect"

# Some samples may need a person's eye (exit code 2); that is a result, not a failure.
status=0
"$VANTHU" ingest samples --archive "$ARCHIVE" || status=$?
(( status == 0 || status == 2 )) || exit "$status"

"$VANTHU" export --archive "$ARCHIVE" --format jsonl --out "$OUT/demo.jsonl"
"$VANTHU" export --archive "$ARCHIVE" --format csv --out "$OUT/demo-csv"
"$VANTHU" export --archive "$ARCHIVE" --format parquet --out "$OUT/demo-parquet"
"$VANTHU" export --archive "$ARCHIVE" --format xlsx --out "$OUT/demo.xlsx"

cat <<END

Cơ sở dữ liệu / database:  $ARCHIVE
Bản xuất / exports:        $OUT/demo.jsonl  $OUT/demo-csv/  $OUT/demo-parquet/  $OUT/demo.xlsx
Thử tiếp / try next:       $VANTHU query --archive $ARCHIVE "SELECT reference_number, subject FROM documents"
END
